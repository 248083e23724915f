"""Everything about the partnership that was said and counts, laid together by what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

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
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.partnership.cards import Card, Maintenance, take_card
from servanda.partnership.pains import PainPoint, take_pain
from servanda.partnership.steering import Goal, StrategicIssue, take_goal, take_issue
from servanda.partnership.studies import CaseStudy, take_study

__all__ = [
    "Action",
    "Circumstance",
    "Example",
    "Goodwill",
    "IncidentReview",
    "Partnership",
    "Quotation",
    "Review",
    "Work",
    "partnership_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A review of one stretch of the calendar, as far as it has come.

    Args:
        name: Its name in the agreement.
        period: Label of the stretch that it is for.
        plan: How it was planned last; absent where nobody has.
        plan_entry: The entry that planned it last.
        held: Who was there and when; absent before.
        held_entry: The entry that said so.
        minutes: What was minuted, oldest first.
        minuted_at: When anything was minuted first.
    """

    name: str
    period: str
    plan: ReviewPlanned | None = None
    plan_entry: Entry | None = None
    held: ReviewHeld | None = None
    held_entry: Entry | None = None
    minutes: tuple[ReviewMinuted, ...] = ()
    minuted_at: Instant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something to be done: the entry that agreed on it, what it says, and what was done."""

    entry: Entry
    agreed: ActionAgreed
    done_at: Instant | None = None
    how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentReview:
    """The review of an incident: the entry that asked for it, what it says, what was published."""

    entry: Entry
    opened: IncidentReviewOpened
    published: IncidentReviewPublished | None = None
    published_entry: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A quotation: the entry that asked for it, what was offered, and what was decided."""

    entry: Entry
    asked: QuotationAsked
    given: QuotationGiven | None = None
    given_at: Instant | None = None
    decided: QuotationDecided | None = None
    decided_at: Instant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Work that is to be delivered.

    Args:
        entry: The entry that asked for it, or for its quotation; its number names the work.
        what: What is to be done.
        due: Last day of delivery.
        agreed_at: Since when it is to be done.
        price: What it costs; absent where nothing was quoted.
        delivered_at: When it was delivered last; absent before, and once it was found wanting.
        accepted_at: When it was accepted as done.
        missing: What was missing when it was looked at last; empty otherwise.
    """

    entry: Entry
    what: str
    due: date
    agreed_at: Instant
    price: Quantity | None = None
    delivered_at: Instant | None = None
    accepted_at: Instant | None = None
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goodwill:
    """A favour: the entry that says it was given, what it says, and when it was acknowledged."""

    entry: Entry
    given: GoodwillGiven
    acknowledged_at: Instant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An example of a principle: the entry that gave it, and what it says."""

    entry: Entry
    given: ExampleGiven


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance:
    """A changed circumstance: the entry that reported it, what it says, and the answer."""

    entry: Entry
    reported: CircumstanceReported
    answered_at: Instant | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership:
    """Say how everything stands that the parties said about working together.

    Args:
        reviews: By name and label of their stretch of the calendar.
        actions: By the digest of the entry that agreed on them, oldest first; so are those below.
        incident_reviews: By the entry that asked for them.
        quotations: By the entry that asked for them.
        work: By the entry that asked for it, or for its quotation.
        goodwill: By the entry that said it was given.
        examples: By the entry that gave them.
        circumstances: By the entry that reported them.
        issues: Strategic issues, by the entry that brought them.
        goals: Goals of the provider, by the entry that set them.
        habits: What was said of favours that became a habit, with its entry, oldest first.
        pain_points: By the entry that named them.
        maintenance: By the entry that announced it.
        cards: Cards of services, by the entry that made them public.
        studies: Case studies, by the entry that wrote them.
    """

    reviews: dict[tuple[str, str], Review] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    incident_reviews: dict[str, IncidentReview] = field(default_factory=dict)
    quotations: dict[str, Quotation] = field(default_factory=dict)
    work: dict[str, Work] = field(default_factory=dict)
    goodwill: dict[str, Goodwill] = field(default_factory=dict)
    examples: dict[str, Example] = field(default_factory=dict)
    circumstances: dict[str, Circumstance] = field(default_factory=dict)
    issues: dict[str, StrategicIssue] = field(default_factory=dict)
    goals: dict[str, Goal] = field(default_factory=dict)
    habits: list[tuple[Entry, HabitSettled]] = field(default_factory=list)
    pain_points: dict[str, PainPoint] = field(default_factory=dict)
    maintenance: dict[str, Maintenance] = field(default_factory=dict)
    cards: dict[str, Card] = field(default_factory=dict)
    studies: dict[str, CaseStudy] = field(default_factory=dict)

    def review_held_by(self, digest: str) -> Review | None:
        """Return the review of which an entry says that it was held."""
        held = (each for each in self.reviews.values() if each.held_entry is not None)
        return next(
            (each for each in held if each.held_entry and each.held_entry.sha256 == digest), None
        )


