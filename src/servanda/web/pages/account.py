"""One's own account: letters, a calendar, tokens, and the table of rights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from django.contrib import messages
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from servanda.desk.account import look_at_account, tokens
from servanda.desk.callers import Caller
from servanda.desk.letter_sorts import LETTER_SORTS, LetterSort
from servanda.desk.letter_wishes import LetterWishes, NoHour, wish_letters
from servanda.desk.looking import rights
from servanda.desk.reading import choose_reading as keep_reading
from servanda.desk.rights import (
    APPOINTABLE,
    FOR_PROGRAMS,
    ON_A_MODEL,
    Concern,
    Role,
    Rule,
    Scope,
)
from servanda.desk.sessions import end_other_sessions, own_sessions
from servanda.desk.tokens import make_token, revoke_token
from servanda.kernel.time import Instant
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import ReminderWish
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.words import LANGUAGES
from servanda.web.hardening import SEEN_AT, SIGNED_IN_AT
from servanda.web.kept import refuse_unkept
from servanda.web.languages.speaking import said_later, say, say_count
from servanda.web.own_calendar import calendar_addresses
from servanda.web.pages.doing import NOTHING_REFUSED, Refused, doing
from servanda.web.pages.filters import filters_shown
from servanda.web.pages.seeing import page, reader_of, show
from servanda.web.pages.tokens import SCOPES_SAID, days_typed, token_shown

__all__ = [
    "account",
    "choose_reading",
    "choose_reminders",
    "new_calendar",
    "new_token",
    "no_token",
    "rights_table",
    "sign_out_elsewhere",
]

_WISHES = {
    ReminderWish.AT_ONCE: said_later("at once"),
    ReminderWish.DAILY: said_later("in one letter a day"),
    ReminderWish.WEEKLY: said_later("in one letter a week, on Monday"),
    ReminderWish.NEVER: said_later(
        "only where a right of your party hangs on it, in one letter a day"
    ),
}

_SPELT = (
    *("en-GB", "en-IE", "en-US", "nl-NL", "nl-BE", "de-DE", "de-AT", "de-CH", "fr-FR", "fr-BE"),
    *("fr-CH", "lb-LU", "da-DK", "nb-NO", "sv-SE", "fi-FI", "es-ES", "it-IT", "pt-PT", "pl-PL"),
)
"""What is offered; the API takes every locale that writes the digits 0 to 9."""

_SHOWN_DAY, _SHOWN_AMOUNT = date(2026, 3, 31), Fraction("1234.5")


def _spelling(locale: str) -> str:
    reader = Reader(locale=locale)
    return f"{locale}: {reader.day(_SHOWN_DAY)}, {reader.number(_SHOWN_AMOUNT, least_digits=2)}"


_CALENDAR = "Calendar"
_CALENDAR_DAYS = 3653


@page("own account looked at")
def account(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Show one's own account."""
    return _shown(request, caller)


def _shown(
    request: HttpRequest,
    caller: Caller,
    *,
    refused: Refused = NOTHING_REFUSED,
    secret: str = "",
    calendar: str = "",
) -> HttpResponse:
    look_at_account(caller)
    reader = reader_of(request)
    shown = [
        token_shown(each, caller, reader, reverse("no_token", kwargs={"token": each.key}))
        for each in tokens(caller)
    ]
    values = {
        "person": caller.person,
        "languages": LANGUAGES.items(),
        "spellings": [(each, _spelling(each)) for each in _SPELT],
        "letters": _letters_shown(caller, refused),
        "filters": filters_shown(request),
        "tokens": [each for each in shown if each.scopes != Scope.CALENDAR.value],
        "calendars": [each for each in shown if each.holds and each.scopes == Scope.CALENDAR.value],
        "calendar": calendar_addresses(calendar) if calendar else (),
        "sessions": [
            _session_shown(each, reader, request.session.session_key)
            for each in own_sessions(caller)
        ],
        "make": reverse("new_token"),
        "scopes": [(each.value, say(SCOPES_SAID[each])) for each in FOR_PROGRAMS],
        "chosen": request.POST.getlist("scopes") if refused.form else [Scope.READ.value],
        "secret": secret,
        "refused": refused,
    }
    return show(request, "account.html", values, status=422 if refused.form else 200)


@doing("reminders chosen", "account", _shown)
def choose_reminders(caller: Caller, typed: Mapping[str, str]) -> str:
    """Say how often one is written to, of what, and when."""
    hour = typed.get("hour", "")
    if not hour.isascii() or not hour.isdigit():
        raise NoHour
    wishes = LetterWishes(
        how_often=typed.get("reminders", ""),
        without=[each.name for each in LETTER_SORTS if _is_off(each, typed)],
        hour=int(hour[:3]),
    )
    found = wish_letters(caller, wishes)
    return say(
        "You are written to {how_often}.", how_often=say(_WISHES[ReminderWish(found.reminders)])
    )


