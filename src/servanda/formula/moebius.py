"""A number that knows how it depends on one unknown.

It stands where a fraction would: (ax + b) / (cx + d) for every x of an open interval. Adding,
multiplying and comparing it works as with fractions, except that a question whose answer is not
the same over the whole interval raises ``Split`` with the places where the answer changes, and
one that goes beyond such numbers raises ``NotProven``.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NoReturn

from servanda.formula.polynomial import Polynomial, degree, multiply, plus, reduce_ratio
from servanda.kernel.rounding import RoundingMode, round_to

__all__ = ["STEPS_MAX", "Moebius", "NotProven", "Split", "unknown_over"]

STEPS_MAX = 2_000
"""Steps of a rounding over one interval beyond which nothing is proven."""

_HALVES = frozenset({RoundingMode.HALF_UP, RoundingMode.HALF_DOWN, RoundingMode.HALF_EVEN})


class Split(Exception):
    """The interval must be split: what was asked is not the same on all of it."""

    def __init__(self, points: Iterable[Fraction]) -> None:
        self.points = tuple(sorted(points))
        super().__init__(f"split at {', '.join(map(str, self.points))}")


class NotProven(Exception):
    """What was asked goes beyond what this kind of number knows."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def unknown_over(low: Fraction | None, high: Fraction | None) -> Moebius:
    """Return the unknown itself, over an open interval.

    Args:
        low: Lower end, not included; nothing for no end.
        high: Upper end, not included; nothing for no end.

    Example:
        >>> x = unknown_over(Fraction(0), Fraction(10))
        >>> x + 1 > Fraction(0), (2 * x + 1).at(Fraction(3))
        (True, Fraction(7, 1))
        >>> x > 4
        Traceback (most recent call last):
        servanda.formula.moebius.Split: split at 4
    """
    return _raw((Fraction(1), Fraction(0), Fraction(0), Fraction(1)), low, high)


_Law = tuple[Fraction, Fraction, Fraction, Fraction]


def _raw(law: _Law, low: Fraction | None, high: Fraction | None) -> Moebius:
    number = object.__new__(Moebius)
    number.law = law
    number.low = low
    number.high = high
    return number


