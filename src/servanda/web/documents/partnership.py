"""The shape of how both sides work together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from servanda.desk.seeing import Seen
from servanda.facts.decision import Attendee, Entry
from servanda.formula.display import format_quantity
from servanda.kernel.time import Instant
from servanda.partnership.attendance import missing_roles
from servanda.partnership.effort import Effort, hours_text, review_effort, year_efforts
from servanda.partnership.goodwill import habits
from servanda.partnership.state import Partnership, partnership_of
from servanda.pipeline.reviewing import reviews_in_sight
from servanda.web.documents.partnering import PartneringDocument

__all__ = ["TogetherDocument"]


class Said(Schema):
    """By which entry something was said."""

    number: int
    entry_sha256: str = Field(description="Names it in whatever is said about it")


class AttendeeDocument(Schema):
    """Somebody who is asked to come, or was there."""

    party: str
    role: str
    person: str


class MinutesDocument(Schema):
    """What was minuted at a time."""

    minutes: str
    decisions: list[str]


class EffortDocument(Schema):
    """What talking costs a side."""

    party: str
    hours: str = Field(description="Hours of its people, to two decimals")
    cost: str = Field(description="Empty where an hour has no price")


class YearEffortDocument(Schema):
    """What the reviews of a year cost both sides; nothing is settled by it."""

    year: int
    planned: list[EffortDocument]
    kept: list[EffortDocument]


class ReviewDocument(Schema):
    """A review of one stretch of the calendar."""

    review: str
    period: str
    level: str
    due: datetime
    planned_from: datetime | None
    planned_until: datetime | None
    place: str
    asked: list[AttendeeDocument]
    brings: list[str]
    took_place: datetime | None
    ended: datetime | None = Field(description="null where nobody said when it was over")
    there: list[AttendeeDocument]
    counts_as_held: bool | None = Field(description="null before it took place")
    missing: dict[str, list[str]]
    minutes: list[MinutesDocument]
    cost: str = Field(description="What was said of it afterwards, in words")
    planned: list[EffortDocument] = Field(description="What it costs by its plan")
    kept: list[EffortDocument] = Field(description="What it cost; empty where it has no end")
    entry_sha256: str = Field(description="The entry that said it was held; empty before")


class FollowedActionDocument(Said):
    """Something to be done."""

    what: str
    owner: str
    role: str
    due: date
    comes_from: str
    done_at: datetime | None
    how: str


class IncidentReviewDocument(Said):
    """The review of an incident."""

    incident: str
    service: str
    restored_at: datetime
    asked_at: datetime
    handed_over_at: datetime | None
    users: str
    staff: str
    causes: list[str]
    prevented_by: str
    changes: list[str]


class QuotationDocument(Said):
    """A quotation."""

    what: str
    asked_at: datetime
    quoted_at: datetime | None
    price: str
    due: date | None
    decided_at: datetime | None
    accepted: bool | None


class WorkDocument(Said):
    """Work that is to be delivered."""

    what: str
    agreed_at: datetime
    due: date
    price: str
    delivered_at: datetime | None
    accepted_at: datetime | None
    missing: str


class FavourDocument(Said):
    """A favour."""

    favour: str
    given_by: str
    what: str
    worth: str
    given_on: date
    until: date | None
    acknowledged_at: datetime | None


class HabitDocument(Schema):
    """A favour that became a habit."""

    favour: str
    given_by: str
    period: str
    times: int
    worth: str
    settled: str = Field(description="What becomes of it; empty for nothing so far")


class PainPointDocument(Said):
    """What hurts a group of users."""

    group: str
    what: str
    service: str
    users: int | None
    owner: str
    role: str
    state: str
    due: date | None
    gone_at: datetime | None
    came_back: int


class MaintenanceDocument(Said):
    """Maintenance that was announced."""

    service: str
    starts: datetime
    ends: datetime
    what: str
    expect: str


class TogetherDocument(PartneringDocument):
    """How both sides work together, each list oldest first; reviews by when they are due."""

    at: datetime
    reviews: list[ReviewDocument]
    actions: list[FollowedActionDocument]
    incident_reviews: list[IncidentReviewDocument]
    quotations: list[QuotationDocument]
    work: list[WorkDocument]
    goodwill: list[FavourDocument]
    habits: list[HabitDocument]
    pain_points: list[PainPointDocument]
    maintenance: list[MaintenanceDocument]
    talks: list[YearEffortDocument]

    @classmethod
    def of(cls, seen: Seen) -> TogetherDocument:
        """Return the document of an agreement as somebody sees it."""
        found = partnership_of(seen.standing.entries.values())
        return cls(
            **PartneringDocument.parts_of(seen, found).dict(),
            at=seen.at.to_datetime(),
            reviews=list(_reviews(seen, found)),
            actions=list(_actions(found)),
            incident_reviews=list(_incidents(found)),
            quotations=list(_quotations(found)),
            work=list(_work(found)),
            goodwill=list(_goodwill(found)),
            habits=[
                HabitDocument(
                    favour=each.favour,
                    given_by=each.given_by,
                    period=each.stretch,
                    times=len(each.given),
                    worth=format_quantity(each.worth),
                    settled=each.settled.value if each.settled else "",
                )
                for each in habits(seen.history.latest.goodwill, found)
            ],
            pain_points=list(_pain_points(found)),
            maintenance=[
                MaintenanceDocument(
                    **_said(each.entry),
                    service=each.announced.service,
                    starts=each.announced.starts.to_datetime(),
                    ends=each.announced.ends.to_datetime(),
                    what=each.announced.what,
                    expect=each.announced.expect,
                )
                for each in found.maintenance.values()
            ],
            talks=list(_talks(seen, found)),
        )


def _talks(seen: Seen, found: Partnership) -> Iterator[YearEffortDocument]:
    dues = reviews_in_sight(seen.book, found, seen.at)
    for each in year_efforts(seen.history, dues, found.reviews):
        yield YearEffortDocument(
            year=each.year, planned=_efforts(each.planned), kept=_efforts(each.kept)
        )


def _efforts(found: Mapping[str, Effort]) -> list[EffortDocument]:
    return [
        EffortDocument(
            party=party,
            hours=hours_text(each.hours),
            cost="" if each.cost is None else format_quantity(each.cost),
        )
        for party, each in found.items()
    ]


def _reviews(seen: Seen, found: Partnership) -> Iterator[ReviewDocument]:
    for due in reviews_in_sight(seen.book, found, seen.at):
        review = found.reviews.get((due.rule.name, due.stretch.label))
        plan = review.plan if review else None
        held = review.held if review else None
        missing = missing_roles(due.rule, held.attendance) if held else {}
        effort = review_effort(seen.history, due, review) if review else None
        yield ReviewDocument(
            review=due.rule.name,
            period=due.stretch.label,
            level=due.rule.level.value,
            due=due.until.to_datetime(),
            planned_from=_at(plan.starts if plan else None),
            planned_until=_at(plan.ends if plan else None),
            place=plan.place if plan else "",
            asked=_people(plan.invited if plan else ()),
            brings=list(plan.brings if plan else ()),
            took_place=_at(held.at if held else None),
            ended=_at(held.ended if held else None),
            there=_people(held.attendance if held else ()),
            counts_as_held=not missing if held else None,
            missing={side: list(roles) for side, roles in missing.items()},
            minutes=[
                MinutesDocument(minutes=each.minutes, decisions=list(each.decisions))
                for each in (review.minutes if review else ())
            ],
            cost=held.cost if held else "",
            planned=_efforts(effort.planned) if effort else [],
            kept=_efforts(effort.kept) if effort else [],
            entry_sha256=review.held_entry.sha256 if review and review.held_entry else "",
        )


def _actions(found: Partnership) -> Iterator[FollowedActionDocument]:
    for each in found.actions.values():
        yield FollowedActionDocument(
            **_said(each.entry),
            what=each.agreed.what,
            owner=each.agreed.owner,
            role=each.agreed.role,
            due=each.agreed.due,
            comes_from=each.agreed.comes_from,
            done_at=_at(each.done_at),
            how=each.how,
        )


def _incidents(found: Partnership) -> Iterator[IncidentReviewDocument]:
    for each in found.incident_reviews.values():
        published = each.published
        yield IncidentReviewDocument(
            **_said(each.entry),
            incident=each.opened.incident,
            service=each.opened.service,
            restored_at=each.opened.restored.to_datetime(),
            asked_at=each.entry.at.to_datetime(),
            handed_over_at=_at(each.published_entry.at if each.published_entry else None),
            users=published.users if published else "",
            staff=published.staff if published else "",
            causes=list(published.causes if published else ()),
            prevented_by=published.prevented_by if published else "",
            changes=list(published.changes if published else ()),
        )


def _quotations(found: Partnership) -> Iterator[QuotationDocument]:
    for each in found.quotations.values():
        yield QuotationDocument(
            **_said(each.entry),
            what=each.asked.what,
            asked_at=each.entry.at.to_datetime(),
            quoted_at=_at(each.given_at),
            price=format_quantity(each.given.price) if each.given else "",
            due=each.given.due if each.given else None,
            decided_at=_at(each.decided_at),
            accepted=each.decided.accepted if each.decided else None,
        )


def _work(found: Partnership) -> Iterator[WorkDocument]:
    for each in found.work.values():
        yield WorkDocument(
            **_said(each.entry),
            what=each.what,
            agreed_at=each.agreed_at.to_datetime(),
            due=each.due,
            price=format_quantity(each.price) if each.price is not None else "",
            delivered_at=_at(each.delivered_at),
            accepted_at=_at(each.accepted_at),
            missing=each.missing,
        )


def _goodwill(found: Partnership) -> Iterator[FavourDocument]:
    for each in found.goodwill.values():
        yield FavourDocument(
            **_said(each.entry),
            favour=each.given.favour,
            given_by=each.entry.party,
            what=each.given.what,
            worth=format_quantity(each.given.worth),
            given_on=each.given.on,
            until=each.given.until,
            acknowledged_at=_at(each.acknowledged_at),
        )


def _pain_points(found: Partnership) -> Iterator[PainPointDocument]:
    for each in found.pain_points.values():
        yield PainPointDocument(
            **_said(each.entry),
            group=each.named.group,
            what=each.named.what,
            service=each.named.service,
            users=each.named.users,
            owner=each.named.owner,
            role=each.role,
            state=each.state.value,
            due=each.due,
            gone_at=_at(each.gone_at),
            came_back=each.came_back,
        )


def _said(entry: Entry) -> dict[str, Any]:
    return {"number": entry.number, "entry_sha256": entry.sha256}


def _people(people: Iterable[Attendee]) -> list[AttendeeDocument]:
    """Return who comes; addresses are for invitations alone."""
    return [
        AttendeeDocument(party=each.party, role=each.role, person=each.person) for each in people
    ]


def _at(moment: Instant | None) -> datetime | None:
    return moment.to_datetime() if moment is not None else None
