"""Reviews of incidents: how long they took, what was learned, and which causes come again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from servanda.desk import drafts_begun, drafts_kept
from servanda.desk.callers import Caller
from servanda.desk.refusals import NotThere
from servanda.desk.seeing import Seen, see
from servanda.kernel.time import MICROS_PER_SECOND, Instant
from servanda.partnership.causes import Recurring, cause_key, recurring_causes, times_named
from servanda.partnership.state import IncidentReview, Partnership
from servanda.reports.clean import one_line
from servanda.reports.learning_text import what_was_done
from servanda.reports.reader import Reader
from servanda.reports.view import Tone
from servanda.web.languages.speaking import say
from servanda.web.pages.documents import documents_shown
from servanda.web.pages.doing import NOTHING_REFUSED, Refused, doing
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
from servanda.web.pages.partnership.traced import trace_shown
from servanda.web.pages.seeing import page, reader_of

__all__ = ["INCIDENTS", "incident", "incidents"]

_DIGITS_MOST = 9


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


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainShown:
    """Show a cause that came again: where, since when, and what was done about it."""

    cause: str
    times: int
    about: str
    changes: tuple[str, ...]
    incidents: tuple[tuple[str, str], ...]


@page("agreement looked at")
def incidents(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show the reviews of incidents, the newest first, and the causes that come again."""
    return _incidents(request, see(caller, agreement))


def _refused(
    request: HttpRequest, caller: Caller, refused: Refused, agreement: str
) -> HttpResponse:
    return _incidents(request, see(caller, agreement), refused)


@doing(drafts_kept.DOES, "draft", _refused)
def draft_signal(caller: Caller, typed: Mapping[str, str], agreement: str) -> str:
    """Begin a draft that measures, on trial, the signal that a review named."""
    number = typed.get("number", "")
    if not number.isascii() or not number.isdecimal() or len(number) > _DIGITS_MOST:
        raise NotThere
    drafts_begun.begin_signal(caller, agreement, int(number))
    return say("This amendment measures the signal on trial. Look it over, then propose it.")


INCIDENTS = {"draft": draft_signal}
"""What is done on the pages of incidents with a button."""


def _incidents(
    request: HttpRequest, seen: Seen, refused: Refused = NOTHING_REFUSED
) -> HttpResponse:
    reader = reader_of(request, seen.zone)
    found = together(seen)
    reviews = sorted(found.incident_reviews.values(), key=lambda each: -each.entry.number)
    agreed = list(agreed_times(seen, "post_incident_reviews"))
    again = times_named(found)
    shown = listed(
        request,
        [_shown(each, agreed, again, seen, reader) for each in reviews],
        _COLUMNS,
        title="Incidents",
        at=seen.at,
    )
    if shown.file is not None:
        return shown.file
    values = {
        "listed": shown,
        "reviews": shown.rows,
        "agreed": agreed,
        "again": [_again(each, seen, reader) for each in recurring_causes(found)],
        "ask": act_link(seen, "incident review opened", "Ask for a review"),
        "refused": refused,
    }
    status = 422 if refused.why else 200
    return show_part(request, "incidents.html", seen, values, part="incidents", status=status)


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
        "review": _shown(review, agreed, times_named(found), seen, reader),
        "published": review.published,
        "trace": trace_shown(review, seen, reader),
        "timeline": [
            (each.at.to_datetime().isoformat(), reader.instant(each.at), each.what)
            for each in (review.published.timeline if review.published else ())
        ],
        "actions": [
            action_shown(each, seen, reader)
            for each in found.actions.values()
            if each.agreed.comes_from in entries
        ],
        "documents": documents_shown(review.published.documents if review.published else (), seen),
        "study": _study(review, found, seen),
        "signal": review.published is not None
        and bool(review.published.early_signal.strip())
        and seen.seat.may(drafts_kept.DOES),
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
    again: Mapping[str, int],
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
            (one_line(cause), again.get(cause_key(cause), 1))
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


def _again(each: Recurring, seen: Seen, reader: Reader) -> AgainShown:
    services = seen.history.latest.services
    names = [
        (services[name].title if name in services else "") or name.replace("_", " ")
        for name in each.services
    ]
    since = reader.day(reader.local(each.since).date())
    key = seen.seat.agreement.key
    return AgainShown(
        cause=one_line(each.cause),
        times=len(each.reviews),
        about=one_line(
            "; ".join(filter(None, (", ".join(names), f"since {since}", what_was_done(each))))
        ),
        changes=tuple(map(one_line, each.changes)),
        incidents=tuple(
            (
                one_line(review.opened.incident),
                reverse("incident", kwargs={"agreement": key, "number": str(review.entry.number)}),
            )
            for review in each.reviews
        ),
    )


def _study(review: IncidentReview, found: Partnership, seen: Seen) -> tuple[ActLink, ...]:
    """Return the way to a review's case study, or to writing one."""
    if review.published is None:
        return ()
    digest = review.entry.sha256
    written = next((each for each in found.studies.values() if each.written.review == digest), None)
    if written is None:
        return act_link(seen, "case study written", "Make a case study of it", review=digest)
    page_of = reverse("studies", kwargs={"agreement": seen.seat.agreement.key})
    return (ActLink(title="Its case study", address=f"{page_of}#entry-{written.entry.number}"),)
