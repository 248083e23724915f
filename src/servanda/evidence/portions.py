"""Records told apart by when they began, so that what did not change is known not to have.

Everything that the evidence says of one key, in however many tables, is in one portion: that of
the month, quarter or year in which the oldest of it happened. What has no key is in a portion of
its own. A portion has a digest of its content that does not depend on the order of rows.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from servanda.evidence.digest import row_text
from servanda.evidence.engine import Engine, open_engine
from servanda.evidence.snapshot import SnapshotTable
from servanda.evidence.statements import compose, listed, literal, quoted

__all__ = ["NO_KEY", "Keyed", "Portion", "Portions", "divide"]

NO_KEY: Final = -1
"""Number of the portion of what has no key."""

_FOLDER: Final = "portions"
_RULES: Final = "portions 1"
_MONTHS_EACH: Final = (1, 3, 12)
_MOST: Final = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed:
    """Name a table with the column of its key, and the instants of which the oldest counts.

    A table need not have any: when its keys began is then known from others.
    """

    table: SnapshotTable
    key: str
    instants: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """Hold one portion.

    Args:
        number: Months, quarters or years since the year 0; `NO_KEY` for what has no key.
        rows: How many rows it has, of all tables.
        digest: What changes whenever its content does.
        newest: The newest instant in any of its columns in microseconds, nothing without any.
    """

    number: int
    rows: int
    digest: str
    newest: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Portions:
    """Hold all portions of some tables.

    Args:
        path: Parquet with a row for each key: ``key`` as text, and ``portion``.
        months_each: How long the portions are.
        portions: The portions, by number.
    """

    path: Path
    months_each: int
    portions: tuple[Portion, ...]


def divide(tables: Sequence[Keyed], into: Path, *, rows_least: int) -> Portions | None:
    """Tell the records of some tables apart by when they began.

    What was divided before is not divided again.

    Args:
        tables: Tables that share their keys, at least one.
        into: The workspace; ``portions/`` in it is written.
        rows_least: How many rows a portion has on average, at least.

    Returns:
        The portions, as short as there are rows for; nothing where there are too few for two.
    """
    rows = sum(each.table.rows for each in tables)
    if rows < 2 * rows_least:
        return None
    place = into / _FOLDER / _named(tables, rows_least)
    known = _recall(place)
    if known is not None:
        return known
    place.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix=".dividing-", dir=place) as scratch,
        open_engine([each.table.path for each in tables], Path(scratch)) as engine,
    ):
        dividing = _Dividing(engine=engine, tables=tables)
        months_each = dividing.months_each(rows, rows_least)
        if months_each is None:
            return None
        waiting = Path(scratch) / "keys.parquet"
        found = Portions(
            path=place / "keys.parquet",
            months_each=months_each,
            portions=dividing.portions(months_each, waiting),
        )
        waiting.replace(found.path)
    _remember(place, found)
    return found


def _named(tables: Sequence[Keyed], rows_least: int) -> str:
    told = [_RULES, str(rows_least)]
    told += [f"{each.table.digest} {each.key} {each.instants}" for each in tables]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:24]


def _recall(place: Path) -> Portions | None:
    try:
        stored = json.loads((place / "portions.json").read_text("utf-8"))
        found = Portions(
            path=place / "keys.parquet",
            months_each=int(stored["months_each"]),
            portions=tuple(Portion(**each) for each in stored["portions"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if found.path.exists() else None


def _remember(place: Path, found: Portions) -> None:
    stored = {
        "months_each": found.months_each,
        "portions": [asdict(each) for each in found.portions],
    }
    beside = place / ".portions.json"
    beside.write_text(json.dumps(stored), "utf-8")
    beside.replace(place / "portions.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dividing:
    """Divide tables inside an engine."""

    engine: Engine
    tables: Sequence[Keyed]

    def months_each(self, rows: int, rows_least: int) -> int | None:
        """Note when each key began, and return how long portions are; nothing for one alone."""
        keys = " UNION ALL ".join(
            compose(
                "SELECT CAST({key} AS VARCHAR) AS key, {oldest} AS began FROM {table} "
                "WHERE {key} IS NOT NULL",
                key=quoted(each.key),
                oldest=_edge("least", each.instants),
                table=_read(each),
            )
            for each in self.tables
        )
        self.engine.run(
            "CREATE TEMP TABLE began AS SELECT key, min(began) AS began FROM ({keys}) GROUP BY key",
            keys=keys,
        )
        months = self.engine.row("SELECT count(DISTINCT {month}) FROM began", month=_number(1))[0]
        fitting = (each for each in _MONTHS_EACH if months <= each * _MOST)
        return next((each for each in fitting if rows * each >= months * rows_least), None)

    def portions(self, months_each: int, keys: Path) -> tuple[Portion, ...]:
        """Write down which portion each key is in, and return the portions."""
        self.engine.run(
            "CREATE TEMP TABLE placed AS SELECT key, {number} AS portion FROM began",
            number=_number(months_each),
        )
        self.engine.run(
            "COPY (SELECT key, portion FROM placed ORDER BY portion, key) TO {file} "
            "(FORMAT parquet, COMPRESSION zstd)",
            file=literal(str(keys.absolute())),
        )
        told: dict[int, list[str]] = {}
        rows: dict[int, int] = {}
        newest: dict[int, int] = {}
        for each in self.tables:
            for number, count, low, high, moment in self._content(each):
                told.setdefault(number, []).append(f"{each.table.name} {count} {low} {high}")
                rows[number] = rows.get(number, 0) + count
                if moment is not None:
                    newest[number] = max(moment, newest.get(number, moment))
        return tuple(
            Portion(
                number=number,
                rows=rows[number],
                digest=hashlib.sha256("\n".join(told[number]).encode()).hexdigest(),
                newest=newest.get(number),
            )
            for number in sorted(told)
        )

    def _content(self, each: Keyed) -> list[tuple[int, int, int, int, int | None]]:
        """Return for each portion the rows of a table: how many, what they hold, the newest.

        The sum of digests does not depend on the order of rows, and tells equal rows apart.
        """
        return [
            (int(number), int(count), int(low), int(high), moment)
            for number, count, low, high, moment in self.engine.rows(
                "SELECT coalesce(portion, {none}) AS number, count(*), "
                "sum(CAST(digest >> 64 AS UBIGINT)), "
                "sum(CAST(digest & CAST('18446744073709551615' AS UHUGEINT) AS UBIGINT)), "
                "max(epoch_us(newest)) FROM ("
                "SELECT CAST({key} AS VARCHAR) AS key, md5_number({text}) AS digest, "
                "{newest} AS newest "
                "FROM {table}) AS told LEFT JOIN placed USING (key) GROUP BY number",
                none=str(NO_KEY),
                key=quoted(each.key),
                text=row_text(each.table.columns),
                newest=_edge("greatest", _instants(each)),
                table=_read(each),
            )
        ]


def _instants(each: Keyed) -> list[str]:
    return [name for name, kind in each.table.columns.items() if kind == "TIMESTAMP"]


def _edge(which: str, instants: Iterable[str]) -> str:
    names = listed(quoted(name) for name in instants)
    return f"{which}({names})" if names else "CAST(NULL AS TIMESTAMP)"


def _number(months_each: int) -> str:
    # Keys of which nothing says when they began are in the first portion.
    return compose(
        "coalesce((year(began) * 12 + month(began) - 1) // {each}, 0)", each=str(months_each)
    )


def _read(each: Keyed) -> str:
    return compose("read_parquet({path})", path=literal(str(each.table.path.absolute())))
