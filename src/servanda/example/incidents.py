"""Incidents: what happened to each, change by change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from servanda.example.moments import END, local_day, minutes, moment_of_day
from servanda.example.outages import Outage
from servanda.example.story import Month, bad_stretch, days_of, months, working_day
from servanda.kernel.dice import Dice

__all__ = ["Change", "Incident", "all_incidents", "incidents_until"]

PRIORITIES = {1: "1 - Critical", 2: "2 - High", 3: "3 - Moderate", 4: "4 - Low"}
ALLOWED_MINUTES = {1: 4 * 60, 2: 8 * 60}
SERVICE_NAMES = {"payments": "Payments Platform", "workplace": "Digital Workplace"}

_USUAL_MINUTES = {
    3: ((0, 20), (400, 180), (800, 900), (950, 2600), (1000, 9000)),
    4: ((0, 30), (400, 400), (800, 2400), (950, 6000), (1000, 20000)),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One change of an incident; ``late_entry`` was written down only weeks afterwards."""

    at: datetime
    state: str
    hold_reason: str
    priority: int
    late_entry: bool = False


@dataclass(slots=True)
class Incident:
    """One incident with all that is known of it, oldest change first."""

    service: str
    priority: int
    opened: datetime
    caller: str
    changes: list[Change] = field(default_factory=list)

    def moves(
        self, at: datetime, state: str, *, hold_reason: str = "", late_entry: bool = False
    ) -> None:
        """Write down a change."""
        self.changes.append(Change(at, state, hold_reason, self.priority, late_entry))

    @property
    def resolved(self) -> datetime | None:
        """Return when it was last resolved."""
        found = [change.at for change in self.changes if change.state == "Resolved"]
        return found[-1] if found else None


def all_incidents(seed: int, outages: list[Outage]) -> list[Incident]:
    """Return every incident, by when it was opened.

    Args:
        seed: Seed of the evidence.
        outages: Outages; the longer ones of the provider's are incidents too.
    """
    dice = Dice(seed, "incidents")
    found: list[Incident] = []
    for month in months():
        found += _incidents_of(dice, month, outages)
    return sorted(found, key=lambda incident: (incident.opened, incident.caller))


def _incidents_of(dice: Dice, month: Month, outages: list[Outage]) -> list[Incident]:
    usual = [incident for day in days_of(month) for incident in _opened_on(dice, day)]
    usual += list(_from_outages(dice, month, outages))
    majors = sorted(
        (incident for incident in usual if incident.priority <= 2), key=lambda each: each.opened
    )
    # One of the last days could fall due in the next month, and spoil that one instead.
    early = [incident for incident in majors if local_day(incident.opened).day <= 26]
    late = {id(incident) for incident in dice.pick(early, month.majors_late)}
    for incident in usual:
        if incident.priority <= 2:
            _restore(dice, incident, late=id(incident) in late)
        else:
            _resolve(dice, incident)
    return [_known(incident, END) for incident in usual]


def incidents_until(dice: Dice, days: list[date], until: datetime) -> list[Incident]:
    """Return the incidents of some days as they are known at a moment, by when they were opened.

    The first major one is restored too late; the others go well as far as they are known.
    """
    usual = [incident for day in days for incident in _opened_on(dice, day)]
    usual.sort(key=lambda incident: (incident.opened, incident.caller))
    majors = [incident for incident in usual if incident.priority <= 2]
    for incident in usual:
        if incident.priority <= 2:
            _restore(dice, incident, late=incident is majors[0])
        else:
            _resolve(dice, incident)
    return [_known(incident, until) for incident in usual if incident.opened < until]


def _known(incident: Incident, until: datetime) -> Incident:
    incident.changes = [change for change in incident.changes if change.at < until]
    return incident


def _opened_on(dice: Dice, day: date) -> Iterator[Incident]:
    usual = 31 if working_day(day) else 9
    monday = 6 if day.weekday() == 0 and working_day(day) else 0
    stretch = bad_stretch(day)
    percent = stretch.incidents if stretch else 100
    count = (usual + monday + dice.between(-6, 6)) * percent // 100
    for _ in range(max(count, 0)):
        priority = dice.choose(((1, 7), (2, 36), (3, 430), (4, 527)))
        service = dice.choose((("payments", 35 if percent < 200 else 60), ("workplace", 65)))
        yield Incident(service, priority, moment_of_day(dice, day), _person(dice))


