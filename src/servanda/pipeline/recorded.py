"""Evidence as it is measured: what the parties entered laid over it, and beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from servanda.agreement.model.agreement import History
from servanda.agreement.model.evidence import EvidenceTable
from servanda.decisions.attested import attested_rows
from servanda.evidence.recorded import lay_beside
from servanda.evidence.snapshot import Snapshot
from servanda.facts.standing import Standing
from servanda.kernel.time import Instant
from servanda.partnership.rows import rows_of
from servanda.partnership.state import partnership_of
from servanda.settlement.decided import granted_reliefs

__all__ = ["recorded_tables_of", "with_decisions"]

_BEFORE_ANYTHING = Instant(0)


def with_decisions(
    snapshot: Snapshot, history: History, standing: Standing, cache: Path, until: Instant | None
) -> Snapshot:
    """Return evidence as it is measured.

    Figures entered by hand and relief that was granted are laid over it; tables that the record
    keeps are laid beside it, made of the entries that count.

    Args:
        snapshot: The evidence.
        history: The agreement.
        standing: How everything stands.
        cache: Folder for what can be computed again.
        until: The moment as of which it stands; absent where nothing was ever said, and the
            tables are then empty.
    """
    decided = replace(
        snapshot,
        entered=attested_rows(history, standing),
        reliefs=granted_reliefs(history, standing),
    )
    tables = recorded_tables_of(history)
    moment = until or standing.known_at or _BEFORE_ANYTHING
    partnership = partnership_of(standing.entries.values())
    rows = {name: rows_of(name, history, partnership, moment) for name in tables}
    return lay_beside(decided, tables, rows, cache, moment)


def recorded_tables_of(history: History) -> dict[str, EvidenceTable]:
    """Return the tables of all versions whose rows the record keeps."""
    return {
        name: table
        for version in history.versions
        for name, table in version.evidence.items()
        if table.recorded
    }
