"""A bundle: everything that the statements handed over rest on, in one file.

``manifest.json`` names every other file with its digest, ``ledger.csv`` holds the accounts.
Everything in it can be made again from the journal and what the journal cites, so that nothing in
it is free to vary.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rfc8785

from servanda.evidence.snapshot import Snapshot, UnknownSnapshot
from servanda.facts.decision import (
    DisputeRaised,
    DraftProposed,
    Entry,
    EvidenceSubmitted,
    FigureAttested,
    IncidentReviewPublished,
    QuotationGiven,
    ReliefClaimed,
    ReviewMinuted,
    SpendingDone,
    StatementIssued,
    WorkDelivered,
)
from servanda.journal.chain import Journal
from servanda.ledger.export import csv_text
from servanda.pipeline.archive import pack
from servanda.pipeline.booking import book_of_record
from servanda.pipeline.files import USUAL_MODE
from servanda.pipeline.journal_store import JOURNAL
from servanda.pipeline.record import Record, edition_name
from servanda.pipeline.refusals import CannotRead, CannotWrite, MisusedCommand

__all__ = [
    "FORMAT",
    "LEDGER",
    "MANIFEST",
    "SUPPORTED",
    "Bundle",
    "NothingToBundle",
    "bundle",
    "cited_files",
    "manifest_of",
]

FORMAT = "servanda/bundle/1"
MANIFEST = "manifest.json"
LEDGER = "ledger.csv"
SUPPORTED = (
    DisputeRaised,
    FigureAttested,
    IncidentReviewPublished,
    QuotationGiven,
    ReliefClaimed,
    ReviewMinuted,
    SpendingDone,
    WorkDelivered,
)
"""Acts that name documents."""


class NothingToBundle(MisusedCommand):
    """The record is empty."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"there is nothing to hand over yet: {folder} holds no journal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Say what was packed.

    Args:
        path: The bundle's file.
        sha256: Digest of its bytes.
        head: Digest of the journal's last entry.
        files: Number of files in it.
    """

    path: Path
    sha256: str
    head: str
    files: int


def bundle(record: Record, path: Path) -> Bundle:
    """Pack the journal and everything that it cites; the same record gives the same bytes.

    Args:
        record: The record.
        path: Where the bundle goes; a file that is there is replaced.

    Raises:
        NothingToBundle: Nothing was entered so far.
        BrokenJournal: The journal was changed by other means than by entering.
        CannotRead: What an entry names is not in the record.
        CannotWrite: The bundle cannot be written.
    """
    journal = record.journal()
    if not journal.entries:
        raise NothingToBundle(record.folder)
    files = {name: place for name, place in cited_files(record, journal) if name != JOURNAL}
    missing = next((place for place in files.values() if not place.is_file()), None)
    if missing is not None:
        raise CannotRead(missing, "an entry of the journal names it, and it is not there")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".servanda-") as scratch:
            files[JOURNAL] = Path(scratch) / JOURNAL
            files[JOURNAL].write_bytes(journal.to_bytes())
            booked = book_of_record(record, journal)
            if booked is not None:
                files[LEDGER] = Path(scratch) / LEDGER
                files[LEDGER].write_bytes(csv_text(booked.ledger).encode())
            manifest = Path(scratch) / MANIFEST
            manifest.write_bytes(manifest_of(journal, files))
            beside = Path(scratch) / "bundle"
            pack({MANIFEST: manifest, **files}, beside)
            beside.chmod(USUAL_MODE)
            beside.replace(path)
    except OSError as problem:
        raise CannotWrite(path, problem.strerror or str(problem)) from None
    return Bundle(path=path, sha256=sha256_of(path), head=journal.head, files=len(files) + 1)


def manifest_of(journal: Journal, files: Mapping[str, Path]) -> bytes:
    """Return the manifest's canonical bytes (RFC 8785)."""
    content: dict[str, Any] = {
        "format": FORMAT,
        "agreement": journal.entries[0].agreement if journal.entries else "",
        "entries": len(journal.entries),
        "head": journal.head,
        "files": {name: sha256_of(place) for name, place in sorted(files.items())},
    }
    return rfc8785.dumps(content)


def cited_files(record: Record, journal: Journal) -> Iterator[tuple[str, Path]]:
    """Yield every file that belongs to a journal, by its name in a bundle, the journal first.

    Raises:
        CannotRead: The list of a snapshot is not there or cannot be read.
    """
    yield JOURNAL, record.path
    seen: set[str] = set()
    for entry in journal.entries:
        for place in _places(record, entry):
            name = place.relative_to(record.folder).as_posix()
            if name not in seen:
                seen.add(name)
                yield name, place


def sha256_of(path: Path) -> str:
    """Return the digest of a file's bytes, lower-case hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _places(record: Record, entry: Entry) -> Iterator[Path]:
    act = entry.act
    if isinstance(act, SUPPORTED):
        # A document is kept by whoever attached it; what is not at hand is named by its digest.
        documents = map(record.document_path, act.documents)
        yield from (place for place in documents if place.is_file())
    if not isinstance(act, DraftProposed | EvidenceSubmitted | StatementIssued):
        return
    for text in act.texts:
        yield record.text_path(text)
    if isinstance(act, DraftProposed):
        return
    listing = record.snapshot_path(act.snapshot_sha256)
    yield listing
    try:
        snapshot = Snapshot.open(listing)
    except UnknownSnapshot as problem:
        raise CannotRead(listing, str(problem)) from None
    yield from (table.path for table in snapshot.tables.values())
    if isinstance(act, StatementIssued):
        yield record.statement_path(edition_name(act.period, act.edition))
