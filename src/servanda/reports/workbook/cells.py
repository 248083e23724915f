"""Values as cells: a number with its format and unit, or a text that stays one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from babel.numbers import get_currency_precision

from servanda.facts.figure import NoValue, Value
from servanda.kernel.decimals import amount_text
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.kernel.unit import BaseKind
from servanda.reports.clean import printable
from servanda.reports.reader import Reader

__all__ = ["Cell", "NumberCell", "cell_of", "cell_text", "exact_text", "number_cell", "unit_text"]

_MOST_CHARACTERS = 32_767
_NO_BREAK = "\N{NO-BREAK SPACE}"
_CUT = "\N{HORIZONTAL ELLIPSIS} (cut)"
_SECONDS_PER_DAY = 86_400
_DURATION = "[h]:mm:ss"
_WHOLE, _PARTS, _PERCENT = "#,##0", "#,##0.00##", "0.00##%"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberCell:
    """Hold a number as a spreadsheet does, with how it is shown."""

    number: float
    shown: str


Cell = str | int | bool | datetime | date | NumberCell | None


def cell_of(value: Value | None, reader: Reader) -> Cell:
    """Return a value's cell; what is absent is a text with its reason."""
    match value:
        case None:
            return None
        case Quantity():
            return number_cell(value)
        case NoValue():
            return value.why.value
        case bool():
            return value
        case Instant():
            return reader.local(value).replace(tzinfo=None)
        case date() | str():
            return value


def number_cell(value: Quantity, *, says_currency: bool = False) -> Cell:
    """Return a quantity's number: shares as Excel's percent, durations as its days.

    A spreadsheet holds binary floats; the exact amount stands beside it as text.

    Args:
        value: The quantity.
        says_currency: Whether money is shown with its code, where no column beside names it.
    """
    scale, shown = _scale_and_format(value)
    if says_currency and value.unit.currency is not None:
        shown += f'"{_NO_BREAK}{value.unit.currency}"'
    try:
        return NumberCell(number=float(value.amount * scale), shown=shown)
    except OverflowError:
        return amount_text(value.amount)


def unit_text(value: Value | None) -> str:
    """Name the unit of a figure, as its number is shown."""
    if not isinstance(value, Quantity):
        return ""
    unit = value.unit
    if unit.is_number:
        return ""
    if unit.is_only(BaseKind.ELAPSED):
        return "h:min:s"
    if unit.is_only(BaseKind.OPEN):
        return "h:min:s open"
    return "%" if unit.is_share else str(unit)


def exact_text(value: Value | None) -> str:
    """Spell a figure exactly, in the unit that it is computed in: shares of 1, seconds."""
    return amount_text(value.amount) if isinstance(value, Quantity) else ""


def cell_text(text: str) -> str:
    """Make a text safe for a cell: printable, and no longer than a cell can hold."""
    safe = printable(text)
    return safe if len(safe) <= _MOST_CHARACTERS else safe[: _MOST_CHARACTERS - len(_CUT)] + _CUT


def _scale_and_format(value: Quantity) -> tuple[Fraction, str]:
    unit = value.unit
    if unit.is_share:
        return Fraction(1), _PERCENT
    if unit.is_only(BaseKind.POINTS_OF_PERCENT):
        return Fraction(100), _PARTS
    if unit.is_only(BaseKind.ELAPSED) or unit.is_only(BaseKind.OPEN):
        # A spreadsheet has no negative durations.
        below = value.amount < 0
        return Fraction(1, _SECONDS_PER_DAY), _PARTS if below else _DURATION
    if unit.currency is not None:
        return Fraction(1), _money_format(unit.currency)
    return Fraction(1), _WHOLE if value.amount.denominator == 1 else _PARTS


def _money_format(currency: str) -> str:
    digits = get_currency_precision(currency)
    return f"#,##0.{'0' * digits}" if digits else _WHOLE
