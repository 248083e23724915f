"""How far the evidence reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.measure import AvailabilityRule, ClockRule, Measure, WarningRule
from servanda.evidence.snapshot import Snapshot
from servanda.kernel.time import Instant
from servanda.measurement.made_of import tables_of, tables_saying
from servanda.measurement.study import own_instants

__all__ = ["LoneMoment", "lone_moment", "newest_instant"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoneMoment:
    """The newest moment of the evidence where only one row has it.

    Args:
        table: The table that has it.
        column: Its column.
        newest: The moment.
        before: The newest moment of all other evidence.
    """

    table: str
    column: str
    newest: Instant
    before: Instant


def newest_instant(history: History, snapshot: Snapshot) -> Instant | None:
    """Return the newest instant at which something happened in a table that a measure reads.

    Where nothing is measured, the tables of the rows that money is computed for tell it. Tables
    that only say what is planned or allowed are not looked at: maintenance announced for next
    month does not make next month known; nor do tables that the record keeps, unless nothing else
    is read.
    """
    telling = _tables_telling(history.latest)
    found = [_newest(snapshot, history, table) for table in telling]
    if snapshot.recorded is not None and telling <= snapshot.recorded.tables:
        found.append(snapshot.recorded.until)
    return max((each for each in found if each is not None), default=None)


def lone_moment(history: History, snapshot: Snapshot) -> LoneMoment | None:
    """Return the newest moment if it stands once in all of the evidence, and what came before."""
    found = [
        (moment, table, column)
        for table in sorted(_tables_telling(history.latest))
        for column in _columns(snapshot, history, table)
        for moment in _newest_two(snapshot.tables[table].path, column)
    ]
    found.sort(reverse=True)
    if len(found) < 2 or found[0][0] == found[1][0]:
        return None
    (newest, table, column), (before, _, _) = found[:2]
    return LoneMoment(table=table, column=column, newest=newest, before=before)


def _tables_telling(agreement: Agreement) -> set[str]:
    return set(_tables_measured(agreement)) or set(_tables_of_rows(agreement))


def _tables_of_rows(agreement: Agreement) -> Iterator[str]:
    for rows in agreement.rows.values():
        if rows.table:
            yield rows.table
        if rows.spells is not None:
            spells = rows.spells.expression
            yield from tables_saying(agreement, spells) or tables_of(agreement, spells)


def _tables_measured(agreement: Agreement) -> Iterator[str]:
    for measure in agreement.measures.values():
        yield from _tables_read(agreement, measure)
        if isinstance(measure.rule, ClockRule) and measure.rule.events:
            yield measure.rule.events
        if isinstance(measure.rule, WarningRule):
            yield measure.rule.warnings


def _tables_read(agreement: Agreement, measure: Measure) -> Iterator[str]:
    """Yield the table of a measure, or those of the conditions that can make it down."""
    if measure.table:
        yield measure.table
    elif isinstance(measure.rule, AvailabilityRule) and measure.rule.down is not None:
        down = measure.rule.down.expression
        yield from tables_saying(agreement, down) or tables_of(agreement, down)


def _newest(snapshot: Snapshot, history: History, table: str) -> Instant | None:
    columns = _columns(snapshot, history, table)
    found = (_newest_two(snapshot.tables[table].path, column)[:1] for column in columns)
    return max((moment for moments in found for moment in moments), default=None)


def _columns(snapshot: Snapshot, history: History, table: str) -> list[str]:
    stored = snapshot.tables.get(table)
    if stored is None or stored.rows == 0 or snapshot.recorded_until(table) is not None:
        return []
    columns = own_instants(history, history.latest.evidence[table])
    return [column for column in columns if column in stored.columns]


def _newest_two(path: Path, column: str) -> list[Instant]:
    read = pq.read_table(path, columns=[column]).drop_null()
    newest = read.take(pc.select_k_unstable(read, 2, [(column, "descending")]))
    return [
        Instant.from_datetime(value if value.tzinfo else value.replace(tzinfo=UTC))
        for value in newest.column(column).to_pylist()
        if isinstance(value, datetime)
    ]
