"""The holding account with what was bought from it, and whether that moved what it should."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from servanda.agreement.model.agreement import History
from servanda.facts.measurement import Measurement
from servanda.facts.standing import Spending, SpendingState
from servanda.formula.syntax import ComparisonOperator
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Period
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.booking import Booked
from servanda.pipeline.measuring import measure
from servanda.pipeline.refusals import NotSoFar
from servanda.pipeline.workspace import Workspace
from servanda.settlement.posting.held import HeldBalance, Receipt, held_balance, receipts

__all__ = ["Helped", "HoldingAccountShown", "MovedTo", "SpendingShown", "look_at_holding", "moved"]


class Helped(Enum):
    """Say whether a measure moved the way that it should."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "the same"
    MOVED = "moved"
    NOT_YET = "not yet to be seen"
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedTo:
    """Compare a measure before a spending with the same after it.

    Args:
        before: The last whole period before it was delivered; absent without one.
        after: The period of the day on which one looks; absent before it is over.
        helped: What came of it.
    """

    before: Measurement | None
    after: Measurement | None
    helped: Helped


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingShown:
    """A spending, with what it did to each segment of the measure that it was meant to help."""

    spending: Spending
    moved: tuple[MovedTo, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingAccountShown:
    """Show the holding account.

    Args:
        booked: The accounts that it is part of.
        balance: What stands in it.
        receipts: What came in from statements.
        spendings: What was proposed, oldest first.
    """

    booked: Booked
    balance: HeldBalance
    receipts: tuple[Receipt, ...]
    spendings: tuple[SpendingShown, ...]


def look_at_holding(
    booked: Booked, workspace: Workspace, *, progress: Progress = say_nothing
) -> Answer[HoldingAccountShown]:
    """Return the holding account; evidence is measured only where something was bought.

    Args:
        booked: The accounts.
        workspace: Where everything lies.
        progress: Told before each step.

    Returns:
        The account, or what is wrong with the evidence.

    Raises:
        EngineGaveUp: The machine is too small, or a sum too long.
    """
    figures: Sequence[Measurement] = ()
    found: tuple[Diagnostic, ...] = ()
    if any(each.state is SpendingState.DONE for each in booked.standing.spendings):
        answer = _measured(workspace, progress)
        if answer.value is None:
            return Answer(None, answer.diagnostics)
        figures, found = answer.value, answer.diagnostics
    shown = HoldingAccountShown(
        booked=booked,
        balance=held_balance(booked.ledger, booked.currency),
        receipts=tuple(receipts(booked.ledger)),
        spendings=tuple(
            SpendingShown(spending=each, moved=tuple(moved(booked.history, each, figures)))
            for each in booked.standing.spendings
        ),
    )
    return Answer(shown, found)


def _measured(workspace: Workspace, progress: Progress) -> Answer[Sequence[Measurement]]:
    try:
        answer = measure(workspace, progress=progress)
    except NotSoFar:
        return Answer(())
    if answer.value is None:
        return Answer(None, answer.diagnostics)
    return Answer(answer.value.measurements.figures, answer.diagnostics)


def moved(history: History, spending: Spending, figures: Sequence[Measurement]) -> list[MovedTo]:
    """Return what the measure was that a spending was meant to help, before and after it.

    Args:
        history: The agreement.
        spending: The spending.
        figures: What was measured, as far as it is known.
    """
    if spending.state is not SpendingState.DONE or spending.done_on is None:
        return []
    own = [each for each in figures if each.measure == spending.helps]
    found = []
    for segment in sorted({each.segment for each in own}) or [()]:
        of_segment = [each for each in own if each.segment == segment]
        before = _last_before(of_segment, spending.done_on)
        after = _holding(of_segment, spending.looked_at)
        helped = _helped(history, spending, before, after)
        found.append(MovedTo(before=before, after=after, helped=helped))
    return found


def _last_before(figures: Sequence[Measurement], day: date) -> Measurement | None:
    over = [each for each in figures if each.period.end_day <= day]
    return max(over, key=lambda each: each.period.index, default=None)


def _holding(figures: Sequence[Measurement], day: date) -> Measurement | None:
    def holds(period: Period) -> bool:
        return period.first_day <= day < period.end_day

    return next((each for each in figures if holds(each.period)), None)


def _helped(
    history: History,
    spending: Spending,
    before: Measurement | None,
    after: Measurement | None,
) -> Helped:
    if after is None:
        return Helped.NOT_YET
    old, new = before.value if before else None, after.value
    if not isinstance(old, Quantity) or not isinstance(new, Quantity) or old.unit != new.unit:
        return Helped.UNKNOWN
    if old.amount == new.amount:
        return Helped.SAME
    more = _more_is_better(history, spending)
    if more is None:
        return Helped.MOVED
    return Helped.BETTER if (new.amount > old.amount) is more else Helped.WORSE


_MORE = frozenset({ComparisonOperator.AT_LEAST, ComparisonOperator.ABOVE})
_LESS = frozenset({ComparisonOperator.AT_MOST, ComparisonOperator.BELOW})


def _more_is_better(history: History, spending: Spending) -> bool | None:
    """Return which way is better by what was promised of the measure; nothing if unsaid."""
    operators = {
        level.operator
        for commitment in history.latest.commitments.values()
        if commitment.measure == spending.helps
        and (level := commitment.expected.at(spending.looked_at)) is not None
    }
    if operators and operators <= _MORE:
        return True
    return False if operators and operators <= _LESS else None
