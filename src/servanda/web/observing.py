"""Every request is known by a name of its own, counted, and told in the log."""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable

from django.core.signals import got_request_exception
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponseBase

from servanda.web.logs import REQUEST
from servanda.web.metrics import requests

__all__ = ["Observed"]

_LOG = logging.getLogger("servanda.requests")
_HEADER = "X-Request-ID"
_NAME = re.compile(r"[A-Za-z0-9-]{8,64}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_NOWHERE = "elsewhere"


class Observed:
    """Stand around every request.

    The log tells the route, with places instead of keys and words, and neither who asked nor from
    where.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request, and say that it was."""
        sent = request.headers.get(_HEADER, "")
        name = sent if _NAME.fullmatch(sent) else secrets.token_hex(8)
        token, began = REQUEST.set(name), time.perf_counter()
        try:
            response = self._answer(request)
            seconds = time.perf_counter() - began
            route, method = _route(request), _method(request)
            requests.answered(method, route, response.status_code, seconds)
            facts = {
                "method": method,
                "route": route,
                "status": response.status_code,
                "seconds": round(seconds, 4),
            }
            _LOG.info("answered", extra={"facts": facts})
        finally:
            REQUEST.reset(token)
        response.headers[_HEADER] = name
        return response


@receiver(got_request_exception)
def _say(request: HttpRequest, **_: object) -> None:
    """Say where a fault happened that nobody made an answer of; the framework answers."""
    _LOG.error("fault at %s %s", _method(request), _route(request), exc_info=True)


def _route(request: HttpRequest) -> str:
    found = request.resolver_match
    return f"/{found.route}" if found is not None else _NOWHERE


def _method(request: HttpRequest) -> str:
    # Anything can be sent as a method, and each would be counted apart.
    method = request.method or ""
    return method if method in _METHODS else "another"
