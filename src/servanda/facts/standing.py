"""What the entries of a journal amount to at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from fractions import Fraction

from servanda.facts.decision import (
    AttachedDocument,
    Entry,
    LineNamed,
    LinePaid,
    RecordsNamed,
    StretchNamed,
)
from servanda.facts.figure import Segment
from servanda.facts.proposal import Proposal
from servanda.facts.submitted import SubmittedEvidence
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant

__all__ = [
    "AttestedFigure",
    "Claim",
    "ClaimState",
    "Dispute",
    "DisputeState",
    "Edition",
    "Ending",
    "Held",
    "IssuedPeriod",
    "Spending",
    "SpendingState",
    "StabilizationWord",
    "Standing",
    "Waiver",
    "Wrinkle",
]


class ClaimState(Enum):
    """How a claim for relief stands."""

    CLAIMED = "claimed"
    GRANTED = "granted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim for relief and what became of it.

    Args:
        entry: Digest of the entry that claimed it.
        number: That entry's number, by which people name the claim.
        relief: Name of the relief in the agreement.
        claimed_by: Identifier of the party.
        claimed_at: When.
        subject: The records, or the stretch of time.
        measures: Measures that it is about; empty for every measure that reads the subject.
        asked: Share claimed, above 0, at most 1.
        state: How it stands.
        granted: Share granted; 0 unless granted.
        decided_at: When it was decided, for silence the moment at which the time ran out.
        by_silence: Whether nobody answered in time and the agreement says what that means.
        answer_due: Last instant for an answer, if the agreement sets one.
        reason: What happened, in the claimant's words.
        answer: The other party's words, may be empty.
        silence: What it means not to answer in time: ``accepted`` or ``declined``; empty where
            the agreement does not say, and the claim stays open.
        from_bucket: Whether it needed no answer, since the bucket of its relief had room for it.
    """

    entry: str
    number: int
    relief: str
    claimed_by: str
    claimed_at: Instant
    subject: RecordsNamed | StretchNamed
    measures: tuple[str, ...]
    asked: Fraction
    state: ClaimState
    granted: Fraction
    decided_at: Instant | None
    by_silence: bool
    answer_due: Instant | None
    reason: str
    answer: str = ""
    silence: str = ""
    from_bucket: bool = False


