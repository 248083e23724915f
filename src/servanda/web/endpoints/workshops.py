"""Workshops on a metric, for programs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from servanda.desk import drafts, drafts_kept
from servanda.desk.seeing import see
from servanda.desk.workshops import (
    ANSWERS,
    ENDS,
    begin_workshop,
    close_workshop,
    draft_workshop,
    say_in_workshop,
    see_workshop,
    workshops_of,
)
from servanda.web.answering import IDEMPOTENT, done
from servanda.web.callers import caller_of
from servanda.web.documents.drafts import OwnDraft
from servanda.web.documents.sessions import AnsweredDocument, NewAnswers
from servanda.web.documents.workshops import (
    DraftOfWorkshop,
    NewWorkshop,
    WorkshopDocument,
    WorkshopsDocument,
    WorkshopSeenDocument,
)
from servanda.web.routes import lets

__all__ = ["router"]

router = Router(tags=["workshops on a metric"])

_ALL = "/agreements/{agreement}/workshops"
_ONE = f"{_ALL}/{{workshop}}"


@router.get(_ALL, response=WorkshopsDocument, operation_id="workshops")
@lets("agreement looked at")
def all_workshops(request: HttpRequest, agreement: str) -> WorkshopsDocument:
    """List the workshops of an agreement: those that go on first, then the latest."""
    found = workshops_of(see(caller_of(request), agreement))
    return WorkshopsDocument(workshops=[WorkshopDocument.of(each) for each in found])


@router.post(
    _ALL,
    response={201: WorkshopDocument},
    operation_id="begin_workshop",
    openapi_extra=IDEMPOTENT,
)
@lets(ANSWERS)
def new_workshop(request: HttpRequest, agreement: str, workshop: NewWorkshop) -> HttpResponse:
    """Begin a workshop on an outcome, or go on with the one that is open."""
    return done(
        request,
        lambda caller: begin_workshop(caller, agreement, workshop.title),
        WorkshopDocument.of,
    )


@router.get(_ONE, response=WorkshopSeenDocument, operation_id="workshop")
@lets("agreement looked at")
def one_workshop(request: HttpRequest, agreement: str, workshop: str) -> WorkshopSeenDocument:
    """Return a workshop: what was said, and what is still open."""
    return WorkshopSeenDocument.seen(see_workshop(caller_of(request), agreement, workshop))


@router.post(
    f"{_ONE}/answers",
    response={201: AnsweredDocument},
    operation_id="say_in_workshop",
    openapi_extra=IDEMPOTENT,
)
@lets(ANSWERS)
def new_answers(
    request: HttpRequest, agreement: str, workshop: str, answers: NewAnswers
) -> HttpResponse:
    """Say something in a workshop; the last word at a place stands, earlier ones are kept."""
    given = [each.given() for each in answers.answers]
    return done(
        request,
        lambda caller: say_in_workshop(caller, agreement, workshop, given),
        AnsweredDocument.of,
    )


@router.post(f"{_ONE}/draft", response=OwnDraft, operation_id="draft_workshop")
@lets(drafts_kept.DOES)
def draft(request: HttpRequest, agreement: str, workshop: str, how: DraftOfWorkshop) -> OwnDraft:
    """Begin one's draft of the text with what a workshop came to, which ends the workshop."""
    caller = caller_of(request)
    draft_workshop(caller, agreement, workshop, last=how.last)
    return OwnDraft.of(drafts.draft_written(caller, agreement))


@router.post(
    f"{_ONE}/end",
    response={201: WorkshopDocument},
    operation_id="end_workshop",
    openapi_extra=IDEMPOTENT,
)
@lets(ENDS)
def end(request: HttpRequest, agreement: str, workshop: str) -> HttpResponse:
    """End a workshop without a draft; what was said in it stays readable."""
    return done(
        request,
        lambda caller: close_workshop(caller, agreement, workshop),
        WorkshopDocument.of,
    )
