"""Systems: programs that work for an organisation in their own name, by tokens alone."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import QuerySet

from servanda.desk.callers import Caller, allow
from servanda.desk.joining import SomethingMissing
from servanda.desk.refusals import NotThere
from servanda.desk.tokens import MadeToken, issue_token, revoke_from
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import AccessToken, Person, ReminderWish

__all__ = [
    "NameTaken",
    "SystemSeen",
    "make_system",
    "make_system_token",
    "revoke_system_token",
    "system_seen",
    "systems",
]

_LOOKS = "organisation looked at"
_SECURITY = logging.getLogger("servanda.security")


class NameTaken(MisusedCommand):
    """A system would be taken for somebody else, as the journal names both alike."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"'{name}' works in your organisation already; give the system a name of its own"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemSeen:
    """A system with its tokens, newest first."""

    system: Person
    tokens: tuple[AccessToken, ...]


def systems(caller: Caller) -> tuple[SystemSeen, ...]:
    """Return the systems of one's own organisation by name, those that ended too.

    Raises:
        NotAllowed, NotInScope: As the table of rights says.
    """
    allow(caller, _LOOKS)
    found = _own(caller).prefetch_related("tokens").order_by("name", "pk")
    return tuple(_seen(each) for each in found)


def system_seen(caller: Caller, key: str) -> SystemSeen:
    """Return one system of one's own organisation.

    Raises:
        NotAllowed, NotInScope: As the table of rights says.
        NotThere: There is none of that key.
    """
    allow(caller, _LOOKS)
    return _seen(_system(_own(caller), key))


def make_system(caller: Caller, name: str, purpose: str) -> SystemSeen:
    """Let a program work for one's own organisation, in its own name.

    It can do nothing until it is given roles in agreements and a token.

    Args:
        caller: An administrator.
        name: What the journal calls it.
        purpose: What it is for.

    Raises:
        NotAllowed, NotInScope: As the table of rights says.
        SomethingMissing: Its name, or what it is for, was not said.
        NameTaken: Somebody in the organisation is called so.
    """
    allow(caller, "system made")
    called, what_for = name.strip(), purpose.strip()
    if not called or not called.isprintable():
        raise SomethingMissing("the system's name")
    if not what_for or not what_for.isprintable():
        raise SomethingMissing("what the system is for")
    home = caller.person.organisation
    if any(each.name.casefold() == called.casefold() for each in home.people.all()):
        raise NameTaken(called)
    system = Person(
        name=called,
        purpose=what_for,
        organisation=home,
        is_system=True,
        joined_at=caller.at.to_datetime(),
        reminders=ReminderWish.NEVER,
        password=make_password(None),
    )
    made = SystemSeen(system=system, tokens=())
    with transaction.atomic():
        system.save()
        caller.keep(made)
    return made


def make_system_token(
    caller: Caller, system: str, name: str, scopes: Iterable[str], *, days: int = 90
) -> MadeToken:
    """Make a token for a system; its secret is shown once.

    Args:
        caller: An administrator; their token cannot make one that may do more than itself.
        system: The system's key.
        name: What the token is for.
        scopes: What it may be used for.
        days: How long it holds, 1 to 366.

    Raises:
        NotAllowed, NotInScope: As the table of rights says, or the token that asks may do less.
        NotThere: There is no such system, or it was ended.
        NoScope, Days: Scopes or days are none.
    """
    does = "token of a system made"
    allow(caller, does)
    found = _system(_own(caller).filter(is_active=True), system)
    made = issue_token(caller, found, does, name, scopes, days=days)
    _SECURITY.info("a token was made for %s by %s", found.key, caller.person.key)
    return made


def revoke_system_token(caller: Caller, system: str, token: str) -> AccessToken:
    """Make a token of a system useless from now on.

    Args:
        caller: An administrator.
        system: The system's key.
        token: The token's key.

    Raises:
        NotAllowed, NotInScope: As the table of rights says.
        NotThere: There is no such system, or it has no such token.
    """
    allow(caller, "token of a system revoked")
    found = _system(_own(caller), system)
    revoked = revoke_from(caller, found, token)
    _SECURITY.info("a token of %s was revoked by %s", found.key, caller.person.key)
    return revoked


def _own(caller: Caller) -> QuerySet[Person]:
    return Person.objects.filter(organisation=caller.person.organisation_id, is_system=True)


def _system(among: QuerySet[Person], key: str) -> Person:
    found = among.filter(key=key).first()
    if found is None:
        raise NotThere
    return found


def _seen(system: Person) -> SystemSeen:
    newest = sorted(system.tokens.all(), key=lambda each: (each.made_at, each.pk), reverse=True)
    return SystemSeen(system=system, tokens=tuple(newest))
