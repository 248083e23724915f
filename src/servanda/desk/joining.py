"""Invitations, and who takes them: the way into the book."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parseaddr

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from servanda.decisions.rulebook import SIDES
from servanda.desk.background import Sort
from servanda.desk.callers import Caller, allow, take_seat
from servanda.desk.refusals import NotInvited
from servanda.desk.rights import APPOINTABLE, Role
from servanda.desk.working import history_of, workspace_of
from servanda.kernel.diagnostic import near_match
from servanda.kernel.time import Instant
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import (
    Agreement,
    Appointment,
    Invitation,
    Organisation,
    Person,
    Representation,
)
from servanda.record.opening import current_book
from servanda.record.queue import put

__all__ = [
    "Invited",
    "NotAParty",
    "NotARole",
    "NotAnAddress",
    "PoorPassword",
    "SomethingMissing",
    "invite_colleague",
    "invite_first",
    "invite_to_agreement",
    "link_of",
    "parties_to_invite",
    "take_by_identity",
    "take_invitation",
]

_VALID = timedelta(days=14)
_GUEST = "guest"
_GUESTS = (Role.VIEWER, Role.AUDITOR)


class NotAnAddress(MisusedCommand):
    """Mail cannot be sent to that."""

    def __init__(self, text: str) -> None:
        super().__init__(f"'{text}' is no mail address; write it like c.jones@example.com")


class NotARole(MisusedCommand):
    """A role was named that does not exist, or that one is not invited to so."""

    def __init__(self, text: str, known: tuple[Role, ...] = APPOINTABLE) -> None:
        names = [each.value for each in known]
        near = near_match(text, names)
        hint = f"; did you mean '{near}'?" if near else f"; there are: {', '.join(names)}"
        super().__init__(f"'{text}' is no role to invite to{hint}")


class NotAParty(MisusedCommand):
    """A party was named that the agreement does not have."""

    def __init__(self, text: str, known: list[str]) -> None:
        super().__init__(f"'{text}' is no party of it; there are: {', '.join(known)}, {_GUEST}")


class PoorPassword(MisusedCommand):
    """A password is too easy to guess; the message says what to change."""


class SomethingMissing(MisusedCommand):
    """Something has to be said, and is not."""

    def __init__(self, what: str) -> None:
        super().__init__(f"please say {what}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """Say how somebody gets in.

    Args:
        email: Whom it is for.
        word: The word that opens it; empty where it goes to that address by mail, so that who
            takes the invitation is who reads that mail.
        expires: Until when it can be taken.
    """

    email: str
    word: str
    expires: Instant

    @property
    def link(self) -> str:
        """Return where it is taken, empty where only the mail says so."""
        return _link(self.word) if self.word else ""


def invite_first(email: str, at: Instant) -> Invited:
    """Invite the first person into a book that has nobody yet, to administer their organisation.

    Raises:
        MisusedCommand: There are people in the book already.
    """
    if Person.objects.exists():
        raise MisusedCommand("this book has people already; one of them has to invite you")
    return _invite(Invitation(administers=True), email, at)


def link_of(invitation: Invitation) -> str:
    """Return where an invitation is taken, for the letter to whom it is for.

    Raises:
        NotInvited: The book's secret is another one than when it was made.
    """
    word = _word(invitation)
    if _digest(word) != invitation.word_sha256:
        raise NotInvited
    return _link(word)


def invite_colleague(caller: Caller, email: str, *, administers: bool = False) -> Invited:
    """Invite somebody into one's own organisation.

    Whether somebody of that address is in the book already is not told.

    Raises:
        NotAllowed, NotInScope: As the table of rights says.
        NotAnAddress: It is none.
    """
    allow(caller, "colleague invited")
    invitation = Invitation(
        organisation=caller.person.organisation, administers=administers, invited_by=caller.person
    )
    return _invite(invitation, email, caller.at, caller)


def invite_to_agreement(
    caller: Caller, agreement: str, email: str, party: str, role: str
) -> Invited:
    """Invite somebody to work on an agreement: a colleague, the other party, or a guest.

    Args:
        caller: An owner of the agreement.
        agreement: The agreement's key.
        email: Whom.
        party: For which party, ``guest`` for none.
        role: In which role; third parties and guests look only.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        NotAnAddress, NotAParty, NotARole: One of them is none.
    """
    seat = take_seat(caller, agreement, "person invited")
    parties = [*history_of(workspace_of(seat.agreement)).latest.parties]
    if party not in {*parties, _GUEST}:
        raise NotAParty(party, parties)
    open_to = APPOINTABLE if party in SIDES else _GUESTS
    if role not in {each.value for each in open_to}:
        raise NotARole(role, open_to)
    represented = Representation.objects.filter(agreement=seat.agreement, party=party).first()
    if represented and represented.party != seat.party:
        raise NotAParty(party, [seat.party])
    invitation = Invitation(
        agreement=seat.agreement,
        organisation=represented.organisation if represented else None,
        party="" if party == _GUEST else party,
        role=role,
        administers=represented is None,
        invited_by=caller.person,
    )
    return _invite(invitation, email, caller.at, caller)


def parties_to_invite(caller: Caller, agreement: str) -> tuple[str, ...]:
    """Return for which parties one can invite: one's own, those that nobody is yet, and none.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
    """
    seat = take_seat(caller, agreement, "person invited")
    taken = set(
        Representation.objects.filter(agreement=seat.agreement)
        .exclude(party=seat.party)
        .values_list("party", flat=True)
    )
    parties = history_of(workspace_of(seat.agreement)).latest.parties
    return (*(each for each in parties if each not in taken), _GUEST)


def take_invitation(
    word: str, at: Instant, *, name: str = "", organisation: str = "", password: str = ""
) -> Person:
    """Come into the book, or into an agreement, by an invitation.

    Args:
        word: The word of the invitation.
        at: Now.
        name: The person's name.
        organisation: Name of the organisation, where the invitation does not say which.
        password: What the person will sign in with.

    Raises:
        NotInvited: There is no such invitation, or it was taken, or is too old.
        SomethingMissing, PoorPassword: What was said is not enough.
    """
    with transaction.atomic():
        invitation = (
            Invitation.objects.select_for_update().filter(word_sha256=_digest(word)).first()
        )
        if invitation is None:
            raise NotInvited
        return _take(invitation, at, name=name, organisation=organisation, password=password)


def take_by_identity(organisation: Organisation, email: str, name: str, at: Instant) -> Person:
    """Come into the book by an invitation of one's organisation, whose identity provider answers
    for one's address and name.

    Args:
        organisation: The organisation whose identity provider it is.
        email: The address that it answers for.
        name: The name that it answers for.
        at: Now.

    Raises:
        NotInvited: The organisation has invited nobody of that address, or too long ago.
    """
    with transaction.atomic():
        open_ones = Invitation.objects.select_for_update().filter(
            email=email.casefold(),
            organisation=organisation,
            taken_at__isnull=True,
            expires_at__gt=at.to_datetime(),
        )
        taken = [_take(each, at, name=name or email, password=None) for each in open_ones]
    if not taken:
        raise NotInvited
    return taken[0]


def _take(
    invitation: Invitation,
    at: Instant,
    *,
    name: str,
    organisation: str = "",
    password: str | None,
) -> Person:
    moment = at.to_datetime()
    if invitation.taken_at or invitation.expires_at <= moment:
        raise NotInvited
    person = Person.objects.filter(email=invitation.email).first()
    if person is None:
        person = _new_person(invitation, at, name.strip(), organisation.strip(), password)
    if not person.is_active or invitation.organisation_id not in {None, person.organisation_id}:
        raise NotInvited
    if invitation.agreement is not None:
        _appoint(invitation, invitation.agreement, person, at)
    invitation.taken_at, invitation.taken_by = moment, person
    invitation.save(update_fields=["taken_at", "taken_by"])
    return person


def _new_person(
    invitation: Invitation, at: Instant, name: str, organisation: str, password: str | None
) -> Person:
    if not name or not name.isprintable():
        raise SomethingMissing("your name")
    home = invitation.organisation
    if home is None:
        if not organisation or not organisation.isprintable():
            raise SomethingMissing("the name of your organisation")
        home = Organisation.objects.create(name=organisation, joined_at=at.to_datetime())
    person = Person(
        email=invitation.email,
        name=name,
        organisation=home,
        administers=invitation.administers,
        joined_at=at.to_datetime(),
    )
    if password is not None:
        try:
            validate_password(password, person)
        except ValidationError as problem:
            raise PoorPassword(" ".join(problem.messages)) from None
    person.set_password(password)
    person.save()
    return person


def _appoint(invitation: Invitation, agreement: Agreement, person: Person, at: Instant) -> None:
    if invitation.party:
        found, _ = Representation.objects.get_or_create(
            agreement=agreement,
            party=invitation.party,
            defaults={"organisation": person.organisation},
        )
        if found.organisation_id != person.organisation_id:
            raise NotInvited
    Appointment.objects.create(
        agreement=agreement,
        person=person,
        role=invitation.role,
        begun_at=at.to_datetime(),
        made_by=invitation.invited_by,
    )


def _invite(
    invitation: Invitation, email: str, at: Instant, caller: Caller | None = None
) -> Invited:
    address = parseaddr(email)[1]
    if address != email.strip() or "@" not in address.strip("@"):
        raise NotAnAddress(email)
    word = _word(invitation)
    now = at.to_datetime()
    invitation.email, invitation.word_sha256 = address.casefold(), _digest(word)
    invitation.made_at, invitation.expires_at = now, now + _VALID
    # Nobody reads the mail of a book that hands it to nobody, so that who invites is told.
    is_mailed = caller is not None and bool(current_book().settings.mail)
    invited = Invited(
        email=address.casefold(),
        word="" if is_mailed else word,
        expires=Instant.from_datetime(now + _VALID),
    )
    with transaction.atomic():
        invitation.save()
        if caller is not None:
            put(Sort.INVITATION.value, {"invitation": invitation.pk}, at)
            caller.keep(invited)
    return invited


def _word(invitation: Invitation) -> str:
    key = current_book().secret().encode()
    made = hmac.digest(key, f"servanda/invitation/1 {invitation.salt}".encode(), "sha256")
    return urlsafe_b64encode(made).decode().rstrip("=")


def _link(word: str) -> str:
    return f"{current_book().settings.address}/join/{word}"


def _digest(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()
