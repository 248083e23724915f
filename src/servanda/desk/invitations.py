"""Invitations that nobody has taken yet: looked through, and withdrawn."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from servanda.desk.callers import Caller, allow, take_seat
from servanda.desk.refusals import NotThere
from servanda.record.models import Invitation

__all__ = [
    "colleagues_invited",
    "people_invited",
    "withdraw_from_agreement",
    "withdraw_from_organisation",
]


def colleagues_invited(caller: Caller) -> Sequence[Invitation]:
    """Return who was invited into one's own organisation and can still come, newest first.

    Raises:
        NotAllowed, NotInScope: As the table of rights says.
    """
    allow(caller, "organisation looked at")
    return tuple(_of_organisation(caller))


def people_invited(caller: Caller, agreement: str) -> Sequence[Invitation]:
    """Return whom one's own party invited to an agreement and who can still come, newest first.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
    """
    return tuple(_of_agreement(caller, agreement))


def withdraw_from_organisation(caller: Caller, key: str) -> Invitation:
    """Withdraw an invitation into one's own organisation: its link opens nothing from now on.

    Args:
        caller: An administrator.
        key: The invitation's key.

    Raises:
        NotAllowed, NotInScope: As the table of rights says.
        NotThere: There is no such invitation, or it was taken, or is too old.
    """
    allow(caller, "colleague invited")
    return _withdraw(caller, _of_organisation(caller), key)


def withdraw_from_agreement(caller: Caller, agreement: str, key: str) -> Invitation:
    """Withdraw an invitation to an agreement, of one's own party.

    Args:
        caller: An owner.
        agreement: The agreement's key.
        key: The invitation's key.

    Raises:
        NotThere: There is no such invitation, or it was taken, or is too old.
        NotAllowed, NotInScope: As the table of rights says.
    """
    return _withdraw(caller, _of_agreement(caller, agreement), key)


def _of_organisation(caller: Caller) -> QuerySet[Invitation]:
    own = caller.person.organisation_id
    return _open(caller).filter(organisation=own, agreement__isnull=True)


def _of_agreement(caller: Caller, agreement: str) -> QuerySet[Invitation]:
    seat = take_seat(caller, agreement, "person invited")
    own = caller.person.organisation_id
    return _open(caller).filter(agreement=seat.agreement, invited_by__organisation=own)


def _open(caller: Caller) -> QuerySet[Invitation]:
    found = Invitation.objects.filter(taken_at__isnull=True, expires_at__gt=caller.at.to_datetime())
    return found.select_related("invited_by").order_by("-made_at", "-pk")


def _withdraw(caller: Caller, among: QuerySet[Invitation], key: str) -> Invitation:
    with transaction.atomic():
        found = among.select_for_update(of=("self",)).filter(salt=key).first()
        if found is None:
            raise NotThere
        # It ends now, and stays: who was asked when is part of how people came in.
        found.expires_at = caller.at.to_datetime()
        found.save(update_fields=["expires_at"])
        caller.keep(found)
    return found
