"""The shapes of one's own draft of a version, and of an invoice held against a statement."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field, StringConstraints

from servanda.desk.drafts import DraftWritten
from servanda.desk.invoicing import InvoiceSeen
from servanda.pipeline.invoicing import InvoicePosition
from servanda.record.glancing import money_text
from servanda.web.documents.common import Line, Words
from servanda.web.documents.journal import Signed
from servanda.web.problems import mistake

__all__ = [
    "InvoiceDocument",
    "NewCounter",
    "NewDraftProposal",
    "NewDraftText",
    "NewDraftValues",
    "OwnDraft",
]

_WAS = "Digest of the text that was changed; empty to change it whatever stands there"


class PlacedValueDocument(Schema):
    """A single value of the version that a draft makes, with its keys from the top of the text."""

    place: list[str]
    value: str


class DraftValueDocument(PlacedValueDocument):
    """A value that stands in a draft, or in what it amends."""

    is_changed: bool = Field(description="Whether the draft says it")


class DraftChangeDocument(Schema):
    """Something that a draft changes of what governs now."""

    words: str
    better_for: str


class OwnDraft(Schema):
    """One's own draft of a version, as it is saved or would begin."""

    name: str = Field(description="Of its text")
    text: str
    sha256: str = Field(description="Of the text")
    counters: int = Field(description="Number of the proposal that it counters; 0 where none")
    saved_at: datetime | None
    can_undo: bool
    can_redo: bool
    mistakes: list[dict[str, Any]] = Field(description="Nothing where it can be proposed")
    changes: list[DraftChangeDocument]
    values: list[DraftValueDocument] = Field(description="Nothing where it cannot be read")

    @classmethod
    def of(cls, written: DraftWritten) -> OwnDraft:
        """Return a draft's document."""
        draft, looked = written.draft, written.looked
        return cls(
            name=draft.name,
            text=draft.text,
            sha256=written.sha256,
            counters=draft.instead_of.number if draft.instead_of else 0,
            saved_at=written.saved_at.to_datetime() if written.saved_at else None,
            can_undo=written.can_undo,
            can_redo=written.can_redo,
            mistakes=[mistake(each) for each in looked.diagnostics],
            changes=[
                DraftChangeDocument(words=each.text, better_for=each.favour.value)
                for each in (looked.changes.changes if looked.changes else ())
            ],
            values=[
                DraftValueDocument(
                    place=list(each.place), value=each.value, is_changed=each.is_changed
                )
                for each in written.values or ()
            ],
        )


class NewDraftText(Schema):
    """The text of a draft, sound or not."""

    text: Annotated[str, StringConstraints(max_length=400_000)]
    was: Line = Field("", description=_WAS)


class NewDraftValues(Schema):
    """Values of a draft, each at its place; with them the draft has to be sound."""

    values: list[PlacedValueDocument]
    was: Line = Field(description="Digest of the text that was changed")


class NewCounter(Schema):
    """The proposal that a draft counters, by the number of its entry."""

    proposal: int


class NewDraftProposal(Schema):
    """What is new about a draft, and the party's signature where its agreement names keys."""

    note: Words = ""
    signature: Signed | None = None


class InvoicePositionDocument(Schema):
    """A line of an invoice held against the statement's."""

    name: str
    title: str
    segment: dict[str, str]
    match: str
    payable: str
    invoiced: str
    too_much: str
    rows: list[int]

    @classmethod
    def of(cls, each: InvoicePosition) -> InvoicePositionDocument:
        """Return a position's document."""
        return cls(
            name=each.name,
            title=each.title,
            segment=dict(each.segment),
            match=each.match.value,
            payable=money_text(each.agreed),
            invoiced=money_text(each.invoiced),
            too_much=money_text(each.too_much),
            rows=list(each.rows),
        )


class InvoiceDocument(Schema):
    """An invoice held against the statement of a period; nothing of it is kept."""

    positions: list[InvoicePositionDocument]

    @classmethod
    def of(cls, held: InvoiceSeen) -> InvoiceDocument:
        """Return the document of what was found."""
        return cls(positions=[InvoicePositionDocument.of(each) for each in held.found.positions])
