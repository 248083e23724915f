"""All rules, by what is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from servanda.agreement.model.setting import PartyRole
from servanda.agreement.notebook import advise_name
from servanda.decisions import diagnostics as found
from servanda.decisions.objections import (
    agreeing,
    behaving,
    cards,
    evidence,
    favours,
    figures,
    holding,
    learning,
    pains,
    relief,
    reviews,
    stabilization,
    statements,
    steering,
    studies,
    work,
)
from servanda.decisions.objections.case import Case
from servanda.decisions.rulebook import SIDES, Rulebook
from servanda.decisions.taking_back import why_it_stands
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
    CommentAnswered,
    CommentMade,
    DisputeAnswered,
    DisputeRaised,
    DraftDeclined,
    DraftProposed,
    Entry,
    EntryReversed,
    EvidenceAccepted,
    EvidenceQueried,
    EvidenceSubmitted,
    ExampleGiven,
    FigureAttested,
    FigureCountersigned,
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
    SpendingDecided,
    SpendingDone,
    SpendingProposed,
    StabilizationEnded,
    StatementAgreed,
    StatementIssued,
    StrategicIssueAnswered,
    StrategicIssueBrought,
    VersionSigned,
    WorkAccepted,
    WorkDelivered,
    WorkRequested,
    WrinkleFound,
    WrinkleWorkedOff,
)
from servanda.facts.standing import Standing
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.source import SourceSpan

__all__ = ["objections_to"]


def objections_to(
    book: Rulebook, standing: Standing, entry: Entry, place: SourceSpan
) -> tuple[Diagnostic, ...]:
    """Return everything that speaks against an entry; nothing means that it counts.

    Args:
        book: The agreement.
        standing: How everything stands; time has passed in it up to the entry.
        entry: What is said, its signature already checked.
        place: Where mistakes are reported.
    """
    case = Case(book=book, standing=standing, entry=entry, place=place)
    speaker = tuple(_speaker(case))
    return speaker or tuple(_RULES[type(entry.act)](case, entry.act))


def _speaker(case: Case) -> Iterator[Diagnostic]:
    entry, agreement = case.entry, case.now
    expected = case.book.history.versions[0].identifier
    if entry.agreement != expected:
        yield case.say(found.OTHER_AGREEMENT, name=entry.agreement, expected=expected)
    party = agreement.parties.get(entry.party)
    if party is None:
        yield case.say(
            found.UNKNOWN_PARTY, name=entry.party, advice=advise_name(entry.party, SIDES)
        )
        return
    if party.role is PartyRole.THIRD_PARTY:
        yield case.say(found.CANNOT_SPEAK, name=entry.party)
        return
    if not entry.person.strip():
        yield case.say(found.NOBODY, party=entry.party)
    if party.keys and not entry.key:
        yield case.say(found.NOT_SIGNED, party=entry.party)
    elif entry.key and entry.key not in party.keys:
        day = case.book.day_of(entry.at).isoformat()
        advice = "sign with the key that the agreement names"
        if not party.keys:
            advice = f"the agreement names no key of the {entry.party}: add it, or do not sign"
        yield case.say(found.OTHER_KEY, party=entry.party, day=day, advice=advice)


def _reversed(case: Case, act: EntryReversed) -> Iterator[Diagnostic]:
    entry = case.standing.entries.get(act.entry)
    if entry is None:
        yield case.say(found.NO_SUCH_ENTRY, name=act.entry[:12] or "of no name")
        return
    if entry.party != case.entry.party:
        yield case.say(found.NOT_ONES_OWN, number=str(entry.number), right=entry.party)
        return
    yield from case.reason(act.reason, "taking something back")
    stands = why_it_stands(case.book, case.standing, entry)
    if stands is not None:
        why, advice = stands
        yield case.say(found.STANDS, number=str(entry.number), why=why, advice=advice)


_Rule = Callable[[Case, Any], Iterator[Diagnostic]]
_RULES: Mapping[type, _Rule] = {
    DraftProposed: agreeing.proposed,
    CommentMade: agreeing.commented,
    CommentAnswered: agreeing.remarked,
    DraftDeclined: agreeing.declined,
    VersionSigned: agreeing.signed,
    NoticeGiven: agreeing.notice_given,
    EvidenceSubmitted: evidence.submitted,
    EvidenceAccepted: evidence.accepted,
    EvidenceQueried: evidence.queried,
    QueryAnswered: evidence.answered,
    StatementIssued: statements.issued,
    StatementAgreed: statements.agreed,
    DisputeRaised: statements.disputed,
    DisputeAnswered: statements.dispute_answered,
    ReliefClaimed: relief.claimed,
    ReliefAnswered: relief.answered,
    SpendingProposed: holding.proposed,
    SpendingDecided: holding.decided,
    SpendingDone: holding.done,
    FigureAttested: figures.attested,
    FigureCountersigned: figures.countersigned,
    RightWaived: statements.waived,
    WrinkleFound: stabilization.wrinkle_found,
    WrinkleWorkedOff: stabilization.wrinkle_worked_off,
    StabilizationEnded: stabilization.ended,
    ReviewPlanned: reviews.planned,
    ReviewHeld: reviews.held,
    ReviewMinuted: reviews.minuted,
    ActionAgreed: reviews.action_agreed,
    ActionDone: reviews.action_done,
    IncidentReviewOpened: learning.opened,
    IncidentReviewPublished: learning.published,
    QuotationAsked: work.quotation_asked,
    QuotationGiven: work.quotation_given,
    QuotationDecided: work.quotation_decided,
    WorkRequested: work.work_requested,
    WorkDelivered: work.work_delivered,
    WorkAccepted: work.work_accepted,
    GoodwillGiven: favours.given,
    GoodwillAcknowledged: favours.acknowledged,
    HabitSettled: favours.habit_settled,
    PainPointNamed: pains.named,
    PainPointAnswered: pains.answered,
    PainPointEased: pains.eased,
    PainPointConfirmed: pains.confirmed,
    PainPointReopened: pains.reopened,
    CaseStudyWritten: studies.written,
    CaseStudyAgreed: studies.agreed,
    CaseStudyRead: studies.read,
    MaintenanceAnnounced: cards.maintenance_announced,
    CardMadePublic: cards.made_public,
    CardTakenBack: cards.taken_back,
    ExampleGiven: behaving.example_given,
    CircumstanceReported: behaving.reported,
    CircumstanceAnswered: behaving.answered,
    StrategicIssueBrought: steering.issue_brought,
    StrategicIssueAnswered: steering.issue_answered,
    GoalSet: steering.goal_set,
    GoalLookedAt: steering.goal_looked_at,
    EntryReversed: _reversed,
}
