"""Which records conditions let through, and when two of them let none through in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.formula.operations import compare
from servanda.formula.syntax import (
    Comparison,
    ComparisonOperator,
    Expression,
    Literal,
    Logical,
    LogicalOperator,
    Membership,
    Name,
    Not,
)
from servanda.kernel.quantity import Quantity

__all__ = ["Demand", "are_apart", "demands_in"]

_EQUAL, _NOT_EQUAL = ComparisonOperator.EQUAL, ComparisonOperator.NOT_EQUAL
_UPWARDS = {ComparisonOperator.AT_LEAST, ComparisonOperator.ABOVE}
_DOWNWARDS = {ComparisonOperator.AT_MOST, ComparisonOperator.BELOW}
_STRICT = {ComparisonOperator.ABOVE, ComparisonOperator.BELOW}


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What a condition demands of one column.

    Args:
        column: The column.
        operator: How its value has to compare.
        values: With what: with one of these where it has to be equal, with all of them else.
    """

    column: str
    operator: ComparisonOperator
    values: frozenset[object]


def demands_in(condition: Expression) -> Iterator[Demand]:
    """Yield what a condition demands of single columns; what it says of several is left out."""
    match condition:
        case Logical(operator=LogicalOperator.AND, left=left, right=right):
            yield from demands_in(left)
            yield from demands_in(right)
        case Comparison(operator=operator, left=Name(name=column), right=Literal(value=value)):
            yield Demand(column=column, operator=operator, values=frozenset({value}))
        case Membership(of=Name(name=column), members=members, negated=negated):
            values = [each.value for each in members if isinstance(each, Literal)]
            if len(values) == len(members):
                operator = _NOT_EQUAL if negated else _EQUAL
                yield Demand(column=column, operator=operator, values=frozenset(values))
        case Name(name=column):
            yield Demand(column=column, operator=_EQUAL, values=frozenset({True}))
        case Not(of=Name(name=column)):
            yield Demand(column=column, operator=_EQUAL, values=frozenset({False}))


def are_apart(first: frozenset[Demand], second: frozenset[Demand]) -> bool:
    """Return whether no record meets both demands, because of some column."""
    return any(
        _contradict(one, other) or _contradict(other, one)
        for one in first
        for other in second
        if one.column == other.column
    )


def _contradict(one: Demand, other: Demand) -> bool:
    if one.operator is _EQUAL:
        return not any(_meets(value, other) for value in one.values)
    if one.operator in _UPWARDS and other.operator in _DOWNWARDS:
        (low,), (high,) = one.values, other.values
        strict = bool({one.operator, other.operator} & _STRICT)
        operator = ComparisonOperator.AT_LEAST if strict else ComparisonOperator.ABOVE
        return _holds(operator, low, high) is True
    return False


def _meets(value: object, demand: Demand) -> bool:
    """Return whether a value may meet a demand; true where they cannot be compared."""
    if demand.operator is _EQUAL:
        return value in demand.values
    return all(_holds(demand.operator, value, each) is not False for each in demand.values)


def _holds(operator: ComparisonOperator, left: object, right: object) -> bool | None:
    if operator is _NOT_EQUAL:
        return left != right
    if isinstance(left, Quantity) and isinstance(right, Quantity) and left.unit == right.unit:
        return compare(operator, left, right)
    return None
