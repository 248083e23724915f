"""The shapes of statements, claims, disputes and spendings."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema
from pydantic import Field

from servanda.desk.looking import StatementSeen
from servanda.record.models import LineState, StatementState
from servanda.web.documents.common import Line
from servanda.web.documents.journal import Signed

__all__ = [
    "ClaimDocument",
    "ClaimsPage",
    "DisputeDocument",
    "DisputesPage",
    "LineDocument",
    "NewStatement",
    "SpendingDocument",
    "SpendingsPage",
    "StatementDocument",
    "StatementWithLines",
    "StatementsPage",
]


class StatementDocument(Schema):
    """The last edition of a period's statement."""

    period: str
    edition: int
    entry: str
    statement_sha256: str
    issued_by: str
    issued_at: datetime
    answer_due: datetime | None
    closed_at: datetime | None

    @classmethod
    def of(cls, row: StatementState) -> StatementDocument:
        """Return a statement's document."""
        return cls(
            period=row.period,
            edition=row.edition,
            entry=row.entry_sha256,
            statement_sha256=row.statement_sha256,
            issued_by=row.issued_by,
            issued_at=row.issued_at,
            answer_due=row.answer_due,
            closed_at=row.closed_at,
        )


class LineDocument(Schema):
    """A line of a statement."""

    name: str
    segment: str
    purpose: str
    payable: str
    state: str = Field(description="'open', 'agreed', 'disputed' or 'changed'")
    pays_instead: str

    @classmethod
    def of(cls, row: LineState) -> LineDocument:
        """Return a line's document."""
        return cls.model_validate(row, from_attributes=True)


class DisputeDocument(Schema):
    """A disputed line."""

    number: int
    entry_sha256: str
    period: str
    line: str
    segment: str
    raised_by: str
    state: str
    proposed: str
    amount: str
    answer_due: datetime | None
    decided_at: datetime | None
    by_silence: bool


class ClaimDocument(Schema):
    """A claim for relief."""

    number: int
    entry_sha256: str
    relief: str
    claimed_by: str
    claimed_at: datetime
    state: str
    asked: str
    granted: str
    answer_due: datetime | None
    decided_at: datetime | None
    by_silence: bool


class SpendingDocument(Schema):
    """Something that the holding account is spent on."""

    number: int
    entry_sha256: str
    proposed_by: str
    amount: str
    purpose: str
    what: str
    state: str
    cost: str
    answer_due: datetime | None
    decided_at: datetime | None
    by_silence: bool


class StatementWithLines(StatementDocument):
    """A period's statement with its lines and disputes."""

    lines: list[LineDocument]
    disputes: list[DisputeDocument]

    @classmethod
    def seen(cls, seen: StatementSeen) -> StatementWithLines:
        """Return the document of a statement."""
        return cls(
            **StatementDocument.of(seen.statement).model_dump(),
            lines=[LineDocument.of(each) for each in seen.lines],
            disputes=[
                DisputeDocument.model_validate(each, from_attributes=True) for each in seen.disputes
            ],
        )


class StatementsPage(Schema):
    """A page of statements, newest first."""

    statements: list[StatementDocument]
    total: int


class ClaimsPage(Schema):
    """A page of claims, newest first."""

    claims: list[ClaimDocument]
    total: int


class DisputesPage(Schema):
    """A page of disputes, newest first."""

    disputes: list[DisputeDocument]
    total: int


class SpendingsPage(Schema):
    """A page of spendings, newest first."""

    spendings: list[SpendingDocument]
    total: int


class NewStatement(Schema):
    """Hand over the statement of a period."""

    period: Line
    signature: Signed | None = None
