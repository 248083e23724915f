"""People and parties are kept in the host's own journal, and nowhere else."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from servanda.desk.appointing import appoint, end_appointment, person_left
from servanda.desk.joining import invite_colleague
from servanda.desk.keeping import examine_people
from servanda.record.administering import read_noted, take_up, unsealed
from servanda.record.models import (
    AdministrationEntry,
    AdministrationHead,
    Appointment,
    Person,
    PersonalKey,
)
from tests.desk.book import BEGIN, Parties, join


def _journal() -> list[tuple[str, str]]:
    return [(each.about, each.key) for each in AdministrationEntry.objects.all()]


def test_whatever_is_kept_of_people_is_entered_once(parties: Parties) -> None:
    client, provider = parties.client, parties.provider
    first, second = Appointment.objects.order_by("pk").values_list("pk", flat=True)
    assert _journal() == [
        ("organisation", client.organisation.key),
        ("person", client.key),
        ("agreement", parties.key),
        ("representation", f"{parties.key} client"),
        ("appointment", str(first)),
        ("organisation", provider.organisation.key),
        ("person", provider.key),
        ("representation", f"{parties.key} provider"),
        ("appointment", str(second)),
    ]
    client.last_login = client.joined_at
    client.save()
    client.save(update_fields=["last_login"])
    assert len(_journal()) == 9


def test_who_held_which_role_when_and_by_whom(parties: Parties) -> None:
    owner = parties.caller("client", "2026-02-04")
    made = appoint(owner, parties.key, parties.client.key, "auditor")
    end_appointment(parties.caller("client", "2026-03-04"), parties.key, made.number)
    said = [
        read_noted(each.line.encode()).says
        for each in AdministrationEntry.objects.filter(
            about="appointment", key=str(made.appointment.pk)
        )
    ]
    assert [each["ended_at"] for each in said] == [None, "2026-03-04T12:00:00Z"]
    assert said[-1] == {
        "agreement": parties.key,
        "person": parties.client.key,
        "role": "auditor",
        "begun_at": "2026-02-04T12:00:00Z",
        "ended_at": "2026-03-04T12:00:00Z",
        "made_by": parties.client.key,
        "ended_by": parties.client.key,
    }


def test_names_are_sealed_until_their_key_is_destroyed(parties: Parties) -> None:
    row = AdministrationEntry.objects.get(about="person", key=parties.client.key)
    assert "Jones" not in row.line
    assert "c.jones" not in row.line
    said = unsealed(read_noted(row.line.encode()))
    assert said == {"name": "C. Jones", "email": "c.jones@example.com", "purpose": ""}
    PersonalKey.objects.get(person=parties.client.key).delete()
    assert unsealed(read_noted(row.line.encode())) == {}


def test_the_database_itself_refuses_to_change_an_entry(parties: Parties) -> None:
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        AdministrationEntry.objects.filter(number=1).update(about="x")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        AdministrationEntry.objects.filter(number=1).delete()


def test_leaving_is_entered(parties: Parties) -> None:
    invited = invite_colleague(parties.caller("client"), "d.ray@example.com")
    other = join(invited.email, "D. Ray", word=invited.word)
    assert other.joined_at == BEGIN.to_datetime()
    person_left(parties.caller("client", "2026-04-01"), other.key)
    last = AdministrationEntry.objects.order_by("-number")[0]
    assert json.loads(last.line)["says"]["left_at"] == "2026-04-01T12:00:00Z"
    assert json.loads(last.line)["says"]["is_active"] is False


def _unguarded() -> None:
    """Take the guard away, as somebody who owns the machine can."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER administration_entry_stays ON administration_entry")
        else:
            cursor.execute("DROP TRIGGER administration_entry_stays_UPDATE")
            cursor.execute("DROP TRIGGER administration_entry_stays_DELETE")


def _role_given_by_hand(parties: Parties) -> str:
    Appointment.objects.filter(person=parties.provider).update(role="viewer")
    return "'role' is not what was entered"


def _person_put_in_by_hand(parties: Parties) -> str:
    made = Person(
        name="E. Vil",
        email="e@example.com",
        organisation=parties.client.organisation,
        joined_at=parties.client.joined_at,
    )
    Person.objects.bulk_create([made])
    return f"person {made.key}: the journal knows nothing of it"


def _name_changed_by_hand(parties: Parties) -> str:
    Person.objects.filter(pk=parties.client.pk).update(name="D. Jones")
    return "'name' is not what was entered"


def _row_taken_out(parties: Parties) -> str:
    Appointment.objects.filter(person=parties.provider).delete()
    return "it is gone from its table"


def _entry_edited(_: Parties) -> str:
    row = AdministrationEntry.objects.get(number=5)
    row.line = row.line.replace("owner", "viewer")
    row.save()
    return "people, entry 5: it is listed as something else"


def _entry_removed(_: Parties) -> str:
    AdministrationEntry.objects.get(number=5).delete()
    return "people, entry 6: it does not follow"


def _end_cut_off(_: Parties) -> str:
    AdministrationEntry.objects.get(number=9).delete()
    return "the end was cut off or replaced"


def _chain_made_anew(_: Parties) -> str:
    """Enter something else in place of the last entry, with a sound chain and no seal."""
    row = AdministrationEntry.objects.get(number=9)
    row.line = row.line.replace("owner", "viewer")
    row.sha256 = hashlib.sha256(row.line.encode()).hexdigest()
    row.save()
    AdministrationHead.objects.update(sha256=row.sha256)
    return "people, entry 9: this host has not entered it"


@pytest.mark.parametrize(
    "forge",
    [
        _role_given_by_hand,
        _person_put_in_by_hand,
        _name_changed_by_hand,
        _row_taken_out,
        _entry_edited,
        _entry_removed,
        _end_cut_off,
        _chain_made_anew,
    ],
)
def test_what_was_not_entered_is_found(forge: Callable[[Parties], str], parties: Parties) -> None:
    assert examine_people() == ()
    _unguarded()
    told = forge(parties)
    assert any(told in each for each in examine_people()), examine_people()


def test_a_book_from_before_is_taken_up_once(parties: Parties) -> None:
    _unguarded()
    AdministrationEntry.objects.all().delete()
    AdministrationHead.objects.all().delete()
    take_up()
    assert examine_people() == ()
    count = AdministrationEntry.objects.count()
    assert count == 9
    take_up()
    assert AdministrationEntry.objects.count() == count
