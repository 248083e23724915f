"""Reviews of incidents: how long they took, what was learned, and which causes come again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from servanda.desk.callers import Caller
from servanda.desk.refusals import NotThere
from servanda.desk.seeing import Seen, see
from servanda.kernel.time import MICROS_PER_SECOND, Instant
from servanda.partnership.state import IncidentReview, Partnership
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.view import Tone
from servanda.web.languages.speaking import say
from servanda.web.pages.links import ActLink, act_link
from servanda.web.pages.listing import Column, listed
from servanda.web.pages.partnership.parts import (
    AgreedTime,
    action_shown,
    agreed_times,
    case_address,
    show_part,
    take_back,
    together,
    took,
)
from servanda.web.pages.seeing import page, reader_of

__all__ = ["incident", "incidents"]

_AGAIN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeShown:
    """Show how long a review took against a time that was agreed, and where its clock is shown."""

    title: str
    within: str
    state: str
    tone: Tone
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentShown:
    """Show the review of an incident in a few words."""

    number: int
    address: str
    incident: str
    what: str
    service: str
    restored: str
    published: str
    took: str
    times: tuple[TimeShown, ...]
    causes: tuple[tuple[str, int], ...]
    acts: tuple[ActLink, ...]


_COLUMNS: tuple[Column[IncidentShown], ...] = (
    Column(heading="Entry", cell=lambda each: each.number),
    Column(heading="Incident", cell=lambda each: each.incident),
    Column(heading="What happened", cell=lambda each: each.what),
    Column(heading="Service", cell=lambda each: each.service),
    Column(heading="Restored", cell=lambda each: each.restored),
    Column(heading="Handed over", cell=lambda each: each.published),
    Column(heading="Took", cell=lambda each: each.took),
    Column(
        heading="Against the time agreed",
        cell=lambda each: "; ".join(f"{time.title}: {time.state}" for time in each.times),
    ),
    Column(heading="Causes", cell=lambda each: "; ".join(cause for cause, _ in each.causes)),
)


@page("agreement looked at")
def incidents(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show the reviews of incidents, the newest first, and the causes that come again."""
    seen = see(caller, agreement)
    reader = reader_of(request, seen.zone)
    found = together(seen)
    reviews = sorted(found.incident_reviews.values(), key=lambda each: -each.entry.number)
    agreed = list(agreed_times(seen, "post_incident_reviews"))
    again = _causes(found)
    shown = listed(
        request,
        [_shown(each, agreed, again, seen, reader) for each in reviews],
        _COLUMNS,
        title="Incidents",
        at=caller.at,
    )
    if shown.file is not None:
        return shown.file
    values = {
        "listed": shown,
        "reviews": shown.rows,
        "agreed": agreed,
        "again": [
            (_spelt(cause, found), times, _addresses(cause, found, seen))
            for cause, times in sorted(again.items(), key=lambda each: (-each[1], each[0]))
            if times >= _AGAIN
        ],
        "ask": act_link(seen, "incident review opened", "Ask for a review"),
    }
    return show_part(request, "incidents.html", seen, values, part="incidents")


@page("agreement looked at")
def incident(request: HttpRequest, caller: Caller, agreement: str, number: str) -> HttpResponse:
    """Show what was learned from one incident."""
    seen = see(caller, agreement)
    reader = reader_of(request, seen.zone)
    found = together(seen)
    reviews = found.incident_reviews.values()
    review = next((each for each in reviews if str(each.entry.number) == number), None)
    if review is None:
        raise NotThere
    agreed = list(agreed_times(seen, "post_incident_reviews"))
    entries = {review.entry.sha256}
    if review.published_entry is not None:
        entries.add(review.published_entry.sha256)
    values = {
        "review": _shown(review, agreed, _causes(found), seen, reader),
        "published": review.published,
        "timeline": [
            (each.at.to_datetime().isoformat(), reader.instant(each.at), each.what)
            for each in (review.published.timeline if review.published else ())
        ],
        "actions": [
            action_shown(each, seen, reader)
            for each in found.actions.values()
            if each.agreed.comes_from in entries
        ],
        "agree": act_link(
            seen,
            "action agreed",
            "Agree on an action",
            comes_from=(review.published_entry or review.entry).sha256,
        ),
    }
    return show_part(request, "incident.html", seen, values, part="incidents")


def _shown(
    each: IncidentReview,
    agreed: list[AgreedTime],
    again: Counter[str],
    seen: Seen,
    reader: Reader,
) -> IncidentShown:
    opened, entry = each.opened, each.published_entry
    named = {"agreement": seen.seat.agreement.key, "number": str(each.entry.number)}
    service = seen.history.latest.services.get(opened.service)
    acts: tuple[ActLink, ...] = ()
    if entry is None:
        if seen.seat.party == "provider":
            acts = act_link(
                seen, "incident review published", "Hand it over", review=each.entry.sha256
            )
        acts += take_back(seen, each.entry)
    end = entry.at if entry is not None else seen.at
    return IncidentShown(
        number=each.entry.number,
        address=reverse("incident", kwargs=named),
        incident=one_line(opened.incident),
        what=one_line(opened.what),
        service=one_line((service.title if service else "") or opened.service),
        restored=reader.instant(opened.restored),
        published=reader.instant(entry.at) if entry is not None else "",
        took=took(opened.restored, end, reader),
        times=tuple(_times(each, agreed, end, seen)),
        causes=tuple(
            (one_line(cause), again[_same(cause)])
            for cause in (each.published.causes if each.published else ())
        ),
        acts=acts,
    )


def _times(
    each: IncidentReview, agreed: list[AgreedTime], end: Instant, seen: Seen
) -> Iterator[TimeShown]:
    is_open = each.published_entry is None
    for time in agreed:
        state, tone = "", Tone.QUIET
        if time.seconds is not None:
            in_time = end.micros - each.opened.restored.micros <= time.seconds * MICROS_PER_SECOND
            if is_open:
                state, tone = ("open", Tone.FAIR) if in_time else ("overdue", Tone.BAD)
            else:
                state, tone = (say("in time"), Tone.GOOD) if in_time else ("late", Tone.BAD)
        yield TimeShown(
            title=time.title,
            within=time.within,
            state=state,
            tone=tone,
            address=case_address(seen, time.measure, each.entry),
        )


def _causes(found: Partnership) -> Counter[str]:
    """Return in how many incidents each cause was named, capitals and spaces aside."""
    return Counter(
        cause
        for each in found.incident_reviews.values()
        if each.published is not None
        for cause in {_same(cause) for cause in each.published.causes}
    )


def _same(cause: str) -> str:
    return " ".join(cause.split()).casefold()


def _spelt(cause: str, found: Partnership) -> str:
    """Return a cause as it was written last."""
    return next(
        one_line(each)
        for review in reversed(found.incident_reviews.values())
        for each in (review.published.causes if review.published else ())
        if _same(each) == cause
    )


def _addresses(cause: str, found: Partnership, seen: Seen) -> list[tuple[str, str]]:
    """Return the incidents in which a cause was named, each with where it is shown."""
    key = seen.seat.agreement.key
    return [
        (
            one_line(each.opened.incident),
            reverse("incident", kwargs={"agreement": key, "number": str(each.entry.number)}),
        )
        for each in found.incident_reviews.values()
        if each.published is not None
        if cause in {_same(named) for named in each.published.causes}
    ]
