"""One's own organisation: its people, and what it asks of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from servanda.desk.callers import Caller, allow
from servanda.record.models import Organisation, Person

__all__ = ["OrganisationSeen", "look_at_organisation", "require_second_factor"]


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


def _seen(home: Organisation) -> OrganisationSeen:
    people = Person.objects.filter(organisation=home).select_related("organisation")
    return OrganisationSeen(organisation=home, people=tuple(people.order_by("name", "pk")))
