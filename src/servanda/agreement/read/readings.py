"""Reading the other ways in which a contract can be read: changes laid over each version."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from servanda.agreement.model.agreement import Agreement, OtherReading
from servanda.agreement.notebook import Notebook
from servanda.agreement.read.document import Edition
from servanda.agreement.read.fields import Fields, entries_of
from servanda.agreement.read.overlay import lay_over
from servanda.agreement.surface.root import CHANGEABLE
from servanda.agreement.text.node import Entry, MappingNode, Node

__all__ = ["ReadVersion", "read_readings"]

_SECTION = "readings"
_Reader = Callable[[Node, Edition, Notebook], Agreement | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadVersion:
    """Hold a version with the text that it was read from.

    Args:
        root: The text, amendments laid over it.
        edition: Which version it is.
        agreement: What was read.
    """

    root: MappingNode
    edition: Edition
    agreement: Agreement


def read_readings(
    versions: Sequence[ReadVersion], read: _Reader, notebook: Notebook
) -> tuple[OtherReading, ...]:
    """Read every version once more under each reading that it names.

    Args:
        versions: The versions, oldest first.
        read: Reads and checks one version.
        notebook: Where mistakes are noted, those of the text as changed among them.
    """
    entries = {
        entry.key.text: entry
        for version in versions
        for entry in entries_of(version.root.get(_SECTION))
    }
    found = (_reading(entry, versions, read, notebook) for entry in entries.values())
    return tuple(reading for reading in found if reading is not None)


def _reading(
    entry: Entry, versions: Sequence[ReadVersion], read: _Reader, notebook: Notebook
) -> OtherReading | None:
    fields = Fields(entry.value, notebook, entry.key.span)
    agreements = [_under(entry.key.text, version, read, notebook) for version in versions]
    sound = tuple(each for each in agreements if each is not None)
    if len(sound) != len(versions):
        return None
    return OtherReading(
        name=entry.key.text,
        title=fields.text("title"),
        because=fields.text("because"),
        versions=sound,
        span=entry.key.span,
    )


def _under(name: str, version: ReadVersion, read: _Reader, notebook: Notebook) -> Agreement | None:
    """Return a version under a reading; as it is where it does not name the reading."""
    readings = version.root.get(_SECTION)
    reading = readings.get(name) if isinstance(readings, MappingNode) else None
    changes = reading.get("changes") if isinstance(reading, MappingNode) else None
    if not isinstance(changes, MappingNode):
        return version.agreement
    root = lay_over(_without_readings(version.root), _allowed(changes), notebook)
    digest = hashlib.sha256(f"{version.edition.sha256}\n{name}".encode()).hexdigest()
    return read(root, replace(version.edition, sha256=digest), notebook)


def _without_readings(root: MappingNode) -> MappingNode:
    kept = tuple(entry for entry in root.entries if entry.key.text != _SECTION)
    return replace(root, entries=kept)


def _allowed(changes: MappingNode) -> MappingNode:
    """Return the changes without sections that no reading changes, which have been noted."""
    kept = (entry for entry in changes.entries if CHANGEABLE.key(entry.key.text) is not None)
    return replace(changes, entries=tuple(kept))
