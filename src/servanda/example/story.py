"""What happens in the eighteen months, as few whole numbers a month.

The first quarter is stabilization. 2025 then goes well until a release goes wrong in October.
In the first quarter of 2026 every technical level is met while the bank's own figure and people's
answers fall: green outside, red inside. In April an amendment raises a level, and in June the
partnership is where it wanted to be.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

__all__ = [
    "BAD_STRETCHES",
    "CLIENT_ZONE",
    "FIRST_DAY",
    "LAST_DAY",
    "BadStretch",
    "Month",
    "bad_stretch",
    "bank_holiday",
    "days_of",
    "every_day",
    "months",
    "next_working_day",
    "working_day",
]

CLIENT_ZONE = ZoneInfo("Europe/Amsterdam")
FIRST_DAY = date(2025, 1, 1)
LAST_DAY = date(2026, 6, 30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What one month is like.

    Args:
        first_day: The first of the month.
        straight_through: Payments of ten thousand that nobody had to touch.
        content: People of a thousand who were glad of the help they got.
        slow_hours: Hours in which the portal answered, but too slowly.
        majors_late: Major incidents restored too late.
        requests_late: Requests of a thousand fulfilled too late.
        payments_down: Lengths of the platform's outages, minutes.
        workplace_down: Lengths of workplace outages in working hours, minutes.
        third_party_down: Lengths of outages caused by the card network, minutes.
        changes_failed: Changes that had to be done again or undone.
        decisions_late: Decisions that the bank gave too late.
        reviews_late: Reviews published after their 48 hours.
    """

    first_day: date
    straight_through: int
    content: int
    slow_hours: int
    majors_late: int
    requests_late: int
    payments_down: tuple[int, ...] = ()
    workplace_down: tuple[int, ...] = ()
    third_party_down: tuple[int, ...] = ()
    changes_failed: int = 1
    decisions_late: int = 1
    reviews_late: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BadStretch:
    """Days on which something is wrong, on top of what the month is like.

    Args:
        incidents: Incidents in percent of a usual day.
        straight_through_lost: Payments of ten thousand that need repair in addition.
        content_lost: People of a thousand who are no longer glad.
        release: Whether a release of the payments platform is behind it.
    """

    first_day: date
    last_day: date
    incidents: int
    straight_through_lost: int
    content_lost: int
    release: bool = False


BAD_STRETCHES = (
    # The first weeks after taking over: people do not yet know whom to call.
    BadStretch(
        first_day=date(2025, 1, 6),
        last_day=date(2025, 1, 17),
        incidents=150,
        straight_through_lost=60,
        content_lost=120,
    ),
    # A release of the payments platform that should not have gone live.
    BadStretch(
        first_day=date(2025, 10, 11),
        last_day=date(2025, 10, 24),
        incidents=230,
        straight_through_lost=420,
        content_lost=330,
        release=True,
    ),
    # A forced change of passwords, announced badly.
    BadStretch(
        first_day=date(2026, 5, 18),
        last_day=date(2026, 5, 22),
        incidents=190,
        straight_through_lost=0,
        content_lost=90,
    ),
)


def months() -> tuple[Month, ...]:
    """Return the months, oldest first."""
    return _YEAR_2025 + _YEAR_2026


_YEAR_2025 = (
    Month(
        first_day=date(2025, 1, 1),
        straight_through=9745,
        content=810,
        slow_hours=24,
        majors_late=6,
        requests_late=140,
        payments_down=(52,),
        workplace_down=(95,),
        changes_failed=7,
        reviews_late=3,
    ),
    Month(
        first_day=date(2025, 2, 1),
        straight_through=9760,
        content=850,
        slow_hours=18,
        majors_late=4,
        requests_late=100,
        payments_down=(21, 9),
        workplace_down=(40,),
        changes_failed=4,
        reviews_late=1,
    ),
    Month(
        first_day=date(2025, 3, 1),
        straight_through=9772,
        content=885,
        slow_hours=12,
        majors_late=2,
        requests_late=70,
        payments_down=(18,),
        workplace_down=(30,),
        reviews_late=1,
    ),
    Month(
        first_day=date(2025, 4, 1),
        straight_through=9780,
        content=895,
        slow_hours=9,
        majors_late=1,
        requests_late=45,
        payments_down=(14,),
        workplace_down=(22,),
        reviews_late=1,
    ),
    Month(
        first_day=date(2025, 5, 1),
        straight_through=9788,
        content=900,
        slow_hours=8,
        majors_late=1,
        requests_late=50,
        payments_down=(11,),
        workplace_down=(18,),
    ),
    Month(
        first_day=date(2025, 6, 1),
        straight_through=9785,
        content=895,
        slow_hours=10,
        majors_late=3,
        requests_late=50,
        payments_down=(16,),
        workplace_down=(35,),
        reviews_late=1,
    ),
    # The bank decides late while its people are on holiday, and requests wait for it.
    Month(
        first_day=date(2025, 7, 1),
        straight_through=9790,
        content=880,
        slow_hours=9,
        majors_late=1,
        requests_late=125,
        payments_down=(12,),
        workplace_down=(20,),
        decisions_late=7,
        reviews_late=1,
    ),
    # The card network fails for an afternoon; it is nobody's service level here.
    Month(
        first_day=date(2025, 8, 1),
        straight_through=9776,
        content=890,
        slow_hours=8,
        majors_late=1,
        requests_late=60,
        payments_down=(10,),
        workplace_down=(15,),
        third_party_down=(235, 40),
    ),
    Month(
        first_day=date(2025, 9, 1),
        straight_through=9795,
        content=900,
        slow_hours=7,
        majors_late=1,
        requests_late=50,
        payments_down=(9,),
        workplace_down=(24,),
    ),
    Month(
        first_day=date(2025, 10, 1),
        straight_through=9770,
        content=850,
        slow_hours=58,
        majors_late=13,
        requests_late=170,
        payments_down=(395, 170, 46),
        workplace_down=(125,),
        changes_failed=14,
        reviews_late=5,
    ),
    Month(
        first_day=date(2025, 11, 1),
        straight_through=9738,
        content=770,
        slow_hours=25,
        majors_late=2,
        requests_late=85,
        payments_down=(25,),
        workplace_down=(30,),
        changes_failed=3,
        reviews_late=1,
    ),
    # Changes are frozen over the turn of the year.
    Month(
        first_day=date(2025, 12, 1),
        straight_through=9812,
        content=895,
        slow_hours=8,
        majors_late=1,
        requests_late=60,
        payments_down=(7,),
        workplace_down=(12,),
        changes_failed=0,
    ),
)

