"""The shape of outcomes, principles, circumstances, issues, goals, case studies and cards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from ninja import Schema
from pydantic import Field

from servanda.desk.seeing import Seen
from servanda.formula.display import format_quantity
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.partnership.cards import public_card
from servanda.partnership.outcomes import outcomes_of
from servanda.partnership.state import Partnership

__all__ = ["PartneringDocument"]


class OutcomeDocument(Schema):
    """An outcome by the statements that were handed over; what nobody knows is empty."""

    outcome: str
    owner: str
    owned_by: str
    segment: dict[str, str]
    baseline: str
    target: str
    period: str = Field(description="The last period in which its figure is known")
    now: str
    level: str
    trend: str


class ExampleDocument(Schema):
    """An example of a principle."""

    number: int
    entry_sha256: str
    kept: bool
    on: date
    what: str
    given_by: str


class PrincipleDocument(Schema):
    """A principle as it was worded last, with its examples, oldest first."""

    principle: str
    says: str
    promised_by: str
    examples: list[ExampleDocument]


class CircumstanceDocument(Schema):
    """A circumstance that changed."""

    number: int
    entry_sha256: str
    what: str
    since: date
    affects: str
    reported_by: str
    answered_at: datetime | None
    answer: str


class StrategicIssueDocument(Schema):
    """A strategic issue of the client."""

    number: int
    entry_sha256: str
    what: str
    matters: str
    answered_at: datetime | None
    answer: str
    elsewhere: str


class GoalDocument(Schema):
    """A goal of the provider."""

    number: int
    entry_sha256: str
    what: str
    seen_by: str
    due: date
    looked_at: datetime | None
    found: str = Field(description="What was said when it was looked at last")
    reached_at: datetime | None


class CaseStudyDocument(Schema):
    """A case study; how many read it only of groups that are large enough."""

    number: int
    entry_sha256: str
    review_sha256: str
    title: str
    learn: list[str]
    agreed_at: datetime | None
    read: int
    staff: int


class ServiceCardDocument(Schema):
    """A service, and whether everybody may read its card."""

    service: str
    title: str
    may_be_public: bool
    is_public: bool


class PartneringDocument(Schema):
    """What the parties aim at, promised each other and learned, each list oldest first."""

    outcomes: list[OutcomeDocument]
    principles: list[PrincipleDocument]
    circumstances: list[CircumstanceDocument]
    strategic_issues: list[StrategicIssueDocument]
    goals: list[GoalDocument]
    case_studies: list[CaseStudyDocument]
    service_cards: list[ServiceCardDocument]

    @classmethod
    def parts_of(cls, seen: Seen, found: Partnership) -> PartneringDocument:
        """Return what there is of an agreement as somebody sees it."""
        return cls(
            outcomes=list(_outcomes(seen)),
            principles=list(_principles(seen, found)),
            circumstances=list(_circumstances(found)),
            strategic_issues=list(_issues(found)),
            goals=list(_goals(found)),
            case_studies=list(_studies(found)),
            service_cards=list(_cards(seen, found)),
        )


def _outcomes(seen: Seen) -> Iterator[OutcomeDocument]:
    statements = [seen.statement(each.period, each.editions[-1]) for each in seen.periods]
    for each in outcomes_of(seen.history, statements):
        latest = each.latest
        value = latest.value if latest else None
        yield OutcomeDocument(
            outcome=each.outcome.name,
            owner=each.outcome.owner,
            owned_by=each.outcome.owned_by,
            segment=dict(each.segment),
            baseline=_figure(each.baseline),
            target=_figure(each.target),
            period=latest.label if latest else "",
            now=_figure(value if isinstance(value, Quantity) else None),
            level=each.level.value,
            trend=each.trend.value,
        )


def _principles(seen: Seen, found: Partnership) -> Iterator[PrincipleDocument]:
    versions = seen.history.versions
    worded = {name: each for one in versions for name, each in one.principles.items()}
    for name, principle in worded.items():
        examples = [
            ExampleDocument(
                number=each.entry.number,
                entry_sha256=each.entry.sha256,
                kept=each.given.kept,
                on=each.given.on,
                what=each.given.what,
                given_by=each.entry.party,
            )
            for each in found.examples.values()
            if each.given.principle == name
        ]
        yield PrincipleDocument(
            principle=name,
            says=principle.says,
            promised_by=principle.by.value,
            examples=examples,
        )


def _circumstances(found: Partnership) -> Iterator[CircumstanceDocument]:
    for each in found.circumstances.values():
        yield CircumstanceDocument(
            number=each.entry.number,
            entry_sha256=each.entry.sha256,
            what=each.reported.what,
            since=each.reported.since,
            affects=each.reported.affects,
            reported_by=each.entry.party,
            answered_at=_at(each.answered_at),
            answer=each.answer,
        )


def _issues(found: Partnership) -> Iterator[StrategicIssueDocument]:
    for each in found.issues.values():
        yield StrategicIssueDocument(
            number=each.entry.number,
            entry_sha256=each.entry.sha256,
            what=each.brought.what,
            matters=each.brought.matters,
            answered_at=_at(each.answered_at),
            answer=each.answered.words if each.answered else "",
            elsewhere=each.answered.elsewhere if each.answered else "",
        )


def _goals(found: Partnership) -> Iterator[GoalDocument]:
    for each in found.goals.values():
        looked = each.looks[-1] if each.looks else None
        yield GoalDocument(
            number=each.entry.number,
            entry_sha256=each.entry.sha256,
            what=each.goal.what,
            seen_by=each.goal.seen_by,
            due=each.goal.due,
            looked_at=_at(looked[0].at if looked else None),
            found=looked[1].words if looked else "",
            reached_at=_at(each.reached_at),
        )


def _studies(found: Partnership) -> Iterator[CaseStudyDocument]:
    for each in found.studies.values():
        yield CaseStudyDocument(
            number=each.entry.number,
            entry_sha256=each.entry.sha256,
            review_sha256=each.written.review,
            title=each.written.title,
            learn=list(each.written.learn),
            agreed_at=_at(each.agreed_at),
            read=each.read_by,
            staff=each.staff,
        )


def _cards(seen: Seen, found: Partnership) -> Iterator[ServiceCardDocument]:
    for name, service in seen.history.latest.services.items():
        yield ServiceCardDocument(
            service=name,
            title=service.title,
            may_be_public=service.card is not None and service.card.is_public,
            is_public=public_card(found.cards, name) is not None,
        )


def _figure(value: Quantity | None) -> str:
    return "" if value is None else format_quantity(value)


def _at(moment: Instant | None) -> datetime | None:
    return moment.to_datetime() if moment is not None else None
