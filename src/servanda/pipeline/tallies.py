"""The records of a measure counted for pictures, inside the engine.

A page draws days and bars; to fill them takes a pass or two over what measuring kept, for all
periods at once, and no record ever leaves the engine.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import ceil
from pathlib import Path

from servanda.evidence.engine import Engine, Row, open_engine
from servanda.evidence.statements import compose, listed, literal, quoted
from servanda.evidence.zones import find_zone
from servanda.facts.figure import Segment
from servanda.facts.tally import DayCount, DurationBar, Durations, Tally
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import MICROS_PER_SECOND
from servanda.kernel.unit import Unit

__all__ = ["NOTHING", "Asked", "Group", "duration_scale", "tallies"]

Group = tuple[str, Segment]
"""A period's label and a segment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Ask for the tally of a group.

    Args:
        unit: Of what kind the time is that its cases take.
        allowed: The time that every case of it has, if that is one time: bars reach beyond it.
    """

    unit: Unit
    allowed: Quantity | None

    @property
    def allowed_seconds(self) -> Fraction | None:
        """Return the time allowed where it is of the same kind as the time taken."""
        same = self.allowed is not None and self.allowed.unit == self.unit
        return self.allowed.amount if same and self.allowed else None


_HOUR = 3600
_DAY = 24 * _HOUR
_MOST_BARS, _FEW_BARS = 24, 12
_FEW_CASES = 100
_NICE = (1, 2, 5)
NOTHING = Tally(days={}, durations=None)
"""What comes of no records."""


def duration_scale(longest: Fraction) -> tuple[str, int]:
    """Return how durations up to the longest are shown: what follows them, and their seconds."""
    for suffix, seconds, least in ((" d", _DAY, 10 * _DAY), (" h", _HOUR, 2 * _HOUR)):
        if longest >= least:
            return suffix, seconds
    return (" min", 60) if longest >= 120 else (" s", 1)


def tallies(
    files: Sequence[Path], wanted: Mapping[Group, Asked], *, zone: str
) -> dict[Group, Tally]:
    """Count the records of a measure.

    Args:
        files: What became of its records, by version.
        wanted: Periods and segments.
        zone: Zone whose days are counted.
    """
    divided: dict[tuple[str, ...], list[Group]] = defaultdict(list)
    for group in wanted:
        divided[tuple(name for name, _ in group[1])].append(group)
    found: dict[Group, Tally] = {}
    with tempfile.TemporaryDirectory(prefix="servanda-") as scratch:
        for by, groups in divided.items():
            with open_engine(files, Path(scratch)) as engine:
                counting = _Counting(engine=engine, files=files, by=by)
                days = counting.days(zone)
                durations = counting.durations({each: wanted[each] for each in groups})
            found |= {
                each: Tally(days=days.get(each, {}), durations=durations.get(each))
                for each in groups
            }
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counting:
    """Count the records of some files, divided by period and segment."""

    engine: Engine
    files: Sequence[Path]
    by: tuple[str, ...]

    def days(self, zone: str) -> dict[Group, dict[date, DayCount]]:
        """Return what counted on each day."""
        columns = self._columns()
        verdict = next((each for each in ("met", "good") if each in columns), "NULL::BOOLEAN")
        found: dict[Group, dict[date, DayCount]] = defaultdict(dict)
        rows = self.engine.rows(
            "SELECT {by}, CAST(make_timestamp(epoch_us(place) + {offset}) AS DATE) AS day, "
            "count(*), count({verdict}), count(*) FILTER ({verdict}) FROM {records} "
            "WHERE place IS NOT NULL GROUP BY ALL ORDER BY ALL",
            by=self._group(),
            offset=self._offset(zone),
            verdict=verdict,
            records=self._records(),
        )
        for row in rows:
            day, counted, judged, good = row[len(self.by) + 1 :]
            found[self._named(row)][day] = DayCount(counted=counted, judged=judged, good=good)
        return found

    def durations(self, asked: Mapping[Group, Asked]) -> dict[Group, Durations]:
        """Return how long cases took, in bars of round widths."""
        columns = self._columns()
        if "elapsed" not in columns:
            return {}
        rows = self.engine.rows(
            "SELECT {by}, count(*), count(*) FILTER ({late}), quantile_disc(elapsed, 0.5), "
            "least(quantile_disc(elapsed, 0.97), max(elapsed, 2)[-1]), max(elapsed) "
            "FROM {records} WHERE elapsed IS NOT NULL GROUP BY ALL",
            by=self._group(),
            late=_late(columns),
            records=self._records(),
        )
        spread = {
            self._named(row): _Spread.of(row[len(self.by) + 1 :])
            for row in rows
            if self._named(row) in asked
        }
        drawn = {group: each.drawn(asked[group].allowed_seconds) for group, each in spread.items()}
        bars = self._bars(drawn, columns) if drawn else {}
        return {
            group: each.durations(drawn[group], bars[group], asked[group].unit)
            for group, each in spread.items()
        }

    def _bars(
        self, drawn: Mapping[Group, _Drawn], columns: set[str]
    ) -> dict[Group, tuple[DurationBar, ...]]:
        named = [quoted(f"g{number}") for number in range(len(self.by) + 1)]
        matched = " AND ".join(
            compose("{theirs} = {own}", theirs=theirs, own=own)
            for theirs, own in zip(self._divided(), named, strict=True)
        )
        rows = self.engine.rows(
            "SELECT {named}, least(greatest(elapsed // width, 0), bars - 1) AS bar, "
            "count(*) - count(*) FILTER ({late}), count(*) FILTER ({late}) FROM {records} "
            "JOIN (VALUES {widths}) AS widths ({named}, width, bars) ON {matched} "
            "WHERE elapsed IS NOT NULL GROUP BY ALL",
            named=listed(named),
            late=_late(columns),
            records=self._records(),
            widths=listed(_spelt(*each) for each in drawn.items()),
            matched=matched,
        )
        filled: dict[Group, dict[int, DurationBar]] = defaultdict(dict)
        for row in rows:
            bar, in_time, late = row[len(self.by) + 1 :]
            filled[self._named(row)][bar] = DurationBar(in_time=in_time, late=late)
        empty = DurationBar(in_time=0, late=0)
        return {
            group: tuple(filled[group].get(number, empty) for number in range(each.bars))
            for group, each in drawn.items()
        }

    def _columns(self) -> set[str]:
        described = self.engine.rows("DESCRIBE SELECT * FROM {files}", files=self._read())
        return {str(row[0]) for row in described}

    def _read(self) -> str:
        paths = listed(literal(str(file.absolute())) for file in self.files)
        return compose("read_parquet([{paths}], union_by_name = true)", paths=paths)

    def _records(self) -> str:
        return compose("(SELECT * FROM {files} WHERE counted) AS records", files=self._read())

    def _divided(self) -> list[str]:
        return ["period", *(quoted(f"segment_{name}") for name in self.by)]

    def _group(self) -> str:
        return listed(self._divided())

    def _named(self, row: Row) -> Group:
        label, *values = row[: len(self.by) + 1]
        return str(label), tuple(zip(self.by, map(str, values), strict=True))

    def _offset(self, zone: str) -> str:
        """Return the expression of a zone's offset, in microseconds east of UTC."""
        first, last = self.engine.row(
            "SELECT min(place), max(place) FROM {records}", records=self._records()
        )
        if first is None:
            return "0"
        clock = find_zone(zone, first, last)
        branches = [
            f"WHEN epoch_us(place) < {each.at * MICROS_PER_SECOND} "
            f"THEN {each.before * MICROS_PER_SECOND}"
            for each in clock.transitions
        ]
        last = str(clock.last * MICROS_PER_SECOND)
        return f"CASE {' '.join(branches)} ELSE {last} END" if branches else last


