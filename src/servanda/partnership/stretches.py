"""Stretches of the calendar in which something is due: months, quarters, half years, years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from servanda.agreement.model.agreement import History
from servanda.agreement.model.partnership import ReviewEvery, ReviewRule
from servanda.agreement.periods import local_midnight
from servanda.businesstime.zone import load_zone
from servanda.kernel.time import Instant

__all__ = ["Due", "Stretch", "due_reviews", "labels_near", "last_instant", "stretch_of"]

_MONTHS = {
    ReviewEvery.MONTH: 1,
    ReviewEvery.QUARTER: 3,
    ReviewEvery.HALF_YEAR: 6,
    ReviewEvery.YEAR: 12,
}
_SECOND = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A month, a quarter, a half year or a year of the calendar.

    Args:
        label: ``2026-03``, ``2026-Q1``, ``2026-H1`` or ``2026``.
        first_day: Its first day.
        last_day: Its last day.
    """

    label: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A review that is due in a stretch, by the version that governs the stretch.

    Args:
        rule: The review.
        stretch: The stretch.
        until: Last second in which it is in time.
    """

    rule: ReviewRule
    stretch: Stretch
    until: Instant


def stretch_of(day: date, every: ReviewEvery) -> Stretch:
    """Return the stretch of the calendar that a day lies in.

    Example:
        >>> stretch_of(date(2026, 8, 15), ReviewEvery.HALF_YEAR).label
        '2026-H2'
        >>> stretch_of(date(2026, 8, 15), ReviewEvery.QUARTER).last_day
        datetime.date(2026, 9, 30)
    """
    months = _MONTHS[every]
    number = (day.month - 1) // months
    first = date(day.year, number * months + 1, 1)
    following = number + 1
    end = (
        date(day.year + 1, 1, 1)
        if following * months == 12
        else date(day.year, following * months + 1, 1)
    )
    label = {
        ReviewEvery.MONTH: f"{day:%Y-%m}",
        ReviewEvery.QUARTER: f"{day.year:04}-Q{number + 1}",
        ReviewEvery.HALF_YEAR: f"{day.year:04}-H{number + 1}",
        ReviewEvery.YEAR: f"{day.year:04}",
    }[every]
    return Stretch(label=label, first_day=first, last_day=end - timedelta(days=1))


def due_reviews(history: History, until: date) -> tuple[Due, ...]:
    """Return the reviews that are due in stretches that begin up to a day, by when they are due.

    A stretch follows the version that governs its first day, the first one that which governs
    the first day in force. A stretch that the agreement does not live to the end of asks for
    nothing.

    Args:
        history: The agreement.
        until: The day.
    """
    first = history.versions[0].in_force.first_day
    last = history.latest.in_force.last_day
    names = {name: each for version in history.versions for name, each in version.reviews.items()}
    found: list[Due] = []
    for name in names:
        day = first
        while day <= until:
            version = history.at(day)
            rule = version.reviews.get(name)
            stretch = stretch_of(day, rule.every if rule else ReviewEvery.MONTH)
            if rule is not None and (last is None or stretch.last_day <= last):
                until_then = last_instant(history, stretch.last_day)
                found.append(Due(rule=rule, stretch=stretch, until=until_then))
            day = stretch.last_day + timedelta(days=1)
    return tuple(sorted(found, key=lambda each: (each.until, each.rule.name)))


def last_instant(history: History, day: date) -> Instant:
    """Return the last second of a day, by the clock of the agreement's zone."""
    zone = load_zone(history.versions[0].settlement.zone)
    return Instant(local_midnight(day + timedelta(days=1), zone).micros - _SECOND)


def labels_near(rule: ReviewRule, day: date) -> Iterator[str]:
    """Yield the labels of the stretches around a day."""
    stretch = stretch_of(day, rule.every)
    yield stretch_of(stretch.first_day - timedelta(days=1), rule.every).label
    yield stretch.label
    yield stretch_of(stretch.last_day + timedelta(days=1), rule.every).label
