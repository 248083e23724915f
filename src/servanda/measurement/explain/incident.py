"""What the evidence says of one incident: its events, its outage, and what went on meanwhile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.evidence import ColumnType, EvidenceForm, EvidenceTable
from servanda.agreement.model.measure import ClockRule
from servanda.evidence.snapshot import Snapshot
from servanda.kernel.time import Instant
from servanda.measurement.explain.case import UnknownCase, explain_case
from servanda.measurement.explain.evidence import Row, rows_of
from servanda.measurement.explain.timeline import CaseTimeline, Stretch, StretchKind

__all__ = ["IncidentTrace", "TraceItem", "trace_incident"]

_MEANWHILE_MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceItem:
    """Say what the evidence has at an instant, or from one to another.

    Args:
        at: The instant.
        until: Where it lasted, its end; absent otherwise, and where that is not known.
        what: What the record says, column by column; people's columns are left out.
        table: The table that has it.
        is_own: Whether it is the incident's own record, or something that went on meanwhile.
    """

    at: Instant
    until: Instant | None
    what: str
    table: str
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentTrace:
    """Tell an incident from the evidence.

    Args:
        key: The incident's key.
        began: When it began.
        restored: When it was over, by its clock or its outage; absent while it is not.
        items: What the evidence has, oldest first.
        stretches: Its clock, or its outage, from start to end; empty while it has no end.
    """

    key: str
    began: Instant
    restored: Instant | None
    items: tuple[TraceItem, ...]
    stretches: tuple[Stretch, ...]


def trace_incident(
    history: History, snapshot: Snapshot, key: str, service: str
) -> IncidentTrace | None:
    """Tell an incident from the evidence; nothing where the evidence does not have it.

    Args:
        history: The agreement's versions.
        snapshot: The evidence.
        key: The incident's key: that of a ticket, or of an outage.
        service: The service it is about, for what went on meanwhile; may be empty.
    """
    version = history.latest
    tables = [
        each
        for each in version.evidence.values()
        if not each.recorded and each.key and each.name in snapshot.tables
    ]
    own = [
        item
        for table in tables
        for item in _items(table, rows_of(snapshot, table, keys=[key]), is_own=True)
    ]
    if not own:
        return None
    own.sort(key=lambda each: (each.at, each.table, each.what))
    clock = _clock(history, snapshot, version, key)
    ends = [each.until for each in own if each.until is not None]
    restored = clock.stopped if clock is not None else max(ends, default=None)
    began = own[0].at
    last = restored or max([each.at for each in own] + ends)
    meanwhile = list(_meanwhile(tables, snapshot, key, service, began, last))
    items = sorted([*own, *meanwhile], key=lambda each: (each.at, each.table, each.what))
    stretches = clock.stretches if clock is not None else ()
    if not stretches and restored is not None and restored > began:
        stretches = (
            Stretch(
                start=began,
                end=restored,
                kind=StretchKind.DOWN,
                open_micros=restored.micros - began.micros,
            ),
        )
    return IncidentTrace(
        key=key, began=began, restored=restored, items=tuple(items), stretches=stretches
    )


def _clock(
    history: History, snapshot: Snapshot, version: Agreement, key: str
) -> CaseTimeline | None:
    """Return the first clock that the agreement has for the incident."""
    for measure in version.measures.values():
        table = version.evidence.get(measure.table)
        if not isinstance(measure.rule, ClockRule) or table is None or table.recorded:
            continue
        try:
            told = explain_case(history, snapshot, measure.name, key)
        except UnknownCase:
            continue
        if told.started is not None:
            return told
    return None


def _items(table: EvidenceTable, rows: Sequence[Row], *, is_own: bool) -> Iterator[TraceItem]:
    match table.form:
        case EvidenceForm.INTERVAL:
            for row in rows:
                begins = row.instant(table.begins)
                if begins is not None:
                    yield _item(
                        table, begins, row.instant(table.ends), _words(table, row), is_own=is_own
                    )
        case EvidenceForm.EVENT:
            yield from _events(table, rows, is_own=is_own)
        case EvidenceForm.CASE:
            for row in rows:
                for name, column in table.columns.items():
                    at = row.instant(name) if column.type is ColumnType.INSTANT else None
                    if at is not None:
                        yield _item(table, at, None, name.replace("_", " "), is_own=is_own)
        case _:
            for row in rows:
                at = row.instant(table.at) if table.at else None
                if at is not None:
                    yield _item(table, at, None, _words(table, row), is_own=is_own)


def _events(table: EvidenceTable, rows: Sequence[Row], *, is_own: bool) -> Iterator[TraceItem]:
    """Yield what each event changed."""
    known = [(at, row) for row in rows if (at := row.instant(table.at)) is not None]
    before: dict[str, str] = {}
    for at, row in sorted(known, key=lambda each: (each[0], each[1].turn(table), each[1].record)):
        after = dict(_told(table, row))
        changed = [
            f"{name.replace('_', ' ')}: {value}"
            for name, value in after.items()
            if before.get(name) != value
        ]
        before = after
        if changed:
            yield _item(table, at, None, ", ".join(changed), is_own=is_own)


def _meanwhile(
    tables: Sequence[EvidenceTable],
    snapshot: Snapshot,
    key: str,
    service: str,
    began: Instant,
    last: Instant,
) -> Iterator[TraceItem]:
    """Yield other outages and maintenance of the service that the incident's time touches."""
    if not service:
        return
    count = 0
    for table in tables:
        if table.form is not EvidenceForm.INTERVAL or "service" not in table.columns:
            continue
        for row in rows_of(snapshot, table):
            begins, ends = row.instant(table.begins), row.instant(table.ends)
            if row.text("service") != service or row.text(table.key) == key or begins is None:
                continue
            if begins <= last and (ends is None or ends >= began) and count < _MEANWHILE_MOST:
                count += 1
                yield _item(table, begins, ends, _words(table, row), is_own=False)


def _item(
    table: EvidenceTable, at: Instant, until: Instant | None, what: str, *, is_own: bool
) -> TraceItem:
    return TraceItem(at=at, until=until, what=what, table=table.name, is_own=is_own)


def _words(table: EvidenceTable, row: Row) -> str:
    key = row.text(table.key) or ""
    said = [f"{name.replace('_', ' ')}: {value}" for name, value in _told(table, row)]
    return ", ".join([f"{table.noun.replace('_', ' ')} {key}".strip(), *said])


def _told(table: EvidenceTable, row: Row) -> Iterator[tuple[str, str]]:
    """Yield the columns that may be told of a record: texts, and none that is about a person."""
    for name, column in table.columns.items():
        if name == table.key or column.personal or column.sealed:
            continue
        value = row.text(name) if column.type is ColumnType.TEXT else None
        if value:
            yield name, value
