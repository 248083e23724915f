"""Words about the partnership: what keeps one from being taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from servanda.decisions.rulebook import Rulebook
from servanda.facts.decision import (
    ActionAgreed,
    ActionDone,
    CardMadePublic,
    CardTakenBack,
    CaseStudyAgreed,
    CaseStudyRead,
    CaseStudyWritten,
    CircumstanceAnswered,
    CircumstanceReported,
    Entry,
    ExampleGiven,
    GoalLookedAt,
    GoalSet,
    GoodwillAcknowledged,
    GoodwillGiven,
    HabitSettled,
    IncidentReviewOpened,
    IncidentReviewPublished,
    MaintenanceAnnounced,
    PainPointAnswered,
    PainPointConfirmed,
    PainPointEased,
    PainPointNamed,
    PainPointReopened,
    QuotationAsked,
    QuotationDecided,
    QuotationGiven,
    ReviewHeld,
    ReviewMinuted,
    ReviewPlanned,
    StrategicIssueAnswered,
    StrategicIssueBrought,
    WorkAccepted,
    WorkDelivered,
    WorkRequested,
)
from servanda.facts.standing import Standing
from servanda.kernel.time import Instant
from servanda.partnership.calling import called_by
from servanda.partnership.state import Partnership

__all__ = ["ABOUT_PARTNERSHIP", "LOOKS", "maintenance_stands", "noted", "undone"]

Stands = tuple[str, str] | None

ABOUT_PARTNERSHIP = (
    ReviewPlanned,
    ReviewHeld,
    ReviewMinuted,
    ActionAgreed,
    ActionDone,
    IncidentReviewOpened,
    IncidentReviewPublished,
    QuotationAsked,
    QuotationGiven,
    QuotationDecided,
    WorkRequested,
    WorkDelivered,
    WorkAccepted,
    GoodwillGiven,
    GoodwillAcknowledged,
    HabitSettled,
    PainPointNamed,
    PainPointAnswered,
    PainPointEased,
    PainPointConfirmed,
    PainPointReopened,
    MaintenanceAnnounced,
    CaseStudyWritten,
    CaseStudyAgreed,
    CaseStudyRead,
    CardMadePublic,
    CardTakenBack,
    ExampleGiven,
    CircumstanceReported,
    CircumstanceAnswered,
    StrategicIssueBrought,
    StrategicIssueAnswered,
    GoalSet,
    GoalLookedAt,
)
"""What they amount to is made of the entries that count, whenever it is looked at."""


def noted(_: Rulebook, standing: Standing, __: Entry) -> Standing:
    """Return the standing as it is: the entry itself is all that is added."""
    return standing


def undone(_: Rulebook, standing: Standing, __: Entry, ___: Instant) -> Standing:
    """Return the standing as it is: the entry itself is all that is taken away."""
    return standing


def _planned(found: Partnership, _: Entry, act: ReviewPlanned) -> Stands:
    review = found.reviews[(act.review, act.period)]
    return ("the review was held", "nothing is left to plan") if review.held else None


def _held(found: Partnership, _: Entry, act: ReviewHeld) -> Stands:
    if found.reviews[(act.review, act.period)].minutes:
        return "it has minutes", "take those back first"
    return None


def _free(_: Partnership, __: Entry, ___: object) -> Stands:
    return None


def _action(found: Partnership, entry: Entry, _: ActionAgreed) -> Stands:
    done = found.actions[entry.sha256].done_at is not None
    return ("it is done", "nothing is left to do") if done else None


def _incident(found: Partnership, entry: Entry, _: IncidentReviewOpened) -> Stands:
    published = found.incident_reviews[entry.sha256].published is not None
    return ("it was handed over", "what was learned stays") if published else None


def _asked(found: Partnership, entry: Entry, _: QuotationAsked) -> Stands:
    given = found.quotations[entry.sha256].given is not None
    return ("it was quoted", "decline the quotation") if given else None


def _given(found: Partnership, _: Entry, act: QuotationGiven) -> Stands:
    decided = found.quotations[act.quotation].decided is not None
    return ("it is decided", "what was decided stands") if decided else None


def _requested(found: Partnership, entry: Entry, _: WorkRequested) -> Stands:
    delivered = found.work[entry.sha256].delivered_at is not None
    return ("it is delivered", "say whether it is done") if delivered else None


def _delivered(found: Partnership, _: Entry, act: WorkDelivered) -> Stands:
    accepted = found.work[act.work].accepted_at is not None
    return ("it was accepted as done", "what was accepted stands") if accepted else None


def _favour(found: Partnership, entry: Entry, _: GoodwillGiven) -> Stands:
    said = found.goodwill[entry.sha256].acknowledged_at is not None
    return ("it was acknowledged", "what was given was given") if said else None


def _pain_named(found: Partnership, entry: Entry, _: PainPointNamed) -> Stands:
    point = found.pain_points[entry.sha256]
    if point.answered is not None or point.eased:
        return "it was answered", "its users say when it is gone"
    return None


def _pain_eased(found: Partnership, _: Entry, act: PainPointEased) -> Stands:
    point = found.pain_points[act.pain_point]
    spoken = point.gone is not None or point.eased_at is None
    return ("its users have spoken since", "what they said stands") if spoken else None


def _study(found: Partnership, entry: Entry, _: CaseStudyWritten) -> Stands:
    agreed = found.studies[entry.sha256].agreed_at is not None
    return ("both parties agree on it", "what was learned stays") if agreed else None


def maintenance_stands(book: Rulebook, standing: Standing, entry: Entry) -> Stands:
    """Return why maintenance that was announced cannot be taken back: it began."""
    act = entry.act
    assert isinstance(act, MaintenanceAnnounced)
    known = standing.known_at
    if known is not None and known >= act.starts:
        return f"it began {book.words(act.starts)}", "what was announced was announced"
    return None


def _circumstance(found: Partnership, entry: Entry, _: CircumstanceReported) -> Stands:
    number = entry.number
    if any(called_by(label) == number for _, label in found.reviews):
        return "a review was called by it", "take back the plan of that review first"
    answered = found.circumstances[entry.sha256].answered_at is not None
    return ("it was answered", "what was said stays") if answered else None


def _issue(found: Partnership, entry: Entry, _: StrategicIssueBrought) -> Stands:
    answered = found.issues[entry.sha256].answered is not None
    return ("it was answered", "what was said stays") if answered else None


def _goal(found: Partnership, entry: Entry, _: GoalSet) -> Stands:
    looked_at = bool(found.goals[entry.sha256].looks)
    return ("it was looked at", "say that it is not reached") if looked_at else None


LOOKS: Mapping[type, Callable[[Partnership, Entry, Any], Stands]] = {
    ReviewPlanned: _planned,
    ReviewHeld: _held,
    ReviewMinuted: _free,
    ActionAgreed: _action,
    ActionDone: _free,
    IncidentReviewOpened: _incident,
    QuotationAsked: _asked,
    QuotationGiven: _given,
    WorkRequested: _requested,
    WorkDelivered: _delivered,
    GoodwillGiven: _favour,
    HabitSettled: _free,
    PainPointNamed: _pain_named,
    PainPointEased: _pain_eased,
    CaseStudyWritten: _study,
    CaseStudyRead: _free,
    CardMadePublic: _free,
    ExampleGiven: _free,
    CircumstanceReported: _circumstance,
    CircumstanceAnswered: _free,
    StrategicIssueBrought: _issue,
    StrategicIssueAnswered: _free,
    GoalSet: _goal,
    GoalLookedAt: _free,
}
"""Why what is said about the partnership stands, by what was said."""
