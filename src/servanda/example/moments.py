"""Instants, and how each tool writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from servanda.example.story import CLIENT_ZONE, LAST_DAY, working_day
from servanda.kernel.dice import Dice

__all__ = [
    "END",
    "at_work",
    "day_hour_shape",
    "iso",
    "local",
    "local_dashes",
    "local_day",
    "minutes",
    "moment_of_day",
    "utc_slashes",
]


def minutes(count: int) -> timedelta:
    """Return a length in minutes."""
    return timedelta(minutes=count)


def local(day: date, minute: int, *, second: int = 0) -> datetime:
    """Return the instant at a wall clock time of the bank, in UTC."""
    clock = datetime(day.year, day.month, day.day, tzinfo=CLIENT_ZONE)
    clock = clock.replace(hour=minute // 60, minute=minute % 60, second=second)
    return clock.astimezone(UTC)


END = local(LAST_DAY + timedelta(days=1), 0)
"""When the evidence was taken: what comes later nobody knows yet."""


def local_day(instant: datetime) -> date:
    """Return the bank's date of an instant."""
    return instant.astimezone(CLIENT_ZONE).date()


# Incidents and requests in each hour of a working day, of a thousand.
_WORKING_HOURS = (
    (6, 5), (6, 4), (5, 3), (5, 3), (5, 4), (8, 5), (20, 12), (50, 32), (98, 95), (110, 120),
    (105, 118), (92, 98), (60, 62), (82, 88), (90, 98), (85, 92), (70, 78), (45, 45), (18, 16),
    (12, 9), (10, 6), (8, 4), (6, 2), (4, 1),
)  # fmt: skip


def day_hour_shape(*, of_requests: bool) -> list[tuple[int, int]]:
    """Return the hours of a day, each with its weight."""
    return [(hour, pair[1 if of_requests else 0]) for hour, pair in enumerate(_WORKING_HOURS)]


_INCIDENT_HOURS = day_hour_shape(of_requests=False)
_REQUEST_HOURS = day_hour_shape(of_requests=True)
_FLAT_HOURS = [(hour, 1) for hour in range(24)]


def moment_of_day(dice: Dice, day: date, *, of_requests: bool = False) -> datetime:
    """Return an instant of a day, by the shape of its hours."""
    hours = _REQUEST_HOURS if of_requests else _INCIDENT_HOURS
    hour = dice.choose(hours if working_day(day) else _FLAT_HOURS)
    # On the last Sunday of March the hour from two is no wall clock time at all.
    hour = 3 if hour == 2 else hour
    return local(day, hour * 60 + dice.below(60), second=dice.below(60))


def at_work(dice: Dice, day: date, *, first_hour: int = 9, last_hour: int = 17) -> datetime:
    """Return an instant in the working hours of a day."""
    return local(day, dice.between(first_hour * 60, last_hour * 60 - 1))


def iso(instant: datetime) -> str:
    """Write as monitoring tools do: ISO 8601 with the offset of the place."""
    return instant.astimezone(CLIENT_ZONE).isoformat(timespec="seconds")


def utc_slashes(instant: datetime) -> str:
    """Write as the ticketing tool's export does: UTC, day first."""
    return instant.strftime("%d/%m/%Y %H:%M:%S")


def local_dashes(instant: datetime) -> str:
    """Write as its screens do: the reader's wall clock, to the minute."""
    return instant.astimezone(CLIENT_ZONE).strftime("%d-%m-%Y %H:%M")
