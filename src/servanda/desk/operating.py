"""What whoever runs a book can do for people in it, and none of it touches what anybody said.

They have the book's folder, and so no page or program needs a right that is above the parties.
What they change of people stands in the host's journal, and no agreement's journal knows of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction

from servanda.desk.organisations import take_factors_away
from servanda.kernel.time import Instant
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import AccessToken, Agreement, Organisation, Person

__all__ = [
    "HasLeft",
    "NobodyThere",
    "agreement_lines",
    "clear_factors",
    "let_administer",
    "let_in_again",
    "people_lines",
    "shut_out",
]

_HOST = "Whoever runs the book"


class NobodyThere(MisusedCommand):
    """Nobody in the book has an address."""

    def __init__(self, email: str) -> None:
        super().__init__(f"nobody in the book has the address '{email}'")


class HasLeft(MisusedCommand):
    """Somebody has left, and comes back by an invitation."""

    def __init__(self, person: Person) -> None:
        super().__init__(f"{person.name} has left their organisation; a colleague may invite anew")


def people_lines() -> Iterator[str]:
    """Yield every organisation with its people, in words."""
    factors = set(Authenticator.objects.values_list("user_id", flat=True))
    people = Person.objects.order_by("name", "pk")
    for organisation in Organisation.objects.order_by("name", "pk"):
        yield organisation.name
        for each in people.filter(organisation=organisation):
            facts = [
                "administers" if each.administers else "",
                "a system" if each.is_system else "",
                "has a second factor" if each.pk in factors else "",
                _absence(each),
            ]
            yield ", ".join(filter(None, [_called(each), *facts]))


def agreement_lines() -> Iterator[str]:
    """Yield every agreement with its parties and how much was said, and nothing of what."""
    found = Agreement.objects.order_by("title", "pk")
    for each in found.prefetch_related("representations__organisation"):
        parties = sorted(
            f"{row.party} {row.organisation.name}" for row in each.representations.all()
        )
        yield f"{each.title} ({each.key}): {', '.join(parties)}; {each.head_number} entries"


def shut_out(email: str, at: Instant) -> Person:
    """Let somebody do nothing from now on, signed in or by a token, until they are let in again.

    Raises:
        NobodyThere: Nobody has the address.
    """
    with transaction.atomic():
        person = _person(email)
        person.is_active = False
        person.save(update_fields=["is_active"])
        tokens = AccessToken.objects.filter(person=person, revoked_at__isnull=True)
        tokens.update(revoked_at=at.to_datetime())
        for session in Session.objects.iterator():
            if session.get_decoded().get(SESSION_KEY) == str(person.pk):
                session.delete()
    return person


def let_in_again(email: str) -> Person:
    """Let somebody sign in again who was shut out; their tokens stay revoked.

    Raises:
        NobodyThere: Nobody has the address.
        HasLeft: They were not shut out, and have left.
    """
    with transaction.atomic():
        person = _person(email)
        if person.left_at is not None:
            raise HasLeft(person)
        person.is_active = True
        person.save(update_fields=["is_active"])
    return person


def clear_factors(email: str, at: Instant) -> Person:
    """Take second factors and passkeys away from somebody who has lost them; they are told.

    Raises:
        NobodyThere: Nobody has the address.
    """
    with transaction.atomic():
        person = _person(email)
        take_factors_away(person, _HOST, at)
    return person


def let_administer(email: str) -> Person:
    """Let somebody administer their organisation, which has nobody any more who does.

    Raises:
        NobodyThere: Nobody has the address.
        HasLeft: They have left.
        MisusedCommand: Somebody administers it, and can name others.
    """
    with transaction.atomic():
        person = _person(email)
        if person.left_at is not None:
            raise HasLeft(person)
        others = Person.objects.filter(organisation=person.organisation, is_active=True)
        if other := others.filter(administers=True).order_by("pk").first():
            raise MisusedCommand(
                f"{other.name} administers {person.organisation.name}, and can name others"
            )
        person.administers = True
        person.save(update_fields=["administers"])
    return person


def _person(email: str) -> Person:
    found = Person.objects.select_for_update(of=("self",)).select_related("organisation")
    person = found.filter(email=email.casefold()).first()
    if person is None:
        raise NobodyThere(email)
    return person


def _called(person: Person) -> str:
    return f"  {person.name} <{person.email}>" if person.email else f"  {person.name}"


def _absence(person: Person) -> str:
    if person.left_at is not None:
        return f"left on {person.left_at:%Y-%m-%d}"
    return "" if person.is_active else "shut out"
