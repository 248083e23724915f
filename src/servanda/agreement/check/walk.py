"""Which names a formula uses, and whether of the present period or only of earlier ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from servanda.formula.syntax import (
    Aggregate,
    Ago,
    Call,
    Expression,
    Marginal,
    Member,
    Name,
    Node,
    RowSource,
    Time,
)
from servanda.kernel.source import SourceSpan

__all__ = ["Use", "uses"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A name in a formula.

    Args:
        name: The name: of a value, a table, or rows.
        span: Where it stands.
        earlier: Whether only earlier periods or rows are looked at.
        member: The part of it that is used, may be empty.
        inside: Rows of aggregates that it stands in, whose columns may hide it.
    """

    name: str
    span: SourceSpan
    earlier: bool = False
    member: str = ""
    inside: frozenset[str] = frozenset()


def uses(expression: Expression) -> Iterator[Use]:
    """Yield the names in a formula, in the order of its text.

    A formula is at most some thousand nodes and some sixty deep, so plain recursion does.
    """
    yield from _uses(expression, earlier=False)


def _uses(node: object, *, earlier: bool, inside: frozenset[str] = frozenset()) -> Iterator[Use]:
    match node:
        case Name():
            # 'this.x' is looked for outside of the nearest rows.
            around = frozenset() if node.outer else inside
            yield Use(name=node.name, span=node.span, earlier=earlier, inside=around)
        case Member() if isinstance(node.of, Name):
            yield Use(name=node.of.name, span=node.span, earlier=earlier, member=node.name)
        case Call():
            yield Use(name=node.function, span=node.span, earlier=earlier)
            yield from _uses(node.arguments, earlier=earlier, inside=inside)
        case Marginal():
            yield Use(name=node.table, span=node.span, earlier=earlier)
            yield from _uses((node.low, node.high), earlier=earlier, inside=inside)
        case Time():
            # Inside the brackets names are those of conditions, whatever else bears them.
            yield from _uses((node.since, node.until), earlier=earlier, inside=inside)
        case RowSource():
            yield Use(name=node.name, span=node.span, earlier=earlier)
        case tuple():
            for part in node:
                yield from _uses(part, earlier=earlier, inside=inside)
        case Node():
            before = earlier or _looks_back(node)
            within = inside | _rows_of(node)
            for field in fields(node):
                yield from _uses(getattr(node, field.name), earlier=before, inside=within)
        case _:
            return


def _rows_of(node: Node) -> frozenset[str]:
    """Return the rows that what is inside stands in."""
    over = node.over if isinstance(node, Aggregate) else None
    return frozenset() if over is None else frozenset({over.name})


def _looks_back(node: Node) -> bool:
    """Return whether only earlier periods or rows are seen inside."""
    if isinstance(node, Aggregate):
        return node.over is not None and node.over.earlier
    return isinstance(node, Ago)
