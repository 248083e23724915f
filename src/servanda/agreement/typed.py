"""Changes typed as a place and what shall stand there: ``penalties.restored.pool=30%``.

A place is its keys from the top of the text, joined by dots; items of a list are counted from 1.
What is typed is read and checked like any text, and mistakes point into it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.notebook import Notebook
from servanda.agreement.read.document import Edition
from servanda.agreement.read.overlay import REMOVE
from servanda.agreement.read.versions import read_version
from servanda.agreement.surface.keys import keys_at
from servanda.agreement.text.compose import compose
from servanda.agreement.text.node import (
    Entry,
    ListNode,
    MappingNode,
    Node,
    ScalarNode,
    SourceText,
)
from servanda.agreement.variants import TextVersion
from servanda.kernel.diagnostic import Diagnostic, Severity, near_match

__all__ = [
    "NoSuchPlace",
    "NotAChange",
    "Typed",
    "TypedChange",
    "changed_root",
    "laid_over",
    "read_typed",
    "sources_of",
]


_NAMED_MOST = 12


class NotAChange(ValueError):
    """What was typed is no place and value."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"'{text}' is no change; write the place, an equals sign and what shall stand there:"
            ' "commitments.restored.expected=at least 96%"'
        )


class NoSuchPlace(LookupError):
    """A typed place is not in the text."""

    def __init__(self, change: str, inside: Sequence[str], name: str, known: Sequence[str]) -> None:
        where = f"'{'.'.join(inside)}'" if inside else "the agreement"
        near = near_match(name, known)
        some = ", ".join(known[:_NAMED_MOST])
        hint = f"; it has {some}" if known else "; nothing stands below it"
        hint = f"; did you mean '{'.'.join((*inside, near))}'?" if near else hint
        super().__init__(f"there is no '{change}' in the text: {where} has no '{name}'{hint}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedChange:
    """Hold one change as it was typed.

    Args:
        name: What diagnostics call it: ``change 1``.
        text: All that was typed.
        place: The words of its path.
        value: What shall stand there; nothing where it could not be read.
        source: What was typed, with the places of its characters.
        diagnostics: What is wrong with how it is written.
    """

    name: str
    text: str
    place: tuple[str, ...]
    value: Node | None
    source: SourceText
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """Hold the versions with changes laid over them.

    Args:
        history: The versions; nothing where something is wrong.
        diagnostics: What is wrong, and what is odd about what was typed.
    """

    history: History | None
    diagnostics: tuple[Diagnostic, ...]


def read_typed(texts: Sequence[str]) -> tuple[TypedChange, ...]:
    """Read changes as they were typed.

    Raises:
        NotAChange: One has no place, or no equals sign.

    Example:
        >>> [change] = read_typed(["terms.fee=120.00 EUR"])
        >>> change.place, change.value.text, str(change.value.span)
        (('terms', 'fee'), '120.00 EUR', 'change 1:1:11')
    """
    return tuple(_read(text, f"change {number}") for number, text in enumerate(texts, start=1))


def _read(text: str, name: str) -> TypedChange:
    path, sign, value = text.partition("=")
    place = tuple(word.strip() for word in path.split("."))
    if not sign or not all(place):
        raise NotAChange(text)
    # Spaces in place of the path: what is read keeps the columns of what was typed.
    composed = compose(name, (" " * (len(path) + 1) + value).encode())
    return TypedChange(
        name=name,
        text=text,
        place=place,
        value=composed.node,
        source=SourceText.of(name, text),
        diagnostics=composed.diagnostics,
    )


def laid_over(versions: Sequence[TextVersion], changes: Sequence[TypedChange]) -> Typed:
    """Return versions with changes in each of them, as if they had stood there from the first day.

    A change applies to every version that has its place; other versions stay as they are.

    Raises:
        NoSuchPlace: No version has the place of a change.
    """
    badly_written = [found for change in changes for found in change.diagnostics]
    if any(change.value is None for change in changes):
        return Typed(history=None, diagnostics=tuple(badly_written))
    roots = _changed([version.root for version in versions], changes)
    notebook = Notebook()
    notebook.take(badly_written)
    read = [
        _read_version(version, root, changes, notebook)
        for version, root in zip(versions, roots, strict=True)
    ]
    return _typed(read, notebook, {change.name for change in changes})


def changed_root(root: MappingNode, changes: Sequence[TypedChange]) -> MappingNode:
    """Return one version's text with changes in it; what they leave alone is the very same.

    Args:
        root: The text.
        changes: Changes that could be read.

    Raises:
        NoSuchPlace: The text does not have the place of a change.
    """
    return _changed([root], changes)[0]


def _typed(read: Sequence[Agreement | None], notebook: Notebook, names: set[str]) -> Typed:
    found = tuple({each.sort_key: each for each in notebook.diagnostics}.values())
    sound = tuple(each for each in read if each is not None)
    wrong = any(each.severity is Severity.ERROR for each in found)
    if wrong or len(sound) != len(read):
        errors = tuple(each for each in found if each.severity is Severity.ERROR)
        return Typed(history=None, diagnostics=errors)
    # What is odd about the rest of the text is for ``check`` to say.
    about = tuple(each for each in found if each.span.file in names)
    return Typed(history=History(sound), diagnostics=about)


def _changed(roots: list[MappingNode], changes: Sequence[TypedChange]) -> list[MappingNode]:
    for change in changes:
        missing: NoSuchPlace | None = None
        after: list[MappingNode] = []
        for root in roots:
            try:
                after.append(_with(root, change))
            except NoSuchPlace as problem:
                missing = problem
                after.append(root)
        if missing is not None and all(one is two for one, two in zip(roots, after, strict=True)):
            raise missing
        roots = after
    return roots


def _read_version(
    version: TextVersion, root: MappingNode, changes: Sequence[TypedChange], notebook: Notebook
) -> Agreement | None:
    agreement = version.agreement
    if root is version.root:
        return agreement
    words = repr((agreement.sha256, [change.text for change in changes]))
    edition = Edition(
        source_name=agreement.source_name,
        sha256=hashlib.sha256(words.encode()).hexdigest(),
        amendment=agreement.amendment,
        effective_from=agreement.effective_from,
    )
    return read_version(_without_readings(root), edition, notebook)


def _without_readings(root: MappingNode) -> MappingNode:
    kept = tuple(entry for entry in root.entries if entry.key.text != "readings")
    return replace(root, entries=kept)


def _with(root: MappingNode, change: TypedChange) -> MappingNode:
    changed = _set(root, change.place, (), change)
    assert isinstance(changed, MappingNode), "a mapping stays one"
    return changed


def _set(node: Node, rest: Sequence[str], before: tuple[str, ...], change: TypedChange) -> Node:
    match node:
        case MappingNode():
            return _set_key(node, rest, before, change)
        case ListNode():
            return _set_item(node, rest, before, change)
        case ScalarNode():
            raise NoSuchPlace(".".join(change.place), before, ".".join(rest), ())


def _set_key(
    node: MappingNode, rest: Sequence[str], before: tuple[str, ...], change: TypedChange
) -> Node:
    key, left = _existing(node, rest)
    if not key:
        key, left = _new_key(node, rest, before, change), ()
    held = node.entry(key)
    value = change.value
    assert value is not None, "a change that cannot be read is not laid over anything"
    if left and held is not None:
        value = _set(held.value, left, (*before, key), change)
    entries = {entry.key.text: entry for entry in node.entries}
    if not left and isinstance(value, ScalarNode) and value.text == REMOVE and not value.style:
        entries.pop(key, None)
    else:
        entries[key] = Entry(key=held.key if held else _key_node(change, key), value=value)
    return replace(node, entries=tuple(entries.values()))


def _existing(node: MappingNode, rest: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Return the longest key that a path begins with, and what is left of the path."""
    for length in range(len(rest), 0, -1):
        key = ".".join(rest[:length])
        if node.entry(key) is not None:
            return key, rest[length:]
    return "", rest


def _new_key(
    node: MappingNode, rest: Sequence[str], before: tuple[str, ...], change: TypedChange
) -> str:
    """Return the last word of a path if it may be added where nothing is alike."""
    allowed, present = keys_at(before), [entry.key.text for entry in node.entries]
    key = rest[0]
    if len(rest) == 1 and key in allowed.words:
        return key
    names = [*present, *(word for word in allowed.words if word not in present)]
    if len(rest) > 1 or not allowed.named or not before or near_match(key, names):
        raise NoSuchPlace(".".join(change.place), before, key, names)
    return key


def _set_item(
    node: ListNode, rest: Sequence[str], before: tuple[str, ...], change: TypedChange
) -> Node:
    numbers = [str(number + 1) for number in range(len(node.items))]
    if rest[0] not in numbers:
        raise NoSuchPlace(".".join(change.place), before, rest[0], numbers)
    at = numbers.index(rest[0])
    value = change.value
    assert value is not None, "a change that cannot be read is not laid over anything"
    if len(rest) > 1:
        value = _set(node.items[at], rest[1:], (*before, rest[0]), change)
    gone = len(rest) == 1 and isinstance(value, ScalarNode) and value.text == REMOVE
    items = () if gone else (value,)
    return replace(node, items=(*node.items[:at], *items, *node.items[at + 1 :]))


def _key_node(change: TypedChange, key: str) -> ScalarNode:
    end = change.text.index("=")
    start = max(change.text.rfind(key, 0, end), 0)
    span = change.source.span(start, start + len(key))
    return ScalarNode(text=key, span=span, source=change.source, start=start, end=start + len(key))


def sources_of(changes: Sequence[TypedChange]) -> Mapping[str, str]:
    """Return what was typed, by the name that diagnostics know it by."""
    return {change.name: change.text for change in changes}
