"""What every page of a session has in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from servanda.desk.operating_model.sessions.seeing import SessionSeen
from servanda.facts.said import Said
from servanda.web.languages.speaking import say
from servanda.web.pages.seeing import reader_of, show
from servanda.web.pages.sessions.fields import id_of
from servanda.web.pages.sessions.stations import Station, steps_of

__all__ = ["address_of", "place_at", "replaced_words", "show_session"]


def show_session(
    request: HttpRequest,
    seen: SessionSeen,
    template: str,
    values: Mapping[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """Return a page of a session, with the way through it."""
    common = {
        "seen": seen,
        "session": seen.session,
        "model": seen.seat.model,
        "design": seen.design,
        "steps": steps_of(seen),
        "reader": reader_of(request),
    }
    return show(request, f"sessions/{template}", {**common, **values}, status=status)


def address_of(name: str, model: str, session: str, station: str = "") -> str:
    """Return the address of a page of a session, or of a station of it."""
    places = {"model": model, "session": session}
    return reverse(name, kwargs={**places, "station": station} if station else places)


def place_at(seen: SessionSeen, station: Station, place: str) -> str:
    """Return the address of a field at its station."""
    address = address_of("session-station", seen.seat.model.key, seen.session.key, station.name)
    return f"{address}#{id_of(place)}"


def replaced_words(said: Said) -> str:
    """Say what somebody else had said meanwhile, unseen by who spoke over it."""
    return say(
        "Meanwhile {by} had said '{said}' there. Yours stands now; theirs is kept.",
        by=said.by,
        said=said.value,
    )
