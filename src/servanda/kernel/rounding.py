"""The one way in which a figure is rounded."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

__all__ = ["RoundingMode", "round_to"]


class RoundingMode(Enum):
    """Name how a value between two steps is settled.

    ``HALF_UP`` takes ties away from zero, ``DOWN`` towards zero, ``UP`` away from zero,
    ``FLOOR`` to the lower step and ``CEILING`` to the higher one, so that on negative
    amounts the client and the provider see the same figure.
    """

    HALF_UP = "half-up"
    HALF_EVEN = "half-even"
    HALF_DOWN = "half-down"
    UP = "up"
    DOWN = "down"
    FLOOR = "floor"
    CEILING = "ceiling"


def round_to(value: Fraction, quantum: Fraction, mode: RoundingMode) -> Fraction:
    """Round a value to a whole number of quanta.

    Args:
        value: Exact value.
        quantum: Size of a step, above zero.
        mode: What happens between steps.

    Returns:
        The exact multiple of ``quantum``.

    Raises:
        ValueError: ``quantum`` is zero or negative.

    Example:
        >>> round_to(Fraction("2.345"), Fraction("0.01"), RoundingMode.HALF_UP)
        Fraction(47, 20)
    """
    if quantum <= 0:
        raise ValueError("the step to round to must be above zero")
    scaled = value / quantum
    sign = -1 if scaled < 0 else 1
    size = abs(scaled)
    whole = size.numerator // size.denominator
    rest = size - whole
    return sign * (whole + _step(rest, whole, sign, mode)) * quantum


def _step(rest: Fraction, whole: int, sign: int, mode: RoundingMode) -> int:
    if rest == 0:
        return 0
    half = Fraction(1, 2)
    match mode:
        case RoundingMode.DOWN:
            return 0
        case RoundingMode.UP:
            return 1
        case RoundingMode.FLOOR:
            return 1 if sign < 0 else 0
        case RoundingMode.CEILING:
            return 1 if sign > 0 else 0
        case RoundingMode.HALF_UP:
            return 1 if rest >= half else 0
        case RoundingMode.HALF_DOWN:
            return 1 if rest > half else 0
        case RoundingMode.HALF_EVEN:
            return 1 if rest > half or (rest == half and whole % 2 == 1) else 0
