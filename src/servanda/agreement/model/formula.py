"""A formula as it stands in a text, and values that change on dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from servanda.formula.syntax import Expression
from servanda.kernel.source import SourceSpan

__all__ = ["Dated", "Formula"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """Keep a formula's own text beside its tree.

    Args:
        text: As the author wrote it, or as its shorthand spells it out.
        expression: The tree.
        span: Where it stands.
    """

    text: str
    expression: Expression
    span: SourceSpan


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """Hold values that apply from their date on, oldest first.

    Example:
        >>> fee = Dated(((date(2026, 1, 1), 100), (date(2027, 1, 1), 103)))
        >>> fee.at(date(2026, 12, 31)), fee.at(date(2027, 1, 1)), fee.at(date(2025, 1, 1))
        (100, 103, None)
    """

    steps: tuple[tuple[date, T], ...]

    def at(self, day: date) -> T | None:
        """Return the value in force on a day, nothing before the first date."""
        found: T | None = None
        for first_day, value in self.steps:
            if first_day > day:
                break
            found = value
        return found
