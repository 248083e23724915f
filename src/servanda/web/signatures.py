"""Signatures that come with a request, and entries that wait for one."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from ninja import Schema

from servanda.desk.callers import Caller
from servanda.desk.working import Draft, Entered, Signature
from servanda.kernel.time import Instant
from servanda.web.answering import done
from servanda.web.documents.journal import DraftDocument, EnteredDocument, Signed

__all__ = ["entered_or_draft", "signature_of"]


def signature_of(signed: Signed | None) -> Signature | None:
    """Return the signature that a request brings."""
    if signed is None:
        return None
    at = Instant.from_datetime(signed.at) if signed.at else None
    return Signature(key=signed.key, value=signed.value, at=at)


def entered_or_draft(
    request: HttpRequest, does: Callable[[Caller], Entered | Draft]
) -> HttpResponse:
    """Enter something, or answer what has to be signed for it first."""
    return done(request, does, _document, status=_status)


def _document(result: Entered | Draft) -> Schema:
    if isinstance(result, Draft):
        return DraftDocument.of(result)
    return EnteredDocument.of(result)


def _status(result: Entered | Draft) -> int:
    return 202 if isinstance(result, Draft) else 201