class DisputeState(Enum):
    """How a dispute stands."""

    OPEN = "open"
    STANDS = "the line stands"
    CHANGED = "the line pays what was agreed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A disputed line.

    Args:
        entry: Digest of the entry that raised it.
        number: That entry's number.
        raised_by: Identifier of the party.
        raised_at: When.
        line: The line.
        reason: Why.
        state: How it stands.
        amount: What the line pays instead, where it was changed.
        decided_by: Digest of the entry that ended it, empty while it is open and where silence
            ended it.
        decided_at: When it ended, for silence the moment at which the time ran out.
        proposed: What the line should pay, if the party said so.
        answer_due: Last instant for an answer, if the agreement sets one.
        silence: What it means not to answer in time, as of a claim.
        by_silence: Whether silence ended it.
        answer: The other party's words, may be empty.
    """

    entry: str
    number: int
    raised_by: str
    raised_at: Instant
    line: LineNamed
    reason: str
    state: DisputeState
    amount: Quantity | None
    decided_by: str
    decided_at: Instant | None
    proposed: Quantity | None = None
    answer_due: Instant | None = None
    silence: str = ""
    by_silence: bool = False
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A statement handed over: the first of its period, or a restatement.

    Args:
        entry: Digest of the entry that issued it.
        number: 1 for the first.
        issued_by: Identifier of the party.
        issued_at: When.
        statement_sha256: Digest of its canonical bytes.
        snapshot_sha256: Evidence that it was settled on.
        texts: The agreement's texts that it was settled by, the base first.
        lines: What each line pays.
        adjusts: Digests of the entries whose differences it pays.
        reasons: Of a restatement, what brought it about.
    """

    entry: str
    number: int
    issued_by: str
    issued_at: Instant
    statement_sha256: str
    snapshot_sha256: str
    texts: tuple[AttachedDocument, ...]
    lines: tuple[LinePaid, ...]
    adjusts: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedPeriod:
    """A period whose statement was handed over.

    Args:
        period: Its label.
        editions: The statement and its restatements, oldest first, at least one.
        agreed: Lines of the last edition that the other party has agreed to, by word or by
            silence.
        disputes: Disputes about its lines, oldest first.
        closed_at: Since when every line of the last edition is agreed or a dispute of it ended;
            absent before.
        answer_due: Last instant for an answer to the last edition, if the agreement sets one.
        silence: What it means not to answer in time: ``agreed``, or nothing.
        by_silence: Whether lines are agreed because nobody answered in time.
    """

    period: str
    editions: tuple[Edition, ...]
    agreed: tuple[LineNamed, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    closed_at: Instant | None = None
    answer_due: Instant | None = None
    silence: str = ""
    by_silence: bool = False


class SpendingState(Enum):
    """How a spending from the holding account stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DECLINED = "declined"
    DONE = "done"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spending:
    """What the holding account is spent on.

    Args:
        entry: Digest of the entry that proposed it.
        number: That entry's number.
        proposed_by: Identifier of the party.
        proposed_at: When.
        amount: How much at most; set aside while approved.
        purpose: One of the agreed purposes.
        what: What is bought.
        helps: Measure that it is meant to move.
        looked_at: Day on which one looks whether it moved.
        state: How it stands.
        decided_at: When it was approved or declined.
        cost: What it cost, once done.
        done_on: When it was delivered.
        reason: The decision's words.
        answer_due: Last instant for a decision, if the agreement sets one.
        silence: What it means not to decide in time, as of a claim.
        by_silence: Whether silence decided it.
    """

    entry: str
    number: int
    proposed_by: str
    proposed_at: Instant
    amount: Quantity
    purpose: str
    what: str
    helps: str
    looked_at: date
    state: SpendingState
    decided_at: Instant | None = None
    cost: Quantity | None = None
    done_on: date | None = None
    reason: str = ""
    answer_due: Instant | None = None
    silence: str = ""
    by_silence: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AttestedFigure:
    """A figure entered by hand.

    Args:
        entry: Digest of the entry.
        attested_by: Party and person, ``provider: J. Smith``.
        countersigned_by: The other party's, empty before.
    """

    entry: str
    measure: str
    period: str
    segment: Segment
    value: str
    attested_by: str
    attested_at: Instant
    countersigned_by: str = ""
    countersigned_at: Instant | None = None
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A line given up for one period by the party that it favours."""

    entry: str
    line: LineNamed
    period: str
    waived_by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrinkle:
    """Something that has to be worked off before a commitment's stabilization ends."""

    entry: str
    number: int
    commitment: str
    what: str
    found_by: str
    worked_off: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StabilizationWord:
    """One party's word that a commitment's stabilization ends."""

    entry: str
    party: str
    commitment: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Say what one period has put into the holding account.

    Args:
        received: Credits of its lines, as they stand.
        covered: What a restatement took away after it had been spent; the account is never below
            zero, so that the client owes it otherwise.
    """

    received: Quantity
    covered: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """One party's notice: by whom, since when, and the agreement's last day by it."""

    entry: str
    number: int
    party: str
    at: Instant
    ends: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Say how everything stands that the parties said, as known at one moment.

    Args:
        head: Digest of the last entry that is in it, empty for none.
        known_at: The moment; absent for an empty journal.
        proposals: Versions of the agreement that were proposed, oldest first.
        ending: The notice that ends the agreement; absent where nobody has given any.
        submitted: Evidence submitted, oldest first.
        claims: Claims for relief, oldest first.
        issued: Periods with a statement, by label.
        spendings: From the holding account, oldest first.
        attested: Figures entered by hand, oldest first.
        waivers: Lines given up.
        wrinkles: The list to be worked off, oldest first.
        stabilization_ends: By commitment, label of the first period in which money moves, as
            both parties have said.
        stabilization_words: What each party has said about that, oldest first.
        held: What each period has put into the holding account, by label.
        entries: Entries that count, by digest; what was taken back is not among them.
    """

    head: str = ""
    known_at: Instant | None = None
    proposals: tuple[Proposal, ...] = ()
    ending: Ending | None = None
    submitted: tuple[SubmittedEvidence, ...] = ()
    claims: tuple[Claim, ...] = ()
    issued: Mapping[str, IssuedPeriod] = field(default_factory=dict)
    spendings: tuple[Spending, ...] = ()
    attested: tuple[AttestedFigure, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    wrinkles: tuple[Wrinkle, ...] = ()
    stabilization_ends: Mapping[str, str] = field(default_factory=dict)
    stabilization_words: tuple[StabilizationWord, ...] = ()
    held: Mapping[str, Held] = field(default_factory=dict)
    entries: Mapping[str, Entry] = field(default_factory=dict)
