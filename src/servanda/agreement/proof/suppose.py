"""What is supposed of amounts that only evidence brings: a fee summed over invoices, say."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from typing import TypeVar

from servanda.agreement.proof.model import Undecided
from servanda.formula.display import format_quantity
from servanda.formula.printing import print_once
from servanda.formula.syntax import Aggregate, Aggregator, Call, Expression, Name, Node, Otherwise
from servanda.formula.walk import nodes_in
from servanda.kernel.quantity import Quantity
from servanda.kernel.unit import BaseKind, Unit

__all__ = ["SUPPOSED_MONEY", "Suppositions"]

N = TypeVar("N", bound=Node)
SUPPOSED_MONEY = Fraction(100)
"""What a sum of money over evidence is taken to be, in units of its currency."""

_PERIOD_ROWS = {"period", "periods", "months", "quarters", "years", "weeks"}
_SUPPOSABLE = {Aggregator.SUM, Aggregator.COUNT}


@dataclass(slots=True)
class Suppositions:
    """Put supposed amounts in the place of sums over evidence.

    Money is taken to be 100, so that what a line pays reads as a percentage; any other sum is
    taken to be that of nothing.

    Args:
        unknown: The sum that is unknown, as it is written, if it is one.
        with_fallback: Whether ``otherwise`` answers where no row of a table holds a value.
        amounts: What was supposed, by the sum as it is written.
    """

    unknown: str = ""
    with_fallback: bool = True
    amounts: dict[str, Quantity] = field(default_factory=dict)

    @property
    def words(self) -> tuple[str, ...]:
        """Return what was supposed, in words."""
        return tuple(
            f"{text} is {format_quantity(amount)}" for text, amount in sorted(self.amounts.items())
        )

    def into(self, expression: Expression) -> Expression:
        """Return a formula with names in the place of sums over evidence.

        Raises:
            Undecided: It looks at rows in another way.
        """
        return self._in(expression)

    def _in(self, node: N) -> N:
        if isinstance(node, Aggregate):
            return self._name_of(node)  # type: ignore[return-value] # both are expressions
        if isinstance(node, Otherwise) and not self.with_fallback and _looks_up(node.of):
            return self._in(node.of)  # type: ignore[return-value] # both are expressions
        changed: dict[str, object] = {}
        for part in fields(node):
            value = getattr(node, part.name)
            if isinstance(value, Node):
                changed[part.name] = self._in(value)
            elif isinstance(value, tuple):
                changed[part.name] = tuple(
                    self._in(each) if isinstance(each, Node) else each for each in value
                )
        return replace(node, **changed) if changed else node  # type: ignore[arg-type] # its fields

    def _name_of(self, aggregate: Aggregate) -> Name:
        source = aggregate.over
        if source is None or source.name in _PERIOD_ROWS:
            raise Undecided("it adds up over several periods")
        if aggregate.aggregator not in _SUPPOSABLE or aggregate.empty is None:
            raise Undecided(f"it takes the {aggregate.aggregator.value} over '{source.name}'")
        text = print_once(aggregate)
        if text != self.unknown:
            self.amounts[text] = _supposed(aggregate.empty)
        return Name(span=aggregate.span, name=text)


def _supposed(empty: Quantity) -> Quantity:
    return Quantity(SUPPOSED_MONEY, empty.unit) if _is_money(empty.unit) else empty


def _is_money(unit: Unit) -> bool:
    return len(unit.powers) == 1 and unit.powers[0][0].sort == BaseKind.MONEY.value


def _looks_up(expression: Expression) -> bool:
    """Return whether a formula looks something up, be it in a table or by a function."""
    return any(isinstance(node, Call) for node in nodes_in(expression))
