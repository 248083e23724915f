"""Two programs, one for each party, run a month through the API."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from ninja import Schema

from servanda.journal.signing import SigningKey
from servanda.pipeline.verifying import verify
from servanda.record.folder import BookFolder
from servanda.record.models import JournalEntry, KeptRequest, Upload
from servanda.web.api import api
from tests.desk.book import Parties, two_parties
from tests.flow.kept import HEADER, JANUARY, KEYS, TEXT
from tests.web.programs import Program

TICKETS = (HEADER + JANUARY).encode()


def _json(response: HttpResponse, status: int = 200) -> Any:  # noqa: ANN401 - of a known shape
    assert response.status_code == status, response.content
    return json.loads(response.content)


def _bring(program: Program, agreement: str, content: bytes, name: str = "tickets.csv") -> Any:  # noqa: ANN401 - as above
    path = f"/agreements/{agreement}/uploads"
    digest = hashlib.sha256(content).hexdigest()
    announced = {"name": name, "size": len(content), "sha256": digest}
    key = _json(program.ask("POST", path, announced), 201)["key"]
    half = len(content) // 2
    _json(program.ask("PUT", f"{path}/{key}?offset=0", content[:half]))
    # The connection was lost: the program asks where to go on.
    received = _json(program.ask("GET", f"{path}/{key}"))["received"]
    assert received == half
    return program.ask("PUT", f"{path}/{key}?offset={received}", content[received:])


@pytest.fixture
def programs(parties: Parties) -> tuple[Program, Program]:
    """One program of each party."""
    return Program(parties.client), Program(parties.provider)


def test_a_month(
    parties: Parties, programs: tuple[Program, Program], tmp_path: Path, book: BookFolder
) -> None:
    client, provider = programs
    at = f"/agreements/{parties.key}"
    (parties.evidence(book.path) / "tickets.csv").unlink()
    assert _json(_bring(provider, parties.key, TICKETS))["is_complete"]
    assert _json(client.ask("GET", f"{at}/evidence"))["files"] == [
        {"name": "tickets.csv", "size": len(TICKETS)}
    ]
    _json(provider.ask("POST", f"{at}/submissions", {"note": "January"}), 201)
    issued = _json(provider.ask("POST", f"{at}/statements", {"period": "2026-01"}), 201)
    entry = issued["entries"][0]
    assert entry["rests_on"] == "the word of the host"
    said = {"statement": entry["sha256"], "lines": []}
    agreed = _json(client.ask("POST", f"{at}/said/statement-agreed", said), 201)
    seen = _json(client.ask("GET", f"{at}/statements/2026-01"))
    lines = {each["name"]: (each["payable"], each["state"]) for each in seen["lines"]}
    assert lines["monthly"] == ("10000 EUR", "agreed")
    assert lines["restored"] == ("1000 EUR", "agreed")
    head = _json(client.ask("GET", f"{at}/head?seen={entry['sha256']}"))
    assert (head["sha256"], head["holds"]) == (agreed["head"], True)
    assert _json(client.ask("GET", f"{at}/head?seen={'0' * 64}"))["holds"] is False
    path = tmp_path / "bundle.zip"
    path.write_bytes(client.ask("GET", f"{at}/bundle").content)
    assert verify(path, head=agreed["head"]).holds


def test_a_version_is_proposed_and_signed_by_both(
    parties: Parties, programs: tuple[Program, Program], book: BookFolder
) -> None:
    client, provider = programs
    at = f"/agreements/{parties.key}/proposals"
    change = {"changes": ["terms.fee=11000.00 EUR"], "governs_from": "2026-12-01"}
    proposed = _json(provider.ask("POST", at, change), 201)["entries"][0]
    (row,) = _json(client.ask("GET", at))["proposals"]
    assert (row["number"], row["state"], row["signed_by"]) == (1, "open", "")
    for program in (client, provider):
        lying = {each.name for each in book.agreement(parties.key).glob("*.yaml")}
        assert lying == {"agreement.yaml"}
        _json(program.ask("POST", f"{at}/{proposed['number']}/signatures", {}), 201)
    (row,) = _json(client.ask("GET", at))["proposals"]
    assert (row["state"], row["signed_by"]) == ("signed by both parties", "client, provider")
    texts = {each.name: each.read_text() for each in book.agreement(parties.key).glob("*.yaml")}
    assert "11000.00 EUR" in texts["amendment-1.yaml"]


def test_a_party_signs_with_a_key_that_the_book_never_sees(book: BookFolder) -> None:
    parties = two_parties(TEXT)
    (parties.evidence(book.path) / "tickets.csv").write_bytes(TICKETS)
    provider, at = Program(parties.provider), f"/agreements/{parties.key}"
    refused = _json(provider.ask("POST", f"{at}/submissions", {}), 422)
    assert "sign" in refused["detail"]

    key = KEYS["provider"]
    draft = _json(
        provider.ask("POST", f"{at}/submissions", {"signature": {"key": key.public}}), 202
    )
    assert not JournalEntry.objects.exists()
    signature = {
        "key": key.public,
        "at": draft["at"],
        "value": key.sign(draft["to_sign"].encode()),
    }
    entered = _json(provider.ask("POST", f"{at}/submissions", {"signature": signature}), 201)
    assert entered["entries"][0]["rests_on"] == "the key of its party"
    stored = JournalEntry.objects.get().line
    assert json.loads(stored)["signature"] == signature["value"]


def test_a_signature_of_something_else_enters_nothing(book: BookFolder) -> None:
    parties = two_parties(TEXT)
    (parties.evidence(book.path) / "tickets.csv").write_bytes(TICKETS)
    provider, path = Program(parties.provider), f"/agreements/{parties.key}/submissions"
    key = KEYS["provider"]
    draft = _json(provider.ask("POST", path, {"signature": {"key": key.public}}), 202)
    value = key.sign(draft["to_sign"].encode())
    signature = {"key": key.public, "at": draft["at"], "value": value}
    other = provider.ask("POST", path, {"note": "other", "signature": signature})
    assert _json(other, 409)["detail"].startswith("the signature does not hold")
    stranger = SigningKey.of_secret(bytes(32))
    foreign = {
        "key": stranger.public,
        "at": draft["at"],
        "value": stranger.sign(draft["to_sign"].encode()),
    }
    assert provider.ask("POST", path, {"signature": foreign}).status_code in {409, 422}
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize("moved", ["2020-01-01T00:00:00Z", "2199-01-01T00:00:00Z"])
def test_an_entry_is_not_dated_back_or_ahead(moved: str, book: BookFolder) -> None:
    parties = two_parties(TEXT)
    (parties.evidence(book.path) / "tickets.csv").write_bytes(TICKETS)
    provider, path = Program(parties.provider), f"/agreements/{parties.key}/submissions"
    signature = {"key": KEYS["provider"].public, "at": moved}
    refused = _json(provider.ask("POST", path, {"signature": signature}), 409)
    assert "the book's clock" in refused["detail"]


def test_a_request_that_comes_twice_is_done_once(
    parties: Parties, programs: tuple[Program, Program]
) -> None:
    _, provider = programs
    path, once = f"/agreements/{parties.key}/submissions", {"Idempotency-Key": "january"}
    first = provider.ask("POST", path, {"note": "January"}, **once)
    again = provider.ask("POST", path, {"note": "January"}, **once)
    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    assert JournalEntry.objects.count() == KeptRequest.objects.count() == 1
    other = provider.ask("POST", path, {"note": "February"}, **once)
    assert _json(other, 422)["detail"].startswith("this idempotency key belongs to another")
    # What was refused was not done, and may be sent again once it is mended.
    assert provider.ask("POST", path, {"note": "x"}, **{"Idempotency-Key": "y"}).status_code == 409
    assert KeptRequest.objects.count() == 1


def test_keys_are_of_whoever_sends_them(
    parties: Parties, programs: tuple[Program, Program]
) -> None:
    client, provider = programs
    path, once = f"/agreements/{parties.key}/submissions", {"Idempotency-Key": "january"}
    assert provider.ask("POST", path, {}, **once).status_code == 201
    assert client.ask("POST", path, {}, **once).status_code == 201
    assert JournalEntry.objects.count() == 2


@pytest.mark.parametrize("key", ["", " ", "x" * 201, "\u00e9"])
def test_what_is_no_idempotency_key(key: str, programs: tuple[Program, Program]) -> None:
    client, _ = programs
    body = {"name": "t", "scopes": ["read"]}
    response = client.ask("POST", "/tokens", body, **{"Idempotency-Key": key})
    assert response.status_code == (422 if key.strip() else 201)


def test_a_token_may_do_what_it_was_made_for(parties: Parties) -> None:
    reading = Program(parties.provider, ("read",))
    path = f"/agreements/{parties.key}"
    assert reading.ask("GET", path).status_code == 200
    refused = _json(reading.ask("POST", f"{path}/submissions", {}), 403)
    assert refused["detail"] == "'evidence submitted' needs a token with the scope 'evidence'"
    made = reading.ask("POST", "/tokens", {"name": "more", "scopes": ["decisions"]})
    assert made.status_code == 403


def test_a_token_ends(parties: Parties) -> None:
    program = Program(parties.provider)
    (token,) = _json(program.ask("GET", "/tokens"))["tokens"]
    _json(program.ask("DELETE", f"/tokens/{token['key']}"))
    assert program.ask("GET", "/me").status_code == 401


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("../tickets.csv", b"x", "cannot be a file's name"),
        ("..csv", b"x", "cannot be a file's name"),
        ("tickets.exe", b"x", "cannot be a file's name"),
        (".tickets.csv", b"x", "cannot be a file's name"),
        ("tickets.csv", b"", "1 to 1073741824 bytes"),
    ],
)
def test_a_file_that_cannot_be_taken_in(
    name: str, content: bytes, told: str, parties: Parties, programs: tuple[Program, Program]
) -> None:
    _, provider = programs
    announced = {
        "name": name,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    refused = provider.ask("POST", f"/agreements/{parties.key}/uploads", announced)
    assert told in _json(refused, 422)["detail"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("tickets.csv", b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"),
        ("tickets.xlsx", b"PK\x03\x04 not a workbook"),
        ("tickets.csv", b"%PDF-1.7 \x00\x01"),
        ("tickets.csv.gz", b"\x1f\x8b\x08 nothing"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_not_kept(
    name: str,
    content: bytes,
    parties: Parties,
    programs: tuple[Program, Program],
    book: BookFolder,
) -> None:
    _, provider = programs
    refused = _json(_bring(provider, parties.key, content, name), 422)
    assert refused["detail"]
    folder = book.agreement(parties.key)
    assert [each.name for each in (folder / "evidence").iterdir()] == ["tickets.csv"]
    assert not list((folder / "incoming").glob("[!.]*"))
    assert not Upload.objects.exists()


def test_a_part_out_of_place_is_told_where_to_go_on(
    parties: Parties, programs: tuple[Program, Program]
) -> None:
    _, provider = programs
    path = f"/agreements/{parties.key}/uploads"
    announced = {
        "name": "tickets-2.csv",
        "size": len(TICKETS),
        "sha256": hashlib.sha256(TICKETS).hexdigest(),
    }
    key = _json(provider.ask("POST", path, announced), 201)["key"]
    _json(provider.ask("PUT", f"{path}/{key}?offset=0", TICKETS[:10]))
    assert _json(provider.ask("PUT", f"{path}/{key}?offset=0", TICKETS[:10]), 409)["offset"] == 10
    assert _json(provider.ask("PUT", f"{path}/{key}?offset=10", TICKETS), 409)["offset"] == 10
    _json(provider.ask("PUT", f"{path}/{key}?offset=10", TICKETS[10:]))


def test_mistakes_are_told_all_at_once(programs: tuple[Program, Program]) -> None:
    client, _ = programs
    text = "servanda: 1\nagreement: x\nparties: {client: A, provider: B}\n"
    body = {"texts": {"agreement.yaml": text}, "party": "client"}
    refused = _json(client.ask("POST", "/agreements", body), 422)
    assert len(refused["mistakes"]) > 1
    assert {"code", "message", "line", "column"} <= refused["mistakes"][0].keys()


def test_shapes_have_names_of_their_own() -> None:
    """The description knows shapes by name alone: of two it would keep one."""

    def shapes(above: type[Schema]) -> list[type[Schema]]:
        return [each for below in above.__subclasses__() for each in (below, *shapes(below))]

    described = api.get_openapi_schema()["components"]["schemas"]
    ours = {each for each in shapes(Schema) if each.__module__.startswith("servanda.")}
    named = Counter(each.__name__ for each in ours)
    assert len(described) > 100
    assert [name for name, times in named.items() if times > 1] == []
