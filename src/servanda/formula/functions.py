"""Every function of the language, in one place: what it takes, gives and computes.

A function added to ``FUNCTIONS`` can be written, is typed, evaluated, analysed over a range and
listed in ``docs/formulas.md``; nothing else needs to know of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from servanda.facts.figure import Absence, NoValue, Scalar, Value
from servanda.formula.syntax import Aggregator
from servanda.kernel.quantity import PERCENTAGE_POINTS, SHARE, Quantity
from servanda.kernel.unit import Unit

__all__ = [
    "AGGREGATES",
    "FORMS",
    "FUNCTIONS",
    "AggregateRule",
    "Form",
    "Function",
    "Needs",
    "aggregator_of",
    "order_key",
]

_NOTHING = NoValue(Absence.NO_DATA, "there are no rows")


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """Describe a function of values; all its values are figures of one unit.

    Args:
        name: Its name.
        usage: How it is written.
        about: What it gives, one sentence for authors.
        example: A formula that stands by itself, and what it is worth.
        fewest: Fewest values it takes.
        most: Most values it takes; nothing for any number.
        unit: The result's unit, given that of the values.
        compute: The result, given amounts in that unit. Amounts are only added, multiplied
            and compared, so that the same rule works over a range.
    """

    name: str
    usage: str
    about: str
    example: tuple[str, str]
    fewest: int
    most: int | None
    unit: Callable[[Unit], Unit]
    compute: Callable[[Sequence[Fraction]], Fraction]


class Needs(Enum):
    """What an aggregate takes of each row."""

    FIGURE = "a figure"
    BARE_FIGURE = "a bare number"
    ORDERED = "a figure, date or instant"
    CONDITION = "a condition"
    ANYTHING = "a value"
    NOTHING = "no value"


@dataclass(frozen=True, slots=True, kw_only=True)
class AggregateRule:
    """Describe what is made of many rows.

    Args:
        aggregator: Its place in the tree.
        usage: How it is written.
        about: What it gives, one sentence for authors.
        needs: What it takes of each row.
        unit: The result's unit, given that of the rows; absent where the result is not a
            figure, or is of the rows' own kind.
        absent_when_empty: Whether it has no value without rows.
        compute: The result, given the rows' values (all known, oldest first) and the
            parameter.
    """

    aggregator: Aggregator
    usage: str
    about: str
    needs: Needs
    unit: Callable[[Unit], Unit] | None
    absent_when_empty: bool
    compute: Callable[[Sequence[Scalar], Fraction], Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Describe a form with a spelling of its own, for the documentation."""

    name: str
    usage: str
    about: str


def order_key(value: Scalar) -> Fraction | Scalar:
    """Return what a value is ordered by, among values of one kind and unit."""
    return value.amount if isinstance(value, Quantity) else value


def _same(unit: Unit) -> Unit:
    return unit


def _least(amounts: Sequence[Fraction]) -> Fraction:
    least = amounts[0]
    for amount in amounts[1:]:
        least = min(least, amount)
    return least


def _greatest(amounts: Sequence[Fraction]) -> Fraction:
    greatest = amounts[0]
    for amount in amounts[1:]:
        greatest = max(greatest, amount)
    return greatest


def _absolute(amounts: Sequence[Fraction]) -> Fraction:
    return -amounts[0] if amounts[0] < 0 else amounts[0]


FUNCTIONS = {
    function.name: function
    for function in (
        Function(
            name="least",
            usage="least(a, b, ...)",
            about="The smallest of its values.",
            example=("least(12% of 1000 EUR, 100 EUR)", "100.00 EUR"),
            fewest=2,
            most=None,
            unit=_same,
            compute=_least,
        ),
        Function(
            name="greatest",
            usage="greatest(a, b, ...)",
            about="The largest of its values.",
            example=("greatest(0, 4 hours - 5 hours)", "0 hours"),
            fewest=2,
            most=None,
            unit=_same,
            compute=_greatest,
        ),
        Function(
            name="abs",
            usage="abs(x)",
            about="The size of a figure without its sign.",
            example=("abs(3 points - 5 points)", "2 points"),
            fewest=1,
            most=1,
            unit=_same,
            compute=_absolute,
        ),
    )
}


