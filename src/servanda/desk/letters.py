"""Letters that the book writes, in plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from servanda.record.models import Invitation, Person
from servanda.reports.clean import one_line
from servanda.reports.spelling import plural

__all__ = [
    "ABOUT_TO_BE_MISSED",
    "Letter",
    "factor_cleared_letter",
    "invitation_letter",
    "reminder_letter",
]

ABOUT_TO_BE_MISSED = "about to be missed"
"""The sort of what is told of a case that is still open, and falls due soon."""

_MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Say what is written to whom.

    Args:
        to: The mail address.
        subject: What it is about, on one line.
        text: The letter.
        calendar: What a calendar takes over of it, as a file; empty for a letter without.
        method: What a calendar does with that.
        reply_to: Whom an answer goes to, where that is not who sends it; may be empty.
    """

    to: str
    subject: str
    text: str
    calendar: str = ""
    method: str = ""
    reply_to: str = ""


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
    """Return the letter that says what waits for somebody's party, and what it is about to miss.

    Args:
        person: Whom it is for.
        told: What it is: ``title`` and ``agreement`` of the agreement, ``what``, ``due`` and
            ``silence`` in words, and ``sort``.
        address: Where the book is reached.
    """
    missed = [each for each in told if each["sort"] == ABOUT_TO_BE_MISSED]
    waits = [each for each in told if each["sort"] != ABOUT_TO_BE_MISSED]
    lines = [f"Dear {person.name},", ""]
    if missed:
        lines += ["this can still end in time:", ""]
        lines += _by_agreement(missed, f"{address}/agreements/{{}}/open-period/")
    if waits:
        lines += ["this waits for your party's answer:", ""]
        lines += _by_agreement(waits, f"{address}/agreements/{{}}")
    lines.append(f"How often you are written to is your choice: {address}/account")
    return Letter(
        to=person.mail_address,
        subject=one_line(_subject(missed, waits))[:200],
        text="\n".join(lines) + "\n",
    )


def _subject(missed: Sequence[Mapping[str, str]], waits: Sequence[Mapping[str, str]]) -> str:
    if len(missed) + len(waits) == 1:
        (one,) = (*missed, *waits)
        subject = f"{one['title']}: {one['what']}"
    else:
        cases = f"{len(missed)} {plural(len(missed), 'case')} can still end in time"
        wait = "waits" if len(waits) == 1 else "wait"
        answers = f"{len(waits)} {plural(len(waits), 'thing')} {wait} for your answer"
        subject = "; ".join([*([cases] if missed else []), *([answers] if waits else [])])
    overdue = any(each["sort"] == "overdue" for each in waits)
    return f"Overdue: {subject}" if overdue else subject


def _by_agreement(told: Sequence[Mapping[str, str]], address: str) -> Iterator[str]:
    for agreement in dict.fromkeys(each["agreement"] for each in told):
        here = [each for each in told if each["agreement"] == agreement]
        yield one_line(here[0]["title"])
        yield from map(_waits, here[:_MOST])
        if len(here) > _MOST:
            yield f"- and {len(here) - _MOST} more"
        yield f"  {address.format(agreement)}"
        yield ""


def _waits(each: Mapping[str, str]) -> str:
    until = f", until {each['due']}" if each["due"] else ", without a time limit"
    if each["sort"] == "overdue":
        until = f", its time ran out {each['due']}"
    elif each["sort"] == ABOUT_TO_BE_MISSED:
        until = f", and falls due {each['due']}"
    silence = f"; silence means {each['silence']}" if each["silence"] else ""
    return one_line(f"- {each['what']}{until}{silence}")


def _part(invitation: Invitation) -> str:
    return f"{invitation.role} of the {invitation.party}" if invitation.party else "a guest"
