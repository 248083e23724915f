"""Terms and tables: the values that formulas look up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from servanda.agreement.model.formula import Dated, Formula
from servanda.kernel.quantity import Quantity
from servanda.kernel.source import SourceSpan

__all__ = ["Choice", "Range", "Table", "TableRow", "Term", "TermValue"]

TermValue = "Formula | Mapping[str, TermValue]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A named value of the agreement.

    Args:
        name: Its name.
        values: By date; each is a formula, or formulas by key (nested for several keys).
        title: A reader's name for it, may be empty.
        span: Where it stands.
    """

    name: str
    values: Dated[Formula | Mapping[str, object]]
    title: str
    span: SourceSpan


class Choice(Enum):
    """What applies where two rows of a table hold the same value."""

    NONE = "an overlap is a mistake"
    FIRST = "first"
    DEEPEST = "deepest"
    LAST = "last"


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A stretch of values; an absent end is open to that side."""

    low: Quantity | None
    low_included: bool
    high: Quantity | None
    high_included: bool

    def holds(self, value: Quantity) -> bool:
        """Return whether a value of the same unit lies in the range."""
        if self.low is not None:
            if value.amount < self.low.amount:
                return False
            if value.amount == self.low.amount and not self.low_included:
                return False
        if self.high is not None:
            if value.amount > self.high.amount:
                return False
            if value.amount == self.high.amount and not self.high_included:
                return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row: a range in words and what it gives; ``""`` is the unnamed column."""

    text: str
    range: Range
    gives: Mapping[str, Formula]
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A piecewise table, used as ``name(x)`` or ``name(x).column``.

    Args:
        name: Its name.
        rows: Its rows, in the order of the text.
        choice: Which row applies where two hold a value.
        title: A reader's name for it, may be empty.
        gaps_stay_open: Whether it is agreed that nothing is settled on a value in no row.
    """

    name: str
    rows: tuple[TableRow, ...]
    choice: Choice
    title: str
    span: SourceSpan
    gaps_stay_open: bool = False
