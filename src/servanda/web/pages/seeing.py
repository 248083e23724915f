"""What every page has in common: who asks, whether they may, and in which words it is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from servanda.desk.callers import Caller, Seat
from servanda.record.models import Person
from servanda.reports.reader import Reader, UnknownLocale
from servanda.web.clock import now
from servanda.web.kept import refuse_unkept
from servanda.web.languages.choice import accepted
from servanda.web.languages.speaking import say
from servanda.web.pages.hints import on_pages
from servanda.web.problems import REFUSALS, TITLES, note, told
from servanda.web.routes import lets

__all__ = ["TABS", "Tab", "page", "reader_of", "show", "show_agreement", "spoken"]

View = Callable[..., HttpResponse]
_REFUSED = tuple(kind for kind, _ in REFUSALS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One of the pages of an agreement: its name among the routes, and what it is called."""

    name: str
    title: str


TABS = (
    Tab(name="agreement", title="Overview"),
    Tab(name="open_period", title="Open period"),
    Tab(name="statements", title="Statements"),
    Tab(name="decisions", title="Decisions"),
    Tab(name="holding", title="Holding account"),
    Tab(name="partnership", title="Partnership"),
    Tab(name="text", title="Agreement"),
    Tab(name="evidence", title="Evidence"),
    Tab(name="calendar", title="Calendar"),
    Tab(name="people", title="People"),
    Tab(name="journal", title="Journal"),
)
"""The pages of an agreement, in their order."""


def page(does: str, *, at_fields: bool = False) -> Callable[[View], View]:
    """Make a view of a page: it is for people who signed in, and refused in words.

    Args:
        does: What it lets people do, by the name of its rule.
        at_fields: Whether the view says itself, at the field, what cannot be kept of what was
            sent; else it is never asked.
    """

    def mark(view: View) -> View:
        @lets(does)
        @login_required
        @wraps(view)
        def shown(request: HttpRequest, **named: Any) -> HttpResponse:  # noqa: ANN401 - of the path
            person = request.user
            assert isinstance(person, Person)
            try:
                if not at_fields:
                    refuse_unkept(request.POST)
                return view(request, Caller(person=person, at=now()), **named)
            except _REFUSED as refusal:
                return _refused(request, refusal)

        return shown

    return mark


def show(
    request: HttpRequest, template: str, values: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """Return a page made from a template below ``servanda/pages``."""
    return render(request, f"servanda/pages/{template}", dict(values), status=status)


def show_agreement(
    request: HttpRequest,
    template: str,
    seat: Seat,
    values: Mapping[str, Any],
    *,
    tab: str,
    status: int = 200,
) -> HttpResponse:
    """Return a page of an agreement, with the ways to its others.

    Args:
        request: The request.
        template: The template.
        seat: Who looks, and at what.
        values: What the template shows.
        tab: Which of the agreement's pages it belongs to.
        status: The answer's status.
    """
    common = {"seat": seat, "agreement": seat.agreement, "tabs": spoken(TABS), "tab": tab}
    return show(request, template, {**common, **values}, status=status)


def spoken(tabs: Sequence[Tab]) -> list[Tab]:
    """Return tabs as they are called in the language of who asks."""
    return [replace(each, title=say(each.title)) for each in tabs]


def reader_of(request: HttpRequest, zone: str = "") -> Reader:
    """Return how figures, days and moments are spelt for who asks.

    Args:
        request: The request.
        zone: The agreement's zone, on a page of one; it is said beside the reader's own.
    """
    person = request.user
    chosen, own = (person.locale, person.zone) if isinstance(person, Person) else ("", "")
    reader = Reader(zone=own or zone or "UTC", beside=zone if own else "")
    for tag in [chosen] if chosen else accepted(request):
        try:
            found = replace(reader, locale=tag)
        except UnknownLocale:
            continue
        return found if found.has_digits else reader
    return reader


def _refused(request: HttpRequest, refusal: Exception) -> HttpResponse:
    note(request, refusal)
    status, why = told(refusal)
    why = on_pages(why)
    values = {"title": TITLES[status].capitalize(), "why": why}
    return show(request, "refused.html", values, status=status)
