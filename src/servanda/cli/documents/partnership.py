"""``servanda partnership --format json``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.cli.documents.partnering import (
    ContradictionDocument,
    EffortDocument,
    GoalDocument,
    StrategicIssueDocument,
    YearEffortDocument,
    at_text,
    contradictions,
    efforts,
    goals,
    issues,
    year_efforts_of,
)
from servanda.formula.display import format_quantity
from servanda.partnership.calling import all_reviews
from servanda.partnership.effort import review_effort
from servanda.partnership.pains import PainPoint
from servanda.partnership.state import Partnership, partnership_of
from servanda.partnership.stretches import last_instant
from servanda.pipeline.deciding import Desk
from servanda.pipeline.favours import habits_of, waived_rights
from servanda.reports.partnership_text import review_state

__all__ = [
    "ActionDocument",
    "FavourDocument",
    "HabitDocument",
    "IncidentReviewDocument",
    "MaintenanceDocument",
    "PainPointDocument",
    "PartnershipDocument",
    "QuotationDocument",
    "ReviewDocument",
    "WaivedDocument",
    "WorkDocument",
    "partnership_document",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDocument:
    """A review of one stretch of the calendar: ``period`` is 2026-H1, ``stands`` how it stands in
    words; ``entry`` says that it was held, 0 before. ``planned`` and ``kept`` are what it costs.
    """

    review: str
    period: str
    due: str
    stands: str
    entry: int
    planned: tuple[EffortDocument, ...]
    kept: tuple[EffortDocument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionDocument:
    """Something to be done; ``done`` is empty before it is."""

    entry: int
    what: str
    owner: str
    role: str
    due: str
    done: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentReviewDocument:
    """The review of an incident; ``published`` is empty before it is handed over."""

    entry: int
    incident: str
    restored: str
    published: str
    causes: tuple[str, ...]
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationDocument:
    """A quotation; what has not happened is empty. ``accepted`` is null before it is decided."""

    entry: int
    what: str
    asked: str
    quoted: str
    price: str
    due: str
    decided: str
    accepted: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDocument:
    """Work; what has not happened is empty."""

    entry: int
    what: str
    due: str
    delivered: str
    accepted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FavourDocument:
    """A favour; ``until`` is empty where it was given once, ``acknowledged`` before it is."""

    entry: int
    favour: str
    given_by: str
    what: str
    worth: str
    given: str
    until: str
    acknowledged: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HabitDocument:
    """A favour that has become a habit; ``settled`` says what becomes of it, empty for nothing."""

    favour: str
    given_by: str
    period: str
    times: int
    worth: str
    settled: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaivedDocument:
    """A line that a party gave up again and again."""

    party: str
    line: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PainPointDocument:
    """What hurts users: ``state`` is named, answered, eased or gone; ``users`` is null where
    nobody has counted; what has not happened is empty.
    """

    entry: int
    group: str
    what: str
    service: str
    users: int | None
    owner: str
    role: str
    state: str
    due: str
    gone: str
    came_back: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MaintenanceDocument:
    """Maintenance that was announced."""

    entry: int
    service: str
    starts: str
    ends: str
    what: str
    expect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnershipDocument:
    """How both sides work together, each list oldest first; ``entry`` is an entry's number."""

    at: str
    reviews: tuple[ReviewDocument, ...]
    actions: tuple[ActionDocument, ...]
    incident_reviews: tuple[IncidentReviewDocument, ...]
    quotations: tuple[QuotationDocument, ...]
    work: tuple[WorkDocument, ...]
    goodwill: tuple[FavourDocument, ...]
    habits: tuple[HabitDocument, ...]
    waived: tuple[WaivedDocument, ...]
    pain_points: tuple[PainPointDocument, ...]
    maintenance: tuple[MaintenanceDocument, ...]
    strategic_issues: tuple[StrategicIssueDocument, ...]
    goals: tuple[GoalDocument, ...]
    contradictions: tuple[ContradictionDocument, ...]
    talks: tuple[YearEffortDocument, ...]
    format: str = "servanda/partnership/1"