def _late(columns: Iterable[str]) -> str:
    return "NOT met" if "met" in columns else "false"


def _spelt(group: Group, drawn: _Drawn) -> str:
    label, segment = group
    texts = (literal(text) for text in (label, *(value for _, value in segment)))
    return f"({listed([*texts, str(drawn.width), str(drawn.bars)])})"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """Hold how far a picture reaches, how much a bar spans, in microseconds, and their number."""

    reach: int
    width: int
    bars: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spread:
    """Hold how the durations of one group are spread, in microseconds.

    Args:
        nearly_all: What 97 of 100 cases took at most, and all but the longest.
    """

    cases: int
    late: int
    middle: int
    nearly_all: int
    longest: int

    @classmethod
    def of(cls, row: Iterable[int]) -> _Spread:
        cases, late, middle, nearly_all, longest = row
        return cls(cases=cases, late=late, middle=middle, nearly_all=nearly_all, longest=longest)

    def drawn(self, allowed: Fraction | None) -> _Drawn:
        """Return how they are drawn: far enough for nearly all, and past what is allowed."""
        past = ceil(allowed * 5 / 4 * MICROS_PER_SECOND) if allowed else 0
        reach = max(self.nearly_all, past, MICROS_PER_SECOND)
        _, scale = duration_scale(Fraction(reach, MICROS_PER_SECOND))
        most = _MOST_BARS if self.cases >= _FEW_CASES else _FEW_BARS
        widths = (int(each * scale * MICROS_PER_SECOND) for each in _round_widths())
        width = next(each for each in widths if reach <= each * most)
        return _Drawn(reach=reach, width=width, bars=max(1, -(-reach // width)))

    def durations(self, drawn: _Drawn, bars: tuple[DurationBar, ...], unit: Unit) -> Durations:
        """Return them as figures."""
        return Durations(
            cases=self.cases,
            late=self.late,
            middle=_quantity(self.middle, unit),
            longest=_quantity(self.longest, unit),
            reach=_quantity(drawn.reach, unit),
            width=_quantity(drawn.width, unit),
            bars=bars,
        )


def _round_widths() -> Iterator[Fraction]:
    power = Fraction(1, 100)
    while True:
        yield from (power * factor for factor in _NICE)
        power *= 10


def _quantity(micros: int, unit: Unit) -> Quantity:
    return Quantity(Fraction(micros, MICROS_PER_SECOND), unit)
