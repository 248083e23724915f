"""From the tree of a formula back to its text."""

from __future__ import annotations

from functools import lru_cache

from servanda.formula.literals import spell_text
from servanda.formula.syntax import (
    Aggregate,
    Aggregator,
    Ago,
    Arithmetic,
    ArithmeticOperator,
    AsPercent,
    BusinessDayMove,
    BusinessDays,
    Call,
    Comparison,
    ComparisonOperator,
    Conditional,
    Expression,
    IsKnown,
    Literal,
    Logical,
    LogicalOperator,
    Lookup,
    Marginal,
    Member,
    Membership,
    Name,
    Negation,
    Not,
    OnDay,
    Otherwise,
    Round,
    RowSource,
    RowWindow,
    Run,
    Steps,
    Time,
)

__all__ = ["print_expression", "print_once", "spell_comparison"]

# How loosely each form binds; a part is bracketed where it binds more loosely than its place.
(
    _OTHERWISE,
    _IF,
    _OR,
    _AND,
    _NOT,
    _COMPARISON,
    _SUM,
    _STEPS,
    _PRODUCT,
    _SIGN,
    _PART,
    _ATOM,
) = range(12)

_COMPARISONS = {
    ComparisonOperator.EQUAL: "is",
    ComparisonOperator.NOT_EQUAL: "is not",
    ComparisonOperator.BELOW: "below",
    ComparisonOperator.AT_MOST: "at most",
    ComparisonOperator.ABOVE: "above",
    ComparisonOperator.AT_LEAST: "at least",
}
_SUMS = frozenset({ArithmeticOperator.ADD, ArithmeticOperator.SUBTRACT})


def print_expression(expression: Expression) -> str:
    """Return the text of a formula in house spelling: comparisons in words, texts in single
    quotes, no brackets that are not needed. Reading it gives the same tree.

    Example:
        >>> from servanda.formula.origin import Origin
        >>> from servanda.formula.parse import parse
        >>> tree = parse('(x>=95%) and (p="P1")', Origin(file="a.yaml")).expression
        >>> print_expression(tree)
        "x at least 95% and p is 'P1'"
    """
    return _print(expression, _OTHERWISE)


def spell_comparison(operator: ComparisonOperator) -> str:
    """Return a comparison in words: ``at least``."""
    return _COMPARISONS[operator]


def _print(expression: Expression, place: int) -> str:
    text, binding = _spell(expression)
    return f"({text})" if binding < place else text


def _spell(expression: Expression) -> tuple[str, int]:  # noqa: C901, PLR0911, PLR0912 - a case per node
    match expression:
        case Otherwise(of=of, fallback=fallback):
            return f"{_print(of, _OTHERWISE)} otherwise {_print(fallback, _IF)}", _OTHERWISE
        case Conditional(condition=condition, then=then, otherwise=other):
            first = f"if {_print(condition, _OTHERWISE)} then {_print(then, _OTHERWISE)}"
            return f"{first} else {_print(other, _IF)}", _IF
        case Logical(operator=operator, left=left, right=right):
            place = _OR if operator is LogicalOperator.OR else _AND
            return f"{_print(left, place)} {operator.value} {_print(right, place + 1)}", place
        case Not(of=of):
            return f"not {_print(of, _NOT)}", _NOT
        case Comparison(operator=comparison, left=left, right=right):
            word = _COMPARISONS[comparison]
            return f"{_print(left, _SUM)} {word} {_print(right, _SUM)}", _COMPARISON
        case Membership(of=of, members=members, negated=negated):
            word = "not in" if negated else "in"
            return f"{_print(of, _SUM)} {word} [{_list(members)}]", _COMPARISON
        case IsKnown(of=of, negated=negated):
            return f"{_print(of, _SUM)} is {'not ' if negated else ''}known", _COMPARISON
        case Arithmetic():
            return _spell_arithmetic(expression)
        case Steps(rate=rate, rounding=rounding, size=size, amount=amount):
            stepped = f"per {rounding.value} {_print(size, _SIGN)}"
            return f"{_print(rate, _STEPS)} {stepped} of {_print(amount, _PRODUCT)}", _STEPS
        case Negation(of=of):
            return f"-{_print(of, _SIGN)}", _SIGN
        case Ago():
            return _spell_ago(expression)
        case AsPercent(of=of):
            return f"{_print(of, _PART)} as %", _PART
        case Member(of=of, name=name):
            return f"{_print(of, _PART)}.{name}", _PART
        case Literal(text=text):
            return text or spell_text(str(expression.value)), _ATOM
        case Name():
            return _spell_name(expression), _ATOM
        case Lookup(of=term, at=at):
            return f"{_spell_name(term)}[{_list(at)}]", _ATOM
        case Call(function=function, arguments=arguments):
            return f"{function}({_list(arguments)})", _ATOM
        case Round(of=of, to=to, mode=mode):
            inner = f"{_print(of, _OTHERWISE)} to {_print(to, _SUM)} {mode.value}"
            return f"round({inner})", _ATOM
        case Marginal(table=table, low=low, high=high):
            return f"marginal({table}, {_list((low, high))})", _ATOM
        case Run(of=of):
            return f"run({_print(of, _OTHERWISE)})", _ATOM
        case Time():
            return _spell_time(expression), _ATOM
        case Aggregate():
            return _spell_aggregate(expression), _ATOM
        case BusinessDays(calendar=calendar, start=start, end=end):
            stretch = f"from {_print(start, _SIGN)} to {_print(end, _SIGN)}"
            return f"business days of {calendar} {stretch}", _SIGN
        case BusinessDayMove(of=of, backward=backward, days=days, calendar=calendar):
            sign = "-" if backward else "+"
            return f"{_print(of, _SUM)} {sign} {_print(days, _PRODUCT)} of {calendar}", _SUM
        case OnDay(of=of, day=day):
            return f"{_print(of, _ATOM)} on {_print(day, _PART)}", _PART


