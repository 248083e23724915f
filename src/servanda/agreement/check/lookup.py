"""Typing terms and tables: what everything else looks up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from servanda.agreement import diagnostics as found
from servanda.agreement.check.circles import break_circles, in_order, spell_path
from servanda.agreement.check.elaborate import Bench, TypedFormula
from servanda.agreement.check.ranges import check_ranges
from servanda.agreement.check.walk import uses
from servanda.agreement.model.formula import Dated, Formula
from servanda.agreement.model.terms import Table, Term
from servanda.agreement.scope.names import Dictionary, PlainScope, figure_type
from servanda.formula.types import FormulaType, FunctionType, Meaning
from servanda.kernel.quantity import NUMBER
from servanda.kernel.unit import Unit

__all__ = ["type_lookups"]

_Value = Formula | Mapping[str, object]


def type_lookups(bench: Bench, dictionary: Dictionary) -> tuple[dict[str, Term], dict[str, Table]]:
    """Type all terms and tables, filling the dictionary.

    Args:
        bench: Where formulas are typed.
        dictionary: What names mean; terms and tables are added to it.

    Returns:
        The terms and tables with their formulas made ready.
    """
    needed = {name: _names_in_term(term) for name, term in bench.agreement.terms.items()}
    needed |= {name: _names_in_table(table) for name, table in bench.agreement.tables.items()}
    terms: dict[str, Term] = {}
    tables: dict[str, Table] = {}
    for name in _in_order(needed, bench):
        if name in bench.agreement.terms:
            terms[name] = _type_term(bench.agreement.terms[name], bench, dictionary)
        else:
            tables[name] = _type_table(bench.agreement.tables[name], bench, dictionary)
    return (
        {name: terms.get(name, term) for name, term in bench.agreement.terms.items()},
        {name: tables.get(name, table) for name, table in bench.agreement.tables.items()},
    )


def _in_order(needed: Mapping[str, frozenset[str]], bench: Bench) -> list[str]:
    """Return names so that each comes after those that it needs, noting circles."""
    needs: dict[str, Sequence[str]] = {name: sorted(wants) for name, wants in needed.items()}
    things: tuple[Term | Table, ...] = (
        *bench.agreement.terms.values(),
        *bench.agreement.tables.values(),
    )
    spans = {thing.name: thing.span for thing in things}
    circles, removed = break_circles(needs)
    for path in circles:
        bench.notebook.report(found.CYCLE, spans[path[0]], name=path[0], path=spell_path(path))
    bench.notebook.broken |= removed
    return in_order(needs)


def _names_in_term(term: Term) -> frozenset[str]:
    return frozenset(
        use.name
        for _, value in term.values.steps
        for formula in _formulas(value)
        for use in uses(formula.expression)
    )


def _names_in_table(table: Table) -> frozenset[str]:
    return frozenset(
        use.name
        for row in table.rows
        for formula in row.gives.values()
        for use in uses(formula.expression)
    )


def _formulas(value: object) -> Iterator[Formula]:
    if isinstance(value, Formula):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _formulas(inner)


def _type_term(term: Term, bench: Bench, dictionary: Dictionary) -> Term:
    scope = PlainScope(dictionary=dictionary)
    typer = _Alike(bench, scope)
    steps = tuple((day, typer.value(value)) for day, value in term.values.steps)
    _check_start(term, bench)
    if typer.type is None or typer.failed:
        bench.notebook.broken.add(term.name)
        return term
    meaning = Meaning(
        what="term",
        type=replace(typer.type, bare=None),
        keys=_keys(term),
        complete=_is_complete(term),
    )
    dictionary.terms[term.name] = meaning
    return replace(term, values=Dated(steps))


def _check_start(term: Term, bench: Bench) -> None:
    first, start = bench.agreement.in_force.first_day, term.values.steps[0][0]
    if start > first and "in force" not in bench.notebook.broken:
        bench.notebook.report(
            found.VALUE_STARTS_LATE,
            term.span,
            name=term.name,
            first=first.isoformat(),
            start=(start - timedelta(days=1)).isoformat(),
        )


def _keys(term: Term) -> tuple[frozenset[str], ...]:
    levels: list[set[str]] = []

    def collect(value: object, depth: int) -> None:
        if isinstance(value, Mapping):
            if len(levels) <= depth:
                levels.append(set())
            levels[depth] |= {str(key) for key in value}
            for inner in value.values():
                collect(inner, depth + 1)

    for _, value in term.values.steps:
        collect(value, 0)
    return tuple(frozenset(level) for level in levels)


def _is_complete(term: Term) -> bool:
    """Return whether every key has a value, on every date and beside every other key."""
    shapes = {_shape(value) for _, value in term.values.steps}
    return len(shapes) == 1 and None not in shapes


def _shape(value: object) -> tuple[frozenset[str], ...] | None:
    """Return the keys of a value level by level, nothing where they differ within a level."""
    if not isinstance(value, Mapping):
        return ()
    inner = {_shape(each) for each in value.values()}
    below = inner.pop() if len(inner) == 1 else None
    return None if below is None else (frozenset(map(str, value)), *below)


class _Alike:
    """Type several formulas that have to give the same kind and unit."""

    def __init__(self, bench: Bench, scope: PlainScope, *, what: str = "values") -> None:
        self.bench = bench
        self.scope = scope
        self.type: FormulaType | None = None
        self.failed = False
        self.what = what

    def value(self, value: _Value) -> _Value:
        """Return a formula, or formulas by key, made ready."""
        if isinstance(value, Formula):
            return self.formula(value)
        return {str(key): self.value(inner) for key, inner in value.items()}  # type: ignore[arg-type] # nested the same way

    def formula(self, formula: Formula) -> Formula:
        """Return a formula made ready, of the kind and unit of those before it."""
        typed: TypedFormula = self.bench.type(formula, self.scope)
        if typed.type is None:
            self.failed = True
            return formula
        if self.type is None:
            self.type = typed.type
            return typed.formula
        if self.type.unit == NUMBER and typed.type.unit != NUMBER:
            # 0 may stand before the first figure that has a unit.
            self.type = replace(typed.type, bare=None, positive=False)
        return self._fitted(formula, typed)

    def _fitted(self, formula: Formula, typed: TypedFormula) -> Formula:
        assert self.type is not None
        assert typed.type is not None
        absent = self.type.may_be_absent or typed.type.may_be_absent
        positive = self.type.positive and typed.type.positive
        if (typed.type.kind, typed.type.unit) != (self.type.kind, self.type.unit):
            again = self.bench.type(formula, self.scope, replace(self.type, bare=None))
            if again.type is None:
                self.failed = True
            typed = again
        self.type = replace(self.type, may_be_absent=absent, positive=positive)
        return typed.formula


def _type_table(table: Table, bench: Bench, dictionary: Dictionary) -> Table:
    scope = PlainScope(dictionary=dictionary)
    columns = {name: _Alike(bench, scope) for name in table.rows[0].gives}
    rows = []
    failed = False
    for row in table.rows:
        if row.gives.keys() != columns.keys():
            bench.notebook.report(
                found.TABLE_COLUMNS,
                row.span,
                got=_named(row.gives),
                expected=_named(columns),
            )
            failed = True
            continue
        gives = {name: columns[name].formula(given) for name, given in row.gives.items()}
        rows.append(replace(row, gives=gives))
    unit = check_ranges(table, bench.notebook)
    if failed or unit is None or any(each.failed for each in columns.values()):
        bench.notebook.broken.add(table.name)
        return table
    absent = unit.has_gap and not table.gaps_stay_open
    dictionary.tables[table.name] = _function(unit.unit, absent, columns)
    return replace(table, rows=tuple(rows))


def _named(columns: Mapping[str, object]) -> str:
    return ", ".join(name or "a single value" for name in columns)


def _function(unit: Unit, has_gap: bool, columns: Mapping[str, _Alike]) -> FunctionType:  # noqa: FBT001 - one of two facts about ranges
    types = {
        name: replace(column.type, bare=None, may_be_absent=column.type.may_be_absent or has_gap)
        for name, column in columns.items()
        if column.type is not None
    }
    return FunctionType(
        argument=figure_type(unit),
        result=types.get(""),
        members={name: found_type for name, found_type in types.items() if name},
    )
