"""What the parties say and decide, as facts that stand in the journal.

Each class is one act. An act refers to an earlier entry by the entry's digest, so that it is
certain what was answered, whatever is said later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from servanda.facts.accounted import ControlShown, GateAgreed, RiskAccepted, SteppedIn
from servanda.facts.agreeing import (
    CommentAnswered,
    CommentMade,
    DraftDeclined,
    DraftProposed,
    NoticeGiven,
    VersionSigned,
)
from servanda.facts.attached import AttachedDocument
from servanda.facts.figure import Segment
from servanda.facts.querying import EvidenceAccepted, EvidenceQueried, QueryAnswered
from servanda.facts.statement import LinePurpose
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant

__all__ = [
    "Act",
    "Answer",
    "AttachedDocument",
    "CommentAnswered",
    "CommentMade",
    "ControlShown",
    "DisputeAnswered",
    "DisputeRaised",
    "DraftDeclined",
    "DraftProposed",
    "Entry",
    "EntryReversed",
    "EvidenceAccepted",
    "EvidenceQueried",
    "EvidenceSubmitted",
    "FigureAttested",
    "FigureCountersigned",
    "GateAgreed",
    "LineNamed",
    "LinePaid",
    "NoticeGiven",
    "QueryAnswered",
    "RecordsNamed",
    "ReliefAnswered",
    "ReliefClaimed",
    "RightWaived",
    "RiskAccepted",
    "SpendingDecided",
    "SpendingDone",
    "SpendingProposed",
    "StabilizationEnded",
    "StatementAgreed",
    "StatementIssued",
    "SteppedIn",
    "StretchNamed",
    "VersionSigned",
    "WrinkleFound",
    "WrinkleWorkedOff",
]


class Answer(Enum):
    """What the other party says to a claim or a dispute."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineNamed:
    """Name one line of a statement.

    Args:
        name: The line's name.
        segment: The segment it is for, ``()`` if undivided.
    """

    name: str
    segment: Segment = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePaid:
    """Say what one line of an issued statement pays.

    Args:
        name: The line's name.
        segment: The segment it is for.
        purpose: What its amount does.
        payable: The amount, rounded as the agreement says.
        evened_out: What of it was added or, below zero, taken away beside the line's own
            rounding, so that the lines of a limit together do not pass it; absent for nothing.
    """

    name: str
    segment: Segment = ()
    purpose: LinePurpose
    payable: Quantity
    evened_out: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsNamed:
    """Name records of a table of evidence by their keys.

    Args:
        table: The table.
        keys: Their keys.
        period: Label of the period that they count in.
    """

    table: str
    keys: tuple[str, ...]
    period: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StretchNamed:
    """Name a stretch of time.

    Args:
        start: Its first instant.
        end: The instant after its last.
        segment: Columns and values of what it is about: ``(("service", "payments"),)``; ``()``
            for everything.
    """

    start: Instant
    end: Instant
    segment: Segment = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSubmitted:
    """Say that from now on this evidence is what is known.

    Args:
        snapshot_sha256: Its digest by content.
        texts: The agreement's texts as they then are, the base first.
        note: What is new about it, may be empty.
    """

    snapshot_sha256: str
    texts: tuple[AttachedDocument, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementIssued:
    """Hand over a period's statement, the first time or restated.

    Args:
        period: The period's label.
        edition: 1 for the first, 2 for the first restatement and so on.
        statement_sha256: Digest of its canonical bytes.
        snapshot_sha256: Evidence that it was settled on.
        texts: The agreement's texts, the base first, then its amendments.
        lines: What each line pays.
        adjusts: Digests of the entries with the earlier restatements whose differences this
            statement pays; a first edition only.
        reasons: Of a restatement, what brought it about, in words.
    """

    period: str
    edition: int
    statement_sha256: str
    snapshot_sha256: str
    texts: tuple[AttachedDocument, ...]
    lines: tuple[LinePaid, ...]
    adjusts: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementAgreed:
    """Agree to lines of an issued statement.

    Args:
        statement: Digest of the entry that issued it.
        lines: The lines agreed to; empty for all that are not disputed.
    """

    statement: str
    lines: tuple[LineNamed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeRaised:
    """Dispute one line of an issued statement.

    Args:
        statement: Digest of the entry that issued it.
        line: The line.
        reason: Why.
        proposed: What the line should pay, if the party says so.
        documents: What supports it.
    """

    statement: str
    line: LineNamed
    reason: str
    proposed: Quantity | None = None
    documents: tuple[AttachedDocument, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeAnswered:
    """Answer a dispute.

    Args:
        dispute: Digest of the entry that raised it.
        answer: Accepted pays what was proposed, declined leaves the line, settled pays
            ``amount``.
        reason: Why.
        amount: What the line pays, where the parties settled on an amount.
    """

    dispute: str
    answer: Answer
    reason: str
    amount: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliefClaimed:
    """Claim that something should not count.

    Args:
        relief: Name of the relief in the agreement: ``third_party``.
        subject: The records, or the stretch of time, that should not count.
        reason: What happened.
        measures: Measures that it is about; empty for every measure that reads the subject.
        share: How much of the subject should not count, above 0, at most 1 (all of it).
        documents: What supports it.
    """

    relief: str
    subject: RecordsNamed | StretchNamed
    reason: str
    measures: tuple[str, ...] = ()
    share: Fraction = Fraction(1)
    documents: tuple[AttachedDocument, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliefAnswered:
    """Answer a claim for relief.

    Args:
        claim: Digest of the entry that claimed it.
        answer: Accepted grants the share claimed, declined none, settled ``share``.
        reason: Why.
        share: The share granted, where the parties settled on one.
    """

    claim: str
    answer: Answer
    reason: str
    share: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingProposed:
    """Propose what the holding account should be spent on.

    Args:
        amount: How much at most, above zero.
        purpose: One of the purposes that the agreement names.
        what: What is bought.
        helps: Measure that it is meant to move.
        looked_at: Day on which one looks whether it moved.
    """

    amount: Quantity
    purpose: str
    what: str
    helps: str
    looked_at: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingDecided:
    """Decide on a proposed spending; the amount is set aside when it is approved."""

    proposal: str
    approved: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingDone:
    """Say what an approved spending cost; what is left of the amount set aside goes back.

    Args:
        proposal: Digest of the entry that proposed it.
        cost: What it cost, at most the amount approved.
        on: Day on which it was delivered.
        documents: The invoice.
    """

    proposal: str
    cost: Quantity
    on: date
    documents: tuple[AttachedDocument, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureAttested:
    """Enter a figure by hand.

    Args:
        measure: The attested measure.
        period: Label of the period that it is about.
        segment: The segment it is for.
        value: The figure with its unit, as the agreement would write it: ``97.5%``.
        documents: Where it can be looked up.
    """

    measure: str
    period: str
    value: str
    segment: Segment = ()
    documents: tuple[AttachedDocument, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureCountersigned:
    """Confirm a figure that the other party entered by hand."""

    figure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RightWaived:
    """Give up one line in one's own favour, for one period, without changing the agreement."""

    line: LineNamed
    period: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrinkleFound:
    """Put something on the list that has to be worked off before stabilization ends."""

    commitment: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrinkleWorkedOff:
    """Say that something on the list is worked off."""

    wrinkle: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StabilizationEnded:
    """End the stabilization of a commitment; it ends once both parties have said the same.

    Args:
        commitment: The commitment.
        since: Label of the first period in which money moves.
    """

    commitment: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryReversed:
    """Take back an entry of one's own; it stays readable and counts no longer."""

    entry: str
    reason: str


Act = (
    DraftProposed
    | CommentMade
    | CommentAnswered
    | DraftDeclined
    | VersionSigned
    | NoticeGiven
    | EvidenceSubmitted
    | EvidenceAccepted
    | EvidenceQueried
    | QueryAnswered
    | StatementIssued
    | StatementAgreed
    | DisputeRaised
    | DisputeAnswered
    | ReliefClaimed
    | ReliefAnswered
    | SpendingProposed
    | SpendingDecided
    | SpendingDone
    | FigureAttested
    | FigureCountersigned
    | RightWaived
    | WrinkleFound
    | WrinkleWorkedOff
    | StabilizationEnded
    | EntryReversed
    | RiskAccepted
    | GateAgreed
    | SteppedIn
    | ControlShown
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act as it stands in the journal.

    Args:
        number: Its place in the journal, 1-based.
        previous: Digest of the entry before it, empty for the first.
        agreement: Identifier of the agreement, or of the operating model.
        at: When it was said.
        party: Identifier of the party that said it, as in the text's ``parties``.
        person: Who said it for the party.
        role: In which role: ``contract manager``; may be empty.
        act: What was said.
        key: Public key that it is signed with, ``ed25519:...`` or ``passkey:...``; empty where it
            is not signed.
        signature: Signature of everything before it: Ed25519 in base64, or what a passkey's
            browser answered; empty where not signed.
        sha256: Digest of the whole entry, by which others refer to it, lower-case hex.
    """

    number: int
    previous: str
    agreement: str
    at: Instant
    party: str
    person: str
    role: str
    act: Act
    key: str = ""
    signature: str = ""
    sha256: str = ""
