"""What commands print as JSON that enter something into the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.facts.decision import Entry
from servanda.journal.acts import name_of

__all__ = ["EnteredDocument", "EnteredEntry", "entered_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredEntry:
    """One entry; ``act`` is its name in the journal, ``signed`` whether a key stands for it."""

    number: int
    act: str
    at: str
    party: str
    person: str
    signed: bool
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnteredDocument:
    """What was entered, in its order."""

    entries: tuple[EnteredEntry, ...]
    format: str = "servanda/entered/1"


def entered_document(entries: Sequence[Entry]) -> EnteredDocument:
    """Return the document of entries just made."""
    return EnteredDocument(entries=tuple(map(entered_entry, entries)))


def entered_entry(entry: Entry) -> EnteredEntry:
    """Return one entry's document."""
    return EnteredEntry(
        number=entry.number,
        act=name_of(type(entry.act)),
        at=str(entry.at),
        party=entry.party,
        person=entry.person,
        signed=bool(entry.signature),
        sha256=entry.sha256,
    )
