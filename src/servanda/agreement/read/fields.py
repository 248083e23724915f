"""A mapping's keys as typed values; what has the wrong shape is noted elsewhere and absent here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum
from typing import TypeVar

from servanda.agreement.model.formula import Formula
from servanda.agreement.model.setting import Clause
from servanda.agreement.notebook import Notebook
from servanda.agreement.read.clause import read_clause
from servanda.agreement.surface.leaf import read_date, read_whole
from servanda.agreement.text.node import Entry, ListNode, MappingNode, Node, ScalarNode
from servanda.kernel.source import SourceSpan

__all__ = ["Fields", "entries_of", "scalars_of", "text_of"]

Word = TypeVar("Word", bound=Enum)


def entries_of(node: Node | None) -> tuple[Entry, ...]:
    """Return a mapping's entries, none where there is no mapping."""
    return node.entries if isinstance(node, MappingNode) else ()


def scalars_of(node: Node | None) -> tuple[ScalarNode, ...]:
    """Return a list's scalars, or the one that stands for a list."""
    if isinstance(node, ScalarNode):
        return (node,)
    if isinstance(node, ListNode):
        return tuple(item for item in node.items if isinstance(item, ScalarNode))
    return ()


def text_of(node: Node | None, default: str = "") -> str:
    """Return a scalar's text."""
    return node.text if isinstance(node, ScalarNode) else default


class Fields:
    """Read the keys of one mapping.

    Args:
        node: The mapping; anything else is read as an empty one.
        notebook: Where mistakes are noted.
        span: Where the thing described stands: its key, or the mapping itself.
    """

    def __init__(self, node: Node | None, notebook: Notebook, span: SourceSpan) -> None:
        self.node = node
        self.notebook = notebook
        self.span = span

    def get(self, key: str) -> Node | None:
        """Return what a key holds."""
        return self.node.get(key) if isinstance(self.node, MappingNode) else None

    def has(self, key: str) -> bool:
        """Return whether a key is given."""
        return self.get(key) is not None

    def text(self, key: str, default: str = "") -> str:
        """Return a text."""
        return text_of(self.get(key), default)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; a single one stands for a list."""
        return tuple(scalar.text for scalar in scalars_of(self.get(key)))

    def word(self, key: str, words: type[Word], default: Word) -> Word:
        """Return one of an enumeration's words."""
        text = self.text(key)
        return next((word for word in words if word.value == text), default)

    def date(self, key: str) -> date | None:
        """Return a day."""
        return read_date(self.text(key))

    def whole(self, key: str, default: int) -> int:
        """Return a whole number."""
        number = read_whole(self.text(key))
        return default if number is None else number

    def truth(self, key: str, *, default: bool) -> bool:
        """Return whether a key says yes."""
        return {"yes": True, "no": False}.get(self.text(key), default)

    def formula(self, key: str) -> Formula | None:
        """Return a formula."""
        return self.notebook.formula(self.get(key))

    def inside(self, key: str) -> Fields:
        """Return the keys of the mapping that a key holds."""
        return Fields(self.get(key), self.notebook, self.span_of(key))

    def entries(self, key: str) -> Iterator[Entry]:
        """Yield the entries of the mapping that a key holds."""
        yield from entries_of(self.get(key))

    def span_of(self, key: str) -> SourceSpan:
        """Return where a key's value stands, or the thing itself where it is not given."""
        node = self.get(key)
        return node.span if node is not None else self.span

    def clause(self) -> Clause | None:
        """Return the place in the signed contract that ``clause`` names."""
        node = self.get("clause")
        return read_clause(node, self.notebook) if isinstance(node, ScalarNode) else None
