"""``servanda credit-note --format json``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from servanda.cli.documents.common import ValueDocument, segment_document, value_document
from servanda.reports.reader import Reader
from servanda.settlement.posting.credit_note import CreditLine, CreditNote

__all__ = ["CreditLineDocument", "CreditNoteDocument", "credit_note_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditLineDocument:
    """One line; its amount is in the client's favour, so that incentives are below zero.
    ``adjusts`` says that it is the difference of an earlier period, ``because`` why.
    """

    name: str
    segment: Mapping[str, str]
    title: str
    purpose: str
    period: str
    adjusts: bool
    because: str
    goes_to: str
    amount: ValueDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditNoteDocument:
    """The credit note of an issued statement; ``entry`` and ``statement`` are digests."""

    number: int
    agreement: str
    title: str
    parties: Mapping[str, str]
    period: str
    day: str
    statement: str
    entry: str
    lines: tuple[CreditLineDocument, ...]
    off_invoices: ValueDocument
    to_holding_account: ValueDocument
    net: ValueDocument
    format: str = "servanda/credit-note/1"


def credit_note_document(note: CreditNote, reader: Reader) -> CreditNoteDocument:
    """Return a credit note's document."""
    return CreditNoteDocument(
        number=note.number,
        agreement=note.agreement,
        title=note.title,
        parties=dict(note.parties),
        period=note.period.label,
        day=note.day.isoformat(),
        statement=note.statement_sha256,
        entry=note.entry,
        lines=tuple(_line(each, reader) for each in note.lines),
        off_invoices=value_document(note.off_invoices, reader),
        to_holding_account=value_document(note.to_holding_account, reader),
        net=value_document(note.net, reader),
    )


def _line(line: CreditLine, reader: Reader) -> CreditLineDocument:
    return CreditLineDocument(
        name=line.name,
        segment=segment_document(line.segment),
        title=line.title,
        purpose=line.purpose.value,
        period=line.period,
        adjusts=line.adjusts,
        because=line.because,
        goes_to=line.goes_to.value,
        amount=value_document(line.amount, reader),
    )
