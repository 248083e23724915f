"""What a program is told where something is not done: one shape for all (RFC 9457)."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError, ValidationError

from servanda.desk import refusals
from servanda.desk.bringing import WrongPlace
from servanda.desk.drafts import WrongValues
from servanda.desk.speaking import Unfit
from servanda.journal.wire import NotAnEntry
from servanda.kernel.diagnostic import Diagnostic
from servanda.pipeline.issuing import NothingChanged, NothingDue, NotOver, OutOfTurn
from servanda.pipeline.refusals import CannotRead, CannotWrite, ChangedMeanwhile, MisusedCommand
from servanda.pipeline.submitting import NothingNew
from servanda.web.kept import Unkept

__all__ = [
    "CONTENT_TYPE",
    "REFUSALS",
    "TITLES",
    "broken",
    "mistake",
    "note",
    "problem",
    "problem_of",
    "told",
]

CONTENT_TYPE = "application/problem+json"

_LOG = logging.getLogger("servanda.web")
_SECURITY = logging.getLogger("servanda.security")
_TRY_AGAIN = "please try again; if it stays so, tell who runs this book"

REFUSALS: tuple[tuple[type[Exception], int], ...] = (
    (refusals.NotThere, 404),
    (refusals.NotAllowed, 403),
    (refusals.NotInScope, 403),
    (refusals.KeyUsed, 422),
    (refusals.Mistaken, 422),
    (NotAnEntry, 422),
    (WrongPlace, 409),
    (refusals.NotSignedFor, 409),
    (refusals.NotNow, 409),
    (OutOfTurn, 409),
    (NotOver, 409),
    (NothingChanged, 409),
    (NothingDue, 409),
    (NothingNew, 409),
    (ChangedMeanwhile, 409),
    (MisusedCommand, 422),
    (CannotWrite, 503),
    (CannotRead, 503),
    (OperationalError, 503),
    (InterfaceError, 503),
)
"""Every refusal with its status, the special before the general."""

_NOTED = (
    refusals.NotThere,
    refusals.NotAllowed,
    refusals.NotInScope,
    refusals.NotSignedFor,
    AuthenticationError,
    RequestDataTooBig,
    ValidationError,
)

TITLES = {
    400: "the request cannot be read",
    401: "please sign in",
    403: "not yours to do",
    404: "not there",
    405: "not done so",
    409: "not as things stand",
    413: "too much at once",
    422: "something has to be mended first",
    500: "something went wrong inside Servanda",
    503: "not at this moment",
}
"""What each status means, in a few words."""


def problem(status: int, detail: str, **more: Any) -> HttpResponse:  # noqa: ANN401 - JSON
    """Return a problem document.

    Args:
        status: The HTTP status.
        detail: What is wrong and what to do, in a sentence.
        more: What else is known: ``mistakes``, ``offset``.
    """
    content = {
        "type": "about:blank",
        "title": TITLES.get(status, "refused"),
        "status": status,
        "detail": detail,
        **more,
    }
    return HttpResponse(
        json.dumps(content, ensure_ascii=False), status=status, content_type=CONTENT_TYPE
    )


def problem_of(request: HttpRequest, refusal: Exception | type[Exception]) -> HttpResponse:
    """Return what a refusal is told as; what somebody may not do is noted."""
    # What reads a request tells why it cannot as the cause of that alone.
    if isinstance(refusal, HttpError) and isinstance(refusal.__cause__, Unkept):
        refusal = refusal.__cause__
    note(request, refusal)
    match refusal:
        case ValidationError():
            invalid = _at_places(_invalid(refusal))
            return problem(422, "some values are not what they have to be", mistakes=invalid)
        case AuthenticationError():
            return problem(401, "sign in, or send a token: 'Authorization: Bearer ...'")
        case RequestDataTooBig():
            return problem(413, "send evidence in parts of at most 5 MB each")
        case HttpError():
            return problem(refusal.status_code, str(refusal))
        case refusals.Mistaken():
            mistakes = [mistake(each) for each in refusal.diagnostics]
            return problem(422, str(refusal), mistakes=mistakes)
        case Unfit() | WrongValues() | Unkept():
            unfit = ((_named(place), words) for place, words in refusal.wrong.items())
            return problem(422, str(refusal), mistakes=_at_places(unfit))
        case WrongPlace():
            return problem(409, str(refusal), offset=refusal.received)
    return problem(*told(refusal))


def note(request: HttpRequest, refusal: Exception | type[Exception]) -> None:
    """Note in the log what somebody may not do, and what was sent that no program sends."""
    if isinstance(refusal, _NOTED):
        # Quoted, an address can be no line of its own.
        path = quote(request.path)
        _SECURITY.info("refused: %s %s: %s", request.method, path, type(refusal).__name__)


def told(refusal: Exception | type[Exception]) -> tuple[int, str]:
    """Return the status of a refusal, and the words that it is told in."""
    status = next((code for kind, code in REFUSALS if isinstance(refusal, kind)), 500)
    if status in {500, 503}:
        # What lies where on the host is nobody's business outside.
        _LOG.warning("refused: %s", refusal)
        return status, _TRY_AGAIN
    return status, str(refusal)


def broken(request: HttpRequest, fault: Exception | type[Exception]) -> HttpResponse:
    """Return what a fault of Servanda is told as; the stack goes to the log alone."""
    _LOG.error("fault at %s %s", request.method, quote(request.path), exc_info=_raised(fault))
    return problem(500, _TRY_AGAIN)


def _raised(fault: Exception | type[Exception]) -> BaseException | None:
    return fault if isinstance(fault, BaseException) else None


def _named(place: str | tuple[str, ...]) -> str:
    return place if isinstance(place, str) else "/".join(place)


def mistake(found: Diagnostic) -> dict[str, Any]:
    """Return what is told of one mistake in a text."""
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": found.message,
        "hint": found.hint,
        "line": found.span.line,
        "column": found.span.column,
    }


def _invalid(refusal: ValidationError) -> Iterator[tuple[str, str]]:
    for each in refusal.errors:
        yield ".".join(str(part) for part in each.get("loc", ())), each["msg"]


def _at_places(wrong: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    return [
        {"code": "value", "severity": "error", "message": words, "place": place}
        for place, words in wrong
    ]
