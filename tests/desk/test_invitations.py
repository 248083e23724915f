"""Invitations that nobody has taken yet."""

from __future__ import annotations

import pytest

from servanda.desk.callers import Caller
from servanda.desk.invitations import (
    colleagues_invited,
    people_invited,
    withdraw_from_agreement,
    withdraw_from_organisation,
)
from servanda.desk.joining import invite_colleague, invite_to_agreement
from servanda.desk.refusals import NotInvited, NotThere
from servanda.record.models import Invitation
from tests.desk.book import BEGIN, Parties, join, noon


def test_what_was_withdrawn_opens_nothing(parties: Parties) -> None:
    caller = Caller(person=parties.client, at=BEGIN)
    invited = invite_colleague(caller, "a.meyer@example.com")
    (found,) = colleagues_invited(caller)
    assert (found.email, found.invited_by) == (invited.email, parties.client)
    withdraw_from_organisation(caller, found.salt)
    assert not colleagues_invited(caller)
    with pytest.raises(NotInvited):
        join(invited.email, "A. Meyer", word=invited.word)
    with pytest.raises(NotThere):
        withdraw_from_organisation(caller, found.salt)
    # It was made, and stays known.
    assert Invitation.objects.filter(pk=found.pk).exists()


def test_each_party_sees_and_withdraws_its_own_alone(parties: Parties) -> None:
    client = Caller(person=parties.client, at=BEGIN)
    provider = Caller(person=parties.provider, at=BEGIN)
    invite_to_agreement(client, parties.key, "guest@example.com", "guest", "auditor")
    (found,) = people_invited(client, parties.key)
    assert (found.party, found.role) == ("", "auditor")
    assert not people_invited(provider, parties.key)
    assert not colleagues_invited(client)
    with pytest.raises(NotThere):
        withdraw_from_agreement(provider, parties.key, found.salt)
    with pytest.raises(NotThere):
        withdraw_from_organisation(client, found.salt)
    withdraw_from_agreement(client, parties.key, found.salt)
    assert not people_invited(client, parties.key)


def test_what_was_taken_or_is_too_old_is_not_open(parties: Parties) -> None:
    caller = Caller(person=parties.client, at=BEGIN)
    invited = invite_colleague(caller, "a.meyer@example.com")
    invite_colleague(caller, "b.brown@example.com")
    join(invited.email, "A. Meyer", word=invited.word)
    assert [each.email for each in colleagues_invited(caller)] == ["b.brown@example.com"]
    later = Caller(person=parties.client, at=noon("2026-01-20"))
    assert not colleagues_invited(later)
