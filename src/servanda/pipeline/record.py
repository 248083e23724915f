"""The record: the journal, and everything that it cites, in one folder that both parties hold.

``journal.jsonl`` holds the entries, ``texts/`` the agreement's texts, ``snapshots/`` and
``tables/`` the evidence, ``documents/`` what supports a word, ``statements/`` what was handed
over. Everything but the journal is named by its content or by the entry that it belongs to and is
never written twice.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from servanda.evidence.snapshot import Snapshot
from servanda.facts.decision import AttachedDocument, Entry
from servanda.facts.standing import Edition
from servanda.journal.chain import Journal, read_journal
from servanda.pipeline.files import read_text, write_all
from servanda.pipeline.journal_store import FileStore, JournalStore
from servanda.pipeline.refusals import BrokenJournal, CannotRead, CannotWrite
from servanda.pipeline.workspace import Workspace

__all__ = ["Record", "attach", "edition_name", "name_texts"]


def edition_name(period: str, edition: int) -> str:
    """Return the name under which an edition is kept: ``2026-03.1``."""
    return f"{period}.{edition}"


def attach(paths: Sequence[Path]) -> tuple[AttachedDocument, ...]:
    """Name documents by their content; raises ``CannotRead``."""
    return tuple(_named(path, _content(path)) for path in paths)


def name_texts(paths: Sequence[Path]) -> tuple[AttachedDocument, ...]:
    """Name an agreement's texts by their content; raises ``CannotRead``."""
    return tuple(_named(path, read_text(path).encode()) for path in paths)


@dataclass(frozen=True, slots=True)
class Record:
    """The record of one agreement; ``folder`` need not exist before something is entered.

    Args:
        folder: Where everything lies that the journal cites.
        store: Where the journal lies, a file in the folder if not said.
    """

    folder: Path
    store: JournalStore | None = None

    @classmethod
    def of(cls, workspace: Workspace) -> Record:
        """Return the record of an agreement."""
        return cls(workspace.record, workspace.journal)

    @property
    def _entries(self) -> JournalStore:
        return self.store or FileStore(self.folder)

    @property
    def path(self) -> Path:
        """Return where the journal lies, as messages call it."""
        return self._entries.place

    def content(self) -> bytes:
        """Return the journal's bytes, none where nothing was entered so far.

        Raises:
            CannotRead: It is there and cannot be read.
        """
        return self._entries.content()

    def journal(self) -> Journal:
        """Return the journal, its chain and signatures checked.

        Raises:
            CannotRead: It is there and cannot be read.
            BrokenJournal: It was changed by other means than by entering.
        """
        journal = read_journal(self.content())
        if journal.broken:
            raise BrokenJournal(self.path, journal.broken)
        return journal

    def append(self, before: Journal, entries: Sequence[Entry]) -> Journal:
        """Enter what continues a journal, all of it or nothing.

        Args:
            before: The journal as it was read.
            entries: What follows, each naming the one before it.

        Raises:
            ChangedMeanwhile: Somebody else has entered something since.
            CannotWrite: The entries cannot be kept.
        """
        self._entries.append(before, entries)
        return Journal(entries=(*before.entries, *entries))

    def keep_texts(self, texts: Sequence[Path]) -> None:
        """Keep the agreement's texts; raises ``CannotRead`` and ``CannotWrite``."""
        for path, text in zip(texts, name_texts(texts), strict=True):
            self._keep(self.text_path(text).parent, text.name, path.read_bytes())

    def keep_text(self, text: AttachedDocument, content: bytes) -> None:
        """Keep one text by its content; raises ``CannotWrite``."""
        self._keep(self.text_path(text).parent, text.name, content)

    def text(self, text: AttachedDocument) -> bytes:
        """Return a text's bytes as they were named.

        Raises:
            CannotRead: It is not in the record, or not what was named.
        """
        path = self.text_path(text)
        content = _content(path)
        if hashlib.sha256(content).hexdigest() != text.sha256:
            raise CannotRead(path, "it is not the text that was named")
        return content

    def keep_documents(self, documents: Sequence[Path]) -> None:
        """Keep documents by their content; raises ``CannotRead`` and ``CannotWrite``."""
        for path, document in zip(documents, attach(documents), strict=True):
            self._keep(self.folder / "documents", document.sha256, path.read_bytes())

    def keep_statement(self, name: str, content: bytes) -> Path:
        """Keep a statement's canonical bytes as ``2026-03.1.json``; raises ``CannotWrite``."""
        self._keep(self.folder / "statements", f"{name}.json", content)
        return self.statement_path(name)

    def statement(self, name: str, edition: Edition) -> bytes:
        """Return a statement's bytes as they were handed over.

        Raises:
            CannotRead: It is not in the record, or not what was handed over.
        """
        path = self.statement_path(name)
        try:
            content = path.read_bytes()
        except OSError as problem:
            raise CannotRead(path, problem.strerror or str(problem)) from None
        if hashlib.sha256(content).hexdigest() != edition.statement_sha256:
            raise CannotRead(path, "it is not the statement that was handed over")
        return content

    def statement_path(self, name: str) -> Path:
        """Return where a statement lies, by its period and edition: ``2026-03.1``."""
        return self.folder / "statements" / f"{_plain(self.folder, name)}.json"

    def keep_snapshot(self, snapshot: Snapshot) -> None:
        """Keep a snapshot's list and tables; raises ``CannotWrite``."""
        try:
            for table in snapshot.tables.values():
                _copy(table.path, self.folder / "tables" / table.path.name)
            _copy(snapshot.path, self.snapshot_path(snapshot.digest))
        except OSError as problem:
            raise CannotWrite(self.folder, problem.strerror or str(problem)) from None

    def keep_files(self, files: Mapping[str, Path]) -> None:
        """Keep files of another copy of the record, by their names in it; what is here stays.

        Raises:
            CannotWrite: The folder cannot be written.
        """
        try:
            for name, place in files.items():
                _copy(place, self.folder / name)
        except OSError as problem:
            raise CannotWrite(self.folder, problem.strerror or str(problem)) from None

    def snapshot_path(self, digest: str) -> Path:
        """Return where the list of a snapshot lies."""
        return self.folder / "snapshots" / f"{_plain(self.folder, digest)}.json"

    def document_path(self, document: AttachedDocument) -> Path:
        """Return where a document lies, named by its content alone."""
        return self.folder / "documents" / _plain(self.folder, document.sha256)

    def text_path(self, text: AttachedDocument) -> Path:
        """Return where a text lies: below its digest, under the name that its author gave it."""
        digest, name = _plain(self.folder, text.sha256), _plain(self.folder, text.name)
        return self.folder / "texts" / digest / name

    def _keep(self, folder: Path, name: str, content: bytes) -> None:
        if not (folder / name).exists():
            write_all(folder, {name: content})


def _named(path: Path, content: bytes) -> AttachedDocument:
    return AttachedDocument(name=path.name, sha256=hashlib.sha256(content).hexdigest())


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise CannotRead(path, problem.strerror or str(problem)) from None


def _plain(folder: Path, part: str) -> str:
    """Return a part of a path that an entry names; one that leads elsewhere is refused."""
    if part in {"", ".", ".."} or not {"/", "\\", "\0"}.isdisjoint(part):
        raise CannotRead(folder, f"an entry names {part!r}, which is no name of a file in it")
    return part


def _copy(source: Path, target: Path) -> None:
    """Copy a file whole or not at all; what is there already is named by its content."""
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.copyfile(source, beside)
    beside.replace(target)
