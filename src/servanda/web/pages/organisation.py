"""One's own organisation: its people and systems, who is invited, and what it asks of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from servanda.desk.appointing import person_left
from servanda.desk.callers import Caller
from servanda.desk.invitations import colleagues_invited, withdraw_from_organisation
from servanda.desk.joining import invite_colleague
from servanda.desk.organisations import (
    clear_second_factor,
    look_at_organisation,
    name_administrator,
    require_second_factor,
)
from servanda.desk.systems import make_system, systems
from servanda.record.models import Person
from servanda.reports.clean import one_line
from servanda.web.languages.speaking import say
from servanda.web.pages.doing import NOTHING_REFUSED, Refused, doing
from servanda.web.pages.listing import Column, listed
from servanda.web.pages.people import invited_words
from servanda.web.pages.seeing import page, show

__all__ = ["ORGANISATION", "organisation"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """Somebody, or some system, of the organisation, as a list shows them."""

    name: str
    email: str
    kind: str
    purpose: str
    person: Person


_COLUMNS: tuple[Column[Colleague], ...] = (
    Column(heading="Name", cell=lambda each: each.name),
    Column(heading="Mail address", cell=lambda each: each.email),
    Column(heading="Kind", cell=lambda each: each.kind),
    Column(heading="Administers", cell=lambda each: "yes" if each.person.administers else "no"),
    Column(heading="Here since ({zone})", cell=lambda each: each.person.joined_at),
    Column(heading="Left ({zone})", cell=lambda each: each.person.left_at),
)


@page("organisation looked at")
def organisation(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Show one's own organisation."""
    return _shown(request, caller)


def _shown(
    request: HttpRequest, caller: Caller, *, refused: Refused = NOTHING_REFUSED
) -> HttpResponse:
    seen = look_at_organisation(caller)
    everybody = [
        Colleague(
            name=one_line(each.name),
            email=each.mail_address,
            kind="a system" if each.is_system else "a person",
            purpose=one_line(each.purpose),
            person=each,
        )
        for each in seen.people
    ]
    shown = listed(request, everybody, _COLUMNS, title="Organisation", at=caller.at)
    if shown.file is not None:
        return shown.file
    found = {each.person.pk for each in shown.rows}
    people = [each for each in seen.people if not each.is_system and each.pk in found]
    values = {
        "listed": shown,
        "heirs": [each for each in seen.people if not each.is_system and each.is_active],
        "organisation": seen.organisation,
        "people": [each for each in people if each.is_active],
        "former": [each for each in people if not each.is_active],
        "systems": [each for each in systems(caller) if each.system.pk in found],
        "invitations": colleagues_invited(caller),
        "oneself": caller.person,
        "refused": refused,
    }
    return show(request, "organisation.html", values, status=422 if refused.form else 200)


@doing("colleague invited", "organisation", _shown)
def invite(caller: Caller, typed: Mapping[str, str]) -> str:
    """Invite a colleague."""
    invited = invite_colleague(
        caller, typed.get("email", ""), administers=bool(typed.get("administers"))
    )
    return invited_words(invited.email, invited.link)


@doing("colleague invited", "organisation", _shown)
def withdraw(caller: Caller, _: Mapping[str, str], invitation: str) -> str:
    """Withdraw an invitation."""
    found = withdraw_from_organisation(caller, invitation)
    return say("The invitation for {email} opens nothing any more.", email=found.email)


@doing("system made", "organisation", _shown)
def new_system(caller: Caller, typed: Mapping[str, str]) -> str:
    """Let a program work for the organisation."""
    made = make_system(caller, typed.get("name", "")[:200], typed.get("purpose", "")[:200])
    return say(
        "{system} is here. Give it a token, and roles in agreements.", system=made.system.name
    )


@doing("second factor required", "organisation", _shown)
def second_factor(caller: Caller, typed: Mapping[str, str]) -> str:
    """Require a second factor, or no longer."""
    required = typed.get("required") == "yes"
    require_second_factor(caller, required=required)
    return (
        say("A second factor is required now.")
        if required
        else say("No second factor is required now.")
    )


@doing("colleague left", "organisation", _shown)
def left(caller: Caller, typed: Mapping[str, str], person: str) -> str:
    """Say that a colleague has left."""
    found = person_left(caller, person, successor=typed.get("successor", ""))
    return say("{what} has left and signs in no more; what they said stays.", what=found.name)


@doing("administrator named", "organisation", _shown)
def administration(caller: Caller, typed: Mapping[str, str], person: str) -> str:
    """Let a colleague administer the organisation too, or no longer."""
    administers = typed.get("administers") == "yes"
    found = name_administrator(caller, person, administers=administers)
    return (
        say("{name} administers it too.", name=found.name)
        if administers
        else say("{name} administers it no longer.", name=found.name)
    )


@doing("second factor cleared", "organisation", _shown)
def clear_factor(caller: Caller, _: Mapping[str, str], person: str) -> str:
    """Take a colleague's second factors away, who has lost them."""
    found = clear_second_factor(caller, person)
    return say(
        "{what} signs in with their password alone until they add another one.", what=found.name
    )


ORGANISATION = {
    "invite": invite,
    "invitations/<str:invitation>/withdraw": withdraw,
    "systems": new_system,
    "second-factor": second_factor,
    "people/<str:person>/left": left,
    "people/<str:person>/administration": administration,
    "people/<str:person>/second-factor": clear_factor,
}
"""What is done on the page, by where it stands below it."""
