"""Single values written into a text at their places; everything else stays, comments too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from servanda.agreement.amending import tree_of
from servanda.agreement.printing.build import build
from servanda.agreement.printing.printer import print_tree
from servanda.agreement.printing.scalar import NEEDS_ITS_QUOTES
from servanda.agreement.printing.tree import Branch, Leaf, Part, Tree
from servanda.agreement.surface.root import AGREEMENT
from servanda.agreement.text.compose import compose
from servanda.agreement.text.node import ListNode, MappingNode, Node, ScalarNode
from servanda.kernel.diagnostic import Severity

__all__ = ["CannotPlace", "Place", "with_values"]

Place = tuple[str, ...]
"""Keys from the top of a text to a value; items of lists are counted from 1."""


class CannotPlace(ValueError):
    """A value cannot be written at a place of a text."""


def with_values(
    text: str,
    name: str,
    values: Mapping[Place, str],
    *,
    amended: MappingNode | None = None,
    spelt_out: Mapping[Place, str] | None = None,
) -> str:
    r"""Write values into a text, which comes out in house style.

    What the text does not hold yet is added. In an amendment a list is written whole, since
    nothing tells its items apart: the others are taken from the text that it amends.

    Args:
        text: An agreement, or an amendment.
        name: The name that its author knows it by.
        values: What shall stand where.
        amended: What the amendment is laid over; nothing for an agreement.
        spelt_out: Places whose single value is short for a mapping with that one key, and becomes
            it: ``opened: instant`` is short for ``opened: {type: instant}``.

    Raises:
        CannotPlace: The text is no YAML that can be read, or a place leads into a single value.

    Example:
        >>> text = "terms:\n  fee: 100 EUR # each month\n"
        >>> print(with_values(text, "a.yaml", {("terms", "fee"): "120 EUR"}), end="")
        terms:
          fee: 120 EUR # each month
    """
    composed = compose(name, text.encode("utf-8", "surrogatepass"))
    root = composed.node
    wrong = any(each.severity is Severity.ERROR for each in composed.diagnostics)
    if wrong or not isinstance(root, MappingNode):
        raise CannotPlace(f"'{name}' cannot be read as it stands")
    part = build(composed.source, root, AGREEMENT)
    for place, key in (spelt_out or {}).items():
        _spell_out(part, place, key, amended)
    for place, value in values.items():
        _put(part, place, value, amended)
    # Printed twice: what is new finds its place in the order of keys when it is read again.
    printed = print_tree(part)
    again = compose(name, printed.encode())
    if again.node is None:
        raise CannotPlace(f"'{name}' would not be read any more")
    return print_tree(build(again.source, again.node, AGREEMENT))


def _spell_out(part: Part, place: Place, key: str, amended: MappingNode | None) -> None:
    held: Part | None = part
    node: Node | None = amended
    for step in place:
        mapping = held.value if held is not None else None
        held = mapping.part(step) if isinstance(mapping, Branch) and mapping.is_mapping else None
        node = node.get(step) if isinstance(node, MappingNode) else None
    if held is not None:
        if isinstance(held.value, Leaf):
            short = Part(key=Leaf(text=key), value=held.value)
            held.value = Branch(is_mapping=True, parts=[short])
    elif isinstance(node, ScalarNode):
        _put(part, (*place, key), node.text, amended)


def _put(part: Part, place: Sequence[str], value: str, amended: Node | None) -> None:
    if not place:
        if isinstance(part.value, Branch):
            raise CannotPlace("more than a single value stands there")
        part.value = Leaf(text=value, quoted=value in NEEDS_ITS_QUOTES)
        return
    if not isinstance(part.value, Branch):
        raise CannotPlace("a single value stands there")
    key, rest = place[0], place[1:]
    if part.value.is_mapping:
        inside = amended.get(key) if isinstance(amended, MappingNode) else None
        held = part.value.part(key)
        if held is None:
            held = Part(key=Leaf(text=key), value=_begun(inside, rest))
            part.value.parts.append(held)
        _put(held, rest, value, inside)
        return
    number = int(key) - 1 if key.isdecimal() else -1
    if not 0 <= number < len(part.value.parts):
        raise CannotPlace(f"the list has no item {key}")
    items = amended.items if isinstance(amended, ListNode) else ()
    _put(part.value.parts[number], rest, value, items[number] if number < len(items) else None)


def _begun(amended: Node | None, rest: Sequence[str]) -> Tree:
    """Return what a new key holds before a value is put into it."""
    if not rest:
        return Leaf(text="")
    if isinstance(amended, ListNode):
        return tree_of(amended)
    return Branch(is_mapping=True)
