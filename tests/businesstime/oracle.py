"""Business time the slow way: look at the wall clock every minute.

Nothing here knows of offsets, stretches or bisection. At each minute of UTC the wall clock is
read; an opening has begun once the clock has shown its opening time or later, and lasts while
the clock will still show a time before its closing time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from itertools import accumulate

from servanda.businesstime.rule import CalendarRule, ClosingEdge, LocalInterval
from servanda.businesstime.zone import load_zone

MINUTE = 60_000_000
DAY_MINUTES = 1_440
DAY = timedelta(days=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MARGIN_DAYS = 3


def midnight(day: date) -> int:
    """Minutes on the wall clock from 1970-01-01 00:00 to a day's first moment."""
    return (day.toordinal() - EPOCH.toordinal()) * DAY_MINUTES


@dataclass(frozen=True)
class Minutes:
    """What the wall clock shows at each minute of UTC, in minutes from 1970-01-01 00:00."""

    first: int
    walls: tuple[int, ...]
    highest_so_far: tuple[int, ...]
    lowest_from_here: tuple[int, ...]


@lru_cache(maxsize=64)
def minutes_of(zone: str, first_day: date, last_day: date) -> Minutes:
    start = datetime.combine(first_day - MARGIN_DAYS * DAY, time(), UTC)
    stop = datetime.combine(last_day + MARGIN_DAYS * DAY, time(), UTC)
    loaded = load_zone(zone)
    shown = (
        (start + timedelta(minutes=n)).astimezone(loaded).replace(tzinfo=UTC)
        for n in range((stop - start) // timedelta(minutes=1))
    )
    walls = [(moment - EPOCH) // timedelta(minutes=1) for moment in shown]
    lowest = list(accumulate(reversed(walls), min))[::-1]
    first = (start - EPOCH) // timedelta(microseconds=1)
    return Minutes(first, tuple(walls), tuple(accumulate(walls, max)), tuple(lowest))


class Oracle:
    """A calendar looked at minute by minute; instants are microseconds since the epoch."""

    def __init__(self, rule: CalendarRule, first_day: date, last_day: date) -> None:
        self.rule = rule
        self.days = [first_day + n * DAY for n in range(-1, (last_day - first_day).days + 1)]
        self.minutes = minutes_of(rule.zone, first_day, last_day)
        highest = self.minutes.highest_so_far
        self.low = next(n for n, wall in enumerate(highest) if wall >= midnight(first_day))
        self.high = next(n for n, wall in enumerate(highest) if wall >= midnight(last_day + DAY))
        self.start = self.minutes.first + self.low * MINUTE
        self.end = self.minutes.first + self.high * MINUTE

    @cached_property
    def days_open(self) -> tuple[frozenset[date], ...]:
        """The local days whose openings hold each minute from the start to the end."""
        openings = [
            (day, midnight(day) + each.start_seconds // 60, midnight(day) + each.end_seconds // 60)
            for day in self.days
            for each in self._intervals(day)
        ]
        return tuple(
            frozenset(
                day
                for day, opens, closes in openings
                if self.minutes.highest_so_far[n] >= opens
                and self.minutes.lowest_from_here[n] < closes
            )
            for n in range(self.low, self.high)
        )

    def _intervals(self, day: date) -> tuple[LocalInterval, ...]:
        if day in self.rule.special:
            return self.rule.special[day]
        return () if day in self.rule.holidays else self.rule.weekly.get(day.isoweekday(), ())

    @cached_property
    def passed(self) -> tuple[int, ...]:
        return tuple(accumulate((bool(days) for days in self.days_open), initial=0))

    def is_open(self, micros: int) -> bool:
        return bool(self.days_open[(micros - self.start) // MINUTE])

    def open_at(self, micros: int) -> int:
        whole, rest = divmod(micros - self.start, MINUTE)
        return self.passed[whole] * MINUTE + (rest if rest and self.is_open(micros) else 0)

    def next_opening(self, micros: int) -> int | None:
        first = (micros - self.start) // MINUTE
        for n in range(first, len(self.days_open)):
            if self.days_open[n]:
                return max(micros, self.start + n * MINUTE)
        return None

    def last_closing(self, micros: int) -> int:
        n = (micros - self.start) // MINUTE
        while not self.days_open[n - 1]:
            n -= 1
        return self.start + n * MINUTE

    def due_after_open(self, micros: int, allowed: int) -> int | None:
        moves_on = self.rule.due_edge is ClosingEdge.NEXT_OPENING
        if allowed == 0 and not moves_on:
            return micros
        at, left = micros, allowed
        while at < self.end:
            following = min(self.end, (at // MINUTE + 1) * MINUTE)
            if self.is_open(at):
                length = following - at
                if left < length or (left == length and not moves_on):
                    return at + left
                left -= length
            at = following
        return None

    @cached_property
    def first_minutes(self) -> dict[date, int]:
        """The first open minute of each business day."""
        found: dict[date, int] = {}
        for n, days in enumerate(self.days_open):
            for day in days:
                found.setdefault(day, self.start + n * MINUTE)
        return dict(sorted(found.items()))

    def due_after_business_days(self, micros: int, days: int) -> int | None:
        start = self.next_opening(micros)
        if start is None or days == 0:
            return start
        business_days = list(self.first_minutes)
        begun = [day for day in business_days if self.first_minutes[day] <= start]
        position = len(begun) - 1
        if position + days >= len(business_days):
            return None
        reached = business_days[position + days]
        due = self.first_at(self.wall(start) + (reached - begun[-1]).days * DAY_MINUTES * MINUTE)
        if due is None or due >= self.end:
            return None
        return self._placed(due, business_days[position + days :])

    def _placed(self, due: int, reached: list[date]) -> int | None:
        due = max(due, self.first_minutes[reached[0]])
        if len(reached) > 1:
            due = min(due, self.first_minutes[reached[1]])
        if self.is_open(due):
            return due
        if self.rule.due_edge is ClosingEdge.NEXT_OPENING:
            return self.next_opening(due)
        return self.last_closing(due)

    def due_after_calendar_days(self, micros: int, days: int) -> int | None:
        due = (
            micros if days == 0 else self.first_at(self.wall(micros) + days * DAY_MINUTES * MINUTE)
        )
        return due if due is not None and due <= self.end else None

    def wall(self, micros: int) -> int:
        """Microseconds on the wall clock from 1970-01-01 00:00."""
        whole, rest = divmod(micros - self.minutes.first, MINUTE)
        return self.minutes.walls[whole] * MINUTE + rest

    def first_at(self, wall: int) -> int | None:
        minute, rest = divmod(wall, MINUTE)
        for n, shown in enumerate(self.minutes.walls):
            if shown >= minute:
                return self.minutes.first + n * MINUTE + (rest if shown == minute else 0)
        return None
