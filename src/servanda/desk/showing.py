"""An agreement that ran on files, shown in a book of its own to one person of each party."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from servanda.desk.background import Sort
from servanda.desk.callers import Caller
from servanda.desk.joining import invite_first, invite_to_agreement, take_invitation
from servanda.desk.operating_model.appointing import appoint_on_model
from servanda.desk.operating_model.founding import take_model_over
from servanda.desk.operating_model.reading import read_in_book
from servanda.desk.rights import Role
from servanda.desk.taking_over import bring_measurements, take_over
from servanda.desk.working import changing_evidence, workspace_of
from servanda.desk.workshops import draft_workshop
from servanda.kernel.time import Instant
from servanda.pipeline.refusals import MisusedCommand, NoOperatingModel
from servanda.pipeline.story.workshop import PlayedWorkshop
from servanda.pipeline.workspace import Workspace
from servanda.record.models import Agreement, OperatingModel, Person, Workshop, WorkshopAnswer
from servanda.record.queue import put

__all__ = ["NotOfTheExample", "Shown", "show_example"]

_PEOPLE: Mapping[str, tuple[str, str]] = {
    "client": ("c.jones@example.com", "C. Jones"),
    "provider": ("j.smith@example.com", "J. Smith"),
}
# What is typed from a terminal: no letters or digits that are taken for each other.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP_SIGNS = 4, 4


class NotOfTheExample(MisusedCommand):
    """A book holds something else than the example."""

    def __init__(self) -> None:
        super().__init__("this book is not the example's; name another folder")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Say how one comes in.

    Args:
        people: Mail address of each party's person, by party.
        password: What each signs in with, until the example is served again.
    """

    people: Mapping[str, str]
    password: str


def show_example(
    running: Workspace,
    titles: Mapping[str, str],
    at: Instant,
    *,
    under_way: Callable[[Path], object] | None = None,
    workshop: PlayedWorkshop | None = None,
) -> Shown:
    """Take an agreement into the open book, which is empty or holds it already.

    What people entered there since stays; they are given a new password.

    Args:
        running: Where the agreement ran.
        titles: What the parties are called.
        at: Now.
        under_way: Writes evidence of the period under way into a folder; nothing where there is
            none.
        workshop: A workshop that its parties held; nothing where they held none.

    Raises:
        NotOfTheExample: The book holds something else.
        Mistaken: The agreement's texts cannot be taken in.
    """
    password = _password()
    with transaction.atomic():
        if Person.objects.exists():
            for person in _people():
                person.set_password(password)
                person.save(update_fields=["password"])
            # A later version of Servanda may have measured anew.
            bring_measurements(Agreement.objects.get(), running)
            if not OperatingModel.objects.exists():
                first = next(each for each in _people() if each.email == _PEOPLE["client"][0])
                _take_model(Caller(person=first, at=at), running)
        else:
            agreement = _begin(running, titles, at, password)
            if under_way is not None:
                _look_ahead(agreement, at, under_way)
            if workshop is not None:
                _hold(workshop, agreement, at)
    return Shown(people={party: mail for party, (mail, _) in _PEOPLE.items()}, password=password)


def _look_ahead(agreement: Agreement, at: Instant, under_way: Callable[[Path], object]) -> None:
    """Bring what is known of the period under way; a worker looks at what may come of it."""
    with changing_evidence(agreement):
        under_way(workspace_of(agreement).evidence)
    put(Sort.OUTLOOK.value, {}, at, agreement=agreement)


def _hold(workshop: PlayedWorkshop, agreement: Agreement, at: Instant) -> None:
    """Enter a workshop as it was said, with the draft that it ended with."""
    people = {party: Person.objects.get(email=mail) for party, (mail, _) in _PEOPLE.items()}
    drafts_it = people[workshop.ended_by]
    held = Workshop.objects.create(
        agreement=agreement,
        name=workshop.name,
        title=workshop.title,
        begun_by=drafts_it,
        begun_at=Instant.parse(workshop.begun_at).to_datetime(),
        last_number=len(workshop.words),
        ended_by=drafts_it,
        ended_at=Instant.parse(workshop.ended_at).to_datetime(),
        is_drafted=True,
    )
    heard: dict[str, int] = {}
    for number, word in enumerate(workshop.words, start=1):
        WorkshopAnswer.objects.create(
            session=held,
            number=number,
            at=Instant.parse(word.at).to_datetime(),
            person=people[word.party],
            place=f"metric/{word.question}",
            value=word.value,
            seen=heard.get(word.question, 0),
        )
        heard[word.question] = number
    draft_workshop(
        Caller(person=drafts_it, at=at), agreement.key, held.key, last=len(workshop.words)
    )


def _begin(running: Workspace, titles: Mapping[str, str], at: Instant, password: str) -> Agreement:
    mail, name = _PEOPLE["client"]
    first = take_invitation(
        invite_first(mail, at).word,
        at,
        name=name,
        organisation=titles["client"],
        password=password,
    )
    caller = Caller(person=first, at=at)
    agreement = take_over(caller, running, "client")
    mail, name = _PEOPLE["provider"]
    invited = invite_to_agreement(caller, agreement.key, mail, "provider", Role.OWNER.value)
    take_invitation(invited.word, at, name=name, organisation=titles["provider"], password=password)
    _take_model(caller, running)
    return agreement


def _take_model(caller: Caller, running: Workspace) -> None:
    """Take the operating model beside the agreement in, its client's person in all of its roles.

    A provider's roles are left to its own people, who speak in none of a client's model.
    """
    with suppress(NoOperatingModel):
        model = take_model_over(caller, running.texts[0].parent)
        read = read_in_book(model).model
        for role in read.roles.values():
            party = read.parties.get(role.party)
            if party is None or party.side.may_be_accountable:
                held = Role.ROLE_HOLDER.value
                appoint_on_model(caller, model.key, caller.person.key, held, named=role.name)


def _people() -> list[Person]:
    mails = [mail for mail, _ in _PEOPLE.values()]
    found = list(Person.objects.filter(email__in=mails))
    if len(found) != len(mails) or Agreement.objects.count() != 1:
        raise NotOfTheExample
    return found


def _password() -> str:
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(_GROUP_SIGNS)) for _ in range(_GROUPS))
    return "-".join(groups)
