"""What shorthands spell out: the same formulas as an author could have written."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from servanda.agreement.model.formula import Formula
from servanda.agreement.model.money import LimitWindow
from servanda.agreement.model.promise import Commitment
from servanda.formula.syntax import (
    Aggregate,
    Aggregator,
    Ago,
    Arithmetic,
    ArithmeticOperator,
    Call,
    Conditional,
    Expression,
    Literal,
    Logical,
    LogicalOperator,
    Member,
    Name,
    Not,
    Otherwise,
    Round,
    RowSource,
)
from servanda.kernel.decimals import amount_text
from servanda.kernel.quantity import NUMBER, Quantity
from servanda.kernel.rounding import RoundingMode
from servanda.kernel.source import SourceSpan

__all__ = ["spell_due", "spell_gained", "spell_shared", "spell_shares", "whole_share"]


def whole_share(span: SourceSpan) -> Formula:
    """Return 100%, standing where it was meant."""
    return _share(100, span)


def _share(percent: Fraction | int, span: SourceSpan) -> Formula:
    text = f"{amount_text(Fraction(percent))}%"
    value = Quantity.share(Fraction(percent) / 100)
    return Formula(text=text, expression=Literal(span=span, value=value, text=text), span=span)


def spell_shares(
    *,
    commitment: Commitment,
    of: Formula,
    pool: Formula | None,
    below_expected: Formula | None,
    below_minimum: Formula | None,
    repeat: Fraction,
    span: SourceSpan,
) -> Formula:
    """Spell out a penalty that is a share of a pool, by how a commitment was met.

    Args:
        commitment: The commitment.
        of: The amount that the pool is a share of.
        pool: This line's share of it; all of it where absent.
        below_expected: Share paid below the expected level; nothing where absent.
        below_minimum: Share paid below the minimum; as below expected where absent.
        repeat: Multiplier where the period before missed as well, or the window before of one
            that is judged where it ends; 1 for none.
        span: Where the shorthand stands.

    Returns:
        ``(if not m.minimum_met then 100% else if not m.met then 50% else 0%) of 40% of (at_risk)
        * (if previous m.missed otherwise no then 2 else 1)``.
    """
    nothing = _share(0, span)
    shares = _either(
        _failed(commitment.name, "met", span), below_expected or nothing, nothing, span
    )
    if below_minimum is not None:
        shares = _either(_failed(commitment.name, "minimum_met", span), below_minimum, shares, span)
    amount = of if pool is None else _times(ArithmeticOperator.OF, pool, of, span)
    pays = _times(ArithmeticOperator.OF, shares, amount, span)
    if repeat == 1:
        return pays
    factor = _either(
        _missed_before(commitment, span), _number(repeat, span), _number(1, span), span
    )
    return _times(ArithmeticOperator.MULTIPLY, pays, factor, span)


def spell_gained(amount: Formula, currency: str) -> Formula:
    """Spell out what was gained, nothing where it is below zero: ``greatest(0 EUR, x)``."""
    nothing = Quantity.money("0", currency)
    zero = Literal(span=amount.span, value=nothing, text=f"0 {currency}")
    expression = Call(span=amount.span, function="greatest", arguments=(zero, amount.expression))
    text = f"greatest(0 {currency}, {amount.text})"
    return Formula(text=text, expression=expression, span=amount.span)


def spell_shared(
    gained: str, attributed: Fraction, provider: Formula, quantum: Quantity
) -> Formula:
    """Spell out the provider's share of what was gained.

    Args:
        gained: Name of the figure that says what was gained.
        attributed: Share of it that is attributed to the provider.
        provider: Share of that which it is paid.
        quantum: What money is rounded to.

    Returns:
        ``round(50% of (40% of x_gained) to 0.01 EUR down)``.
    """
    span = provider.span
    gain = Formula(text=gained, expression=Name(span=span, name=gained), span=span)
    of = ArithmeticOperator.OF
    amount = _times(of, provider, _times(of, _share(attributed * 100, span), gain, span), span)
    step = f"{amount_text(quantum.amount)} {quantum.unit.currency}"
    expression = Round(
        span=span,
        of=amount.expression,
        to=Literal(span=span, value=quantum, text=step),
        mode=RoundingMode.DOWN,
    )
    return Formula(text=f"round({amount.text} to {step} down)", expression=expression, span=span)


def _either(condition: Formula, then: Formula, otherwise: Formula, span: SourceSpan) -> Formula:
    expression = Conditional(
        span=span,
        condition=condition.expression,
        then=then.expression,
        otherwise=otherwise.expression,
    )
    text = f"if {condition.text} then {then.text} else {otherwise.text}"
    return Formula(text=text, expression=expression, span=span)


def _times(
    operator: ArithmeticOperator, left: Formula, right: Formula, span: SourceSpan
) -> Formula:
    expression = Arithmetic(
        span=span, operator=operator, left=left.expression, right=right.expression
    )
    text = f"{_bracketed(left)} {operator.value} {_bracketed(right)}"
    return Formula(text=text, expression=expression, span=span)


def _bracketed(formula: Formula) -> str:
    simple = isinstance(formula.expression, Literal | Name | Member)
    return formula.text if simple else f"({formula.text})"


def _failed(commitment: str, member: str, span: SourceSpan) -> Formula:
    met = _member(commitment, member, span)
    return Formula(text=f"not {commitment}.{member}", expression=Not(span=span, of=met), span=span)


def spell_due(commitment: str, when: Formula | None, span: SourceSpan) -> Formula:
    """Spell out that a line is due where its commitment's window ends: ``m.due and (when)``."""
    due = Formula(text=f"{commitment}.due", expression=_member(commitment, "due", span), span=span)
    if when is None:
        return due
    both = Logical(
        span=when.span, operator=LogicalOperator.AND, left=due.expression, right=when.expression
    )
    return Formula(text=f"{due.text} and ({when.text})", expression=both, span=when.span)


_JUDGED_IN_EVERY_PERIOD = frozenset(
    {LimitWindow.PERIOD, LimitWindow.LAST_PERIODS, LimitWindow.LAST_DAYS}
)


def _missed_before(commitment: Commitment, span: SourceSpan) -> Formula:
    name = commitment.name
    missed = _member(name, "missed", span)
    if commitment.over in _JUDGED_IN_EVERY_PERIOD:
        before: Expression = Ago(span=span, of=missed, periods=1)
        text = f"previous {name}.missed"
    else:
        before = Aggregate(
            span=span,
            aggregator=Aggregator.LAST,
            of=missed,
            over=RowSource(span=span, name="periods", earlier=True),
            where=_member(name, "due", span),
        )
        text = f"last({name}.missed over earlier periods where {name}.due)"
    no = Literal(span=span, value=False, text="no")
    return Formula(
        text=f"({text} otherwise no)",
        expression=Otherwise(span=span, of=before, fallback=no),
        span=span,
    )


def _member(commitment: str, member: str, span: SourceSpan) -> Expression:
    return Member(span=span, of=Name(span=span, name=commitment), name=member)


def _number(number: Fraction | int, span: SourceSpan) -> Formula:
    value = Quantity(Fraction(number), NUMBER)
    # A multiplier has at most six digits after the point, so the decimal is exact.
    text = str(Decimal(value.amount.numerator) / Decimal(value.amount.denominator))
    return Formula(text=text, expression=Literal(span=span, value=value, text=text), span=span)
