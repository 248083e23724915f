"""What the parties say and decide, as facts that stand in the journal.

Each class is one act. An act refers to an earlier entry by the entry's digest, so that it is
certain what was answered, whatever is said later.
"""

from __future__ import annotations

from dataclasses import dataclass

from servanda.facts.accounted import (
    ControlShown,
    GateAgreed,
    RiskAccepted,
    SteppedIn,
    TextChanged,
)
from servanda.facts.agreeing import (
    CommentAnswered,
    CommentMade,
    DraftDeclined,
    DraftProposed,
    NoticeGiven,
    VersionSigned,
)
from servanda.facts.attached import AttachedDocument
from servanda.facts.behaving import CircumstanceAnswered, CircumstanceReported, ExampleGiven
from servanda.facts.cards import CardMadePublic, CardTakenBack, MaintenanceAnnounced
from servanda.facts.claiming import (
    Answer,
    DisputeAnswered,
    DisputeRaised,
    LineNamed,
    RecordsNamed,
    ReliefAnswered,
    ReliefClaimed,
    StretchNamed,
)
from servanda.facts.favours import (
    GoodwillAcknowledged,
    GoodwillGiven,
    HabitSettled,
    Way,
)
from servanda.facts.handing_over import (
    EvidenceSubmitted,
    LinePaid,
    StatementAgreed,
    StatementIssued,
)
from servanda.facts.learning import (
    IncidentReviewOpened,
    IncidentReviewPublished,
    TimelineItem,
)
from servanda.facts.pains import (
    PainPointAnswered,
    PainPointConfirmed,
    PainPointEased,
    PainPointNamed,
    PainPointReopened,
)
from servanda.facts.querying import EvidenceAccepted, EvidenceQueried, QueryAnswered
from servanda.facts.quoting import (
    QuotationAsked,
    QuotationDecided,
    QuotationGiven,
    WorkAccepted,
    WorkDelivered,
    WorkRequested,
)
from servanda.facts.reviewing import (
    ActionAgreed,
    ActionDone,
    Attendee,
    ReviewHeld,
    ReviewMinuted,
    ReviewPlanned,
)
from servanda.facts.settling_in import (
    FigureAttested,
    FigureCountersigned,
    RightWaived,
    StabilizationEnded,
    WrinkleFound,
    WrinkleWorkedOff,
)
from servanda.facts.spending import (
    SpendingDecided,
    SpendingDone,
    SpendingProposed,
)
from servanda.facts.steering import (
    GoalLookedAt,
    GoalSet,
    StrategicIssueAnswered,
    StrategicIssueBrought,
)
from servanda.facts.studies import CaseStudyAgreed, CaseStudyRead, CaseStudyWritten
from servanda.kernel.time import Instant

__all__ = [
    "Act",
    "ActionAgreed",
    "ActionDone",
    "Answer",
    "AttachedDocument",
    "Attendee",
    "CardMadePublic",
    "CardTakenBack",
    "CaseStudyAgreed",
    "CaseStudyRead",
    "CaseStudyWritten",
    "CircumstanceAnswered",
    "CircumstanceReported",
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
    "ExampleGiven",
    "FigureAttested",
    "FigureCountersigned",
    "GateAgreed",
    "GoalLookedAt",
    "GoalSet",
    "GoodwillAcknowledged",
    "GoodwillGiven",
    "HabitSettled",
    "IncidentReviewOpened",
    "IncidentReviewPublished",
    "LineNamed",
    "LinePaid",
    "MaintenanceAnnounced",
    "NoticeGiven",
    "PainPointAnswered",
    "PainPointConfirmed",
    "PainPointEased",
    "PainPointNamed",
    "PainPointReopened",
    "QueryAnswered",
    "QuotationAsked",
    "QuotationDecided",
    "QuotationGiven",
    "RecordsNamed",
    "ReliefAnswered",
    "ReliefClaimed",
    "ReviewHeld",
    "ReviewMinuted",
    "ReviewPlanned",
    "RightWaived",
    "RiskAccepted",
    "SpendingDecided",
    "SpendingDone",
    "SpendingProposed",
    "StabilizationEnded",
    "StatementAgreed",
    "StatementIssued",
    "SteppedIn",
    "StrategicIssueAnswered",
    "StrategicIssueBrought",
    "StretchNamed",
    "TextChanged",
    "TimelineItem",
    "VersionSigned",
    "Way",
    "WorkAccepted",
    "WorkDelivered",
    "WorkRequested",
    "WrinkleFound",
    "WrinkleWorkedOff",
]


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
    | ReviewPlanned
    | ReviewHeld
    | ReviewMinuted
    | ActionAgreed
    | ActionDone
    | IncidentReviewOpened
    | IncidentReviewPublished
    | QuotationAsked
    | QuotationGiven
    | QuotationDecided
    | WorkRequested
    | WorkDelivered
    | WorkAccepted
    | GoodwillGiven
    | GoodwillAcknowledged
    | HabitSettled
    | PainPointNamed
    | PainPointAnswered
    | PainPointEased
    | PainPointConfirmed
    | PainPointReopened
    | MaintenanceAnnounced
    | CaseStudyWritten
    | CaseStudyAgreed
    | CaseStudyRead
    | CardMadePublic
    | CardTakenBack
    | ExampleGiven
    | CircumstanceReported
    | CircumstanceAnswered
    | StrategicIssueBrought
    | StrategicIssueAnswered
    | GoalSet
    | GoalLookedAt
    | RiskAccepted
    | GateAgreed
    | SteppedIn
    | ControlShown
    | TextChanged
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
