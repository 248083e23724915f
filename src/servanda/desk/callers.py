"""Who does something, and whether they may: the one place that says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from servanda.decisions.rulebook import SIDES
from servanda.desk.refusals import NotAllowed, NotInScope, NotThere
from servanda.desk.rights import RULES, Concern, Role, Rule, Scope
from servanda.kernel.time import Instant
from servanda.record.models import Agreement, Appointment, Person, Representation
from servanda.record.queue import Asked

__all__ = ["EVERY_SCOPE", "Caller", "Seat", "allow", "appointed", "must_be_in_scope", "take_seat"]

EVERY_SCOPE = frozenset(Scope)


def _keep_nothing(_: object) -> None:
    """Keep no answer: nobody will ask for it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Say who does something.

    Args:
        person: The person, or the system, signed in or named by a token.
        at: When.
        scopes: What the token was made for; everything for a person who signed in.
        keep: Told the answer in the transaction that the work is done in, so that a request that
            comes twice is answered from what was kept.
    """

    person: Person
    at: Instant
    scopes: frozenset[Scope] = EVERY_SCOPE
    keep: Callable[[object], None] = _keep_nothing

    @property
    def asked(self) -> Asked:
        """Return who asks, as the queue keeps it."""
        scopes = tuple(each.value for each in Scope if each in self.scopes)
        return Asked(person=self.person, scopes=scopes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Say for whom somebody works on an agreement.

    Args:
        caller: The person.
        agreement: The agreement.
        party: The party that the person's organisation is; empty for a guest.
        roles: The roles that the person holds now, by the table's order, at least one.
        role: The one by which the person does this.
    """

    caller: Caller
    agreement: Agreement
    party: str
    roles: tuple[Role, ...]
    role: Role

    def may(self, does: str) -> bool:
        """Return whether the person may do something on the agreement."""
        rule = RULES[does]
        return bool(rule.roles & set(self.roles)) and (not rule.speaks or self.party in SIDES)


def take_seat(caller: Caller, agreement: str, does: str) -> Seat:
    """Let somebody do something on an agreement.

    Args:
        caller: The person.
        agreement: The agreement's key in the book.
        does: What is done, as the table of rights calls it.

    Raises:
        NotThere: There is no such agreement, or the person has no part in it.
        NotAllowed: The person has a part in it, and none of the roles for this.
        NotInScope: The token was not made for this.
    """
    rule = RULES[does]
    assert rule.concern is Concern.AGREEMENT
    held = appointed(caller.at).filter(
        person=caller.person, person__is_active=True, agreement__key=agreement
    )
    rows = list(held.select_related("agreement"))
    if not rows:
        raise NotThere
    roles = tuple(role for role in Role if role.value in {each.role for each in rows})
    party = _party(rows[0].agreement, caller.person)
    must_be_in_scope(caller, rule)
    fitting = [role for role in roles if role in rule.roles]
    if not fitting:
        raise NotAllowed(does, (each.value for each in rule.roles))
    if rule.speaks and party not in SIDES:
        raise NotAllowed(does, SIDES)
    return Seat(
        caller=caller, agreement=rows[0].agreement, party=party, roles=roles, role=fitting[0]
    )


def allow(caller: Caller, does: str) -> None:
    """Let somebody do something for the own organisation or account.

    Raises:
        NotAllowed: The person does not administer the organisation.
        NotInScope: The token was not made for this.
    """
    rule = RULES[does]
    assert rule.concern in {Concern.ORGANISATION, Concern.ONESELF}
    must_be_in_scope(caller, rule)
    if rule.concern is Concern.ORGANISATION and not caller.person.administers:
        raise NotAllowed(does, (each.value for each in rule.roles))


def appointed(at: Instant) -> QuerySet[Appointment]:
    """Return the appointments that hold at a moment."""
    moment = at.to_datetime()
    return Appointment.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__gt=moment), begun_at__lte=moment
    )


def _party(agreement: Agreement, person: Person) -> str:
    found = Representation.objects.filter(
        agreement=agreement, organisation_id=person.organisation_id
    ).first()
    return found.party if found else ""


def must_be_in_scope(caller: Caller, rule: Rule) -> None:
    """Raise ``NotInScope`` where a token was not made for what a rule is about."""
    if rule.scope not in caller.scopes:
        raise NotInScope(rule.does, rule.scope.value)