@doing("reading chosen", "account", _shown)
def choose_reading(caller: Caller, typed: Mapping[str, str]) -> str:
    """Say in which language one reads, how figures are spelt, and by whose clock."""
    language, locale, zone = (typed.get(name, "") for name in ("language", "locale", "zone"))
    keep_reading(caller, language=language, locale=locale, zone=zone)
    return say("From now on you read the book so.")


def _is_off(sort: LetterSort, typed: Mapping[str, str]) -> bool:
    return not sort.needed and f"about {sort.name}" not in typed


def _letters_shown(caller: Caller, refused: Refused) -> Mapping[str, object]:
    """Return how one is written to, or what was typed of it and refused."""
    person = caller.person
    sent = refused.sent if refused.form == choose_reminders.__name__ else None
    off = person.letters_off
    return {
        "wishes": [(each.value, say(words)) for each, words in _WISHES.items()],
        "wish": sent.get("reminders", "") if sent else person.reminders,
        "about": [
            (
                f"about {each.name}",
                say(each.about),
                not _is_off(each, sent) if sent else each.name not in off,
            )
            for each in LETTER_SORTS
            if not each.needed
        ],
        "needed": [each for each in LETTER_SORTS if each.needed],
        "hours": [(str(hour), f"{hour:02}:00") for hour in range(24)],
        "hour": sent.get("hour", "") if sent else str(person.letters_hour),
        "zone": person.zone or "UTC",
    }


def _session_shown(session: Session, reader: Reader, this: str | None) -> tuple[str, str, bool]:
    """Return since when a session has been there, when it was used last, and whether it is this."""
    held = session.get_decoded()
    begun, seen = (held.get(each) for each in (SIGNED_IN_AT, SEEN_AT))
    return (
        reader.instant(Instant(begun)) if begun else "",
        reader.instant(Instant(seen)) if seen else "",
        session.session_key == this,
    )


@page("sessions ended")
def sign_out_elsewhere(request: HttpRequest, caller: Caller) -> HttpResponse:
    """End every session of one's own but this, after one has proved anew who one is."""
    if request.method == "POST":
        raise_if_reauthentication_required(request, app="allauth.account")
        count = end_other_sessions(caller, request.session.session_key or "")
        ended = say_count(
            "{count} other session ended", "{count} other sessions ended", count, count=count
        )
        if not count:
            ended = say("nowhere else")
        messages.success(request, say("You are signed in here alone: {ended}.", ended=ended))
    return redirect("account")


@page("token made", at_fields=True)
def new_token(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Make a token, and show its secret this once."""
    if request.method != "POST":
        return redirect("account")
    sent = request.POST
    try:
        refuse_unkept(sent)
        made = make_token(
            caller, sent.get("name", "")[:200], sent.getlist("scopes"), days=days_typed(sent)
        )
    except MisusedCommand as refusal:
        return _shown(request, caller, refused=Refused.of("new_token", refusal, sent.dict()))
    return _shown(request, caller, secret=made.secret)


@page("token made", at_fields=True)
def new_calendar(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Make an address that a calendar follows, and show it this once."""
    if request.method != "POST":
        return redirect("account")
    sent = request.POST
    name = sent.get("name", "").strip()[:200] or _CALENDAR
    try:
        refuse_unkept(sent)
        made = make_token(caller, name, [Scope.CALENDAR.value], days=_CALENDAR_DAYS)
    except MisusedCommand as refusal:
        return _shown(request, caller, refused=Refused.of("new_calendar", refusal, sent.dict()))
    return _shown(request, caller, calendar=made.secret)


@doing("token revoked", "account", _shown)
def no_token(caller: Caller, _: Mapping[str, str], token: str) -> str:
    """Make a token useless."""
    return say("'{name}' opens nothing any more.", name=one_line(revoke_token(caller, token).name))


@page("rights looked up")
def rights_table(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Show what each role may do."""
    rules = rights(caller)
    values = {
        "tables": [
            _table(rules, say("On an agreement"), Concern.AGREEMENT, APPOINTABLE),
            _table(rules, say("On an operating model"), Concern.OPERATING_MODEL, ON_A_MODEL),
        ],
        "administrators": list(_of(rules, Concern.ORGANISATION)),
        "everybody": list(_of(rules, Concern.ONESELF)),
    }
    return show(request, "rights.html", values)


def _table(
    rules: Sequence[Rule], title: str, concern: Concern, roles: Sequence[Role]
) -> Mapping[str, object]:
    of = [each for each in rules if each.concern is concern]
    groups = [
        (
            say(SCOPES_SAID[scope]),
            [
                (_words(each), [role in each.roles for role in roles])
                for each in of
                if each.scope is scope
            ],
        )
        for scope in Scope
    ]
    return {
        "title": title,
        "roles": [role.value for role in roles],
        "groups": [(said, rows) for said, rows in groups if rows],
    }


def _of(rules: Sequence[Rule], concern: Concern) -> Iterator[str]:
    return (_words(each) for each in rules if each.concern is concern)


def _words(rule: Rule) -> str:
    return rule.does[0].upper() + rule.does[1:]
