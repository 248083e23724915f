"""Do two texts say the same? What a layout may not change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable

from servanda.agreement.printing.scalar import NEEDS_ITS_QUOTES
from servanda.agreement.printing.trivia import find_trivia
from servanda.agreement.text.compose import Composed
from servanda.agreement.text.node import ListNode, Node, ScalarNode

__all__ = ["say_the_same"]


def say_the_same(one: Composed, other: Composed) -> bool:
    """Tell whether two texts hold the same values under the same keys, and the same comments."""
    return _content(one.node) == _content(other.node) and _comments(one) == _comments(other)


def _content(node: Node | None) -> Hashable:
    match node:
        case None:
            return None
        case ScalarNode():
            return node.text, bool(node.style) and node.text in NEEDS_ITS_QUOTES
        case ListNode():
            return tuple(_content(item) for item in node.items)
        case _:
            return frozenset((entry.key.text, _content(entry.value)) for entry in node.entries)


def _comments(composed: Composed) -> Counter[str]:
    found = find_trivia(composed.source, composed.node)
    return Counter(each.text for each in found if each.text)
