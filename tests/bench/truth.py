"""Whether answers are right: open time counted second by second on the wall clock."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path

from servanda.businesstime.rule import CalendarRule
from servanda.businesstime.zone import load_zone
from servanda.measurement.engine import EngineLimits
from servanda.measurement.engines.opening import open_engine
from servanda.measurement.lookup import load
from tests.bench.calendars import CALENDARS, all_calendars

__all__ = ["Asked", "asked", "mismatches", "open_seconds"]

_DAYS = 12
# The day on which each zone puts its clocks back or forward; a zone that never does has any day.
_CHANGES = {
    "office": (date(2024, 3, 31), date(2023, 10, 29)),
    "lunch": (date(2024, 3, 10), date(2023, 11, 5)),
    "night": (date(2024, 3, 31), date(2023, 10, 29)),
    "24x5": (date(2024, 3, 31), date(2023, 10, 29)),
    "island": (date(2024, 4, 7), date(2023, 10, 1)),
    "india": (date(2024, 4, 24), date(2023, 12, 27)),
}
_SECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A case: its calendar, and the seconds since 1970 at which it starts and stops."""

    calendar: int
    start: int
    stop: int


@cache
def _passed(number: int, change: date) -> tuple[int, tuple[int, ...]]:
    """Return the first second looked at, and the open seconds before each one from there."""
    rule = CALENDARS[number]
    zone = load_zone(rule.zone)
    middle = datetime(change.year, change.month, change.day, tzinfo=UTC)
    first = int((middle - timedelta(days=_DAYS // 2)).timestamp())
    shown = [_shown(second, zone) for second in range(first, first + _DAYS * 86_400)]
    # An opening has begun once its time was shown, and lasts while a time before its end will be.
    highest = list(accumulate(shown, max))
    lowest = list(accumulate(reversed(shown), min))[::-1]
    opened = bytearray(len(shown))
    for opens, closes in _openings(rule, change):
        for second in range(len(shown)):
            if highest[second] >= opens and lowest[second] < closes:
                opened[second] = 1
    return first, tuple(accumulate(opened, initial=0))


def _shown(second: int, zone: object) -> int:
    moment = datetime.fromtimestamp(second, zone)  # type: ignore[arg-type] # any zone
    offset = moment.utcoffset() or timedelta()
    return second + offset.days * 86_400 + offset.seconds


def _openings(rule: CalendarRule, change: date) -> Iterator[tuple[int, int]]:
    days = (change + timedelta(days=n) for n in range(-_DAYS // 2 - 2, _DAYS // 2 + 2))
    for day in days:
        midnight = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
        for each in () if day in rule.holidays else rule.weekly.get(day.isoweekday(), ()):
            opens, closes = midnight + each.start_seconds, midnight + each.end_seconds
            yield opens, closes


def asked(count: int, seed: int = 6) -> list[Asked]:
    """Return random cases, half of which start or stop within hours of a change of clocks."""
    dice = random.Random(seed)
    found = []
    for number in range(count):
        calendar = number % len(CALENDARS)
        change = _CHANGES[CALENDARS[calendar].name][dice.randrange(2)]
        middle = int(datetime(change.year, change.month, change.day, tzinfo=UTC).timestamp())
        reach = 86_400 if number % 12 < len(CALENDARS) else (_DAYS // 2 - 1) * 86_400
        start, stop = sorted(middle + dice.randrange(-reach, reach) for _ in range(2))
        found.append(Asked(calendar, start, stop))
    return found


def open_seconds(case: Asked) -> int:
    """Count the seconds of a case that lie inside opening hours, one by one."""
    changes = _CHANGES[CALENDARS[case.calendar].name]
    change = min(changes, key=lambda day: abs(_second(day) - case.start))
    first, passed = _passed(case.calendar, change)
    return passed[case.stop - first] - passed[case.start - first]


def _second(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def mismatches(cases: list[Asked]) -> int:
    """Return in how many cases the chosen engine's open time is not what the seconds say."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_engine([], Path(folder), limits=EngineLimits(threads=1)) as engine,
    ):
        table, stride = all_calendars()
        elapsed = load(engine, table)
        rows = [
            (number, *(at * _SECOND + case.calendar * stride for at in (case.start, case.stop)))
            for number, case in enumerate(cases)
        ]
        given = engine.given({"number": "int64", "a": "int64", "b": "int64"}, rows)
        found = elapsed.on(elapsed.on(given, "a", "f_a"), "b", "f_b")
        answers = {
            row["number"]: row["open"]
            for row in engine.rows(found.select("number", open=found["f_b"] - found["f_a"]))
        }
    return sum(answers[number] != open_seconds(case) * _SECOND for number, case in enumerate(cases))
