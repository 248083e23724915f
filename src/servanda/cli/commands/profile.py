"""``servanda profile``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from servanda.cli.answering import give
from servanda.cli.diagnostic_text import diagnostics_text
from servanda.cli.documents.common import as_json
from servanda.cli.documents.profile import profile_document
from servanda.cli.exit_codes import ExitCode
from servanda.cli.options import EvidencePlaces, FormatOption, LocaleOption
from servanda.cli.progress import telling
from servanda.cli.terminal import Terminal, open_terminal
from servanda.pipeline.answer import Answer, Progress, has_errors
from servanda.pipeline.profiling import Profiled, profile_agreement, profile_files
from servanda.pipeline.workspace import find_workspace
from servanda.reports.profile_text import profile_text
from servanda.reports.reader import Reader

__all__ = ["profile_command"]

_BESIDE = EvidencePlaces()
_AGREEMENT_FILES = frozenset({".yaml", ".yml"})


def profile_command(
    path: Annotated[
        Path, Parameter(help="Folder of an agreement, or any one file of evidence.")
    ] = Path(),
    *,
    table: Annotated[
        list[str] | None,
        Parameter(name="--table", negative="", help="Only this table; may be repeated."),
    ] = None,
    zone: Annotated[str, Parameter(help="Zone of times without offset, for a file alone.")] = "UTC",
    places: EvidencePlaces = _BESIDE,
    locale: LocaleOption = "en",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Say what is odd about evidence, before it is used: empty cells, duplicates, closing before
    opening, values never seen before, gaps, suspicious zone shifts, midnights.

    With an agreement, its tables are looked at as the agreement reads them. Any other file is
    looked at by itself, and what its columns seem to be is said.

    For example:

    ```
    servanda profile
    servanda profile northwind-acme --table incidents
    servanda profile export.xlsx --zone Europe/Amsterdam
    ```
    """
    reader = Reader(locale=locale)
    terminal = open_terminal()
    with telling(terminal.err) as progress:
        answer = _profile(path, table or (), zone, places, progress)
    code = give(
        terminal,
        answer,
        format,
        text=lambda found: _print(terminal, found, reader),
        document=lambda found: as_json(profile_document(found)),
    )
    unreadable = any(has_errors(each.profile.diagnostics) for each in answer.value or ())
    return ExitCode.MISTAKES if unreadable else code


def _profile(
    path: Path, tables: Sequence[str], zone: str, places: EvidencePlaces, progress: Progress
) -> Answer[tuple[Profiled, ...]]:
    if path.is_file() and path.suffix.lower() not in _AGREEMENT_FILES:
        return Answer(profile_files([path], zone=zone, progress=progress))
    workspace = find_workspace(path, evidence=places.evidence, cache=places.cache)
    return profile_agreement(workspace, tables, progress=progress)


def _print(terminal: Terminal, found: Sequence[Profiled], reader: Reader) -> None:
    for each in found:
        terminal.out.print(profile_text(each, reader))
        if each.profile.diagnostics:
            terminal.out.print(diagnostics_text(each.profile.diagnostics), soft_wrap=True)
            terminal.out.print()
