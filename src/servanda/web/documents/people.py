"""The shapes of people, their organisation and their roles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from ninja import Schema
from pydantic import Field

from servanda.desk.appointing import Appointed
from servanda.desk.joining import Invited
from servanda.desk.organisations import OrganisationSeen
from servanda.desk.rights import Role, Rule
from servanda.record.models import Invitation, Person
from servanda.web.documents.common import Line

__all__ = [
    "Administration",
    "AppointmentDocument",
    "Appointments",
    "InvitationDocument",
    "NewAppointment",
    "NewColleague",
    "NewInvitation",
    "NewSuccessor",
    "OpenInvitation",
    "OpenInvitations",
    "OrganisationDocument",
    "PersonDocument",
    "Rights",
    "RuleDocument",
    "SecondFactor",
]


class PersonDocument(Schema):
    """Somebody in the book, or a system, which has no mail address."""

    key: str
    name: str
    email: str
    is_system: bool
    organisation: str
    administers: bool
    has_left: bool

    @classmethod
    def of(cls, person: Person) -> PersonDocument:
        """Return a person's document."""
        return cls(
            key=person.key,
            name=person.name,
            email=person.mail_address,
            is_system=person.is_system,
            organisation=person.organisation.name,
            administers=person.administers,
            has_left=not person.is_active,
        )


class AppointmentDocument(Schema):
    """A role that somebody holds, or a system."""

    number: int
    person: str
    name: str
    is_system: bool
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
            is_system=appointment.person.is_system,
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
    """A role for a colleague or a system."""

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


class Administration(Schema):
    """Whether somebody administers their organisation."""

    administers: bool


class OpenInvitation(Schema):
    """An invitation that can still be taken; ``party`` is empty for a guest."""

    key: str
    email: str
    administers: bool
    party: str
    role: str
    invited_by: str
    made_at: datetime
    expires_at: datetime

    @classmethod
    def of(cls, invitation: Invitation) -> OpenInvitation:
        """Return an invitation's document."""
        return cls(
            key=invitation.salt,
            email=invitation.email,
            administers=invitation.administers,
            party=invitation.party,
            role=invitation.role,
            invited_by=invitation.invited_by.name if invitation.invited_by else "",
            made_at=invitation.made_at,
            expires_at=invitation.expires_at,
        )


class OpenInvitations(Schema):
    """Invitations that can still be taken, newest first."""

    invitations: list[OpenInvitation]

    @classmethod
    def of(cls, found: Sequence[Invitation]) -> OpenInvitations:
        """Return the document of invitations."""
        return cls(invitations=[OpenInvitation.of(each) for each in found])


class RuleDocument(Schema):
    """Who may do something."""

    does: str
    about: str = Field(description="What it is about, and so where the right to it comes from")
    roles: list[str] = Field(description="Any one of them is enough; empty where none is needed")
    scope: str = Field(description="What a token needs")
    speaks: bool = Field(description="Whether it is for the client and the provider alone")


class Rights(Schema):
    """The table of rights."""

    rights: list[RuleDocument]

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> Rights:
        """Return the document of rules."""
        return cls(
            rights=[
                RuleDocument(
                    does=each.does,
                    about=each.concern.value,
                    roles=[role.value for role in Role if role in each.roles],
                    scope=each.scope.value,
                    speaks=each.speaks,
                )
                for each in rules
            ]
        )
