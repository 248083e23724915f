"""A session on its pages: the list, the way through it, its stations, its draft and its end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from servanda.desk.callers import Caller
from servanda.desk.operating_model.seats import take_model_seat
from servanda.desk.operating_model.seeing import see_whole_model
from servanda.desk.operating_model.sessions.answering import say_in_session
from servanda.desk.operating_model.sessions.beginning import begin_session
from servanda.desk.operating_model.sessions.seeing import (
    SessionSeen,
    news,
    see_session,
    sessions_of,
)
from servanda.desk.speaking import Given, attend
from servanda.operating_model.session.places import cell_place
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import DesignSession
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.web.documents.sessions import NewsDocument
from servanda.web.files import file_response
from servanda.web.kept import refuse_unkept
from servanda.web.languages.speaking import say
from servanda.web.pages.listing import Column, listed
from servanda.web.pages.operating_model.seeing import show_model
from servanda.web.pages.seeing import page, reader_of
from servanda.web.pages.sessions.common import address_of, place_at, replaced_words, show_session
from servanda.web.pages.sessions.drafts import close, end, show_draft
from servanda.web.pages.sessions.fields import asked_at, given_of
from servanda.web.pages.sessions.packing import pack_pdf
from servanda.web.pages.sessions.stations import END, Station, station_named, steps_of

__all__ = ["SESSION", "SESSIONS", "session", "sessions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """Show a session in the list of all."""

    title: str
    address: str
    begun: str
    by: str
    state: str


_COLUMNS: tuple[Column[SessionRow], ...] = (
    Column(heading="Service", cell=lambda each: each.title),
    Column(heading="Begun", cell=lambda each: each.begun),
    Column(heading="By", cell=lambda each: each.by),
    Column(heading="How it stands", cell=lambda each: each.state),
)


@page("session looked at")
def sessions(request: HttpRequest, caller: Caller, model: str) -> HttpResponse:
    """List the sessions of an operating model."""
    return _list(request, caller, model)


@page("session begun", at_fields=True)
def begin(request: HttpRequest, caller: Caller, model: str) -> HttpResponse:
    """Begin a session, or go on with the one that is open."""
    take_model_seat(caller, model, "session begun")
    if request.method != "POST":
        return HttpResponseRedirect(reverse("sessions", kwargs={"model": model}))
    service, title = request.POST.get("service", ""), request.POST.get("title", "").strip()
    try:
        refuse_unkept(request.POST)
        begun = begin_session(caller, model, service="" if title else service, title=title)
    except MisusedCommand as refusal:
        return _list(request, caller, model, wrong=str(refusal), title=title)
    if not begun.is_new:
        messages.info(request, say("There is a session on this service already; here it is."))
    return HttpResponseRedirect(address_of("session", model, begun.session.key))


def _row(each: DesignSession, model: str, reader: Reader) -> SessionRow:
    state = "goes on"
    if each.ended_at is not None:
        ended = reader.day(each.ended_at.date())
        state = f"ended {ended}, not taken over"
        if each.entry_sha256:
            state = f"in the operating model since {ended}"
    return SessionRow(
        title=one_line(each.title),
        address=address_of("session", model, each.key),
        begun=reader.day(each.begun_at.date()),
        by=one_line(each.begun_by.name),
        state=state,
    )


def _list(
    request: HttpRequest, caller: Caller, model: str, *, wrong: str = "", title: str = ""
) -> HttpResponse:
    seen = see_whole_model(caller, model)
    reader = reader_of(request)
    rows = [_row(each, model, reader) for each in sessions_of(caller, model)]
    shown = listed(request, rows, _COLUMNS, title="Sessions", at=caller.at)
    if shown.file is not None:
        return shown.file
    values = {
        "listed": shown,
        "services": seen.model.services.values(),
        "may_begin": seen.seat.may("session begun"),
        "wrong": wrong,
        "title": title,
        "chosen": request.POST.get("service") or request.GET.get("service", ""),
    }
    status = 422 if wrong else 200
    return show_model(request, "sessions.html", seen.seat, values, tab="sessions", status=status)


@page("session looked at")
def session(request: HttpRequest, caller: Caller, model: str, session: str) -> HttpResponse:
    """Show the way through a session, with how far it has come."""
    seen = see_session(caller, model, session)
    steps = steps_of(seen)
    first = next((each.station for each in steps if each.is_open), steps[-1].station)
    return show_session(
        request,
        seen,
        "way.html",
        {
            "first": first,
            "matrix": list(_matrix(seen, reader_of(request))),
            "looks_at": "the whole way",
        },
    )


@page("session looked at")
def station(
    request: HttpRequest, caller: Caller, model: str, session: str, station: str
) -> HttpResponse:
    """Show a station with what was said there."""
    seen = see_session(caller, model, session)
    here = station_named(seen.design, station)
    if not seen.is_over:
        attend(caller, seen.session, here.title)
    if here.name == END:
        return show_draft(request, caller, seen)
    return _station(request, seen, here)


@page("session answered", at_fields=True)
def save(
    request: HttpRequest, caller: Caller, model: str, session: str, station: str
) -> HttpResponse:
    """Keep what a form says, and go on to the next station, or stay."""
    seen = see_session(caller, model, session, "session answered")
    here = station_named(seen.design, station)
    if request.method != "POST":
        return HttpResponseRedirect(address_of("session-station", model, session, here.name))
    sent = {name: str(value) for name, value in request.POST.items()}
    given = [Given(place=p, value=value, seen=number) for p, value, number in given_of(sent)]
    try:
        answered = say_in_session(caller, model, session, given, whole=False)
    except MisusedCommand as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(address_of("session", model, session))
    for said in answered.replaced.values():
        messages.warning(request, replaced_words(said))
    if answered.wrong:
        again = see_session(caller, model, session)
        typed = {each.place: each.value for each in given if each.place in answered.wrong}
        return _station(request, again, here, typed=typed, wrong=answered.wrong)
    place = here if "stay" in sent else _after(seen, here)
    return HttpResponseRedirect(address_of("session-station", model, session, place.name))


def _after(seen: SessionSeen, here: Station) -> Station:
    way = [each.station for each in steps_of(seen)]
    return way[min(way.index(here) + 1, len(way) - 1)]


def _station(
    request: HttpRequest,
    seen: SessionSeen,
    here: Station,
    *,
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> HttpResponse:
    process = seen.design.subject.model.processes.get(here.process)
    cells = seen.design.cells_of(here.process)
    values = {
        "station": here,
        "asked": asked_at(seen.design, here, reader_of(request), typed, wrong),
        "process": process,
        "guidance": cells[0].guidance if cells else None,
        "wrong": wrong or {},
        "looks_at": here.title,
    }
    return show_session(request, seen, "station.html", values, status=422 if wrong else 200)


@page("session looked at")
def latest(request: HttpRequest, caller: Caller, model: str, session: str) -> HttpResponse:
    """Tell the script of a page what others said, and who is there."""
    after, looks_at = request.GET.get("after", "0"), request.GET.get("at", "")
    number = int(after) if after.isdecimal() and len(after) < 10 else 0
    found = news(caller, model, session, after=number, looks_at=looks_at[:200])
    return JsonResponse(NewsDocument.of(found).model_dump(mode="json"))


@page("session looked at")
def pack(request: HttpRequest, caller: Caller, model: str, session: str) -> HttpResponse:
    """Give the facilitator's pack as PDF."""
    subject = see_session(caller, model, session).design.subject
    content = pack_pdf(subject, reader_of(request))
    return file_response(content, "application/pdf", f"session-pack-{subject.name}.pdf")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A cell of the matrix so far, with the address of its station."""

    title: str
    scope: str
    chosen: str
    reference: str
    deviates: bool
    performs: str
    because: str
    by: str
    address: str


def _matrix(seen: SessionSeen, reader: Reader) -> Iterator[_Row]:
    stations = {each.station.process: each.station for each in steps_of(seen)}
    for cell in seen.design.cells:
        place = str(cell_place((cell.process.name, cell.scope), "accountable"))
        yield _Row(
            title=cell.process.title,
            scope=seen.design.scope_words(cell),
            chosen=cell.chosen,
            reference=cell.reference,
            deviates=cell.deviates,
            performs=cell.performs,
            because=cell.because,
            by=reader.day(cell.by) if cell.by else "",
            address=place_at(seen, stations[cell.process.name], place),
        )


SESSION = {
    "at/<str:station>/": station,
    "at/<str:station>/save": save,
    "latest": latest,
    "end": end,
    "close": close,
    "pack.pdf": pack,
}
"""What is below the page of a session, by where it stands."""

SESSIONS = {"begin": begin}
"""What is done on the list."""
