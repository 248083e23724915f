"""One thing that a reader of a table should know, and what finding it works with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from servanda.agreement.model.evidence import ColumnType, EvidenceTable
from servanda.evidence.engine import Engine, Row
from servanda.evidence.statements import compose, quoted
from servanda.evidence.zones import Zone

__all__ = ["Finding", "FindingKind", "Sample"]


class FindingKind(Enum):
    """What sort of oddity was found."""

    EMPTY = "empty cells"
    DUPLICATE = "duplicates"
    ORDER = "out of order"
    AFTER_CLOSING = "after closing"
    NEW_VALUE = "values not seen before"
    SPELLING = "spellings"
    GAP = "gaps in time"
    ZONE = "zone shifts"
    MIDNIGHT = "midnights"
    TIE = "ties"
    SQUASHED = "squashed readings"
    FAR_OFF = "far from the rest"
    MEANING = "meaning"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Hold one oddity.

    Args:
        kind: Its sort.
        columns: The columns that it is about, by heading.
        count: How many rows (or days, or cases) show it.
        text: A sentence that a reader understands without anything else.
        examples: A few places or values, as they stand in the file.
    """

    kind: FindingKind
    columns: tuple[str, ...]
    count: int
    text: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Hold a table that was read, for looking at.

    Args:
        engine: Where it is.
        relation: Its typed rows.
        table: How it was read.
        rows: How many rows it has.
        key: Column that names the case; empty if none is known.
        at: Instant column by which the rows follow one another; empty if none is known.
        order: Column that orders rows of the same instant; empty if none is known.
        zones: How the clocks of its instant columns ran.
    """

    engine: Engine
    relation: str
    table: EvidenceTable
    rows: int
    key: str
    at: str
    order: str
    zones: Mapping[str, Zone]

    def of_type(self, *types: ColumnType) -> list[str]:
        """Return the names of the columns of some types."""
        return [name for name, each in self.table.columns.items() if each.type in types]

    def heading(self, name: str) -> str:
        """Return a column's heading in the file."""
        return self.table.columns[name].source

    def ask(self, template: str, **parts: str) -> list[Row]:
        """Return the rows of a query; ``{rows}`` stands for the table."""
        return self.engine.rows(template, rows=self.relation, **parts)

    def wall(self, name: str) -> str:
        """Return the expression of an instant column on the wall clock it was written on."""
        zone = self.zones[name]
        cases = " ".join(
            compose(
                "WHEN {name} < make_timestamp({at}) THEN {offset}",
                name=quoted(name),
                at=str(change.at * 1_000_000),
                offset=str(change.before),
            )
            for change in zone.transitions
        )
        offset = f"CASE {cases} ELSE {zone.last} END" if cases else str(zone.last)
        return f"({quoted(name)} + to_seconds({offset}))"
