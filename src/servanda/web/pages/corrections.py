"""What changed: a submission of evidence beside the one before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from servanda.agreement.model.evidence import ColumnType
from servanda.desk.callers import Caller
from servanda.desk.comparing import SubmissionCompared, what_changed
from servanda.desk.refusals import NotThere
from servanda.desk.seeing import Seen, see
from servanda.evidence.comparing import ComparedColumn, TableChanges
from servanda.facts.submitted import SubmittedEvidence
from servanda.kernel.time import Instant
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.web.languages.speaking import say, say_count
from servanda.web.pages.listing import FORMS, Column, list_file, wanted_file
from servanda.web.pages.seeing import page, reader_of, show_agreement

__all__ = ["corrections"]

_SHOWN_MOST: Final = 100
_TAKEN_MOST: Final = 10_000
_CELL: Final = 200
_SECOND_MICROS: Final = 1_000_000
_KINDS: Final = ("changed", "added", "gone")

Row = tuple[str | None, ...]
Line = tuple[str, Row]
"""What a row is (as it was, as it is), and its cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellShown:
    """Show a cell: its text, whether it is not told, and whether it is another than it was."""

    text: str
    hidden: bool
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListShown:
    """Show the rows of a kind: how many there are, the first of them, and how many more."""

    kind: str
    counted: str
    rows: tuple[tuple[str, tuple[CellShown, ...]], ...]
    more: str
    exports: list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableShown:
    """Show a table that differs."""

    name: str
    key: str
    columns: tuple[str, ...]
    added: str
    gone: str
    lists: tuple[ListShown, ...]


@page("agreement looked at")
def corrections(
    request: HttpRequest, caller: Caller, agreement: str, submission: str
) -> HttpResponse:
    """Show what a submission of evidence changed."""
    seen = see(caller, agreement)
    reader = reader_of(request, seen.zone)
    if wanted_file(request, tuple(FORMS)):
        return _file(request, seen, submission, reader)
    found = what_changed(seen, submission, rows_most=_SHOWN_MOST)
    values = {
        "number": found.after.number,
        "number_before": found.before.number,
        "before": _submitted(found.before, seen, reader),
        "after": _submitted(found.after, seen, reader),
        "tables": [_table(each, found, reader) for each in found.tables],
    }
    return show_agreement(request, "corrections.html", seen.seat, values, tab="evidence")


def _submitted(found: SubmittedEvidence, seen: Seen, reader: Reader) -> str:
    return one_line(
        say(
            "The {submitted_by} ({person}) submitted it, {submitted_at}",
            submitted_by=say(found.submitted_by),
            person=seen.entry(found.entry).person,
            submitted_at=reader.instant(found.submitted_at),
        )
    )


def _count(table: TableChanges, kind: str) -> int:
    return {
        "changed": table.changed_count,
        "added": table.added_count,
        "gone": table.gone_count,
    }[kind]


def _table(table: TableChanges, found: SubmissionCompared, reader: Reader) -> TableShown:
    return TableShown(
        name=one_line(table.name),
        key=table.key,
        columns=tuple(one_line(each.name) for each in table.columns),
        added=", ".join(map(one_line, table.columns_added)),
        gone=", ".join(map(one_line, table.columns_gone)),
        lists=tuple(_list(table, kind, found, reader) for kind in _KINDS if _count(table, kind)),
    )


def _list(table: TableChanges, kind: str, found: SubmissionCompared, reader: Reader) -> ListShown:
    count = _count(table, kind)
    asked = {"table": table.name, "kind": kind}
    rest = count - min(count, _SHOWN_MOST)
    return ListShown(
        kind=kind,
        counted=_counted(kind, count, reader),
        rows=tuple(_rows(table, kind, found, reader)),
        more=_more(rest, reader),
        exports=[(form, f"?{urlencode({**asked, 'as': form})}") for form in FORMS],
    )


def _counted(kind: str, count: int, reader: Reader) -> str:
    number = reader.number_of(count)
    if kind == "changed":
        return say_count("{count} row changed", "{count} rows changed", count, count=number)
    if kind == "added":
        return say_count("{count} row added", "{count} rows added", count, count=number)
    return say_count("{count} row gone", "{count} rows gone", count, count=number)


def _more(rest: int, reader: Reader) -> str:
    if not rest:
        return ""
    number = reader.number_of(rest)
    return say_count("and {count} more row", "and {count} more rows", rest, count=number)


def _rows(
    table: TableChanges, kind: str, found: SubmissionCompared, reader: Reader
) -> Iterator[tuple[str, tuple[CellShown, ...]]]:
    types = found.types.get(table.name, {})
    same = (False,) * len(table.columns)

    def shown(cells: Row, differs: Sequence[bool]) -> tuple[CellShown, ...]:
        return tuple(
            CellShown(text=_spelt(column, cell, types, reader), hidden=not column.told, differs=own)
            for column, cell, own in zip(table.columns, cells, differs, strict=True)
        )

    if kind == "changed":
        for each in table.changed:
            yield say("before"), shown(each.was, each.differs)
            yield say("now"), shown(each.now, each.differs)
        return
    for cells in table.added if kind == "added" else table.gone:
        yield "", shown(cells, same)


def _spelt(
    column: ComparedColumn, cell: str | None, types: dict[str, ColumnType], reader: Reader
) -> str:
    if cell is None:
        return ""
    value = _value(column, cell)
    if isinstance(value, Instant):
        return reader.instant(value)
    if isinstance(value, date):
        return reader.day(value)
    if types.get(column.name) is ColumnType.DURATION and column.physical == "BIGINT":
        return reader.duration(Fraction(int(cell), _SECOND_MICROS))
    return one_line(cell)[:_CELL]


def _value(column: ComparedColumn, cell: str | None) -> object:
    """Return a cell as a file has it."""
    if not column.told:
        return say("not shown")
    if cell is not None and column.physical == "TIMESTAMP":
        return Instant.from_datetime(datetime.fromisoformat(cell).replace(tzinfo=UTC))
    if cell is not None and column.physical == "DATE":
        return date.fromisoformat(cell)
    return cell


def _file(request: HttpRequest, seen: Seen, submission: str, reader: Reader) -> HttpResponse:
    """Return one list as a file, with as many rows as a spreadsheet is looked through with."""
    name, kind = request.GET.get("table", ""), request.GET.get("kind", "")
    found = what_changed(seen, submission, rows_most=_TAKEN_MOST)
    table = next((each for each in found.tables if each.name == name), None)
    if table is None or kind not in _KINDS:
        raise NotThere
    lines = list(_lines(table, kind))
    rest = _more(_count(table, kind) - min(_count(table, kind), _TAKEN_MOST), reader)
    if rest:
        lines.append((rest, (None,) * len(table.columns)))
    columns: list[Column[Line]] = [
        Column(heading="Row", cell=lambda line: line[0]),
        *(_column(place, each, rest) for place, each in enumerate(table.columns)),
    ]
    file = list_file(request, lines, columns, title="What changed", at=seen.at)
    assert file is not None, "it was asked for as a file"
    return file


def _lines(table: TableChanges, kind: str) -> Iterator[Line]:
    if kind == "changed":
        for each in table.changed:
            yield say("before"), each.was
            yield say("now"), each.now
        return
    word = say("added") if kind == "added" else say("gone")
    for cells in table.added if kind == "added" else table.gone:
        yield word, cells


def _column(place: int, column: ComparedColumn, rest: str) -> Column[Line]:
    def cell(line: Line) -> object:
        is_rest = bool(rest) and line[0] == rest
        return None if is_rest else _value(column, line[1][place])

    return Column(heading=column.name, cell=cell)
