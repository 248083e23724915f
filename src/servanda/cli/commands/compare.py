"""``servanda compare``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.text import Text

from servanda.cli.answering import give
from servanda.cli.documents.common import as_json
from servanda.cli.documents.compare import compare_document
from servanda.cli.options import FormatOption, LocaleOption
from servanda.cli.progress import telling
from servanda.cli.terminal import Terminal, open_terminal
from servanda.pipeline.comparing import Comparison, compare
from servanda.pipeline.files import write_all
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.workspace import find_workspace
from servanda.reports.comparison import comparison_lines, comparison_page
from servanda.reports.reader import Reader

__all__ = ["compare_command"]


class TwoDays(MisusedCommand):
    """Two versions were not named."""

    def __init__(self) -> None:
        super().__init__(
            "name two agreements, or one and two days: --at 2026-03-31 --at 2026-04-01"
        )


def compare_command(
    old: Annotated[Path, Parameter(help="The older agreement: its folder, or its file.")] = Path(),
    new: Annotated[
        Path | None, Parameter(help="The newer one; the same if two days are named.")
    ] = None,
    *,
    at: Annotated[
        list[date] | None,
        Parameter(
            name="--at", negative="", help="Day on which a version governs: older, then newer."
        ),
    ] = None,
    evidence: Annotated[
        Path | None,
        Parameter(help="Folder of evidence, to say what would have changed in money."),
    ] = None,
    page: Annotated[Path | None, Parameter(help="File for the comparison as a page.")] = None,
    locale: LocaleOption = "en",
    format: FormatOption = "text",  # noqa: A002 - the option's name
) -> int:
    """Compare two versions: what changes in words, for whom it is better where that can be
    decided, and from when.

    With evidence, both are settled on it as if each had governed all the time, and each change is
    laid over the older version by itself, so that it is seen which clause makes the difference.
    Amounts say how much more or less the client would have paid, incentives and charges included.

    For example:

    ```
    servanda compare northwind-acme --at 2026-03-31 --at 2026-04-01
    servanda compare signed proposal --evidence signed/evidence --page proposal.html
    ```
    """
    days = _days(new, at or [])
    reader = Reader(locale=locale)
    terminal = open_terminal()
    sides = find_workspace(old), find_workspace(new or old)
    place = find_workspace(old, evidence=evidence) if evidence else None
    with telling(terminal.err) as progress:
        answer = compare(
            (sides[0], days[0]), (sides[1], days[1]), evidence=place, progress=progress
        )
    if page is not None and answer.value is not None:
        content = comparison_page(answer.value, _title(old, new, at or []), reader)
        write_all(page.parent, {page.name: content.encode()})
    return give(
        terminal,
        answer,
        format,
        text=lambda found: _print(terminal, found, reader),
        document=lambda found: as_json(compare_document(found, reader)),
    )


def _days(new: Path | None, at: list[date]) -> tuple[date | None, date | None]:
    if len(at) == 2:
        return at[0], at[1]
    if at or new is None:
        raise TwoDays
    return None, None


def _print(terminal: Terminal, found: Comparison, reader: Reader) -> None:
    for line in comparison_lines(found, reader):
        terminal.out.print(Text(line), soft_wrap=True)


def _title(old: Path, new: Path | None, at: list[date]) -> str:
    """Name what is compared: two folders or files, or one on two days."""
    if new is not None:
        return f"{old} and {new} compared"
    days = " and on ".join(str(day) for day in at)
    return f"{old.resolve().name}, as it stands on {days}"
