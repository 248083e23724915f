"""Lists are looked through for words, and taken away as they are seen."""

from __future__ import annotations

import csv
import re
from html import unescape
from io import BytesIO, StringIO

import pytest
from django.test import Client
from django.urls import URLPattern
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from servanda.desk.rights import Scope
from servanda.record.folder import BookFolder
from servanda.record.models import Person, SavedFilter
from servanda.web.pages.addresses import PAGES
from servanda.web.routes import rule_of
from tests.desk.book import Parties, two_parties
from tests.desk.operating_model.made import WITH_SERVICES, with_model
from tests.desk.story import play
from tests.flow.kept import HEADER, JANUARY

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
    assert heading == list(everything[0]), "who has chosen no zone reads moments in UTC"
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


FIRST_PAGE = "front"
LISTING = {
    *("front", "organisation", "statements", "decisions", "holding", "partnership", "incidents"),
    *("work", "goodwill", "evidence", "calendar", "people", "journal", "model", "sessions"),
    *("model-risks", "model-changes", "model-register", "model-teams", "model-people"),
    *("model-journal", "by_outcome"),
}
"""The pages that list something; each is looked through, and taken away."""

NO_LISTS = {
    "account": "a handful of one's own",
    "rights": "the same for everybody",
    "renewal": "a paper, taken away as one",
    "text": "one agreement's own words",
    "models": "one's own organisation has one",
    "keys": "a handful of one's own party",
}
"""Pages with a table that is no list to look through, and why."""


def _path(route: URLPattern, parties: Parties, model: str) -> str:
    places = {"agreement": parties.key, "model": model}
    return "/" + re.sub(r"<str:(\w+)>", lambda found: places[found[1]], str(route.pattern))


def test_every_list_is_looked_through_and_taken_away(book: BookFolder) -> None:
    """A page that is new and shows a list is one of these, or says why not."""
    played = two_parties(WITH_SERVICES)
    (played.evidence(book.path) / "tickets.csv").write_text(HEADER + JANUARY, "utf-8")
    play(played)
    # What lets people do something is no list.
    shows = {str(each.name): each for each in PAGES if rule_of(each.callback).scope is Scope.READ}
    assert shows.keys() >= LISTING
    client, model = _browser(played.client), with_model(played)
    for name in sorted(LISTING - {FIRST_PAGE}):
        path = _path(shows[name], played, model.key)
        page = _shown(client, path)
        if 'role="search"' in page:
            assert set(re.findall(r'href="\?[^"]*as=(\w+)"', page)) == {"csv", "xlsx"}, name
        for form in ("csv", "xlsx"):
            answer = client.get(f"{path}?as={form}&words=zebra")
            assert "attachment" in answer.headers["Content-Disposition"], name
        assert client.get(f"{path}?as=doc").status_code == 422, name
    for name in sorted(shows.keys() - LISTING - NO_LISTS.keys()):
        if set(re.findall(r"<str:(\w+)>", str(shows[name].pattern))) <= {"agreement", "model"}:
            answer = client.get(_path(shows[name], played, model.key))
            assert b'<table class="list' not in answer.content, name
    page = _shown(client, "/?page=1")
    assert set(re.findall(r'href="/agreements\.(\w+)\?', page)) == {"csv", "xlsx"}


def test_days_are_looked_through_and_taken_away_between_days(played: Parties) -> None:
    client, at = _browser(played.client), f"/agreements/{played.key}/calendar/"
    year = "from=2026-01-01&until=2026-12-31"
    days = _table(client, f"{at}?as=csv&{year}")
    ends = [each["Day"] for each in days if "last day of the agreement" in each["What"]]
    assert ends == ["2026-12-31"]
    assert len(_table(client, f"{at}?as=csv&{year}&words=LAST+agreement+day")) == 1
    page = _shown(client, f"{at}?{year}&words=zebra")
    assert "Nothing here holds these words." in page
    assert 'name="from" value="2026-01-01"' in page


def test_what_is_looked_for_is_kept_under_a_name_of_ones_own(played: Parties) -> None:
    client, at = _browser(played.client), f"/agreements/{played.key}/decisions/"
    sent = {"name": "My lines", "path": at, "query": "words=carrier cut&as=csv"}
    kept = client.post("/account/filters", sent)
    address = f"{at}?words=carrier+cut"
    assert kept.headers["Location"] == address
    link = f'<a href="{address}">My lines</a>'
    for page in (at, address, "/account"):
        assert link in _shown(client, page), page
    # A name is one filter's on a list: keeping it anew changes it.
    client.post("/account/filters", {**sent, "query": "words=carrier"})
    (own,) = SavedFilter.objects.all()
    assert own.query == "words=carrier"
    other = _browser(played.provider)
    assert "My lines" not in _shown(other, at)
    assert other.post(f"/account/filters/{own.key}/end").status_code == 404
    client.post(f"/account/filters/{own.key}/end")
    assert ">My lines</a>" not in _shown(client, at)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"name": " "}, "give it a name"),
        ({"query": "as=csv"}, "look for something first"),
        ({"path": "//example.org/"}, "no list of this book"),
        ({"path": "/elsewhere"}, "no list of this book"),
        ({"name": "x" * 81}, "at most 80"),
    ],
)
def test_a_filter_that_cannot_be_kept_says_why(
    changed: dict[str, str], why: str, played: Parties
) -> None:
    client = _browser(played.client)
    sent = {"name": "a", "path": f"/agreements/{played.key}/decisions/", "query": "words=x"}
    answer = client.post("/account/filters", {**sent, **changed}, follow=True)
    assert why in unescape(answer.content.decode())
    assert not SavedFilter.objects.exists()


def test_a_filter_is_kept_on_the_first_page(played: Parties) -> None:
    client = _browser(played.client)
    page = _shown(client, "/?words=small&level=missed")
    assert 'name="query" value="words=small&level=missed"' in page
    client.post("/account/filters", {"name": "Bad", "path": "/", "query": "level=missed"})
    assert '<a href="/?level=missed">Bad</a>' in _shown(client, "/?page=1")