class Moebius(Fraction):
    """Hold (ax + b) / (cx + d), not constant and without a pole, over an open interval.

    Made by ``unknown_over`` and by computing with what that gives; never constant, since
    computing gives a plain fraction where the unknown cancels out.
    """

    __slots__ = ("high", "law", "low")

    law: _Law
    low: Fraction | None
    high: Fraction | None

    @property
    def rises(self) -> bool:
        """Return whether it grows with the unknown."""
        a, b, c, d = self.law
        return a * d > b * c

    def at(self, x: Fraction) -> Fraction | None:
        """Return the value at a place, or its limit there; nothing where it has a pole."""
        a, b, c, d = self.law
        below = c * x + d
        return None if below == 0 else (a * x + b) / below

    def limit(self, end: Fraction | None) -> Fraction | None:
        """Return the limit at an end of the interval; nothing where it grows beyond bounds."""
        if end is not None:
            return self.at(end)
        a, _, c, _ = self.law
        return None if c == 0 else a / c

    def sample(self) -> Fraction:
        """Return the value at some place of the interval."""
        found = self.at(_middle(self.low, self.high))
        assert found is not None, "there is no pole inside"
        return found

    def _has_inside(self, x: Fraction) -> bool:
        return (self.low is None or self.low < x) and (self.high is None or x < self.high)

    def _ratio(self, above: Polynomial, below: Polynomial) -> Fraction:
        above, below = reduce_ratio(above, below)
        if degree(above) > 1 or degree(below) > 1:
            raise NotProven("two figures that depend on it are multiplied")
        law = (above[1], above[0], below[1], below[0])
        if below[1] != 0 and self._has_inside(-below[0] / below[1]):
            raise Split([-below[0] / below[1]])
        if above[1] == 0 and below[1] == 0:
            return above[0] / below[0]
        return _raw(law, self.low, self.high)

    def parts(self) -> tuple[Polynomial, Polynomial]:
        """Return what stands above and below the line."""
        a, b, c, d = self.law
        return (b, a, Fraction(0)), (d, c, Fraction(0))

    def __add__(self, other: object) -> Fraction:  # type: ignore[override] # any number
        parts = _parts_of(other)
        if parts is None:
            return NotImplemented
        (above, below), (other_above, other_below) = self.parts(), parts
        return self._ratio(
            plus(multiply(above, other_below), multiply(other_above, below)),
            multiply(below, other_below),
        )

    __radd__ = __add__  # type: ignore[assignment] # adding has no order

    def __mul__(self, other: object) -> Fraction:  # type: ignore[override] # any number
        parts = _parts_of(other)
        if parts is None:
            return NotImplemented
        (above, below), (other_above, other_below) = self.parts(), parts
        return self._ratio(multiply(above, other_above), multiply(below, other_below))

    __rmul__ = __mul__  # type: ignore[assignment] # multiplying has no order

    def __neg__(self) -> Fraction:
        return self * Fraction(-1)

    def __sub__(self, other: object) -> Fraction:  # type: ignore[override] # any number
        parts = _parts_of(other)
        return NotImplemented if parts is None else self + -_number(other)

    def __rsub__(self, other: object) -> Fraction:  # type: ignore[override] # any number
        parts = _parts_of(other)
        return NotImplemented if parts is None else -self + _number(other)

    def __truediv__(self, other: object) -> Fraction:  # type: ignore[override] # any number
        parts = _parts_of(other)
        if parts is None:
            return NotImplemented
        if _number(other) == 0:
            raise ZeroDivisionError("division of an unknown by zero")
        (above, below), (other_above, other_below) = self.parts(), parts
        return self._ratio(multiply(above, other_below), multiply(below, other_above))

    def __rtruediv__(self, other: object) -> Fraction:  # type: ignore[override] # any number
        parts = _parts_of(other)
        if parts is None:
            return NotImplemented
        if self == 0:
            raise ZeroDivisionError("division by zero")
        (above, below), (other_above, other_below) = self.parts(), parts
        return self._ratio(multiply(other_above, below), multiply(other_below, above))

    def sign(self) -> int:
        """Return 1 where it is above zero all over the interval, -1 where below."""
        a, b, _, _ = self.law
        if a != 0 and self._has_inside(-b / a):
            raise Split([-b / a])
        return 1 if self.sample() > 0 else -1

    def _order(self, other: object) -> int:
        difference = self - _number(other)
        if isinstance(difference, Moebius):
            return difference.sign()
        return (difference > 0) - (difference < 0)

    def __eq__(self, other: object) -> bool:
        return _parts_of(other) is not None and self._order(other) == 0

    def __lt__(self, other: object) -> bool:
        return self._order(other) < 0

    def __le__(self, other: object) -> bool:
        return self._order(other) <= 0

    def __gt__(self, other: object) -> bool:
        return self._order(other) > 0

    def __ge__(self, other: object) -> bool:
        return self._order(other) >= 0

    def __bool__(self) -> bool:
        return self != 0

    def __hash__(self) -> int:  # type: ignore[override] # typeshed leaves Complex without one
        return hash(self.law)

    def __abs__(self) -> Fraction:
        return self if self > 0 else -self

    def __repr__(self) -> str:
        a, b, c, d = self.law
        return f"Moebius(({a}x + {b}) / ({c}x + {d}))"

    __str__ = __repr__

    @property
    def numerator(self) -> int:
        """Refuse: there is no single one."""
        _refuse()

    @property
    def denominator(self) -> int:
        """Refuse: there is no single one."""
        _refuse()

    def refuse_as_step(self) -> NoReturn:
        """Refuse to be what something is rounded to."""
        raise NotProven("what is rounded to depends on it")

    def rounded(self, quantum: Fraction, mode: RoundingMode) -> Fraction:
        """Round where the result is the same all over the interval, else ask for a split.

        Args:
            quantum: Size of a step, above zero.
            mode: What happens between steps.

        Raises:
            NotProven: The interval has too many steps, or no end to them.
        """
        points = [self._place_of(value) for value in self._edges(quantum, mode)]
        inside = [x for x in points if x is not None and self._has_inside(x)]
        if inside:
            raise Split(inside)
        return round_to(self.sample(), quantum, mode)

    def _edges(self, quantum: Fraction, mode: RoundingMode) -> Iterable[Fraction]:
        first_end, last_end = self.limit(self.low), self.limit(self.high)
        if first_end is None or last_end is None:
            raise NotProven("something without bounds is rounded")
        low = min(first_end, last_end) / quantum
        high = max(first_end, last_end) / quantum
        if high - low > STEPS_MAX:
            raise NotProven("rounding has too many steps over the range")
        shift = Fraction(1, 2) if mode in _HALVES else Fraction(0)
        # Towards zero, the two steps beside zero are one; splitting there does no harm.
        first, last = (low - shift) // 1, -((shift - high) // 1)
        return [(step + shift) * quantum for step in range(int(first), int(last) + 1)]

    def _place_of(self, value: Fraction) -> Fraction | None:
        a, b, c, d = self.law
        below = a - c * value
        return None if below == 0 else (d * value - b) / below


def _refuse() -> NoReturn:
    raise NotProven("a digit of something that depends on it was asked for")


def _number(value: object) -> Fraction:
    assert isinstance(value, (int, Fraction))
    return value if isinstance(value, Fraction) else Fraction(value)


def _parts_of(value: object) -> tuple[Polynomial, Polynomial] | None:
    zero = Fraction(0)
    if isinstance(value, Moebius):
        return value.parts()
    if isinstance(value, (int, Fraction)):
        return (Fraction(value), zero, zero), (Fraction(1), zero, zero)
    return None


def _middle(low: Fraction | None, high: Fraction | None) -> Fraction:
    if low is not None and high is not None:
        return (low + high) / 2
    if low is not None:
        return low + 1
    return high - 1 if high is not None else Fraction(0)
