"""Units: what a figure is a figure of.

A unit is a product of powers of base units. Durations of the clock on the wall, open time of
a calendar, calendar days, business days and months are five different bases: none turns into
another. Dimensionless figures are of two sorts, a bare *number* and a *share*; like divided by
like is a share, and a share minus a share is percentage points.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

__all__ = ["Base", "BaseKind", "Unit", "UnitMismatch"]


class BaseKind(Enum):
    """Say what sort of thing a base unit counts."""

    SHARE = "share"
    POINTS_OF_PERCENT = "percentage points"
    ELAPSED = "elapsed seconds"
    OPEN = "business seconds"
    DAY = "calendar days"
    BUSINESS_DAY = "business days"
    MONTH = "months"
    MONEY = "money"
    COUNT = "count"
    SERVICE_POINT = "points"


@dataclass(frozen=True, slots=True, order=True)
class Base:
    """Name one base unit; ``name`` is the currency code, the noun in the singular, or empty."""

    sort: str
    name: str = ""

    @classmethod
    def of(cls, kind: BaseKind, name: str = "") -> Base:
        """Return the base of a kind."""
        return cls(kind.value, name)


class UnitMismatch(ValueError):
    """Two units do not go together in the way asked."""

    def __init__(self, left: Unit, right: Unit, doing: str) -> None:
        super().__init__(f"cannot {doing} {left} and {right}")
        self.left = left
        self.right = right
        self.doing = doing


_SHARE_BASE = Base.of(BaseKind.SHARE)


@dataclass(frozen=True, slots=True)
class Unit:
    """Hold a unit as sorted powers of bases.

    Example:
        >>> str(Unit.money("EUR") / Unit.of(BaseKind.ELAPSED))
        'EUR per second'
    """

    powers: tuple[tuple[Base, int], ...] = ()

    @classmethod
    def of(cls, kind: BaseKind, name: str = "") -> Unit:
        """Return a unit of one base to the first power."""
        return cls(((Base.of(kind, name), 1),))

    @classmethod
    def money(cls, currency: str) -> Unit:
        """Return the unit of a currency, by its ISO 4217 code."""
        return cls.of(BaseKind.MONEY, currency)

    @classmethod
    def count(cls, noun: str) -> Unit:
        """Return the unit of things counted, by their noun in the singular."""
        return cls.of(BaseKind.COUNT, noun)

    @property
    def is_number(self) -> bool:
        """Return whether this is a bare number."""
        return not self.powers

    @property
    def is_share(self) -> bool:
        """Return whether this is a share, shown as a percentage."""
        return self.powers == ((_SHARE_BASE, 1),)

    @property
    def currency(self) -> str | None:
        """Return the currency if this is plain money."""
        if len(self.powers) == 1:
            base, power = self.powers[0]
            if base.sort == BaseKind.MONEY.value and power == 1:
                return base.name
        return None

    @property
    def noun(self) -> str | None:
        """Return the noun if this is a plain count."""
        if len(self.powers) == 1:
            base, power = self.powers[0]
            if base.sort == BaseKind.COUNT.value and power == 1:
                return base.name
        return None

    def is_only(self, kind: BaseKind) -> bool:
        """Return whether this is one base of the given kind, to the first power."""
        return (
            len(self.powers) == 1
            and self.powers[0][0].sort == kind.value
            and self.powers[0][1] == 1
        )

    def __mul__(self, other: Unit) -> Unit:
        if self.is_number or other.is_number:
            return other if self.is_number else self
        if self.is_share or other.is_share:
            return other if self.is_share else self
        powers = dict(self.powers)
        for base, power in other.powers:
            powers[base] = powers.get(base, 0) + power
        return Unit(tuple(sorted((base, power) for base, power in powers.items() if power)))

    def __truediv__(self, other: Unit) -> Unit:
        if self == other:
            return self if self.is_number else Unit(((_SHARE_BASE, 1),))
        if other.is_number or other.is_share:
            return self
        # Percentage points over a share is a share again: "26% over target".
        inverse = Unit(tuple((base, -power) for base, power in other.powers))
        return inverse if self.is_number or self.is_share else self * inverse

    def __str__(self) -> str:
        if not self.powers:
            return "a bare number"
        above = [_spell(base, power) for base, power in self.powers if power > 0]
        below = [_spell(base, -power) for base, power in self.powers if power < 0]
        return " ".join(
            filter(None, [" ".join(above), *(f"per {_singular(word)}" for word in below)])
        )


_SPELLING = {
    BaseKind.SHARE.value: "a share",
    BaseKind.POINTS_OF_PERCENT.value: "percentage points",
    BaseKind.ELAPSED.value: "seconds",
    BaseKind.OPEN.value: "business seconds",
    BaseKind.DAY.value: "calendar days",
    BaseKind.BUSINESS_DAY.value: "business days",
    BaseKind.MONTH.value: "months",
    BaseKind.SERVICE_POINT.value: "points",
}


def _spell(base: Base, power: int) -> str:
    if base.sort == BaseKind.MONEY.value:
        word = base.name
    elif base.sort == BaseKind.COUNT.value:
        word = f"{base.name}s"
    else:
        word = _SPELLING[base.sort]
    return word if power == 1 else f"{word}^{power}"


def _singular(word: str) -> str:
    return word.removesuffix("s")
