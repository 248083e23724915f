"""Doing what a request asks for: once, and answered the same whenever it comes again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from ninja import Schema

from servanda.desk.callers import Caller
from servanda.desk.requests import KeptAnswer, keep_answer, kept_answer
from servanda.pipeline.refusals import ChangedMeanwhile, MisusedCommand
from servanda.web.callers import caller_of

__all__ = ["IDEMPOTENT", "done", "page_of"]

T = TypeVar("T")
_HEADER = "Idempotency-Key"
_LENGTH_MAX = 200

IDEMPOTENT: dict[str, Any] = {
    "parameters": [
        {
            "in": "header",
            "name": _HEADER,
            "required": False,
            "schema": {"type": "string", "maxLength": _LENGTH_MAX, "pattern": "^[!-~]+$"},
            "description": "Names this request: sent again, it is answered as before.",
        }
    ]
}
"""What the description of an operation says about requests that come twice."""


class NotAKey(MisusedCommand):
    """An idempotency key is too long or holds what no header holds."""

    def __init__(self) -> None:
        super().__init__(f"'{_HEADER}' has 1 to {_LENGTH_MAX} letters, digits and signs")


def done(
    request: HttpRequest,
    does: Callable[[Caller], T],
    document: Callable[[T], Schema],
    *,
    status: int | Callable[[T], int] = 201,
) -> HttpResponse:
    """Do something and answer it.

    Args:
        request: The request, its sender let in.
        does: What is done.
        document: Makes the answer.
        status: The answer's status, or what makes it.

    Raises:
        KeyUsed: The request's key came before with something else.
    """
    caller, key = caller_of(request), request.headers.get(_HEADER, "")

    def answer(result: T) -> KeptAnswer:
        code = status(result) if callable(status) else status
        return KeptAnswer(status=code, content=document(result).model_dump_json())

    if not key:
        return _response(answer(does(caller)))
    if len(key) > _LENGTH_MAX or not key.isascii() or not key.isprintable():
        raise NotAKey
    digest = _digest(request)
    before = kept_answer(caller.person, key, digest)
    if before is not None:
        return _response(before)

    def keep(result: Any) -> None:  # noqa: ANN401 - whatever is done answers
        keep_answer(caller.person, key, digest, answer(result), caller.at)

    try:
        return _response(answer(does(replace(caller, keep=keep))))
    except (MisusedCommand, ChangedMeanwhile, IntegrityError):
        # The same request may have been quicker on another way.
        before = kept_answer(caller.person, key, digest)
        if before is None:
            raise
        return _response(before)


def page_of(rows: Any, limit: int, offset: int) -> tuple[list[Any], int]:  # noqa: ANN401 - query
    """Return some rows of a query, and how many there are."""
    return list(rows[offset : offset + limit]), rows.count()


def _digest(request: HttpRequest) -> str:
    asked = f"{request.method} {request.get_full_path()}\n".encode() + request.body
    return hashlib.sha256(asked).hexdigest()


def _response(answer: KeptAnswer) -> HttpResponse:
    return HttpResponse(
        answer.content, status=answer.status, content_type="application/json; charset=utf-8"
    )
