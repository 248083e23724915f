"""How submitted evidence stands with the other party."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from servanda.kernel.time import Instant

__all__ = ["EvidenceState", "Query", "SubmittedEvidence"]


class EvidenceState(Enum):
    """How submitted evidence stands."""

    SUBMITTED = "submitted"
    QUERIED = "queried"
    ACCEPTED = "accepted"
    REPLACED = "replaced by later evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question about submitted evidence.

    Args:
        entry: Digest of the entry that raised it.
        number: That entry's number.
        raised_by: Identifier of the party.
        raised_at: When.
        reason: What seems wrong.
        table: The table that it is about, empty for all of it.
        keys: Keys of the records that it is about.
        answer_due: Last instant for an answer, if the agreement sets one.
        answered_at: When it was answered, by words or by evidence; absent before.
        answer: The answer's words, may be empty.
    """

    entry: str
    number: int
    raised_by: str
    raised_at: Instant
    reason: str
    table: str
    keys: tuple[str, ...]
    answer_due: Instant | None
    answered_at: Instant | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedEvidence:
    """Evidence that a party submitted.

    Args:
        entry: Digest of the entry that submitted it.
        number: That entry's number.
        submitted_by: Identifier of the party.
        submitted_at: When.
        snapshot_sha256: Its digest by content.
        state: How it stands.
        queries: Questions about it, oldest first.
        asked: Whether the agreement holds the other party to answer.
        asked_at: Since when the other party can answer: the submission, or the last answer to a
            query.
        answer_due: Last instant for accepting or querying it; absent where the agreement sets
            none, and while a query is open.
        silence: What it means not to answer in time: ``accepted``, or nothing.
        by_silence: Whether silence accepted it.
        decided_at: When it was accepted or replaced.
    """

    entry: str
    number: int
    submitted_by: str
    submitted_at: Instant
    snapshot_sha256: str
    state: EvidenceState
    queries: tuple[Query, ...] = ()
    asked: bool = False
    asked_at: Instant
    answer_due: Instant | None = None
    silence: str = ""
    by_silence: bool = False
    decided_at: Instant | None = None
