"""What a figure comes to at a place: its formula, or nothing where its condition is false."""

from __future__ import annotations

from servanda.agreement.model.money import Figure
from servanda.facts.figure import NoValue, Value
from servanda.facts.trace import Step
from servanda.formula.environment import Environment
from servanda.formula.exact import evaluate
from servanda.kernel.quantity import Quantity

__all__ = ["compute"]


def compute(figure: Figure, place: Environment, *, name: str, period: str, currency: str) -> Step:
    """Return what a figure is worth, with its trace.

    Args:
        figure: The figure.
        place: What names mean where it is computed.
        name: What the step is called.
        period: Label of the period.
        currency: The money of nothing due, where the figure does not say another zero.
    """
    if figure.when is not None:
        condition = evaluate(figure.when.expression, place)
        if condition.value is not True:
            value = _nothing(figure, condition, currency)
            text = f"nothing unless {figure.when.text}"
            return Step(
                name=name, text=text, value=value, of=(condition,), span=figure.span, period=period
            )
    step = evaluate(figure.pays.expression, place)
    return Step(
        name=name,
        text=figure.pays.text,
        value=step.value,
        of=step.of,
        span=figure.span,
        note=step.note,
        period=period,
    )


def _nothing(figure: Figure, condition: Step, currency: str) -> Value:
    """Return nothing due where the condition is false; unknown stays unknown."""
    if isinstance(condition.value, NoValue):
        return condition.value
    return figure.zero or Quantity.money(0, currency)
