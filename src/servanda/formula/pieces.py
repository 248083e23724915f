"""The pieces of a range on which a formula follows one law, and what they tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

from servanda.facts.figure import NoValue, Value
from servanda.formula.moebius import Moebius
from servanda.kernel.quantity import Quantity

__all__ = [
    "Bounds",
    "Direction",
    "Jump",
    "Piece",
    "bounds",
    "direction",
    "gaps",
    "is_proven",
    "jumps",
    "merged",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Hold a stretch of the range on which a formula follows one law.

    Args:
        low: Lower end in base units, nothing for no end.
        low_included: Whether the lower end belongs to it.
        high: Upper end, the same as the lower one for a single place.
        high_included: Whether the upper end belongs to it.
        value: What the formula gives: a value, a figure whose amount depends on the unknown
            (a ``Moebius``), or an absence. Nothing where it is not proven.
        unproven: Why it is not proven, else empty.
    """

    low: Fraction | None
    low_included: bool
    high: Fraction | None
    high_included: bool
    value: Value | None
    unproven: str = ""

    @property
    def is_absent(self) -> bool:
        """Return whether the formula has no value here."""
        return isinstance(self.value, NoValue)

    def at(self, x: Fraction) -> Value | None:
        """Return the value at a place of it, or the limit at its ends; nothing at a pole."""
        if not isinstance(self.value, Quantity) or not isinstance(self.value.amount, Moebius):
            return self.value
        amount = self.value.amount.at(x)
        return None if amount is None else Quantity(amount, self.value.unit)


def _same_law(left: Value | None, right: Value | None) -> bool:
    if isinstance(left, NoValue) and isinstance(right, NoValue):
        return left.why is right.why
    if not (isinstance(left, Quantity) and isinstance(right, Quantity)):
        return type(left) is type(right) and left == right and left is not None
    if left.unit != right.unit:
        return False
    first, second = left.amount, right.amount
    if isinstance(first, Moebius) and isinstance(second, Moebius):
        return _proportional(first, second)
    return not isinstance(first, Moebius) and not isinstance(second, Moebius) and first == second


def _proportional(first: Moebius, second: Moebius) -> bool:
    pairs = list(zip(first.law, second.law, strict=True))
    return all(a * d == b * c for a, b in pairs for c, d in pairs)


