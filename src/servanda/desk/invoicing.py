"""The provider's invoice held against a statement of the book; nothing of it is kept."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from servanda.desk.callers import Caller
from servanda.desk.inspecting import must_be_what_it_says
from servanda.desk.seeing import Seen, see
from servanda.desk.working import value_of
from servanda.pipeline.invoicing import InvoiceChecked, check_invoice
from servanda.pipeline.refusals import MisusedCommand

__all__ = ["BYTES_MAX", "InvoiceSeen", "NotAnInvoiceFile", "invoice_seen"]

BYTES_MAX = 2 << 20
"""The longest invoice, in bytes."""

_NAME = re.compile(r".*\.(?P<ending>csv|xlsx)", re.IGNORECASE)


class NotAnInvoiceFile(MisusedCommand):
    """What was sent is no file of an invoice."""

    def __init__(self) -> None:
        super().__init__(
            f"choose the invoice's lines as a CSV file or an XLSX workbook of at most"
            f" {BYTES_MAX >> 20} MB"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceSeen:
    """Hold an agreement with an invoice that was held against one of its statements."""

    seen: Seen
    found: InvoiceChecked


def invoice_seen(
    caller: Caller, agreement: str, period: str, name: str, content: bytes
) -> InvoiceSeen:
    """Hold an invoice against the statement that was handed over for a period.

    Args:
        caller: Who asks.
        agreement: The agreement's key.
        period: The period's label.
        name: The name of the invoice's file, for its ending.
        content: Its bytes.

    Raises:
        NotThere: The period has no statement, or the caller no part in the agreement.
        NotAnInvoiceFile, NotAnInvoice, NotWhatItSays: It is no sheet of an invoice.
        Mistaken: Cells cannot be read; all of them are named.
    """
    seen = see(caller, agreement)
    edition = seen.issued(period).editions[-1]
    statement = seen.statement(period, edition)
    ending = _NAME.fullmatch(name)
    if ending is None or not 0 < len(content) <= BYTES_MAX:
        raise NotAnInvoiceFile
    with tempfile.TemporaryDirectory(prefix="servanda-") as scratch:
        path = Path(scratch) / f"invoice.{ending['ending'].lower()}"
        path.write_bytes(content)
        must_be_what_it_says(path)
        found = value_of(check_invoice(statement, path, edition=edition.number))
    return InvoiceSeen(seen=seen, found=found)
