"""The shapes of agreements and their proposed versions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field, StringConstraints

from servanda.record.models import Agreement
from servanda.web.documents.common import Line, Words
from servanda.web.documents.journal import Signed

__all__ = [
    "AgreementDocument",
    "AgreementSeen",
    "AgreementsPage",
    "NewAgreement",
    "NewDraft",
    "NewProposal",
    "NewSignature",
    "ProposalDocument",
    "ProposalsPage",
]


class AgreementDocument(Schema):
    """An agreement."""

    key: str
    identifier: str
    title: str
    entries: int
    head: str

    @classmethod
    def of(cls, agreement: Agreement) -> AgreementDocument:
        """Return an agreement's document."""
        return cls(
            key=agreement.key,
            identifier=agreement.identifier,
            title=agreement.title,
            entries=agreement.head_number,
            head=agreement.head_sha256,
        )


class AgreementSeen(AgreementDocument):
    """An agreement, and what one is in it oneself."""

    party: str
    roles: list[str]


class AgreementsPage(Schema):
    """A page of agreements by title."""

    agreements: list[AgreementDocument]
    total: int


class NewAgreement(Schema):
    """An agreement to be taken into the book."""

    texts: dict[Line, Annotated[str, StringConstraints(max_length=2_000_000)]]
    party: Line


class ProposalDocument(Schema):
    """A proposed version of the agreement."""

    number: int
    entry_sha256: str
    proposed_by: str
    proposed_at: datetime
    version_sha256: str
    governs_from: date
    note: str
    state: str
    signed_by: str
    threads_open: int
    answer_due: datetime | None
    decided_at: datetime | None


class ProposalsPage(Schema):
    """A page of proposed versions, newest first."""

    proposals: list[ProposalDocument]
    total: int


class NewDraft(Schema):
    """A version of texts, of single changes, or as the texts lie in the book."""

    texts: dict[Line, Annotated[str, StringConstraints(max_length=2_000_000)]] = Field(
        default_factory=dict
    )
    changes: list[Words] = Field(default_factory=list, max_length=200)
    governs_from: date | None = None
    instead_of: Annotated[int, Field(ge=0, le=2_000_000_000)] = 0


class NewProposal(NewDraft):
    """A version to be proposed, with what is new about it."""

    note: Words = ""
    signature: Signed | None = None


class NewSignature(Schema):
    """Sign a proposed version."""

    signature: Signed | None = None
