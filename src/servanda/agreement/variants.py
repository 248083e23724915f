"""Versions as texts, part by part: what differs, and one version with a part of another."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.notebook import Notebook
from servanda.agreement.read import read_agreement
from servanda.agreement.read.amendments import in_order, read_amendment
from servanda.agreement.read.document import Edition
from servanda.agreement.read.overlay import lay_over
from servanda.agreement.read.versions import Reading, read_texts, read_version
from servanda.agreement.text.compose import compose
from servanda.agreement.text.node import Entry, ListNode, MappingNode, Node, ScalarNode
from servanda.kernel.diagnostic import Diagnostic, Severity

__all__ = [
    "Edits",
    "Part",
    "TextVersion",
    "Versions",
    "differing",
    "read_versions",
    "variant",
    "versions_of",
]

Part = tuple[str, str]
"""A section of an agreement, and the name of what stands in it; empty for the section whole."""

_WHOLE: Final = frozenset(
    {"in force", "settlement", "limits", "must", "title", "contract", "holding account"}
)
_UNSAID: Final = frozenset({"servanda", "agreement", "amends", "notes", "readings"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TextVersion:
    """One version as its author's words.

    Args:
        root: The text, amendments laid over it.
        sha256: Digest of everything that it was made of.
        effective_from: The first day on which it governs.
        agreement: What it says, checked.
    """

    root: MappingNode
    sha256: str
    effective_from: date
    agreement: Agreement

    @property
    def parts(self) -> dict[Part, dict[tuple[str, ...], str]]:
        """Return the texts of each part by key; lists are one text."""
        found: dict[Part, dict[tuple[str, ...], str]] = {}
        for entry in self.root.entries:
            if entry.key.text not in _UNSAID:
                for part, node in _parts(entry):
                    found[part] = dict(_leaves(node, ()))
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """Hold the versions of one agreement, oldest first; none where it has mistakes."""

    versions: tuple[TextVersion, ...]
    diagnostics: tuple[Diagnostic, ...]

    def at(self, day: date | None) -> TextVersion:
        """Return the version that governs a day; the last one if none is named."""
        if day is None:
            return self.versions[-1]
        governing = [each for each in self.versions if each.effective_from <= day]
        return governing[-1] if governing else self.versions[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """Say what became of one part.

    Args:
        part: The part.
        before: Texts by key in the older version; none where it is new.
        after: Texts by key in the newer one; none where it is gone.
    """

    part: Part
    before: Mapping[tuple[str, ...], str]
    after: Mapping[tuple[str, ...], str]


def read_versions(paths: Sequence[Path]) -> Versions:
    """Read the versions of an agreement, each with its words.

    Args:
        paths: The agreement's text, then its amendments.
    """
    reading = read_agreement(paths)
    if reading.history is None:
        return Versions(versions=(), diagnostics=reading.diagnostics)
    return _with_words([(str(path), path.read_bytes()) for path in paths], reading)


def versions_of(texts: Sequence[tuple[str, bytes]]) -> Versions:
    """Read the versions of an agreement from bytes, each with its words.

    Args:
        texts: Name and bytes of the agreement's text, then of its amendments.
    """
    return _with_words(texts, read_texts(texts))


def _with_words(texts: Sequence[tuple[str, bytes]], reading: Reading) -> Versions:
    if reading.history is None:
        return Versions(versions=(), diagnostics=reading.diagnostics)
    roots = list(_roots(texts, reading.history))
    versions = tuple(
        TextVersion(
            root=root,
            sha256=agreement.sha256,
            effective_from=agreement.effective_from,
            agreement=agreement,
        )
        for root, agreement in zip(roots, reading.history.versions, strict=True)
    )
    return Versions(versions=versions, diagnostics=reading.diagnostics)


def differing(old: TextVersion, new: TextVersion) -> tuple[Edits, ...]:
    """Return the parts that differ, in the order of the newer text; what is gone comes last."""
    before, after = old.parts, new.parts
    order = [*after, *(part for part in before if part not in after)]
    return tuple(
        Edits(part=part, before=before.get(part, {}), after=after.get(part, {}))
        for part in order
        if before.get(part) != after.get(part)
    )


def variant(old: TextVersion, new: TextVersion, parts: Sequence[Part]) -> Agreement | None:
    """Return the older version with some parts of the newer one, as if in force all the time.

    Args:
        old: The older version, whose days in force stay.
        new: The newer one.
        parts: Which parts are taken from it.

    Returns:
        The agreement; nothing where these parts cannot stand without others.
    """
    root = old.root
    for section, name in parts:
        if section != "in force":
            root = _with_part(root, new.root, section, name)
    words = repr((old.sha256, new.sha256, sorted(parts)))
    edition = Edition(
        source_name=old.agreement.source_name,
        sha256=hashlib.sha256(words.encode()).hexdigest(),
    )
    notebook = Notebook()
    agreement = read_version(root, edition, notebook)
    wrong = any(each.severity is Severity.ERROR for each in notebook.diagnostics)
    return None if wrong else agreement


def _roots(texts: Sequence[tuple[str, bytes]], history: History) -> Iterator[MappingNode]:
    notebook = Notebook()
    composed = [(name, content, compose(name, content)) for name, content in texts]
    root = composed[0][2].node
    assert isinstance(root, MappingNode), "what was read is a mapping"
    yield root
    identifier = history.latest.identifier
    amendments = [
        read_amendment(name, content, each.node, identifier, notebook)
        for name, content, each in composed[1:]
    ]
    sound = [each for each in amendments if each is not None]
    for amendment in in_order(sound, None, notebook):
        root = lay_over(root, amendment.changes, notebook)
        yield root


def _parts(entry: Entry) -> Iterator[tuple[Part, Node]]:
    section, value = entry.key.text, entry.value
    if section in _WHOLE or not isinstance(value, MappingNode):
        yield (section, ""), value
        return
    for each in value.entries:
        yield (section, each.key.text), each.value


def _leaves(node: Node, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(node, MappingNode):
        for entry in node.entries:
            yield from _leaves(entry.value, (*path, entry.key.text))
    else:
        yield path, _text(node)


def _text(node: Node) -> str:
    match node:
        case ScalarNode():
            return " ".join(node.text.split())
        case ListNode():
            return "; ".join(map(_text, node.items))
        case MappingNode():
            return ", ".join(f"{each.key.text}: {_text(each.value)}" for each in node.entries)


def _with_part(root: MappingNode, source: MappingNode, section: str, name: str) -> MappingNode:
    if not name:
        return _with(root, section, source.entry(section))
    mine, theirs = root.entry(section), source.entry(section)
    taken = theirs.value.entry(name) if theirs and isinstance(theirs.value, MappingNode) else None
    empty = MappingNode(entries=(), span=root.span)
    base = mine.value if mine and isinstance(mine.value, MappingNode) else empty
    key = mine.key if mine else theirs.key if theirs else None
    if key is None:
        return root
    return _with(root, section, Entry(key=key, value=_with(base, name, taken)))


def _with(root: MappingNode, name: str, entry: Entry | None) -> MappingNode:
    entries = {each.key.text: each for each in root.entries}
    if entry is None:
        entries.pop(name, None)
    else:
        entries[name] = entry
    return MappingNode(entries=tuple(entries.values()), span=root.span)
