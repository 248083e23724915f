"""What lies on the table of a review: the stretch of the calendar that it looks back on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from servanda.agreement.model.agreement import History
from servanda.agreement.model.partnership import Principle
from servanda.facts.proposal import Proposal, ProposalState
from servanda.facts.standing import Standing
from servanda.facts.statement import Statement
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.operating_model.standing import ServiceStanding, stand
from servanda.partnership.calling import all_reviews
from servanda.partnership.effort import ReviewEffort, YearEffort, review_effort, year_efforts
from servanda.partnership.goodwill import Habit, balance, habits, waived_by_habit
from servanda.partnership.outcomes import OutcomeStanding, outcomes_of
from servanda.partnership.state import Partnership, Review, partnership_of
from servanda.partnership.stretches import Due
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.moment import Moment
from servanda.pipeline.operating import FIRST_TEXT, OpenedModel, open_model
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.renewing import RenewalPack, pack_of
from servanda.pipeline.reporting import Behind, Promises
from servanda.pipeline.reviewing import due_review
from servanda.pipeline.settling import settle
from servanda.pipeline.workspace import Workspace

__all__ = ["Ground", "NothingSettled", "ReviewPack", "pack_from", "review_pack"]


class NothingSettled(MisusedCommand):
    """Nothing of the stretch that a review looks back on can be settled yet."""

    def __init__(self, name: str, period: str) -> None:
        super().__init__(
            f"nothing of {period} is settled yet, so that the review '{name}' has no pack"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPack:
    """Hold what lies on the table of a review.

    Args:
        due: The review, by when it is due, and the stretch that it looks back on.
        review: How far it has come; absent where nobody has planned it.
        at: The moment as of which everything is.
        statements: Statements of the stretch, oldest first, at least one.
        came_to: What the agreement has come to in them.
        partnership: What was said about working together.
        balance: What each side gave as goodwill in the stretch, by party.
        habits: Favours that have become a habit.
        waived: Lines given up again and again: how often, by party and line.
        proposals: Proposed versions that are open, and those signed since the stretch began.
        principles: How the parties promised each other to behave, by name.
        support: How the support of its services stands on the last day, where an operating model
            says so.
        promises: What was promised in the periods, as far as it is known.
        outcomes: Where outcomes stood at the end of the stretch.
        efforts: What each review costs both sides, by its name and stretch.
        years: What the reviews of each year cost both sides, oldest first.
    """

    due: Due
    review: Review | None
    at: Instant
    statements: tuple[Statement, ...]
    came_to: RenewalPack
    partnership: Partnership
    balance: Mapping[str, Quantity]
    habits: tuple[Habit, ...]
    waived: Mapping[tuple[str, str], int]
    proposals: tuple[Proposal, ...]
    principles: Mapping[str, Principle]
    support: tuple[ServiceStanding, ...]
    promises: Promises
    outcomes: tuple[OutcomeStanding, ...]
    efforts: Mapping[tuple[str, str], ReviewEffort]
    years: tuple[YearEffort, ...]


def review_pack(
    workspace: Workspace,
    name: str,
    period: str,
    at: Instant,
    *,
    model: Path | None = None,
    progress: Progress = say_nothing,
) -> Answer[ReviewPack]:
    """Gather what lies on the table of a review, everything settled as it is known now.

    Args:
        workspace: Where everything lies.
        name: The review's name.
        period: Label of the stretch of the calendar: ``2026-H1``.
        at: The moment as of which everything is.
        model: Folder or file of the operating model; the one beside the agreement, if there is
            one, where none is named.
        progress: Told before each step.

    Raises:
        NoSuchReview: The agreement asks for no such review.
        NothingSettled: Nothing of the stretch is settled yet.
        NotSoFar: The evidence reaches no period's end.
        NoOperatingModel: There is none where one was named.
    """
    answer = settle(workspace, moment=Moment(at=at), progress=progress)
    if answer.value is None:
        return Answer(None, answer.diagnostics)
    measured = answer.value.measured
    said = partnership_of(measured.standing.entries.values())
    day = due_review(measured.history, name, period, partnership=said).stretch.last_day
    support: tuple[ServiceStanding, ...] = ()
    folder = workspace.texts[0].parent
    if model is not None or (folder / FIRST_TEXT).is_file():
        opened = open_model(model or folder)
        if opened.value is None:
            return Answer(None, opened.diagnostics)
        support = tuple(_support(opened.value, measured.history, day))
    ground = Ground(
        workspace=workspace,
        history=measured.history,
        standing=measured.standing,
        statements=answer.value.statements,
        so_far=answer.value.so_far,
        promises=Behind(measured=measured),
        support=support,
    )
    return Answer(pack_from(ground, name, period, at))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Hold what a pack is gathered from.

    Args:
        workspace: Where texts, evidence and record lie.
        history: The agreement.
        standing: How everything stands that was said.
        statements: Every statement that a pack may hold, oldest first.
        so_far: Every statement of the agreement, oldest first.
        promises: What was promised in their periods.
        support: How the support of its services stands.
    """

    workspace: Workspace
    history: History
    standing: Standing
    statements: tuple[Statement, ...]
    so_far: tuple[Statement, ...]
    promises: Promises
    support: tuple[ServiceStanding, ...]


