"""The shapes of people, their organisation and their roles."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema

from servanda.desk.appointing import Appointed
from servanda.desk.joining import Invited
from servanda.desk.organisations import OrganisationSeen
from servanda.record.models import Person
from servanda.web.documents.common import Line

__all__ = [
    "AppointmentDocument",
    "Appointments",
    "InvitationDocument",
    "NewAppointment",
    "NewColleague",
    "NewInvitation",
    "NewSuccessor",
    "OrganisationDocument",
    "PersonDocument",
    "SecondFactor",
]


class PersonDocument(Schema):
    """Somebody in the book."""

    key: str
    name: str
    email: str
    organisation: str
    administers: bool
    has_left: bool

    @classmethod
    def of(cls, person: Person) -> PersonDocument:
        """Return a person's document."""
        return cls(
            key=person.key,
            name=person.name,
            email=person.email,
            organisation=person.organisation.name,
            administers=person.administers,
            has_left=not person.is_active,
        )


class AppointmentDocument(Schema):
    """A role that somebody holds."""

    number: int
    person: str
    name: str
    organisation: str
    role: str
    begun_at: datetime
    ended_at: datetime | None

    @classmethod
    def of(cls, appointed: Appointed) -> AppointmentDocument:
        """Return an appointment's document."""
        appointment = appointed.appointment
        return cls(
            number=appointed.number,
            person=appointment.person.key,
            name=appointment.person.name,
            organisation=appointment.person.organisation.name,
            role=appointment.role,
            begun_at=appointment.begun_at,
            ended_at=appointment.ended_at,
        )


class Appointments(Schema):
    """Everybody who holds or held a role, oldest first."""

    appointments: list[AppointmentDocument]


class OrganisationDocument(Schema):
    """One's own organisation, with its people by name."""

    key: str
    name: str
    requires_second_factor: bool
    people: list[PersonDocument]

    @classmethod
    def of(cls, seen: OrganisationSeen) -> OrganisationDocument:
        """Return an organisation's document."""
        return cls(
            key=seen.organisation.key,
            name=seen.organisation.name,
            requires_second_factor=seen.organisation.requires_second_factor,
            people=[PersonDocument.of(each) for each in seen.people],
        )


class SecondFactor(Schema):
    """Whether people who sign in with a password need a second factor."""

    required: bool


class NewSuccessor(Schema):
    """The colleague who has a role from now on."""

    person: Line


class NewAppointment(Schema):
    """A role for a colleague."""

    person: Line
    role: Line


class NewInvitation(Schema):
    """Somebody to work on an agreement; ``guest`` as party for none."""

    email: Line
    party: Line
    role: Line


class NewColleague(Schema):
    """Somebody for one's own organisation."""

    email: Line
    administers: bool = False


class InvitationDocument(Schema):
    """How somebody gets in; the link is empty where it goes by mail to them alone."""

    email: str
    link: str
    expires: datetime

    @classmethod
    def of(cls, invited: Invited) -> InvitationDocument:
        """Return an invitation's document."""
        return cls(email=invited.email, link=invited.link, expires=invited.expires.to_datetime())
