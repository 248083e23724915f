"""Exact amounts as texts that lose nothing."""

from __future__ import annotations

from fractions import Fraction

__all__ = ["amount_text", "places_needed"]


def places_needed(amount: Fraction) -> int | None:
    """Return how many decimal places show an amount exactly, nothing if none do.

    Example:
        >>> places_needed(Fraction(5, 4)), places_needed(Fraction(1, 3))
        (2, None)
    """
    rest, twos, fives = amount.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    return max(twos, fives) if rest == 1 else None


def amount_text(amount: Fraction) -> str:
    """Return an exact decimal where there is one, else a fraction.

    Example:
        >>> amount_text(Fraction(5, 2)), amount_text(Fraction(800, 11)), amount_text(Fraction(-3))
        ('2.5', '800/11', '-3')
    """
    places = places_needed(amount)
    if places is None:
        return f"{amount.numerator}/{amount.denominator}"
    if places == 0:
        return str(amount.numerator)
    digits = abs(amount.numerator) * 10**places // amount.denominator
    whole, part = divmod(digits, 10**places)
    return f"{'-' if amount < 0 else ''}{whole}.{part:0{places}d}"
