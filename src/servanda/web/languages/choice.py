"""In which language a request is answered: the person's, else the browser's, else English."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from servanda.record.models import Person
from servanda.reports.words import LANGUAGES

__all__ = ["accepted", "in_ones_language"]

_ACCEPTED_MOST = 4
_SOURCE = next(iter(LANGUAGES))


def in_ones_language(
    answer: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer pages in the language of who asks; programs are answered in English."""

    def speaking(request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(("/api/", "/static/")):
            return answer(request)
        language = _language_of(request)
        with translation.override(language):
            response = answer(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return speaking


def accepted(request: HttpRequest) -> list[str]:
    """Return the locales that a browser asks for, its dearest first."""
    said = request.headers.get("Accept-Language", "").split(",")[:_ACCEPTED_MOST]
    return [tag for each in said if (tag := each.partition(";")[0].strip())]


def _language_of(request: HttpRequest) -> str:
    person = request.user
    chosen = person.language if isinstance(person, Person) else ""
    asked = [chosen] if chosen else [tag.partition("-")[0].lower() for tag in accepted(request)]
    return next((each for each in asked if each in LANGUAGES), _SOURCE)
