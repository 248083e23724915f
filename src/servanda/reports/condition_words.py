"""Conditions of an agreement in words, for people who read no formulas."""

from __future__ import annotations

import re
from collections.abc import Sequence

from servanda.formula.printing import print_expression, spell_comparison
from servanda.formula.syntax import (
    Comparison,
    ComparisonOperator,
    Expression,
    IsKnown,
    Literal,
    Logical,
    LogicalOperator,
    Membership,
    Name,
    Not,
)

__all__ = ["condition_words", "described", "named"]

_BARE = re.compile(r"[A-Za-z0-9][\w./-]*")
_EQUALITIES = frozenset({ComparisonOperator.EQUAL, ComparisonOperator.NOT_EQUAL})


def condition_words(condition: Expression) -> str:
    """Say when a condition holds; what no words are known for stays a formula.

    Example:
        >>> from servanda.formula.origin import Origin
        >>> from servanda.formula.parse import parse
        >>> def words(text: str) -> str:
        ...     tree = parse(text, Origin(file="a.yaml")).expression
        ...     return condition_words(tree)
        >>> words("priority in ['P1', 'P2'] and cause is not 'third party'")
        'priority is P1 or P2, and cause is not “third party”'
        >>> words("begins - announced >= 120 hours")
        'begins - announced is at least 120 hours'
        >>> words("on_hold not in ['caller', 'change'] or (a is 1 and b is 2)")
        'on hold is neither caller nor change, or (a is 1 and b is 2)'
        >>> words("least(a, b) > 3 hours")
        'least(a, b) is above 3 hours'
    """
    match condition:
        case Logical(operator=operator):
            parts = _parts(condition, operator)
            comma = "," if any(_lists(part) for part in parts) else ""
            return f"{comma} {operator.value} ".join(map(_inside, parts))
        case Membership(of=of, members=members, negated=negated):
            return f"{named(of)} is {_listed(members, negated=negated)}"
        case IsKnown(of=of, negated=negated):
            return f"{named(of)} is {'not ' if negated else ''}known"
        case Comparison(operator=operator, left=left, right=right):
            word = spell_comparison(operator)
            is_order = operator not in _EQUALITIES
            return f"{named(left)} {'is ' if is_order else ''}{word} {named(right)}"
        case Not(of=of):
            return f"it is not so that {_inside(of)}"
        case _:
            return named(condition)


def described(condition: Expression) -> str:
    """Return what follows the name of things of which a condition holds: ``whose …``."""
    first = condition
    while isinstance(first, Logical):
        first = first.left
    match first:
        case Comparison(left=Name()) | Membership(of=Name()) | IsKnown(of=Name()):
            return f"whose {condition_words(condition)}"
        case _:
            return f"for which {condition_words(condition)}"


def named(value: Expression) -> str:
    """Return a value as people write it: a name without underscores, a text without quotes."""
    match value:
        case Name(name=name, outer=False):
            return name.replace("_", " ")
        case Literal(value=str() as text):
            is_word = _BARE.fullmatch(text) and text not in {"and", "or", "nor", "is", "not"}
            return text if is_word else f"“{text}”"
        case _:
            return print_expression(value)


def _parts(condition: Expression, operator: LogicalOperator) -> list[Expression]:
    """Return what is joined by one operator, however it is bracketed."""
    if isinstance(condition, Logical) and condition.operator is operator:
        return [*_parts(condition.left, operator), *_parts(condition.right, operator)]
    return [condition]


def _inside(part: Expression) -> str:
    words = condition_words(part)
    return f"({words})" if isinstance(part, Logical) else words


def _lists(part: Expression) -> bool:
    return isinstance(part, Membership) and len(part.members) > 1


def _listed(members: Sequence[Expression], *, negated: bool) -> str:
    *most, last = map(named, members)
    if not most:
        return f"not {last}" if negated else last
    listed = ", ".join(most)
    if not negated:
        return f"{listed} or {last}"
    return f"neither {listed} nor {last}" if len(most) == 1 else f"none of {listed} and {last}"
