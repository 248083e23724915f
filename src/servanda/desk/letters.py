"""Letters that the book writes, in plain text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from servanda.record.models import Invitation, Person
from servanda.reports.clean import one_line

__all__ = ["Letter", "factor_cleared_letter", "invitation_letter", "reminder_letter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Say what is written to whom.

    Args:
        to: The mail address.
        subject: What it is about, on one line.
        text: The letter.
    """

    to: str
    subject: str
    text: str


def invitation_letter(invitation: Invitation, link: str) -> Letter:
    """Return the letter with which somebody is invited.

    Args:
        invitation: The invitation.
        link: Where it is taken.
    """
    host = invitation.invited_by
    who = f"{host.name}, {host.organisation.name}," if host else "Somebody"
    what = (
        f"the agreement '{invitation.agreement.title}' as {_part(invitation)}"
        if invitation.agreement
        else "the shared book of your agreements"
    )
    text = (
        f"{one_line(f'{who} invites you to {what}.')}\n\n"
        f"Come in here:\n{link}\n\n"
        f"The invitation is for you alone, and can be taken until"
        f" {invitation.expires_at:%Y-%m-%d %H:%M} UTC. If you expected none, please ignore it.\n"
    )
    subject = f"{host.name if host else 'Somebody'} invites you to Servanda"
    return Letter(to=invitation.email, subject=one_line(subject), text=text)


def factor_cleared_letter(person: Person, by: str, address: str) -> Letter:
    """Return the letter that says that somebody's second factors were taken away.

    Args:
        person: Whose they were.
        by: Who took them away, by name.
        address: Where the book is reached.
    """
    text = (
        f"Dear {person.name},\n\n"
        f"{one_line(by)} has taken your second factors and passkeys away, as somebody does"
        " for a colleague who has lost them. You sign in with your password alone until you add"
        f" another:\n{address}/sign-in/2fa/\n\n"
        "If you did not ask for this, please tell them, and change your password.\n"
    )
    return Letter(to=person.mail_address, subject="Your second factor was taken away", text=text)


def reminder_letter(person: Person, told: Sequence[Mapping[str, str]], address: str) -> Letter:
    """Return the letter that says what waits for somebody's party.

    Args:
        person: Whom it is for.
        told: What waits: ``title`` and ``agreement`` of the agreement, ``what``, ``due`` and
            ``silence`` in words, and ``sort``.
        address: Where the book is reached.
    """
    urgent = sorted({each["sort"] for each in told})
    one = told[0]
    subject = (
        f"{one['title']}: {one['what']}"
        if len(told) == 1
        else f"{len(told)} things wait for your answer"
    )
    if "overdue" in urgent:
        subject = f"Overdue: {subject}"
    lines = [f"Dear {person.name},", "", "this waits for your party's answer:", ""]
    for agreement in dict.fromkeys(each["agreement"] for each in told):
        here = [each for each in told if each["agreement"] == agreement]
        lines += [one_line(here[0]["title"]), *map(_waits, here)]
        lines += [f"  {address}/agreements/{agreement}", ""]
    lines.append(f"How often you are written to is your choice: {address}/account")
    return Letter(
        to=person.mail_address, subject=one_line(subject)[:200], text="\n".join(lines) + "\n"
    )


def _waits(each: Mapping[str, str]) -> str:
    until = f", until {each['due']}" if each["due"] else ", without a time limit"
    if each["sort"] == "overdue":
        until = f", its time ran out {each['due']}"
    silence = f"; silence means {each['silence']}" if each["silence"] else ""
    return one_line(f"- {each['what']}{until}{silence}")


def _part(invitation: Invitation) -> str:
    return f"{invitation.role} of the {invitation.party}" if invitation.party else "a guest"
