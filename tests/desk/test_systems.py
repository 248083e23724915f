"""Programs work for an organisation in their own name, by tokens alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from servanda.desk.appointing import (
    LastOwner,
    appoint,
    colleagues,
    end_appointment,
    hand_over_role,
    person_left,
)
from servanda.desk.callers import EVERY_SCOPE, Caller, take_seat
from servanda.desk.joining import SomethingMissing, invite_colleague, take_invitation
from servanda.desk.keeping import faults_of_book
from servanda.desk.operating import people_lines
from servanda.desk.organisations import clear_second_factor, name_administrator
from servanda.desk.refusals import NotAllowed, NotInScope, NotThere
from servanda.desk.reminding import remind
from servanda.desk.rights import Scope
from servanda.desk.saying import issue_statement, submit_evidence
from servanda.desk.systems import (
    NameTaken,
    make_system,
    make_system_token,
    revoke_system_token,
    system_seen,
    systems,
)
from servanda.desk.tokens import caller_of_token, make_token
from servanda.record.models import AdministrationEntry, Job, JournalEntry, Person
from tests.desk.book import PASSWORD, Parties, noon

_DAY, _LATER = "2026-02-04", "2026-03-04"
_FOR = "Brings the tickets of each day."


@pytest.fixture
def system(parties: Parties) -> Person:
    """A system of the provider's organisation, without a role."""
    return make_system(parties.caller("provider", _DAY), " Nightly import ", _FOR).system


def _token(parties: Parties, system: Person, *scopes: str) -> str:
    caller = parties.caller("provider", _DAY)
    return make_system_token(caller, system.key, "import", scopes or ("evidence",)).secret


def test_what_a_system_enters_names_it(parties: Parties, system: Person) -> None:
    appoint(parties.caller("provider", _DAY), parties.key, system.key, "analyst")
    works = caller_of_token(_token(parties, system), noon(_LATER))
    assert works is not None
    assert (works.person, works.scopes) == (system, frozenset({Scope.EVIDENCE}))
    submit_evidence(works, parties.key)
    entry = JournalEntry.objects.get()
    assert entry.entered_by == system
    assert '"party":"provider","person":"Nightly import"' in entry.line
    with pytest.raises(NotInScope):
        take_seat(works, parties.key, "agreement looked at")
    with pytest.raises(NotAllowed):
        take_seat(replace(works, scopes=EVERY_SCOPE), parties.key, "version signed")


def test_a_system_has_no_part_until_it_is_given_one(parties: Parties, system: Person) -> None:
    works = caller_of_token(_token(parties, system, "read"), noon(_DAY))
    assert works is not None
    with pytest.raises(NotThere):
        take_seat(works, parties.key, "agreement looked at")
    assert system in colleagues(parties.caller("provider", _DAY))
    assert system not in colleagues(parties.caller("client", _DAY))


def test_a_system_is_ended_as_people_leave(parties: Parties, system: Person) -> None:
    administrator = parties.caller("provider", _DAY)
    appoint(administrator, parties.key, system.key, "analyst")
    secret = _token(parties, system)
    person_left(administrator, system.key)
    assert caller_of_token(secret, noon(_LATER)) is None
    assert not system.appointments.filter(ended_at__isnull=True).exists()
    with pytest.raises(NotThere):
        make_system_token(administrator, system.key, "import", ["read"])
    (seen,) = systems(administrator)
    assert seen.system.left_at == administrator.at.to_datetime()
    # What it entered names it for good, and so nobody else is called so.
    with pytest.raises(NameTaken):
        make_system(administrator, "nightly IMPORT", _FOR)


def test_a_token_of_a_system_is_shown_once_and_revoked(parties: Parties, system: Person) -> None:
    administrator = parties.caller("provider", _DAY)
    old, new = _token(parties, system), _token(parties, system, "read")
    tokens = system_seen(administrator, system.key).tokens
    assert [each.scopes for each in tokens] == [["read"], ["evidence"]]
    revoke_system_token(administrator, system.key, tokens[1].key)
    assert caller_of_token(old, noon(_LATER)) is None
    assert caller_of_token(new, noon(_LATER)) is not None
    # A person's token is none of the system's.
    own = make_token(administrator, "own", ["read"]).token
    with pytest.raises(NotThere):
        revoke_system_token(administrator, system.key, own.key)


