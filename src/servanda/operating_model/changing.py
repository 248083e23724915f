"""Values put into an author's text; everything else, comments included, stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeGuard

from servanda.agreement.format import Formatted, format_text
from servanda.agreement.printing.scalar import one_line
from servanda.agreement.text.node import ListNode, MappingNode, Node, ScalarNode, SourceText
from servanda.operating_model.surface.root import OPERATING_MODEL

__all__ = ["Appended", "Item", "Value", "Whole", "with_values"]


@dataclass(frozen=True, slots=True)
class Appended:
    """Items that are put behind those of a list."""

    items: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A mapping that says all there is to say: what else stood at its place goes."""

    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Item:
    """Values put into one item of a list, 1 for the first; the others stay."""

    number: int
    values: Mapping[str, Value]


Value: TypeAlias = "str | Sequence[Value] | Mapping[str, Value] | Appended | Whole | Item"
"""What is put in: a text, a list, a mapping whose keys are looked for one by one."""


@dataclass(frozen=True, slots=True, order=True)
class _Edit:
    start: int
    end: int
    text: str


def with_values(source: SourceText, root: MappingNode, values: Mapping[str, Value]) -> Formatted:
    """Return a text with values put in, in house style.

    A key that is there keeps its place and has its value replaced; a mapping is gone into as far
    as it is one already, and replaced where it is ``Whole`` and has keys that are to go; a key
    that is not there comes behind the others.

    Args:
        source: The text.
        root: What it holds.
        values: What is put in, by key.

    Returns:
        The text; absent, with diagnostics, where it cannot be laid out.
    """
    text = source.text
    # Where several come to stand at one place, the most indented, which sorts first, goes in last.
    for edit in sorted(_edits(source, root, values), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return format_text(text, source.file, OPERATING_MODEL)


def _edits(source: SourceText, node: MappingNode, values: Mapping[str, Value]) -> Iterator[_Edit]:
    added: list[str] = []
    for key, value in values.items():
        entry = node.entry(key)
        if entry is None:
            added.append(f"{_scalar(key)}: {_flow(value)}")
        elif isinstance(entry.value, MappingNode) and _goes_into(value, entry.value):
            inside = value.values if isinstance(value, Whole) else value
            yield from _edits(source, entry.value, inside)
        elif isinstance(value, Item):
            yield from _edits(source, _item(entry.value, value.number), value.values)
        elif isinstance(value, Appended) and isinstance(entry.value, ListNode):
            yield _behind(source, entry.value, [_flow(each) for each in value.items], dash="- ")
        elif isinstance(entry.value, ScalarNode) and not entry.value.text:
            after = source.text.index(":", entry.key.end) + 1
            yield _Edit(after, after, f" {_flow(value)}")
        else:
            start, end = _place(source, entry.value)
            yield _Edit(start, end, _flow(value))
    if added:
        yield _behind(source, node, added, dash="")


def _item(node: Node, number: int) -> MappingNode:
    """Return an item of a list; a list of one may be written as that one."""
    found = node.items[number - 1] if isinstance(node, ListNode) else node
    assert isinstance(found, MappingNode), "the text was read, so that its items are known"
    return found


def _goes_into(value: Value, node: MappingNode) -> TypeGuard[Mapping[str, Value] | Whole]:
    """Return whether a mapping is changed key by key, so that comments inside it stay."""
    if isinstance(value, Whole):
        return all(entry.key.text in value.values for entry in node.entries)
    return isinstance(value, Mapping)


def _behind(
    source: SourceText, node: MappingNode | ListNode, parts: Sequence[str], *, dash: str
) -> _Edit:
    """Return how parts are put behind those of a mapping or list, in braces or on lines."""
    start, end = _place(source, node)
    if source.text[start] in "{[":
        inside = source.text[start + 1 : end - 1].strip()
        comma = ", " if inside and not inside.endswith(",") else ""
        return _Edit(end - 1, end - 1, comma + ", ".join(parts))
    line_start = source.line_starts[node.span.line - 1]
    indent = " " * (start - line_start)
    line_end = source.text.find("\n", end)
    at = line_end if line_end >= 0 else len(source.text)
    return _Edit(at, at, "".join(f"\n{indent}{dash}{part}" for part in parts))


def _place(source: SourceText, node: Node) -> tuple[int, int]:
    if isinstance(node, ScalarNode):
        return node.start, node.end
    starts, span = source.line_starts, node.span
    return (
        starts[span.line - 1] + span.column - 1,
        starts[span.end_line - 1] + span.end_column - 1,
    )


def _flow(value: Value) -> str:
    match value:
        case str():
            return _scalar(value)
        case Appended(items):
            return _flow(items)
        case Whole(values):
            return _flow(values)
        case Item():
            raise AssertionError("an item is put into a list that is there")
        case Mapping():
            inside = (f"{_scalar(key)}: {_flow(each)}" for key, each in value.items())
            return "{" + ", ".join(inside) + "}"
        case _:
            return f"[{', '.join(_flow(each) for each in value)}]"


def _scalar(text: str) -> str:
    return one_line(text, in_braces=True)
