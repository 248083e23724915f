"""From the spelling of a literal to its value."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from servanda.formula.words import find_unit
from servanda.kernel.quantity import Quantity
from servanda.kernel.unit import Unit

__all__ = ["read_date", "read_number", "read_text", "read_unit", "spell_text"]


def read_number(digits: str) -> Quantity:
    """Return a bare number, exactly as written."""
    return Quantity(Fraction(digits))


def read_unit(word: str) -> Quantity:
    """Return one of a unit: of a unit word, a currency, or a noun as the author wrote it.

    Example:
        >>> read_unit("hours").amount, read_unit("EUR").unit.currency
        (Fraction(3600, 1), 'EUR')
    """
    try:
        found = find_unit(word)
    except LookupError:
        unit = Unit.money(word) if word.isupper() else Unit.count(word)
        return Quantity(Fraction(1), unit)
    return Quantity(found.scale, found.unit)


def read_date(text: str) -> date | None:
    """Return a date, nothing where the calendar has no such day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_text(quoted: str) -> str:
    """Return what stands between quotes; a doubled quote stands for one.

    Example:
        >>> read_text("'it''s'")
        "it's"
    """
    quote = quoted[0]
    return quoted[1:-1].replace(quote * 2, quote)


def spell_text(value: str) -> str:
    """Return a text in single quotes, as formulas are printed.

    Example:
        >>> spell_text("it's")
        "'it''s'"
    """
    return "'" + value.replace("'", "''") + "'"
