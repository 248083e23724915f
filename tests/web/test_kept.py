"""Signs that no text can keep: refused in words, on any database, whichever way they come in."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from servanda.desk.callers import Caller
from servanda.desk.joining import invite_to_agreement
from servanda.record.models import AccessToken, Agreement, Person
from servanda.web.clock import now
from tests.desk.book import UNSIGNED, Parties
from tests.web.programs import Program, told

_NAMED = ("U+0000", "U+000B", "U+009F", "U+D800")


def _sign(named: str) -> str:
    return chr(int(named.removeprefix("U+"), 16))


@pytest.mark.parametrize("named", _NAMED)
def test_a_program_is_told_where_it_sent_one(named: str, parties: Parties) -> None:
    program, sign = Program(parties.client), _sign(named)
    status, answer = told(
        program.ask("POST", "/tokens", {"name": f"nightly{sign}", "scopes": ["read"]})
    )
    assert status == 422
    assert answer["mistakes"] == [
        {
            "code": "value",
            "severity": "error",
            "message": f"this holds a sign that cannot be kept, {named}; type it anew",
            "place": "body.name",
        }
    ]
    lines = {"text": f"servanda: 1\ntitle: {sign}\n"}
    _, answer = told(program.ask("PUT", f"/agreements/{parties.key}/draft", lines))
    words = f"line 2 holds a sign that cannot be kept, {named}; type it anew"
    assert [(each["place"], each["message"]) for each in answer["mistakes"]] == [
        ("body.text", words)
    ]
    assert not AccessToken.objects.filter(name__startswith="nightly").exists()


def test_a_name_of_a_value_is_a_text_too(parties: Parties) -> None:
    texts = {"agreement.yaml": UNSIGNED, "amend\0ment.yaml": ""}
    sent = {"texts": texts, "party": "client"}
    status, answer = told(Program(parties.client).ask("POST", "/agreements", sent))
    assert (status, answer["mistakes"][0]["place"]) == (422, "body.texts")


def test_a_title_whose_sign_is_written_as_a_number_is_refused_in_its_line(
    parties: Parties,
) -> None:
    named = UNSIGNED.replace("title: ", 'title: "a\\0b" # ', 1)
    assert named != UNSIGNED
    sent = {"texts": {"agreement.yaml": named}, "party": "client"}
    status, answer = told(Program(parties.client).ask("POST", "/agreements", sent))
    assert status == 422
    assert answer["mistakes"][0]["line"] > 1
    assert Agreement.objects.count() == 1


@pytest.mark.parametrize("path", ["/?words=a%00b", "/journal?until=%00", "/a%00b"])
def test_an_address_with_one_is_not_understood(path: str, parties: Parties) -> None:
    client = Client()
    client.force_login(parties.client)
    page = client.get(path)
    assert page.status_code == 400
    assert "Not understood" in page.content.decode()


def test_whoever_joins_is_told(parties: Parties) -> None:
    caller = Caller(person=parties.client, at=now())
    word = invite_to_agreement(caller, parties.key, "e.vos@example.com", "client", "viewer").word
    said = {"name": "E.\0 Vos", "organisation": "", "password": "three sheep over the dyke"}
    page = Client().post(f"/join/{word}", said)
    assert page.status_code == 422
    assert "a sign that cannot be kept, U+0000" in page.content.decode()
    assert not Person.objects.filter(email="e.vos@example.com").exists()


def test_whoever_signs_in_is_told(parties: Parties) -> None:
    sent = {"login": "c.jones\0@example.com", "password": "a\0b"}
    page = Client().post("/sign-in/login/", sent)
    assert page.status_code == 200
    assert 'aria-invalid="true"' in page.content.decode()


def test_what_a_form_holds_as_json_is_looked_at_too(parties: Parties) -> None:
    client = Client()
    client.force_login(parties.client)
    looked = json.dumps({"name": "a\0.xlsx", "sha256": "0" * 64})
    sent = {"looked": looked, "then": "enter"}
    page = client.post(f"/agreements/{parties.key}/decisions/claims/sheet", sent)
    assert page.status_code == 422