def _amounts(values: Sequence[Scalar]) -> list[Fraction]:
    return [value.amount for value in values if isinstance(value, Quantity)]


def _unit(values: Sequence[Scalar]) -> Unit:
    first = values[0]
    assert isinstance(first, Quantity)
    return first.unit


def _total(values: Sequence[Scalar], _: Fraction) -> Value:
    amounts = _amounts(values)
    return Quantity(sum(amounts[1:], amounts[0]), _unit(values))


def _mean(values: Sequence[Scalar], _: Fraction) -> Value:
    if not values:
        return _NOTHING
    amounts = _amounts(values)
    return Quantity(sum(amounts[1:], amounts[0]) / len(amounts), _unit(values))


def _smallest(values: Sequence[Scalar], _: Fraction) -> Value:
    return _sorted(values)[0] if values else _NOTHING


def _largest(values: Sequence[Scalar], _: Fraction) -> Value:
    return _sorted(values)[-1] if values else _NOTHING


def _sorted(values: Sequence[Scalar]) -> list[Scalar]:
    return sorted(values, key=order_key)  # type: ignore[arg-type] # one kind, which typing ensures


def _median(values: Sequence[Scalar], _: Fraction) -> Value:
    if not values:
        return _NOTHING
    amounts = sorted(_amounts(values))
    middle = len(amounts) // 2
    low = amounts[middle] if len(amounts) % 2 else amounts[middle - 1]
    return Quantity((low + amounts[middle]) / 2, _unit(values))


