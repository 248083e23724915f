"""``servanda invoice --format json``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from servanda.cli.documents.common import ValueDocument, segment_document, value_document
from servanda.pipeline.invoicing import InvoiceChecked, InvoicePosition
from servanda.reports.reader import Reader

__all__ = ["InvoiceDocument", "InvoicePositionDocument", "InvoiceSumDocument", "invoice_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoicePositionDocument:
    """A line held against the invoice: ``as agreed``, ``another amount``, ``not invoiced`` or
    ``not in the agreement``. A service credit that the invoice takes off is below zero.
    """

    name: str
    segment: Mapping[str, str]
    title: str
    match: str
    agreed: ValueDocument
    invoiced: ValueDocument
    too_much: ValueDocument
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceSumDocument:
    """A row in which quantity times price is not the amount."""

    row: int
    amount: ValueDocument
    product: ValueDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceDocument:
    """An invoice held against the statement of a period; ``credits`` are service credits that the
    invoice does not take off.
    """

    title: str
    period: str
    edition: int
    positions: tuple[InvoicePositionDocument, ...]
    agreed: ValueDocument
    invoiced: ValueDocument
    too_much: ValueDocument
    credits: ValueDocument
    sums: tuple[InvoiceSumDocument, ...]
    format: str = "servanda/invoice/1"


def invoice_document(found: InvoiceChecked, reader: Reader) -> InvoiceDocument:
    """Return the document of an invoice."""
    return InvoiceDocument(
        title=found.title,
        period=found.period.label,
        edition=found.edition,
        positions=tuple(_position(each, reader) for each in found.positions),
        agreed=value_document(found.agreed, reader),
        invoiced=value_document(found.invoiced, reader),
        too_much=value_document(found.too_much, reader),
        credits=value_document(found.credits, reader),
        sums=tuple(
            InvoiceSumDocument(
                row=row,
                amount=value_document(amount, reader),
                product=value_document(product, reader),
            )
            for row, amount, product in found.sums
        ),
    )


def _position(each: InvoicePosition, reader: Reader) -> InvoicePositionDocument:
    return InvoicePositionDocument(
        name=each.name,
        segment=segment_document(each.segment),
        title=each.title,
        match=each.match.value,
        agreed=value_document(each.agreed, reader),
        invoiced=value_document(each.invoiced, reader),
        too_much=value_document(each.too_much, reader),
        rows=each.rows,
    )
