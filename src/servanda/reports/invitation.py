"""The invitation to a review, as a file for people's own calendars (RFC 5545, RFC 5546)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import Enum

from servanda.agreement.model.agreement import Agreement, History
from servanda.businesstime.zone import load_zone
from servanda.facts.decision import ReviewPlanned
from servanda.kernel.time import Instant
from servanda.partnership.calling import review_named
from servanda.partnership.clocks import times_in_zones, zones_of
from servanda.partnership.state import Partnership
from servanda.reports.clean import one_line

__all__ = ["Method", "Organizer", "invitation_ics", "review_title"]


class Method(Enum):
    """What an invitation does in a calendar that takes it."""

    PUBLISH = "PUBLISH"
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organizer:
    """Name who answers to an invitation go to.

    Args:
        address: Address of electronic mail.
        name: Who it is.
    """

    address: str
    name: str


def invitation_ics(
    history: History,
    plan: ReviewPlanned,
    partnership: Partnership,
    at: Instant,
    *,
    revision: int,
    method: Method = Method.REQUEST,
    organizer: Organizer | None = None,
) -> bytes:
    """Return the invitation to a review, or the word that it is called off.

    Its time stands in the client's zone, with the clocks of both sides' zones beside it, so that
    every calendar shows it by its own.

    Args:
        history: The agreement.
        plan: How the review is planned, or was before it was called off.
        partnership: What was said; a circumstance that calls the review is named by it.
        at: When the file is made, which calendars ask for.
        revision: Number of the entry that changed the plan last; a greater one is newer.
        method: What a calendar does with it.
        organizer: Where answers go to; who is asked to come can only answer somebody, and so
            stands in the text alone where there is none.
    """
    from icalendar import Calendar, Event, Timezone, vCalAddress, vText  # noqa: PLC0415 - only where one is asked for

    agreement = history.latest
    first, *_ = zones = zones_of(agreement)
    zone = load_zone(first)
    event = Event()
    event.add("uid", f"{_identity(history, plan)}@servanda")
    event.add("sequence", revision)
    event.add("dtstamp", at.to_datetime())
    event.add("dtstart", plan.starts.to_datetime().astimezone(zone))
    event.add("dtend", plan.ends.to_datetime().astimezone(zone))
    event.add(
        "summary", one_line(f"{agreement.title}: {review_title(agreement, plan, partnership)}")
    )
    event.add("status", "CANCELLED" if method is Method.CANCEL else "CONFIRMED")
    if plan.place:
        event.add("location", one_line(plan.place))
    event.add("description", "\n".join(_description(agreement, plan)))
    if organizer is not None:
        who = vCalAddress(f"mailto:{organizer.address}")
        who.params["CN"] = vText(one_line(organizer.name))
        event.add("organizer", who, encode=False)
    for each in plan.invited:
        if organizer is not None and each.address:
            who = vCalAddress(f"mailto:{each.address}")
            who.params["CN"] = vText(one_line(each.person or each.role))
            who.params["ROLE"] = vText("REQ-PARTICIPANT")
            who.params["PARTSTAT"] = vText("NEEDS-ACTION")
            who.params["RSVP"] = vText("TRUE")
            event.add("attendee", who, encode=False)
    calendar = Calendar()
    calendar.add("prodid", "-//Servanda//Review//EN")
    calendar.add("version", "2.0")
    calendar.add("method", (method if organizer is not None else Method.PUBLISH).value)
    for name in zones:
        day = plan.starts.to_datetime().date()
        clock = Timezone.from_tzid(
            name,
            first_date=day.replace(year=day.year - 1, month=1, day=1),
            last_date=day.replace(year=day.year + 2, month=1, day=1),
        )
        calendar.add_component(clock)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def review_title(agreement: Agreement, plan: ReviewPlanned, partnership: Partnership) -> str:
    """Return what a review is called: ``Half-yearly business review of 2026-H1``."""
    rule = agreement.reviews.get(plan.review)
    called = (rule.title if rule else "") or plan.review.replace("_", " ").capitalize()
    return review_named(called, plan.period, partnership)


def _description(agreement: Agreement, plan: ReviewPlanned) -> list[str]:
    rule = agreement.reviews.get(plan.review)
    lines = list(times_in_zones(agreement, plan.starts, plan.ends))
    if rule is not None:
        roles = [f"{side}: {', '.join(names)}" for side, names in rule.attended_by.items()]
        lines.append(f"It counts as held with {'; '.join(roles)}.")
    lines += [one_line(f"{each.party}, {each.role}: {each.person}") for each in plan.invited]
    lines += [f"On the table: {one_line(each)}" for each in plan.brings]
    return lines


def _identity(history: History, plan: ReviewPlanned) -> str:
    """Return what stays the same however often the review is planned anew."""
    first = history.versions[0]
    parties = (party.name for party in first.parties.values())
    words = "\n".join((first.identifier, *parties, "review", plan.review, plan.period))
    return hashlib.sha256(words.encode()).hexdigest()[:40]