def partnership_of(entries: Iterable[Entry]) -> Partnership:
    """Return what entries amount to that count; what is not about the partnership is passed over.

    Args:
        entries: In their order; what was taken back is not among them.
    """
    found = Partnership()
    for entry in entries:
        _take(found, entry, entry.act)
    return found


def _take(found: Partnership, entry: Entry, act: Act) -> None:  # noqa: C901, PLR0912 - one branch an act
    match act:
        case ReviewPlanned() | ReviewHeld() | ReviewMinuted():
            _take_review(found, entry, act)
        case ActionAgreed():
            found.actions[entry.sha256] = Action(entry=entry, agreed=act)
        case ActionDone() if act.action in found.actions:
            action = found.actions[act.action]
            found.actions[act.action] = replace(action, done_at=entry.at, how=act.how)
        case IncidentReviewOpened():
            found.incident_reviews[entry.sha256] = IncidentReview(entry=entry, opened=act)
        case IncidentReviewPublished() if act.review in found.incident_reviews:
            found.incident_reviews[act.review] = replace(
                found.incident_reviews[act.review], published=act, published_entry=entry
            )
        case QuotationAsked() | QuotationGiven() | QuotationDecided():
            _take_quotation(found, entry, act)
        case WorkRequested():
            found.work[entry.sha256] = Work(
                entry=entry, what=act.what, due=act.due, agreed_at=entry.at
            )
        case WorkDelivered() if act.work in found.work:
            found.work[act.work] = replace(found.work[act.work], delivered_at=entry.at, missing="")
        case WorkAccepted() if act.work in found.work:
            found.work[act.work] = _looked_at(found.work[act.work], act, entry.at)
        case GoodwillGiven():
            found.goodwill[entry.sha256] = Goodwill(entry=entry, given=act)
        case GoodwillAcknowledged() if act.goodwill in found.goodwill:
            favour = found.goodwill[act.goodwill]
            found.goodwill[act.goodwill] = replace(favour, acknowledged_at=entry.at)
        case ExampleGiven():
            found.examples[entry.sha256] = Example(entry=entry, given=act)
        case CircumstanceReported():
            found.circumstances[entry.sha256] = Circumstance(entry=entry, reported=act)
        case CircumstanceAnswered() if act.circumstance in found.circumstances:
            circumstance = found.circumstances[act.circumstance]
            found.circumstances[act.circumstance] = replace(
                circumstance, answered_at=entry.at, answer=act.words
            )
        case StrategicIssueBrought() | StrategicIssueAnswered():
            take_issue(found.issues, entry, act)
        case GoalSet() | GoalLookedAt():
            take_goal(found.goals, entry, act)
        case HabitSettled():
            found.habits.append((entry, act))
        case (
            PainPointNamed()
            | PainPointAnswered()
            | PainPointEased()
            | PainPointConfirmed()
            | PainPointReopened()
        ):
            take_pain(found.pain_points, entry, act)
        case MaintenanceAnnounced():
            found.maintenance[entry.sha256] = Maintenance(entry=entry, announced=act)
        case CaseStudyWritten() | CaseStudyAgreed() | CaseStudyRead():
            take_study(found.studies, entry, act)
        case CardMadePublic() | CardTakenBack():
            take_card(found.cards, entry, act)
        case _:
            pass


def _take_review(
    found: Partnership, entry: Entry, act: ReviewPlanned | ReviewHeld | ReviewMinuted
) -> None:
    if isinstance(act, ReviewMinuted):
        review = found.review_held_by(act.held)
        if review is not None:
            found.reviews[(review.name, review.period)] = replace(
                review,
                minutes=(*review.minutes, act),
                minuted_at=review.minuted_at or entry.at,
            )
        return
    place = (act.review, act.period)
    review = found.reviews.get(place) or Review(name=act.review, period=act.period)
    if isinstance(act, ReviewPlanned):
        found.reviews[place] = replace(review, plan=act, plan_entry=entry)
    else:
        found.reviews[place] = replace(review, held=act, held_entry=entry)


def _take_quotation(
    found: Partnership, entry: Entry, act: QuotationAsked | QuotationGiven | QuotationDecided
) -> None:
    if isinstance(act, QuotationAsked):
        found.quotations[entry.sha256] = Quotation(entry=entry, asked=act)
        return
    quotation = found.quotations.get(act.quotation)
    if quotation is None:
        return
    if isinstance(act, QuotationGiven):
        found.quotations[act.quotation] = replace(quotation, given=act, given_at=entry.at)
        return
    found.quotations[act.quotation] = replace(quotation, decided=act, decided_at=entry.at)
    if act.accepted and quotation.given is not None:
        found.work[act.quotation] = Work(
            entry=quotation.entry,
            what=quotation.asked.what,
            due=quotation.given.due,
            agreed_at=entry.at,
            price=quotation.given.price,
        )


def _looked_at(work: Work, act: WorkAccepted, at: Instant) -> Work:
    if act.accepted:
        return replace(work, accepted_at=at, missing="")
    return replace(work, delivered_at=None, missing=act.reason)
