"""What the API answers about the people in evidence."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from ninja import Schema
from pydantic import Field

from servanda.evidence.people.forgetting import Rewritten
from servanda.pipeline.people import Erased
from servanda.pipeline.processing import Processing, TableUse
from servanda.pipeline.retention import Retention, TableAge
from servanda.web.documents.common import Line

__all__ = [
    "ErasedDocument",
    "NamedDocument",
    "NewErasure",
    "ProcessingDocument",
    "RetentionDocument",
]


class NamedDocument(Schema):
    """The sealed name behind a pseudonym."""

    person: str
    name: str


class NewErasure(Schema):
    """Whom to erase: the name as the evidence spells it, or the pseudonym."""

    person: Line


class RewrittenDocument(Schema):
    """What became of a file of evidence."""

    file: str
    named: int = Field(description="Cells that hold a pseudonym now")
    emptied: int = Field(description="Cells of columns that nobody reads that are empty now")
    is_left: bool = Field(description="Whether it holds what cannot be changed in it")

    @classmethod
    def of(cls, file: Rewritten) -> RewrittenDocument:
        """Return the document of a file."""
        return cls(
            file=file.path.name, named=file.named, emptied=file.emptied, is_left=file.is_left
        )


class ErasedDocument(Schema):
    """A person who was erased."""

    person: str
    before: str = Field(description="Moment of an earlier erasure, or empty")
    names: int = Field(description="How many sealed names nobody can read any more")
    files: list[RewrittenDocument]
    still: list[str] = Field(description="Files that hold the name still")

    @classmethod
    def of(cls, done: tuple[Erased, Path]) -> ErasedDocument:
        """Return the document of an erasure."""
        erased, folder = done
        still = [each.resolve().relative_to(folder.resolve()).as_posix() for each in erased.still]
        return cls(
            person=erased.person,
            before=erased.before,
            names=erased.names,
            files=[RewrittenDocument.of(each) for each in erased.files],
            still=still,
        )


class AgedDocument(Schema):
    """What of a table is past its time."""

    table: str
    kept: str
    first_day: date | None
    records: int
    past: int
    named: int

    @classmethod
    def of(cls, aged: TableAge) -> AgedDocument:
        """Return the document of a table."""
        return cls(
            table=aged.table.name,
            kept=aged.table.kept.text if aged.table.kept else "",
            first_day=aged.first_day,
            records=aged.rows,
            past=aged.past,
            named=aged.named,
        )


class RetentionDocument(Schema):
    """What is past the time for which it is kept, and what became of it where it was let go."""

    tables: list[AgedDocument]
    names: int = Field(description="Sealed names that no record within its time needs")
    is_done: bool
    files: list[RewrittenDocument]

    @classmethod
    def of(cls, retention: Retention) -> RetentionDocument:
        """Return the document of a retention."""
        return cls(
            tables=[AgedDocument.of(each) for each in retention.tables],
            names=retention.names,
            is_done=retention.done,
            files=[RewrittenDocument.of(each) for each in retention.files],
        )


class RecipientDocument(Schema):
    """Who receives people's data, and whom people may ask."""

    party: str
    name: str
    side: str
    country: str
    contact: str


class PersonalColumnDocument(Schema):
    """A column that names people."""

    column: str
    heading: str
    sealed: bool


class UsedTableDocument(Schema):
    """What a table is used for, and what of people it holds."""

    table: str
    used_for: dict[str, str]
    people: list[PersonalColumnDocument]
    kept: str
    never_read: list[str]

    @classmethod
    def of(cls, use: TableUse) -> UsedTableDocument:
        """Return the document of a table."""
        return cls(
            table=use.table.name,
            used_for=dict(use.used_for),
            people=[
                PersonalColumnDocument(column=each.name, heading=each.source, sealed=each.sealed)
                for each in use.table.columns.values()
                if each.personal
            ],
            kept=use.table.kept.text if use.table.kept else "",
            never_read=list(use.dropped),
        )


class ProcessingDocument(Schema):
    """The record of processing; texts are empty where the agreement says nothing."""

    at: datetime
    purpose: str
    legal_basis: str
    whose: str
    kept_by: str
    protected_by: str
    groups_of_at_least: int
    parties: list[RecipientDocument]
    tables: list[UsedTableDocument]
    sealed: int
    erased: list[str]

    @classmethod
    def of(cls, processing: Processing) -> ProcessingDocument:
        """Return the document of a record of processing."""
        agreement = processing.history.latest
        people = agreement.people
        return cls(
            at=processing.at.to_datetime(),
            purpose=people.purpose,
            legal_basis=people.legal_basis,
            whose=people.whose,
            kept_by=people.kept_by,
            protected_by=people.protected_by,
            groups_of_at_least=people.least_group,
            parties=[
                RecipientDocument(
                    party=name,
                    name=party.name,
                    side=party.role.value,
                    country=party.country,
                    contact=people.contacts.get(name, ""),
                )
                for name, party in agreement.parties.items()
            ],
            tables=[UsedTableDocument.of(each) for each in processing.tables],
            sealed=processing.sealed,
            erased=list(processing.erased),
        )
