"""Oneself: account and tokens; and whether the book is well."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from servanda.desk.account import look_at_account, tokens
from servanda.desk.letter_wishes import LetterWishes, wish_letters
from servanda.desk.looking import rights
from servanda.desk.reading import choose_reading
from servanda.desk.tokens import make_token, revoke_token
from servanda.web.answering import IDEMPOTENT, done
from servanda.web.callers import caller_of
from servanda.web.documents.account import (
    AccountDocument,
    MadeTokenDocument,
    NewReading,
    NewReminderWish,
    NewToken,
    TokenDocument,
    Tokens,
)
from servanda.web.documents.common import Problem
from servanda.web.documents.people import Rights
from servanda.web.routes import lets

__all__ = ["router"]

router = Router(tags=["account"])


@router.get("/me", response=AccountDocument, operation_id="me")
@lets("own account looked at")
def me(request: HttpRequest) -> AccountDocument:
    """Say who asks, and for what the request may be used."""
    return AccountDocument.of_caller(look_at_account(caller_of(request)))


@router.get("/rights", response=Rights, operation_id="rights")
@lets("rights looked up")
def all_rights(request: HttpRequest) -> Rights:
    """Return the table of rights: what there is to do, and by which role."""
    return Rights.of(rights(caller_of(request)))


@router.get("/tokens", response=Tokens, operation_id="tokens")
@lets("own account looked at")
def own_tokens(request: HttpRequest) -> Tokens:
    """List one's own tokens, without their secrets."""
    return Tokens(tokens=[TokenDocument.of(each) for each in tokens(caller_of(request))])


@router.post(
    "/tokens",
    response={201: MadeTokenDocument, 422: Problem},
    operation_id="make_token",
    openapi_extra=IDEMPOTENT,
)
@lets("token made")
def new_token(request: HttpRequest, token: NewToken) -> HttpResponse:
    """Make a token; its secret is shown once."""
    return done(
        request,
        lambda caller: make_token(caller, token.name, token.scopes, days=token.days),
        MadeTokenDocument.made,
    )


@router.delete("/tokens/{token}", response=TokenDocument, operation_id="revoke_token")
@lets("token revoked")
def no_token(request: HttpRequest, token: str) -> HttpResponse:
    """Make a token useless from now on."""
    return done(request, lambda caller: revoke_token(caller, token), TokenDocument.of, status=200)


@router.put("/me/reminders", response=AccountDocument, operation_id="wish_reminders")
@lets("reminders chosen")
def reminders(request: HttpRequest, wish: NewReminderWish) -> HttpResponse:
    """Say how often one wants to be written to, of what, and when; what is left out stays."""
    wishes = LetterWishes(how_often=wish.reminders, without=wish.without, hour=wish.hour)
    return done(
        request,
        lambda caller: wish_letters(caller, wishes),
        lambda _: AccountDocument.of_caller(caller_of(request)),
        status=200,
    )


@router.put("/me/reading", response=AccountDocument, operation_id="choose_reading")
@lets("reading chosen")
def reading(request: HttpRequest, chosen: NewReading) -> HttpResponse:
    """Say in which language one reads the pages, how figures are spelt, and by whose clock."""
    return done(
        request,
        lambda caller: choose_reading(
            caller, language=chosen.language, locale=chosen.locale, zone=chosen.zone
        ),
        lambda _: AccountDocument.of_caller(caller_of(request)),
        status=200,
    )
