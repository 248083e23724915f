"""``servanda model register``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.answering import give
from servanda.cli.documents.common import as_json
from servanda.cli.documents.model import register_document
from servanda.cli.exit_codes import ExitCode
from servanda.cli.modelling import ModelPath, OnOption, day_named
from servanda.cli.papers import Printed, give_paper
from servanda.cli.terminal import Terminal, open_terminal
from servanda.operating_model.model.portfolio import FoundIn
from servanda.pipeline.model_filling import write_changed
from servanda.pipeline.model_register import Taken, take_list
from servanda.pipeline.operating import find_model, open_model
from servanda.reports.clean import one_line
from servanda.reports.model_paper import register_paper
from servanda.reports.spelling import plural

__all__ = ["register_command"]

_AS_TEXT = Printed()


def register_command(
    model: ModelPath = Path(),
    *,
    take: Annotated[
        Path | None, Parameter(help="A list to take in, XLSX or CSV.", show_default=False)
    ] = None,
    found_in: Annotated[
        Literal["spreadsheet", "contract list", "single sign-on"],
        Parameter(help="What sort of list it is."),
    ] = "spreadsheet",
    diff: Annotated[
        bool, Parameter(negative="", help="Take nothing in; say what a list would bring.")
    ] = False,
    on: OnOption = None,
    printed: Printed = _AS_TEXT,
) -> int:
    """List the services that business functions buy or run; with --take, add those of a list.

    Of a list, a service's name and its function are needed; owner, contract, data, interfaces,
    exposure and ambition are taken where a column holds them. What the register has already stays
    as it is.

    For example:

    ```
    servanda model register
    servanda model register --take contracts.xlsx --found-in "contract list"
    servanda model register --format xlsx
    ```
    """
    day, terminal = day_named(on), open_terminal()
    if take is not None:
        code = _take(terminal, model, take, FoundIn(found_in), printed, on=on, writes=not diff)
        if code != ExitCode.FINE or printed.format == "text" or diff:
            return code
    opened = open_model(model)
    folder = find_model(model)[0].parent
    return give_paper(
        terminal,
        opened,
        printed.format,
        paper=lambda found: register_paper(
            found.model.title,
            [each for each in found.model.register.values() if each.found <= day],
            day,
            printed.reader,
        ),
        document=lambda found: as_json(register_document(tuple(found.model.register.values()))),
        file=(printed.output or folder / "statements") / "register",
        reader=printed.reader,
    )


def _take(
    terminal: Terminal, model: Path, file: Path, found_in: FoundIn, printed: Printed, *,
    on: OnOption, writes: bool,
) -> int:  # fmt: skip
    answer = take_list(model, file, found_in, day_named(on))
    if answer.value is not None and writes:
        write_changed(answer.value.changed)

    def show(taken: Taken) -> None:
        for line in _lines(taken, writes=writes):
            terminal.err.print(Text(one_line(line)), soft_wrap=True)

    wanted: Literal["text", "json"] = "json" if printed.format == "json" else "text"
    if answer.value is not None:
        show(answer.value)
        return ExitCode.FINE
    return give(terminal, answer, wanted, text=show, document=lambda _: {})


def _lines(taken: Taken, *, writes: bool) -> list[str]:
    verb = "added" if writes else "would be added"
    count = len(taken.added)
    lines = [f"{count} {plural(count, 'service')} {verb}: {', '.join(taken.added)}"]
    if not count:
        lines = ["nothing is new"]
    if taken.known:
        lines.append(f"there already: {', '.join(taken.known)}")
    if taken.unread:
        lines.append(f"columns that are not read: {', '.join(taken.unread)}")
    return lines
