"""Agreements, their journals, and the way out with everything."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from servanda.desk.founding import found_agreement
from servanda.desk.looking import agreement_seen, agreements, entries, head, take_away
from servanda.journal.wire import read_entry
from servanda.web.answering import IDEMPOTENT, done, page_of
from servanda.web.callers import caller_of
from servanda.web.documents.agreements import (
    AgreementDocument,
    AgreementSeen,
    AgreementsPage,
    NewAgreement,
)
from servanda.web.documents.journal import EntriesPage, EntryDocument, HeadDocument
from servanda.web.files import file_response
from servanda.web.paging import Limit, Offset
from servanda.web.routes import lets

__all__ = ["router"]

router = Router(tags=["agreements"])


@router.get("/agreements", response=AgreementsPage, operation_id="agreements")
@lets("agreements listed")
def all_agreements(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> AgreementsPage:
    """List the agreements that one has a part in."""
    rows, total = page_of(agreements(caller_of(request)), limit, offset)
    return AgreementsPage(agreements=[AgreementDocument.of(each) for each in rows], total=total)


@router.post(
    "/agreements",
    response={201: AgreementDocument},
    operation_id="found_agreement",
    openapi_extra=IDEMPOTENT,
)
@lets("agreement founded")
def new_agreement(request: HttpRequest, agreement: NewAgreement) -> HttpResponse:
    """Take an agreement into the book, and own it for the own organisation."""
    return done(
        request,
        lambda caller: found_agreement(caller, agreement.texts, agreement.party),
        AgreementDocument.of,
    )


@router.get("/agreements/{agreement}", response=AgreementSeen, operation_id="agreement")
@lets("agreement looked at")
def one_agreement(request: HttpRequest, agreement: str) -> AgreementSeen:
    """Return an agreement, and what one is in it."""
    seat = agreement_seen(caller_of(request), agreement)
    return AgreementSeen(
        **AgreementDocument.of(seat.agreement).model_dump(),
        party=seat.party,
        roles=[each.value for each in seat.roles],
    )


@router.get("/agreements/{agreement}/entries", response=EntriesPage, operation_id="entries")
@lets("agreement looked at")
def journal(
    request: HttpRequest, agreement: str, limit: Limit = 50, after: Offset = 0
) -> EntriesPage:
    """Return the journal's entries after a number, oldest first."""
    found = entries(caller_of(request), agreement).filter(number__gt=after)[: limit + 1]
    read = [EntryDocument.of(read_entry(each.line.encode())) for each in found]
    more = len(read) > limit
    return EntriesPage(entries=read[:limit], next=read[limit - 1].number if more else None)


@router.get("/agreements/{agreement}/head", response=HeadDocument, operation_id="head")
@lets("agreement looked at")
def journal_head(
    request: HttpRequest,
    agreement: str,
    seen: Annotated[str, Query(max_length=64)] = "",
) -> HeadDocument:
    """Return what the journal ends with, and whether an entry seen before is there still."""
    return HeadDocument.of(head(caller_of(request), agreement, seen=seen))


@router.get("/agreements/{agreement}/bundle", operation_id="bundle", response={200: bytes})
@lets("record taken away")
def whole_bundle(request: HttpRequest, agreement: str) -> HttpResponse:
    """Return everything in one file that anybody can verify offline."""
    with tempfile.TemporaryDirectory(prefix="servanda-") as scratch:
        path = Path(scratch) / "bundle.zip"
        take_away(caller_of(request), agreement, path)
        return file_response(path.read_bytes(), "application/zip", path.name)
