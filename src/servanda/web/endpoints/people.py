"""People: appointed, relieved, leaving."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from servanda.desk.appointing import (
    appoint,
    appointments,
    end_appointment,
    hand_over_role,
    person_left,
)
from servanda.web.answering import IDEMPOTENT, done
from servanda.web.callers import caller_of
from servanda.web.documents.people import (
    AppointmentDocument,
    Appointments,
    NewAppointment,
    NewSuccessor,
    PersonDocument,
)
from servanda.web.routes import lets

__all__ = ["router"]

router = Router(tags=["people"])


@router.delete("/people/{person}", response=PersonDocument, operation_id="person_left")
@lets("colleague left")
def left(
    request: HttpRequest,
    person: str,
    successor: Annotated[str, Query(max_length=40, description="Who has their roles now.")] = "",
) -> HttpResponse:
    """Say that a colleague has left, or end a system; what they said stays."""
    return done(
        request,
        lambda caller: person_left(caller, person, successor=successor),
        PersonDocument.of,
        status=200,
    )


@router.get(
    "/agreements/{agreement}/appointments", response=Appointments, operation_id="appointments"
)
@lets("agreement looked at")
def all_appointments(request: HttpRequest, agreement: str) -> Appointments:
    """List who holds or held which role."""
    found = appointments(caller_of(request), agreement)
    return Appointments(appointments=[AppointmentDocument.of(each) for each in found])


@router.post(
    "/agreements/{agreement}/appointments",
    response={201: AppointmentDocument},
    operation_id="appoint",
    openapi_extra=IDEMPOTENT,
)
@lets("person appointed")
def new_appointment(
    request: HttpRequest, agreement: str, appointment: NewAppointment
) -> HttpResponse:
    """Give a colleague or a system a role."""
    return done(
        request,
        lambda caller: appoint(caller, agreement, appointment.person, appointment.role),
        AppointmentDocument.of,
    )


@router.delete(
    "/agreements/{agreement}/appointments/{appointment}",
    response=AppointmentDocument,
    operation_id="end_appointment",
)
@lets("appointment ended")
def no_appointment(
    request: HttpRequest,
    agreement: str,
    appointment: Annotated[int, Path(ge=1, le=2_000_000_000)],
) -> HttpResponse:
    """End a role; that it was held stays known."""
    return done(
        request,
        lambda caller: end_appointment(caller, agreement, appointment),
        AppointmentDocument.of,
        status=200,
    )


@router.post(
    "/agreements/{agreement}/appointments/{appointment}/successors",
    response={201: AppointmentDocument},
    operation_id="hand_over_role",
    openapi_extra=IDEMPOTENT,
)
@lets("role handed over")
def new_successor(
    request: HttpRequest,
    agreement: str,
    appointment: Annotated[int, Path(ge=1, le=2_000_000_000)],
    successor: NewSuccessor,
) -> HttpResponse:
    """End a role and give it to a colleague, at the same moment."""
    return done(
        request,
        lambda caller: hand_over_role(caller, agreement, appointment, successor.person),
        AppointmentDocument.of,
    )
