"""The world of a line of money, all of it known save one figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from servanda.agreement.bands import bands_of
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.money import Figure
from servanda.agreement.model.promise import Commitment, Level
from servanda.agreement.model.terms import Choice, Table, TableRow
from servanda.agreement.proof.model import Undecided
from servanda.agreement.proof.suppose import Suppositions
from servanda.facts.figure import Absence, NoValue, Value
from servanda.facts.trace import Step
from servanda.formula.environment import Band, Environment
from servanda.formula.exact import value_of
from servanda.formula.operations import compare
from servanda.formula.printing import print_once
from servanda.formula.syntax import Expression, RowSource
from servanda.kernel.quantity import Quantity

__all__ = ["Place"]


@dataclass(frozen=True, kw_only=True)
class Place:
    """Answer what names are worth when one figure is unknown; an ``Environment``.

    Args:
        agreement: The agreement.
        day: The day by which dated values are read.
        unknown: Name of the measure, or of the row's column, that is unknown.
        amount: What it is worth: an amount, or one that stands for a whole range.
        columns: Columns of the rows that the line exists for.
        supposed: What is supposed of amounts that evidence brings.
        rows_chosen: Rows of tables that some value has chosen, by table and text.
        before: What the unknown was in the period before; nothing for the first period.
        beside: What other measures are supposed to be, where only how commitments on them stand
            matters.
    """

    agreement: Agreement
    day: date
    unknown: str
    amount: Quantity
    columns: frozenset[str]
    supposed: Suppositions
    rows_chosen: set[tuple[str, str]] = field(default_factory=set)
    before: Quantity | None = None
    beside: Mapping[str, Quantity] = field(default_factory=dict)

    @property
    def outer(self) -> Environment | None:
        """Return nothing: rows are not looked into."""
        return None

    def worth(self, expression: Expression) -> Value:
        """Return what a formula gives here, its sums over evidence supposed."""
        return value_of(self.supposed.into(expression), self)

    def figure(self, figure: Figure) -> Value:
        """Return what a figure or a line is worth here."""
        if figure.when is not None:
            condition = self.worth(figure.when.expression)
            if isinstance(condition, NoValue):
                return condition
            if condition is not True:
                currency = self.agreement.settlement.currency
                return figure.zero or Quantity.money(0, currency)
        return self.worth(figure.pays.expression)

    def value(self, name: str) -> Step:
        """Return what a name is worth."""
        return Step(name=name, text="", value=self._value(name))

    def _value(self, name: str) -> Value:
        if name == self.unknown:
            return self.amount
        if name in self.supposed.amounts:
            return self.supposed.amounts[name]
        if name in self.columns:
            raise Undecided(f"it also depends on the column '{name}'")
        figure = self.agreement.figures.get(name)
        if figure is not None and name not in self.agreement.measures:
            return self.figure(figure)
        if name in self.agreement.terms:
            return self._term(name, ())
        raise Undecided(f"it depends on '{name}'")

    def member(self, name: str, member: str) -> Step:
        """Return a part of a commitment."""
        commitment = self.agreement.commitments.get(name)
        if commitment is not None and member == "due":
            # A window is looked at where it ends: elsewhere there is nothing to judge.
            return Step(name=f"{name}.due", text="", value=True)
        if commitment is not None and commitment.judged in self.beside:
            there = replace(self, amount=self.beside[commitment.judged])
            return Step(name=f"{name}.{member}", text="", value=there._judged(commitment, member))  # noqa: SLF001 - the same place with another measure as the one judged
        if commitment is None or commitment.judged != self.unknown:
            raise Undecided(f"it depends on '{name}.{member}'")
        return Step(name=f"{name}.{member}", text="", value=self._judged(commitment, member))

    def with_measure(self, measure: str, value: Quantity) -> Place:
        """Return the same place with another measure supposed to be something."""
        return replace(self, beside={**self.beside, measure: value})

    def _judged(self, commitment: Commitment, member: str) -> Value:
        minimum = commitment.minimum.at(self.day) if commitment.minimum else None
        below_minimum = minimum is not None and self._reaches(minimum) is False
        if member == "minimum_met":
            return not below_minimum
        expected = commitment.expected.at(self.day)
        met = not below_minimum and expected is not None and self._reaches(expected)
        if member == "level":
            return self._level(commitment, met=met, below_minimum=below_minimum)
        return met if member == "met" else not met

    def _level(self, commitment: Commitment, *, met: bool, below_minimum: bool) -> Value:
        if commitment.bands:
            return self.table(commitment.bands, self.amount, "").value
        return "below minimum" if below_minimum else "met" if met else "below expected"

    def _reaches(self, level: Level) -> bool:
        promised = self.worth(level.value.expression)
        if isinstance(promised, NoValue):
            raise Undecided(f"the level '{level.text}' has no value")
        return compare(level.operator, self.amount, promised)

    def keyed(self, name: str, keys: tuple[str, ...]) -> Step:
        """Return a keyed term's value."""
        return Step(name=name, text="", value=self._term(name, keys))

    def _term(self, name: str, keys: tuple[str, ...]) -> Value:
        found: object = self.agreement.terms[name].values.at(self.day)
        for key in keys:
            found = found.get(key) if isinstance(found, Mapping) else None
        if not isinstance(found, Formula):
            return NoValue(Absence.NO_DATA, "has no value")
        return self.worth(found.expression)

    def table(self, name: str, argument: Value, column: str) -> Step:
        """Return a column of the row of a table that holds the argument."""
        table = self.agreement.tables[name]
        if not isinstance(argument, Quantity):
            return Step(name=name, text="", value=NoValue(Absence.NO_DATA, "no value"))
        row = _row_for(table, argument)
        if row is None:
            absent = NoValue(Absence.NO_DATA, f"no row of '{name}' holds it")
            return Step(name=name, text="", value=absent)
        self.rows_chosen.add((name, row.text))
        return Step(name=name, text="", value=self.worth(row.gives[column].expression))

    def bands(self, name: str) -> Sequence[Band]:
        """Return the rows of a table of rates; what evidence brings to a rate is not supposed."""
        return bands_of(self.agreement.tables[name], self)

    def rows(self, source: RowSource) -> Sequence[Environment]:
        """Refuse: evidence is not at hand."""
        raise Undecided(f"it goes through '{source.name}'")

    def on(self, day: date) -> Environment:
        """Return the same place, dated values read on another day."""
        return replace(self, day=max(day, self.agreement.in_force.first_day))

    def held(self, condition: Expression, since: Value | None, until: Value | None) -> Step:
        """Refuse: evidence is not at hand."""
        del since, until
        raise Undecided(f"it asks how long '{print_once(condition)}' held")

    def ago(self, periods: int) -> Environment | None:
        """Return the period before, as it is supposed to have been."""
        if self.before is None:
            return None
        if periods != 1:
            raise Undecided(f"it looks back {periods} periods")
        return replace(self, amount=self.before, before=None)


def _row_for(table: Table, argument: Quantity) -> TableRow | None:
    holding = [row for row in table.rows if row.range.holds(argument)]
    if not holding:
        return None
    if table.choice is Choice.DEEPEST:
        return min(holding, key=lambda row: _depth(row, argument))
    return holding[-1] if table.choice is Choice.LAST else holding[0]


def _depth(row: TableRow, argument: Quantity) -> Fraction:
    edges = [edge.amount for edge in (row.range.low, row.range.high) if edge is not None]
    return min((abs(edge - argument.amount) for edge in edges), default=Fraction(0))