def partnership_document(desk: Desk) -> PartnershipDocument:
    """Return the document of how both sides work together."""
    found = partnership_of(desk.standing.entries.values())
    return PartnershipDocument(
        at=str(desk.at),
        reviews=tuple(_reviews(desk, found)),
        actions=tuple(_actions(desk, found)),
        incident_reviews=tuple(_incident_reviews(found)),
        quotations=tuple(_quotations(found)),
        work=tuple(_work(desk, found)),
        goodwill=tuple(_favours(found)),
        habits=tuple(_habits(desk)),
        waived=tuple(
            WaivedDocument(party=party, line=line, times=times)
            for (party, line), times in waived_rights(desk).items()
        ),
        pain_points=tuple(map(_pain_point, found.pain_points.values())),
        maintenance=tuple(_maintenance(found)),
        strategic_issues=tuple(issues(found)),
        goals=tuple(goals(found)),
        contradictions=tuple(contradictions(desk)),
        talks=tuple(year_efforts_of(desk, found)),
    )


def _actions(desk: Desk, found: Partnership) -> Iterator[ActionDocument]:
    for each in found.actions.values():
        yield ActionDocument(
            entry=each.entry.number,
            what=each.agreed.what,
            owner=each.agreed.owner,
            role=each.agreed.role,
            due=str(last_instant(desk.history, each.agreed.due)),
            done=at_text(each.done_at),
        )


def _incident_reviews(found: Partnership) -> Iterator[IncidentReviewDocument]:
    for each in found.incident_reviews.values():
        yield IncidentReviewDocument(
            entry=each.entry.number,
            incident=each.opened.incident,
            restored=str(each.opened.restored),
            published=at_text(each.published_entry.at if each.published_entry else None),
            causes=each.published.causes if each.published else (),
            changes=each.published.changes if each.published else (),
        )


def _quotations(found: Partnership) -> Iterator[QuotationDocument]:
    for each in found.quotations.values():
        yield QuotationDocument(
            entry=each.entry.number,
            what=each.asked.what,
            asked=str(each.entry.at),
            quoted=at_text(each.given_at),
            price=format_quantity(each.given.price) if each.given else "",
            due=str(each.given.due) if each.given else "",
            decided=at_text(each.decided_at),
            accepted=each.decided.accepted if each.decided else None,
        )


def _work(desk: Desk, found: Partnership) -> Iterator[WorkDocument]:
    for each in found.work.values():
        yield WorkDocument(
            entry=each.entry.number,
            what=each.what,
            due=str(last_instant(desk.history, each.due)),
            delivered=at_text(each.delivered_at),
            accepted=at_text(each.accepted_at),
        )


def _favours(found: Partnership) -> Iterator[FavourDocument]:
    for each in found.goodwill.values():
        yield FavourDocument(
            entry=each.entry.number,
            favour=each.given.favour,
            given_by=each.entry.party,
            what=each.given.what,
            worth=format_quantity(each.given.worth),
            given=str(each.given.on),
            until=str(each.given.until or ""),
            acknowledged=at_text(each.acknowledged_at),
        )


def _habits(desk: Desk) -> Iterator[HabitDocument]:
    for each in habits_of(desk):
        yield HabitDocument(
            favour=each.favour,
            given_by=each.given_by,
            period=each.stretch,
            times=len(each.given),
            worth=format_quantity(each.worth),
            settled=each.settled.value if each.settled else "",
        )


def _maintenance(found: Partnership) -> Iterator[MaintenanceDocument]:
    for each in found.maintenance.values():
        yield MaintenanceDocument(
            entry=each.entry.number,
            service=each.announced.service,
            starts=str(each.announced.starts),
            ends=str(each.announced.ends),
            what=each.announced.what,
            expect=each.announced.expect,
        )


def _pain_point(each: PainPoint) -> PainPointDocument:
    return PainPointDocument(
        entry=each.entry.number,
        group=each.named.group,
        what=each.named.what,
        service=each.named.service,
        users=each.named.users,
        owner=each.named.owner,
        role=each.role,
        state=each.state.value,
        due=str(each.due or ""),
        gone=at_text(each.gone_at),
        came_back=each.came_back,
    )


def _reviews(desk: Desk, found: Partnership) -> Iterator[ReviewDocument]:
    for due in all_reviews(desk.history, found, desk.book.day_of(desk.at)):
        review = found.reviews.get((due.rule.name, due.stretch.label))
        held = review.held_entry if review is not None else None
        effort = review_effort(desk.history, due, review) if review is not None else None
        yield ReviewDocument(
            review=due.rule.name,
            period=due.stretch.label,
            due=str(due.until),
            stands=review_state(desk.book, due, found, desk.at),
            entry=held.number if held is not None else 0,
            planned=efforts(effort.planned) if effort is not None else (),
            kept=efforts(effort.kept) if effort is not None else (),
        )
