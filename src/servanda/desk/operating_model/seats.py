"""Who works on an operating model, and whether they may."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from servanda.desk.callers import Caller, appointed, must_be_in_scope
from servanda.desk.refusals import NotAllowed, NotThere
from servanda.desk.rights import RULES, Concern, Role
from servanda.kernel.time import Instant
from servanda.record.models import ModelAppointment, ModelCoverage, OperatingModel

__all__ = ["ModelSeat", "appointed_on_models", "models_of", "take_model_seat"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSeat:
    """Say as what somebody works on an operating model.

    Args:
        caller: The person.
        model: The operating model.
        roles: What the person is on it, by the table's order, at least one.
        role: That by which the person does this.
        holds: The roles of its text that the person holds, by name.
        links: What its text calls the agreements by which the person's organisation is another
            party to some services; empty for whoever belongs to the model's own organisation.
    """

    caller: Caller
    model: OperatingModel
    roles: tuple[Role, ...]
    role: Role
    holds: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    def may(self, does: str) -> bool:
        """Return whether the person may do something on the operating model."""
        return bool(RULES[does].roles & set(self.roles))

    @property
    def is_of_another_party(self) -> bool:
        """Return whether the person sees only what the own organisation is a party to."""
        return self.role is Role.OTHER_PARTY


def take_model_seat(caller: Caller, model: str, does: str) -> ModelSeat:
    """Let somebody do something on an operating model.

    Args:
        caller: The person.
        model: The operating model's key in the book.
        does: What is done, as the table of rights calls it.

    Raises:
        NotThere: There is no such model, or the person has no part in it.
        NotAllowed: The person has a part in it, and none of the roles for this.
        NotInScope: The token was not made for this.
    """
    rule = RULES[does]
    assert rule.concern is Concern.OPERATING_MODEL
    found = OperatingModel.objects.filter(key=model).first()
    if found is None or not caller.person.is_active:
        raise NotThere
    roles, holds, links = {Role.COLLEAGUE}, list[str](), list[str]()
    if found.organisation_id == caller.person.organisation_id:
        held = appointed_on_models(caller.at).filter(person=caller.person, model=found)
        for each in held.order_by("pk"):
            roles.add(Role(each.role))
            holds += [each.named] if each.named else []
    else:
        roles = {Role.OTHER_PARTY}
        links = [each.link for each in _shared(caller).filter(model=found)]
        if not links:
            raise NotThere
    must_be_in_scope(caller, rule)
    fitting = [role for role in Role if role in roles and role in rule.roles]
    if not fitting:
        raise NotAllowed(does, _named(rule.roles))
    return ModelSeat(
        caller=caller,
        model=found,
        roles=tuple(role for role in Role if role in roles),
        role=fitting[0],
        holds=tuple(dict.fromkeys(holds)),
        links=tuple(links),
    )


def appointed_on_models(at: Instant) -> QuerySet[ModelAppointment]:
    """Return the appointments on operating models that hold at a moment."""
    moment = at.to_datetime()
    return ModelAppointment.objects.filter(
        Q(ended_at__isnull=True) | Q(ended_at__gt=moment), begun_at__lte=moment
    )


def models_of(caller: Caller) -> QuerySet[OperatingModel]:
    """Return the operating models that one has a part in, one's own organisation's first."""
    own = Q(organisation=caller.person.organisation_id)
    shared = Q(pk__in=_shared(caller).values("model"))
    return OperatingModel.objects.filter(own | shared).order_by("title", "pk")


def _shared(caller: Caller) -> QuerySet[ModelCoverage]:
    held = appointed(caller.at).filter(person=caller.person).values("agreement")
    return ModelCoverage.objects.filter(agreement__in=held, has_services=True)


def _named(roles: Iterable[Role]) -> Iterable[str]:
    return (each.value for each in roles if each is not Role.COLLEAGUE)
