"""One's own organisation: its people, and what it asks of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from servanda.desk.organisations import (
    clear_second_factor,
    look_at_organisation,
    name_administrator,
    require_second_factor,
)
from servanda.web.answering import IDEMPOTENT, done
from servanda.web.callers import caller_of
from servanda.web.documents.people import (
    Administration,
    OrganisationDocument,
    PersonDocument,
    SecondFactor,
)
from servanda.web.routes import lets

__all__ = ["router"]

router = Router(tags=["people"])


@router.get("/organisation", response=OrganisationDocument, operation_id="organisation")
@lets("organisation looked at")
def own_organisation(request: HttpRequest) -> OrganisationDocument:
    """Return one's own organisation with its people, those who have left too."""
    return OrganisationDocument.of(look_at_organisation(caller_of(request)))


@router.put(
    "/organisation/second-factor",
    response=OrganisationDocument,
    operation_id="require_second_factor",
    openapi_extra=IDEMPOTENT,
)
@lets("second factor required")
def second_factor(request: HttpRequest, wish: SecondFactor) -> HttpResponse:
    """Require a second factor of one's own people who sign in with a password, or no longer."""
    return done(
        request,
        lambda caller: require_second_factor(caller, required=wish.required),
        OrganisationDocument.of,
        status=200,
    )


@router.put(
    "/people/{person}/administration",
    response=PersonDocument,
    operation_id="name_administrator",
    openapi_extra=IDEMPOTENT,
)
@lets("administrator named")
def administration(request: HttpRequest, person: str, wish: Administration) -> HttpResponse:
    """Let a colleague administer one's own organisation too, or no longer."""
    return done(
        request,
        lambda caller: name_administrator(caller, person, administers=wish.administers),
        PersonDocument.of,
        status=200,
    )


@router.delete(
    "/people/{person}/second-factor",
    response=PersonDocument,
    operation_id="clear_second_factor",
)
@lets("second factor cleared")
def no_second_factor(request: HttpRequest, person: str) -> HttpResponse:
    """Take the second factors and passkeys of a colleague away, who has lost them."""
    return done(
        request,
        lambda caller: clear_second_factor(caller, person),
        PersonDocument.of,
        status=200,
    )