def _from_outages(dice: Dice, month: Month, outages: list[Outage]) -> Iterator[Incident]:
    for outage in outages:
        own = outage.provider_caused and local_day(outage.began).replace(day=1) == month.first_day
        if own and outage.length >= minutes(20):
            yield Incident(outage.service, 1, outage.began + minutes(2), _person(dice))


def _person(dice: Dice) -> str:
    return f"u{dice.below(6200):05d}"


def _restore(dice: Dice, incident: Incident, *, late: bool) -> None:
    """Write the life of a major incident, whose clock runs day and night."""
    allowed = ALLOWED_MINUTES[incident.priority]
    if late:
        running = allowed * dice.between(106, 260) // 100
    else:
        running = allowed * dice.along(((0, 12), (600, 45), (1000, 96))) // 100
    at = _begin(dice, incident)
    first_part = running * dice.between(20, 70) // 100
    at += minutes(first_part)
    if dice.chance(180):
        at = _hold(dice, incident, at)
    rest = running - first_part
    if dice.chance(45):
        at = max(at + minutes(rest // 2), incident.changes[-1].at + minutes(1))
        incident.moves(at, "Resolved")
        at += minutes(dice.between(25, 600))
        incident.moves(at, "In Progress")
        rest -= rest // 2
    at += minutes(rest)
    _end(dice, incident, at)


def _begin(dice: Dice, incident: Incident) -> datetime:
    if dice.chance(15):
        # Somebody wrote an e-mail in which what was needed to begin did not stand.
        incident.moves(incident.opened, "On Hold", hold_reason="Awaiting Caller")
        at = incident.opened + minutes(dice.between(15, 400))
        incident.moves(at, "In Progress")
        return at
    incident.moves(incident.opened, "New")
    seconds = dice.between(40, 900 if incident.priority <= 2 else 14_000)
    taken_up = incident.opened + timedelta(seconds=seconds)
    if dice.chance(15) and incident.priority > 2:
        incident.priority += 1 if incident.priority == 3 else -1
    incident.moves(taken_up, "In Progress")
    return incident.opened if incident.priority <= 2 else taken_up


def _hold(dice: Dice, incident: Incident, at: datetime) -> datetime:
    reason = dice.choose((("Awaiting Caller", 3), ("Awaiting Vendor", 1)))
    begun = max(at, incident.changes[-1].at + minutes(1))
    # Only waiting for the caller stops the clock, so waiting for a vendor has to be short.
    length = dice.between(20, 700) if reason == "Awaiting Caller" else dice.between(3, 8)
    # Now and then somebody writes down only weeks later that the desk was waiting.
    forgotten = incident.priority <= 2 and reason == "Awaiting Caller" and dice.chance(150)
    incident.moves(begun, "On Hold", hold_reason=reason, late_entry=forgotten)
    incident.moves(begun + minutes(length), "In Progress", late_entry=forgotten)
    return begun + minutes(length if reason == "Awaiting Caller" else 0)


def _resolve(dice: Dice, incident: Incident) -> None:
    """Write the life of any other incident."""
    at = _begin(dice, incident)
    if dice.chance(170):
        at = _hold(dice, incident, at + minutes(dice.between(5, 300)))
    at += minutes(dice.along(_USUAL_MINUTES[max(incident.priority, 3)]))
    if dice.chance(40):
        incident.moves(at, "Resolved")
        at += minutes(dice.between(30, 4000))
        incident.moves(at, "In Progress")
        at += minutes(dice.along(_USUAL_MINUTES[3]))
    _end(dice, incident, at)


def _end(dice: Dice, incident: Incident, at: datetime) -> None:
    at = max(at, incident.changes[-1].at + minutes(2))
    incident.moves(at, "Resolved")
    incident.moves(at + timedelta(days=3, minutes=dice.below(30)), "Closed")
