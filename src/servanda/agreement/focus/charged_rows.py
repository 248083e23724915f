"""The records that a penalty charges, through figures, rows, measures and conditions over time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from servanda.agreement.focus.apart import Demand, are_apart, demands_in
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.evidence import ColumnType
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.money import Figure, Purpose, RowSet
from servanda.agreement.model.promise import Commitment
from servanda.formula.syntax import (
    Aggregate,
    Aggregator,
    Arithmetic,
    ArithmeticOperator,
    Comparison,
    ComparisonOperator,
    Expression,
    Member,
    Name,
    Node,
    Time,
)
from servanda.formula.walk import children_of, names_in, nodes_in

__all__ = ["Charged", "charged_rows", "shared_table"]

_SAMENESS = {ComparisonOperator.EQUAL, ComparisonOperator.NOT_EQUAL}
_DIVIDES = {ArithmeticOperator.DIVIDE, ArithmeticOperator.PER}


@dataclass(frozen=True, slots=True, kw_only=True)
class Charged:
    """Some rows of a table of evidence.

    Args:
        table: The table.
        demands: What keeps them apart from others of it, as far as single columns say it.
    """

    table: str
    demands: frozenset[Demand]


def charged_rows(line: Figure, agreement: Agreement) -> frozenset[Charged]:
    """Return the rows that a penalty charges.

    What one divides by is a size, charges are what a penalty is a share of, and sums of money
    that stands in evidence are too, unless a condition judges their rows: none of these is a
    failure.

    Args:
        line: The penalty.
        agreement: Its agreement.
    """
    walk = _Walk(agreement=agreement, line=line)
    found = set(walk.of_figure(line))
    rows = agreement.rows.get(line.each)
    if rows is not None:
        found |= set(walk.of_rows(rows, frozenset()))
    return frozenset(found)


def shared_table(first: frozenset[Charged], second: frozenset[Charged]) -> str:
    """Return a table of which both may charge the same rows, empty if there is none."""
    tables = (
        one.table
        for one in first
        for other in second
        if one.table == other.table and not are_apart(one.demands, other.demands)
    )
    return min(tables, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Walk:
    agreement: Agreement
    line: Figure
    seen: set[str] = field(default_factory=set)

    def of_figure(self, figure: Figure) -> Iterator[Charged]:
        for formula in (figure.when, figure.pays):
            if formula is not None:
                yield from self._of(formula.expression)

    def of_rows(self, rows: RowSet, demands: frozenset[Demand]) -> Iterator[Charged]:
        """Yield the records that rows are made of."""
        narrowed = demands | _demands(rows.where)
        if rows.table:
            yield Charged(table=rows.table, demands=narrowed)
        if rows.measure:
            yield from self._of_measure(rows.measure, narrowed)
        if rows.group in self.agreement.rows:
            yield from self.of_rows(self.agreement.rows[rows.group], frozenset())
        if rows.spells is not None:
            yield from self._of_conditions(rows.spells.expression)

    def _of(self, node: Node) -> Iterator[Charged]:
        match node:
            case Aggregate():
                yield from self._of_aggregate(node)
            case Time(of=of):
                yield from self._of_conditions(of)
            case Arithmetic(operator=operator, left=left) if operator in _DIVIDES:
                yield from self._of(left)
            case Member(of=Name(name=name)) if name in self.agreement.commitments:
                yield from self._of_commitment(name)
            case Name(name=name):
                yield from self._of_name(name)
            case _:
                for child in children_of(node):
                    yield from self._of(child)

    def _of_aggregate(self, aggregate: Aggregate) -> Iterator[Charged]:
        rows = self.agreement.rows.get(aggregate.over.name) if aggregate.over else None
        if rows is not None and not self._is_a_base(aggregate, rows):
            where = aggregate.where
            yield from self.of_rows(rows, frozenset(demands_in(where)) if where else frozenset())
        for child in (aggregate.of, aggregate.where):
            if child is not None:
                yield from self._of(child)

    def _is_a_base(self, aggregate: Aggregate, rows: RowSet) -> bool:
        """Return whether money that stands in evidence is added up, of rows that nothing judges."""
        table = self.agreement.evidence.get(rows.table)
        if table is None or aggregate.of is None or aggregate.aggregator is not Aggregator.SUM:
            return False
        columns = [each for name, each in table.columns.items() if name in names_in(aggregate.of)]
        conditions = (rows.where.expression if rows.where else None, aggregate.where)
        return any(each.type is ColumnType.MONEY for each in columns) and not any(
            _judges(condition) for condition in conditions if condition is not None
        )

    def _of_name(self, name: str) -> Iterator[Charged]:
        if name in self.seen:
            return
        self.seen.add(name)
        figure = self.agreement.figures.get(name)
        if name in self.agreement.measures:
            yield from self._of_measure(name, self._only(name))
        elif figure is not None and figure.purpose is Purpose.FIGURE:
            yield from self.of_figure(figure)

    def _of_commitment(self, name: str) -> Iterator[Charged]:
        commitment = self.agreement.commitments[name]
        if commitment.figure:
            yield from self._of_name(commitment.figure)
        else:
            yield from self._of_measure(commitment.measure, _segment(commitment))

    def _of_measure(self, name: str, demands: frozenset[Demand]) -> Iterator[Charged]:
        measure = self.agreement.measures[name]
        if measure.table:
            yield Charged(
                table=measure.table, demands=demands | _demands(measure.where) | self._only(name)
            )

    def _of_conditions(self, expression: Expression) -> Iterator[Charged]:
        for name in sorted(names_in(expression)):
            condition = self.agreement.conditions.get(name)
            if condition is not None and condition.table:
                yield Charged(table=condition.table, demands=_demands(condition.where))
            elif condition is not None and condition.of is not None:
                yield from self._of_conditions(condition.of.expression)

    def _only(self, measure: str) -> frozenset[Demand]:
        """Return the segment that the line's commitment is about."""
        commitment = self.agreement.commitments.get(self.line.commitment)
        if commitment is None or commitment.measure != measure:
            return frozenset()
        return _segment(commitment)


def _segment(commitment: Commitment) -> frozenset[Demand]:
    return frozenset(
        Demand(column=column, operator=ComparisonOperator.EQUAL, values=frozenset({value}))
        for column, value in commitment.only
    )


def _demands(condition: Formula | None) -> frozenset[Demand]:
    return frozenset(demands_in(condition.expression)) if condition is not None else frozenset()


def _judges(condition: Expression) -> bool:
    """Return whether a condition says how something went, and not only what it is about."""
    by_size = any(
        isinstance(node, Comparison) and node.operator not in _SAMENESS
        for node in nodes_in(condition)
    )
    return by_size or any({True, False} & demand.values for demand in demands_in(condition))
