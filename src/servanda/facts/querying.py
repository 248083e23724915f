"""What the other party says about evidence that was submitted."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["EvidenceAccepted", "EvidenceQueried", "QueryAnswered"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceAccepted:
    """Accept evidence that the other party submitted.

    Args:
        evidence: Digest of the entry that submitted it.
        note: What is to be remembered about it, may be empty.
    """

    evidence: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceQueried:
    """Query evidence that the other party submitted; it is not accepted meanwhile.

    Args:
        evidence: Digest of the entry that submitted it.
        reason: What seems wrong with it.
        table: The table that it is about, empty for all of it.
        keys: Keys of the records that it is about, none for the whole table.
    """

    evidence: str
    reason: str
    table: str = ""
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryAnswered:
    """Answer a query in words; evidence that is put right is submitted anew instead.

    Args:
        query: Digest of the entry that raised it.
        reason: Why the evidence is as it is.
    """

    query: str
    reason: str
