"""Who holds which role in an agreement, and who has left."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

from servanda.desk.callers import Caller, Seat, allow, take_seat
from servanda.desk.joining import NotARole
from servanda.desk.refusals import NotThere
from servanda.desk.rights import APPOINTABLE, Role
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import AccessToken, Appointment, Person

__all__ = [
    "LastOwner",
    "NotAColleague",
    "appoint",
    "appointments",
    "end_appointment",
    "person_left",
]


class NotAColleague(MisusedCommand):
    """A person was named who is not in one's own organisation, or has left it."""

    def __init__(self) -> None:
        super().__init__(
            "nobody of that key works in your organisation; invite people of others instead"
        )


class LastOwner(MisusedCommand):
    """A party would be left without an owner of the agreement."""

    def __init__(self) -> None:
        super().__init__("your party needs an owner of the agreement; appoint another one first")


def appointments(caller: Caller, agreement: str) -> Sequence[Appointment]:
    """Return every appointment of an agreement, those that ended too, oldest first."""
    seat = take_seat(caller, agreement, "agreement looked at")
    found = seat.agreement.appointments.select_related("person__organisation")
    return list(found.order_by("begun_at", "pk"))


def appoint(caller: Caller, agreement: str, person: str, role: str) -> Appointment:
    """Give a colleague a role in an agreement from now on.

    Args:
        caller: An owner.
        agreement: The agreement's key.
        person: The colleague's key.
        role: The role.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        NotARole: There is no such role.
        NotAColleague: Nobody of that key is in one's own organisation.
    """
    seat = take_seat(caller, agreement, "person appointed")
    if role not in {each.value for each in APPOINTABLE}:
        raise NotARole(role)
    colleague = Person.objects.filter(
        key=person, organisation=caller.person.organisation, is_active=True
    ).first()
    if colleague is None:
        raise NotAColleague
    with transaction.atomic():
        made = Appointment.objects.create(
            agreement=seat.agreement,
            person=colleague,
            role=role,
            begun_at=caller.at.to_datetime(),
            made_by=caller.person,
        )
        caller.keep(made)
    return made


def end_appointment(caller: Caller, agreement: str, appointment: int) -> Appointment:
    """End an appointment of one's own party's people, or of guests that one invited.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        LastOwner: The party would be left without an owner.
    """
    seat = take_seat(caller, agreement, "appointment ended")
    with transaction.atomic():
        found = (
            Appointment.objects.select_for_update()
            .filter(pk=appointment, agreement=seat.agreement)
            .filter(Q(person__organisation=caller.person.organisation) | Q(made_by=caller.person))
            .first()
        )
        if found is None:
            raise NotThere
        if found.role == Role.OWNER.value and not _other_owners(seat, found):
            raise LastOwner
        if found.ended_at is None:
            found.ended_at, found.ended_by = caller.at.to_datetime(), caller.person
            found.save(update_fields=["ended_at", "ended_by"])
        caller.keep(found)
    return found


def person_left(caller: Caller, person: str) -> Person:
    """Say that a colleague has left: what they said stays, and they sign in no more.

    Raises:
        NotAllowed, NotInScope: As the table of rights says.
        NotThere: Nobody of that key is in one's own organisation.
    """
    allow(caller, "colleague left")
    with transaction.atomic():
        found = (
            Person.objects.select_for_update()
            .filter(key=person, organisation=caller.person.organisation)
            .exclude(pk=caller.person.pk)
            .first()
        )
        if found is None:
            raise NotThere
        moment = caller.at.to_datetime()
        found.is_active, found.left_at = False, found.left_at or moment
        found.save(update_fields=["is_active", "left_at"])
        AccessToken.objects.filter(person=found, revoked_at__isnull=True).update(revoked_at=moment)
        caller.keep(found)
    return found


def _other_owners(seat: Seat, ended: Appointment) -> bool:
    others = Appointment.objects.filter(
        agreement=seat.agreement,
        role=Role.OWNER.value,
        ended_at__isnull=True,
        person__is_active=True,
        person__organisation=ended.person.organisation,
    )
    return others.exclude(pk=ended.pk).exists()
