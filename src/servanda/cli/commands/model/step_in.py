"""``servanda model step-in``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.answering import give
from servanda.cli.documents.common import as_json
from servanda.cli.documents.model import tasks_document
from servanda.cli.modelling import ModelPath, OnOption, day_named
from servanda.cli.options import FormatOption, LocaleOption
from servanda.cli.progress import telling
from servanda.cli.terminal import open_terminal
from servanda.pipeline.model_filling import write_changed
from servanda.pipeline.stepping_in import SteppingIn, ask_to_step_in
from servanda.reports.clean import one_line
from servanda.reports.model_paper import tasks_paper
from servanda.reports.paper_text import paper_lines
from servanda.reports.reader import Reader

__all__ = ["step_in_command"]


def step_in_command(
    model: ModelPath = Path(),
    *,
    period: Annotated[
        str, Parameter(help="Period that is looked at; the last complete one if not said.")
    ] = "",
    days: Annotated[int, Parameter(help="Calendar days that who is accountable has.")] = 14,
    on: OnOption = None,
    diff: Annotated[
        bool, Parameter(negative="", help="Write nothing; show who would be asked.")
    ] = False,
    locale: LocaleOption = "en",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Ask who is accountable to step in where who performs has missed what was promised.

    The agreements are settled; for every commitment that was missed, the process that it measures
    is looked up. Where somebody performs it for who is accountable, a dated task is put into the
    text, unless one was asked for since the period ended.

    For example:

    ```
    servanda model step-in --diff
    servanda model step-in --period 2026-05 --days 10
    ```
    """
    terminal = open_terminal()
    reader, day = Reader(locale=locale), day_named(on)
    with telling(terminal.err) as progress:
        answer = ask_to_step_in(model, day, period=period, days=days, progress=progress)
    if answer.value is not None and not diff:
        write_changed(answer.value.changed)

    def show(found: SteppingIn) -> None:
        for line in paper_lines(tasks_paper(found.changed.title, found.tasks, day, reader), reader):
            terminal.out.print(Text(line), soft_wrap=True)
        for path in () if diff else found.changed.texts:
            terminal.err.print(Text(f"{one_line(str(path))}: written"), soft_wrap=True)

    return give(
        terminal,
        answer,
        format,
        text=show,
        document=lambda found: as_json(tasks_document(found.tasks)),
    )