def pack_from(ground: Ground, name: str, period: str, at: Instant) -> ReviewPack:
    """Gather what lies on the table of a review, from statements that there are.

    Raises:
        NoSuchReview: The agreement asks for no such review.
        NothingSettled: None of them is of its stretch.
    """
    history, standing = ground.history, ground.standing
    together = partnership_of(standing.entries.values())
    due = due_review(history, name, period, partnership=together)
    first, last = due.stretch.first_day, due.stretch.last_day
    statements = tuple(
        each
        for each in ground.statements
        if each.period.first_day <= last and first < each.period.end_day
    )
    if not statements:
        raise NothingSettled(name, period)
    dues = all_reviews(history, together, max(last, date(last.year, 12, 31)))
    return ReviewPack(
        due=due,
        review=together.reviews.get((name, period)),
        at=at,
        statements=statements,
        came_to=pack_of(ground.workspace, history, standing, statements),
        partnership=together,
        balance=balance(together, first, last),
        habits=habits(history.latest.goodwill, together),
        waived=waived_by_habit((each.waived_by, each.line.name) for each in standing.waivers),
        proposals=tuple(each for each in standing.proposals if _matters(each, first)),
        principles=history.at(last).principles,
        support=ground.support,
        promises=ground.promises,
        outcomes=outcomes_of(history, _until(ground.so_far, statements[-1])),
        efforts={
            (each.rule.name, each.stretch.label): review_effort(history, each, review)
            for each in dues
            if (review := together.reviews.get((each.rule.name, each.stretch.label)))
        },
        years=year_efforts(history, dues, together.reviews),
    )


def _matters(proposal: Proposal, first: date) -> bool:
    """Return whether a proposed version is to be decided, or was signed since a day."""
    if proposal.state is ProposalState.OPEN:
        return True
    signed = proposal.decided_at if proposal.state is ProposalState.SIGNED else None
    return signed is not None and signed.to_datetime().date() >= first


def _until(so_far: tuple[Statement, ...], last: Statement) -> tuple[Statement, ...]:
    return tuple(each for each in so_far if each.period.index <= last.period.index)


def _support(opened: OpenedModel, history: History, day: date) -> Iterator[ServiceStanding]:
    """Yield how the services stand that an operating model says this agreement covers."""
    model = opened.heard(day)[0].model
    for service in model.services.values():
        covering = opened.histories.get(service.agreement)
        if covering and covering.latest.identifier == history.latest.identifier:
            yield stand(model, service, day)
