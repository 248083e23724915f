"""Requests that nothing can be made of, turned away before anything looks at them."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from servanda.record.models import Person
from servanda.web.problems import problem
from servanda.web.signing_in import has_second_factor

__all__ = ["no_nothing_signs", "second_factor_first"]

_BEFORE = ("/sign-in/", "/static/", "/health", "/ready")
_MISSING = (
    "Your organisation asks for a second factor: add an authenticator app or a passkey first."
)


def no_nothing_signs(
    answer: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Turn away addresses with the sign U+0000, which no database keeps in a text."""

    def guard(request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return problem(400, "an address holds no sign U+0000")
        return answer(request)

    return guard


def second_factor_first(
    answer: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Lead people to their second factor whose organisation requires one, before anything else."""

    def guard(request: HttpRequest) -> HttpResponseBase:
        person = request.user
        if (
            not isinstance(person, Person)
            or request.path.startswith(_BEFORE)
            or not person.organisation.requires_second_factor
            or has_second_factor(request, person)
        ):
            return answer(request)
        if request.path.startswith("/api/"):
            return problem(403, _MISSING)
        messages.warning(request, _MISSING)
        return redirect("mfa_index")

    return guard
