"""``servanda format``."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from servanda.agreement.format import format_text
from servanda.cli.answering import give
from servanda.cli.documents.common import as_json
from servanda.cli.documents.format import FormatDocument, FormattedFile
from servanda.cli.exit_codes import ExitCode
from servanda.cli.options import FormatOption
from servanda.cli.terminal import Terminal, open_terminal
from servanda.kernel.diagnostic import Diagnostic
from servanda.pipeline.answer import Answer
from servanda.pipeline.files import digest_of, read_text, replace_text
from servanda.pipeline.workspace import find_workspace
from servanda.reports.clean import one_line
from servanda.reports.spelling import plural

__all__ = ["format_command"]

_STYLES = {"+": "green", "-": "red", "@": "cyan"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    path: Path
    before: str
    after: str

    @property
    def changes(self) -> bool:
        return self.before != self.after

    @property
    def difference(self) -> str:
        return "".join(self._lines())

    def _lines(self) -> Iterator[str]:
        before, after = (text.splitlines(keepends=True) for text in (self.before, self.after))
        name = str(self.path)
        for line in difflib.unified_diff(before, after, name, name):
            yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def format_command(
    paths: Annotated[
        list[Path] | None,
        Parameter(help="Folders of agreements, or files; the folder at hand if not said."),
    ] = None,
    *,
    check: Annotated[
        bool, Parameter(negative="", help="Write nothing; exit with 1 if a text would change.")
    ] = False,
    diff: Annotated[
        bool, Parameter(negative="", help="Write nothing; show what would change.")
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
    ```
    """
    answer = _laid_out(_texts(paths or [Path()]))
    writes = not (check or diff)
    if writes and answer.value is not None:
        _write(answer.value)
    terminal = open_terminal()
    code = give(
        terminal,
        answer,
        format,
        text=lambda files: _print(terminal, files, written=writes, difference=diff),
        document=lambda files: as_json(_document(files, written=writes)),
    )
    would_change = check and any(file.changes for file in answer.value or ())
    return ExitCode.MISTAKES if would_change else code


def _texts(paths: Sequence[Path]) -> list[Path]:
    return [text for path in paths for text in find_workspace(path).texts]


def _laid_out(paths: Sequence[Path]) -> Answer[tuple[_File, ...]]:
    files: list[_File] = []
    found: list[Diagnostic] = []
    for path in paths:
        before = read_text(path)
        formatted = format_text(before, str(path))
        found += formatted.diagnostics
        if formatted.text is not None:
            files.append(_File(path=path, before=before, after=formatted.text))
    whole = len(files) == len(paths)
    return Answer(tuple(files) if whole else None, tuple(found))


def _write(files: Sequence[_File]) -> None:
    for file in files:
        if file.changes:
            replace_text(file.path, file.after, expected_sha256=digest_of(file.before))


def _document(files: Sequence[_File], *, written: bool) -> FormatDocument:
    return FormatDocument(
        files=tuple(
            FormattedFile(
                file=str(file.path),
                changes=file.changes,
                written=written and file.changes,
                difference=file.difference,
            )
            for file in files
        )
    )


def _print(terminal: Terminal, files: Sequence[_File], *, written: bool, difference: bool) -> None:
    changing = [file for file in files if file.changes]
    if difference:
        for file in changing:
            terminal.out.print(_coloured(file.difference), soft_wrap=True, end="")
    for file in changing:
        verb = "laid out" if written else "would change"
        terminal.err.print(f"{one_line(str(file.path))}: {verb}", soft_wrap=True)
    same = len(files) - len(changing)
    if same:
        terminal.err.print(f"{same} {plural(same, 'text')} already in house style")


def _coloured(difference: str) -> Text:
    text = Text()
    for line in difference.splitlines(keepends=True):
        text.append(line, style=_STYLES.get(line[:1], ""))
    return text
