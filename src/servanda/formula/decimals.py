"""Exact fractions in decimal figures."""

from __future__ import annotations

from fractions import Fraction

from servanda.kernel.decimals import places_needed

__all__ = ["CUT", "decimal_text"]

CUT = "…"
"""Stands after a figure whose digits go on."""


def decimal_text(amount: Fraction, *, least: int = 0, most: int = 6) -> str:
    """Return an amount in decimals, thousands apart.

    Args:
        amount: Exact amount.
        least: Fewest decimal places, filled up with zeros.
        most: Most decimal places; what goes on beyond them is cut, not rounded, and marked.

    Example:
        >>> decimal_text(Fraction(250000), least=2), decimal_text(Fraction(2, 3), most=4)
        ('250,000.00', '0.6666…')
    """
    needed = places_needed(amount)
    places = most if needed is None else min(max(needed, least), most)
    cut = needed is None or needed > most
    size = abs(amount)
    scaled = size.numerator * 10**places // size.denominator
    whole, rest = divmod(scaled, 10**places)
    digits = f".{rest:0{places}d}" if places else ""
    sign = "-" if amount < 0 else ""
    return f"{sign}{whole:,}{digits}{CUT if cut else ''}"
