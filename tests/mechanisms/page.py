"""A page on a mechanism, as what can be run of it: agreements and tables of worked figures.

On a page, ``yaml`` that begins with ``servanda:`` is an agreement; one with ``amends:`` amends
the one before it. The tables below are worked with it. A table whose first heading is *month*,
*quarter*, *year* or *period* has a row for each period; its other headings name, in this order of
meaning, a measure (what was measured), a line (what is payable), a right (how it stands, or with
``x until`` its last day), or a figure. ``x asked`` is a line before stabilization, relief and
limits; ``x expected`` and ``x minimum`` the level of a commitment that held, ``x level`` how it
was judged; ``x under y`` a line under reading y; ``x[P1]`` a segment. A
table whose first heading is a name of ``rows`` has a row for each of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["PERIOD_HEADINGS", "Section", "Table", "sections_of"]

PERIOD_HEADINGS = ("month", "quarter", "year", "period")
_PIECE = re.compile(
    r"^```yaml\n(?P<yaml>.*?)^```$|(?P<table>(?:^\|[^\n]*\|\n)+)", re.MULTILINE | re.DOTALL
)
_CELL = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Hold one table: its headings and rows, without backticks."""

    line: int
    headings: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]


@dataclass(slots=True, kw_only=True)
class Section:
    """Hold an agreement of a page, its amendments, and the tables worked with it."""

    page: Path
    line: int
    agreement: str
    amendments: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.page.name}:{self.line}"

    @property
    def worked(self) -> Iterator[tuple[Table, Sequence[Table]]]:
        """Give each table of periods with the tables of rows before it."""
        rows: list[Table] = []
        for table in self.tables:
            if table.headings[0] in PERIOD_HEADINGS:
                yield table, tuple(rows)
                rows = []
            else:
                rows.append(table)


def sections_of(page: Path) -> Iterator[Section]:
    """Read a page."""
    text = page.read_text(encoding="utf-8")
    section: Section | None = None
    for piece in _PIECE.finditer(text):
        line = text.count("\n", 0, piece.start()) + 1
        if piece["yaml"] and "\namends:" not in piece["yaml"]:
            if section is not None:
                yield section
            section = Section(page=page, line=line, agreement=piece["yaml"])
        elif section is not None and piece["yaml"]:
            section.amendments.append(piece["yaml"])
        elif section is not None:
            section.tables.append(_table(piece["table"], line))
    if section is not None:
        yield section


def _table(text: str, line: int) -> Table:
    first, _, *rest = text.splitlines()
    headings = _cells(first)
    rows = [dict(zip(headings, _cells(each), strict=True)) for each in rest]
    return Table(line=line, headings=headings, rows=tuple(rows))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(each.replace("`", "").strip() for each in _CELL.split(line.strip())[1:-1])