def _percentile(values: Sequence[Scalar], share: Fraction) -> Value:
    if not values:
        return _NOTHING
    if not 0 < share <= 1:
        return NoValue(Absence.NO_DATA, "a percentile is above 0% and at most 100%")
    rank = -((-share * len(values)) // 1)
    return _sorted(values)[int(rank) - 1]


def _share(values: Sequence[Scalar], _: Fraction) -> Value:
    if not values:
        return _NOTHING
    return Quantity(Fraction(sum(value is True for value in values), len(values)), SHARE)


def _promoters(values: Sequence[Scalar], _: Fraction) -> Value:
    if not values:
        return _NOTHING
    answers = _amounts(values)
    balance = sum(answer >= 9 for answer in answers) - sum(answer <= 6 for answer in answers)
    return Quantity(Fraction(balance, len(answers)), PERCENTAGE_POINTS)


AGGREGATES = {
    rule.aggregator: rule
    for rule in (
        AggregateRule(
            aggregator=Aggregator.SUM,
            usage="sum(x over ROWS where COND)",
            about="All values added up; 0 of their unit where there are no rows.",
            needs=Needs.FIGURE,
            unit=_same,
            absent_when_empty=False,
            compute=_total,
        ),
        AggregateRule(
            aggregator=Aggregator.COUNT,
            usage="count(ROWS where COND)",
            about="How many rows there are, counted by their noun.",
            needs=Needs.NOTHING,
            unit=_same,
            absent_when_empty=False,
            compute=lambda values, _: Quantity(Fraction(len(values))),
        ),
        AggregateRule(
            aggregator=Aggregator.MEAN,
            usage="mean(x over ROWS where COND)",
            about="The sum divided by the number of rows; no data without rows.",
            needs=Needs.FIGURE,
            unit=_same,
            absent_when_empty=True,
            compute=_mean,
        ),
        AggregateRule(
            aggregator=Aggregator.LEAST,
            usage="least(x over ROWS where COND)",
            about="The smallest value; no data without rows.",
            needs=Needs.ORDERED,
            unit=None,
            absent_when_empty=True,
            compute=_smallest,
        ),
        AggregateRule(
            aggregator=Aggregator.GREATEST,
            usage="greatest(x over ROWS where COND)",
            about="The largest value; no data without rows.",
            needs=Needs.ORDERED,
            unit=None,
            absent_when_empty=True,
            compute=_largest,
        ),
        AggregateRule(
            aggregator=Aggregator.ANY,
            usage="any(COND over ROWS)",
            about="Whether the condition holds in at least one row; no without rows.",
            needs=Needs.CONDITION,
            unit=None,
            absent_when_empty=False,
            compute=lambda values, _: any(value is True for value in values),
        ),
        AggregateRule(
            aggregator=Aggregator.ALL,
            usage="all(COND over ROWS)",
            about="Whether the condition holds in every row; yes without rows.",
            needs=Needs.CONDITION,
            unit=None,
            absent_when_empty=False,
            compute=lambda values, _: all(value is True for value in values),
        ),
        AggregateRule(
            aggregator=Aggregator.FIRST,
            usage="first(x over ROWS where COND)",
            about="The value of the oldest row; no data without rows.",
            needs=Needs.ANYTHING,
            unit=None,
            absent_when_empty=True,
            compute=lambda values, _: values[0] if values else _NOTHING,
        ),
        AggregateRule(
            aggregator=Aggregator.LAST,
            usage="last(x over ROWS where COND)",
            about="The value of the newest row; no data without rows.",
            needs=Needs.ANYTHING,
            unit=None,
            absent_when_empty=True,
            compute=lambda values, _: values[-1] if values else _NOTHING,
        ),
        AggregateRule(
            aggregator=Aggregator.SHARE,
            usage="share(COND over ROWS)",
            about="The part of the rows in which the condition holds; no data without rows.",
            needs=Needs.CONDITION,
            unit=lambda _: SHARE,
            absent_when_empty=True,
            compute=_share,
        ),
        AggregateRule(
            aggregator=Aggregator.PERCENTILE,
            usage="percentile(95%, x over ROWS)",
            about="The smallest value with at least that share of the rows at or below it"
            " (nearest rank); no data without rows.",
            needs=Needs.ORDERED,
            unit=None,
            absent_when_empty=True,
            compute=_percentile,
        ),
        AggregateRule(
            aggregator=Aggregator.MEDIAN,
            usage="median(x over ROWS where COND)",
            about="The middle value, or the mean of the middle two; no data without rows.",
            needs=Needs.FIGURE,
            unit=_same,
            absent_when_empty=True,
            compute=_median,
        ),
        AggregateRule(
            aggregator=Aggregator.NPS,
            usage="nps(x over ROWS)",
            about="The share of answers of 9 and 10 less the share of 0 to 6, in percentage"
            " points; no data without rows.",
            needs=Needs.BARE_FIGURE,
            unit=lambda _: PERCENTAGE_POINTS,
            absent_when_empty=True,
            compute=_promoters,
        ),
    )
}

FORMS = (
    Form(
        name="round",
        usage="round(x to 0.01 EUR half-up)",
        about="x as a whole number of steps; between two steps the mode decides: half-up,"
        " half-even, half-down, up, down, floor or ceiling.",
    ),
    Form(
        name="marginal",
        usage="marginal(TABLE, a, b)",
        about="Every part of the stretch from a to b times the rate of the row that it lies in,"
        " added up; below zero where a is above b.",
    ),
    Form(
        name="run",
        usage="run(COND)",
        about="For how many periods in a row, up to this one, the condition has held.",
    ),
    Form(
        name="time",
        usage="time(CONDITION), time(CONDITION from a to b)",
        about="How long a condition over time certainly held: in the period, or between two"
        " instants; no data where at no moment of it anything is known.",
    ),
    Form(
        name="previous",
        usage="previous x, x 6 months ago",
        about="The same figure one period, or so many periods, earlier; before the start there"
        " is none.",
    ),
    Form(
        name="business days",
        usage="business days of office from a to b",
        about="How many business days of a calendar come after a, up to and including b; below"
        " zero where b is before a.",
    ),
    Form(
        name="on",
        usage="fee on period.end",
        about="A dated term as it is on another day.",
    ),
)


def aggregator_of(name: str, *, values: int) -> Aggregator | None:
    """Return the aggregate that a call is, nothing if it is none.

    ``least(a, b)`` is a function of values, ``least(x over rows)`` and, in a measure,
    ``least(x)`` are aggregates.

    Args:
        name: The name before the bracket.
        values: How many values stand in the brackets.
    """
    try:
        aggregator = Aggregator(name)
    except ValueError:
        return None
    needed = 2 if aggregator is Aggregator.PERCENTILE else 1
    if aggregator is Aggregator.COUNT or values != needed:
        return None
    return aggregator
