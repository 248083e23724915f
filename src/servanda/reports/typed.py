"""Reads what people type: as the book shows it to them, or as it is kept.

What is kept has one spelling, ``1250.50`` and ``2026-03-31``. A reader may also type what they are
shown, ``1.250,50`` or ``31 mrt 2026``. What means one thing in the one spelling and another in the
other is not guessed at.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from servanda.kernel.decimals import amount_text
from servanda.reports.reader import Reader

__all__ = ["Ambiguous", "Unread", "amount_typed", "day_typed"]

_KEPT = re.compile(r"-?\d{1,15}(\.\d{1,9})?", re.ASCII)
_SPACES = str.maketrans(
    dict.fromkeys("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}", " ")
)
_APOSTROPHES = str.maketrans({"\N{RIGHT SINGLE QUOTATION MARK}": "'"})
_NUMBERS = re.compile(r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})\.?", re.ASCII)
_WORD = re.compile(r"[^\W\d_]+")


class Unread(ValueError):
    """Nothing can be read from what was typed."""


class Ambiguous(ValueError):
    """What was typed means one thing to the reader, and another as it is kept.

    Args:
        readings: The two things, as they are kept.
    """

    def __init__(self, *readings: str) -> None:
        super().__init__(" or ".join(readings))
        self.readings = readings


def amount_typed(text: str, reader: Reader) -> Fraction:
    """Read an amount.

    Args:
        text: What was typed, without a unit.
        reader: As whom figures are shown to whoever typed it.

    Returns:
        The exact amount.

    Raises:
        Ambiguous: Its separator divides thousands for the reader, and decimals as it is kept.
        Unread: It is no amount in either spelling.

    Example:
        >>> str(amount_typed("1.250,50", Reader(locale="nl")))
        '2501/2'
        >>> amount_typed("1.250", Reader(locale="nl"))
        Traceback (most recent call last):
        servanda.reports.typed.Ambiguous: 1250 or 1.25
    """
    kept = Fraction(text) if _KEPT.fullmatch(text) else None
    shown = _amount_shown(text, reader)
    if kept is not None and shown is not None and kept != shown:
        raise Ambiguous(_spelt(shown), _spelt(kept))
    found = kept if kept is not None else shown
    if found is None:
        raise Unread(text)
    return found


def day_typed(text: str, reader: Reader) -> date:
    """Read a day.

    Args:
        text: What was typed.
        reader: As whom days are shown to whoever typed it.

    Raises:
        Ambiguous: Day and month could change places, and the reader's country is not known.
        Unread: It is no day in either spelling.

    Example:
        >>> str(day_typed("31 mrt 2026", Reader(locale="nl")))
        '2026-03-31'
        >>> str(day_typed("3/31/2026", Reader(locale="en-US")))
        '2026-03-31'
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    numbers = _NUMBERS.fullmatch(text)
    found = _of_numbers(numbers, reader) if numbers else _of_words(text, reader)
    if found is None:
        raise Unread(text)
    return found


def _amount_shown(text: str, reader: Reader) -> Fraction | None:
    symbols = reader.babel.number_symbols["latn"]
    decimal, group = (_plain(symbols[name]) for name in ("decimal", "group"))
    between = rf"(?:{re.escape(group)})"
    pattern = (
        rf"(-?)(\d{{1,3}}(?:{between}\d{{3}})+|\d{{1,15}})(?:{re.escape(decimal)}(\d{{1,9}}))?"
    )
    found = re.fullmatch(pattern, _plain(text), re.ASCII)
    if found is None:
        return None
    sign, whole, rest = found[1], found[2].replace(group, ""), found[3] or "0"
    return Fraction(f"{sign}{whole}.{rest}")


def _plain(text: str) -> str:
    return text.translate(_SPACES).translate(_APOSTROPHES)


def _spelt(amount: Fraction) -> str:
    return amount_text(amount)


def _of_numbers(numbers: re.Match[str], reader: Reader) -> date | None:
    order = [sign for sign in reader.babel.date_formats["short"].pattern.lower() if sign in "dmy"]
    order = list(dict.fromkeys(order))
    by_part = dict(zip(order, numbers.groups(), strict=True))
    if len(by_part["y"]) != 4:
        return None
    found = _day(by_part["y"], by_part["m"], by_part["d"])
    turned = _day(by_part["y"], by_part["d"], by_part["m"])
    if reader.babel.territory is None and reader.babel.language == "en" and found != turned:
        if found and turned:
            raise Ambiguous(found.isoformat(), turned.isoformat())
        return found or turned
    return found


def _of_words(text: str, reader: Reader) -> date | None:
    words = [each.casefold() for each in _WORD.findall(text)]
    numbers = re.findall(r"\d+", text)
    years = [each for each in numbers if len(each) == 4]
    days = [each for each in numbers if len(each) <= 2]
    months = {
        name.casefold().rstrip("."): month
        for form in ("abbreviated", "wide")
        for month, name in reader.babel.months["format"][form].items()
    }
    named = [months[each] for each in words if each in months]
    if (len(years), len(days), len(named)) != (1, 1, 1):
        return None
    return _day(years[0], str(named[0]), days[0])


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
