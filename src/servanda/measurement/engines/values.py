"""What every engine does alike with ibis: values given as a table, and expressions left nested."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import ibis
import pyarrow as pa

__all__ = ["arrow_table", "nested_selects"]


def arrow_table(columns: Mapping[str, str], rows: Sequence[tuple[object, ...]]) -> pa.Table:
    """Return rows of values as an Arrow table; ``columns`` are names with their ibis types."""
    schema = ibis.schema(dict(columns)).to_pyarrow()
    lists = list(zip(*rows, strict=True)) if rows else [() for _ in columns]
    arrays = [pa.array(values, type=kind) for values, kind in zip(lists, schema.types, strict=True)]
    return pa.table(arrays, schema=schema)


@contextmanager
def nested_selects() -> Iterator[None]:
    """Leave queries nested: an optimizer merges them in no time, ibis would take seconds."""
    fused, ibis.options.sql.fuse_selects = ibis.options.sql.fuse_selects, False
    try:
        yield
    finally:
        ibis.options.sql.fuse_selects = fused
