"""Claims and answers by the sheet: every row is looked at, and all are entered or none."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from servanda.decisions.diagnostics import (
    AMOUNT_UNSAID,
    NO_PERIOD,
    NO_REASON,
    NO_RECORDS,
    SHARE_OUTSIDE,
)
from servanda.drafting.sheet import Cells, UnreadableSchedule, read_sheet
from servanda.facts.decision import (
    RecordsNamed,
    ReliefAnswered,
    ReliefClaimed,
    StretchNamed,
)
from servanda.kernel.diagnostic import Diagnostic, near_match
from servanda.kernel.source import SourceSpan
from servanda.pipeline import diagnostics as found
from servanda.pipeline.deciding import Desk, Said
from servanda.pipeline.files import write_all
from servanda.pipeline.refusals import CannotRead, MisusedCommand
from servanda.pipeline.spoken import (
    read_answer,
    read_moment,
    read_segment,
    read_share,
)

__all__ = [
    "ANSWER_COLUMNS",
    "CLAIM_COLUMNS",
    "Sheet",
    "read_answers",
    "read_claims",
    "template_workbook",
    "write_template",
]

_T = TypeVar("_T")

CLAIM_COLUMNS = {
    "relief": "name of the relief in the agreement",
    "table": "table of the records; empty for a stretch of time",
    "keys": "keys of the records, separated by ;",
    "period": "period in which the records count: 2026-03",
    "from": "first instant of the stretch: 2026-03-02 09:30",
    "until": "the instant after its last",
    "segment": "what the stretch is about: service=payments; empty for everything",
    "measures": "measures that it is about, separated by ;  empty for all",
    "share": "how much of it: 50%; empty for all",
    "reason": "what happened",
}
"""Columns of a sheet of claims, with what each holds."""

ANSWER_COLUMNS = {
    "claim": "number of the entry that claimed it",
    "answer": "accepted, declined or settled",
    "share": "for settled, the share granted: 50%",
    "reason": "why; may be empty where it is accepted",
}
"""Columns of a sheet of answers, with what each holds."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a sheet: its number, its cells by heading, where each heading stands."""

    file: str
    number: int
    cells: Mapping[str, str]
    places: Mapping[str, int]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def parts(self, column: str) -> tuple[str, ...]:
        return tuple(each.strip() for each in self[column].split(";") if each.strip())

    def place(self, column: str = "") -> SourceSpan:
        at = self.places.get(column, 1)
        return SourceSpan(
            file=self.file, line=self.number, column=at, end_line=self.number, end_column=at + 1
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Hold what a sheet says.

    Args:
        said: What its rows say, in their order; a row with a cell that cannot be read says what is
            left of it, so that everything else against it is told at once.
        wrong: What cannot be read, at its row and column.
    """

    said: tuple[Said, ...]
    wrong: tuple[Diagnostic, ...]


def read_claims(path: Path, desk: Desk) -> Sheet:
    """Read claims for relief, one a row; every mistake at once, at its row and column.

    Args:
        path: A CSV or XLSX file.
        desk: The agreement, for the zone of times without an offset.

    Raises:
        CannotRead: It is no such file.
    """
    return _read(path, CLAIM_COLUMNS, lambda cells: _claim(cells, desk))


def read_answers(path: Path, desk: Desk) -> Sheet:
    """Read answers to claims, one a row; arguments and refusals as for ``read_claims``."""
    return _read(path, ANSWER_COLUMNS, lambda cells: _answer(cells, desk))


def write_template(path: Path, columns: Mapping[str, str]) -> None:
    """Write an empty sheet to be filled in, CSV or XLSX by its ending.

    Raises:
        MisusedCommand: The ending is neither, or the file is there already.
        CannotWrite: It cannot be written.
    """
    if path.exists():
        raise MisusedCommand(f"'{path}' is there already; name a file that is not")
    if path.suffix.lower() == ".csv":
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerow(columns)
        write_all(path.parent, {path.name: text.getvalue().encode()})
        return
    if path.suffix.lower() != ".xlsx":
        raise MisusedCommand(f"'{path.name}' is no sheet; let its name end with .xlsx or .csv")
    write_all(path.parent, {path.name: template_workbook(columns)})


def template_workbook(columns: Mapping[str, str]) -> bytes:
    """Return an empty sheet to be filled in, as a workbook with what each column holds."""
    import xlsxwriter  # noqa: PLC0415 - only a template as a workbook needs it

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        sheet = book.add_worksheet("Entries")
        for place, (name, meaning) in enumerate(columns.items()):
            # Cells as text, so that no program turns a key or a period into something else.
            sheet.set_column(place, place, 22, text)
            sheet.write_string(0, place, name, bold)
            sheet.write_comment(0, place, meaning)
        sheet.freeze_panes(1, 0)
    return content.getvalue()


@dataclass(slots=True)
class _Reader:
    """Read the cells of a row, noting what cannot be read and where."""

    row: _Row
    wrong: list[Diagnostic] = field(default_factory=list)
    odd: set[str] = field(default_factory=set)

    def note(self, column: str, why: str) -> None:
        self.odd.add(column)
        self.wrong.append(found.BAD_CELL.at(self.row.place(column), column=column, why=why))

    def needed(self, column: str) -> str:
        if not self.row[column]:
            self.note(column, "it is empty")
        return self.row[column]

    def read(self, column: str, reader: Callable[[str], _T]) -> _T | None:
        if not self.row[column]:
            return None
        try:
            return reader(self.row[column])
        except MisusedCommand as problem:
            self.note(column, str(problem))
            return None


def _claim(cells: _Reader, desk: Desk) -> ReliefClaimed | None:
    row = cells.row
    share = cells.read("share", read_share)
    subject = _records(cells) if row["table"] or row["keys"] else _stretch(cells, desk.zone)
    relief, reason = cells.needed("relief"), cells.needed("reason")
    if not relief:
        return None
    if subject is None:
        tables = desk.history.latest.evidence
        table = row["table"] or next(iter(tables), "")
        subject = RecordsNamed(table=table, keys=(), period="")
    return ReliefClaimed(
        relief=relief,
        subject=subject,
        reason=reason,
        measures=row.parts("measures"),
        share=Fraction(1) if share is None else share,
    )


_SUBJECT = frozenset({NO_RECORDS.code, NO_PERIOD.code})
_TOLD: Mapping[str, frozenset[str]] = {
    "reason": frozenset({NO_REASON.code}),
    "share": frozenset({SHARE_OUTSIDE.code, AMOUNT_UNSAID.code}),
    **dict.fromkeys(("table", "keys", "period", "from", "until", "segment"), _SUBJECT),
}
"""What a cell that cannot be read would have said against it as well, by its column."""


def _records(cells: _Reader) -> RecordsNamed | None:
    for column in ("from", "until", "segment"):
        if cells.row[column]:
            cells.note(column, "a claim is about records or about a stretch of time, not both")
    table, keys, period = cells.needed("table"), cells.needed("keys"), cells.needed("period")
    if not (table and keys and period):
        return None
    return RecordsNamed(table=table, keys=cells.row.parts("keys"), period=period)


def _stretch(cells: _Reader, zone: str) -> StretchNamed | None:
    cells.needed("from")
    cells.needed("until")
    start = cells.read("from", lambda text: read_moment(text, zone))
    end = cells.read("until", lambda text: read_moment(text, zone))
    segment = cells.read("segment", read_segment)
    if start is None or end is None:
        return None
    return StretchNamed(start=start, end=end, segment=segment or ())


def _answer(cells: _Reader, desk: Desk) -> ReliefAnswered | None:
    number, share = cells.needed("claim"), cells.read("share", read_share)
    answer = cells.read("answer", read_answer) if cells.needed("answer") else None
    known = len(desk.journal.entries)
    if number and not (number.isdecimal() and 1 <= int(number) <= known):
        cells.note("claim", f"the journal has no entry '{number}'")
    if {"claim", "answer"} & cells.odd:
        return None
    assert answer is not None, "an answer that cannot be read is noted"
    claim = desk.entry(int(number)).sha256
    return ReliefAnswered(claim=claim, answer=answer, reason=cells.row["reason"], share=share)


def _read(
    path: Path,
    columns: Mapping[str, str],
    reader: Callable[[_Reader], ReliefClaimed | ReliefAnswered | None],
) -> Sheet:
    rows = _sheet(path)
    wrong = list(_headings(path, rows[0], columns))
    if wrong:
        return Sheet(said=(), wrong=tuple(wrong))
    said: list[Said] = []
    for row in _rows(path, rows):
        cells = _Reader(row)
        act = reader(cells)
        wrong += cells.wrong
        if act is not None:
            told = frozenset().union(*(_TOLD.get(each, frozenset()) for each in cells.odd))
            said.append(Said(act=act, place=row.place(), told=told))
    if not said and not wrong:
        wrong.append(found.EMPTY_SHEET.at(SourceSpan.start_of(str(path))))
    return Sheet(said=tuple(said), wrong=tuple(wrong))


def _sheet(path: Path) -> tuple[Cells, ...]:
    try:
        return read_sheet(path)
    except UnreadableSchedule as problem:
        raise CannotRead(path, problem.why) from None
    except OSError as problem:
        raise CannotRead(path, problem.strerror or str(problem)) from None


def _headings(path: Path, row: Cells, columns: Mapping[str, str]) -> Iterator[Diagnostic]:
    number, cells = row
    for place, heading in enumerate(cells, 1):
        name = heading.strip().lower()
        if name and name not in columns:
            span = SourceSpan(
                file=str(path), line=number, column=place, end_line=number, end_column=place + 1
            )
            near = near_match(name, columns)
            advice = f"did you mean '{near}'?" if near else f"known are: {', '.join(columns)}"
            yield found.UNKNOWN_HEADING.at(span, name=heading, advice=advice)


def _rows(path: Path, rows: Sequence[Cells]) -> Iterator[_Row]:
    names = [each.strip().lower() for each in rows[0][1]]
    places = {name: place for place, name in enumerate(names, 1) if name}
    for number, cells in rows[1:]:
        yield _Row(
            file=str(path),
            number=number,
            cells=dict(zip(names, cells, strict=False)),
            places=places,
        )
