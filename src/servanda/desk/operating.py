"""What whoever runs a book can do for people in it, and none of it touches what anybody said.

They have the book's folder, and so no page or program needs a right that is above the parties.
What they change of people stands in the host's journal, and no agreement's journal knows of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q

from servanda.desk.organisations import take_factors_away
from servanda.desk.sessions import end_sessions
from servanda.kernel.time import Instant
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import AccessToken, Agreement, Organisation, Person

__all__ = [
    "HasLeft",
    "IsASystem",
    "NobodyThere",
    "agreement_lines",
    "clear_factors",
    "let_administer",
    "let_in_again",
    "people_lines",
    "person_line",
    "shut_out",
]

_HOST = "Whoever runs the book"


class NobodyThere(MisusedCommand):
    """Nobody in the book has an address, or an identifier."""

    def __init__(self, whom: str) -> None:
        super().__init__(
            f"nobody in the book has the address or identifier '{whom}'; 'servanda operate BOOK'"
            " lists everybody"
        )


class IsASystem(MisusedCommand):
    """A system was to be what only a person is."""

    def __init__(self, system: Person) -> None:
        super().__init__(f"{system.name} is a system: it administers nothing, and has no factors")


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
            yield f"  {_line(each, has_factor=each.pk in factors)}"


def person_line(whom: str) -> str:
    """Return somebody in words, with their organisation.

    Raises:
        NobodyThere: Nobody has the address or identifier.
    """
    with transaction.atomic():
        person = _person(whom)
        has_factor = Authenticator.objects.filter(user_id=person.pk).exists()
    return f"{person.organisation.name}: {_line(person, has_factor=has_factor)}"


def agreement_lines() -> Iterator[str]:
    """Yield every agreement with its parties and how much was said, and nothing of what."""
    found = Agreement.objects.order_by("title", "pk")
    for each in found.prefetch_related("representations__organisation"):
        parties = sorted(
            f"{row.party} {row.organisation.name}" for row in each.representations.all()
        )
        yield f"{each.title} ({each.key}): {', '.join(parties)}; {each.head_number} entries"


def shut_out(whom: str, at: Instant) -> Person:
    """Let somebody do nothing from now on, signed in or by a token, until they are let in again.

    Raises:
        NobodyThere: Nobody has the address or identifier.
    """
    with transaction.atomic():
        person = _person(whom)
        person.is_active = False
        person.save(update_fields=["is_active"])
        tokens = AccessToken.objects.filter(person=person, revoked_at__isnull=True)
        tokens.update(revoked_at=at.to_datetime())
        end_sessions(person)
    return person


def let_in_again(whom: str) -> Person:
    """Let somebody sign in again who was shut out; their tokens stay revoked.

    Raises:
        NobodyThere: Nobody has the address or identifier.
        HasLeft: They were not shut out, and have left.
    """
    with transaction.atomic():
        person = _person(whom)
        if person.left_at is not None:
            raise HasLeft(person)
        person.is_active = True
        person.save(update_fields=["is_active"])
    return person


def clear_factors(whom: str, at: Instant) -> Person:
    """Take second factors and passkeys away from somebody who has lost them; they are told.

    Raises:
        NobodyThere: Nobody has the address or identifier.
        IsASystem: It is none.
    """
    with transaction.atomic():
        person = _person(whom)
        _no_system(person)
        take_factors_away(person, _HOST, at)
    return person


def let_administer(whom: str) -> Person:
    """Let somebody administer their organisation, which has nobody any more who does.

    Raises:
        NobodyThere: Nobody has the address or identifier.
        HasLeft: They have left.
        IsASystem: It is none.
        MisusedCommand: Somebody administers it, and can name others.
    """
    with transaction.atomic():
        person = _person(whom)
        if person.left_at is not None:
            raise HasLeft(person)
        _no_system(person)
        others = Person.objects.filter(organisation=person.organisation, is_active=True)
        if other := others.filter(administers=True).order_by("pk").first():
            raise MisusedCommand(
                f"{other.name} administers {person.organisation.name}, and can name others"
            )
        person.administers = True
        person.save(update_fields=["administers"])
    return person


def _person(whom: str) -> Person:
    """Return a person or system by mail address, or by the identifier that everybody has."""
    found = Person.objects.select_for_update(of=("self",)).select_related("organisation")
    person = found.filter(Q(email=whom.casefold()) | Q(key=whom)).first() if whom else None
    if person is None:
        raise NobodyThere(whom)
    return person


def _no_system(person: Person) -> None:
    if person.is_system:
        raise IsASystem(person)


def _line(person: Person, *, has_factor: bool) -> str:
    facts = [
        "administers" if person.administers else "",
        "a system" if person.is_system else "",
        "has a second factor" if has_factor else "",
        _absence(person),
    ]
    return ", ".join(filter(None, [f"{person.name} <{person.email or person.key}>", *facts]))


def _absence(person: Person) -> str:
    if person.left_at is not None:
        return f"left on {person.left_at:%Y-%m-%d}"
    return "" if person.is_active else "shut out"
