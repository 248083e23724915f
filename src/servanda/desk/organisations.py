"""One's own organisation: its people, and what it asks of them."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db import transaction

from servanda.desk.background import Sort
from servanda.desk.callers import Caller, allow
from servanda.desk.letters import factor_cleared_letter
from servanda.desk.refusals import NotThere
from servanda.kernel.time import Instant
from servanda.record.models import Organisation, Person
from servanda.record.opening import current_book
from servanda.record.queue import put

__all__ = [
    "OrganisationSeen",
    "clear_second_factor",
    "look_at_organisation",
    "name_administrator",
    "require_second_factor",
    "take_factors_away",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationSeen:
    """An organisation with its people, those who have left too, by name."""

    organisation: Organisation
    people: tuple[Person, ...]


def look_at_organisation(caller: Caller) -> OrganisationSeen:
    """Return one's own organisation; raises ``NotAllowed`` and ``NotInScope``."""
    allow(caller, "organisation looked at")
    return _seen(caller.person.organisation)


def require_second_factor(caller: Caller, *, required: bool) -> OrganisationSeen:
    """Require a second factor of one's own people who sign in with a password, or no longer.

    Whoever has none is led to add one when they come the next time. Who signs in by the
    organisation's own identity provider is asked for it there.

    Raises:
        NotAllowed, NotInScope: As the table of rights says.
    """
    allow(caller, "second factor required")
    with transaction.atomic():
        home = Organisation.objects.select_for_update().get(pk=caller.person.organisation_id)
        home.requires_second_factor = required
        home.save(update_fields=["requires_second_factor"])
        seen = _seen(home)
        caller.keep(seen)
    return seen


def name_administrator(caller: Caller, person: str, *, administers: bool) -> Person:
    """Let a colleague administer one's own organisation too, or no longer.

    Nobody does so for themselves, so that an organisation is never left without anybody.

    Args:
        caller: An administrator.
        person: The colleague's key.
        administers: Whether they do from now on.

    Raises:
        NotAllowed, NotInScope: As the table of rights says.
        NotThere: Nobody else of that key works in one's own organisation.
    """
    allow(caller, "administrator named")
    with transaction.atomic():
        found = _colleague(caller, person)
        found.administers = administers
        found.save(update_fields=["administers"])
        caller.keep(found)
    return found


def clear_second_factor(caller: Caller, person: str) -> Person:
    """Take a colleague's second factors and passkeys away, who has lost them.

    They sign in with their password until they add another, and are told by mail.

    Args:
        caller: An administrator.
        person: The colleague's key.

    Raises:
        NotAllowed, NotInScope: As the table of rights says.
        NotThere: Nobody else of that key works in one's own organisation.
    """
    allow(caller, "second factor cleared")
    with transaction.atomic():
        found = _colleague(caller, person)
        take_factors_away(found, caller.person.name, caller.at)
        caller.keep(found)
    return found


def take_factors_away(person: Person, by: str, at: Instant) -> None:
    """Take somebody's second factors and passkeys away, and tell them by mail who did."""
    Authenticator.objects.filter(user=person).delete()
    letter = factor_cleared_letter(person, by, current_book().settings.address)
    put(Sort.LETTER.value, letter.content, at)


def _colleague(caller: Caller, key: str) -> Person:
    others = Person.objects.select_for_update(of=("self",)).select_related("organisation")
    own = others.filter(organisation=caller.person.organisation_id, is_active=True)
    # A system administers nothing, and signs in with nothing that could be lost.
    found = own.filter(key=key, is_system=False).exclude(pk=caller.person.pk).first()
    if found is None:
        raise NotThere
    return found


def _seen(home: Organisation) -> OrganisationSeen:
    people = Person.objects.filter(organisation=home).select_related("organisation")
    return OrganisationSeen(organisation=home, people=tuple(people.order_by("name", "pk")))
