"""How a proposed version of the agreement stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from servanda.facts.attached import AttachedDocument
from servanda.kernel.time import Instant

__all__ = ["Proposal", "ProposalState", "Remark", "Signature", "Thread"]


class ProposalState(Enum):
    """How a proposed version stands."""

    OPEN = "open"
    SIGNED = "signed by both parties"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One party's signature of a version.

    Args:
        entry: Digest of the entry.
        party: Identifier of the party.
        person: Who signed for it.
        at: When.
        with_key: Whether the party's key stands for it, and not the file's word alone.
    """

    entry: str
    party: str
    person: str
    at: Instant
    with_key: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing said in a thread."""

    entry: str
    party: str
    person: str
    at: Instant
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """What was said about some lines of a text.

    Args:
        entry: Digest of the entry that began it.
        number: That entry's number.
        text_sha256: Digest of the text.
        first_line: First line, from 1.
        last_line: Last line, included.
        remarks: What was said, oldest first, at least one.
        resolved_at: When the party that began it said that it is resolved; absent before.
    """

    entry: str
    number: int
    text_sha256: str
    first_line: int
    last_line: int
    remarks: tuple[Remark, ...]
    resolved_at: Instant | None = None

    @property
    def begun_by(self) -> str:
        """Return the party that began it."""
        return self.remarks[0].party


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposed version of the agreement, and what became of it.

    Args:
        entry: Digest of the entry that proposed it.
        number: That entry's number, by which people name it.
        proposed_by: Identifier of the party.
        proposed_at: When.
        texts: All that the version is made of, the base first.
        version_sha256: Digest of the version, which the parties sign.
        governs_from: First day on which its newest text governs.
        instead_of: Digest of the entry with the proposal that it took the place of.
        note: What is new about it, may be empty.
        state: How it stands.
        last_word_at: When something was said about it last: the time for an answer runs from then.
        answer_due: Last instant for a further word, if the agreement sets one.
        silence: What it means to let that time pass: ``declined``, or nothing.
        by_silence: Whether silence ended it.
        signatures: Those given so far, oldest first.
        threads: What was said about its lines, oldest first.
        decided_at: When it was signed by both, declined, withdrawn or superseded.
        superseded_by: Digest of the entry with the proposal that took its place.
        reason: Why it was declined.
    """

    entry: str
    number: int
    proposed_by: str
    proposed_at: Instant
    texts: tuple[AttachedDocument, ...]
    version_sha256: str
    governs_from: date
    instead_of: str
    note: str
    state: ProposalState
    last_word_at: Instant
    answer_due: Instant | None = None
    silence: str = ""
    by_silence: bool = False
    signatures: tuple[Signature, ...] = ()
    threads: tuple[Thread, ...] = ()
    decided_at: Instant | None = None
    superseded_by: str = ""
    reason: str = ""

    def signature_of(self, party: str) -> Signature | None:
        """Return a party's signature, nothing before it has signed."""
        return next((each for each in self.signatures if each.party == party), None)
