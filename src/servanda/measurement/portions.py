"""Which measures can be measured portion by portion, and what is asked of each portion.

A measure whose records stand each on their own, told by a key, can be: a clock, a row with a
verdict, an answer. What became of such a record does not depend on any other key, so that a
portion of the keys can be measured by itself, and what was measured of another one still holds.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ibis.expr.types as ir

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.measure import ClockRule, Measure, RatioRule, ScoreRule
from servanda.measurement import reasons
from servanda.measurement.logic import certainly, in_micros
from servanda.measurement.study import Chosen, Placing, Study

__all__ = ["Division", "PortionFound", "among", "found_in", "keyed_tables"]


_ROWS_AT_ONCE = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """Say which portions of a measure's records are wanted, and where the others are.

    Args:
        keys: Parquet with ``key`` and ``portion``; what has no key is in portion ``no_key``.
        no_key: Number of that portion.
        tables: The key's column in each table that is divided.
        wanted: Folders for the portions to be measured, by their numbers.
        kept: Folders of the portions that need not be measured, by their numbers.
        rows: How many rows each wanted portion has, of all tables.
    """

    keys: Path
    no_key: int
    tables: Mapping[str, str]
    wanted: Mapping[int, Path]
    kept: Mapping[int, Path]
    rows: Mapping[int, int]

    @property
    def numbers(self) -> Hashable:
        """Return which portions of which records are wanted, wherever they are written."""
        return self.keys, tuple(self.tables.items()), frozenset(self.wanted), frozenset(self.kept)

    def groups(self) -> list[tuple[int, ...]]:
        """Return the wanted portions in groups that are measured at once, at least one.

        What is measured at once has to be held at once, in memory or beside it.
        """
        found: list[tuple[int, ...]] = []
        rows = 0
        for number in sorted(self.wanted):
            rows += self.rows[number]
            if not found or rows > _ROWS_AT_ONCE:
                found.append(())
                rows = self.rows[number]
            found[-1] += (number,)
        return found or [()]


@dataclass(frozen=True, slots=True, kw_only=True)
class PortionFound:
    """Say how long what was measured of a portion holds.

    Args:
        settled: Whether it holds however much later it is looked at: no clock of it still runs,
            and everything counts in the periods measured, or before them.
        periods: How many of the periods measured it looks at, from the first one on.
    """

    settled: bool
    periods: int

    def with_other(self, other: PortionFound) -> PortionFound:
        """Return how long both hold."""
        return PortionFound(
            settled=self.settled and other.settled, periods=max(self.periods, other.periods)
        )


def keyed_tables(history: History, name: str) -> dict[str, str]:
    """Return the key's column in each table whose rows a measure looks at one by one.

    Nothing where a record of the measure depends on more than what is said of its own key.
    """
    found = [
        _keyed(version, version.measures[name])
        for version in history.versions
        if name in version.measures
    ]
    if not found or any(each != found[0] for each in found) or not all(found[0].values()):
        return {}
    # Rows of money are joined to a clock's cases by what they are in the whole table.
    paid = any(
        rows.measure == name for version in history.versions for rows in version.rows.values()
    )
    return {} if paid else found[0]


def _keyed(version: Agreement, measure: Measure) -> dict[str, str]:
    rule = measure.rule
    tables: set[str] = set()
    if isinstance(rule, ClockRule) and rule.paused_while is None:
        tables = {measure.table, rule.events} - {""}
    elif (isinstance(rule, RatioRule) and rule.every is None) or isinstance(rule, ScoreRule):
        tables = {measure.table}
    return {each: version.evidence[each].key for each in sorted(tables)}


def among(study: Study, division: Division, portions: Sequence[int]) -> Study:
    """Return the study with nothing but some portions of the tables that are divided."""
    keys = study.engine.read(division.keys)
    if not division.kept and len(portions) == len(division.wanted):
        return study.in_portions(Placing(keys=keys, keyless=division.no_key), {})
    keys = study.engine.keep(keys.filter(keys["portion"].isin(list(portions))), lasting=True)
    keyless = division.no_key in portions
    chosen = {
        table: Chosen(column=column, keys=keys, keyless=keyless)
        for table, column in division.tables.items()
    }
    return study.in_portions(Placing(keys=keys, keyless=division.no_key), chosen)


_STILL_MOVING = (
    reasons.OPEN,
    reasons.NOT_STOPPED,
    reasons.OUTSIDE_CALENDAR,
    reasons.NO_BUSINESS_DAY,
)
_WITHOUT_CLOCK = (
    reasons.NO_KEY,
    reasons.TWICE,
    reasons.NO_START,
    reasons.NEVER_STARTED,
    reasons.STOP_BEFORE_START,
    reasons.NO_CASE,
    reasons.NOT_KNOWN_WHERE,
    reasons.NO_INSTANT,
)


def found_in(study: Study, portions: Sequence[int], rows: ir.Table) -> dict[int, PortionFound]:
    """Return how long each portion of what became of records holds, as they are written."""
    first = study.periods[0].start.micros
    later = rows["position"].isnull() & (in_micros(rows["place"]) >= first)
    moving = certainly(later) | certainly(rows["reason"].isin(_STILL_MOVING))
    if "stopped" in rows.columns:
        running = rows["started"].notnull() & rows["stopped"].isnull()
        moving = moving | (running & ~certainly(rows["reason"].isin(_WITHOUT_CLOCK)))
    counts = rows.group_by("portion").aggregate(
        moving=moving.cast("int64").sum(), last=rows["position"].max()
    )
    found = {
        int(row["portion"]): PortionFound(
            settled=not row["moving"], periods=0 if row["last"] is None else int(row["last"]) + 1
        )
        for row in study.engine.rows(counts)
    }
    nothing = PortionFound(settled=True, periods=0)
    return {number: found.get(number, nothing) for number in portions}
