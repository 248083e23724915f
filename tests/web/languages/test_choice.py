"""People read as they chose, else as their browser asks, else in English."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from servanda.desk.callers import Caller
from servanda.desk.reading import NotALanguage, NotALocale, NotAZone, choose_reading
from servanda.record.models import Person
from servanda.web.languages.scripts import SCRIPTS, script_texts
from tests.desk.book import BEGIN, Parties


def _browser(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _caller(person: Person) -> Caller:
    return Caller(person=person, at=BEGIN)


def test_what_is_chosen_is_kept_and_shown(parties: Parties) -> None:
    client = _browser(parties.client)
    sent = {"language": "", "locale": "nl-NL", "zone": "Europe/Amsterdam"}
    page = client.post("/account/reading", sent, follow=True)
    assert "From now on you read the book so." in page.text
    assert '<option value="nl-NL" selected>nl-NL: 31 mrt 2026, 1.234,50</option>' in page.text
    assert 'value="Europe/Amsterdam"' in page.text


def test_a_wrong_zone_is_told_at_the_form_and_kept(parties: Parties) -> None:
    client = _browser(parties.client)
    page = client.post("/account/reading", {"zone": "Europe/Amsterdm"})
    assert page.status_code == 422
    assert "did you mean Europe/Amsterdam?" in page.text
    assert 'value="Europe/Amsterdm"' in page.text


@pytest.mark.parametrize(
    ("chosen", "refused"),
    [
        ({"language": "xx"}, NotALanguage),
        ({"locale": "qq-QQ"}, NotALocale),
        ({"locale": "ar-EG"}, NotALocale),
        ({"zone": "Mars/Olympus"}, NotAZone),
    ],
)
def test_what_there_is_not_is_refused(
    parties: Parties, chosen: dict[str, str], refused: type[Exception]
) -> None:
    before = {"language": "", "locale": "", "zone": ""}
    with pytest.raises(refused):
        choose_reading(_caller(parties.client), **{**before, **chosen})
    kept = Person.objects.get(pk=parties.client.pk)
    assert (kept.language, kept.locale, kept.zone) == ("", "", "")


def test_pages_say_their_language(parties: Parties) -> None:
    client = _browser(parties.client)
    page = client.get("/account", headers={"Accept-Language": "xx, en;q=0.5"})
    assert page.headers["Content-Language"] == "en"
    assert '<html lang="en">' in page.text


def test_pages_are_said_in_dutch_where_a_browser_asks(parties: Parties) -> None:
    client = _browser(parties.client)
    asked = {"Accept-Language": "nl-NL,nl;q=0.9,en;q=0.5"}
    front = client.get("/?page=1", headers=asked).text
    assert '<html lang="nl">' in front
    assert "<h1>Overeenkomsten</h1>" in front
    assert 'aria-label="Overeenkomsten"' in front
    for page in ("", "decisions/", "text/", "evidence/", "calendar/", "people/", "journal/"):
        shown = client.get(f"/agreements/{parties.key}/{page}", headers=asked)
        assert shown.status_code == 200, page
        assert "Besluiten</a>" in shown.text, page
    form = client.get(f"/agreements/{parties.key}/say/notice-given", headers=asked).text
    assert "<h1>Opzeggen</h1>" in form
    assert "Laatste dag van de overeenkomst" in form


def test_what_is_refused_stands_at_its_field_in_dutch(parties: Parties) -> None:
    client = _browser(parties.client)
    wrong = client.post(
        f"/agreements/{parties.key}/say/notice-given",
        {"ends": "soon"},
        headers={"Accept-Language": "nl"},
    )
    assert wrong.status_code == 422
    assert "schrijf een dag zoals 31 mrt 2026 of 2026-03-31" in wrong.text


def test_a_choice_goes_before_what_the_browser_asks(parties: Parties) -> None:
    choose_reading(_caller(parties.client), language="nl", locale="de-DE", zone="")
    page = _browser(parties.client).get("/account", headers={"Accept-Language": "en"}).text
    assert '<html lang="nl">' in page
    assert "Hoe u leest" in page


def test_what_scripts_say_comes_with_their_page(parties: Parties) -> None:
    client = _browser(parties.provider)
    at = f"/agreements/{parties.key}/evidence/"
    page = client.get(at, headers={"Accept-Language": "nl"}).text
    block = re.search(r'<script class="words" type="application/json">(.*?)</script>', page)
    assert block is not None
    said = json.loads(block[1])
    assert said["Bringing {name}"] == "{name} wordt gebracht"
    assert set(said) == set(script_texts("bring.js"))
    assert 'class="words"' not in client.get(at, headers={"Accept-Language": "en"}).text


def test_scripts_say_nothing_that_cannot_be_translated() -> None:
    for each in SCRIPTS.glob("*.js"):
        source = each.read_text("utf-8")
        assert len(re.findall(r"\bspoken\(", source)) == len(re.findall(r'\bspoken\("', source))
        assert not re.findall(r"(?:textContent = |say\(|wait\()[\"`][A-Za-z]", source), each.name


def test_programs_are_answered_in_english(parties: Parties) -> None:
    client = _browser(parties.client)
    told = client.get("/api/v1/agreements/nothing", headers={"Accept-Language": "nl"})
    assert told.json()["title"] == "not there"


def test_the_same_is_entered_whatever_the_reader_types_and_sees(parties: Parties) -> None:
    """What is kept has one spelling: a journal does not depend on who looks at it."""
    typed = {
        "en-US": {"worth": "1,250.50", "on": "1/5/2026"},
        "nl-NL": {"worth": "1.250,50", "on": "5 jan 2026"},
        "de-DE": {"worth": "1.250,50 EUR", "on": "05.01.2026"},
        "": {"worth": "1250.50", "on": "2026-01-05"},
    }
    client, acts = _browser(parties.client), []
    for locale, said in typed.items():
        choose_reading(_caller(parties.client), language="", locale=locale, zone="")
        sent = {"favour": "weekend_support", "what": "A weekend.", **said}
        answer = client.post(f"/agreements/{parties.key}/say/goodwill-given", sent)
        assert answer.status_code == 302, answer.text
        entry = parties.agreement.entries.order_by("-number")[0]
        acts.append(json.loads(entry.line)["act"])
    assert acts[0]["worth"] == "1250.5 EUR"
    assert acts[1:] == acts[:-1]


def test_an_amount_of_two_meanings_gets_a_word_at_its_field(parties: Parties) -> None:
    choose_reading(_caller(parties.client), language="nl", locale="nl-NL", zone="")
    wrong = _browser(parties.client).post(
        f"/agreements/{parties.key}/say/goodwill-given",
        {"favour": "weekend_support", "what": "A.", "worth": "1.250", "on": "2026-01-05"},
    )
    assert wrong.status_code == 422
    assert "1250 of 1.25" in wrong.text
    assert 'value="1.250"' in wrong.text
