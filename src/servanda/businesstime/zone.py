"""Wall clocks of a zone, as whole microseconds.

Zones come from the ``tzdata`` package, never from the machine, so that two machines with one
lock file see the same clock.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from zoneinfo import ZoneInfo

from servanda.businesstime.diagnostics import UNKNOWN_ZONE, CalendarMistake
from servanda.kernel.diagnostic import near_match

__all__ = ["DAY_MICROS", "WallClock", "load_zone", "zone_data_version", "zone_names"]

DAY_MICROS = 86_400_000_000
_SECOND_MICROS = 1_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# No offset from UTC has ever reached this.
_OFFSET_MICROS_MAX = 2 * DAY_MICROS


def zone_data_version() -> str:
    """Return the edition of the IANA time zone database in use, such as ``2026a``."""
    return str(import_module("tzdata").IANA_VERSION)


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """Return all zones that may be named, sorted."""
    return tuple(sorted(files("tzdata").joinpath("zones").read_text("utf-8").split()))


@lru_cache(maxsize=64)
def load_zone(name: str) -> ZoneInfo:
    """Load a zone from the ``tzdata`` package.

    Raises:
        CalendarMistake: There is no zone of that name.

    Example:
        >>> str(load_zone("Europe/Amsterdam"))
        'Europe/Amsterdam'
        >>> load_zone("Europe/Amsterdm")
        Traceback (most recent call last):
        ...
        servanda.businesstime.diagnostics.CalendarMistake: there is no time zone called \
'Europe/Amsterdm'; did you mean Europe/Amsterdam?
    """
    if name not in zone_names():
        raise CalendarMistake(UNKNOWN_ZONE, name=name, advice=_advice(name))
    with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as stored:
        return ZoneInfo.from_file(stored, key=name)


def _advice(name: str) -> str:
    near = _near_zone(name)
    return f"did you mean {near}?" if near else "write a city's zone, such as Europe/Amsterdam"


def _near_zone(name: str) -> str:
    folded = {known.casefold(): known for known in zone_names()}
    by_city = {known.rpartition("/")[2]: whole for known, whole in folded.items()}
    asked = name.casefold().replace(" ", "_")
    near = near_match(asked, folded)
    if near:
        return folded[near]
    return by_city.get(near_match(asked.rpartition("/")[2], by_city), "")


@dataclass(frozen=True, slots=True)
class WallClock:
    """Hold a zone's offsets over a stretch of time.

    Instants are microseconds since the epoch; wall times are microseconds from 1970-01-01 00:00
    on the zone's own clock. The two turn into each other by whole stretches of one offset, so
    no arithmetic is ever done on a local ``datetime``.

    Args:
        starts: First instant of each stretch, ascending; the first one opens the range.
        offsets: Microseconds by which the wall clock is ahead of UTC in each stretch.
    """

    starts: tuple[int, ...]
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, zone: ZoneInfo, first_micros: int, last_micros: int) -> WallClock:
        """Read a zone's offsets from a first to a last instant.

        Offsets are looked up once a day and a change is then narrowed down to its second.
        """
        found = list(_stretches(zone, first_micros, last_micros))
        return cls(tuple(start for start, _ in found), tuple(offset for _, offset in found))

    def wall(self, instant: int) -> int:
        """Return what the wall clock shows at an instant."""
        return instant + self.offsets[max(0, bisect_right(self.starts, instant) - 1)]

    def first_at(self, wall: int) -> int:
        """Return the first instant at which the wall clock shows this time or a later one.

        A time skipped when clocks go forward gives the moment of the change; a time that occurs
        twice gives its first occurrence.
        """
        at = max(0, bisect_right(self.starts, wall - _OFFSET_MICROS_MAX) - 1)
        last = len(self.starts) - 1
        while at < last and self.starts[at + 1] + self.offsets[at] <= wall:
            at += 1
        return max(self.starts[at], wall - self.offsets[at])

    def end_before(self, wall: int) -> int:
        """Return the instant from which the wall clock never again shows an earlier time.

        A time skipped when clocks go forward gives the moment of the change; a time that occurs
        twice gives its second occurrence, except for the very time to which clocks are put
        back: after its first occurrence no earlier time is shown.
        """
        at = bisect_left(self.starts, wall + _OFFSET_MICROS_MAX) - 1
        while at > 0 and self.starts[at] + self.offsets[at] >= wall:
            at -= 1
        after = self.starts[at + 1] if at + 1 < len(self.starts) else wall - self.offsets[at]
        return min(after, wall - self.offsets[at])

    def changes_between(self, first_micros: int, last_micros: int) -> tuple[int, ...]:
        """Return the instants of clock changes after the first and up to the last instant."""
        low = bisect_right(self.starts, first_micros)
        return self.starts[max(1, low) : bisect_right(self.starts, last_micros)]


def _stretches(zone: ZoneInfo, first: int, last: int) -> Iterator[tuple[int, int]]:
    offset = _offset_at(zone, first)
    yield first, offset
    for day in range(first, last, DAY_MICROS):
        following = _offset_at(zone, day + DAY_MICROS)
        if following != offset:
            yield _change(zone, day, day + DAY_MICROS), following
            offset = following


def _change(zone: ZoneInfo, before: int, after: int) -> int:
    old = _offset_at(zone, before)
    while after - before > _SECOND_MICROS:
        middle = before + (after - before) // (2 * _SECOND_MICROS) * _SECOND_MICROS
        if _offset_at(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _offset_at(zone: ZoneInfo, instant: int) -> int:
    offset = (_EPOCH + timedelta(microseconds=instant)).astimezone(zone).utcoffset()
    assert offset is not None
    return offset // timedelta(microseconds=1)
