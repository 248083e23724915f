"""A journal in the database: the chain has one next entry, and what follows from it beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from servanda.facts.decision import Entry
from servanda.journal.acts import name_of
from servanda.journal.chain import Journal
from servanda.journal.seals import seal_bytes
from servanda.journal.signing import SigningKey
from servanda.journal.wire import entry_bytes
from servanda.pipeline.refusals import ChangedMeanwhile
from servanda.record.models import Agreement, JournalEntry, ModelEntry, OperatingModel, Person

__all__ = ["DatabaseStore", "DraftStore", "Drafted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseStore:
    """Keep the entries of an agreement or operating model in the book's database.

    Args:
        owner: What they are about.
        host: The key with which the host vouches for what it took in.
        person: Who enters something; nobody where entries are only read.
        beside: Told the whole journal in the transaction that its new entries are made in; what
            it writes is there if and only if they are.
    """

    owner: Agreement | OperatingModel
    host: SigningKey
    person: Person | None = None
    beside: Callable[[Journal, Sequence[Entry]], None] = lambda _, __: None

    @property
    def place(self) -> Path:
        """Return how messages call the journal."""
        return Path("journal")

    def content(self) -> bytes:
        """Return the journal's bytes, one line an entry."""
        lines = self.owner.entries.order_by("number")
        return b"".join(
            each.encode() + b"\n" for each in lines.values_list("line", flat=True).iterator()
        )

    def append(self, before: Journal, entries: Sequence[Entry]) -> None:
        """Add entries under their owner's lock, with what follows from them.

        Raises:
            ChangedMeanwhile: Somebody else has entered something since.
        """
        with transaction.atomic():
            table = type(self.owner)._default_manager
            owner: Agreement | OperatingModel = table.select_for_update().get(pk=self.owner.pk)
            known = (len(before.entries), before.head)
            if (owner.head_number, owner.head_sha256) != known:
                raise ChangedMeanwhile(self.place)
            after = Journal(entries=(*before.entries, *entries))
            self._keep(entries)
            owner.head_number, owner.head_sha256 = len(after.entries), after.head
            owner.save(update_fields=["head_number", "head_sha256"])
            self.beside(after, entries)

    def _keep(self, entries: Sequence[Entry]) -> None:
        if isinstance(self.owner, Agreement):
            JournalEntry.objects.bulk_create(
                JournalEntry(agreement=self.owner, **self._columns(each)) for each in entries
            )
        else:
            ModelEntry.objects.bulk_create(
                ModelEntry(model=self.owner, **self._columns(each)) for each in entries
            )

    def _columns(self, entry: Entry) -> dict[str, Any]:
        seal = seal_bytes(self.owner.key, entry.number, entry.sha256)
        return {
            "number": entry.number,
            "line": entry_bytes(entry).decode(),
            "sha256": entry.sha256,
            "act": name_of(type(entry.act)),
            "party": entry.party,
            "at": entry.at.to_datetime(),
            "is_signed": bool(entry.signature),
            "entered_by": self.person,
            "received_at": datetime.now(UTC),
            "seal": self.host.sign(seal),
        }


class Drafted(Exception):
    """Entries were made up to the point of entering them, to be signed elsewhere."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__("drafted")
        self.entries = tuple(entries)


@dataclass(frozen=True, slots=True)
class DraftStore:
    """Read a journal as it is, and hand back what would be entered."""

    store: DatabaseStore

    @property
    def place(self) -> Path:
        """Return how messages call the journal."""
        return self.store.place

    def content(self) -> bytes:
        """Return the journal's bytes."""
        return self.store.content()

    def append(self, _: Journal, entries: Sequence[Entry]) -> None:
        """Enter nothing.

        Raises:
            Drafted: Always, with the entries.
        """
        raise Drafted(entries)
