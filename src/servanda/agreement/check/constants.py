"""The world as it is whatever the evidence says: terms and tables on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from servanda.agreement.bands import bands_of
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.terms import Choice, Table, Term
from servanda.facts.figure import Absence, NoValue, Value
from servanda.facts.trace import Step
from servanda.formula.environment import Band, Environment
from servanda.formula.exact import evaluate
from servanda.formula.syntax import Expression, RowSource
from servanda.kernel.quantity import Quantity

__all__ = ["ConstantPlace", "days_of_change"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstantPlace:
    """Answer what terms and tables are worth on a day; there is no evidence and no period.

    Args:
        terms: Terms whose formulas have been made ready.
        tables: Tables likewise.
        day: The day by which dated terms are read.
    """

    terms: Mapping[str, Term]
    tables: Mapping[str, Table]
    day: date

    @property
    def outer(self) -> Environment | None:
        """Return nothing: there are no rows."""
        return None

    def value(self, name: str) -> Step:
        """Return a term's value."""
        return self.keyed(name, ())

    def member(self, name: str, member: str) -> Step:
        """Refuse: constants have no parts."""
        raise LookupError(f"{name}.{member}")

    def keyed(self, name: str, keys: tuple[str, ...]) -> Step:
        """Return a keyed term's value."""
        found: object = self.terms[name].values.at(self.day)
        for key in keys:
            found = found.get(key) if isinstance(found, Mapping) else None
        label = f"{name}[{', '.join(keys)}]" if keys else name
        if not isinstance(found, Formula):
            return Step(name=label, text="", value=NoValue(Absence.NO_DATA, "has no value"))
        step = evaluate(found.expression, self)
        return Step(name=label, text=found.text, value=step.value, of=step.of, span=found.span)

    def table(self, name: str, argument: Value, column: str) -> Step:
        """Return a column of the row of a table that holds the argument."""
        table = self.tables[name]
        holding = (
            [row for row in table.rows if row.range.holds(argument)]
            if isinstance(argument, Quantity)
            else []
        )
        if not holding:
            return Step(name=name, text="", value=NoValue(Absence.NO_DATA, "no row holds it"))
        row = holding[-1] if table.choice is Choice.LAST else holding[0]
        return evaluate(row.gives[column].expression, self)

    def bands(self, name: str) -> Sequence[Band]:
        """Return the rows of a table of rates."""
        return bands_of(self.tables[name], self)

    def rows(self, source: RowSource) -> Sequence[Environment]:
        """Refuse: there are no rows."""
        raise LookupError(source.name)

    def on(self, day: date) -> Environment:
        """Return the same terms and tables on another day."""
        return replace(self, day=max(day, self.day))

    def held(self, condition: Expression, since: Value | None, until: Value | None) -> Step:
        """Refuse: nothing happens over time."""
        del since, until
        raise LookupError(condition)

    def ago(self, periods: int) -> Environment | None:
        """Return nothing: there are no periods."""
        del periods
        return None


def days_of_change(terms: Mapping[str, Term], first_day: date) -> tuple[date, ...]:
    """Return the days on which some term changes, the first day in force among them."""
    days = {day for term in terms.values() for day, _ in term.values.steps}
    return tuple(sorted({first_day, *(day for day in days if day > first_day)}))
