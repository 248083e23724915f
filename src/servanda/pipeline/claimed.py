"""Whether the evidence has the records that relief is claimed for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servanda.agreement.model.agreement import History
from servanda.agreement.notebook import advise_name
from servanda.evidence.snapshot import Snapshot, take_snapshot
from servanda.facts.decision import RecordsNamed
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.source import SourceSpan
from servanda.pipeline.diagnostics import NO_SUCH_RECORD
from servanda.pipeline.inputs import tables_of
from servanda.pipeline.workspace import Workspace

__all__ = ["unknown_records"]


def unknown_records(
    workspace: Workspace,
    history: History,
    named: Sequence[tuple[RecordsNamed, SourceSpan]],
) -> Iterator[Diagnostic]:
    """Yield what is named and not in the evidence at hand.

    Where no evidence lies in the workspace, or it cannot be read, nobody can tell; settling tells
    what is wrong with evidence.

    Args:
        workspace: Where the evidence lies.
        history: The agreement.
        named: Records, each with the place where its author wrote them.
    """
    tables = {each.table for each, _ in named}
    wanted = {name: table for name, table in tables_of(history).items() if name in tables}
    if not wanted or not workspace.evidence.is_dir():
        return
    taken = take_snapshot(
        wanted, workspace.evidence, workspace.cache, people=workspace.people
    ).snapshot
    if taken is None:
        return
    known = {name: _keys(taken, name, table.key) for name, table in wanted.items()}
    for records, place in named:
        for key in records.keys:
            if records.table in known and key not in known[records.table]:
                advice = advise_name(key, known[records.table])
                yield NO_SUCH_RECORD.at(place, table=records.table, key=key, advice=advice)


def _keys(snapshot: Snapshot, name: str, column: str) -> frozenset[str]:
    import pyarrow.parquet as pq  # noqa: PLC0415 - most of what is said names no record

    stored = column or "_record"
    cells = pq.read_table(snapshot.table(name).path, columns=[stored]).column(stored)
    return frozenset(str(cell) for cell in cells.to_pylist())
