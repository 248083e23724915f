"""What the exact evaluation asks of the world around a formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Protocol, runtime_checkable

from servanda.facts.figure import Value
from servanda.facts.trace import Step
from servanda.formula.syntax import Expression, RowSource

__all__ = ["Band", "Environment"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One row of a table of rates.

    Args:
        text: Its range as written.
        low: Lower edge in base units, nothing for none.
        high: Upper edge, nothing for none.
        rate: What it gives for each unit within it.
    """

    text: str
    low: Fraction | None
    high: Fraction | None
    rate: Value


@runtime_checkable
class InPeriods(Protocol):
    """An environment may know settlement periods, for the parts of dates that hang on them."""

    def period_around(self, day: date, later: int) -> tuple[date, date] | None:
        """Return the first and the last day of the period so many after that of a day; nothing
        for a day before the first.
        """


class Environment(Protocol):
    """Answer what names are worth at one row: a period, a segment of it, or a row of evidence.

    Every answer is a ``Step``, so that whatever is computed from it can be opened. Asking for a
    name that typing did not let through raises ``LookupError``: that is a caller's mistake.
    """

    @property
    def outer(self) -> Environment | None:
        """Return the row around this one (``this.x``), nothing outside aggregates."""

    def value(self, name: str) -> Step:
        """Return what a name is worth here."""

    def member(self, name: str, member: str) -> Step:
        """Return a part of a name: ``restore_major.met``, ``period.start``."""

    def keyed(self, name: str, keys: tuple[str, ...]) -> Step:
        """Return a keyed term's value; *no data* for a key that it does not have."""

    def table(self, name: str, argument: Value, column: str) -> Step:
        """Return a column of the table row that holds the argument; *no data* if none does."""

    def bands(self, name: str) -> Sequence[Band]:
        """Return the rows of a table of rates with one column, in the order of the text."""

    def rows(self, source: RowSource) -> Sequence[Environment]:
        """Return the rows of a source as seen from here, oldest first, ties by key."""

    def on(self, day: date) -> Environment:
        """Return the same place with dated terms read on another day; one before the first
        value reads the first.
        """

    def held(self, condition: Expression, since: Value | None, until: Value | None) -> Step:
        """Return how long a condition over time held between two instants, without them in the
        period; *no data* where at no moment of it anything is known.
        """

    def ago(self, periods: int) -> Environment | None:
        """Return the same place so many periods earlier, nothing before the first period."""
