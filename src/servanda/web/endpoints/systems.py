"""Systems: made, given tokens; their roles and their end are as people's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from servanda.desk.systems import make_system, make_system_token, revoke_system_token, systems
from servanda.web.answering import IDEMPOTENT, done
from servanda.web.callers import caller_of
from servanda.web.documents.account import MadeTokenDocument, NewToken, TokenDocument
from servanda.web.documents.common import Problem
from servanda.web.documents.systems import NewSystem, SystemDocument, Systems
from servanda.web.routes import lets

__all__ = ["router"]

router = Router(tags=["people"])


@router.get("/systems", response=Systems, operation_id="systems")
@lets("organisation looked at")
def own_systems(request: HttpRequest) -> Systems:
    """List the systems of one's own organisation with their tokens."""
    return Systems(systems=[SystemDocument.of(each) for each in systems(caller_of(request))])


@router.post(
    "/systems",
    response={201: SystemDocument, 422: Problem},
    operation_id="make_system",
    openapi_extra=IDEMPOTENT,
)
@lets("system made")
def new_system(request: HttpRequest, system: NewSystem) -> HttpResponse:
    """Let a program work for one's own organisation in its own name; it is ended as people leave.

    It holds roles as people do: appoint it by its key.
    """
    return done(
        request,
        lambda caller: make_system(caller, system.name, system.purpose),
        SystemDocument.of,
    )


@router.post(
    "/systems/{system}/tokens",
    response={201: MadeTokenDocument, 422: Problem},
    operation_id="make_system_token",
    openapi_extra=IDEMPOTENT,
)
@lets("token of a system made")
def new_system_token(request: HttpRequest, system: str, token: NewToken) -> HttpResponse:
    """Make a token for a system; its secret is shown once."""
    return done(
        request,
        lambda caller: make_system_token(caller, system, token.name, token.scopes, days=token.days),
        MadeTokenDocument.made,
    )


@router.delete(
    "/systems/{system}/tokens/{token}",
    response=TokenDocument,
    operation_id="revoke_system_token",
)
@lets("token of a system revoked")
def no_system_token(request: HttpRequest, system: str, token: str) -> HttpResponse:
    """Make a token of a system useless from now on."""
    return done(
        request,
        lambda caller: revoke_system_token(caller, system, token),
        TokenDocument.of,
        status=200,
    )
