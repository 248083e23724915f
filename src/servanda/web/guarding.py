"""Requests that nothing can be made of, turned away before anything looks at them."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from servanda.web.problems import problem

__all__ = ["no_nothing_signs"]


def no_nothing_signs(
    answer: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Turn away addresses with the sign U+0000, which no database keeps in a text."""

    def guard(request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return problem(400, "an address holds no sign U+0000")
        return answer(request)

    return guard
