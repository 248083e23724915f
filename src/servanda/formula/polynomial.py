"""Polynomials of degree two at most, lowest power first."""

from __future__ import annotations

from fractions import Fraction

__all__ = ["Polynomial", "degree", "multiply", "plus", "reduce_ratio"]

Polynomial = tuple[Fraction, Fraction, Fraction]


def multiply(left: Polynomial, right: Polynomial) -> Polynomial:
    """Multiply two of degree one at most."""
    a, b, _ = left
    c, d, _ = right
    return (a * c, a * d + b * c, b * d)


def plus(left: Polynomial, right: Polynomial) -> Polynomial:
    """Add two."""
    return (left[0] + right[0], left[1] + right[1], left[2] + right[2])


def degree(polynomial: Polynomial) -> int:
    """Return the highest power that does not vanish; -1 for zero."""
    return max((power for power in range(3) if polynomial[power] != 0), default=-1)


def reduce_ratio(above: Polynomial, below: Polynomial) -> tuple[Polynomial, Polynomial]:
    """Divide both by what they have in common, the lower one not being zero.

    Example:
        >>> one, zero = Fraction(1), Fraction(0)
        >>> above, below = reduce_ratio((zero, one, one), (zero, one, zero))  # (x + x²) / x
        >>> degree(above), degree(below)
        (1, 0)
    """
    if degree(above) < 0:
        return above, (Fraction(1), Fraction(0), Fraction(0))
    common = _common(above, below)
    return _quotient(above, common), _quotient(below, common)


def _common(left: Polynomial, right: Polynomial) -> Polynomial:
    while degree(right) >= 0:
        left, right = right, _rest(left, right)
    top = left[degree(left)]
    return (left[0] / top, left[1] / top, left[2] / top)


def _divide(left: Polynomial, right: Polynomial) -> tuple[Polynomial, Polynomial]:
    rest, quotient = list(left), [Fraction(0)] * 3
    size = degree(right)
    for power in range(2 - size, -1, -1):
        factor = rest[power + size] / right[size]
        quotient[power] = factor
        for lower in range(size + 1):
            rest[power + lower] -= factor * right[lower]
    return (quotient[0], quotient[1], quotient[2]), (rest[0], rest[1], rest[2])


def _quotient(left: Polynomial, right: Polynomial) -> Polynomial:
    return _divide(left, right)[0]


def _rest(left: Polynomial, right: Polynomial) -> Polynomial:
    return _divide(left, right)[1]
