"""A line on its way from asked to payable."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from servanda.agreement.model.money import Figure
from servanda.facts.figure import Segment
from servanda.facts.statement import LineStatus, Stage
from servanda.facts.trace import Step
from servanda.kernel.quantity import Quantity
from servanda.settlement.book import LineKey

__all__ = ["Draft"]


@dataclass(kw_only=True)
class Draft:
    """Hold a line's amount and the stages that it went through.

    Args:
        figure: The line's figure.
        segment: The segment it is for.
        asked: How the amount asked came about.
        amount: The amount after the last stage, exact.
        currency: ISO 4217 code.
        status: Whether it is owed.
        stages: The stages so far, in order.
        evened_out: What rounding gave it beside its own, so that limits are kept.
        parts: What is left of it for each row, by the row's key, once a limit has looked at rows.
    """

    figure: Figure
    segment: Segment
    asked: Step
    amount: Fraction
    currency: str
    status: LineStatus = LineStatus.OWED
    stages: list[Stage] = field(default_factory=list)
    evened_out: Fraction = Fraction(0)
    parts: dict[str, Fraction] = field(default_factory=dict)

    @property
    def key(self) -> LineKey:
        """Return what the line is known by in the book."""
        return (self.figure.name, self.segment)

    def stage(self, name: str, amount: Fraction, note: str) -> None:
        """Note a stage and the amount after it; an amount put in its place is not evened out."""
        self.amount = amount
        self.evened_out = Fraction(0)
        money = Quantity.money(amount, self.currency)
        self.stages.append(Stage(name=name, amount=money, note=note))
