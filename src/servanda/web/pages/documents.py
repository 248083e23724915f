"""Documents that entries of the journal name, taken away by their digest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from servanda.desk.callers import Caller
from servanda.desk.looking import attached
from servanda.desk.seeing import Seen, see
from servanda.facts.decision import AttachedDocument
from servanda.reports.clean import one_line
from servanda.web.pages.seeing import page

__all__ = ["DocumentShown", "document", "documents_shown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentShown:
    """Show a document: its name, what sort it says it is, and where it is taken away."""

    name: str
    sort: str
    address: str


def documents_shown(documents: Iterable[AttachedDocument], seen: Seen) -> tuple[DocumentShown, ...]:
    """Show the documents of an entry."""
    return tuple(
        DocumentShown(
            name=one_line(each.name),
            sort=one_line(each.name.rpartition(".")[2].upper()),
            address=reverse(
                "document",
                kwargs={"agreement": seen.seat.agreement.key, "document": each.sha256},
            ),
        )
        for each in documents
    )


@page("agreement looked at")
def document(request: HttpRequest, caller: Caller, agreement: str, document: str) -> HttpResponse:
    """Return a document that an entry names, to be kept and never shown within the book."""
    del request
    path = attached(caller, agreement, document)
    name = _name(see(caller, agreement), document)
    return HttpResponse(
        path.read_bytes(),
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


def _name(seen: Seen, digest: str) -> str:
    """Return what an entry calls a document; its digest where none does."""
    named = (
        each.name
        for entry in seen.journal.entries
        for each in getattr(entry.act, "documents", ())
        if each.sha256 == digest
    )
    return next(named, digest)
