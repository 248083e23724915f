"""Sessions in which the support of a service is designed, for programs."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from servanda.desk.operating_model.sessions.answering import say_in_session
from servanda.desk.operating_model.sessions.beginning import begin_session
from servanda.desk.operating_model.sessions.ending import (
    close_session,
    end_session,
    look_at_draft_of,
)
from servanda.desk.operating_model.sessions.seeing import news, see_session, sessions_of
from servanda.reports.reader import Reader
from servanda.web.answering import IDEMPOTENT, done
from servanda.web.callers import caller_of
from servanda.web.documents.sessions import (
    AnsweredDocument,
    DraftOfSession,
    EndOfSession,
    NewAnswers,
    NewsDocument,
    NewSession,
    SessionDocument,
    SessionsDocument,
    SessionSeenDocument,
)
from servanda.web.files import file_response
from servanda.web.pages.sessions.packing import pack_pdf
from servanda.web.routes import lets

__all__ = ["router"]

router = Router(tags=["support model design sessions"])

_ALL = "/operating-models/{model}/sessions"
_ONE = f"{_ALL}/{{session}}"
After = Annotated[
    int, Query(ge=0, le=2_000_000_000, description="Number of the last answer that is known.")
]


@router.get(_ALL, response=SessionsDocument, operation_id="design_sessions")
@lets("session looked at")
def all_sessions(request: HttpRequest, model: str) -> SessionsDocument:
    """List the sessions of an operating model, those that go on first."""
    found = sessions_of(caller_of(request), model)
    return SessionsDocument(sessions=[SessionDocument.of(each) for each in found])


@router.post(
    _ALL,
    response={201: SessionDocument},
    operation_id="begin_session",
    openapi_extra=IDEMPOTENT,
)
@lets("session begun")
def new_session(request: HttpRequest, model: str, session: NewSession) -> HttpResponse:
    """Begin a session about a service, or go on with the one that is open (200)."""
    return done(
        request,
        lambda caller: begin_session(caller, model, service=session.service, title=session.title),
        SessionDocument.begun,
        status=lambda begun: 201 if begun.is_new else 200,
    )


@router.get(_ONE, response=SessionSeenDocument, operation_id="design_session")
@lets("session looked at")
def one_session(request: HttpRequest, model: str, session: str) -> SessionSeenDocument:
    """Return a session: what was said, what that comes to, and what is outstanding."""
    return SessionSeenDocument.seen(see_session(caller_of(request), model, session))


@router.get(f"{_ONE}/answers", response=NewsDocument, operation_id="session_news")
@lets("session looked at")
def session_news(request: HttpRequest, model: str, session: str, after: After = 0) -> NewsDocument:
    """Return what was said after an answer, and who is there."""
    return NewsDocument.of(news(caller_of(request), model, session, after=after))


@router.post(
    f"{_ONE}/answers",
    response={201: AnsweredDocument},
    operation_id="say_in_session",
    openapi_extra=IDEMPOTENT,
)
@lets("session answered")
def new_answers(
    request: HttpRequest, model: str, session: str, answers: NewAnswers
) -> HttpResponse:
    """Say something in a session; the last word at a place stands, earlier ones are kept."""
    given = [each.given() for each in answers.answers]
    return done(
        request,
        lambda caller: say_in_session(caller, model, session, given),
        AnsweredDocument.of,
    )


@router.get(f"{_ONE}/draft", response=DraftOfSession, operation_id="draft_of_session")
@lets("session looked at")
def draft(request: HttpRequest, model: str, session: str) -> DraftOfSession:
    """Return what a session would put into the operating model; nothing is entered."""
    return DraftOfSession.of(look_at_draft_of(caller_of(request), model, session))


@router.get(f"{_ONE}/pack", operation_id="session_pack", response={200: bytes})
@lets("session looked at")
def pack(request: HttpRequest, model: str, session: str) -> HttpResponse:
    """Return the facilitator's pack as PDF."""
    subject = see_session(caller_of(request), model, session).design.subject
    content = pack_pdf(subject, Reader())
    return file_response(content, "application/pdf", f"session-pack-{subject.name}.pdf")


@router.post(
    f"{_ONE}/end",
    response={201: SessionDocument},
    operation_id="end_session",
    openapi_extra=IDEMPOTENT,
)
@lets("session ended")
def end(request: HttpRequest, model: str, session: str, how: EndOfSession) -> HttpResponse:
    """End a session: its design is put into the operating model, or left where it is."""
    if how.takes:
        return done(
            request,
            lambda caller: end_session(caller, model, session, last=how.last),
            SessionDocument.of,
        )
    return done(request, lambda caller: close_session(caller, model, session), SessionDocument.of)
