"""What names are worth in a measure's value: its own figures, and terms on a period's first day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date

from servanda.agreement.bands import bands_of
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.terms import Choice, Table, TableRow
from servanda.facts.figure import Absence, NoValue, Value
from servanda.facts.trace import Step
from servanda.formula.environment import Band, Environment
from servanda.formula.exact import evaluate
from servanda.formula.syntax import Aggregate, Expression, Name, RowSource
from servanda.kernel.quantity import Quantity
from servanda.measurement.rows import steps_of

__all__ = ["Place", "with_names"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Answer names where a formula of one version stands on one day; an ``Environment``.

    Args:
        agreement: The version that governs.
        day: The day that picks among dated terms.
        values: What the measure itself, or the row, gives.
    """

    agreement: Agreement
    day: date
    values: Mapping[str, Value]

    @property
    def outer(self) -> Environment | None:
        """Return nothing: there is no row around a measure's value."""
        return None

    def value(self, name: str) -> Step:
        """Return a figure of the measure, a column of the row, or a term."""
        if name in self.values:
            return Step(name=name, text="", value=self.values[name])
        return self.keyed(name, ())

    def member(self, name: str, member: str) -> Step:
        """Raise ``LookupError``: rows have no parts."""
        raise LookupError(f"{name}.{member}")

    def keyed(self, name: str, keys: tuple[str, ...]) -> Step:
        """Return a term on this day, by its keys."""
        if name not in self.agreement.terms:
            raise LookupError(name)
        found: object = self._in_force(name)
        for key in keys:
            found = found.get(key) if isinstance(found, Mapping) else None
        if isinstance(found, Formula):
            return evaluate(found.expression, self, name=name, text=found.text)
        absent = NoValue(Absence.NO_DATA, f"'{name}' has no value here")
        return Step(name=name, text="", value=absent)

    def _in_force(self, name: str) -> object:
        found: object = None
        for first_day, value in steps_of(self.agreement.terms[name], self.agreement):
            if first_day is None or first_day <= self.day:
                found = value
        return found

    def table(self, name: str, argument: Value, column: str) -> Step:
        """Return a column of the table row that holds the argument."""
        row = _row_of(self.agreement.tables[name], argument)
        if row is None:
            absent = NoValue(Absence.NO_DATA, f"no row of '{name}' holds the value")
            return Step(name=name, text="", value=absent)
        return replace(evaluate(row.gives[column].expression, self), name=name, text=row.text)

    def bands(self, name: str) -> Sequence[Band]:
        """Return the rows of a table of rates."""
        return bands_of(self.agreement.tables[name], self)

    def rows(self, source: RowSource) -> Sequence[Environment]:
        """Raise ``LookupError``: a measure sees no rows but its own."""
        raise LookupError(source.name)

    def on(self, day: date) -> Environment:
        """Return the same place with dated terms read on another day."""
        return replace(self, day=day)

    def held(self, condition: Expression, since: Value | None, until: Value | None) -> Step:
        """Raise ``LookupError``: a measure sees no conditions over time."""
        del since, until
        raise LookupError(condition)

    def ago(self, periods: int) -> Environment | None:
        """Raise ``LookupError``: a measure sees one period."""
        raise LookupError(f"{periods} periods ago")


def _row_of(table: Table, argument: Value) -> TableRow | None:
    if not isinstance(argument, Quantity):
        return None
    holding = [row for row in table.rows if row.range.holds(argument)]
    if not holding:
        return None
    return holding[-1] if table.choice in {Choice.LAST, Choice.DEEPEST} else holding[0]


def with_names(expression: Expression, names: Mapping[Aggregate, str]) -> Expression:
    """Put names in the place of aggregates, so that their values can be given by name."""
    renamed = _renamed(expression, names)
    assert isinstance(renamed, type(expression) | Name)
    return renamed


def _renamed(node: object, names: Mapping[Aggregate, str]) -> object:
    if isinstance(node, Aggregate):
        return Name(span=node.span, name=names[node])
    if isinstance(node, tuple):
        return tuple(_renamed(part, names) for part in node)
    if is_dataclass(node) and not isinstance(node, type) and hasattr(node, "span"):
        parts = {field.name: _renamed(getattr(node, field.name), names) for field in fields(node)}
        return replace(node, **parts)
    return node
