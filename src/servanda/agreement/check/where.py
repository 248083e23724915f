"""Places in the text by section, name and key."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.agreement.text.node import ListNode, MappingNode, Node, ScalarNode
from servanda.kernel.source import SourceSpan

__all__ = ["Where"]


@dataclass(frozen=True, slots=True)
class Where:
    """Find the places of what a checked text says."""

    root: MappingNode

    def at(self, *path: str) -> SourceSpan:
        """Return where the value at a path of keys stands, or the nearest key above it."""
        node: Node = self.root
        span = SourceSpan.start_of(self.root.span.file)
        for key in path:
            entry = node.entry(key) if isinstance(node, MappingNode) else None
            if entry is None:
                return span
            node, span = entry.value, entry.key.span
        return node.span if isinstance(node, ScalarNode) and node.text else span

    def key(self, *path: str) -> SourceSpan:
        """Return where the last key of a path stands."""
        node = self._node(*path[:-1])
        entry = node.entry(path[-1]) if isinstance(node, MappingNode) else None
        return entry.key.span if entry is not None else self.at(*path[:-1])

    def item(self, text: str, *path: str) -> SourceSpan:
        """Return where a text stands in the list, or among the keys, that a path leads to."""
        node = self._node(*path)
        if isinstance(node, ListNode):
            for item in node.items:
                if isinstance(item, ScalarNode) and item.text == text:
                    return item.span
        if isinstance(node, MappingNode) and (entry := node.entry(text)) is not None:
            return entry.key.span
        return self.at(*path)

    def has(self, *path: str) -> bool:
        """Return whether there is anything at a path of keys."""
        return self._node(*path) is not None

    def text(self, *path: str) -> str:
        """Return the text at a path of keys, empty if there is none."""
        node = self._node(*path)
        return node.text if isinstance(node, ScalarNode) else ""

    def _node(self, *path: str) -> Node | None:
        node: Node | None = self.root
        for key in path:
            node = node.get(key) if isinstance(node, MappingNode) else None
        return node
