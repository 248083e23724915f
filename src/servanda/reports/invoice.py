"""An invoice held against what is payable: what a reader sees of it."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.kernel.quantity import Quantity
from servanda.pipeline.invoicing import InvoiceChecked, InvoicePosition
from servanda.reports.clean import one_line
from servanda.reports.paper import Paper, PaperTable
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural, spell, spell_segment

__all__ = ["invoice_opening", "invoice_paper", "invoice_sentences"]


def invoice_paper(found: InvoiceChecked, reader: Reader) -> Paper:
    """Return what is said of an invoice."""
    return Paper(
        kind="Invoice",
        title=found.title,
        opening=f"{found.period.label}: {invoice_opening(found, reader)}",
        sentences=tuple(invoice_sentences(found, reader)),
        picture=None,
        tables=tuple(each for each in (_table(found), _sums(found)) if each.rows),
        notes=(
            f"Held against edition {found.edition} of the statement of {found.period.label}.",
            "What may be invoiced are its charges and incentives, without taxes.",
        ),
        period=found.period,
    )


def invoice_opening(found: InvoiceChecked, reader: Reader) -> str:
    """Say in a sentence how an invoice stands."""
    more = found.too_much
    if not found.differences:
        return "the invoice is as agreed"
    if more.amount == 0:
        return "the invoice comes to what is payable, and its lines are otherwise"
    word = "too much" if more.amount > 0 else "too little"
    return f"{spell(Quantity(abs(more.amount), more.unit), reader)} {word} is invoiced"


def invoice_sentences(found: InvoiceChecked, reader: Reader) -> Iterator[str]:
    """Yield what else is to be said of an invoice."""
    yield (f"Payable are {spell(found.agreed, reader)}, invoiced {spell(found.invoiced, reader)}.")
    count = len(found.differences)
    if count:
        yield f"{count} {plural(count, 'line')} {'is' if count == 1 else 'are'} not as agreed."
    if found.credits.amount:
        yield (
            f"Service credits of {spell(found.credits, reader)} are not taken off by it; the credit"
            " note says where they go."
        )


def _table(found: InvoiceChecked) -> PaperTable:
    return PaperTable(
        title="Line by line",
        headings=("Line", "Stands", "Payable", "Invoiced", "Too much", "Rows"),
        rows=tuple(
            (
                _named(each),
                each.match.value,
                each.agreed,
                each.invoiced,
                each.too_much,
                ", ".join(map(str, each.rows)),
            )
            for each in found.positions
        ),
        note="'servanda explain LINE PERIOD' opens how a line came about: rate, volume and fee.",
    )


def _sums(found: InvoiceChecked) -> PaperTable:
    return PaperTable(
        title="Quantity times price",
        headings=("Row", "Invoiced", "Quantity times price"),
        rows=tuple((str(row), amount, product) for row, amount, product in found.sums),
        note="In these rows of the invoice the amount is another one.",
    )


def _named(each: InvoicePosition) -> str:
    segment = f" ({spell_segment(each.segment)})" if each.segment else ""
    return one_line(f"{each.title}{segment}")
