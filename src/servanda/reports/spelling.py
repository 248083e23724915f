"""Any value, spelt for a reader."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import PurePath

from babel.numbers import get_currency_precision

from servanda.facts.figure import NoValue, Segment, Value
from servanda.facts.statement import Assessment, LevelReached
from servanda.formula.display import format_value
from servanda.kernel.quantity import Quantity
from servanda.kernel.rounding import RoundingMode, round_to
from servanda.kernel.source import SourceSpan
from servanda.kernel.time import Instant
from servanda.kernel.unit import Base, BaseKind, Unit
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader

__all__ = [
    "judged_word",
    "level_word",
    "plural",
    "spell",
    "spell_level",
    "spell_place",
    "spell_segment",
    "to_the_cent",
]

_NO_BREAK = "\N{NO-BREAK SPACE}"


def spell(value: Value, reader: Reader) -> str:
    """Spell a value with its unit; an absent one by its reason.

    Example:
        >>> spell(Quantity.share("0.974"), Reader())
        '97.4%'
    """
    match value:
        case NoValue():
            return value.why.value
        case Quantity():
            return _spell_quantity(value, reader)
        case bool():
            return "yes" if value else "no"
        case Instant():
            return reader.instant(value)
        case date():
            return reader.day(value)
        case str():
            return one_line(reader.people.get(value, value))


def judged_word(judged: Assessment) -> str:
    """Return how a commitment was judged in a word, as ``level_word``."""
    return level_word(judged.level, has_minimum=bool(judged.minimum))


def level_word(level: LevelReached, *, has_minimum: bool) -> str:
    """Return how a commitment stands in a word; without a minimum, none can be missed.

    Example:
        >>> level_word(LevelReached.BELOW_MINIMUM, has_minimum=True)
        'below minimum'
        >>> level_word(LevelReached.BELOW_MINIMUM, has_minimum=False)
        'missed'
    """
    return "missed" if level is LevelReached.BELOW_MINIMUM and not has_minimum else level.value


def spell_level(judged: Assessment, name: str, reader: Reader) -> str:
    """Spell a level in words, the value that held where it is computed.

    Args:
        judged: The commitment, judged.
        name: ``expected`` or ``minimum``.
        reader: For whom.
    """
    level = judged.expected if name == "expected" else judged.minimum
    for step in judged.levels:
        if step.name == name and not isinstance(step.value, NoValue):
            words = level.removesuffix(format_value(step.value))
            return one_line(f"{words}{spell(step.value, reader)}")
    return one_line(level)


def spell_segment(segment: Segment) -> str:
    """Spell a segment by its values alone: ``cards, north``."""
    return one_line(", ".join(value for _, value in segment))


def spell_place(span: SourceSpan | None) -> str:
    """Spell a place by its file's name and line; where the folder lies is nobody's business."""
    return one_line(f"{PurePath(span.file).name}:{span.line}") if span else ""


def to_the_cent(amount: Quantity) -> Quantity:
    """Return money as people hold it, rounded half up to its currency's smallest coin.

    For amounts that are told and not paid: what is paid is rounded by the agreement.

    Example:
        >>> print(to_the_cent(Quantity.money("10726.1136", "EUR")).amount)
        1072611/100
    """
    currency = amount.unit.currency
    if currency is None:
        return amount
    quantum = Fraction(1, 10 ** get_currency_precision(currency))
    return Quantity(round_to(amount.amount, quantum, RoundingMode.HALF_UP), amount.unit)


def plural(amount: int | Fraction, noun: str) -> str:
    """Return a noun in the number that an amount asks for.

    Example:
        >>> plural(1, "incident"), plural(2, "query"), plural(0, "breach")
        ('incident', 'queries', 'breaches')
    """
    if amount == 1:
        return noun
    if noun.endswith("y") and noun[-2:-1] not in {"a", "e", "i", "o", "u", ""}:
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "z", "ch", "sh")) else f"{noun}s"


def _spell_quantity(value: Quantity, reader: Reader) -> str:
    unit = value.unit
    if unit.currency is not None:
        return reader.money(value.amount, unit.currency)
    if unit.noun is not None:
        return f"{reader.number(value.amount)}{_NO_BREAK}{plural(value.amount, _noun(unit.noun))}"
    if len(unit.powers) == 1 and unit.powers[0][1] == 1:
        return _spell_base(value.amount, unit.powers[0][0], reader)
    if unit.is_number:
        return reader.figure(value.amount)
    return _spell_rate(value, reader)


def _spell_base(amount: Fraction, base: Base, reader: Reader) -> str:
    match BaseKind(base.sort):
        case BaseKind.SHARE:
            return reader.share(amount)
        case BaseKind.POINTS_OF_PERCENT:
            return reader.points(amount)
        case BaseKind.ELAPSED:
            return reader.duration(amount)
        case BaseKind.OPEN:
            return f"{reader.duration(amount, days=False)} open"
        case _:
            noun = _COUNTED.get(base.sort, "")
            return f"{reader.number(amount)}{_NO_BREAK}{plural(amount, noun)}"


_COUNTED = {
    BaseKind.DAY.value: "day",
    BaseKind.BUSINESS_DAY.value: "business day",
    BaseKind.MONTH.value: "month",
    BaseKind.SERVICE_POINT.value: "point",
}


def _spell_rate(value: Quantity, reader: Reader) -> str:
    above = Unit(tuple((base, power) for base, power in value.unit.powers if power > 0))
    below = [(base, -power) for base, power in value.unit.powers if power < 0]
    per_second = {BaseKind.ELAPSED.value, BaseKind.OPEN.value}
    scale = Fraction(3600 if any(base.sort in per_second for base, _ in below) else 1)
    if len(above.powers) == 1 and below:
        shown = _spell_quantity(Quantity(value.amount * scale, above), reader)
    else:
        shown = f"{reader.number(value.amount * scale)} {above}"
    return shown + "".join(f" per {_divisor(base, power)}" for base, power in below)


def _divisor(base: Base, power: int) -> str:
    words = {BaseKind.ELAPSED.value: "hour", BaseKind.OPEN.value: "business hour", **_COUNTED}
    word = words.get(base.sort) or _noun(base.name)
    return word if power == 1 else f"{word}^{power}"


def _noun(name: str) -> str:
    return name.replace("_", " ")
