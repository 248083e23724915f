"""Whether the tables of a snapshot still hold what their digests say."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from servanda.evidence.digest import overall_digest, table_digest
from servanda.evidence.engine import Engine, EngineError, open_engine
from servanda.evidence.snapshot import Snapshot, SnapshotTable
from servanda.evidence.statements import compose, literal

__all__ = ["odd_tables"]


def odd_tables(snapshot: Snapshot) -> tuple[str, ...]:
    """Compute the digests of a snapshot's tables anew, from what they hold.

    Args:
        snapshot: The snapshot, opened.

    Returns:
        A sentence for each table that does not hold what its digest says; empty where all do.
    """
    files = [table.path for table in snapshot.tables.values()]
    with (
        tempfile.TemporaryDirectory(prefix="servanda-") as scratch,
        open_engine(files, Path(scratch)) as engine,
    ):
        return tuple(_odd(engine, snapshot))


def _odd(engine: Engine, snapshot: Snapshot) -> Iterator[str]:
    digests: dict[str, str] = {}
    for name, table in snapshot.tables.items():
        found = _content(engine, table)
        if found is None:
            yield f"{table.path.name}: it cannot be read as the table '{name}'"
            continue
        digests[name], rows = found
        if digests[name] != table.digest:
            yield f"{table.path.name}: the table '{name}' does not hold what its digest says"
        elif rows != table.rows:
            yield f"{snapshot.path.name}: the table '{name}' has {rows} rows, not {table.rows}"
    if set(digests) == set(snapshot.tables) and overall_digest(digests) != snapshot.path.stem:
        yield f"{snapshot.path.name}: it is not the list of tables that its name says"


def _content(engine: Engine, table: SnapshotTable) -> tuple[str, int] | None:
    relation = compose("read_parquet({file})", file=literal(str(table.path)))
    try:
        return table_digest(engine, relation, table.columns)
    except EngineError:
        return None
