"""The people of an agreement: who holds which role, who is invited, who may do what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from servanda.desk.appointing import (
    Appointed,
    appoint,
    appointments,
    colleagues,
    end_appointment,
    hand_over_role,
)
from servanda.desk.callers import Caller
from servanda.desk.invitations import people_invited, withdraw_from_agreement
from servanda.desk.joining import invite_to_agreement, parties_to_invite
from servanda.desk.looking import agreement_seen
from servanda.desk.refusals import NotThere
from servanda.desk.rights import APPOINTABLE, Role
from servanda.kernel.time import Instant
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.web.languages.speaking import say
from servanda.web.pages.doing import NOTHING_REFUSED, Refused, doing
from servanda.web.pages.listing import Column, listed
from servanda.web.pages.seeing import page, reader_of, show_agreement

__all__ = ["PEOPLE", "invited_words", "people"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Show somebody with a role."""

    number: int
    name: str
    is_system: bool
    organisation: str
    role: str
    since: str
    until: str
    is_own: bool
    begun_at: Instant
    ended_at: Instant | None


_COLUMNS: tuple[Column[Holder], ...] = (
    Column(heading="Name", cell=lambda each: each.name),
    Column(heading="System", cell=lambda each: "yes" if each.is_system else "no"),
    Column(heading="Organisation", cell=lambda each: each.organisation),
    Column(heading="Role", cell=lambda each: each.role),
    Column(heading="Since ({zone})", cell=lambda each: each.begun_at),
    Column(heading="Until ({zone})", cell=lambda each: each.ended_at),
)


@page("agreement looked at")
def people(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Show who works on an agreement, and in which role."""
    return _shown(request, caller, agreement)


def _shown(
    request: HttpRequest, caller: Caller, agreement: str, *, refused: Refused = NOTHING_REFUSED
) -> HttpResponse:
    seat = agreement_seen(caller, agreement)
    reader = reader_of(request)
    holders = [_holder(each, caller, reader) for each in appointments(caller, agreement)]
    found = listed(request, holders, _COLUMNS, title="People", at=caller.at)
    if found.file is not None:
        return found.file
    values = {
        "listed": found,
        "holders": [each for each in found.rows if not each.until],
        "former": [each for each in found.rows if each.until],
        "roles": [each.value for each in APPOINTABLE],
        "refused": refused,
        "invite_role": _role(refused, "invite"),
        "appoint_role": _role(refused, "give_role"),
        "owns": seat.may("person appointed"),
    }
    if seat.may("person appointed"):
        values["colleagues"] = colleagues(caller)
        values["parties"] = parties_to_invite(caller, agreement)
        values["invitations"] = people_invited(caller, agreement)
    status = 422 if refused.form else 200
    return show_agreement(request, "people.html", seat, values, tab="people", status=status)


@doing("person invited", "people", _shown)
def invite(caller: Caller, typed: Mapping[str, str], agreement: str) -> str:
    """Invite somebody to the agreement."""
    sent = (typed.get("email", ""), typed.get("party", ""), typed.get("role", ""))
    invited = invite_to_agreement(caller, agreement, *sent)
    return invited_words(invited.email, invited.link)


@doing("person appointed", "people", _shown)
def give_role(caller: Caller, typed: Mapping[str, str], agreement: str) -> str:
    """Give a colleague a role."""
    made = appoint(caller, agreement, typed.get("person", ""), typed.get("role", ""))
    return say(
        "{person} is {role} now.", person=made.appointment.person.name, role=made.appointment.role
    )


@doing("appointment ended", "people", _shown)
def end_role(caller: Caller, _: Mapping[str, str], agreement: str, number: str) -> str:
    """End a role."""
    ended = end_appointment(caller, agreement, _number(number))
    return say(
        "{person} is {role} no longer.",
        person=ended.appointment.person.name,
        role=ended.appointment.role,
    )


@doing("role handed over", "people", _shown)
def hand_over(caller: Caller, typed: Mapping[str, str], agreement: str, number: str) -> str:
    """Hand a role over to a colleague."""
    made = hand_over_role(caller, agreement, _number(number), typed.get("person", ""))
    return say(
        "{person} is {role} now.", person=made.appointment.person.name, role=made.appointment.role
    )


@doing("person invited", "people", _shown)
def withdraw(caller: Caller, _: Mapping[str, str], agreement: str, invitation: str) -> str:
    """Withdraw an invitation."""
    found = withdraw_from_agreement(caller, agreement, invitation)
    return say("The invitation for {email} opens nothing any more.", email=found.email)


def invited_words(email: str, link: str) -> str:
    """Say that somebody was invited, and how they get in."""
    if link:
        return say(
            "{email} is invited. Please pass this link on to them alone: {link}",
            email=email,
            link=link,
        )
    return say("{email} is invited, and gets the link by mail.", email=email)


def _holder(found: Appointed, caller: Caller, reader: Reader) -> Holder:
    held = found.appointment
    begun = Instant.from_datetime(held.begun_at)
    ended = Instant.from_datetime(held.ended_at) if held.ended_at else None
    return Holder(
        number=found.number,
        name=one_line(held.person.name),
        is_system=held.person.is_system,
        organisation=one_line(held.person.organisation.name),
        role=held.role,
        since=reader.day(reader.local(begun).date()),
        until=reader.day(reader.local(ended).date()) if ended else "",
        is_own=held.person.organisation_id == caller.person.organisation_id,
        begun_at=begun,
        ended_at=ended,
    )


def _role(refused: Refused, form: str) -> str:
    """Return the role that a form names; the one that may least to begin with."""
    typed = refused.sent.get("role", "") if refused.form == form else ""
    return typed or Role.VIEWER.value


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise NotThere
    return int(text)


PEOPLE = {
    "invite": invite,
    "appoint": give_role,
    "<str:number>/end": end_role,
    "<str:number>/hand-over": hand_over,
    "invitations/<str:invitation>/withdraw": withdraw,
}
"""What is done on the page, by where it stands below it."""
