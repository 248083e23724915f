"""In which order keys are printed, and which shape each value means to have."""

from __future__ import annotations

from servanda.agreement.printing.tree import Part
from servanda.agreement.surface.conform import choose_shape
from servanda.agreement.surface.leaf import read_date
from servanda.agreement.surface.shape import (
    Changes,
    Dated,
    DateShape,
    ListOf,
    Named,
    OneOf,
    Record,
    Shape,
)
from servanda.agreement.text.node import ListNode, MappingNode, Node

__all__ = ["arrange", "resolve", "shape_of_item", "shape_of_value"]


def resolve(node: Node, shape: Shape | None) -> Shape | None:
    """Return the shape that a node has among those allowed, nothing if it has none of them."""
    match shape:
        case OneOf():
            return resolve(node, choose_shape(node, shape))
        case Changes():
            return shape.of
        case Dated() if not _is_dated(node):
            return resolve(node, shape.of)
        case ListOf() if shape.or_one and not isinstance(node, ListNode):
            return resolve(node, shape.of)
        case _:
            return shape


def _is_dated(node: Node) -> bool:
    return isinstance(node, MappingNode) and any(
        read_date(entry.key.text) for entry in node.entries
    )


def shape_of_value(shape: Shape | None, key: str) -> Shape | None:
    """Return what a mapping of a shape holds under a key."""
    match shape:
        case Record():
            known = shape.key(key)
            if known is not None:
                return known.holds
            return shape.rest.of if shape.rest is not None else None
        case Named() | Dated():
            return shape.of
        case _:
            return None


def shape_of_item(shape: Shape | None) -> Shape | None:
    """Return what a list of a shape holds."""
    return shape.of if isinstance(shape, ListOf) else None


def arrange(parts: list[Part], shape: Shape | None) -> list[Part]:
    """Return a mapping's parts in the order of printing.

    Keys of the language go in the order of their description, dates in the order of time; names
    that the author chose, and whatever is not known, stay in the author's order.
    """
    match shape:
        case Record():
            places = {key.name: place for place, key in enumerate(shape.keys)}
            return sorted(parts, key=lambda part: places.get(_name(part), len(places)))
        case Dated():
            return _by_date(parts)
        case Named() if isinstance(shape.keys, DateShape):
            return _by_date(parts)
        case _:
            return parts


def _by_date(parts: list[Part]) -> list[Part]:
    if all(read_date(_name(part)) for part in parts):
        return sorted(parts, key=_name)
    return parts


def _name(part: Part) -> str:
    return part.key.text if part.key else ""
