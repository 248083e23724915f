"""Lists are looked through for words, and taken away as they are seen."""

from __future__ import annotations

import csv
import re
from html import unescape
from io import BytesIO, StringIO

import pytest
from django.test import Client
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from servanda.record.models import Person
from tests.desk.book import Parties
from tests.desk.story import play

LISTS = ("statements", "decisions", "evidence", "people", "journal")


def _browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return unescape(response.content.decode())


def _table(client: Client, address: str) -> list[dict[str, str]]:
    text = client.get(address).content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text)))


@pytest.fixture
def played(parties: Parties) -> Parties:
    """Two parties after January, with a claim and a dispute."""
    play(parties)
    return parties


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_looked_through_and_taken_away_as_it_is_seen(name: str, played: Parties) -> None:
    client, at = _browser(played.client), f"/agreements/{played.key}/{name}/"
    everything = _table(client, f"{at}?as=csv")
    assert everything
    assert f"{len(everything)} in all" in _shown(client, at)
    assert _table(client, f"{at}?as=csv&words=zebra") == []
    assert f"0 of {len(everything)} hold these words" in _shown(client, f"{at}?words=zebra")
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(f"{at}?as=xlsx").content))
    heading, *rows = book.get_sheet_by_index(0).to_python()
    assert heading == list(everything[0])
    assert len(rows) == len(everything)
    assert "can be had as xlsx or csv" in client.get(f"{at}?as=doc").content.decode()


def test_words_are_found_in_any_order_whatever_their_case(played: Parties) -> None:
    client, at = _browser(played.client), f"/agreements/{played.key}"
    (found,) = _table(client, f"{at}/decisions/?as=csv&words=NOT+ticket+ours")
    assert found["Kind"] == "dispute"
    assert found["How it stands"] == "the line pays what was agreed: 500.00\xa0EUR"
    kinds = {each["Kind"] for each in _table(client, f"{at}/decisions/?as=csv")}
    assert kinds == {"claim for relief", "dispute"}
    page = _shown(client, f"{at}/decisions/?words=carrier")
    assert "Ticket 3 is not ours." not in page
    assert "No dispute holds these words." in page


def test_a_statement_is_taken_away_with_its_exact_money(played: Parties) -> None:
    (found,) = _table(_browser(played.client), f"/agreements/{played.key}/statements/?as=csv")
    assert re.fullmatch(r"\d+(\.\d+)? EUR", found["Net"])
    assert found["Handed over (UTC)"] == "2026-02-04T12:00:00+00:00"


def test_the_journal_is_looked_through_beyond_its_first_page(
    played: Parties, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("servanda.web.pages.journal.ON_A_PAGE", 2)
    client, at = _browser(played.client), f"/agreements/{played.key}/journal/"
    assert "cut" not in _shown(client, at)
    assert "The carrier's line was cut." in _shown(client, f"{at}?words=CUT+carrier")
    assert len(_table(client, f"{at}?as=csv")) == played.agreement.entries.count()


def test_what_a_spreadsheet_would_compute_is_a_text_in_every_list(played: Parties) -> None:
    Person.objects.update(name="=1+1")
    client = _browser(Person.objects.get(pk=played.client.pk))
    for name in LISTS:
        for row in _table(client, f"/agreements/{played.key}/{name}/?as=csv"):
            assert not any(value.startswith("=") for value in row.values()), name


@pytest.mark.parametrize("address", ["statements/2026-01/", "renewal/"])
def test_what_is_a_paper_is_taken_away_as_one(address: str, played: Parties) -> None:
    client, at = _browser(played.client), f"/agreements/{played.key}/{address}"
    assert 'as=pdf">PDF</a>' in _shown(client, at)
    paper = client.get(f"{at}?as=pdf")
    assert paper.headers["Content-Type"] == "application/pdf"
    assert "kept" in paper.headers["Content-Disposition"]
    text = "".join(each.extract_text() for each in PdfReader(BytesIO(paper.content)).pages)
    assert "A small desk" in text
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(f"{at}?as=xlsx").content))
    assert "Summary" in book.sheet_names
    assert client.get(f"{at}?as=csv").status_code == 422
