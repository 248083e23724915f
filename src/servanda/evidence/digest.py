"""The digest of a table's content, whatever the order of its rows or the file it came in.

A cell is ``-`` where nothing is known, else its text's length in UTF-8 bytes, a colon and the
text. Texts stand as they are; whole numbers and durations in plain digits; decimals with 15
digits after the point; truth as ``true`` or ``false``; dates as ``2026-01-31``; instants as
microseconds since 1970-01-01T00:00:00Z. A row's text is its cells in order of column name,
divided by commas; a row's digest is the SHA-256 of that text.

The table's digest is the SHA-256 of the line ``servanda table 1``, a line ``name:TYPE`` per
column in order of name, a line with the number of rows, and the rows' digests in order, a line
each. Nothing in it depends on the version of an engine or on a file format.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

from servanda.evidence.engine import Engine
from servanda.evidence.statements import compose, listed, quoted

__all__ = ["overall_digest", "row_text", "table_digest"]

_HEADER: Final = "servanda table 1"


def row_text(columns: Mapping[str, str]) -> str:
    """Return the expression of a row's text.

    Args:
        columns: Physical type by column name.
    """
    cells = []
    for name, physical in sorted(columns.items()):
        text = compose(_as_text(physical), name=quoted(name))
        cells.append(compose("coalesce(strlen({text}) || ':' || {text}, '-')", text=text))
    return compose("concat_ws(',', {cells})", cells=listed(cells)) if cells else "''"


def _as_text(physical: str) -> str:
    if physical == "TIMESTAMP":
        return "CAST(epoch_us({name}) AS VARCHAR)"
    return "{name}" if physical == "VARCHAR" else "CAST({name} AS VARCHAR)"


def table_digest(engine: Engine, relation: str, columns: Mapping[str, str]) -> tuple[str, int]:
    """Return the digest of a relation's content in hexadecimal, and its number of rows.

    Args:
        engine: The engine that holds the relation.
        relation: What stands after FROM.
        columns: Physical type by column name; other columns of the relation do not count.
    """
    rows = int(engine.row("SELECT count(*) FROM {relation}", relation=relation)[0])
    lines = [_HEADER, *(f"{name}:{physical}" for name, physical in sorted(columns.items()))]
    digest = hashlib.sha256("".join(f"{line}\n" for line in (*lines, str(rows))).encode())
    for texts in engine.texts(
        "SELECT sha256({text}) || chr(10) AS d FROM {relation} ORDER BY d",
        text=row_text(columns),
        relation=relation,
    ):
        digest.update(texts)
    return digest.hexdigest(), rows


def overall_digest(tables: Mapping[str, str]) -> str:
    """Return the digest of several tables, from their digests by name."""
    lines = (f"{name}:{digest}\n" for name, digest in sorted(tables.items()))
    return hashlib.sha256(("servanda snapshot 1\n" + "".join(lines)).encode()).hexdigest()
