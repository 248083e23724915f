"""How far the evidence reaches."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.measure import ClockRule, WarningRule
from servanda.evidence.snapshot import Snapshot
from servanda.kernel.time import Instant
from servanda.measurement.study import own_instants

__all__ = ["newest_instant"]


def newest_instant(history: History, snapshot: Snapshot) -> Instant | None:
    """Return the newest instant at which something happened in a table that a measure reads.

    Tables that only say what is planned or allowed are not looked at: maintenance announced for
    next month does not make next month known.
    """
    found = (_newest(snapshot, history, table) for table in _tables_measured(history.latest))
    return max((each for each in found if each is not None), default=None)


def _tables_measured(agreement: Agreement) -> Iterator[str]:
    for measure in agreement.measures.values():
        yield measure.table
        if isinstance(measure.rule, ClockRule) and measure.rule.events:
            yield measure.rule.events
        if isinstance(measure.rule, WarningRule):
            yield measure.rule.warnings


def _newest(snapshot: Snapshot, history: History, table: str) -> Instant | None:
    stored = snapshot.tables.get(table)
    if stored is None or stored.rows == 0:
        return None
    columns = own_instants(history, history.latest.evidence[table])
    found = [_greatest(stored.path, column) for column in columns if column in stored.columns]
    return max((each for each in found if each is not None), default=None)


def _greatest(path: Path, column: str) -> Instant | None:
    read = pq.read_table(path, columns=[column])
    value = pc.max(read.column(column)).as_py()
    if not isinstance(value, datetime):
        return None
    return Instant.from_datetime(value if value.tzinfo else value.replace(tzinfo=UTC))
