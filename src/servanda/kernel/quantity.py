"""An exact figure with its unit."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from servanda.kernel.unit import BaseKind, Unit, UnitMismatch

__all__ = ["NUMBER", "PERCENTAGE_POINTS", "SHARE", "Quantity"]

NUMBER = Unit()
SHARE = Unit.of(BaseKind.SHARE)
PERCENTAGE_POINTS = Unit.of(BaseKind.POINTS_OF_PERCENT)


@dataclass(frozen=True, slots=True)
class Quantity:
    """Hold an exact amount of a unit.

    A share of 99% is ``Fraction(99, 100)``; percentage points are held the same way, so
    0.4 pp is ``Fraction(4, 1000)``. Durations are in seconds, whatever they were written in.

    Example:
        >>> Quantity.money("2.50", "EUR") + Quantity.money("1.00", "EUR")
        Quantity(amount=Fraction(7, 2), unit=Unit(powers=((Base(sort='money', name='EUR'), 1),)))
    """

    amount: Fraction
    unit: Unit = NUMBER

    @classmethod
    def money(cls, amount: str | Fraction | int, currency: str) -> Quantity:
        """Return an amount of a currency; floats are not accepted on the way to money."""
        return cls(Fraction(amount), Unit.money(currency))

    @classmethod
    def share(cls, amount: str | Fraction | int) -> Quantity:
        """Return a share, 1 being the whole."""
        return cls(Fraction(amount), SHARE)

    def __add__(self, other: Quantity) -> Quantity:
        return Quantity(self.amount + other.amount, self._same_unit(other, "add"))

    def __sub__(self, other: Quantity) -> Quantity:
        """Subtract; a share less a share is percentage points."""
        unit = self._same_unit(other, "subtract")
        return Quantity(self.amount - other.amount, PERCENTAGE_POINTS if unit.is_share else unit)

    def __mul__(self, other: Quantity) -> Quantity:
        return Quantity(self.amount * other.amount, self.unit * other.unit)

    def __truediv__(self, other: Quantity) -> Quantity:
        """Divide; raises ``ZeroDivisionError``, which the evaluators turn into *no data*."""
        if self.unit == PERCENTAGE_POINTS and other.unit.is_share:
            return Quantity(self.amount / other.amount, SHARE)
        return Quantity(self.amount / other.amount, self.unit / other.unit)

    def __neg__(self) -> Quantity:
        return Quantity(-self.amount, self.unit)

    def _same_unit(self, other: Quantity, doing: str) -> Unit:
        if self.unit != other.unit:
            raise UnitMismatch(self.unit, other.unit, doing)
        return self.unit
