"""``servanda format``."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.answering import give
from servanda.cli.documents.common import as_json
from servanda.cli.documents.format import FormatDocument, FormattedFile
from servanda.cli.exit_codes import ExitCode
from servanda.cli.options import FormatOption
from servanda.cli.terminal import Terminal, open_terminal
from servanda.pipeline import layout
from servanda.pipeline.layout import LaidOut
from servanda.pipeline.workspace import find_workspace
from servanda.reports.clean import one_line
from servanda.reports.spelling import plural

__all__ = ["format_command"]

_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def format_command(
    paths: Annotated[
        list[Path] | None,
        Parameter(
            negative="", help="Folders of agreements, or files; the folder at hand if not said."
        ),
    ] = None,
    *,
    check: Annotated[
        bool, Parameter(negative="", help="Write nothing; exit with 1 if a text would change.")
    ] = False,
    diff: Annotated[
        bool, Parameter(negative="", help="Write nothing; show what would change.")
    ] = False,
    freeze: Annotated[
        bool,
        Parameter(negative="", help="Write the dates of public holidays in, to be signed."),
    ] = False,
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Lay an agreement's text out in house style: order of keys, quotes, indentation.

    Comments stay. Nothing is written unless all texts can be laid out, and no file is written
    that somebody else changed meanwhile.

    For example:

    ```
    servanda format
    servanda format --check northwind-acme
    servanda format --diff amendment-1.yaml
    servanda format --freeze northwind-acme
    ```
    """
    workspaces = [find_workspace(path) for path in paths or [Path()]]
    answer = layout.freeze(workspaces) if freeze else layout.lay_out(workspaces)
    writes = not (check or diff)
    if writes and answer.value is not None:
        layout.write_laid_out(answer.value)
    terminal = open_terminal()
    code = give(
        terminal,
        answer,
        format,
        text=lambda texts: _print(terminal, texts, written=writes, difference=diff),
        document=lambda texts: as_json(_document(texts, written=writes)),
    )
    would_change = check and any(each.changes for each in answer.value or ())
    return ExitCode.MISTAKES if would_change else code


def _difference(text: LaidOut) -> str:
    return "".join(_lines(text))


def _lines(text: LaidOut) -> Iterator[str]:
    before, after = (each.splitlines(keepends=True) for each in (text.before, text.after))
    name = str(text.path)
    for line in difflib.unified_diff(before, after, name, name):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _document(texts: Sequence[LaidOut], *, written: bool) -> FormatDocument:
    return FormatDocument(
        files=tuple(
            FormattedFile(
                file=str(text.path),
                changes=text.changes,
                written=written and text.changes,
                difference=_difference(text),
                notes=text.notes,
            )
            for text in texts
        )
    )


def _print(
    terminal: Terminal, texts: Sequence[LaidOut], *, written: bool, difference: bool
) -> None:
    changing = [text for text in texts if text.changes]
    if difference:
        for text in changing:
            terminal.out.print(_coloured(_difference(text)), soft_wrap=True, end="")
    for text in changing:
        verb = "laid out" if written else "would change"
        terminal.err.print(f"{one_line(str(text.path))}: {verb}", soft_wrap=True)
    for note in (note for text in texts for note in text.notes):
        terminal.err.print(one_line(note), soft_wrap=True)
    same = len(texts) - len(changing)
    if same:
        terminal.err.print(f"{same} {plural(same, 'text')} already in house style")


def _coloured(difference: str) -> Text:
    text = Text()
    for line in difference.splitlines(keepends=True):
        text.append(line, style=_STYLES.get(line[:1], ""))
    return text
