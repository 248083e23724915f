"""The conditions over time whose lengths an agreement's money asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.formula import Formula
from servanda.formula.printing import print_once
from servanda.formula.syntax import Expression, Time
from servanda.formula.walk import nodes_in

__all__ = ["UNSEEN", "held_name", "lengths_asked"]

UNSEEN = "\0"
"""The value that stands for all values of a column of which the evidence has no record."""


def held_name(agreement: Agreement, condition: Expression) -> str:
    """Return the name of the rows that tell when a condition held, as one version means it."""
    return f"time({print_once(condition)}) in version {agreement.amendment}"


def lengths_asked(agreement: Agreement) -> dict[str, Expression]:
    """Return the conditions under ``time(...)`` in what is settled, by the name of their rows."""
    return {
        held_name(agreement, node.of): node.of
        for formula in _inside(agreement)
        for node in nodes_in(formula.expression)
        if isinstance(node, Time)
    }


def _inside(part: object) -> Iterator[Formula]:
    """Yield all formulas: only those of what is settled have lengths."""
    if isinstance(part, Formula):
        yield part
    elif is_dataclass(part) and not isinstance(part, type):
        for each in fields(part):
            yield from _inside(getattr(part, each.name))
    elif isinstance(part, tuple):
        for item in part:
            yield from _inside(item)
    elif isinstance(part, Mapping):
        for item in part.values():
            yield from _inside(item)
