"""The provider's invoice against a statement: differences by line, each opened to its reason."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from servanda.desk.callers import Caller
from servanda.desk.invoicing import BYTES_MAX, InvoiceSeen, NotAnInvoiceFile, invoice_seen
from servanda.desk.refusals import Mistaken
from servanda.desk.seeing import Seen, see
from servanda.pipeline.invoicing import (
    INVOICE_COLUMNS,
    InvoiceChecked,
    InvoiceMatch,
    InvoicePosition,
)
from servanda.pipeline.refusals import CannotRead, MisusedCommand
from servanda.reports.clean import one_line
from servanda.reports.invoice import invoice_opening, invoice_sentences
from servanda.reports.reader import Reader
from servanda.reports.spelling import spell, spell_segment
from servanda.reports.view import Tone
from servanda.web.languages.speaking import say
from servanda.web.pages.seeing import page, reader_of, show_agreement

__all__ = ["invoice"]

_TONES = {
    InvoiceMatch.AS_AGREED: Tone.GOOD,
    InvoiceMatch.OTHERWISE: Tone.BAD,
    InvoiceMatch.NOT_INVOICED: Tone.FAIR,
    InvoiceMatch.NOT_AGREED: Tone.BAD,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionShown:
    """Show a line held against the invoice, and where its amount is opened."""

    title: str
    segment: str
    address: str
    match: str
    tone: Tone
    agreed: str
    invoiced: str
    too_much: str
    rows: str


@page("agreement looked at")
def invoice(request: HttpRequest, caller: Caller, agreement: str, period: str) -> HttpResponse:
    """Ask for an invoice, and say how it stands against the statement; nothing of it is kept."""
    seen = see(caller, agreement)
    seen.issued(period)
    if request.method != "POST":
        return _shown(request, seen, period)
    sent = request.FILES.get("file")
    try:
        if sent is None or (sent.size or 0) > BYTES_MAX:
            raise NotAnInvoiceFile
        found = invoice_seen(caller, agreement, period, sent.name or "", sent.read())
    except Mistaken as refusal:
        wrong = [f"Row {each.span.line}: {each.message}" for each in refusal.diagnostics]
        return _shown(request, seen, period, wrong=tuple(wrong))
    except (MisusedCommand, CannotRead) as refusal:
        return _shown(request, seen, period, wrong=(_said(refusal),))
    return _shown(request, seen, period, found=found, name=sent.name or "")


def _said(refusal: Exception) -> str:
    """Return what a refusal says; where a file cannot be read its place is the book's own."""
    if isinstance(refusal, CannotRead):
        return say("the file cannot be read as a CSV file or an XLSX workbook")
    return str(refusal)


def _shown(
    request: HttpRequest,
    seen: Seen,
    period: str,
    *,
    found: InvoiceSeen | None = None,
    name: str = "",
    wrong: tuple[str, ...] = (),
) -> HttpResponse:
    reader = reader_of(request, seen.zone)
    statement = seen.statement(period, seen.issued(period).editions[-1])
    values: dict[str, object] = {
        "period": period,
        "said": reader.period(statement.period),
        "columns": INVOICE_COLUMNS.items(),
        "wrong": [one_line(each) for each in wrong],
        "name": one_line(name),
    }
    if found is not None:
        values |= _checked(seen, period, found.found, reader)
    status = 422 if wrong else 200
    return show_agreement(
        request, "invoice.html", seen.seat, values, tab="statements", status=status
    )


def _checked(seen: Seen, period: str, found: InvoiceChecked, reader: Reader) -> dict[str, object]:
    opening = invoice_opening(found, reader)
    return {
        "opening": opening[:1].upper() + opening[1:],
        "sentences": list(invoice_sentences(found, reader)),
        "positions": [_position(each, seen, period, reader) for each in found.positions],
        "sums": [
            (row, spell(amount, reader), spell(product, reader))
            for row, amount, product in found.sums
        ],
    }


def _position(each: InvoicePosition, seen: Seen, period: str, reader: Reader) -> PositionShown:
    address = reverse("figure", kwargs={"agreement": seen.seat.agreement.key, "period": period})
    is_known = each.match is not InvoiceMatch.NOT_AGREED
    return PositionShown(
        title=one_line(each.title),
        segment=spell_segment(each.segment) if each.segment else "",
        address=f"{address}?{urlencode({'name': each.name})}" if is_known else "",
        match=each.match.value,
        tone=_TONES[each.match],
        agreed=spell(each.agreed, reader),
        invoiced=spell(each.invoiced, reader),
        too_much=spell(each.too_much, reader) if each.too_much.amount else "",
        rows=", ".join(map(str, each.rows)),
    )
