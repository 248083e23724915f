"""The shapes of the holding account, of figures entered by hand and of wrinkles."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Schema
from pydantic import Field

from servanda.desk.holding import HoldingSeen
from servanda.facts.standing import AttestedFigure, Wrinkle
from servanda.record.glancing import money_text
from servanda.settlement.posting.held import Receipt

__all__ = ["FigureDocument", "FiguresPage", "HoldingDocument", "WrinkleDocument", "WrinklesPage"]


class ReceiptDocument(Schema):
    """One amount that came in from a statement; below zero where a restatement took it out."""

    day: date
    period: str
    about: str
    what: str
    amount: str
    statement_sha256: str = Field(description="Empty where the statement was taken back")
    entry_sha256: str

    @classmethod
    def of(cls, receipt: Receipt) -> ReceiptDocument:
        """Return the document of a receipt."""
        return cls(
            day=receipt.day,
            period=receipt.period,
            about=receipt.about,
            what=receipt.what,
            amount=money_text(receipt.amount),
            statement_sha256=receipt.statement_sha256,
            entry_sha256=receipt.entry,
        )


class HoldingDocument(Schema):
    """What stands in the holding account, and a page of what came in, newest first."""

    decided_by: str = Field(description="Empty where the agreement has no holding account")
    purposes: dict[str, str]
    rest_to: str
    received: str
    set_aside: str
    spent: str
    given_away: str
    free: str
    receipts: list[ReceiptDocument]
    total: int

    @classmethod
    def of(cls, seen: HoldingSeen, limit: int, offset: int) -> HoldingDocument:
        """Return the document of a holding account, with some of what came in."""
        account, balance = seen.agreement.holding_account, seen.balance
        newest = seen.receipts[::-1][offset : offset + limit]
        return cls(
            decided_by=account.decided_by if account else "",
            purposes={name: title or name for name, title in account.purposes.items()}
            if account
            else {},
            rest_to=account.rest_to if account else "",
            received=money_text(balance.received),
            set_aside=money_text(balance.set_aside),
            spent=money_text(balance.spent),
            given_away=money_text(balance.given_away),
            free=money_text(balance.free),
            receipts=[ReceiptDocument.of(each) for each in newest],
            total=len(seen.receipts),
        )


class FigureDocument(Schema):
    """A figure that was entered by hand; it counts once the other party has countersigned it."""

    entry_sha256: str
    measure: str
    period: str
    segment: dict[str, str]
    value: str
    attested_by: str
    attested_at: datetime
    countersigned_by: str
    countersigned_at: datetime | None
    documents: list[str]

    @classmethod
    def of(cls, figure: AttestedFigure) -> FigureDocument:
        """Return the document of a figure."""
        signed = figure.countersigned_at
        return cls(
            entry_sha256=figure.entry,
            measure=figure.measure,
            period=figure.period,
            segment=dict(figure.segment),
            value=figure.value,
            attested_by=figure.attested_by,
            attested_at=figure.attested_at.to_datetime(),
            countersigned_by=figure.countersigned_by,
            countersigned_at=signed.to_datetime() if signed else None,
            documents=list(figure.documents),
        )


class FiguresPage(Schema):
    """A page of figures entered by hand, newest first."""

    figures: list[FigureDocument]
    total: int


class WrinkleDocument(Schema):
    """Something to be worked off before a commitment's stabilization ends."""

    number: int
    entry_sha256: str
    commitment: str
    what: str
    found_by: str
    worked_off: str = Field(description="How it was worked off; empty while it is open")

    @classmethod
    def of(cls, wrinkle: Wrinkle) -> WrinkleDocument:
        """Return the document of a wrinkle."""
        return cls(
            number=wrinkle.number,
            entry_sha256=wrinkle.entry,
            commitment=wrinkle.commitment,
            what=wrinkle.what,
            found_by=wrinkle.found_by,
            worked_off=wrinkle.worked_off,
        )


class WrinklesPage(Schema):
    """A page of wrinkles, newest first."""

    wrinkles: list[WrinkleDocument]
    total: int
