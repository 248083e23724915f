"""Tables whose rows are made of what stands in the journal, laid beside those of the evidence."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from servanda.agreement.model.evidence import EvidenceTable
from servanda.evidence.snapshot import Recorded, Snapshot, take_snapshot
from servanda.kernel.time import Instant

__all__ = ["lay_beside"]


def lay_beside(
    snapshot: Snapshot,
    tables: Mapping[str, EvidenceTable],
    rows: Mapping[str, Sequence[Mapping[str, str]]],
    into: Path,
    until: Instant,
) -> Snapshot:
    """Return a snapshot with tables beside its own that are made of texts.

    They are read as files would be, so that everything that looks at evidence finds them; they are
    no part of the snapshot's digest, since they are made anew from the journal each time.

    Args:
        snapshot: The evidence.
        tables: The tables, by name; none leave the snapshot as it is.
        rows: Their rows by the table's name: cells by column, empty for what nobody has said.
        into: The cache.
        until: The moment up to which everything is known that was said.
    """
    if not tables:
        return snapshot
    # Only who measures pays for loading what writes tables.
    import pyarrow as pa  # noqa: PLC0415 - as said above
    import pyarrow.parquet as pq  # noqa: PLC0415 - as said above

    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=into, prefix=".recorded-") as scratch:
        for name, table in tables.items():
            cells = {
                column: pa.array([row.get(column, "") for row in rows[name]], pa.string())
                for column in table.columns
            }
            pq.write_table(pa.table(cells), Path(scratch) / f"{name}.parquet")
        files = {name: replace(table, file=f"{name}.parquet") for name, table in tables.items()}
        taken = take_snapshot(files, Path(scratch), into).snapshot
    assert taken is not None, "what the journal holds fits the tables that it makes"
    return replace(
        snapshot,
        tables={**snapshot.tables, **taken.tables},
        recorded=Recorded(tables=frozenset(tables), until=until),
    )
