"""What is printed: keys, values and comments, without any layout.

The tree is filled while a text is walked through, so that its parts can be changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Branch", "Leaf", "Part", "Tree", "mapping_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A text.

    Args:
        text: The text itself.
        absent: Whether nothing at all stands there, not even quotes.
        formula: Whether it is a formula, which is folded at its operators.
        quoted: Whether it would mean something else without quotes.
    """

    text: str
    absent: bool = False
    formula: bool = False
    quoted: bool = False


@dataclass(slots=True, kw_only=True)
class Part:
    """A key with its value, or an item of a list.

    Args:
        key: The key; absent in lists.
        value: What it holds.
        before: Lines above it: comments, and the empty text for a blank line.
        beside: Comments at the end of its first line.
    """

    key: Leaf | None
    value: Tree
    before: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Branch:
    """A mapping or a list.

    Args:
        is_mapping: Which of the two.
        parts: What it holds, in the order of printing.
        tail: Comment lines after its last part.
        in_braces: Whether its author wrote it in braces or brackets.
        always_open: Whether each part goes on lines of its own, however short.
        column: The 1-based column that its parts stood at.
    """

    is_mapping: bool
    parts: list[Part] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    in_braces: bool = False
    always_open: bool = False
    column: int = 1

    def part(self, key: str) -> Part | None:
        """Return a mapping's part by its key."""
        return next((part for part in self.parts if part.key and part.key.text == key), None)

    def has_comments(self) -> bool:
        """Return whether a comment, or a blank line between groups, stands anywhere inside."""
        return bool(self.tail) or any(
            part.before
            or part.beside
            or (isinstance(part.value, Branch) and part.value.has_comments())
            for part in self.parts
        )


Tree = Leaf | Branch


def mapping_of(values: dict[str, Tree]) -> Branch:
    """Return a mapping without comments."""
    parts = [Part(key=Leaf(text=key), value=value) for key, value in values.items()]
    return Branch(is_mapping=True, parts=parts)
