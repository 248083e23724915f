"""The acts by the names that stand in a journal."""

from __future__ import annotations

from types import MappingProxyType

from servanda.facts.decision import (
    CommentAnswered,
    CommentMade,
    DisputeAnswered,
    DisputeRaised,
    DraftDeclined,
    DraftProposed,
    EntryReversed,
    EvidenceAccepted,
    EvidenceQueried,
    EvidenceSubmitted,
    FigureAttested,
    FigureCountersigned,
    NoticeGiven,
    QueryAnswered,
    ReliefAnswered,
    ReliefClaimed,
    RightWaived,
    SpendingDecided,
    SpendingDone,
    SpendingProposed,
    StabilizationEnded,
    StatementAgreed,
    StatementIssued,
    VersionSigned,
    WrinkleFound,
    WrinkleWorkedOff,
)

__all__ = ["ACTS", "NAME_OF"]

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
        "entry reversed": EntryReversed,
    }
)
"""The class of each act by its name."""

NAME_OF = MappingProxyType({act: name for name, act in ACTS.items()})
"""The name of each act by its class."""
