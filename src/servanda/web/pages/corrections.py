"""What changed: evidence laid beside what it was before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from servanda.agreement.model.evidence import ColumnType
from servanda.desk.callers import Caller
from servanda.desk.comparing import EvidenceCompared, EvidenceNamed, what_changed
from servanda.desk.refusals import NotThere
from servanda.desk.seeing import Seen, see
from servanda.evidence.comparing import ComparedColumn, TableChanges
from servanda.facts.standing import Edition
from servanda.kernel.time import MICROS_PER_SECOND, Instant
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.web.languages.speaking import say, say_count
from servanda.web.pages.listing import FORMS, Column, list_file, wanted_file
from servanda.web.pages.seeing import page, reader_of, show_agreement

__all__ = ["corrections", "corrections_address"]

_SHOWN_MOST: Final = 100
_TAKEN_MOST: Final = 10_000
_CELL: Final = 200
_LINE: Final = 32
_DIGITS: Final = 17
_OPEN_MOST: Final = 20
_KINDS: Final = ("changed", "gone", "added")

Row = tuple[str | None, ...]
Line = tuple[str, Row]
"""What a row is (as it was, as it is), and its cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellShown:
    """Show a cell.

    Args:
        text: What it holds.
        hidden: Whether that is not told.
        differs: Whether it is another than it was.
        is_whole: Whether it stands on one line.
    """

    text: str
    hidden: bool
    differs: bool
    is_whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListShown:
    """Show the rows of a kind: how many there are, the first of them, and how many more."""

    kind: str
    counted: str
    is_open: bool
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[CellShown, ...]], ...]
    more: str
    exports: list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableShown:
    """Show a table that differs."""

    name: str
    key: str
    counts: tuple[str, ...]
    added: str
    gone: str
    lists: tuple[ListShown, ...]


@page("agreement looked at")
def corrections(
    request: HttpRequest, caller: Caller, agreement: str, evidence: str
) -> HttpResponse:
    """Show what changed in the evidence."""
    seen = see(caller, agreement)
    reader = reader_of(request, seen.zone)
    if wanted_file(request, tuple(FORMS)):
        return _file(request, seen, evidence, reader)
    found, period = _found(request, seen, evidence, _SHOWN_MOST), _period(request)
    values = {
        "number": found.after.number,
        "number_before": found.before.number,
        "before": _said(found.before, seen, reader),
        "after": _said(found.after, seen, reader),
        "earlier": [(each.number, _title(each, reader)) for each in reversed(found.earlier)],
        "periods": [(each.period, _called(each.period, reader)) for each in reversed(seen.periods)],
        "period": period,
        "called": _called(period, reader),
        "restated": [_restated(*each, seen, reader) for each in found.restated],
        "tables": [_table(each, found, period, reader) for each in found.tables],
    }
    return show_agreement(request, "corrections.html", seen.seat, values, tab="evidence")


def corrections_address(agreement: str, number: int, **asked: object) -> str:
    """Return where evidence is laid beside what it was, the last before it if none is named.

    Args:
        agreement: The agreement's key.
        number: The number of the entry that names it.
        asked: The number of an earlier one as ``before``, the label of a ``period``.
    """
    known = {"agreement": agreement, "evidence": str(number)}
    address = reverse("corrections", kwargs=known)
    return f"{address}?{urlencode(asked)}" if asked else address


def _found(request: HttpRequest, seen: Seen, evidence: str, most: int) -> EvidenceCompared:
    before = request.GET.get("before", "")
    return what_changed(seen, evidence, before=before, period=_period(request), rows_most=most)


def _period(request: HttpRequest) -> str:
    return request.GET.get("period", "")


def _restated(period: str, edition: Edition, seen: Seen, reader: Reader) -> tuple[str, str]:
    """Return what a restated statement is called, and where it is."""
    known = {"agreement": seen.seat.agreement.key, "period": period}
    address = reverse("statement", kwargs=known)
    name = say("{period}, edition {number}", period=_called(period, reader), number=edition.number)
    return name, f"{address}?{urlencode({'edition': edition.number})}"


def _called(period: str, reader: Reader) -> str:
    return reader.called(period) or period


def _title(named: EvidenceNamed, reader: Reader) -> str:
    at = reader.instant(named.at)
    if not named.period:
        return say("submitted {at}, entry {number}", at=at, number=named.number)
    return say(
        "statement of {period}, {at}, entry {number}",
        period=_called(named.period, reader),
        at=at,
        number=named.number,
    )


def _said(named: EvidenceNamed, seen: Seen, reader: Reader) -> str:
    party, person = say(named.party), seen.entry(named.entry).person
    at = reader.instant(named.at)
    if not named.period:
        return one_line(
            say(
                "The {submitted_by} ({person}) submitted it, {submitted_at}",
                submitted_by=party,
                person=person,
                submitted_at=at,
            )
        )
    return one_line(
        say(
            "The {party} ({person}) settled {period} on it, {at}",
            party=party,
            person=person,
            period=_called(named.period, reader),
            at=at,
        )
    )


def _count(table: TableChanges, kind: str) -> int:
    return {
        "changed": table.changed_count,
        "added": table.added_count,
        "gone": table.gone_count,
    }[kind]


