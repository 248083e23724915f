"""What lies on the table of a review: the stretch of the calendar that it looks back on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from servanda.agreement.model.partnership import Principle
from servanda.facts.proposal import Proposal, ProposalState
from servanda.facts.statement import Statement
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.partnership.goodwill import Habit, balance, habits, waived_by_habit
from servanda.partnership.outcomes import OutcomeStanding, outcomes_of
from servanda.partnership.state import Partnership, Review, partnership_of
from servanda.partnership.stretches import Due
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.moment import Moment
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.renewing import RenewalPack, pack_of
from servanda.pipeline.reviewing import due_review
from servanda.pipeline.settling import settle
from servanda.pipeline.workspace import Workspace

__all__ = ["NothingSettled", "ReviewPack", "review_pack"]


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
        proposals: Proposed versions that are open.
        principles: How the parties promised each other to behave, by name.
        outcomes: Where outcomes stood at the end of the stretch.
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
    outcomes: tuple[OutcomeStanding, ...]


def review_pack(
    workspace: Workspace, name: str, period: str, at: Instant, *, progress: Progress = say_nothing
) -> Answer[ReviewPack]:
    """Gather what lies on the table of a review.

    Args:
        workspace: Where everything lies.
        name: The review's name.
        period: Label of the stretch of the calendar: ``2026-H1``.
        at: The moment as of which everything is.
        progress: Told before each step.

    Raises:
        NoSuchReview: The agreement asks for no such review.
        NothingSettled: Nothing of the stretch is settled yet.
        NotSoFar: The evidence reaches no period's end.
    """
    answer = settle(workspace, moment=Moment(at=at), progress=progress)
    if answer.value is None:
        return Answer(None, answer.diagnostics)
    history, standing = answer.value.measured.history, answer.value.measured.standing
    due = due_review(history, name, period)
    first, last = due.stretch.first_day, due.stretch.last_day
    statements = tuple(
        each
        for each in answer.value.statements
        if each.period.first_day <= last and first < each.period.end_day
    )
    if not statements:
        raise NothingSettled(name, period)
    together = partnership_of(standing.entries.values())
    pack = ReviewPack(
        due=due,
        review=together.reviews.get((name, period)),
        at=at,
        statements=statements,
        came_to=pack_of(workspace, history, standing, statements),
        partnership=together,
        balance=balance(together, first, last),
        habits=habits(history.latest.goodwill, together),
        waived=waived_by_habit((each.waived_by, each.line.name) for each in standing.waivers),
        proposals=tuple(each for each in standing.proposals if each.state is ProposalState.OPEN),
        principles=history.at(last).principles,
        outcomes=outcomes_of(history, answer.value.until(statements[-1])),
    )
    return Answer(pack)
