"""Requests that nothing can be made of, turned away before anything looks at them."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from servanda.record.models import Person
from servanda.web.problems import CONTENT_TYPE, problem
from servanda.web.signing_in import has_second_factor

__all__ = ["no_nothing_signs", "one_shape", "second_factor_first"]

_BEFORE = ("/sign-in/", "/static/", "/favicon.ico", "/health", "/ready")
_NO_OPERATION = "nothing is done here; /api/v1/openapi.json says what is asked where, and how"
_MISSING = (
    "Your organisation asks for a second factor: add an authenticator app or a passkey first."
)


def one_shape(
    answer: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Tell every refusal below the API's address in its one shape.

    Where there is no operation, or none of that method, the framework answers with a page.
    """

    def guard(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        if not request.path.startswith("/api/") or response.status_code < HTTPStatus.BAD_REQUEST:
            return response
        if response.headers.get("Content-Type", "") == CONTENT_TYPE:
            return response
        told = problem(response.status_code, _NO_OPERATION)
        if "Allow" in response.headers:
            told.headers["Allow"] = response.headers["Allow"]
        return told

    return guard


def no_nothing_signs(
    answer: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Turn away addresses with the sign U+0000, which no database keeps in a text."""

    def guard(request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            if request.path.startswith("/api/"):
                return problem(400, "an address holds no sign U+0000")
            raise BadRequest
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