def _spell_time(time: Time) -> str:
    of = _print(time.of, _OTHERWISE)
    if time.since is None or time.until is None:
        return f"time({of})"
    return f"time({of} from {_print(time.since, _SUM)} to {_print(time.until, _SUM)})"


def _spell_name(name: Name) -> str:
    return f"this.{name.name}" if name.outer else name.name


def _list(expressions: tuple[Expression, ...]) -> str:
    return ", ".join(_print(expression, _OTHERWISE) for expression in expressions)


def _spell_arithmetic(expression: Arithmetic) -> tuple[str, int]:
    place = _SUM if expression.operator in _SUMS else _PRODUCT
    left = _print(expression.left, place)
    right = _print(expression.right, place + 1)
    return f"{left} {expression.operator.value} {right}", place


def _spell_ago(ago: Ago) -> tuple[str, int]:
    if ago.periods == 1 and ago.counted_in == "periods":
        return f"previous {_print(ago.of, _SIGN)}", _SIGN
    return f"{_print(ago.of, _PART)} {ago.periods} {ago.counted_in} ago", _PART


def _spell_aggregate(aggregate: Aggregate) -> str:
    words = []
    if aggregate.parameter is not None:
        words.append(f"{_print(aggregate.parameter, _OTHERWISE)},")
    if aggregate.of is not None:
        words.append(_print(aggregate.of, _OTHERWISE))
    if aggregate.over is not None:
        counted = aggregate.aggregator is Aggregator.COUNT
        words.append(
            _spell_rows(aggregate.over) if counted else f"over {_spell_rows(aggregate.over)}"
        )
    if aggregate.where is not None:
        words.append(f"where {_print(aggregate.where, _OTHERWISE)}")
    return f"{aggregate.aggregator.value}({' '.join(words)})"


def _spell_rows(rows: RowSource) -> str:
    name = f"earlier {rows.name}" if rows.earlier else rows.name
    match rows.window:
        case RowWindow.ALL:
            return name
        case RowWindow.LAST_PERIODS if name == rows.counted_in:
            return f"last {rows.length} {name}"
        case RowWindow.LAST_PERIODS:
            return f"{name} in last {rows.length} {rows.counted_in}"
        case RowWindow.LAST_DAYS:
            return f"{name} in last {rows.length} days"
        case _:
            return f"{name} in {rows.window.value}"


class _ByIdentity:
    """Let a tree be a key by itself, since comparing trees costs as much as printing them."""

    __slots__ = ("expression",)

    def __init__(self, expression: Expression) -> None:
        self.expression = expression

    def __hash__(self) -> int:
        return id(self.expression)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and other.expression is self.expression


@lru_cache(maxsize=4096)
def _printed(key: _ByIdentity) -> str:
    return print_expression(key.expression)


def print_once(expression: Expression) -> str:
    """Return a formula's text, printed once however often it is evaluated."""
    return _printed(_ByIdentity(expression))