def _table(table: TableChanges, found: EvidenceCompared, period: str, reader: Reader) -> TableShown:
    asked = {"before": found.before.number, "period": period, "table": table.name}
    return TableShown(
        name=one_line(table.name),
        key=table.key,
        counts=tuple(reader.number_of(_count(table, kind)) for kind in _KINDS),
        added=", ".join(map(one_line, table.columns_added)),
        gone=", ".join(map(one_line, table.columns_gone)),
        lists=tuple(
            _list(table, kind, found, asked, reader) for kind in _KINDS if _count(table, kind)
        ),
    )


def _list(
    table: TableChanges,
    kind: str,
    found: EvidenceCompared,
    asked: Mapping[str, object],
    reader: Reader,
) -> ListShown:
    count = _count(table, kind)
    order = _order(table) if kind == "changed" else range(len(table.columns))
    return ListShown(
        kind=kind,
        counted=_counted(kind, count, reader),
        # What came along with another month is more than anybody reads on a page.
        is_open=kind == "changed" or count <= _OPEN_MOST,
        columns=tuple(one_line(table.columns[place].name) for place in order),
        rows=tuple(
            (word, tuple(cells[place] for place in order))
            for word, cells in _rows(table, kind, found, reader)
        ),
        more=_more(count - _SHOWN_MOST, reader),
        exports=[(form, f"?{urlencode({**asked, 'kind': kind, 'as': form})}") for form in FORMS],
    )


def _order(table: TableChanges) -> list[int]:
    """Return the places of columns as they are shown: the key, what has changed, all else."""
    changed = {
        place for each in table.changed for place, differs in enumerate(each.differs) if differs
    }
    return sorted(
        range(len(table.columns)),
        key=lambda place: (table.columns[place].name != table.key, place not in changed, place),
    )


def _counted(kind: str, count: int, reader: Reader) -> str:
    number = reader.number_of(count)
    if kind == "changed":
        return say_count("{count} row changed", "{count} rows changed", count, count=number)
    if kind == "added":
        return say_count("{count} row added", "{count} rows added", count, count=number)
    return say_count("{count} row gone", "{count} rows gone", count, count=number)


def _more(rest: int, reader: Reader) -> str:
    if rest <= 0:
        return ""
    number = reader.number_of(rest)
    return say_count("and {count} more row", "and {count} more rows", rest, count=number)


def _rows(
    table: TableChanges, kind: str, found: EvidenceCompared, reader: Reader
) -> Iterator[tuple[str, tuple[CellShown, ...]]]:
    types = found.types.get(table.name, {})
    same = (False,) * len(table.columns)

    def shown(cells: Row, differs: Sequence[bool]) -> tuple[CellShown, ...]:
        return tuple(
            _cell(column, _spelt(column, cell, types, reader), differs=own)
            for column, cell, own in zip(table.columns, cells, differs, strict=True)
        )

    if kind == "changed":
        for each in table.changed:
            yield say("before"), shown(each.was, each.differs)
            yield say("now"), shown(each.now, each.differs)
        return
    for cells in table.added if kind == "added" else table.gone:
        yield "", shown(cells, same)


def _cell(column: ComparedColumn, text: str, *, differs: bool) -> CellShown:
    return CellShown(
        text=text, hidden=not column.told, differs=differs, is_whole=len(text) <= _LINE
    )


def _spelt(
    column: ComparedColumn, cell: str | None, types: Mapping[str, ColumnType], reader: Reader
) -> str:
    """Spell a cell for the reader, with every digit: what differs shall look different."""
    value = _value(column, cell)
    kind = types.get(column.name)
    match value:
        case None:
            return ""
        case Instant():
            return reader.moment(value)
        case date():
            return reader.day(value)
        case int() if kind is ColumnType.DURATION:
            return reader.duration(Fraction(value, MICROS_PER_SECOND))
        case int():
            return reader.number_of(value)
        case str() if column.physical.startswith("DECIMAL"):
            return _number(Fraction(value), kind, reader)
        case str() if column.physical == "BOOLEAN":
            return say("yes") if value == "true" else say("no")
    text = one_line(str(value))
    return text if len(text) <= _CELL else f"{text[:_CELL]}…"


def _number(amount: Fraction, kind: ColumnType | None, reader: Reader) -> str:
    if kind is ColumnType.PERCENT:
        return f"{reader.number(amount * 100, most_digits=_DIGITS)}%"
    return reader.number(amount, most_digits=_DIGITS)


def _value(column: ComparedColumn, cell: str | None) -> object:
    """Return what a cell holds, nothing where it is empty or may not be told."""
    if cell is None:
        return None
    if column.physical == "TIMESTAMP":
        return Instant.from_datetime(datetime.fromisoformat(cell).replace(tzinfo=UTC))
    if column.physical == "DATE":
        return date.fromisoformat(cell)
    return int(cell) if column.physical == "BIGINT" else cell


def _file(request: HttpRequest, seen: Seen, evidence: str, reader: Reader) -> HttpResponse:
    """Return one list as a file, with as many rows as a spreadsheet is looked through with."""
    name, kind = request.GET.get("table", ""), request.GET.get("kind", "")
    found = _found(request, seen, evidence, _TAKEN_MOST)
    table = next((each for each in found.tables if each.name == name), None)
    if table is None or kind not in _KINDS:
        raise NotThere
    lines = list(_lines(table, kind))
    rest = _more(_count(table, kind) - _TAKEN_MOST, reader)
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
        if is_rest:
            return None
        return _value(column, line[1][place]) if column.told else say("not shown")

    return Column(heading=column.name, cell=cell)
