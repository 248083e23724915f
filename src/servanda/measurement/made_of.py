"""What a condition over time is made of, by its text alone: parts, tables, calendars, columns."""

from __future__ import annotations

from collections.abc import Iterable

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.condition import TimeCondition
from servanda.businesstime.rule import ALWAYS
from servanda.formula.syntax import Expression, Name, Node, Not
from servanda.formula.walk import children_of, names_in

__all__ = [
    "calendars_of",
    "conditions_in",
    "divided_by",
    "is_over_time",
    "saying",
    "tables_of",
    "tables_saying",
]


def conditions_in(agreement: Agreement, expression: Expression) -> tuple[TimeCondition, ...]:
    """Return the conditions that an expression is made of, each after those that it needs."""
    found: dict[str, TimeCondition] = {}

    def visit(names: frozenset[str]) -> None:
        for name in sorted(names & agreement.conditions.keys() - found.keys()):
            condition = agreement.conditions[name]
            if condition.of is not None:
                visit(names_in(condition.of.expression))
            found[name] = condition

    visit(names_in(expression))
    return tuple(found.values())


def is_over_time(agreement: Agreement, name: str) -> bool:
    """Return whether a name where a table may stand too is that of a condition over time."""
    known = {*agreement.conditions, *agreement.calendars}
    return name in known and name not in agreement.evidence


def divided_by(agreement: Agreement, expression: Expression) -> tuple[str, ...]:
    """Return the columns of which each value has a condition of its own, sorted."""
    used = conditions_in(agreement, expression)
    return tuple(sorted({column for condition in used for column in condition.by}))


def tables_of(agreement: Agreement, expression: Expression) -> frozenset[str]:
    """Return the tables of evidence that an expression over conditions rests on."""
    return _tables(conditions_in(agreement, expression))


def tables_saying(agreement: Agreement, expression: Expression) -> frozenset[str]:
    """Return the tables that can make an expression over conditions true."""
    return _tables(saying(agreement, expression))


def saying(agreement: Agreement, expression: Expression) -> tuple[TimeCondition, ...]:
    """Return the conditions that can make a whole true: those that no ``not`` rules out."""
    said = _said(agreement, expression)
    return tuple(each for each in conditions_in(agreement, expression) if each.name in said)


def _tables(conditions: Iterable[TimeCondition]) -> frozenset[str]:
    return frozenset(condition.table for condition in conditions if condition.table)


def _said(agreement: Agreement, node: Node) -> frozenset[str]:
    """Return the conditions that an expression names without ``not`` before them."""
    if isinstance(node, Not):
        return frozenset()
    if isinstance(node, Name):
        condition = agreement.conditions.get(node.name)
        made_of = condition.of.expression if condition is not None and condition.of else None
        rest = _said(agreement, made_of) if made_of is not None else frozenset[str]()
        return rest | {node.name}
    return frozenset[str]().union(*(_said(agreement, each) for each in children_of(node)))


def calendars_of(agreement: Agreement, expression: Expression) -> tuple[str, ...]:
    """Return the calendars that an expression over conditions rests on, sorted."""
    used = [each.of.expression for each in conditions_in(agreement, expression) if each.of]
    names = names_in(expression).union(*map(names_in, used))
    return tuple(sorted(names & {*agreement.calendars, ALWAYS.name}))
