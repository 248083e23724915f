"""The words of the language, in one table that reading and printing share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from servanda.kernel.rounding import RoundingMode
from servanda.kernel.unit import BaseKind, Unit

__all__ = [
    "COMPARISON_WORDS",
    "MODE_WORDS",
    "PERIOD_WORDS",
    "RESERVED_WORDS",
    "UNCLEAR_WORDS",
    "UNIT_WORDS",
    "UnitWord",
    "find_unit",
    "unit_pattern",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitWord:
    """Name a unit that numbers are written in.

    Args:
        one: Singular, as it stands after ``per``.
        many: Plural, as it stands after a number.
        kind: The base unit.
        scale: How many base units one of it is; shares are held as fractions of the whole.
        also: Other spellings that are understood.
        slips: Abbreviations that are not understood, each answered with the word to use.
    """

    one: str
    many: str
    kind: BaseKind
    scale: Fraction = Fraction(1)
    also: tuple[str, ...] = ()
    slips: tuple[str, ...] = ()

    @property
    def unit(self) -> Unit:
        """Return the unit that amounts of it have."""
        return Unit.of(self.kind)


UNIT_WORDS = (
    UnitWord(
        one="percent", many="%", kind=BaseKind.SHARE, scale=Fraction(1, 100), slips=("pct", "perc")
    ),
    UnitWord(
        one="percentage point",
        many="pp",
        kind=BaseKind.POINTS_OF_PERCENT,
        scale=Fraction(1, 100),
        also=("percentage points",),
        slips=("ppt", "pps"),
    ),
    UnitWord(
        one="millisecond",
        many="milliseconds",
        kind=BaseKind.ELAPSED,
        scale=Fraction(1, 1000),
        slips=("ms", "msec", "millis"),
    ),
    UnitWord(one="second", many="seconds", kind=BaseKind.ELAPSED, slips=("s", "sec", "secs")),
    UnitWord(
        one="minute",
        many="minutes",
        kind=BaseKind.ELAPSED,
        scale=Fraction(60),
        slips=("m", "min", "mins"),
    ),
    UnitWord(
        one="hour",
        many="hours",
        kind=BaseKind.ELAPSED,
        scale=Fraction(3600),
        slips=("h", "hr", "hrs"),
    ),
    UnitWord(one="business second", many="business seconds", kind=BaseKind.OPEN),
    UnitWord(
        one="business minute", many="business minutes", kind=BaseKind.OPEN, scale=Fraction(60)
    ),
    UnitWord(
        one="business hour",
        many="business hours",
        kind=BaseKind.OPEN,
        scale=Fraction(3600),
        slips=("bh",),
    ),
    UnitWord(
        one="calendar day",
        many="calendar days",
        kind=BaseKind.DAY,
    ),
    UnitWord(one="week", many="weeks", kind=BaseKind.DAY, scale=Fraction(7), slips=("w", "wk")),
    UnitWord(
        one="business day",
        many="business days",
        kind=BaseKind.BUSINESS_DAY,
        slips=("bd", "workdays", "weekdays"),
    ),
    UnitWord(one="month", many="months", kind=BaseKind.MONTH, slips=("mo", "mth")),
    UnitWord(one="year", many="years", kind=BaseKind.MONTH, scale=Fraction(12), slips=("y", "yr")),
    UnitWord(one="point", many="points", kind=BaseKind.SERVICE_POINT, slips=("pt", "pts")),
)

PERIOD_WORDS = {
    "period": "periods",
    "month": "months",
    "quarter": "quarters",
    "week": "weeks",
    "year": "years",
}
"""Settlement periods as rows, singular to plural; ``periods`` fits every rhythm."""

UNCLEAR_WORDS = dict.fromkeys(
    ("d", "day", "days"), "say which days: calendar days, or business days of a calendar"
)
"""Words that could mean two units, and what to write instead."""

MODE_WORDS = {mode.value: mode for mode in RoundingMode}

COMPARISON_WORDS = {
    "=": "=",
    "is": "=",
    "!=": "!=",
    "is not": "!=",
    "<": "<",
    "below": "<",
    "<=": "<=",
    "at most": "<=",
    ">": ">",
    "above": ">",
    ">=": ">=",
    "at least": ">=",
}
"""Every spelling of a comparison, and its sign."""

RESERVED_WORDS = frozenset(
    [
        "and",
        "or",
        "not",
        "if",
        "then",
        "else",
        "otherwise",
        "is",
        "in",
        "of",
        "per",
        "as",
        "over",
        "where",
        "to",
        "this",
        "previous",
        "earlier",
        "yes",
        "no",
        "true",
        "false",
    ]
)
"""Words that no agreement may use as names."""


def _spellings(word: UnitWord) -> tuple[str, ...]:
    return (word.many, word.one, *word.also)


_BY_SPELLING = {spelling: word for word in UNIT_WORDS for spelling in _spellings(word)}


def find_unit(text: str) -> UnitWord:
    """Return the unit word of a spelling, however it is spaced.

    Raises:
        LookupError: No unit is spelt so.

    Example:
        >>> find_unit("business  hours").one
        'business hour'
    """
    return _BY_SPELLING[" ".join(text.split())]


def unit_pattern(*, singular_only: bool = False) -> str:
    """Return the regular expression of all unit words, longest first.

    Args:
        singular_only: Take only what may stand after ``per``.
    """
    spellings = [word.one for word in UNIT_WORDS] if singular_only else list(_BY_SPELLING)
    words = sorted(filter(str.isascii, spellings), key=len, reverse=True)
    choices = [r"\s+".join(map(re.escape, word.split())) for word in words]
    ended = [choice if choice == "%" else rf"{choice}(?![A-Za-z0-9_])" for choice in choices]
    return "|".join(ended)
