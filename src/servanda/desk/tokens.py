"""Tokens with which programs work for a person or a system."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from servanda.desk.callers import Caller, allow
from servanda.desk.refusals import NotAllowed, NotInScope, NotThere
from servanda.desk.rights import FOR_PROGRAMS, Role, Scope
from servanda.kernel.time import Instant
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import AccessToken, Person

__all__ = [
    "Days",
    "MadeToken",
    "NoScope",
    "caller_of_token",
    "issue_token",
    "make_token",
    "revoke_from",
    "revoke_token",
]

_PREFIX = "servanda_"
_LONGEST = 366
_CALENDAR_LONGEST = 3653
"""A calendar that is followed falls silent without a word once its address holds no longer."""


class NoScope(MisusedCommand):
    """A token was asked for without a scope, or with one that does not exist."""

    def __init__(self) -> None:
        names = ", ".join(each.value for each in FOR_PROGRAMS)
        super().__init__(
            f"say what the token is for, one or more of: {names}; or '{Scope.CALENDAR.value}' alone"
        )


class Days(MisusedCommand):
    """A token was asked for longer than tokens hold."""

    def __init__(self, longest: int = _LONGEST) -> None:
        super().__init__(f"a token holds for 1 to {longest} days")


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeToken:
    """Hand over a token; its secret is shown once.

    Args:
        token: What is kept of it.
        secret: What the program sends.
    """

    token: AccessToken
    secret: str


def make_token(caller: Caller, name: str, scopes: Iterable[str], *, days: int = 90) -> MadeToken:
    """Make a token for oneself.

    Args:
        caller: Whose it will be; a token cannot make one that may do more than itself.
        name: What it is for.
        scopes: What it may be used for; ``calendar`` alone for an address that a calendar follows.
        days: How long it holds, 1 to 366, or to 3653 for a calendar.

    Raises:
        NotAllowed: A system asks; whoever administers its organisation makes its tokens.
        NotInScope: The token that asks may do less.
        NoScope, Days: Scopes or days are none.
    """
    does = "token made"
    allow(caller, does)
    if caller.person.is_system:
        raise NotAllowed(does, (Role.ADMINISTRATOR.value,))
    return issue_token(caller, caller.person, does, name, scopes, days=days)


def issue_token(
    caller: Caller, person: Person, does: str, name: str, scopes: Iterable[str], *, days: int
) -> MadeToken:
    """Make a token with which a program works for somebody, once it was allowed.

    Args:
        caller: Who makes it; a token cannot make one that may do more than itself.
        person: Whom the program works for.
        does: What is done, as the table of rights calls it.
        name: What it is for.
        scopes: What it may be used for.
        days: How long it holds, 1 to 366.

    Raises:
        NotInScope: The token that asks may do less.
        NoScope, Days: Scopes or days are none.
    """
    named = list(dict.fromkeys(scopes))
    is_calendar = named == [Scope.CALENDAR.value] and not person.is_system
    known = {each.value: each for each in FOR_PROGRAMS}
    if not is_calendar and (not named or not known.keys() >= set(named)):
        raise NoScope
    # A calendar tells what can be read, and no more of it.
    needed = [Scope.READ.value] if is_calendar else named
    beyond = [each for each in needed if known[each] not in caller.scopes]
    if beyond:
        raise NotInScope(does, beyond[0])
    longest = _CALENDAR_LONGEST if is_calendar else _LONGEST
    if not 1 <= days <= longest:
        raise Days(longest)
    secret = _PREFIX + secrets.token_urlsafe(32)
    now = caller.at.to_datetime()
    token = AccessToken(
        person=person,
        name=name.strip() or "token",
        secret_sha256=_digest(secret),
        scopes=named,
        made_at=now,
        expires_at=now + timedelta(days=days),
    )
    made = MadeToken(token=token, secret=secret)
    with transaction.atomic():
        token.save()
        caller.keep(made)
    return made


def revoke_token(caller: Caller, key: str) -> AccessToken:
    """Make a token of one's own useless from now on; raises ``NotThere`` for another's."""
    allow(caller, "token revoked")
    return revoke_from(caller, caller.person, key)


def revoke_from(caller: Caller, person: Person, key: str) -> AccessToken:
    """Make somebody's token useless from now on, once it was allowed.

    Raises:
        NotThere: They have none of that key.
    """
    with transaction.atomic():
        token = AccessToken.objects.filter(person=person, key=key).first()
        if token is None:
            raise NotThere
        token.revoked_at = token.revoked_at or caller.at.to_datetime()
        token.save(update_fields=["revoked_at"])
        caller.keep(token)
    return token


def caller_of_token(secret: str, at: Instant) -> Caller | None:
    """Return who a token stands for, nobody where it is unknown, too old or revoked."""
    token = (
        AccessToken.objects.select_related("person__organisation")
        .filter(secret_sha256=_digest(secret), revoked_at__isnull=True, person__is_active=True)
        .first()
    )
    now = at.to_datetime()
    if token is None or not token.made_at <= now < token.expires_at:
        return None
    # To the hour is enough to see which tokens nobody uses, and spares a writing each time.
    if token.used_at is None or now - token.used_at > timedelta(hours=1):
        AccessToken.objects.filter(pk=token.pk).update(used_at=now)
    scopes = frozenset(each for each in Scope if each.value in token.scopes)
    return Caller(person=token.person, at=at, scopes=scopes)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
