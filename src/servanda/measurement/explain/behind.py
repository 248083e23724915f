"""The records behind a condition over time, read from the evidence itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.condition import TimeCondition
from servanda.agreement.model.evidence import EvidenceForm
from servanda.evidence.snapshot import Snapshot
from servanda.facts.figure import Absence, NoValue, Value
from servanda.formula.syntax import Expression
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import MICROS_PER_SECOND, Instant
from servanda.kernel.unit import BaseKind, Unit
from servanda.measurement.explain.evidence import Row, condition, place_of, rows_of
from servanda.measurement.made_of import saying
from servanda.measurement.relief import shares_of_keys

__all__ = ["RecordBehind", "length_between", "records_behind"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordBehind:
    """Hold a record under which a condition can hold, while it lasts; no end is until ever."""

    key: str
    start: Instant
    end: Instant | None

    def overlaps(self, start: Instant, end: Instant) -> bool:
        """Return whether the record lasts at any moment of a stretch."""
        return self.start < end and (self.end is None or self.end > start)


def records_behind(
    snapshot: Snapshot,
    version: Agreement,
    expression: Expression,
    texts: Mapping[str, str | None],
    *,
    measure: str,
) -> tuple[RecordBehind, ...]:
    """Return the records of intervals that a condition over time is made true by.

    Args:
        snapshot: The evidence.
        version: The version whose condition is meant.
        expression: Made of conditions and calendars by name.
        texts: The columns of one segment: those that divide a condition pick its own records.
        measure: The measure that it is the down time of; what relief takes out is not behind it.
    """
    return tuple(
        record
        for each in saying(version, expression)
        if each.of is None and version.evidence[each.table].form is EvidenceForm.INTERVAL
        for record in _records(snapshot, version, each, texts)
        if not _is_relieved(snapshot, measure, each.table, record.key)
    )


def _is_relieved(snapshot: Snapshot, measure: str, table: str, key: str) -> bool:
    relief = shares_of_keys(snapshot.reliefs, measure, (table,)).get(key)
    return relief is not None and relief.share == 1


def _records(
    snapshot: Snapshot, version: Agreement, found: TimeCondition, texts: Mapping[str, str | None]
) -> Iterator[RecordBehind]:
    table = version.evidence[found.table]
    stored = snapshot.tables.get(table.name)
    if stored is None or not stored.present:
        return
    for row in rows_of(snapshot, table):
        start, end = row.instant(table.begins), row.instant(table.ends)
        own = all(row.text(name) == texts.get(name) for name in found.by)
        if start is None or not own or _is_not_meant(version, found, row, start, end):
            continue
        yield RecordBehind(key=row.text(table.key) or str(row.record), start=start, end=end)


def _is_not_meant(
    version: Agreement, found: TimeCondition, row: Row, start: Instant, end: Instant | None
) -> bool:
    values = {"length": length_between(start, end), **row.values}
    return condition(found.where, place_of(version, start, values), default=True) is False


def length_between(start: Instant | None, end: Instant | None) -> Value:
    """Return the elapsed time between two instants, unknown where one of them is."""
    if start is None or end is None:
        return NoValue(Absence.NO_DATA)
    return Quantity(
        Fraction(end.micros - start.micros, MICROS_PER_SECOND), Unit.of(BaseKind.ELAPSED)
    )