_YEAR_2026 = (
    # A new version of the portal asks for more fields, and tickets are closed early to keep the
    # clocks green: both parties' reports are green for three months.
    Month(
        first_day=date(2026, 1, 1),
        straight_through=9741,
        content=765,
        slow_hours=31,
        majors_late=1,
        requests_late=35,
        payments_down=(8,),
        workplace_down=(14,),
    ),
    Month(
        first_day=date(2026, 2, 1),
        straight_through=9688,
        content=715,
        slow_hours=38,
        majors_late=0,
        requests_late=25,
        payments_down=(6,),
        workplace_down=(10,),
    ),
    Month(
        first_day=date(2026, 3, 1),
        straight_through=9636,
        content=625,
        slow_hours=50,
        majors_late=1,
        requests_late=25,
        payments_down=(9,),
        workplace_down=(12,),
    ),
    Month(
        first_day=date(2026, 4, 1),
        straight_through=9722,
        content=790,
        slow_hours=20,
        majors_late=1,
        requests_late=55,
        payments_down=(13,),
        workplace_down=(20,),
        reviews_late=1,
    ),
    # Restored well enough for the first text, not for the amended one.
    Month(
        first_day=date(2026, 5, 1),
        straight_through=9780,
        content=890,
        slow_hours=11,
        majors_late=2,
        requests_late=60,
        payments_down=(17,),
        workplace_down=(25,),
    ),
    Month(
        first_day=date(2026, 6, 1),
        straight_through=9826,
        content=905,
        slow_hours=8,
        majors_late=1,
        requests_late=95,
        payments_down=(12,),
        workplace_down=(16,),
    ),
)

# Days without banking or office work that both the bank and its desk keep; what the agreement's
# calendars say of such days is the agreement's matter.
_HOLIDAYS = frozenset(
    {
        date(2025, 1, 1),
        date(2025, 4, 18),
        date(2025, 4, 21),
        date(2025, 5, 1),
        date(2025, 5, 5),
        date(2025, 5, 29),
        date(2025, 6, 9),
        date(2025, 12, 25),
        date(2025, 12, 26),
        date(2026, 1, 1),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 4, 27),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2026, 5, 25),
    }
)


def bank_holiday(day: date) -> bool:
    """Return whether the bank rests on a weekday."""
    return day in _HOLIDAYS


def working_day(day: date) -> bool:
    """Return whether people work on a day."""
    return day.weekday() < 5 and not bank_holiday(day)


def next_working_day(day: date, count: int) -> date:
    """Return the day that lies so many working days later; 0 moves on to a working day only."""
    while not working_day(day):
        day += timedelta(days=1)
    for _ in range(count):
        day += timedelta(days=1)
        while not working_day(day):
            day += timedelta(days=1)
    return day


def bad_stretch(day: date) -> BadStretch | None:
    """Return what is wrong on a day, if anything."""
    for stretch in BAD_STRETCHES:
        if stretch.first_day <= day <= stretch.last_day:
            return stretch
    return None


def days_of(month: Month) -> list[date]:
    """Return a month's days."""
    return [day for day in every_day() if day.replace(day=1) == month.first_day]


def every_day() -> Iterator[date]:
    """Give every day of the story."""
    for offset in range((LAST_DAY - FIRST_DAY).days + 1):
        yield FIRST_DAY + timedelta(days=offset)
