"""Who may do what on an operating model: given, ended, and who has it now."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from servanda.agreement.notebook import advise_name
from servanda.desk.appointing import NotAColleague
from servanda.desk.callers import Caller
from servanda.desk.joining import NotARole
from servanda.desk.operating_model.leaving import end_appointment
from servanda.desk.operating_model.reading import read_in_book
from servanda.desk.operating_model.seats import (
    ModelSeat,
    appointed_on_models,
    take_model_seat,
)
from servanda.desk.refusals import NotThere
from servanda.desk.rights import ON_MODELS, Role
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import ModelAppointment, OperatingModel, Person

__all__ = [
    "AppointedOnModel",
    "HasItAlready",
    "NotInTheText",
    "appoint_on_model",
    "appointments_on_model",
    "end_on_model",
]


class NotInTheText(MisusedCommand):
    """A role that somebody is to hold does not stand in the text."""

    def __init__(self, name: str, advice: str) -> None:
        what = f"the text has no role called '{name}'" if name else "say which role of the text"
        super().__init__(f"{what}; {advice}")


class HasItAlready(MisusedCommand):
    """Somebody has a role already."""

    def __init__(self, person: Person) -> None:
        super().__init__(f"{person.name} has that role already")


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointedOnModel:
    """An appointment, and which of its operating model's it is, 1 for the first."""

    number: int
    appointment: ModelAppointment


def appointments_on_model(caller: Caller, model: str) -> list[AppointedOnModel]:
    """Return who holds which role on an operating model now.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
    """
    seat = take_model_seat(caller, model, "whole operating model looked at")
    held = appointed_on_models(caller.at).filter(model=seat.model).select_related("person")
    numbers = {pk: number for number, pk in enumerate(_all(seat.model), 1)}
    return [
        AppointedOnModel(number=numbers[each.pk], appointment=each) for each in held.order_by("pk")
    ]


def appoint_on_model(
    caller: Caller, model: str, person: str, role: str, *, named: str = ""
) -> AppointedOnModel:
    """Give a colleague a role on an operating model.

    Args:
        caller: An owner.
        model: The operating model's key.
        person: The colleague's key.
        role: ``owner``, ``architect``, or ``role holder``.
        named: The role of the text that a role holder holds.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        NotARole: There is no such role.
        NotInTheText: The text has no such role.
        NotAColleague: Nobody of that key is in one's own organisation.
        HasItAlready: They have it.
    """
    seat = take_model_seat(caller, model, "role on a model given")
    if role not in {each.value for each in ON_MODELS}:
        raise NotARole(role, ON_MODELS)
    holds = role == Role.ROLE_HOLDER.value
    if holds:
        roles = read_in_book(seat.model).model.roles
        if named not in roles:
            raise NotInTheText(named, advise_name(named, roles))
    with transaction.atomic():
        model_row = _locked(seat)
        colleague = Person.objects.filter(
            key=person, organisation=caller.person.organisation, is_active=True
        ).first()
        if colleague is None:
            raise NotAColleague
        values = {"model": model_row, "person": colleague, "role": role}
        values["named"] = named if holds else ""
        if appointed_on_models(caller.at).filter(**values).exists():
            raise HasItAlready(colleague)
        made = ModelAppointment.objects.create(
            **values, begun_at=caller.at.to_datetime(), made_by=caller.person
        )
        appointed = AppointedOnModel(number=len(_all(model_row)), appointment=made)
        caller.keep(appointed)
    return appointed


def end_on_model(caller: Caller, model: str, number: int) -> AppointedOnModel:
    """End a role of a colleague on an operating model.

    Args:
        caller: An owner.
        model: The operating model's key.
        number: Which of its appointments, 1 for the first.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        LastModelOwner: It would be left without an owner.
    """
    seat = take_model_seat(caller, model, "role on a model ended")
    with transaction.atomic():
        numbered = dict(enumerate(_all(_locked(seat)), 1))
        found = ModelAppointment.objects.filter(pk=numbered.get(number, 0)).first()
        if found is None:
            raise NotThere
        if found.ended_at is None:
            end_appointment(found, caller)
        ended = AppointedOnModel(number=number, appointment=found)
        caller.keep(ended)
    return ended


def _locked(seat: ModelSeat) -> OperatingModel:
    return OperatingModel.objects.select_for_update().get(pk=seat.model.pk)


def _all(model: OperatingModel) -> list[int]:
    return list(model.appointments.order_by("pk").values_list("pk", flat=True))
