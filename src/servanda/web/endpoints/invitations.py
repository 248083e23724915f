"""Who is invited: into one's own organisation, and to agreements."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from servanda.desk.invitations import (
    colleagues_invited,
    people_invited,
    withdraw_from_agreement,
    withdraw_from_organisation,
)
from servanda.desk.joining import invite_colleague, invite_to_agreement
from servanda.web.answering import IDEMPOTENT, done
from servanda.web.callers import caller_of
from servanda.web.documents.people import (
    InvitationDocument,
    NewColleague,
    NewInvitation,
    OpenInvitation,
    OpenInvitations,
)
from servanda.web.routes import lets

__all__ = ["router"]

router = Router(tags=["people"])


@router.get("/invitations", response=OpenInvitations, operation_id="colleagues_invited")
@lets("organisation looked at")
def open_ones(request: HttpRequest) -> OpenInvitations:
    """List who is invited into one's own organisation and has not come yet."""
    return OpenInvitations.of(colleagues_invited(caller_of(request)))


@router.post(
    "/invitations",
    response={201: InvitationDocument},
    operation_id="invite_colleague",
    openapi_extra=IDEMPOTENT,
)
@lets("colleague invited")
def new_colleague(request: HttpRequest, colleague: NewColleague) -> HttpResponse:
    """Invite somebody into one's own organisation."""
    return done(
        request,
        lambda caller: invite_colleague(caller, colleague.email, administers=colleague.administers),
        InvitationDocument.of,
    )


@router.delete(
    "/invitations/{invitation}", response=OpenInvitation, operation_id="withdraw_from_organisation"
)
@lets("colleague invited")
def no_colleague(request: HttpRequest, invitation: str) -> HttpResponse:
    """Withdraw an invitation into one's own organisation; its link opens nothing from now on."""
    return done(
        request,
        lambda caller: withdraw_from_organisation(caller, invitation),
        OpenInvitation.of,
        status=200,
    )


@router.get(
    "/agreements/{agreement}/invitations", response=OpenInvitations, operation_id="people_invited"
)
@lets("person invited")
def open_here(request: HttpRequest, agreement: str) -> OpenInvitations:
    """List whom one's own party invited to an agreement and who has not come yet."""
    return OpenInvitations.of(people_invited(caller_of(request), agreement))


@router.post(
    "/agreements/{agreement}/invitations",
    response={201: InvitationDocument},
    operation_id="invite",
    openapi_extra=IDEMPOTENT,
)
@lets("person invited")
def new_invitation(request: HttpRequest, agreement: str, invitation: NewInvitation) -> HttpResponse:
    """Invite a colleague, the other party or a guest to work on an agreement."""
    return done(
        request,
        lambda caller: invite_to_agreement(
            caller, agreement, invitation.email, invitation.party, invitation.role
        ),
        InvitationDocument.of,
    )


@router.delete(
    "/agreements/{agreement}/invitations/{invitation}",
    response=OpenInvitation,
    operation_id="withdraw_from_agreement",
)
@lets("person invited")
def no_invitation(request: HttpRequest, agreement: str, invitation: str) -> HttpResponse:
    """Withdraw an invitation to an agreement; its link opens nothing from now on."""
    return done(
        request,
        lambda caller: withdraw_from_agreement(caller, agreement, invitation),
        OpenInvitation.of,
        status=200,
    )
