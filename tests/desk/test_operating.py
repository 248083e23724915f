"""Who runs a book can shut people out and let them in, and can change nothing that was said."""

from __future__ import annotations

from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.db import DatabaseError, models, transaction
from django.test import Client

from servanda.desk.callers import Caller
from servanda.desk.keeping import faults_of_book
from servanda.desk.operating import (
    HasLeft,
    IsASystem,
    NobodyThere,
    agreement_lines,
    clear_factors,
    let_administer,
    let_in_again,
    people_lines,
    person_line,
    shut_out,
)
from servanda.desk.systems import make_system, make_system_token
from servanda.desk.tokens import make_token
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import AdministrationEntry, Job, JournalEntry
from servanda.web.clock import now
from tests.desk.book import Parties, noon
from tests.desk.story import play

CLIENT = "c.jones@example.com"


def _said() -> list[str]:
    return list(JournalEntry.objects.order_by("pk").values_list("line", flat=True))


def _told(token: str) -> int:
    answer = Client().get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})
    return answer.status_code


def test_who_is_shut_out_does_nothing_until_let_in_again(parties: Parties) -> None:
    play(parties)
    said = _said()
    token = make_token(Caller(person=parties.client, at=now()), "reads", ["read"]).secret
    browser = Client()
    browser.force_login(parties.client, "django.contrib.auth.backends.ModelBackend")
    assert (browser.get("/api/v1/me").status_code, _told(token)) == (200, 200)
    shut_out(CLIENT.upper(), now())
    assert (browser.get("/api/v1/me").status_code, _told(token)) == (401, 401)
    assert f"  C. Jones <{CLIENT}>, administers, shut out" in people_lines()
    let_in_again(CLIENT)
    # They sign in anew, and make new tokens.
    assert (browser.get("/api/v1/me").status_code, _told(token)) == (401, 401)
    assert f"  C. Jones <{CLIENT}>, administers" in people_lines()
    assert (_said(), [*faults_of_book()]) == (said, [])
    told = AdministrationEntry.objects.filter(about="person", key=parties.client.key)
    assert ['"is_active":false' in each.line for each in told.order_by("-number")[:2]] == [
        False,
        True,
    ]


def test_second_factors_are_taken_away_and_it_is_told(parties: Parties) -> None:
    Authenticator.objects.create(user=parties.client, type="totp", data={"secret": "x"})
    assert any("has a second factor" in each for each in people_lines())
    clear_factors(CLIENT, noon("2026-03-01"))
    assert not any("has a second factor" in each for each in people_lines())
    letter = Job.objects.order_by("pk").last()
    assert letter is not None
    assert letter.content["to"] == CLIENT
    assert "Whoever runs the book has taken your second factors" in letter.content["text"]


def test_an_organisation_that_nobody_administers_gets_somebody(parties: Parties) -> None:
    with pytest.raises(MisusedCommand, match=r"C\. Jones administers Acme Bank"):
        let_administer(CLIENT)
    parties.client.administers = False
    parties.client.save()
    let_administer(CLIENT)
    parties.client.refresh_from_db()
    assert parties.client.administers
    assert [*faults_of_book()] == []


def test_whom_it_cannot_be_about(parties: Parties) -> None:
    with pytest.raises(NobodyThere, match=r"has the address or identifier 'x@example\.com'"):
        shut_out("x@example.com", now())
    parties.client.left_at = now().to_datetime()
    parties.client.save()
    for each in (let_in_again, let_administer):
        with pytest.raises(HasLeft, match=r"C\. Jones has left"):
            each(CLIENT)


def test_a_system_is_shut_out_by_its_identifier_and_is_made_no_person(parties: Parties) -> None:
    administrator = Caller(person=parties.client, at=now())
    system = make_system(administrator, "Nightly import", "Tickets").system
    token = make_system_token(administrator, system.key, "import", ["read"]).secret
    assert _told(token) == 200
    assert person_line(system.key) == f"Acme Bank: Nightly import <{system.key}>, a system"
    shut_out(system.key, now())
    assert _told(token) == 401
    assert f"  Nightly import <{system.key}>, a system, shut out" in people_lines()
    with pytest.raises(IsASystem, match="Nightly import is a system"):
        clear_factors(system.key, now())
    with pytest.raises(IsASystem):
        let_administer(system.key)
    assert let_in_again(system.key) == system
    # The log names people by their identifiers.
    assert person_line(parties.client.key).startswith(f"Acme Bank: C. Jones <{CLIENT}>")
    for nobody in ("", "q" * 20):
        with pytest.raises(NobodyThere):
            person_line(nobody)


def test_agreements_are_told_without_what_is_in_them(parties: Parties) -> None:
    (line,) = agreement_lines()
    assert line == f"A small desk ({parties.key}): client Acme Bank, provider Northwind; 0 entries"


@pytest.mark.parametrize("table", [JournalEntry, AdministrationEntry])
def test_nothing_that_was_said_can_be_changed(
    table: type[models.Model], parties: Parties, tmp_path: Path
) -> None:
    play(parties)
    rows = table._default_manager.all()
    assert rows.count() > 3
    for change in (lambda: rows.update(sha256="0" * 64), rows.delete):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()
