"""Laying an amendment over the text that it amends."""

from __future__ import annotations

from servanda.agreement import diagnostics as found
from servanda.agreement.notebook import Notebook
from servanda.agreement.text.node import Entry, MappingNode, Node, ScalarNode
from servanda.kernel.diagnostic import near_match

__all__ = ["REMOVE", "lay_over"]

REMOVE = "remove"


def lay_over(base: MappingNode, over: MappingNode, notebook: Notebook) -> MappingNode:
    """Return a mapping with another laid over it; every part keeps the place it came from.

    Mappings merge key by key, ``remove`` takes a key out, and anything else replaces what was
    there. New keys follow the old ones.

    Args:
        base: The text so far.
        over: The amendment.
        notebook: Where removals of what is not there are noted.
    """
    entries = {entry.key.text: entry for entry in base.entries}
    for entry in over.entries:
        before = entries.get(entry.key.text)
        if _removes(entry.value):
            if before is None:
                near = near_match(entry.key.text, entries)
                notebook.report(
                    found.NOTHING_TO_REMOVE, entry.key.span, name=entry.key.text, near=near
                )
            entries.pop(entry.key.text, None)
        else:
            entries[entry.key.text] = _laid(before, entry, notebook)
    return MappingNode(entries=tuple(entries.values()), span=base.span)


def _laid(before: Entry | None, entry: Entry, notebook: Notebook) -> Entry:
    base: Node | None = before.value if before is not None else None
    if isinstance(base, MappingNode) and isinstance(entry.value, MappingNode):
        return Entry(key=entry.key, value=lay_over(base, entry.value, notebook))
    if isinstance(entry.value, MappingNode):
        # Removals inside something new have nothing to remove either.
        empty = MappingNode(entries=(), span=entry.value.span)
        return Entry(key=entry.key, value=lay_over(empty, entry.value, notebook))
    return entry


def _removes(node: Node) -> bool:
    return isinstance(node, ScalarNode) and not node.style and node.text == REMOVE
