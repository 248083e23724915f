"""What differs between two snapshots, table by table: rows added, rows gone, rows changed.

Rows that are alike in both do not count, as often as they are in both. What is left is laid side
by side by the table's key: where a key has one row left on either side, that row has changed. All
others were added or are gone: among several rows of a key nothing says which became which.
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from servanda.evidence.engine import Engine, Row, open_engine
from servanda.evidence.snapshot import Snapshot, SnapshotTable
from servanda.evidence.statements import compose, listed, literal, quoted
from servanda.kernel.time import Period

__all__ = ["ChangedRow", "ComparedColumn", "TableChanges", "bytes_to_compare", "compare_snapshots"]

Cells = tuple[str | None, ...]
_ALWAYS: Final = "TRUE"
# No column of an agreement has a space in its name.
_SIDE, _MORE, _COPY = (quoted(f"of {each}") for each in ("a side", "which more", "a copy"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedColumn:
    """Name a column that both snapshots have.

    Args:
        name: Its name in the agreement.
        physical: Its physical type; that of text where the snapshots read it as different ones.
        told: Whether its cells may be told; those of any other column are empty.
    """

    name: str
    physical: str
    told: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedRow:
    """Lay what a row was beside what it is.

    Args:
        was: Its cells before, in the order of the columns; nothing where nothing is known.
        now: Its cells now.
        differs: For each column whether its cell is another, also where it is not told.
    """

    was: Cells
    now: Cells
    differs: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableChanges:
    """Say how a table differs.

    Args:
        name: The table's name.
        key: The column by which rows are laid side by side; empty where there is none.
        columns: The columns that both have; only these are compared.
        columns_added: Columns that the later snapshot alone has.
        columns_gone: Columns that the earlier snapshot alone has.
        added_count, gone_count, changed_count: How many rows there are of each kind, exactly.
        added, gone, changed: The first of them, in the order of the key, then of all cells.
    """

    name: str
    key: str
    columns: tuple[ComparedColumn, ...]
    columns_added: tuple[str, ...]
    columns_gone: tuple[str, ...]
    added_count: int
    gone_count: int
    changed_count: int
    added: tuple[Cells, ...]
    gone: tuple[Cells, ...]
    changed: tuple[ChangedRow, ...]

    @property
    def is_any(self) -> bool:
        """Return whether there is a difference at all."""
        rows = self.added_count + self.gone_count + self.changed_count
        return bool(rows or self.columns_added or self.columns_gone)


def bytes_to_compare(before: Snapshot, after: Snapshot) -> int:
    """Return how many bytes of tables have to be read to compare two snapshots."""
    return sum(path.stat().st_size for path in _paths(_different(before, after)))


def compare_snapshots(
    before: Snapshot,
    after: Snapshot,
    *,
    keys: Mapping[str, str],
    told: Mapping[str, Collection[str]],
    rows_most: int,
    within: Period | None = None,
) -> tuple[TableChanges, ...]:
    """Say what differs between two snapshots.

    Args:
        before: The earlier one.
        after: The later one.
        keys: For each table the column that names its records; tables without one may be absent.
        told: For each table the columns whose cells may be told.
        rows_most: Most rows of a kind to give of a table; the counts are of all rows.
        within: Rows count of which any moment or day, as it was or as it is, lies within this
            period; all rows count where it is absent, and of a table without moments or days.

    Returns:
        The tables that differ, by name. A table that one of them does not have is empty there.
    """
    different = _different(before, after)
    if not different:
        return ()
    with (
        tempfile.TemporaryDirectory() as scratch,
        open_engine(_paths(different), Path(scratch)) as engine,
    ):
        found = []
        for name, (was, now) in different.items():
            comparing = _Comparing(engine, was, now, keys.get(name, ""), told.get(name, ()))
            found.append(comparing.changes(rows_most, within))
    return tuple(each for each in found if each.is_any)


_Pair = tuple[SnapshotTable | None, SnapshotTable | None]


def _different(before: Snapshot, after: Snapshot) -> dict[str, _Pair]:
    both = {
        name: (before.tables.get(name), after.tables.get(name))
        for name in sorted({*before.tables, *after.tables})
    }
    return {
        name: (was, now)
        for name, (was, now) in both.items()
        if was is None or now is None or was.digest != now.digest
    }


def _paths(different: Mapping[str, _Pair]) -> list[Path]:
    return sorted({each.path for pair in different.values() for each in pair if each is not None})


class _Comparing:
    """Compare one table within the engine."""

    def __init__(
        self,
        engine: Engine,
        was: SnapshotTable | None,
        now: SnapshotTable | None,
        key: str,
        told: Collection[str],
    ) -> None:
        one = now or was
        assert one is not None, "a table that differs is in one of them"
        self._engine = engine
        self._name = one.name
        self._was, self._now = was, now
        before = was.columns if was is not None else one.columns
        after = now.columns if now is not None else one.columns
        self._columns = tuple(
            ComparedColumn(
                name=name,
                physical=physical if physical == before[name] else "VARCHAR",
                told=name in told,
            )
            for name, physical in after.items()
            if name in before
        )
        self._added = tuple(name for name in after if name not in before)
        self._gone = tuple(name for name in before if name not in after)
        names = [each.name for each in self._columns]
        self._key = key if key in names else ""
        self._order = [self._key, *(each for each in names if each != self._key)]
        self._order = [each for each in self._order if each]

    def changes(self, rows_most: int, within: Period | None) -> TableChanges:
        """Return how the table differs."""
        self._lay("was", self._was)
        self._lay("now", self._now)
        self._weigh_up()
        self._leave("gone", "-{more}")
        self._leave("added", "{more}")
        is_counted = self._is_within(within) if within is not None else _ALWAYS
        self._pair_up(is_counted)
        changed = self._pairs(rows_most) if self._key else ()
        self._leave_out(is_counted)
        return TableChanges(
            name=self._name,
            key=self._key,
            columns=self._columns,
            columns_added=self._added,
            columns_gone=self._gone,
            added_count=self._count("added"),
            gone_count=self._count("gone"),
            changed_count=self._count("changed"),
            added=tuple(self._first("added", rows_most)),
            gone=tuple(self._first("gone", rows_most)),
            changed=changed,
        )

    def _lay(self, relation: str, table: SnapshotTable | None) -> None:
        """Lay a table's columns out as texts, whatever types either snapshot has."""
        names = [each.name for each in self._columns]
        cells = [f"CAST(NULL AS VARCHAR) AS {quoted(each)}" for each in names]
        if table is not None:
            cells = [f"{_text(each, table.columns[each])} AS {quoted(each)}" for each in names]
        # A table without a column in common still has rows.
        self._engine.run(
            "CREATE OR REPLACE TEMP VIEW {relation} AS SELECT {cells} FROM {source}",
            relation=relation,
            cells=listed(cells or ["'' AS _nothing"]),
            source=compose("read_parquet({path})", path=literal(str(table.path.absolute())))
            if table is not None
            else "range(0)",
        )

    def _weigh_up(self) -> None:
        """Count of each row how many more there are now: one look at each, in whatever order."""
        cells = [quoted(each.name) for each in self._columns] or ["_nothing"]
        self._engine.run(
            "CREATE OR REPLACE TEMP TABLE weighed AS SELECT {cells}, sum({side}) AS {more} FROM ("
            "SELECT *, 1 AS {side} FROM now UNION ALL SELECT *, -1 AS {side} FROM was) "
            "GROUP BY {cells} HAVING sum({side}) <> 0",
            cells=listed(cells),
            side=_SIDE,
            more=_MORE,
        )

    def _leave(self, relation: str, times: str) -> None:
        """Keep each row as often as it is only on one side."""
        self._engine.run(
            "CREATE OR REPLACE TEMP TABLE {relation} AS SELECT * EXCLUDE ({more}, {copy}) FROM ("
            "SELECT *, unnest(range(CAST({times} AS BIGINT))) AS {copy} FROM weighed)",
            relation=relation,
            times=compose(times, more=_MORE),
            more=_MORE,
            copy=_COPY,
        )

    def _is_within(self, period: Period) -> str:
        """Return the condition that a row has a moment or day within a period."""
        known = [
            compose(
                "CAST({name} AS {physical}) >= {first} AND CAST({name} AS {physical}) < {end}",
                name=quoted(each.name),
                physical=each.physical,
                first=literal(str(bounds[0])),
                end=literal(str(bounds[1])),
            )
            for each in self._columns
            if (bounds := _bounds(period, each.physical))
        ]
        return compose("({any}) IS TRUE", any=" OR ".join(known)) if known else _ALWAYS

    def _pair_up(self, is_counted: str) -> None:
        """Find the keys of rows that have changed, and those among them that count."""
        key = quoted(self._key) if self._key else "NULL"
        single = (
            "SELECT {key} AS k FROM {of} WHERE {key} IS NOT NULL GROUP BY 1 HAVING count(*) = 1"
        )
        self._engine.run(
            "CREATE OR REPLACE TEMP TABLE paired AS ({gone}) INTERSECT ({added})",
            gone=compose(single, key=key, of="gone"),
            added=compose(single, key=key, of="added"),
        )
        self._engine.run(
            "CREATE OR REPLACE TEMP TABLE changed AS SELECT k FROM paired WHERE k IN ("
            "SELECT {key} FROM gone WHERE {is_counted} "
            "UNION SELECT {key} FROM added WHERE {is_counted})",
            key=key,
            is_counted=is_counted,
        )

    def _leave_out(self, is_counted: str) -> None:
        """Take out of what was added or is gone the rows that have changed or do not count."""
        for relation in ("gone", "added"):
            self._engine.run(
                "DELETE FROM {relation} WHERE {key} IN (SELECT k FROM paired) OR NOT {is_counted}",
                relation=relation,
                key=quoted(self._key) if self._key else "NULL",
                is_counted=is_counted,
            )

    def _pairs(self, rows_most: int) -> tuple[ChangedRow, ...]:
        was = [self._cell("gone", each) for each in self._columns]
        now = [self._cell("added", each) for each in self._columns]
        differs = [
            compose("gone.{name} IS DISTINCT FROM added.{name}", name=quoted(each.name))
            for each in self._columns
        ]
        rows = self._engine.rows(
            "SELECT {cells} FROM changed JOIN gone ON gone.{key} = k JOIN added ON added.{key} = k "
            "ORDER BY k LIMIT {most}",
            cells=listed((*was, *now, *differs)),
            key=quoted(self._key),
            most=str(rows_most),
        )
        width = len(self._columns)
        return tuple(
            ChangedRow(was=each[:width], now=each[width : 2 * width], differs=each[2 * width :])
            for each in rows
        )

    def _first(self, relation: str, rows_most: int) -> list[Row]:
        if not self._columns:
            return []
        return self._engine.rows(
            "SELECT {cells} FROM {relation} ORDER BY {order} LIMIT {most}",
            cells=listed(self._cell(relation, each) for each in self._columns),
            relation=relation,
            order=listed(map(quoted, self._order)),
            most=str(rows_most),
        )

    def _cell(self, relation: str, column: ComparedColumn) -> str:
        """Return a cell; one that may not be told never leaves the engine."""
        return f"{relation}.{quoted(column.name)}" if column.told else "NULL"

    def _count(self, relation: str) -> int:
        return int(self._engine.row("SELECT count(*) FROM {relation}", relation=relation)[0])


def _bounds(period: Period, physical: str) -> tuple[object, object] | None:
    """Return between which values of a type a period lies, the last not included."""
    if physical == "TIMESTAMP":
        instants = (period.start, period.end)
        begin, end = (each.to_datetime().replace(tzinfo=None) for each in instants)
        return begin, end
    return (period.first_day, period.end_day) if physical == "DATE" else None


def _text(name: str, physical: str) -> str:
    """Return a cell's text; digits after the point that say nothing go."""
    text = compose("CAST({name} AS VARCHAR)", name=quoted(name))
    if physical.startswith("DECIMAL"):
        return compose("rtrim(rtrim({text}, '0'), '.')", text=text)
    return text
