"""The life of an agreement and of its months: texts, drafts, what waits, days, renewal."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from servanda.desk.agreeing import NewVersion
from servanda.desk.life import (
    calendar,
    look_at_draft,
    proposal_seen,
    renewal,
    statement_bytes,
    texts,
    waits,
)
from servanda.desk.portfolio import own_waits
from servanda.reports.agenda import agenda_ics
from servanda.web.callers import caller_of
from servanda.web.documents.agreements import NewDraft
from servanda.web.documents.life import (
    AgreementTexts,
    Calendar,
    LookedAtDraft,
    OwnWait,
    OwnWaits,
    ProposalInFull,
    Waits,
)
from servanda.web.documents.renewal import Renewal
from servanda.web.paging import Limit, Offset
from servanda.web.routes import lets

__all__ = ["router"]

router = Router(tags=["the agreement's life"])

From = Annotated[date | None, Query(alias="from", description="First day; today if not said.")]
Until = Annotated[date | None, Query(description="Last day; a year later if not said.")]


@router.get("/waiting", response=OwnWaits, operation_id="own_waits")
@lets("agreements listed")
def all_waits(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> OwnWaits:
    """List what waits for one's own party in all agreements, what is due first first."""
    found, total = own_waits(caller_of(request), offset, limit)
    return OwnWaits(waits=[OwnWait.here(each) for each in found], total=total)


@router.get("/agreements/{agreement}/waiting", response=Waits, operation_id="waits")
@lets("agreement looked at")
def waits_here(request: HttpRequest, agreement: str) -> Waits:
    """List what waits for either party until when, and what silence would mean."""
    return Waits.of(waits(caller_of(request), agreement))


@router.get("/agreements/{agreement}/texts", response=AgreementTexts, operation_id="texts")
@lets("agreement looked at")
def all_texts(request: HttpRequest, agreement: str) -> AgreementTexts:
    """Return the texts of an agreement, its amendments included."""
    return AgreementTexts.of(texts(caller_of(request), agreement))


@router.post("/agreements/{agreement}/drafts", response=LookedAtDraft, operation_id="look_at_draft")
@lets("agreement looked at")
def draft(request: HttpRequest, agreement: str, version: NewDraft) -> LookedAtDraft:
    """Check a version and say what it would change; nothing is proposed, and nothing kept."""
    new = NewVersion(
        texts=version.texts,
        changes=version.changes,
        governs_from=version.governs_from,
        instead_of=version.instead_of,
    )
    return LookedAtDraft.of(look_at_draft(caller_of(request), agreement, new))


@router.get(
    "/agreements/{agreement}/proposals/{proposal}",
    response=ProposalInFull,
    operation_id="proposal",
)
@lets("agreement looked at")
def one_proposal(
    request: HttpRequest, agreement: str, proposal: Annotated[int, Path(ge=1, le=2_000_000_000)]
) -> ProposalInFull:
    """Return a proposed version: its texts, what it changes, signatures, comments by line."""
    return ProposalInFull.of(proposal_seen(caller_of(request), agreement, proposal))


@router.get("/agreements/{agreement}/calendar", response=Calendar, operation_id="calendar")
@lets("agreement looked at")
def days(
    request: HttpRequest, agreement: str, first_day: From = None, until: Until = None
) -> Calendar:
    """List the days that matter: notice, end, renewal, amendments, statements, time limits."""
    return Calendar.of(calendar(caller_of(request), agreement, first_day, until))


@router.get(
    "/agreements/{agreement}/calendar.ics",
    operation_id="calendar_file",
    response={200: bytes},
    openapi_extra={"responses": {200: {"content": {"text/calendar": {}}}}},
)
@lets("agreement looked at")
def days_as_file(
    request: HttpRequest, agreement: str, first_day: From = None, until: Until = None
) -> HttpResponse:
    """Return the same days as a file for calendars (iCalendar)."""
    found = calendar(caller_of(request), agreement, first_day, until)
    return HttpResponse(
        agenda_ics(found.seen.book, found.items, found.seen.at),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{agreement}.ics"'},
    )


@router.get("/agreements/{agreement}/renewal", response=Renewal, operation_id="renewal")
@lets("agreement looked at")
def renewal_pack(request: HttpRequest, agreement: str) -> Renewal:
    """Return what the agreement has come to, by the statements that were handed over."""
    return Renewal.of(renewal(caller_of(request), agreement))


@router.get(
    "/agreements/{agreement}/statements/{period}/editions/{edition}",
    operation_id="statement_in_full",
    response={200: bytes},
)
@lets("agreement looked at")
def one_edition(
    request: HttpRequest,
    agreement: str,
    period: str,
    edition: Annotated[int, Path(ge=1, le=2_000_000_000)],
) -> HttpResponse:
    """Return a statement with all its calculations, byte by byte as it was handed over."""
    found = statement_bytes(caller_of(request), agreement, period, edition)
    return HttpResponse(found, content_type="application/json")
