"""The acts by the names that stand in a journal: an agreement's, or an operating model's."""

from __future__ import annotations

from types import MappingProxyType

from servanda.facts.decision import (
    Act,
    ActionAgreed,
    ActionDone,
    CardMadePublic,
    CardTakenBack,
    CaseStudyAgreed,
    CaseStudyRead,
    CaseStudyWritten,
    CircumstanceAnswered,
    CircumstanceReported,
    CommentAnswered,
    CommentMade,
    ControlShown,
    DisputeAnswered,
    DisputeRaised,
    DraftDeclined,
    DraftProposed,
    EntryReversed,
    EvidenceAccepted,
    EvidenceQueried,
    EvidenceSubmitted,
    ExampleGiven,
    FigureAttested,
    FigureCountersigned,
    GateAgreed,
    GoalLookedAt,
    GoalSet,
    GoodwillAcknowledged,
    GoodwillGiven,
    HabitSettled,
    IncidentReviewOpened,
    IncidentReviewPublished,
    MaintenanceAnnounced,
    NoticeGiven,
    PainPointAnswered,
    PainPointConfirmed,
    PainPointEased,
    PainPointNamed,
    PainPointReopened,
    QueryAnswered,
    QuotationAsked,
    QuotationDecided,
    QuotationGiven,
    ReliefAnswered,
    ReliefClaimed,
    ReviewHeld,
    ReviewMinuted,
    ReviewPlanned,
    RightWaived,
    RiskAccepted,
    SpendingDecided,
    SpendingDone,
    SpendingProposed,
    StabilizationEnded,
    StatementAgreed,
    StatementIssued,
    SteppedIn,
    StrategicIssueAnswered,
    StrategicIssueBrought,
    TextChanged,
    VersionSigned,
    WorkAccepted,
    WorkDelivered,
    WorkRequested,
    WrinkleFound,
    WrinkleWorkedOff,
)

__all__ = ["ACTS", "ACTS_ON_MODELS", "NAME_OF", "name_of"]

ACTS = MappingProxyType(
    {
        "draft proposed": DraftProposed,
        "comment made": CommentMade,
        "comment answered": CommentAnswered,
        "draft declined": DraftDeclined,
        "version signed": VersionSigned,
        "notice given": NoticeGiven,
        "evidence submitted": EvidenceSubmitted,
        "evidence accepted": EvidenceAccepted,
        "evidence queried": EvidenceQueried,
        "query answered": QueryAnswered,
        "statement issued": StatementIssued,
        "statement agreed": StatementAgreed,
        "dispute raised": DisputeRaised,
        "dispute answered": DisputeAnswered,
        "relief claimed": ReliefClaimed,
        "relief answered": ReliefAnswered,
        "spending proposed": SpendingProposed,
        "spending decided": SpendingDecided,
        "spending done": SpendingDone,
        "figure attested": FigureAttested,
        "figure countersigned": FigureCountersigned,
        "right waived": RightWaived,
        "wrinkle found": WrinkleFound,
        "wrinkle worked off": WrinkleWorkedOff,
        "stabilization ended": StabilizationEnded,
        "review planned": ReviewPlanned,
        "review held": ReviewHeld,
        "review minuted": ReviewMinuted,
        "action agreed": ActionAgreed,
        "action done": ActionDone,
        "incident review opened": IncidentReviewOpened,
        "incident review published": IncidentReviewPublished,
        "quotation asked": QuotationAsked,
        "quotation given": QuotationGiven,
        "quotation decided": QuotationDecided,
        "work requested": WorkRequested,
        "work delivered": WorkDelivered,
        "work accepted": WorkAccepted,
        "goodwill given": GoodwillGiven,
        "goodwill acknowledged": GoodwillAcknowledged,
        "habit settled": HabitSettled,
        "pain point named": PainPointNamed,
        "pain point answered": PainPointAnswered,
        "pain point eased": PainPointEased,
        "pain point confirmed": PainPointConfirmed,
        "pain point reopened": PainPointReopened,
        "maintenance announced": MaintenanceAnnounced,
        "case study written": CaseStudyWritten,
        "case study agreed": CaseStudyAgreed,
        "case study read": CaseStudyRead,
        "service card made public": CardMadePublic,
        "service card taken back": CardTakenBack,
        "example given": ExampleGiven,
        "circumstance reported": CircumstanceReported,
        "circumstance answered": CircumstanceAnswered,
        "strategic issue brought": StrategicIssueBrought,
        "strategic issue answered": StrategicIssueAnswered,
        "goal set": GoalSet,
        "goal looked at": GoalLookedAt,
        "entry reversed": EntryReversed,
    }
)
"""The class of each act in an agreement's journal by its name."""

ACTS_ON_MODELS = MappingProxyType(
    {
        "risk accepted": RiskAccepted,
        "gate agreed": GateAgreed,
        "stepped in": SteppedIn,
        "control shown": ControlShown,
        "text changed": TextChanged,
        "entry reversed": EntryReversed,
    }
)
"""The class of each act in an operating model's journal by its name."""

NAME_OF = MappingProxyType({act: name for name, act in ACTS.items()})
"""The name of each act in an agreement's journal by its class."""

_NAMES = NAME_OF | {act: name for name, act in ACTS_ON_MODELS.items()}


def name_of(kind: type[Act]) -> str:
    """Return the name of an act, in whichever journal it stands."""
    return _NAMES[kind]
