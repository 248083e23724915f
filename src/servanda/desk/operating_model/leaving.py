"""Roles on operating models ended: of who has them no more, and of who leaves."""

from __future__ import annotations

from servanda.desk.callers import Caller
from servanda.desk.rights import Role
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import ModelAppointment, Person

__all__ = ["LastModelOwner", "end_appointment", "end_on_models_of"]


class LastModelOwner(MisusedCommand):
    """An operating model would be left without a person who owns it."""

    def __init__(self) -> None:
        super().__init__(
            "an operating model keeps a person as its owner; make a colleague owner first"
        )


def end_on_models_of(person: Person, heir: Person | None, caller: Caller) -> None:
    """End the roles on operating models of somebody who leaves, or give them to a successor.

    Args:
        person: Who leaves; the caller has begun a transaction.
        heir: Who has them from then on; nobody may be named.
        caller: Who says so.

    Raises:
        LastModelOwner: They are the only owner, and no person succeeds them.
    """
    for held in person.model_appointments.filter(ended_at__isnull=True).order_by("pk"):
        if heir is not None:
            ModelAppointment.objects.create(
                model=held.model,
                person=heir,
                role=held.role,
                named=held.named,
                begun_at=caller.at.to_datetime(),
                made_by=caller.person,
            )
        end_appointment(held, caller)


def end_appointment(held: ModelAppointment, caller: Caller) -> None:
    """End a role; raises ``LastModelOwner`` where no person would own the model any more."""
    if held.role == Role.OWNER.value:
        owners = ModelAppointment.objects.filter(
            model=held.model_id,
            role=Role.OWNER.value,
            ended_at__isnull=True,
            person__is_active=True,
            person__is_system=False,
        )
        if not owners.exclude(pk=held.pk).exists():
            raise LastModelOwner
    held.ended_at, held.ended_by = caller.at.to_datetime(), caller.person
    held.save(update_fields=["ended_at", "ended_by"])
