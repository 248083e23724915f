"""Two settlements of the same periods side by side: what lines, commitments and figures differ.

Every comparison is two evaluations and this difference between them: another reading of the
contract, a draft, a change that is tried, a case that is still open, relief, a restatement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Protocol, TypeVar

from servanda.facts.figure import Segment, Value
from servanda.facts.statement import Assessment, LinePurpose, Statement, StatementLine
from servanda.kernel.quantity import Quantity

__all__ = [
    "CommitmentDifference",
    "Difference",
    "FigureDifference",
    "LevelDifference",
    "LineDifference",
    "PaidLine",
    "PeriodDifference",
    "difference",
    "line_differences",
]

ABSENT = "absent"
_Commitment = tuple[str, Segment]
_Line = tuple[str, Segment, LinePurpose]
_Key = TypeVar("_Key")


class PaidLine(Protocol):
    """A line of either side: of a statement, or of what was handed over."""

    @property
    def name(self) -> str:
        """Return its name."""

    @property
    def segment(self) -> Segment:
        """Return the segment that it is for."""

    @property
    def purpose(self) -> LinePurpose:
        """Return what its amount does."""

    @property
    def payable(self) -> Quantity:
        """Return what it pays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDifference:
    """Say what a line pays on both sides; zero on a side that has no such line.

    Args:
        name: The line's name.
        segment: The segment that it is for.
        purpose: What its amount does; a line that does something else on the other side is
            another line.
        before: Payable on the one side.
        after: Payable on the other.
        commitment: The commitment that it hangs on, may be empty.
    """

    name: str
    segment: Segment
    purpose: LinePurpose
    before: Quantity
    after: Quantity
    commitment: str = ""

    @property
    def is_nothing(self) -> bool:
        """Return whether it pays the same on both sides."""
        return self.before == self.after

    @property
    def client_pays_more(self) -> Quantity:
        """Return how much more the client pays by the other side; a credit counts against it."""
        more = self.after.amount - self.before.amount
        sign = -1 if self.purpose is LinePurpose.SERVICE_CREDIT else 1
        return Quantity(sign * more, self.after.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentDifference:
    """Hold how a commitment is measured and judged on both sides, where it is there."""

    commitment: str
    segment: Segment
    before: Assessment | None
    after: Assessment | None


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
        commitments: Commitments that are measured or judged otherwise.
        figures: Named figures that are others, what limits carry among them.
    """

    period: str
    before: Quantity
    after: Quantity
    lines: tuple[LineDifference, ...]
    commitments: tuple[CommitmentDifference, ...]
    figures: tuple[FigureDifference, ...]

    @property
    def changed_lines(self) -> tuple[LineDifference, ...]:
        """Return the lines that pay otherwise."""
        return tuple(line for line in self.lines if not line.is_nothing)

    @property
    def levels(self) -> tuple[LevelDifference, ...]:
        """Return the commitments that are judged otherwise, in words."""
        judged = (
            LevelDifference(
                commitment=each.commitment,
                segment=each.segment,
                before=_level(each.before),
                after=_level(each.after),
            )
            for each in self.commitments
        )
        return tuple(each for each in judged if each.before != each.after)

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
        return not any(
            each.changed_lines or each.commitments or each.figures for each in self.periods
        )


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


def line_differences(
    before: Iterable[PaidLine], after: Iterable[PaidLine]
) -> Iterator[LineDifference]:
    """Yield every line of either side, those alike among them, in the order of the text."""
    sides = [
        {(line.name, line.segment, line.purpose): line for line in side} for side in (before, after)
    ]
    for key in _either(sides[0], sides[1]):
        one, other = sides[0].get(key), sides[1].get(key)
        known = other or one
        assert known is not None, "a key comes from a line"
        nothing = Quantity(Fraction(0), known.payable.unit)
        yield LineDifference(
            name=known.name,
            segment=known.segment,
            purpose=known.purpose,
            before=one.payable if one else nothing,
            after=other.payable if other else nothing,
        )


def _period(label: str, before: Statement | None, after: Statement | None) -> PeriodDifference:
    known = before or after
    assert known is not None, "a label comes from a statement"
    return PeriodDifference(
        period=label,
        before=_net(before, known.currency),
        after=_net(after, known.currency),
        lines=tuple(_lines(before, after)),
        commitments=tuple(_commitments(before, after)),
        figures=tuple(_figures(before, after)),
    )


def _net(statement: Statement | None, currency: str) -> Quantity:
    return statement.totals.net if statement else Quantity.money(0, currency)


def _lines(before: Statement | None, after: Statement | None) -> Iterator[LineDifference]:
    sides = [side.lines if side else () for side in (before, after)]
    hangs_on = {_line_key(line): line.commitment for side in sides for line in side}
    for found in line_differences(*sides):
        yield replace(found, commitment=hangs_on[_line_key(found)])


def _line_key(line: StatementLine | LineDifference) -> _Line:
    return line.name, line.segment, line.purpose


def _commitments(
    before: Statement | None, after: Statement | None
) -> Iterator[CommitmentDifference]:
    sides = _judged(before), _judged(after)
    for key in _either(*sides):
        one, other = sides[0].get(key), sides[1].get(key)
        if _level(one) != _level(other) or _value(one) != _value(other):
            yield CommitmentDifference(commitment=key[0], segment=key[1], before=one, after=other)


def _judged(statement: Statement | None) -> dict[_Commitment, Assessment]:
    return {
        (each.commitment, each.measurement.segment): each
        for each in (statement.assessments if statement else ())
    }


def _level(judged: Assessment | None) -> str:
    return judged.level.value if judged else ABSENT


def _value(judged: Assessment | None) -> Value | None:
    return judged.measurement.value if judged else None


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