def test_administrators_alone_make_tokens_and_give_no_more_than_they_have(
    parties: Parties, system: Person
) -> None:
    works = caller_of_token(_token(parties, system, "manage", "read"), noon(_DAY))
    assert works is not None
    for does in (
        lambda: make_token(works, "another", ["read"]),
        lambda: make_system(works, "Another", _FOR),
        lambda: make_system_token(works, system.key, "another", ["read"]),
    ):
        with pytest.raises(NotAllowed):
            does()
    manages = Caller(person=parties.provider, at=noon(_DAY), scopes=frozenset({Scope.MANAGE}))
    with pytest.raises(NotInScope):
        make_system_token(manages, system.key, "import", ["read"])


def test_a_system_of_another_organisation_is_not_there(parties: Parties, system: Person) -> None:
    other = parties.caller("client", _DAY)
    assert systems(other) == ()
    for does in (
        lambda: system_seen(other, system.key),
        lambda: make_system_token(other, system.key, "import", ["read"]),
        lambda: revoke_system_token(other, system.key, "none"),
        lambda: person_left(other, system.key),
    ):
        with pytest.raises(NotThere):
            does()


@pytest.mark.parametrize(("name", "purpose"), [("", _FOR), (" ", _FOR), ("A\nB", _FOR), ("A", " ")])
def test_a_system_has_a_name_and_a_purpose(name: str, purpose: str, parties: Parties) -> None:
    with pytest.raises(SomethingMissing):
        make_system(parties.caller("provider", _DAY), name, purpose)
    with pytest.raises(NameTaken):
        make_system(parties.caller("provider", _DAY), "j. smith", _FOR)


def test_a_system_is_no_administrator_and_no_only_owner(parties: Parties, system: Person) -> None:
    owner = parties.caller("provider", _DAY)
    with pytest.raises(NotThere):
        name_administrator(owner, system.key, administers=True)
    with pytest.raises(NotThere):
        clear_second_factor(owner, system.key)
    with pytest.raises(LastOwner):
        hand_over_role(owner, parties.key, 2, system.key)
    appoint(owner, parties.key, system.key, "owner")
    with pytest.raises(LastOwner):
        end_appointment(owner, parties.key, 2)
    end_appointment(owner, parties.key, 3)


def test_a_system_signs_in_with_no_password_and_gets_no_mail(
    parties: Parties, system: Person
) -> None:
    assert system.email is None
    # No password has this digest.
    assert system.password.startswith("!")
    for login in ("", "None", system.name, system.key):
        answer = Client().post("/sign-in/login/", {"login": login, "password": PASSWORD})
        assert answer.status_code == 200
        Client().post("/sign-in/password/reset/", {"email": login})
    client = parties.caller("client", _DAY)
    reads = make_system(client, "Ledger", "Reads what is to be paid.").system
    appoint(client, parties.key, reads.key, "contract manager")
    issue_statement(parties.caller("provider", _DAY), parties.key, "2026-01")
    assert remind(noon(_DAY)) == 1
    assert [each.content["to"] for each in Job.objects.all() if "to" in each.content] == [
        parties.client.email
    ]


def test_systems_stand_in_the_hosts_journal_as_people_do(parties: Parties, system: Person) -> None:
    another = make_system(parties.caller("client", _DAY), "Nightly import", _FOR).system
    told = AdministrationEntry.objects.filter(about="person", key=system.key)
    assert ['"is_system":true' in each.line for each in told] == [True]
    assert "Nightly" not in told[0].line
    assert [*faults_of_book()] == []
    lines = [*people_lines()]
    for each in (system, another):
        assert f"  Nightly import <{each.key}>, a system" in lines
    Person.objects.filter(pk=another.pk).update(purpose="Takes all away.")
    assert any("'purpose' is not what was entered" in each for each in faults_of_book())


def test_a_person_may_be_called_as_a_system_of_another_organisation(
    parties: Parties, system: Person
) -> None:
    invited = invite_colleague(parties.caller("client", _DAY), "n@example.com")
    joined = take_invitation(invited.word, noon(_DAY), name=system.name, password=PASSWORD)
    assert joined.name == system.name
