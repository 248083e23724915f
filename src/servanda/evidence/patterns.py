"""Formats of dates and instants, written in words: ``day/month/year hour:minute``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from servanda.kernel.diagnostic import near_match

__all__ = ["EPOCHS", "ISO", "TimePattern", "UnknownPattern", "read_pattern"]

_WORDS: Final = {
    "year": r"(?P<year>\d{4})",
    "short year": r"(?P<short>\d{2})",
    "month": r"(?P<month>\d{1,2})",
    "month name": r"(?P<name>[A-Za-z]{3,9})\.?",
    "day": r"(?P<day>\d{1,2})",
    "hour": r"(?P<hour>\d{1,2})",
    "minute": r"(?P<minute>\d{2})",
    "second": r"(?P<second>\d{2})(?:[.,](?P<fraction>\d+))?",
    "am/pm": r"(?P<half>[AaPp])\.?[Mm]\.?",
    "offset": r"(?P<offset>Z|[+-]\d{2}(?::?\d{2})?)",
}

EPOCHS: Final = {"epoch seconds": 1_000_000, "epoch milliseconds": 1_000, "epoch microseconds": 1}
"""Formats that are a number since 1970-01-01T00:00:00Z, and their unit in microseconds."""

_WORD = re.compile("|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True)))

_ISO = (
    r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"
    r"(?:[Tt ](?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d+))?)?"
    r" ?(?P<offset>Z|z|UTC|[+-]\d{2}(?::?\d{2})?)?)?"
)


class UnknownPattern(ValueError):
    """A format in words has a part that is not understood."""

    def __init__(self, why: str, advice: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.advice = advice


@dataclass(frozen=True, slots=True, kw_only=True)
class TimePattern:
    """Hold a format as a regular expression with named parts.

    Args:
        words: The format as its author wrote it, for messages.
        expression: Regular expression for the whole text.
        parts: Names of its groups, in order.
    """

    words: str
    expression: str
    parts: tuple[str, ...]

    def has(self, part: str) -> bool:
        """Return whether the format has a part."""
        return part in self.parts


def _pattern(words: str, expression: str) -> TimePattern:
    # The engine names groups by position, so its expression goes without their names.
    parts = tuple(re.findall(r"\(\?P<(\w+)>", expression))
    return TimePattern(words=words, expression=re.sub(r"\?P<\w+>", "", expression), parts=parts)


ISO: Final = _pattern("ISO 8601, such as 2026-01-31T09:30:00Z or 2026-01-31 09:30", _ISO)
"""The format of dates and instants where the agreement names none."""


def read_pattern(words: str) -> TimePattern:
    """Read a format in words.

    Args:
        words: Parts ``year``, ``short year`` (20xx), ``month``, ``month name``, ``day``, ``hour``,
            ``minute``, ``second`` (with its fraction), ``am/pm``, ``offset``, and between them
            any other characters as they stand in the file; empty means ISO 8601.

    Raises:
        UnknownPattern: A part is unknown, missing or there twice.

    Example:
        >>> read_pattern("day/month/year hour:minute").parts
        ('day', 'month', 'year', 'hour', 'minute')
    """
    if not words.strip():
        return ISO
    pieces = []
    place = 0
    for match in _WORD.finditer(words):
        pieces += [_between(words[place : match.start()]), _WORDS[match.group()]]
        place = match.end()
    pieces.append(_between(words[place:]))
    pattern_parts = re.findall(r"\(\?P<(\w+)>", "".join(pieces))
    _check(words, pattern_parts)
    return _pattern(f"'{words}'", "".join(pieces))


def _between(text: str) -> str:
    stray = re.search(r"[A-Za-z]{2,}", text.replace("T", " "))
    if stray is not None:
        near = near_match(stray.group(), _WORDS)
        advice = f"did you mean '{near}'?" if near else "write it like day/month/year hour:minute"
        raise UnknownPattern(f"there is no part '{stray.group()}'", advice)
    return re.sub(r"(\\ )+", " +", re.escape(text))


def _check(words: str, parts: list[str]) -> None:
    advice = "write it like day/month/year hour:minute"
    twice = next((part for part in parts if parts.count(part) > 1), "")
    if twice:
        raise UnknownPattern(f"it has {twice} twice", advice)
    for part, others in (("year", {"year", "short"}), ("month", {"month", "name"})):
        if not others & set(parts):
            raise UnknownPattern(f"it has no {part}", advice)
    if "day" not in parts:
        raise UnknownPattern("it has no day", advice)
    if "minute" in parts and "hour" not in parts:
        raise UnknownPattern(f"it has minutes without hours in '{words}'", advice)
