"""A party signs what it says with a passkey: on the pages, and by programs."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client

from servanda.desk.keeping import examine_book
from servanda.record.folder import BookFolder
from servanda.record.models import JournalEntry
from tests.desk.book import Parties, noon, two_parties
from tests.flow.kept import HEADER, JANUARY, KEYS, TEXT
from tests.journal.device import Device
from tests.web.programs import Program

_DEVICE = Device(site="localhost")
_ORIGIN = "http://localhost:8000"


@pytest.fixture
def signing(book: BookFolder) -> Parties:
    """Two parties of which the provider signs with a passkey."""
    made = two_parties(TEXT.replace(KEYS["provider"].public, _DEVICE.public))
    (made.evidence(book.path) / "tickets.csv").write_text(HEADER + JANUARY, "utf-8")
    return replace(made, signers={"provider": _DEVICE})


def _json(response: HttpResponse, status: int) -> Any:  # noqa: ANN401 - JSON
    assert response.status_code == status, response.content
    return json.loads(response.content)


def _browser(parties: Parties, party: str = "provider") -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login({"client": parties.client, "provider": parties.provider}[party])
    return client


def _sent(answer: str, draft: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {"signature": {"key": _DEVICE.public, "at": draft["at"], "value": answer}}


def test_a_program_is_told_what_to_ask_of_the_device(signing: Parties) -> None:
    provider, path = Program(signing.provider), f"/agreements/{signing.key}/submissions"
    draft = _json(provider.ask("POST", path, {"signature": {"key": _DEVICE.public}}), 202)
    answer = _DEVICE.answer(draft["to_sign"].encode(), origin=_ORIGIN, challenge=draft["challenge"])
    entered = _json(provider.ask("POST", path, _sent(answer, draft)), 201)
    (entry,) = entered["entries"]
    assert (entry["key"], entry["rests_on"]) == (_DEVICE.public, "the key of its party")
    assert json.loads(JournalEntry.objects.get().line)["signature"] == answer
    assert [found for _, faults in examine_book() for found in faults] == []


@pytest.mark.parametrize(
    "bent",
    [
        {"challenge": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"},
        {"origin": "https://book.example.com"},
        {"asked_at": "book.example.com"},
        {"flags": 0x01},
        {"type": "webauthn.create"},
    ],
    ids=str,
)
def test_an_answer_to_another_question_enters_nothing(
    signing: Parties, bent: dict[str, object]
) -> None:
    provider, path = Program(signing.provider), f"/agreements/{signing.key}/submissions"
    draft = _json(provider.ask("POST", path, {"signature": {"key": _DEVICE.public}}), 202)
    said: dict[str, Any] = {"origin": _ORIGIN, **bent}
    answer = _DEVICE.answer(draft["to_sign"].encode(), **said)
    refused = _json(provider.ask("POST", path, _sent(answer, draft)), 409)
    assert refused["detail"].startswith("the signature does not hold")
    other = Device(site="localhost").answer(draft["to_sign"].encode(), origin=_ORIGIN)
    assert provider.ask("POST", path, _sent(other, draft)).status_code == 409
    assert not JournalEntry.objects.exists()


def test_the_page_asks_the_device_and_sends_what_it_answers(signing: Parties) -> None:
    browser, path = _browser(signing), f"/agreements/{signing.key}/say/evidence-submitted"
    page = browser.post(path, {"note": "January"}).content.decode()
    assert "Entry 1: the provider submits evidence" in page
    assert 'data-site="localhost"' in page
    assert f'data-credential="{_DEVICE.passkey.credential_text}"' in page
    found = re.search(r"<textarea id=\"draft\"[^>]*>(.*?)</textarea>", page, re.DOTALL)
    assert found is not None
    draft = json.loads(unescape(found[1]))
    answer = _DEVICE.answer(draft["to_sign"].encode(), origin=_ORIGIN)
    sent = {"note": "January", "signature": json.dumps(_sent(answer, draft))}
    assert browser.post(path, {**sent, "note": "Another"}).status_code == 422
    assert browser.post(path, sent).status_code == 302
    journal = browser.get(f"/agreements/{signing.key}/journal/").content.decode()
    assert "signed with a passkey of localhost" in journal


def test_a_party_chooses_which_of_its_keys_signs(book: BookFolder) -> None:
    both = f'{KEYS["provider"].public}", "{_DEVICE.public}'
    parties = two_parties(TEXT.replace(KEYS["provider"].public, both))
    (parties.evidence(book.path) / "tickets.csv").write_text(HEADER + JANUARY, "utf-8")
    browser, path = _browser(parties), f"/agreements/{parties.key}/say/evidence-submitted"
    assert browser.get(path).content.decode().count("<option") == 2
    newest = browser.post(path, {"note": ""}).content.decode()
    assert "sign-with-passkey" in newest
    file = browser.post(path, {"note": "", "signing_key": KEYS["provider"].public})
    assert "servanda sign-with provider.pem" in file.content.decode()


def test_a_passkey_comes_into_the_agreement_by_a_proposal(
    parties: Parties, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, at = _browser(parties), f"/agreements/{parties.key}/keys/"
    page = browser.get(at).content.decode()
    assert page.count("no key: what it says rests on the host") == 2
    wrong = browser.post(f"{at}add", {"key": "passkey:localhost:x"})
    assert wrong.status_code == 422
    assert "This is no public key." in wrong.content.decode()
    way = browser.post(f"{at}add", {"key": _DEVICE.public})["Location"]
    (change,) = parse_qs(urlsplit(way).query)["changes"]
    too_early = browser.post(way, {"changes": change, "governs_from": "2026-11-01"})
    assert too_early.status_code == 422
    assert "the provider would sign with other keys from 2026-11-01 on" in unescape(
        too_early.content.decode()
    )
    (day,) = parse_qs(urlsplit(way).query)["governs_from"]
    proposed = browser.post(way, {"changes": change, "governs_from": day})
    assert proposed.status_code == 302, proposed.content
    for party in ("client", "provider"):
        signed = _browser(parties, party).post(
            f"/agreements/{parties.key}/say/version-signed", {"number": "1"}
        )
        assert signed.status_code == 302, signed.content
    # It governs from that day on, and is signed with from then on.
    assert "no key" in browser.get(at).content.decode()
    monkeypatch.setattr("servanda.web.pages.seeing.now", lambda: noon(day))
    page = browser.get(at).content.decode()
    assert "a passkey of localhost" in page
    assert _DEVICE.public in page
    again = browser.post(f"{at}add", {"key": _DEVICE.public})
    assert "Your party signs with this key already." in again.content.decode()


def test_a_key_is_proposed_for_a_party_that_is_written_as_its_name_alone(book: BookFolder) -> None:
    short = re.sub(r"provider: \{.*?\}", "provider: Northwind", TEXT)
    parties = two_parties(re.sub(r", keys: \[.*?\]", "", short))
    browser = _browser(parties)
    way = browser.post(f"/agreements/{parties.key}/keys/add", {"key": _DEVICE.public})["Location"]
    (change,) = parse_qs(urlsplit(way).query)["changes"]
    assert change == f"parties.provider={{name: 'Northwind', keys: [{_DEVICE.public}]}}"
    (day,) = parse_qs(urlsplit(way).query)["governs_from"]
    proposed = browser.post(way, {"changes": change, "governs_from": day})
    assert proposed.status_code == 302, proposed.content
