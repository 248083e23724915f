"""Values in the words in which people read them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from servanda.facts.figure import NoValue, Value
from servanda.formula.decimals import decimal_text
from servanda.formula.moebius import Moebius
from servanda.formula.words import UNIT_WORDS, UnitWord
from servanda.kernel.decimals import places_needed
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.kernel.unit import Base, BaseKind, Unit

__all__ = ["format_quantity", "format_value"]

_PLACES_MAX = 6
_RATE_PLACES_MAX = 4
_MONEY_PLACES = {"JPY": 0, "KRW": 0, "CLP": 0, "ISK": 0, "BHD": 3, "KWD": 3, "OMR": 3, "TND": 3}
_CLOCKS = {
    BaseKind.ELAPSED: ("hour", "minute", "second", "millisecond"),
    BaseKind.OPEN: ("business hour", "business minute", "business second"),
}
_RATE_UNITS = {
    BaseKind.ELAPSED: ("minute", "hour", "second"),
    BaseKind.OPEN: ("business hour", "business minute", "business second"),
}
_BY_NAME = {word.one: word for word in UNIT_WORDS}


def format_value(value: Value) -> str:
    """Return a value in words: exact decimals, its unit, or why there is none.

    Args:
        value: Any value.

    Returns:
        Figures with thousands apart. Digits beyond six places are cut and marked with an
        ellipsis; nothing is rounded.

    Example:
        >>> format_value(Quantity.money("250000", "EUR")), format_value(Quantity.share("0.995"))
        ('250,000.00 EUR', '99.5%')
        >>> format_value(Quantity(Fraction(5400), Unit.of(BaseKind.ELAPSED)))
        '90 minutes'
    """
    match value:
        case NoValue(why=why, note=note):
            return f"{why.value} ({note})" if note else why.value
        case bool():
            return "yes" if value else "no"
        case Quantity():
            return format_quantity(value)
        case str():
            return value
        case Instant() | date():
            return str(value)


def format_quantity(quantity: Quantity) -> str:
    """Return a figure with its unit, in the unit that reads best."""
    amount, unit = quantity.amount, quantity.unit
    if isinstance(amount, Moebius):
        return f"something that varies, {unit}"
    if unit.is_number:
        return decimal_text(amount)
    if unit.is_share:
        return f"{decimal_text(amount * 100)}%"
    if len(unit.powers) == 1 and unit.powers[0][1] == 1:
        return _format_plain(amount, unit.powers[0][0])
    return _format_rate(amount, unit)


def _kind(base: Base) -> BaseKind:
    return BaseKind(base.sort)


def _format_plain(amount: Fraction, base: Base) -> str:
    kind = _kind(base)
    if kind is BaseKind.MONEY:
        return f"{decimal_text(amount, least=_money_places(base))} {base.name}"
    if kind is BaseKind.COUNT:
        return f"{decimal_text(amount)} {_counted(base.name, amount)}"
    if kind in _CLOCKS:
        return _format_duration(amount, kind)
    if kind is BaseKind.POINTS_OF_PERCENT:
        return f"{decimal_text(amount * 100)} pp"
    word = next(word for word in UNIT_WORDS if word.kind is kind and word.scale == 1)
    return f"{decimal_text(amount)} {word.one if abs(amount) == 1 else word.many}"


def _money_places(base: Base) -> int:
    return _MONEY_PLACES.get(base.name, 2)


def _counted(noun: str, amount: Fraction) -> str:
    if abs(amount) == 1:
        return noun
    if noun.endswith(("s", "x", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in set("aeiou"):
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def _format_duration(amount: Fraction, kind: BaseKind) -> str:
    """Return hours, minutes and seconds: one of them where that is exact and short."""
    words = [_BY_NAME[name] for name in _CLOCKS[kind]]
    if not amount:
        return f"0 {words[0].many}"
    for larger, word in zip([None, *words], words, strict=False):
        short = larger is None or abs(amount) < 2 * larger.scale
        if (amount / word.scale).denominator == 1 and short:
            return _spell(amount / word.scale, word)
    return _format_parts(amount, [word for word in words if word.scale >= 1])


def _format_parts(amount: Fraction, words: list[UnitWord]) -> str:
    rest, parts = abs(amount), []
    for word in words[:-1]:
        whole = rest // word.scale
        rest -= whole * word.scale
        if whole:
            parts.append(_spell(Fraction(whole), word))
    if rest or not parts:
        parts.append(_spell(rest / words[-1].scale, words[-1]))
    return f"{'-' if amount < 0 else ''}{' '.join(parts)}"


def _spell(amount: Fraction, word: UnitWord) -> str:
    return f"{decimal_text(amount)} {word.one if abs(amount) == 1 else word.many}"


def _format_rate(amount: Fraction, unit: Unit) -> str:
    above = [(base, power) for base, power in unit.powers if power > 0]
    below = [(base, -power) for base, power in unit.powers if power < 0]
    if len(above) > 1 or len(below) != 1 or below[0][1] != 1 or (above and above[0][1] != 1):
        return f"{decimal_text(amount)} {unit}"
    word, scale = _rate_unit(amount, _kind(below[0][0]), below[0][0].name)
    scaled = amount * scale
    top = _format_plain(scaled, above[0][0]) if above else decimal_text(scaled)
    return f"{top} per {word}"


def _rate_unit(amount: Fraction, kind: BaseKind, name: str) -> tuple[str, Fraction]:
    """Return what a rate is said to be per: the unit that needs the fewest decimals."""
    if kind in _RATE_UNITS:
        words = [_BY_NAME[one] for one in _RATE_UNITS[kind]]
        best = min(words, key=lambda word: _rate_places(amount * word.scale))
        return best.one, best.scale
    if name:
        return name, Fraction(1)
    word = next(word for word in UNIT_WORDS if word.kind is kind)
    return word.one, word.scale if kind is BaseKind.POINTS_OF_PERCENT else Fraction(1)


def _rate_places(amount: Fraction) -> int:
    needed = places_needed(amount)
    if needed is None:
        return _PLACES_MAX + 1
    return max(needed, 2) if needed <= _RATE_PLACES_MAX else needed
