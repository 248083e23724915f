"""Two settlements of the same periods side by side: what lines, levels and figures differ.

Every comparison is two evaluations and this difference between them: another reading of the
contract, a draft, a change that is tried, a case that is still open, relief, a restatement.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from servanda.facts.figure import Segment, Value
from servanda.facts.statement import LinePurpose, Statement
from servanda.kernel.quantity import Quantity

__all__ = [
    "Difference",
    "FigureDifference",
    "LevelDifference",
    "LineDifference",
    "PeriodDifference",
    "difference",
]

ABSENT = "absent"
_Key = tuple[str, Segment]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDifference:
    """Say what a line pays on both sides; zero on a side that has no such line.

    Args:
        name: The line's name.
        segment: The segment that it is for.
        purpose: What its amount does.
        commitment: The commitment that it hangs on, may be empty.
        before: Payable on the one side.
        after: Payable on the other.
    """

    name: str
    segment: Segment
    purpose: LinePurpose
    commitment: str
    before: Quantity
    after: Quantity

    @property
    def client_pays_more(self) -> Quantity:
        """Return how much more the client pays by the other side; a credit counts against it."""
        more = self.after.amount - self.before.amount
        sign = -1 if self.purpose is LinePurpose.SERVICE_CREDIT else 1
        return Quantity(sign * more, self.after.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelDifference:
    """Say how a commitment is judged on both sides, in words; ``absent`` where it is not there."""

    commitment: str
    segment: Segment
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureDifference:
    """Say what a figure is on both sides, where it is there."""

    name: str
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodDifference:
    """Hold what differs in one period.

    Args:
        period: Its label.
        before: What the client pays in all on the one side.
        after: The same on the other.
        lines: Every line of either side, those alike among them, in the order of the text.
        levels: Commitments that are judged otherwise.
        figures: Named figures that are others, what limits carry among them.
    """

    period: str
    before: Quantity
    after: Quantity
    lines: tuple[LineDifference, ...]
    levels: tuple[LevelDifference, ...]
    figures: tuple[FigureDifference, ...]

    @property
    def changed_lines(self) -> tuple[LineDifference, ...]:
        """Return the lines that pay otherwise."""
        return tuple(line for line in self.lines if line.before != line.after)

    @property
    def client_pays_more(self) -> Quantity:
        """Return how much more the client pays by the other side; below zero for less."""
        return Quantity(self.after.amount - self.before.amount, self.after.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Hold what differs between two settlements.

    Args:
        periods: Every period of either side, oldest first, those alike among them.
    """

    periods: tuple[PeriodDifference, ...]

    @property
    def before(self) -> Quantity:
        """Return what the client pays over all periods on the one side."""
        return _sum([each.before for each in self.periods])

    @property
    def after(self) -> Quantity:
        """Return what the client pays over all periods on the other side."""
        return _sum([each.after for each in self.periods])

    @property
    def client_pays_more(self) -> Quantity:
        """Return how much more the client pays by the other side; below zero for less."""
        return _sum([each.client_pays_more for each in self.periods])

    @property
    def is_nothing(self) -> bool:
        """Return whether nothing differs at all."""
        return not any(each.changed_lines or each.levels or each.figures for each in self.periods)


def difference(before: Sequence[Statement], after: Sequence[Statement]) -> Difference:
    """Return what differs between two settlements of one agreement, period by period.

    Args:
        before: One side's statements, oldest first.
        after: The other side's, in the same currency; at least one on either side. Periods are
            matched by their labels; one that only one side has is nothing on the other.
    """
    sides = [{each.period.label: each for each in side} for side in (before, after)]
    labels = sorted(
        {*sides[0], *sides[1]},
        key=lambda label: (sides[1].get(label) or sides[0][label]).period.start,
    )
    return Difference(
        periods=tuple(_period(label, sides[0].get(label), sides[1].get(label)) for label in labels)
    )


def _period(label: str, before: Statement | None, after: Statement | None) -> PeriodDifference:
    known = before or after
    assert known is not None, "a label comes from a statement"
    return PeriodDifference(
        period=label,
        before=_net(before, known.currency),
        after=_net(after, known.currency),
        lines=tuple(_lines(before, after, known.currency)),
        levels=tuple(_levels(before, after)),
        figures=tuple(_figures(before, after)),
    )


def _net(statement: Statement | None, currency: str) -> Quantity:
    return statement.totals.net if statement else Quantity.money(0, currency)


def _lines(
    before: Statement | None, after: Statement | None, currency: str
) -> Iterator[LineDifference]:
    nothing = Quantity.money(0, currency)
    sides = [
        {(line.name, line.segment): line for line in (side.lines if side else ())}
        for side in (before, after)
    ]
    for key in _either(sides[0], sides[1]):
        one, other = sides[0].get(key), sides[1].get(key)
        paid = one.payable if one else nothing, other.payable if other else nothing
        known = other or one
        if known is not None:
            yield LineDifference(
                name=known.name,
                segment=known.segment,
                purpose=known.purpose,
                commitment=known.commitment,
                before=paid[0],
                after=paid[1],
            )


def _levels(before: Statement | None, after: Statement | None) -> Iterator[LevelDifference]:
    sides = [
        {
            (each.commitment, each.measurement.segment): each.level.value
            for each in (side.assessments if side else ())
        }
        for side in (before, after)
    ]
    for key in _either(sides[0], sides[1]):
        levels = sides[0].get(key, ABSENT), sides[1].get(key, ABSENT)
        if levels[0] != levels[1]:
            yield LevelDifference(
                commitment=key[0], segment=key[1], before=levels[0], after=levels[1]
            )


def _figures(before: Statement | None, after: Statement | None) -> Iterator[FigureDifference]:
    sides = _named(before), _named(after)
    for name in dict.fromkeys((*sides[1], *sides[0])):
        values = sides[0].get(name), sides[1].get(name)
        if values[0] != values[1]:
            yield FigureDifference(name=name, before=values[0], after=values[1])


def _named(statement: Statement | None) -> dict[str, Value]:
    if statement is None:
        return {}
    found = {step.name: step.value for step in statement.figures}
    return found | {f"{use.name}, carried over": use.carried for use in statement.limits}


def _either(before: Mapping[_Key, object], after: Mapping[_Key, object]) -> list[_Key]:
    """Return the keys of both sides in the order of the one, what is new after them."""
    return list(dict.fromkeys((*before, *after)))


def _sum(amounts: Sequence[Quantity]) -> Quantity:
    total = sum((each.amount for each in amounts), start=Fraction(0))
    return Quantity(total, amounts[0].unit)
