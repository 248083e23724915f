"""Columns of a file pointed at on its page, before it is evidence."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client

from servanda.record.folder import BookFolder
from servanda.record.models import DraftState, Upload
from tests.desk.book import UNSIGNED, Parties, two_parties
from tests.flow.kept import HEADER, JANUARY

_OTHER = (
    "Ticket ID;Created at;Solved at;Note\n"
    "1;05/01/2026 10:00;05/01/2026 12:00;a\n"
    "2;06/01/2026 10:00;31/01/2026 20:00;b\n"
)


@pytest.fixture
def parties(book: BookFolder) -> Parties:
    del book
    return two_parties(UNSIGNED.replace("until: 2026-12-31", "until: 2036-12-31"))


@pytest.fixture
def client(parties: Parties) -> Client:
    browser = Client()
    browser.force_login(parties.client)
    return browser


def _set_aside(client: Client, parties: Parties, name: str, text: str) -> str:
    """Bring a file to be looked at; return the address of its page."""
    file = BytesIO(text.encode())
    file.name = name
    address = f"/agreements/{parties.key}/evidence/bring"
    answer = client.post(address, {"file": file, "aside": "yes"})
    assert answer.status_code == 302
    return answer["Location"]


def _text(client: Client, address: str, status: int = 200, /, **sent: str) -> str:
    answer = client.post(address, sent) if sent else client.get(address)
    assert answer.status_code == status, answer.content.decode()
    return unescape(answer.content.decode())


def _evidence(book: BookFolder, parties: Parties) -> list[str]:
    return sorted(each.name for each in parties.evidence(Path(book.path)).iterdir())


def test_a_file_that_the_text_reads_is_taken_in_as_it_is(
    client: Client, parties: Parties, book: BookFolder
) -> None:
    address = _set_aside(client, parties, "tickets.csv", HEADER + JANUARY)
    page = _text(client, address)
    assert "Nothing of it would be refused" in page
    assert "2026-01-31T22:59:00Z" in page
    assert "Draft the change" not in page
    assert _evidence(book, parties) == []
    assert "Set aside by you" in _text(client, f"/agreements/{parties.key}/evidence/")
    page = _text(client, f"{address}take-in", 422, called="../tickets.csv")
    assert "cannot be a file's name" in page
    done = client.post(f"{address}take-in", {"called": "tickets.csv"}, follow=True)
    assert "tickets.csv is in the book" in done.content.decode()
    assert _evidence(book, parties) == ["tickets.csv"]
    assert client.get(address).status_code == 404


def test_other_columns_are_proposed_and_become_a_draft_of_the_text(
    client: Client, parties: Parties, book: BookFolder
) -> None:
    address = _set_aside(client, parties, "tickets-export.csv", _OTHER)
    page = _text(client, address)
    chosen = re.findall(r'<option value="(\w+)" selected', page)
    assert chosen == ["tickets", "number", "opened", "resolved"]
    assert "Nothing of it would be refused" in page
    assert "instant (day/month/year hour:minute)" in page
    sent = {"table": "tickets", "was": "tickets", "column-0": "number", "column-1": "opened"}
    sent["column-2"] = "resolved"
    answer = client.post(f"{address}change", sent)
    assert answer["Location"] == f"/agreements/{parties.key}/text/draft/"
    text = DraftState.objects.get().text
    assert "from: Created at" in text
    assert text.count("format: day/month/year hour:minute") == 2
    draft = _text(client, answer["Location"])
    assert 'role="alert"' not in draft
    assert _evidence(book, parties) == []


def test_what_would_be_refused_is_said_at_its_column(client: Client, parties: Parties) -> None:
    address = _set_aside(client, parties, "tickets-export.csv", _OTHER)
    sent = {"table": "tickets", "was": "tickets", "column-0": "number"}
    page = _text(client, address, **sent, **{"column-3": "opened"})
    assert "2 values cannot be read as" in page
    assert "1 column still has to be pointed at" in page
    twice = {**sent, "column-1": "opened", "column-2": "opened"}
    page = _text(client, address, 422, **twice)
    assert "two columns of the file are said to be 'opened'" in page
    page = _text(client, address, table="entries", was="tickets", **{"column-0": "number"})
    assert '<option value="entries" selected' in page


def test_nobody_else_sees_what_was_set_aside_and_it_can_be_let_go(
    client: Client, parties: Parties
) -> None:
    address = _set_aside(client, parties, "tickets.csv", HEADER + JANUARY)
    other = Client()
    other.force_login(parties.provider)
    assert other.get(address).status_code == 404
    assert "Set aside" not in _text(other, f"/agreements/{parties.key}/evidence/")
    gone = client.post(f"{address}let-go", follow=True)
    assert "tickets.csv is gone" in gone.content.decode()
    assert not Upload.objects.exists()


def test_what_is_signed_is_amended_and_says_types_where_the_text_was_short(
    client: Client, parties: Parties
) -> None:
    said = f"/agreements/{parties.key}/say"
    assert client.post(f"{said}/draft-proposed", {"note": "As it lies here."}).status_code == 302
    other = Client()
    other.force_login(parties.provider)
    for browser in (other, client):
        browser.post(f"{said}/version-signed", {"number": "1"})
    address = _set_aside(client, parties, "export.csv", _OTHER)
    sent = {"table": "tickets", "was": "tickets", "column-0": "number", "column-1": "opened"}
    client.post(f"{address}change", {**sent, "column-2": "resolved"})
    draft = DraftState.objects.get()
    assert draft.name == "amendment-1.yaml"
    assert "number: {from: Ticket ID, type: text}" in draft.text
    assert "format: day/month/year hour:minute" in draft.text
    assert "keys" not in draft.text
    compared = _text(client, f"/agreements/{parties.key}/text/draft/compared")
    assert "Ticket ID" in compared
