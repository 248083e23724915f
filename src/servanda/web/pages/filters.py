"""Filters that people keep: on the list that they are of, and on the page of one's account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse

from servanda.desk.callers import Caller
from servanda.desk.filters import NoFilter, filters_of, keep_filter, let_filter_go, looked_for
from servanda.record.models import Person
from servanda.web.languages.speaking import say
from servanda.web.pages.seeing import page

__all__ = ["FilterShown", "filters_shown", "new_filter", "no_filter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterShown:
    """Show a filter: its name, where it leads, and where it is let go."""

    name: str
    address: str
    end: str


def filters_shown(request: HttpRequest, path: str = "") -> Sequence[FilterShown]:
    """Return the filters of who asks, of one list or of all."""
    if not isinstance(request.user, Person):
        return ()
    return tuple(
        FilterShown(
            name=each.name,
            address=f"{each.path}?{each.query}",
            end=reverse("no_filter", kwargs={"filter": each.key}),
        )
        for each in filters_of(request.user, path)
    )


@page("filter kept")
def new_filter(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Keep what is looked for in a list, and go back to it."""
    if request.method != "POST":
        return redirect("account")
    sent = request.POST
    path, query = sent.get("path", ""), sent.get("query", "")
    try:
        kept = keep_filter(caller, sent.get("name", "")[:200], _known(path), query)
    except NoFilter as refusal:
        messages.error(request, f"{say('Nothing was kept')}: {refusal}.")
        return redirect(f"{_known(path)}?{looked_for(query)}")
    messages.success(request, say("It is kept as '{name}'.", name=kept.name))
    return redirect(f"{kept.path}?{kept.query}")


@page("filter kept")
def no_filter(request: HttpRequest, caller: Caller, filter: str) -> HttpResponse:  # noqa: A002 - of the path
    """Let a filter go."""
    if request.method == "POST":
        gone = let_filter_go(caller, filter)
        messages.success(request, say("'{name}' is kept no longer.", name=gone.name))
    return redirect("account")


def _known(path: str) -> str:
    """Return the address of a page of this book; a filter leads nowhere else.

    Raises:
        NoFilter: It is none.
    """
    if path.startswith("//") or "\\" in path:
        raise NoFilter("that is no list of this book")
    try:
        resolve(path)
    except Resolver404:
        raise NoFilter("that is no list of this book") from None
    return path
