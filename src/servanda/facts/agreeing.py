"""What the parties say until they agree on a text: drafts, comments, signatures.

A version is signed over the digest of everything that it is made of. Nobody is bound before both
parties have signed the same one; from then on it never changes, and what changes it is a further
amendment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from servanda.facts.attached import AttachedDocument

__all__ = [
    "CommentAnswered",
    "CommentMade",
    "DraftDeclined",
    "DraftProposed",
    "NoticeGiven",
    "VersionSigned",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftProposed:
    """Propose a version of the agreement: its first text, or one with a further amendment.

    Args:
        texts: All that the version is made of, the base first, then its amendments in order.
        governs_from: First day on which the newest of these texts governs.
        instead_of: Digest of the entry with the proposal that it takes the place of: a
            counter-proposal, or a better draft of one's own; empty for none.
        note: What is new about it, may be empty.
    """

    texts: tuple[AttachedDocument, ...]
    governs_from: date
    instead_of: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftDeclined:
    """Decline a version that the other party proposed.

    Args:
        proposal: Digest of the entry that proposed it.
        reason: Why.
    """

    proposal: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentMade:
    """Say something about lines of a proposed text, and so begin a thread.

    Args:
        proposal: Digest of the entry that proposed it.
        text_sha256: Digest of the text that it is about, one of the proposal's.
        first_line: First line that it is about, from 1.
        last_line: Last line, included.
        words: What is said.
    """

    proposal: str
    text_sha256: str
    first_line: int
    last_line: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentAnswered:
    """Say something in a thread, or that it is resolved.

    Args:
        comment: Digest of the entry that began the thread.
        words: What is said; may be empty where the thread is resolved.
        resolved: Whether nothing is left to be said; for the party to say that began it.
    """

    comment: str
    words: str
    resolved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionSigned:
    """Sign a proposed version; it is agreed once both parties have signed it.

    Args:
        proposal: Digest of the entry that proposed it.
        version_sha256: Digest of the version: that of its text, or with amendments that of the
            digests of all its texts in their order, one a line.
    """

    proposal: str
    version_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeGiven:
    """Give notice: the agreement ends, and is not renewed; the other party need not agree.

    Args:
        ends: Its last day then, as the agreement's notice allows.
        reason: Why, may be empty.
    """

    ends: date
    reason: str = ""
