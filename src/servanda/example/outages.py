"""Outages as monitoring and service desk saw them, and planned maintenance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from servanda.example.moments import iso, local, local_dashes, minutes
from servanda.example.story import BAD_STRETCHES, Month, days_of, every_day, months, working_day
from servanda.kernel.dice import Dice

__all__ = [
    "CARD_LINE",
    "Maintenance",
    "Outage",
    "all_maintenance",
    "all_outages",
    "maintenance_rows",
    "outage_rows",
]

THIRD_PARTY = "third party"
PLANNED = "planned maintenance"
_CAUSES = (("hardware", 3), ("network", 3), ("configuration", 4), ("capacity", 2))


@dataclass(frozen=True, slots=True)
class Outage:
    """One stretch in which a service was down."""

    service: str
    began: datetime
    ended: datetime
    cause: str

    @property
    def length(self) -> timedelta:
        """Return how long it lasted."""
        return self.ended - self.began

    @property
    def provider_caused(self) -> bool:
        """Return whether it counts against the provider."""
        return self.cause not in (THIRD_PARTY, PLANNED)


@dataclass(frozen=True, slots=True)
class Maintenance:
    """One announced window."""

    service: str
    announced: datetime
    begins: datetime
    ends: datetime


def all_outages(seed: int) -> list[Outage]:
    """Return every outage, by when it began; those of one service do not touch each other."""
    dice = Dice(seed, "outages")
    found: list[Outage] = []
    for month in months():
        found += _unplanned(dice, month)
    found += [
        Outage(window.service, window.begins + minutes(4), window.ends - minutes(9), PLANNED)
        for window in all_maintenance()
    ]
    return sorted(found, key=lambda outage: (outage.began, outage.service))


def _unplanned(dice: Dice, month: Month) -> Iterator[Outage]:
    days = dice.pick([day for day in days_of(month) if working_day(day)], 8)
    release = [
        stretch.first_day + timedelta(days=2 + offset)
        for stretch in BAD_STRETCHES
        if stretch.release and stretch.first_day.replace(day=1) == month.first_day
        for offset in (0, 1, 3)
    ]
    for index, length in enumerate(month.payments_down):
        day = release[index] if index < len(release) else days.pop()
        cause = "release" if index < len(release) else dice.choose(_CAUSES)
        yield _outage(dice, "payments", day, length, cause)
    for length in month.workplace_down:
        yield _outage(dice, "workplace", days.pop(), length, dice.choose(_CAUSES))
    for length in month.third_party_down:
        yield _outage(dice, "payments", days.pop(), length, THIRD_PARTY)


def _outage(dice: Dice, service: str, day: date, length: int, cause: str) -> Outage:
    # Between nine and eighteen, so that it lies in everybody's service hours.
    minute = dice.between(9 * 60, max(9 * 60, 18 * 60 - length))
    began = local(day, minute, second=dice.below(60))
    return Outage(service, began, began + minutes(length), cause)


def all_maintenance() -> list[Maintenance]:
    """Return the windows: payments on the first and third Sunday, workplace on the second."""
    return [window for day in every_day() if day.weekday() == 6 for window in _windows(day)]


def _windows(day: date) -> Iterator[Maintenance]:
    week = (day.day - 1) // 7
    if week in (0, 2):
        # Once, in the first weeks, it was announced two days ahead, and so counts as down.
        ahead = 2 if day == date(2025, 2, 16) else 12
        begins = local(day, 3 * 60 + 30)
        yield Maintenance(
            "payments", local(day - timedelta(days=ahead), 11 * 60), begins, begins + minutes(150)
        )
    elif week == 1:
        begins = local(day, 20 * 60)
        yield Maintenance(
            "workplace", local(day - timedelta(days=9), 15 * 60), begins, begins + minutes(180)
        )


CARD_LINE = Outage(
    "payments",
    local(date(2025, 11, 12), 10 * 60 + 20),
    local(date(2025, 11, 12), 10 * 60 + 52),
    "network",
)
"""The line to the card network was down: nobody's incident, as only cards were declined. Whose
fault it was the parties find out later, and that is what their record tells."""


def outage_rows(seed: int, outages: list[Outage]) -> Iterator[tuple[str, ...]]:
    """Give the rows of the export: the desk reports most outages that monitoring saw as well."""
    dice = Dice(seed, "outage rows")
    reports = [(outage, *report) for outage in outages for report in _reports(dice, outage)]
    reports.append((CARD_LINE, "monitoring", CARD_LINE.began, CARD_LINE.ended))
    for number, (outage, reporter, began, ended) in enumerate(reports, start=1):
        yield (
            f"OUT{number:05d}",
            outage.service,
            iso(began),
            iso(ended),
            outage.cause,
            reporter,
        )


def _reports(dice: Dice, outage: Outage) -> Iterator[tuple[str, datetime, datetime]]:
    yield "monitoring", outage.began, outage.ended
    if outage.provider_caused and outage.length >= minutes(10):
        seconds = int(outage.length.total_seconds())
        later = timedelta(seconds=dice.between(60, seconds // 3))
        earlier = timedelta(seconds=dice.between(0, seconds // 4))
        yield "service desk", outage.began + later, outage.ended - earlier


def maintenance_rows() -> Iterator[tuple[str, ...]]:
    """Give the rows of the change calendar."""
    for number, window in enumerate(all_maintenance(), start=1):
        yield (
            f"CHG9{number:04d}",
            window.service,
            local_dashes(window.announced),
            local_dashes(window.begins),
            local_dashes(window.ends),
        )
