"""``servanda record --format json``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.cli.documents.common import DiagnosticDocument, diagnostic_document
from servanda.decisions.rulebook import Rulebook
from servanda.decisions.waiting import Waiting, waiting
from servanda.facts.decision import Entry
from servanda.facts.standing import Standing
from servanda.journal.acts import NAME_OF
from servanda.kernel.diagnostic import Diagnostic
from servanda.reports.acts import act_sentences

__all__ = ["RecordDocument", "RecordEntry", "RecordWaiting", "record_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEntry:
    """One entry; ``says`` is its act in a sentence, ``key`` empty where it is not signed."""

    number: int
    act: str
    says: str
    at: str
    party: str
    person: str
    role: str
    key: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordWaiting:
    """What waits for a party; ``due`` and ``silence`` are empty where nothing was agreed."""

    entry: int
    party: str
    what: str
    due: str
    silence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDocument:
    """A record: its entries, what waits for whom, and entries that do not count."""

    agreement: str
    known_at: str
    head: str
    entries: tuple[RecordEntry, ...]
    waiting: tuple[RecordWaiting, ...]
    uncounted: tuple[DiagnosticDocument, ...]
    format: str = "servanda/record/1"


def record_document(
    book: Rulebook,
    standing: Standing,
    entries: Sequence[Entry],
    uncounted: Sequence[Diagnostic],
) -> RecordDocument:
    """Return a record's document."""
    numbers = {each.sha256: each.number for each in entries}
    return RecordDocument(
        agreement=book.history.latest.identifier,
        known_at=str(standing.known_at),
        head=entries[-1].sha256 if entries else "",
        entries=tuple(map(_entry, entries, act_sentences(entries, entries))),
        waiting=tuple(_waiting(each, numbers) for each in waiting(book, standing)),
        uncounted=tuple(map(diagnostic_document, uncounted)),
    )


def _entry(entry: Entry, says: str) -> RecordEntry:
    return RecordEntry(
        number=entry.number,
        act=NAME_OF[type(entry.act)],
        says=says,
        at=str(entry.at),
        party=entry.party,
        person=entry.person,
        role=entry.role,
        key=entry.key,
        sha256=entry.sha256,
    )


def _waiting(each: Waiting, numbers: dict[str, int]) -> RecordWaiting:
    return RecordWaiting(
        entry=numbers[each.entry],
        party=each.party,
        what=each.what,
        due=str(each.due) if each.due else "",
        silence=each.silence,
    )
