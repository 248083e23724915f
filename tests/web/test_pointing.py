"""Columns of a file pointed at on its page, before it is evidence."""

from __future__ import annotations

import re
from functools import partial
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client

from servanda.desk.people import erase_person
from servanda.desk.worker import Worker
from servanda.kernel.time import Instant
from servanda.pipeline.people import UnknownPerson
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
    none = _text(
        client, f"{address}change", 422, table="tickets", was="tickets", **{"column-0": ""}
    )
    assert "choose first which columns the file's are" in none
    assert not DraftState.objects.exists()
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


def test_erasing_somebody_reaches_files_that_were_set_aside(
    client: Client, parties: Parties, book: BookFolder
) -> None:
    """A name that stands in no evidence, and in one of two files that somebody looks at."""
    holds = _OTHER.replace("Note\n", "Solver\n").replace(";a\n", ";Anna Visser\n")
    held = _set_aside(client, parties, "export.csv", holds)
    other = _set_aside(client, parties, "other.csv", _OTHER)
    caller = parties.caller("client")
    with pytest.raises(UnknownPerson):
        erase_person(caller, parties.key, "Piet de Boer")
    assert Upload.objects.filter(is_aside=True).count() == 2
    erased, _ = erase_person(caller, parties.key, "anna visser")
    assert erased.still == ()
    assert client.get(held).status_code == 404
    assert client.get(other).status_code == 200
    incoming = Path(book.path) / "agreements" / parties.key / "incoming"
    assert [each.name for each in incoming.rglob("*.csv")] == ["other.csv"]


def test_what_was_set_aside_is_let_go_after_fourteen_days(
    client: Client, parties: Parties, book: BookFolder
) -> None:
    address = _set_aside(client, parties, "export.csv", _OTHER)
    begun = Instant.from_datetime(Upload.objects.get().begun_at)
    incoming = Path(book.path) / "agreements" / parties.key / "incoming"
    for days, kept in ((13, 1), (15, 0)):
        worker = Worker(now=partial(begun.plus_seconds, days * 86_400))
        while worker.step():
            pass
        assert Upload.objects.count() == kept
        assert len(list(incoming.rglob("*.csv"))) == kept
    assert client.get(address).status_code == 404
