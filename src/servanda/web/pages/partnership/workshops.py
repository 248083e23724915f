"""A workshop on a metric: both parties' people answer together, station by station."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from servanda.desk import drafts_kept
from servanda.desk.callers import Caller
from servanda.desk.seeing import Seen
from servanda.desk.speaking import Given
from servanda.desk.workshops import (
    ANSWERS,
    ENDS,
    WorkshopSeen,
    close_workshop,
    draft_workshop,
    say_in_workshop,
    see_workshop,
    workshop_news,
    workshops_of,
)
from servanda.drafting.workshop_asking import STATIONS, Question, Sort, Station, place_of
from servanda.operating_model.session.knowing import Choice
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import Workshop
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.web.documents.sessions import NewsDocument
from servanda.web.languages.speaking import say
from servanda.web.pages.naming import titled
from servanda.web.pages.partnership.parts import show_part
from servanda.web.pages.seeing import page, reader_of
from servanda.web.pages.sessions.common import replaced_words
from servanda.web.pages.sessions.fields import SessionField, Told, given_of, id_of

__all__ = ["WORKSHOP", "WorkshopListed", "workshop", "workshops_listed"]

_WIDGETS = {Sort.WORDS: "line", Sort.TEXT: "text", Sort.MEASURE: "choice", Sort.DAY: "day"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopListed:
    """Show a workshop among those of an agreement."""

    title: str
    address: str
    begun: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StationShown:
    """Show a station: what it asks, and how many of its questions are open."""

    name: str
    title: str
    open: int
    fields: tuple[SessionField, ...]


def workshops_listed(seen: Seen, reader: Reader) -> list[WorkshopListed]:
    """Return the workshops of an agreement, the latest first."""
    return [
        WorkshopListed(
            title=one_line(each.title),
            address=_address(seen.seat.agreement.key, each.key),
            begun=one_line(
                say(
                    "begun {day} by {person}",
                    day=reader.day(each.begun_at.date()),
                    person=each.begun_by.name,
                )
            ),
            state=_state(each, reader),
        )
        for each in workshops_of(seen)
    ]


def _state(each: Workshop, reader: Reader) -> str:
    """Say whether a workshop goes on, or when it ended and with what."""
    if each.ended_at is None or each.ended_by is None:
        return say("goes on")
    words = {"day": reader.day(each.ended_at.date()), "person": one_line(each.ended_by.name)}
    if each.is_drafted:
        return say("ended {day} with a draft by {person}", **words)
    return say("ended {day} without a draft, by {person}", **words)


@page("agreement looked at")
def workshop(request: HttpRequest, caller: Caller, agreement: str, workshop: str) -> HttpResponse:
    """Show a workshop, with what was said at each of its stations."""
    return _shown(request, see_workshop(caller, agreement, workshop))


@page(ANSWERS, at_fields=True)
def save(request: HttpRequest, caller: Caller, agreement: str, workshop: str) -> HttpResponse:
    """Keep what a form says; what does not fit stands at its field."""
    see_workshop(caller, agreement, workshop, ANSWERS)
    back = _address(agreement, workshop)
    if request.method != "POST":
        return HttpResponseRedirect(back)
    sent = {name: str(value) for name, value in request.POST.items()}
    given = [Given(place=p, value=value, seen=number) for p, value, number in given_of(sent)]
    try:
        answered = say_in_workshop(caller, agreement, workshop, given, whole=False)
    except MisusedCommand as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(back)
    for said in answered.replaced.values():
        messages.warning(request, replaced_words(said))
    if answered.wrong:
        typed = {each.place: each.value for each in given if each.place in answered.wrong}
        again = see_workshop(caller, agreement, workshop)
        return _shown(request, again, typed=typed, wrong=answered.wrong)
    if answered.said:
        messages.success(request, say("It is kept; everybody in the workshop sees it."))
    return HttpResponseRedirect(back)


@page("agreement looked at")
def latest(request: HttpRequest, caller: Caller, agreement: str, workshop: str) -> HttpResponse:
    """Tell the script of the page what others said."""
    after = request.GET.get("after", "0")
    number = int(after) if after.isdecimal() and len(after) < 10 else 0
    found = workshop_news(caller, agreement, workshop, after=number)
    return JsonResponse(NewsDocument.of(found).model_dump(mode="json"))


@page(drafts_kept.DOES)
def draft(request: HttpRequest, caller: Caller, agreement: str, workshop: str) -> HttpResponse:
    """Begin a draft of the text with what the workshop came to, which ends it."""
    seen = see_workshop(caller, agreement, workshop, drafts_kept.DOES)
    if request.method != "POST":
        return HttpResponseRedirect(_address(agreement, workshop))
    last = request.POST.get("last", "")
    number = int(last) if last.isdecimal() and len(last) < 10 else -1
    try:
        draft_workshop(caller, agreement, workshop, last=number)
    except MisusedCommand as refusal:
        return _shown(request, seen, refused=str(refusal))
    messages.success(
        request,
        say("This amendment tries the metric without money. Look it over, then propose it."),
    )
    return HttpResponseRedirect(reverse("draft", kwargs={"agreement": agreement}))


@page(ENDS)
def close(request: HttpRequest, caller: Caller, agreement: str, workshop: str) -> HttpResponse:
    """End a workshop without a draft."""
    seen = see_workshop(caller, agreement, workshop, ENDS)
    if request.method != "POST":
        return HttpResponseRedirect(_address(agreement, workshop))
    try:
        close_workshop(caller, agreement, workshop)
    except MisusedCommand as refusal:
        return _shown(request, seen, refused=str(refusal))
    messages.success(request, say("The workshop has ended; what was said in it stays readable."))
    return HttpResponseRedirect(reverse("outcomes", kwargs={"agreement": agreement}))


WORKSHOP = {"save": save, "latest": latest, "draft": draft, "close": close}
"""What is below the page of a workshop."""


def _address(agreement: str, workshop: str) -> str:
    return reverse("workshop", kwargs={"agreement": agreement, "workshop": workshop})


def _shown(
    request: HttpRequest,
    seen: WorkshopSeen,
    *,
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
    refused: str = "",
) -> HttpResponse:
    reader = reader_of(request, seen.seen.zone)
    makes = _Making(seen, reader, typed or {}, wrong or {})
    values = {
        "workshop": seen.workshop,
        "stations": [makes.station(each) for each in STATIONS],
        "open": len(seen.outstanding),
        "may_answer": seen.may_answer,
        "may_draft": seen.may_draft,
        "may_end": seen.may_end,
        "is_over": seen.is_over,
        "state": _state(seen.workshop, reader),
        "wrong": wrong or {},
        "refused": refused,
    }
    status = 422 if wrong or refused else 200
    return show_part(request, "workshop.html", seen.seen, values, part="outcomes", status=status)


class _Making:
    """Makes the fields of a workshop."""

    def __init__(
        self,
        seen: WorkshopSeen,
        reader: Reader,
        typed: Mapping[str, str],
        wrong: Mapping[str, str],
    ) -> None:
        self._seen = seen
        self._reader = reader
        self._typed = typed
        self._wrong = wrong

    def station(self, station: Station) -> StationShown:
        lacking = set(self._seen.outstanding)
        return StationShown(
            name=station.name,
            title=say(station.title),
            open=sum(each.name in lacking for each in station.questions),
            fields=tuple(self._field(each) for each in station.questions),
        )

    def _field(self, question: Question) -> SessionField:
        place, answers = place_of(question), self._seen.answers
        name, stands = str(place), answers.at(place)
        latest = answers.latest(place)
        measures = question.sort is Sort.MEASURE
        return SessionField(
            place=name,
            id=id_of(name),
            label=say(question.label),
            help=say(question.help) if question.help else "",
            widget=_WIDGETS[question.sort],
            value=self._typed.get(name, stands),
            was=stands,
            seen=latest.number if latest else 0,
            choices=tuple(self._measures(stands)) if measures else (),
            offered=False,
            told=Told.of(latest, self._reader) if latest else None,
            earlier=tuple(Told.of(each, self._reader) for each in answers.earlier(place)),
            wrong=self._wrong.get(name, ""),
        )

    def _measures(self, stands: str) -> Iterator[Choice]:
        known = self._seen.seen.history.latest
        yield Choice(value="", words=say("not said"))
        for name in known.measures:
            yield Choice(value=name, words=one_line(titled(known, name).replace("_", " ")))
        if stands and stands not in known.measures:
            yield Choice(value=stands, words=stands)
