"""Requests for something usual, fulfilled by the desk in India."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from servanda.example.moments import END, at_work, local, local_day, minutes, moment_of_day
from servanda.example.story import (
    Month,
    bad_stretch,
    days_of,
    months,
    next_working_day,
    working_day,
)
from servanda.kernel.dice import Dice

__all__ = ["Request", "all_requests", "requests_until"]

_ITEMS = (
    ("Access to an application", 34),
    ("Password or token", 22),
    ("Laptop or accessory", 14),
    ("Shared mailbox or group", 11),
    ("Software installation", 12),
    ("Phone or subscription", 7),
)


@dataclass(frozen=True, slots=True)
class Request:
    """One request; ``waited`` is when it began and ended waiting for approval."""

    item: str
    opened: datetime
    taken_up: datetime
    waited: tuple[datetime, datetime] | None
    fulfilled: datetime
    caller: str

    @property
    def closed(self) -> datetime | None:
        """Return when it was fulfilled, if that is known by now."""
        return self.closed_by(END)

    def closed_by(self, until: datetime) -> datetime | None:
        """Return when it was fulfilled, if that is known at a moment."""
        return self.fulfilled if self.fulfilled < until else None

    def changes(self, until: datetime = END) -> list[tuple[datetime, str]]:
        """Return what is known of its states at a moment, oldest first."""
        found = [(self.opened, "Submitted")]
        if self.waited:
            found += [(self.waited[0], "Waiting for approval"), (self.waited[1], "Approved")]
        found += [(self.taken_up, "In progress"), (self.fulfilled, "Fulfilled")]
        return sorted(change for change in found if change[0] < until)


def all_requests(seed: int) -> list[Request]:
    """Return every request, by when it was made."""
    dice = Dice(seed, "requests")
    found = [
        request for month in months() for day in days_of(month) for request in _of(dice, month, day)
    ]
    return sorted(found, key=lambda request: (request.opened, request.caller))


def requests_until(dice: Dice, month: Month, days: list[date], until: datetime) -> list[Request]:
    """Return the requests of some days of a month that were made by a moment, oldest first."""
    found = [request for day in days for request in _of(dice, month, day)]
    made = [request for request in found if request.opened < until]
    return sorted(made, key=lambda request: (request.opened, request.caller))


def _of(dice: Dice, month: Month, day: date) -> Iterator[Request]:
    usual = 46 if working_day(day) else 3
    joiners = 14 if day.day <= 5 and working_day(day) else 0
    stretch = bad_stretch(day)
    percent = 100 + (stretch.incidents - 100) // 4 if stretch else 100
    for _ in range((usual + joiners + dice.between(-3, 3)) * percent // 100):
        yield _request(dice, day, late=dice.chance(month.requests_late))


def _request(dice: Dice, day: date, *, late: bool) -> Request:
    opened = moment_of_day(dice, day, of_requests=True).replace(second=0)
    waited = _waits(dice, opened) if dice.chance(80) else None
    ready = waited[1] if waited else opened
    fulfilled = _fulfilled(dice, ready, late=late)
    taken_up = max(ready, fulfilled - minutes(dice.between(5, 200)))
    return Request(
        dice.choose(_ITEMS),
        opened,
        taken_up,
        waited,
        fulfilled,
        f"u{dice.below(6200):05d}",
    )


def _waits(dice: Dice, opened: datetime) -> tuple[datetime, datetime]:
    begun = opened + minutes(dice.between(1, 30))
    first_day = next_working_day(local_day(begun) + timedelta(days=1), dice.between(0, 4))
    return begun, at_work(dice, first_day)


def _fulfilled(dice: Dice, ready: datetime, *, late: bool) -> datetime:
    day = local_day(ready)
    if late:
        return at_work(dice, next_working_day(day, dice.between(5, 9)))
    count = dice.choose(((0, 45), (1, 35), (2, 20)))
    same_day = count == 0 and working_day(day)
    if same_day and ready < local(day, 16 * 60):
        return ready + minutes(dice.between(6, max(7, _minutes_until_evening(day, ready))))
    return at_work(dice, next_working_day(day, max(count, 1)))


def _minutes_until_evening(day: date, ready: datetime) -> int:
    return int((local(day, 17 * 60) - ready).total_seconds()) // 60
