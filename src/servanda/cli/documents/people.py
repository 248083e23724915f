"""JSON of ``servanda erase``, ``who``, ``retention`` and ``processing-record``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from servanda.evidence.people.forgetting import Rewritten
from servanda.pipeline.people import Erased
from servanda.pipeline.processing import Processing, TableUse
from servanda.pipeline.retention import Retention

__all__ = [
    "AgedDocument",
    "ErasedDocument",
    "PersonDocument",
    "PersonalColumnDocument",
    "ProcessingDocument",
    "RecipientDocument",
    "RetentionDocument",
    "RewrittenDocument",
    "UsedTableDocument",
    "erased_document",
    "processing_document",
    "retention_document",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RewrittenDocument:
    """A file of evidence: cells that name a pseudonym now, cells that were emptied, and whether
    the file is of a kind that cannot be changed and was left.
    """

    file: str
    named: int
    emptied: int
    left: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedDocument:
    """A person who was erased: ``names`` sealed names became unreadable, ``still`` are the files
    that hold the name still, ``before`` is the moment of an earlier erasure, or empty.
    """

    person: str
    before: str
    files: tuple[RewrittenDocument, ...]
    names: int
    still: tuple[str, ...]
    format: str = "servanda/erased/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDocument:
    """The name behind a pseudonym."""

    person: str
    name: str
    format: str = "servanda/person/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgedDocument:
    """A table: how long it is ``kept`` (empty where nothing says), the first day within that time,
    its records, how many are past it, and how many of those name somebody in the clear.
    """

    table: str
    kept: str
    first_day: str
    records: int
    past: int
    named: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionDocument:
    """What is past its time; ``names`` sealed names are needed by no record within it. Where it
    was let go, ``files`` says what became of each.
    """

    agreement: str
    at: str
    tables: tuple[AgedDocument, ...]
    names: int
    let_go: bool
    files: tuple[RewrittenDocument, ...]
    format: str = "servanda/retention/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientDocument:
    """A party, its side and country, and whom people may ask; empty where nothing is said."""

    party: str
    name: str
    side: str
    country: str
    contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalColumnDocument:
    """A column that names people; ``sealed`` where the name is kept, encrypted."""

    column: str
    heading: str
    sealed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedTableDocument:
    """A table: what uses it (title by name), its personal columns, how long it is kept, and the
    headings of its files that are never read.
    """

    table: str
    used_for: Mapping[str, str]
    people: tuple[PersonalColumnDocument, ...]
    kept: str
    never_read: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessingDocument:
    """The record of processing; texts are empty where the agreement says nothing, ``erased`` are
    the moments of erasures.
    """

    agreement: str
    at: str
    purpose: str
    legal_basis: str
    whose: str
    kept_by: str
    protected_by: str
    groups_of_at_least: int
    parties: tuple[RecipientDocument, ...]
    tables: tuple[UsedTableDocument, ...]
    sealed: int
    erased: tuple[str, ...]
    folders: Mapping[str, str]
    format: str = "servanda/processing/1"


def retention_document(retention: Retention) -> RetentionDocument:
    """Return the document of what is past its time."""
    return RetentionDocument(
        agreement=retention.history.latest.identifier,
        at=str(retention.at),
        tables=tuple(
            AgedDocument(
                table=each.table.name,
                kept=each.table.kept.text if each.table.kept else "",
                first_day=each.first_day.isoformat() if each.first_day else "",
                records=each.rows,
                past=each.past,
                named=each.named,
            )
            for each in retention.tables
        ),
        names=retention.names,
        let_go=retention.done,
        files=tuple(map(rewritten_document, retention.files)),
    )


def processing_document(processing: Processing) -> ProcessingDocument:
    """Return the document of the record of processing."""
    agreement = processing.history.latest
    people = agreement.people
    return ProcessingDocument(
        agreement=agreement.identifier,
        at=str(processing.at),
        purpose=people.purpose,
        legal_basis=people.legal_basis,
        whose=people.whose,
        kept_by=people.kept_by,
        protected_by=people.protected_by,
        groups_of_at_least=people.least_group,
        parties=tuple(
            RecipientDocument(
                party=name,
                name=party.name,
                side=party.role.value,
                country=party.country,
                contact=people.contacts.get(name, ""),
            )
            for name, party in agreement.parties.items()
        ),
        tables=tuple(map(_used_table, processing.tables)),
        sealed=processing.sealed,
        erased=processing.erased,
        folders={what: path.name for what, path in processing.folders.items()},
    )


def _used_table(use: TableUse) -> UsedTableDocument:
    return UsedTableDocument(
        table=use.table.name,
        used_for=use.used_for,
        people=tuple(
            PersonalColumnDocument(column=column.name, heading=column.source, sealed=column.sealed)
            for column in use.table.columns.values()
            if column.personal
        ),
        kept=use.table.kept.text if use.table.kept else "",
        never_read=use.dropped,
    )


def erased_document(erased: Erased) -> ErasedDocument:
    """Return the document of an erasure."""
    return ErasedDocument(
        person=erased.person,
        before=erased.before,
        files=tuple(map(rewritten_document, erased.files)),
        names=erased.names,
        still=tuple(map(str, erased.still)),
    )


def rewritten_document(file: Rewritten) -> RewrittenDocument:
    """Return the document of what became of a file."""
    return RewrittenDocument(
        file=str(file.path), named=file.named, emptied=file.emptied, left=file.is_left
    )
