"""The types of formulas: what it is a figure of, and of how many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from servanda.businesstime.business_days import BusinessCalendar
from servanda.kernel.unit import Unit

__all__ = ["Column", "FormulaType", "FunctionType", "Grain", "Kind", "Meaning", "Scope"]


class Kind(Enum):
    """Say what sort of value a formula gives."""

    QUANTITY = "figure"
    TEXT = "text"
    TRUTH = "yes or no"
    INSTANT = "instant"
    DATE = "date"
    CONDITION = "condition over time"


Grain = frozenset[str]
"""What a figure exists once for each of.

``frozenset()`` is a constant of the agreement, ``{"period"}`` a monthly figure,
``{"period", "service"}`` one per service and month, ``{"row:failures"}`` one per row. A row
counts in one period and has columns, so within a row coarser figures are simply visible; a
finer figure inside a coarser formula is an author's mistake.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaType:
    """Hold the type of a formula.

    Args:
        kind: What sort of value.
        unit: The unit, for quantities only.
        grain: What it exists once for each of.
        may_be_absent: Whether evaluating it may give *no data* or another absence.
        positive: Whether it is certainly above zero, so that it can be divided by, or be a step.
        among: For texts, the only values that it can have; empty where it can be any.
        zero: Whether it is the bare literal 0 (or 1 with ``one``), which adapts to units.
    """

    kind: Kind
    unit: Unit | None = None
    grain: Grain = frozenset()
    may_be_absent: bool = False
    bare: int | None = None
    positive: bool = False
    among: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Describe a column or a member: its type within its row."""

    name: str
    type: FormulaType


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionType:
    """Describe a table used as a function: one input, a default column, named columns."""

    argument: FormulaType
    result: FormulaType | None
    members: Mapping[str, FormulaType] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """Say what a name stands for in a scope.

    Args:
        what: Word for messages: ``term``, ``figure``, ``measure``, ``column``.
        type: Its type; for a keyed term, the type of its values.
        keys: For a keyed term, the allowed keys level by level.
        complete: Whether a keyed term has a value for every one of its keys at all times.
        members: Types of what may follow a dot.
    """

    what: str
    type: FormulaType
    keys: tuple[frozenset[str], ...] = ()
    complete: bool = False
    members: Mapping[str, FormulaType] = field(default_factory=dict)


class Scope(Protocol):
    """Answer what the names in a formula mean, where it stands."""

    def meaning(self, name: str) -> Meaning | None:
        """Return what a name stands for here, or nothing."""

    def table(self, name: str) -> FunctionType | None:
        """Return the table of that name."""

    def rows(self, name: str) -> Scope | None:
        """Return the scope inside a row of that source, or nothing if there is no such source.

        ``""`` asks for a measure's own rows, which an aggregate without ``over`` goes through;
        only the scope of a measure's value has them. ``periods`` asks for settlement periods,
        and ``months``, ``quarters``, ``weeks`` or ``years`` for the same where that is the
        rhythm; nothing for the others. A row's scope knows what is visible from the row:
        its columns, and whatever is coarser than it.
        """

    def row_noun(self, name: str) -> str:
        """Return the singular noun that a row of the source is counted by; may be empty."""

    def calendar(self, name: str) -> BusinessCalendar | None:
        """Return the business days of a calendar, or nothing if there is no such calendar."""

    def calendars(self) -> frozenset[str]:
        """Return the names of all calendars that have business days."""

    def over_time(self) -> Scope:
        """Return the scope inside ``time(...)``: the conditions over time, and nothing else."""

    @property
    def has_time(self) -> bool:
        """Return whether ``time(...)`` has an answer here."""

    def noun(self, word: str) -> str | None:
        """Return the singular of a noun that the agreement declares, given either form."""

    def names(self) -> frozenset[str]:
        """Return all names, for near matches."""

    @property
    def grain(self) -> Grain:
        """Return the grain that a formula here may have at most."""
