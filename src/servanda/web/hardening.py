"""What browsers are told about every answer, and how long somebody stays signed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from urllib.parse import urlsplit

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase

from servanda.record.opening import current_book
from servanda.web.clock import now

__all__ = ["IDLE_MAX", "SEEN_AT", "SIGNED_IN_AT", "SIGNED_IN_MAX", "sessions_end", "tell_browsers"]

Answering = Callable[[HttpRequest], HttpResponseBase]

IDLE_MAX = timedelta(hours=1)
"""After so long without a request one signs in again."""

SIGNED_IN_MAX = timedelta(hours=12)
"""After so long one signs in again, whatever one did."""

SIGNED_IN_AT, SEEN_AT = "signed_in_at", "seen_at"
"""What a session says of itself: since when, and when it was used last to the minute."""

_NOTED_EVERY = 60 * 1_000_000
_ALWAYS: Mapping[str, str] = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Content-Type-Options": "nosniff",
}


def tell_browsers(answer: Answering) -> Answering:
    """Let browsers load and run what comes from the book alone, frame nothing and keep nothing."""

    def guard(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        for name, value in _ALWAYS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", _policy())
        # Files of the pages' own are the same for everybody; all else is for who asked.
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return guard


def sessions_end(answer: Answering) -> Answering:
    """Sign out who did nothing for an hour, and everybody after twelve."""

    def guard(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated and _is_over(request):
            logout(request)
        return answer(request)

    return guard


def _is_over(request: HttpRequest) -> bool:
    at, session = now().micros, request.session
    begun, seen = session.setdefault(SIGNED_IN_AT, at), session.get(SEEN_AT, at)
    if at - seen > _micros(IDLE_MAX) or at - begun > _micros(SIGNED_IN_MAX):
        return True
    # To the minute is enough, and spares a writing each time.
    if SEEN_AT not in session or at - seen > _NOTED_EVERY:
        session[SEEN_AT] = at
    return False


def _micros(length: timedelta) -> int:
    return length // timedelta(microseconds=1)


def _policy() -> str:
    # Signing in with one's organisation leads from a form to that organisation's own pages.
    scheme = urlsplit(current_book().settings.address).scheme
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            f"form-action 'self' https:{' http:' if scheme == 'http' else ''}",
            "base-uri 'none'",
            "object-src 'none'",
            "frame-ancestors 'none'",
        )
    )
