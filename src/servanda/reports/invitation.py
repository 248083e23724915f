"""The invitation to a review, as a file for people's own calendars (RFC 5545, RFC 5546)."""

from __future__ import annotations

import hashlib

from servanda.agreement.model.agreement import Agreement
from servanda.businesstime.zone import load_zone
from servanda.kernel.time import Instant
from servanda.partnership.state import Review
from servanda.reports.clean import one_line

__all__ = ["invitation_ics", "review_title", "times_in_zones"]


def invitation_ics(agreement: Agreement, review: Review, at: Instant) -> bytes:
    """Return the invitation to a review that is planned.

    Args:
        agreement: The version that names the review and the parties' zones.
        review: The review; it is planned.
        at: When the file is made, which calendars ask for.
    """
    from icalendar import Calendar, Event, vCalAddress, vText  # noqa: PLC0415 - only where one is asked for

    plan, entry = review.plan, review.plan_entry
    assert plan is not None, "who is invited is invited to a plan"
    assert entry is not None, "a plan stands in an entry"
    event = Event()
    event.add("uid", f"{_identity(agreement, review)}@servanda")
    # A plan that takes the place of another is a later revision of the same event.
    event.add("sequence", entry.number)
    event.add("dtstamp", at.to_datetime())
    event.add("dtstart", plan.starts.to_datetime())
    event.add("dtend", plan.ends.to_datetime())
    event.add("summary", one_line(f"{agreement.title}: {review_title(agreement, review)}"))
    if plan.place:
        event.add("location", one_line(plan.place))
    event.add("description", "\n".join(_description(agreement, review)))
    for each in plan.invited:
        if each.address:
            who = vCalAddress(f"mailto:{each.address}")
            who.params["CN"] = vText(one_line(each.person or each.role))
            who.params["ROLE"] = vText("REQ-PARTICIPANT")
            who.params["RSVP"] = vText("TRUE")
            event.add("attendee", who, encode=False)
    calendar = Calendar()
    calendar.add("prodid", "-//Servanda//Review//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def review_title(agreement: Agreement, review: Review) -> str:
    """Return what a review is called: ``Half-yearly business review of 2026-H1``."""
    rule = agreement.reviews.get(review.name)
    return f"{(rule.title if rule else '') or review.name} of {review.period}"


def times_in_zones(agreement: Agreement, starts: Instant, ends: Instant) -> tuple[str, ...]:
    """Return when something begins and ends by each side's clock, one line each."""
    lines = []
    for name in ("client", "provider"):
        party = agreement.parties.get(name)
        zone = (party.zone if party else "") or agreement.settlement.zone
        begin, end = (each.to_datetime().astimezone(load_zone(zone)) for each in (starts, ends))
        lines.append(f"{begin:%Y-%m-%d %H:%M} to {end:%H:%M} ({zone}, {name})")
    return tuple(dict.fromkeys(lines))


def _description(agreement: Agreement, review: Review) -> list[str]:
    plan, rule = review.plan, agreement.reviews.get(review.name)
    assert plan is not None, "who is invited is invited to a plan"
    lines = list(times_in_zones(agreement, plan.starts, plan.ends))
    if rule is not None:
        roles = [f"{side}: {', '.join(names)}" for side, names in rule.attended_by.items()]
        lines.append(f"It counts as held with {'; '.join(roles)}.")
    lines += [f"{each.party}, {each.role}: {each.person}" for each in plan.invited]
    lines += [f"On the table: {one_line(each)}" for each in plan.brings]
    return lines


def _identity(agreement: Agreement, review: Review) -> str:
    words = f"{agreement.identifier}\nreview\n{review.name}\n{review.period}"
    return hashlib.sha256(words.encode()).hexdigest()[:40]