def merged(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Join neighbours that follow one law; a place joins a neighbour whose limit it is."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and (whole := _joined(joined[-1], piece)):
            joined[-1] = whole
        else:
            joined.append(piece)
    return tuple(joined)


def _joined(left: Piece, right: Piece) -> Piece | None:
    if left.unproven or right.unproven:
        return None
    if _same_law(left.value, right.value) or (
        _is_place(right) and right.low is not None and _continues(left, right.low, right.value)
    ):
        value = left.value
    elif _is_place(left) and left.high is not None and _continues(right, left.high, left.value):
        value = right.value
    else:
        return None
    return replace(left, high=right.high, high_included=right.high_included, value=value)


def _is_place(piece: Piece) -> bool:
    return piece.low is not None and piece.low == piece.high


def _continues(piece: Piece, x: Fraction, value: Value | None) -> bool:
    varies = isinstance(piece.value, Quantity) and isinstance(piece.value.amount, Moebius)
    return varies and _same_law(piece.at(x), value)


def is_proven(pieces: Sequence[Piece]) -> bool:
    """Return whether every piece is proven."""
    return not any(piece.unproven for piece in pieces)


def gaps(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Return the pieces on which the formula has no value."""
    return tuple(piece for piece in pieces if piece.is_absent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Jump:
    """A cliff: a place where a small difference of the unknown makes a large one.

    Args:
        x: The place, in base units.
        before: Limit from below; nothing where it grows beyond bounds.
        here: Value at the place itself.
        after: Limit from above; nothing where it grows beyond bounds.
    """

    x: Fraction
    before: Value | None
    here: Value | None
    after: Value | None


def jumps(pieces: Sequence[Piece]) -> tuple[Jump, ...]:
    """Return the places where the formula jumps, or begins or ceases to have a value, in order.

    Places next to what is not proven are not looked at.
    """
    places = sorted(
        {edge for piece in pieces for edge in (piece.low, piece.high) if edge is not None}
    )
    found, first = [], 0
    for x in places:
        while (high := pieces[first].high) is not None and high < x:
            first += 1
        # At a place meet at most a piece before it, one at it and one after it.
        jump = _jump_at(pieces[first : first + 3], x)
        found += [jump] if jump is not None else []
    return tuple(found)


def _jump_at(pieces: Sequence[Piece], x: Fraction) -> Jump | None:
    before = next((piece for piece in pieces if _reaches_from_below(piece, x)), None)
    here = next((piece for piece in pieces if _holds(piece, x)), None)
    after = next((piece for piece in pieces if _reaches_from_above(piece, x)), None)
    beside = [piece for piece in (before, here, after) if piece is not None]
    if any(piece.unproven for piece in beside):
        return None
    values = [piece.at(x) for piece in beside]
    if len(values) < 2 or all(_same_law(values[0], other) for other in values[1:]):
        return None
    return Jump(
        x=x,
        before=before.at(x) if before else None,
        here=here.at(x) if here else None,
        after=after.at(x) if after else None,
    )


def _reaches_from_below(piece: Piece, x: Fraction) -> bool:
    starts = piece.low is None or piece.low < x
    return starts and (piece.high is None or piece.high >= x)


def _reaches_from_above(piece: Piece, x: Fraction) -> bool:
    starts = piece.low is None or piece.low <= x
    return starts and (piece.high is None or piece.high > x)


def _holds(piece: Piece, x: Fraction) -> bool:
    if piece.low is not None and (x < piece.low or (x == piece.low and not piece.low_included)):
        return False
    return piece.high is None or x < piece.high or (x == piece.high and piece.high_included)


_End = Fraction | bool
"""A value, or endless: upwards (True) or downwards (False)."""


class Direction(Enum):
    """Which way a formula goes as the unknown grows."""

    CONSTANT = "stays the same"
    RISES = "never falls"
    FALLS = "never rises"
    MIXED = "rises and falls"
    UNPROVEN = "not proven"


def direction(pieces: Sequence[Piece]) -> Direction:
    """Return which way a formula goes over the whole range, jumps included; gaps are skipped."""
    if not is_proven(pieces):
        return Direction.UNPROVEN
    ups, downs = False, False
    last: _End | None = None
    for piece in pieces:
        found = _ends(piece)
        if found is None:
            continue
        first, final = _with_signs(piece, found)
        rises = _rises(piece)
        ups |= rises is True or (last is not None and _order(first) > _order(last))
        downs |= rises is False or (last is not None and _order(first) < _order(last))
        last = final
    if ups and downs:
        return Direction.MIXED
    return Direction.RISES if ups else Direction.FALLS if downs else Direction.CONSTANT


def _rises(piece: Piece) -> bool | None:
    amount = piece.value.amount if isinstance(piece.value, Quantity) else None
    return amount.rises if isinstance(amount, Moebius) else None


def _ends(piece: Piece) -> tuple[Fraction | None, Fraction | None] | None:
    if not isinstance(piece.value, Quantity):
        return None
    amount = piece.value.amount
    if isinstance(amount, Moebius):
        return amount.limit(piece.low), amount.limit(piece.high)
    return amount, amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The least and the greatest value over a range, reached or come close to.

    Args:
        least: Nothing where there is no lower bound, or none is proven.
        greatest: Nothing where there is no upper bound, or none is proven.
    """

    least: Quantity | None
    greatest: Quantity | None


def bounds(pieces: Sequence[Piece]) -> Bounds:
    """Return the least and greatest figure that the formula gives, gaps left aside."""
    ends = [end for piece in pieces if (found := _ends(piece)) for end in _with_signs(piece, found)]
    unit = next((piece.value.unit for piece in pieces if isinstance(piece.value, Quantity)), None)
    if not ends or unit is None or not is_proven(pieces):
        return Bounds(least=None, greatest=None)
    least = min(ends, key=_order)
    greatest = max(ends, key=_order)
    return Bounds(
        least=None if isinstance(least, bool) else Quantity(least, unit),
        greatest=None if isinstance(greatest, bool) else Quantity(greatest, unit),
    )


def _with_signs(piece: Piece, ends: tuple[Fraction | None, Fraction | None]) -> tuple[_End, _End]:
    """Return the values at a piece's ends, or which way they go beyond bounds."""
    rises = _rises(piece) is True
    return (
        ends[0] if ends[0] is not None else not rises,
        ends[1] if ends[1] is not None else rises,
    )


def _order(end: _End) -> tuple[int, Fraction]:
    if isinstance(end, bool):
        return (1 if end else -1), Fraction(0)
    return 0, end
