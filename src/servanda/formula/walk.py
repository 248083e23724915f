"""Looking through a formula without evaluating it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import TypeVar

from servanda.formula.syntax import Expression, Name, Node, RowSource
from servanda.kernel.source import SourceSpan

__all__ = ["children_of", "names_in", "nodes_in", "rows_in", "with_span"]

N = TypeVar("N", bound=Node)


def nodes_in(node: Node) -> Iterator[Node]:
    """Yield a node and everything below it, from left to right.

    Example:
        >>> from servanda.formula.origin import Origin
        >>> from servanda.formula.parse import parse
        >>> tree = parse("12% of fee", Origin(file="a.yaml")).expression
        >>> [type(node).__name__ for node in nodes_in(tree)]
        ['Arithmetic', 'Literal', 'Name']
    """
    yield node
    for child in children_of(node):
        yield from nodes_in(child)


def children_of(node: Node) -> Iterator[Node]:
    """Yield what stands directly below a node, from left to right."""
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            yield from (part for part in value if isinstance(part, Node))


def names_in(expression: Expression) -> frozenset[str]:
    """Return the names that a formula mentions, whole names without what follows a dot."""
    return frozenset(node.name for node in nodes_in(expression) if isinstance(node, Name))


def rows_in(expression: Expression) -> tuple[RowSource, ...]:
    """Return the rows that a formula's aggregates go over, from left to right."""
    return tuple(node for node in nodes_in(expression) if isinstance(node, RowSource))


def with_span(node: N, span: SourceSpan) -> N:
    """Return a tree all of whose nodes stand at one place: for comparing, and for formulas that
    a shorthand spells out.
    """
    changed: dict[str, object] = {"span": span}
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, Node):
            changed[field.name] = with_span(value, span)
        elif isinstance(value, tuple):
            changed[field.name] = tuple(
                with_span(part, span) if isinstance(part, Node) else part for part in value
            )
    return replace(node, **changed)  # type: ignore[arg-type] # fields of the node itself
