"""Requests that may come twice: done once, and answered the same for good."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.desk.refusals import KeyUsed
from servanda.kernel.time import Instant
from servanda.record.models import KeptRequest, Person

__all__ = ["KeptAnswer", "keep_answer", "kept_answer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """What was answered.

    Args:
        status: The status.
        content: The document, JSON.
    """

    status: int
    content: str


def kept_answer(person: Person, key: str, request_sha256: str) -> KeptAnswer | None:
    """Return what a request was answered with before.

    Args:
        person: Who sends it.
        key: The key that they gave it.
        request_sha256: Digest of all that was asked.

    Raises:
        KeyUsed: The key came before with something else.
    """
    found = KeptRequest.objects.filter(person=person, key=key).first()
    if found is None:
        return None
    if found.request_sha256 != request_sha256:
        raise KeyUsed
    return KeptAnswer(status=found.status, content=found.answer)


def keep_answer(
    person: Person, key: str, request_sha256: str, answer: KeptAnswer, at: Instant
) -> None:
    """Keep an answer, in the transaction of what it answers.

    An answer that is given in steps is kept as its last step leaves it.
    """
    KeptRequest.objects.update_or_create(
        person=person,
        key=key,
        request_sha256=request_sha256,
        defaults={
            "status": answer.status,
            "answer": answer.content,
            "made_at": at.to_datetime(),
        },
    )
