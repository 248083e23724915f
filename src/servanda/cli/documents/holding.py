"""``servanda holding --format json``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from servanda.cli.documents.common import ValueDocument, segment_document, value_document
from servanda.facts.measurement import Measurement
from servanda.pipeline.holding import HoldingAccountShown, MovedTo, SpendingShown
from servanda.reports.reader import Reader
from servanda.settlement.posting.held import Receipt

__all__ = [
    "HoldingDocument",
    "MeasuredThenDocument",
    "MovedDocument",
    "ReceiptDocument",
    "SpendingDocument",
    "holding_document",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptDocument:
    """An amount that came in, or left with a restatement (below zero); ``statement`` and
    ``entry`` are digests.
    """

    day: str
    period: str
    about: str
    amount: ValueDocument
    what: str
    statement: str
    entry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredThenDocument:
    """What a measure was in a period."""

    period: str
    value: ValueDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedDocument:
    """The measure before and after, null where there is none, and what came of it: ``better``,
    ``worse``, ``the same``, ``moved``, ``not yet to be seen`` or ``not known``.
    """

    segment: Mapping[str, str]
    before: MeasuredThenDocument | None
    after: MeasuredThenDocument | None
    helped: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendingDocument:
    """A proposal and what became of it; ``number`` is that of its entry."""

    number: int
    entry: str
    proposed_by: str
    amount: ValueDocument
    purpose: str
    what: str
    helps: str
    looked_at: str
    state: str
    reason: str
    cost: ValueDocument | None
    done_on: str
    moved: tuple[MovedDocument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingDocument:
    """The holding account on a day; ``declared`` says whether the agreement has one."""

    agreement: str
    declared: bool
    day: str
    received: ValueDocument
    free: ValueDocument
    set_aside: ValueDocument
    spent: ValueDocument
    given_away: ValueDocument
    receipts: tuple[ReceiptDocument, ...]
    spendings: tuple[SpendingDocument, ...]
    format: str = "servanda/holding/1"


def holding_document(shown: HoldingAccountShown, reader: Reader) -> HoldingDocument:
    """Return the document of the holding account."""
    balance = shown.balance
    return HoldingDocument(
        agreement=shown.booked.history.latest.identifier,
        declared=shown.booked.history.latest.holding_account is not None,
        day=shown.booked.last_day.isoformat(),
        received=value_document(balance.received, reader),
        free=value_document(balance.free, reader),
        set_aside=value_document(balance.set_aside, reader),
        spent=value_document(balance.spent, reader),
        given_away=value_document(balance.given_away, reader),
        receipts=tuple(_receipt(each, reader) for each in shown.receipts),
        spendings=tuple(_spending(each, reader) for each in shown.spendings),
    )


def _receipt(receipt: Receipt, reader: Reader) -> ReceiptDocument:
    return ReceiptDocument(
        day=receipt.day.isoformat(),
        period=receipt.period,
        about=receipt.about,
        amount=value_document(receipt.amount, reader),
        what=receipt.what,
        statement=receipt.statement_sha256,
        entry=receipt.entry,
    )


def _spending(shown: SpendingShown, reader: Reader) -> SpendingDocument:
    each = shown.spending
    return SpendingDocument(
        number=each.number,
        entry=each.entry,
        proposed_by=each.proposed_by,
        amount=value_document(each.amount, reader),
        purpose=each.purpose,
        what=each.what,
        helps=each.helps,
        looked_at=each.looked_at.isoformat(),
        state=each.state.value,
        reason=each.reason,
        cost=value_document(each.cost, reader) if each.cost else None,
        done_on=each.done_on.isoformat() if each.done_on else "",
        moved=tuple(_moved(moved, reader) for moved in shown.moved),
    )


def _moved(moved: MovedTo, reader: Reader) -> MovedDocument:
    measured = moved.after or moved.before
    return MovedDocument(
        segment=segment_document(measured.segment if measured else ()),
        before=_then(moved.before, reader),
        after=_then(moved.after, reader),
        helped=moved.helped.value,
    )


def _then(measurement: Measurement | None, reader: Reader) -> MeasuredThenDocument | None:
    if measurement is None:
        return None
    return MeasuredThenDocument(
        period=measurement.period.label, value=value_document(measurement.value, reader)
    )
