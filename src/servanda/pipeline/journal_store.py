"""Where the entries of a journal lie: a file, or whatever else keeps them in their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from servanda.facts.decision import Entry
from servanda.journal.chain import Journal
from servanda.pipeline.files import alone, write_all
from servanda.pipeline.refusals import CannotRead, ChangedMeanwhile

__all__ = ["JOURNAL", "FileStore", "JournalStore"]

JOURNAL = "journal.jsonl"


class JournalStore(Protocol):
    """Keep the entries of one agreement; they are only ever added to."""

    @property
    def place(self) -> Path:
        """Return how messages call the place where the entries lie."""

    def content(self) -> bytes:
        """Return the journal's bytes, one canonical line an entry; none where there is none.

        Raises:
            CannotRead: It is there and cannot be read.
        """

    def append(self, before: Journal, entries: Sequence[Entry]) -> None:
        """Add what continues a journal, all of it or nothing.

        Args:
            before: The journal as it was read.
            entries: What follows, each naming the one before it.

        Raises:
            ChangedMeanwhile: Somebody else has entered something since.
            CannotWrite: The entries cannot be kept.
        """


@dataclass(frozen=True, slots=True)
class FileStore:
    """Keep entries in ``journal.jsonl`` of a folder, which need not exist before the first."""

    folder: Path

    @property
    def place(self) -> Path:
        """Return the journal's file."""
        return self.folder / JOURNAL

    def content(self) -> bytes:
        """Return the file's bytes, none where nothing was entered so far; as the protocol says."""
        try:
            return self.place.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as problem:
            raise CannotRead(self.place, problem.strerror or str(problem)) from None

    def append(self, before: Journal, entries: Sequence[Entry]) -> None:
        """Replace the file by a longer one, at once; as the protocol says."""
        after = Journal(entries=(*before.entries, *entries))
        with alone(self.folder):
            if self.content() != before.to_bytes():
                raise ChangedMeanwhile(self.place)
            write_all(self.folder, {JOURNAL: after.to_bytes()})
