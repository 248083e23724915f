"""Amendments written from what shall be otherwise: as small as one target."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from servanda.agreement.format import format_text
from servanda.agreement.printing.printer import print_tree
from servanda.agreement.printing.scalar import NEEDS_ITS_QUOTES
from servanda.agreement.printing.tree import Branch, Leaf, Part, Tree, mapping_of
from servanda.agreement.read.overlay import REMOVE
from servanda.agreement.text.node import ListNode, MappingNode, Node, ScalarNode

__all__ = ["amendment_text", "tree_of"]


def amendment_text(
    before: MappingNode, after: MappingNode, *, number: int, first_day: date, title: str = ""
) -> str:
    """Return the text of an amendment that makes one version into another.

    It says what differs and nothing else. The text that it amends stays as it is, its comments
    too; lists are written whole, since nothing tells their items apart.

    Args:
        before: The version that is amended.
        after: The version wanted; parts that are the very same objects are left out unseen.
        number: The amendment's number.
        first_day: First day on which it governs.
        title: What it changes, in a few words; may be empty.

    Returns:
        The text in house style; laid over ``before``, it gives ``after``.
    """
    named = before.get("agreement")
    header: dict[str, Tree] = {"number": Leaf(text=str(number)), "from": Leaf(text=str(first_day))}
    if title:
        header["title"] = Leaf(text=title)
    parts: dict[str, Tree] = {
        "servanda": Leaf(text="1"),
        "agreement": Leaf(text=named.text if isinstance(named, ScalarNode) else ""),
        "amends": mapping_of(header),
        **dict(_differences(before, after)),
    }
    name = f"amendment-{number}.yaml"
    printed = print_tree(Part(key=None, value=mapping_of(parts)))
    return format_text(printed, name).text or printed


def _differences(before: MappingNode, after: MappingNode) -> Iterator[tuple[str, Tree]]:
    for entry in after.entries:
        old = before.entry(entry.key.text)
        if old is None:
            yield entry.key.text, tree_of(entry.value)
        elif old.value is entry.value:
            continue
        elif isinstance(old.value, MappingNode) and isinstance(entry.value, MappingNode):
            inside = dict(_differences(old.value, entry.value))
            if inside:
                yield entry.key.text, mapping_of(inside)
        elif _words(old.value) != _words(entry.value):
            yield entry.key.text, tree_of(entry.value)
    for entry in before.entries:
        if after.entry(entry.key.text) is None:
            yield entry.key.text, Leaf(text=REMOVE)


def tree_of(node: Node) -> Tree:
    """Return what a node says, to be printed elsewhere."""
    match node:
        case ScalarNode():
            absent = not node.text and not node.style
            quoted = bool(node.style) and node.text in NEEDS_ITS_QUOTES
            return Leaf(text=node.text, absent=absent, quoted=quoted)
        case MappingNode():
            return mapping_of({each.key.text: tree_of(each.value) for each in node.entries})
        case ListNode():
            items = [Part(key=None, value=tree_of(each)) for each in node.items]
            return Branch(is_mapping=False, parts=items)


def _words(node: Node) -> object:
    """Return what a node says, whatever its layout."""
    match node:
        case ScalarNode():
            return node.text
        case MappingNode():
            return [(each.key.text, _words(each.value)) for each in node.entries]
        case ListNode():
            return ["", *map(_words, node.items)]
