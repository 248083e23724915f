"""Who holds which role in an agreement, and who has left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from servanda.desk.callers import Caller, Seat, allow, take_seat
from servanda.desk.joining import NotARole
from servanda.desk.operating_model.leaving import end_on_models_of
from servanda.desk.refusals import NotThere
from servanda.desk.rights import APPOINTABLE, Role
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import AccessToken, Appointment, Person

__all__ = [
    "Appointed",
    "LastOwner",
    "NotAColleague",
    "appoint",
    "appointments",
    "colleagues",
    "end_appointment",
    "hand_over_role",
    "person_left",
]


class NotAColleague(MisusedCommand):
    """A person was named who is not in one's own organisation, or has left it."""

    def __init__(self) -> None:
        super().__init__(
            "nobody of that key works in your organisation; invite people of others instead"
        )


class LastOwner(MisusedCommand):
    """A party would be left without a person who owns the agreement; a system is none."""

    def __init__(self) -> None:
        super().__init__(
            "your party needs a person who owns the agreement; appoint another one first"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointed:
    """An appointment, and what it is called outside.

    Args:
        number: Which of its agreement's it is, 1 for the first. The database's own number would
            tell how many appointments others make.
        appointment: The appointment.
    """

    number: int
    appointment: Appointment


def appointments(caller: Caller, agreement: str) -> Sequence[Appointed]:
    """Return every appointment of an agreement, those that ended too, oldest first."""
    seat = take_seat(caller, agreement, "agreement looked at")
    found = seat.agreement.appointments.select_related("person__organisation").order_by("pk")
    return [Appointed(number=number, appointment=each) for number, each in enumerate(found, 1)]


def colleagues(caller: Caller) -> Sequence[Person]:
    """Return who works in one's own organisation now, by name; whom one can appoint.

    Systems are among them: they hold roles as people do.
    """
    own = Person.objects.filter(organisation=caller.person.organisation_id, is_active=True)
    return tuple(own.order_by("name", "pk"))


def appoint(caller: Caller, agreement: str, person: str, role: str) -> Appointed:
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
    colleague = _colleague(caller, person)
    with transaction.atomic():
        made = Appointment.objects.create(
            agreement=seat.agreement,
            person=colleague,
            role=role,
            begun_at=caller.at.to_datetime(),
            made_by=caller.person,
        )
        appointed = Appointed(number=_number(made), appointment=made)
        caller.keep(appointed)
    return appointed


def end_appointment(caller: Caller, agreement: str, number: int) -> Appointed:
    """End an appointment of one's own party's people, or of guests that one invited.

    Args:
        caller: An owner.
        agreement: The agreement's key.
        number: Which of the agreement's appointments, 1 for the first.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        LastOwner: The party would be left without an owner.
    """
    seat = take_seat(caller, agreement, "appointment ended")
    with transaction.atomic():
        found = (
            Appointment.objects.select_for_update()
            .filter(pk=_numbered(seat, number), agreement=seat.agreement)
            .filter(Q(person__organisation=caller.person.organisation) | Q(made_by=caller.person))
            .first()
        )
        if found is None:
            raise NotThere
        _keep_an_owner(found)
        if found.ended_at is None:
            found.ended_at, found.ended_by = caller.at.to_datetime(), caller.person
            found.save(update_fields=["ended_at", "ended_by"])
        ended = Appointed(number=number, appointment=found)
        caller.keep(ended)
    return ended


def hand_over_role(caller: Caller, agreement: str, number: int, successor: str) -> Appointed:
    """End an appointment and give its role to a colleague, at the same moment.

    Args:
        caller: An owner; also the one whose own role it is.
        agreement: The agreement's key.
        number: Which of the agreement's appointments, 1 for the first.
        successor: The colleague's key.

    Returns:
        The colleague's appointment.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        NotAColleague: Nobody of that key is in one's own organisation.
        LastOwner: A system would be the party's only owner.
    """
    seat = take_seat(caller, agreement, "role handed over")
    colleague = _colleague(caller, successor)
    with transaction.atomic():
        found = (
            Appointment.objects.select_for_update()
            .filter(pk=_numbered(seat, number), agreement=seat.agreement, ended_at__isnull=True)
            .filter(person__organisation=caller.person.organisation)
            .first()
        )
        if found is None:
            raise NotThere
        made = _hand_over(found, colleague, caller)
        handed = Appointed(number=_number(made), appointment=made)
        caller.keep(handed)
    return handed


def person_left(caller: Caller, person: str, *, successor: str = "") -> Person:
    """Say that a colleague has left, or end a system: what they said stays, and that is all.

    They sign in no more, and their tokens open nothing.

    Args:
        caller: An administrator of the organisation.
        person: The colleague's key, or the system's.
        successor: Key of the colleague who has their roles from now on; their roles just end
            where nobody is named.

    Raises:
        NotAllowed, NotInScope: As the table of rights says.
        NotThere: Nobody of that key is in one's own organisation.
        NotAColleague: The successor is none.
        LastOwner, LastModelOwner: They are their party's only owner of an agreement, or of the
            operating model, and no person succeeds them.
    """
    allow(caller, "colleague left")
    heir = _colleague(caller, successor) if successor else None
    with transaction.atomic():
        found = (
            Person.objects.select_for_update()
            .filter(key=person, organisation=caller.person.organisation)
            .exclude(pk=caller.person.pk)
            .first()
        )
        if found is None:
            raise NotThere
        if heir == found:
            raise NotAColleague
        for held in found.appointments.filter(ended_at__isnull=True).order_by("pk"):
            _end(held, heir, caller)
        end_on_models_of(found, heir, caller)
        moment = caller.at.to_datetime()
        found.is_active, found.left_at = False, found.left_at or moment
        found.save(update_fields=["is_active", "left_at"])
        AccessToken.objects.filter(person=found, revoked_at__isnull=True).update(revoked_at=moment)
        caller.keep(found)
    return found


def _end(held: Appointment, heir: Person | None, caller: Caller) -> None:
    """End a role of somebody who leaves, and give it to whoever succeeds them."""
    if heir is not None:
        _hand_over(held, heir, caller)
        return
    _keep_an_owner(held)
    held.ended_at, held.ended_by = caller.at.to_datetime(), caller.person
    held.save(update_fields=["ended_at", "ended_by"])


def _hand_over(held: Appointment, heir: Person, caller: Caller) -> Appointment:
    if heir.is_system:
        _keep_an_owner(held)
    moment = caller.at.to_datetime()
    held.ended_at, held.ended_by = moment, caller.person
    held.save(update_fields=["ended_at", "ended_by"])
    return Appointment.objects.create(
        agreement=held.agreement,
        person=heir,
        role=held.role,
        begun_at=moment,
        made_by=caller.person,
    )


def _colleague(caller: Caller, key: str) -> Person:
    found = Person.objects.filter(
        key=key, organisation=caller.person.organisation, is_active=True
    ).first()
    if found is None:
        raise NotAColleague
    return found


def _number(appointment: Appointment) -> int:
    """Return which of its agreement's appointments it is, 1 for the first."""
    return appointment.agreement.appointments.filter(pk__lte=appointment.pk).count()


def _numbered(seat: Seat, number: int) -> int:
    keys = seat.agreement.appointments.order_by("pk").values_list("pk", flat=True)
    return (keys[number - 1 : number].first() if number > 0 else None) or 0


def _keep_an_owner(ended: Appointment) -> None:
    """Raise ``LastOwner`` where no person would own the agreement for the party any more."""
    if ended.role != Role.OWNER.value:
        return
    others = Appointment.objects.filter(
        agreement=ended.agreement_id,
        role=Role.OWNER.value,
        ended_at__isnull=True,
        person__is_active=True,
        person__is_system=False,
        person__organisation=ended.person.organisation,
    )
    if not others.exclude(pk=ended.pk).exists():
        raise LastOwner
