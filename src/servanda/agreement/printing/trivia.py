"""What YAML passes over and people read: comments and blank lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.agreement.text.node import ListNode, MappingNode, Node, ScalarNode, SourceText

__all__ = ["Trivia", "find_trivia"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trivia:
    """A comment, or a blank line.

    Args:
        text: The comment with its ``#``; empty for a blank line.
        index: Index of its first character in the source.
        line: Its 1-based line.
        column: Its 1-based column.
        alone: Whether nothing stands before it on its line.
    """

    text: str
    index: int
    line: int
    column: int
    alone: bool


def find_trivia(source: SourceText, root: Node | None) -> list[Trivia]:
    """Return all comments and blank lines, in the order of the text.

    Outside of scalars a text holds nothing but white space, signs of structure and comments, so
    that whatever begins with ``#`` there is a comment.

    Args:
        source: The text.
        root: Everything that was read from it.
    """
    hidden = _hide_scalars(source.text, root)
    ends = [*source.line_starts[1:], len(source.text)]
    found = []
    for number, (start, end) in enumerate(zip(source.line_starts, ends, strict=True), start=1):
        line = hidden[start:end]
        if not line.strip():
            found.append(Trivia(text="", index=start, line=number, column=1, alone=True))
        elif "#" in line:
            at = line.index("#")
            found.append(
                Trivia(
                    text=source.text[start + at : end].rstrip(),
                    index=start + at,
                    line=number,
                    column=at + 1,
                    alone=not line[:at].strip(),
                )
            )
    return found


def _hide_scalars(text: str, root: Node | None) -> str:
    pieces, done = [], 0
    for start, end in sorted(_hidden_stretches(text, root)):
        pieces += [text[done:start], "x" * (end - start)]
        done = max(end, done)
    return "".join([*pieces, text[done:]])


def _hidden_stretches(text: str, root: Node | None) -> Iterator[tuple[int, int]]:
    for scalar in _scalars(root):
        if scalar.style in {"|", ">"}:
            header_end = text.find("\n", scalar.start, scalar.end)
            if header_end >= 0:
                yield header_end, scalar.end
        else:
            yield scalar.start, scalar.end


def _scalars(node: Node | None) -> Iterator[ScalarNode]:
    match node:
        case ScalarNode():
            yield node
        case MappingNode():
            for entry in node.entries:
                yield entry.key
                yield from _scalars(entry.value)
        case ListNode():
            for item in node.items:
                yield from _scalars(item)
        case None:
            return
