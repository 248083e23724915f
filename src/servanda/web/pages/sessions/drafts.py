"""The draft of a session, and its end."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from servanda.desk.callers import Caller
from servanda.desk.operating_model.sessions.ending import (
    Draft,
    close_session,
    end_session,
    look_at_draft_of,
)
from servanda.desk.operating_model.sessions.seeing import SessionSeen, see_session
from servanda.desk.refusals import Mistaken
from servanda.pipeline.refusals import MisusedCommand
from servanda.web.languages.speaking import say
from servanda.web.pages.seeing import page
from servanda.web.pages.sessions.common import address_of, place_at, show_session
from servanda.web.pages.sessions.stations import END, station_named, steps_of

__all__ = ["close", "end", "show_draft"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Added:
    """Lines of a text that would be new or changed."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lacking:
    """Something that has still to be said, and where its station is."""

    words: str
    address: str


def show_draft(
    request: HttpRequest, caller: Caller, seen: SessionSeen, *, wrong: str = ""
) -> HttpResponse:
    """Show what a session would put into the operating model, or what is outstanding."""
    model, session = seen.seat.model.key, seen.session.key
    draft: Draft | None = None
    mistakes: tuple[str, ...] = ()
    try:
        draft = look_at_draft_of(caller, model, session)
    except Mistaken as refusal:
        mistakes = tuple(each.message for each in refusal.diagnostics)
    steps = steps_of(seen)
    lacking = [
        _Lacking(words=each.words, address=place_at(seen, step.station, str(each.place)))
        for each in seen.outstanding
        for step in steps
        if step.station.asks(each.place)
    ]
    values = {
        "draft": draft,
        "added": _added(draft) if draft else (),
        "lacking": lacking,
        "mistakes": mistakes,
        "wrong": wrong,
        "station": station_named(seen.design, END),
        "looks_at": "the draft",
    }
    return show_session(request, seen, "draft.html", values, status=422 if wrong else 200)


def _added(draft: Draft) -> tuple[_Added, ...]:
    return tuple(
        _Added(
            name=name,
            lines=tuple(
                line[2:]
                for line in difflib.ndiff(before.splitlines(), after.splitlines())
                if line.startswith("+ ")
            ),
        )
        for name, (before, after) in draft.texts.items()
    )


@page("session ended")
def end(request: HttpRequest, caller: Caller, model: str, session: str) -> HttpResponse:
    """Put the design of a session into the operating model."""
    seen = see_session(caller, model, session, "session ended")
    back = address_of("session-station", model, session, END)
    if request.method != "POST":
        return HttpResponseRedirect(back)
    last = request.POST.get("last", "")
    number = int(last) if last.isdecimal() and len(last) < 10 else -1
    try:
        end_session(caller, model, session, last=number)
    except MisusedCommand as refusal:
        return show_draft(request, caller, seen, wrong=str(refusal))
    messages.success(request, say("The design stands in the operating model, with its risks."))
    return HttpResponseRedirect(back)


@page("session ended")
def close(request: HttpRequest, caller: Caller, model: str, session: str) -> HttpResponse:
    """End a session without putting anything into the operating model."""
    seen = see_session(caller, model, session, "session ended")
    if request.method != "POST":
        return HttpResponseRedirect(address_of("session-station", model, session, END))
    try:
        close_session(caller, model, session)
    except MisusedCommand as refusal:
        return show_draft(request, caller, seen, wrong=str(refusal))
    messages.success(request, say("The session has ended; what was said in it stays readable."))
    return HttpResponseRedirect(reverse("sessions", kwargs={"model": model}))
