"""People come, hand over and leave; what they said keeps its author."""

from __future__ import annotations

import pytest

from servanda.desk.appointing import (
    LastOwner,
    NotAColleague,
    appoint,
    appointments,
    hand_over_role,
    person_left,
)
from servanda.desk.callers import Caller, take_seat
from servanda.desk.joining import invite_colleague
from servanda.desk.organisations import look_at_organisation, name_administrator
from servanda.desk.refusals import NotAllowed, NotThere
from servanda.desk.saying import submit_evidence
from servanda.record.models import JournalEntry, Person
from tests.desk.book import BEGIN, Parties, join, noon

_DAY, _LATER = "2026-02-04", "2026-03-04"


@pytest.fixture
def meyer(parties: Parties) -> Person:
    """A second administrator of the client's organisation, without a role."""
    caller = Caller(person=parties.client, at=BEGIN)
    invited = invite_colleague(caller, "a.meyer@example.com", administers=True)
    return join(invited.email, "A. Meyer", word=invited.word)


def _roles(parties: Parties, at: str = _LATER) -> set[tuple[str, str]]:
    moment = noon(at).to_datetime()
    return {
        (each.appointment.person.name, each.appointment.role)
        for each in appointments(parties.caller("provider", at), parties.key)
        if each.appointment.ended_at is None or each.appointment.ended_at > moment
    }


def test_a_role_is_handed_over_at_one_moment(parties: Parties, meyer: Person) -> None:
    owner = parties.caller("client", _DAY)
    handed = hand_over_role(owner, parties.key, 1, meyer.key)
    assert (handed.number, handed.appointment.person) == (3, meyer)
    assert _roles(parties) == {("A. Meyer", "owner"), ("J. Smith", "owner")}
    with pytest.raises(NotThere):
        take_seat(parties.caller("client", _LATER), parties.key, "agreement looked at")
    seat = take_seat(Caller(person=meyer, at=noon(_LATER)), parties.key, "version signed")
    assert seat.party == "client"
    # It has ended, and is handed over once.
    with pytest.raises(NotThere):
        hand_over_role(Caller(person=meyer, at=noon(_LATER)), parties.key, 1, meyer.key)


def test_roles_stay_within_the_own_organisation(parties: Parties, meyer: Person) -> None:
    owner = parties.caller("client", _DAY)
    with pytest.raises(NotAColleague):
        hand_over_role(owner, parties.key, 1, parties.provider.key)
    with pytest.raises(NotThere):
        hand_over_role(owner, parties.key, 2, meyer.key)


def test_the_only_owner_does_not_leave_without_a_successor(parties: Parties, meyer: Person) -> None:
    submit_evidence(parties.caller("client", "2026-02-02"), parties.key)
    administrator = Caller(person=meyer, at=noon(_DAY))
    with pytest.raises(LastOwner):
        person_left(administrator, parties.client.key)
    assert Person.objects.get(pk=parties.client.pk).is_active
    person_left(administrator, parties.client.key, successor=meyer.key)
    assert _roles(parties) == {("A. Meyer", "owner"), ("J. Smith", "owner")}
    assert not Person.objects.get(pk=parties.client.pk).is_active
    entry = JournalEntry.objects.get()
    assert entry.entered_by == parties.client
    assert '"person":"C. Jones"' in entry.line
    seen = look_at_organisation(administrator)
    assert [(each.name, each.is_active) for each in seen.people] == [
        ("A. Meyer", True),
        ("C. Jones", False),
    ]


def test_what_somebody_was_ends_when_they_leave(parties: Parties, meyer: Person) -> None:
    appoint(parties.caller("client", _DAY), parties.key, meyer.key, "analyst")
    person_left(parties.caller("client", _DAY), meyer.key)
    assert ("A. Meyer", "analyst") not in _roles(parties)
    with pytest.raises(NotAColleague):
        appoint(parties.caller("client", _LATER), parties.key, meyer.key, "analyst")


def test_nobody_succeeds_themselves(parties: Parties, meyer: Person) -> None:
    with pytest.raises(NotAColleague):
        person_left(Caller(person=meyer, at=noon(_DAY)), parties.client.key,
                    successor=parties.client.key)  # fmt: skip


def test_somebody_administers_an_organisation_at_any_time(parties: Parties, meyer: Person) -> None:
    owner = parties.caller("client", _DAY)
    name_administrator(owner, meyer.key, administers=False)
    with pytest.raises(NotAllowed):
        look_at_organisation(Caller(person=Person.objects.get(pk=meyer.pk), at=noon(_DAY)))
    assert name_administrator(owner, meyer.key, administers=True).administers
    for person in (parties.client, parties.provider):
        with pytest.raises(NotThere):
            name_administrator(owner, person.key, administers=False)
