"""Letters that the book writes, as text and HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from servanda.desk.letter_sorts import ABOUT_TO_BE_MISSED
from servanda.kernel.time import Instant
from servanda.record.models import Invitation, Person
from servanda.reports.clean import one_line
from servanda.reports.mail import MailItem, MailPart, MailView, mail_html, mail_text
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural

__all__ = [
    "Letter",
    "factor_cleared_letter",
    "invitation_letter",
    "password_letter",
    "reminder_letter",
]

_OVERDUE = "overdue"
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
        html: The same as HTML.
        settings: Where its reader says what they are written to of; empty where they cannot.
    """

    to: str
    subject: str
    text: str
    calendar: str = ""
    method: str = ""
    reply_to: str = ""
    html: str = ""
    settings: str = ""

    @property
    def content(self) -> Mapping[str, str]:
        """Return the letter as the queue keeps it until it is handed over."""
        return asdict(self)


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
    until = f"{Reader().moment(Instant.from_datetime(invitation.expires_at))} UTC"
    view = MailView(
        subject=one_line(f"{host.name if host else 'Somebody'} invites you to Servanda"),
        parts=(
            MailPart(words=f"{who} invites you to {what}."),
            MailPart(words="Come in here:", address=link, leads="Take the invitation"),
            MailPart(
                words=f"The invitation is for you alone, and can be taken until {until}."
                " If you expected none, please ignore it."
            ),
        ),
    )
    return _letter(invitation.email, view)


def factor_cleared_letter(person: Person, by: str, address: str) -> Letter:
    """Return the letter that says that somebody's second factors were taken away.

    Args:
        person: Whose they were.
        by: Who took them away, by name.
        address: Where the book is reached.
    """
    view = MailView(
        subject="Your second factor was taken away",
        greeting=_dear(person),
        parts=(
            MailPart(
                words=f"{by} has taken your second factors and passkeys away, as somebody does"
                " for a colleague who has lost them. You sign in with your password alone until"
                " you add another:",
                address=f"{address}/sign-in/2fa/",
                leads="Add a second factor",
            ),
            MailPart(
                words="If you did not ask for this, please tell them, and change your password."
            ),
        ),
    )
    return _letter(person.mail_address, view)


def password_letter(to: str, link: str) -> Letter:
    """Return the letter with which somebody chooses a new password.

    Args:
        to: The mail address.
        link: Where it is chosen.
    """
    view = MailView(
        subject="A new password for Servanda",
        parts=(
            MailPart(
                words="Somebody, hopefully you, has asked for a new password. Choose it here:",
                address=link,
                leads="Choose a new password",
            ),
            MailPart(words="If it was not you, please ignore this: your password stays as it is."),
        ),
    )
    return _letter(to, view)


def reminder_letter(person: Person, told: Sequence[Mapping[str, str]], address: str) -> Letter:
    """Return the letter that says what waits for somebody's party, and what it is about to miss.

    Args:
        person: Whom it is for.
        told: What it is: ``title`` and ``agreement`` of the agreement, ``what``, ``due`` and
            ``silence`` in words, ``sort``, and ``entry``, the digest of what asks for it, if
            there is one.
        address: Where the book is reached.
    """
    missed = [each for each in told if each["sort"] == ABOUT_TO_BE_MISSED]
    waits = [each for each in told if each["sort"] != ABOUT_TO_BE_MISSED]
    here = f"{address}/agreements/{{}}"
    settings = f"{address}/account#letters"
    view = MailView(
        subject=one_line(_subject(missed, waits))[:200],
        greeting=_dear(person),
        parts=(
            *_parts("this can still end in time:", missed, f"{here}/open-period/"),
            *_parts("this waits for your party's answer:", waits, f"{here}/"),
        ),
        foot=(
            MailPart(
                words="How often you are written to, and of what, is your choice:",
                address=settings,
                leads="Change or stop these letters",
            ),
        ),
    )
    return _letter(person.mail_address, view, settings)


def _letter(to: str, view: MailView, settings: str = "") -> Letter:
    return Letter(
        to=to,
        subject=view.subject,
        text=mail_text(view),
        html=mail_html(view),
        settings=settings,
    )


def _dear(person: Person) -> str:
    return f"Dear {one_line(person.name)}"


def _subject(missed: Sequence[Mapping[str, str]], waits: Sequence[Mapping[str, str]]) -> str:
    if len(missed) + len(waits) == 1:
        (one,) = (*missed, *waits)
        subject = f"{one['title']}: {one['what']}"
    else:
        cases = f"{len(missed)} {plural(len(missed), 'case')} can still end in time"
        wait = "waits" if len(waits) == 1 else "wait"
        answers = f"{len(waits)} {plural(len(waits), 'thing')} {wait} for your answer"
        subject = "; ".join([*([cases] if missed else []), *([answers] if waits else [])])
    overdue = any(each["sort"] == _OVERDUE for each in waits)
    return f"Overdue: {subject}" if overdue else subject


def _parts(words: str, told: Sequence[Mapping[str, str]], address: str) -> Iterator[MailPart]:
    """Yield what is told of each agreement, under what is said once of all of them."""
    if told:
        yield MailPart(words=words)
    for agreement in dict.fromkeys(each["agreement"] for each in told):
        here = [each for each in told if each["agreement"] == agreement]
        items = [_item(each, address.format(agreement)) for each in here[:_MOST]]
        if len(here) > _MOST:
            items.append(MailItem(words=f"and {len(here) - _MOST} more"))
        yield MailPart(
            heading=here[0]["title"],
            items=tuple(items),
            address=address.format(agreement),
            leads="See all of it in the book",
        )


def _item(each: Mapping[str, str], address: str) -> MailItem:
    entry = each.get("entry", "")
    there = f"{address}entries/{entry}" if entry else ""
    if each["sort"] == ABOUT_TO_BE_MISSED:
        return MailItem(words=f"{each['what']}, and falls due {each['due']}", address=there)
    return MailItem(words=each["what"], until=_until(each), address=there)


def _until(each: Mapping[str, str]) -> str:
    until = f"until {each['due']}" if each["due"] else "without a time limit"
    if each["sort"] == _OVERDUE:
        until = f"overdue since {each['due']}"
    return f"{until}; silence means {each['silence']}" if each["silence"] else until


def _part(invitation: Invitation) -> str:
    return f"{invitation.role} of the {invitation.party}" if invitation.party else "a guest"
