"""What an agreement's own names mean, as far as they have been typed, and the plainest scope."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from servanda.businesstime.business_days import BusinessCalendar
from servanda.formula.types import FormulaType, FunctionType, Grain, Kind, Meaning, Scope
from servanda.kernel.unit import Unit

__all__ = ["INSTANT", "PERIOD", "TEXT", "TRUTH", "Dictionary", "PlainScope", "figure_type", "finer"]

PERIOD = "period"

TRUTH = FormulaType(kind=Kind.TRUTH)
TEXT = FormulaType(kind=Kind.TEXT)
INSTANT = FormulaType(kind=Kind.INSTANT)


def figure_type(
    unit: Unit, *, grain: Grain = frozenset(), may_be_absent: bool = False
) -> FormulaType:
    """Return the type of a figure of a unit."""
    return FormulaType(kind=Kind.QUANTITY, unit=unit, grain=grain, may_be_absent=may_be_absent)


def finer(found: FormulaType, grain: Grain) -> FormulaType:
    """Return a type that exists once for each of a grain."""
    return FormulaType(
        kind=found.kind,
        unit=found.unit,
        grain=grain,
        may_be_absent=found.may_be_absent,
        positive=found.positive,
        among=found.among,
    )


@dataclass(slots=True, kw_only=True)
class Dictionary:
    """Hold what the agreement's names mean; typing fills it in an order in which each is known.

    Args:
        nouns: Singulars of the counted nouns, by singular and plural.
        terms: Terms that have been typed.
        tables: Tables that have been typed.
        calendars: What gives the business days of each calendar.
        conditions: Conditions over time, calendars among them, that have been typed.
    """

    nouns: Mapping[str, str]
    terms: dict[str, Meaning] = field(default_factory=dict)
    tables: dict[str, FunctionType] = field(default_factory=dict)
    calendars: Mapping[str, Callable[[], BusinessCalendar]] = field(default_factory=dict)
    conditions: dict[str, Meaning] = field(default_factory=dict)

    def calendar(self, name: str) -> BusinessCalendar | None:
        """Return the business days of a calendar."""
        found = self.calendars.get(name)
        return found() if found is not None else None

    def over_time(self) -> PlainScope:
        """Return the scope of formulas over conditions: only they have a value at an instant."""
        grain = frozenset[str]().union(*(each.type.grain for each in self.conditions.values()))
        own = Dictionary(nouns={}, conditions=self.conditions)
        return PlainScope(dictionary=own, own=self.conditions, grain=grain)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainScope:
    """Terms, tables, and whatever names the place adds.

    Args:
        dictionary: What the agreement's own names mean.
        own: Names of this place; they go before terms.
        grain: The grain that a formula here may have at most.
        inner: Rows that an aggregate here may be made over, by name.
        row_nouns: Nouns of those rows, by name.
    """

    dictionary: Dictionary
    own: Mapping[str, Meaning] = field(default_factory=dict)
    grain: Grain = frozenset()
    inner: Mapping[str, Scope] = field(default_factory=dict)
    row_nouns: Mapping[str, str] = field(default_factory=dict)

    def meaning(self, name: str) -> Meaning | None:
        """Return what a name stands for here."""
        return self.own.get(name) or self.dictionary.terms.get(name)

    def table(self, name: str) -> FunctionType | None:
        """Return the table of that name."""
        return self.dictionary.tables.get(name)

    def rows(self, name: str) -> Scope | None:
        """Return the scope inside a row of that source."""
        return self.inner.get(name)

    def row_noun(self, name: str) -> str:
        """Return the noun that a row of the source is counted by."""
        return self.row_nouns.get(name, "")

    def calendar(self, name: str) -> BusinessCalendar | None:
        """Return the business days of a calendar."""
        return self.dictionary.calendar(name)

    def calendars(self) -> frozenset[str]:
        """Return the names of all calendars."""
        return frozenset(self.dictionary.calendars)

    def over_time(self) -> PlainScope:
        """Return the scope of the conditions over time."""
        return self.dictionary.over_time()

    @property
    def has_time(self) -> bool:
        """Return no: how long something held is asked where periods are settled."""
        return False

    def noun(self, word: str) -> str | None:
        """Return the singular of a declared noun."""
        return self.dictionary.nouns.get(word)

    def names(self) -> frozenset[str]:
        """Return all names, for near matches."""
        return frozenset({*self.own, *self.dictionary.terms, *self.dictionary.tables})
