"""The pages, as people come to them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from servanda.desk.rights import APPOINTABLE, Concern
from servanda.desk.saying import issue_statement, submit_evidence
from servanda.record.folder import BookFolder
from servanda.record.models import (
    Agreement,
    Appointment,
    AtAGlance,
    Organisation,
    Person,
    Representation,
    WaitingState,
)
from servanda.web.pages.addresses import PAGES
from servanda.web.pages.saying import SAYING
from servanda.web.routes import rule_of
from tests.desk.book import BEGIN, UNSIGNED, Parties, two_parties
from tests.desk.story import play
from tests.flow.kept import HEADER, JANUARY, KEYS, TEXT

_SCRIPT = "<script>alert(1)</script>"
OF_AGREEMENTS = {
    str(each.name): each for each in PAGES if rule_of(each.callback).concern is Concern.AGREEMENT
}
TABS = (
    "",
    "statements/",
    "decisions/",
    "holding-account/",
    "partnership/",
    "text/",
    "evidence/",
    "journal/",
)


def _browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content
    return response.content.decode()


def _address(name: str, agreement: str, **below: str) -> str:
    """Fill the places of a page's path; what is below an agreement need not be there."""
    path = "/" + str(OF_AGREEMENTS[name].pattern)
    filled = path.replace("<str:agreement>", agreement)
    for place, value in below.items():
        filled = filled.replace(f"<str:{place}>", value)
    return re.sub(r"<str:\w+>", "1", filled)


@pytest.fixture
def played(parties: Parties) -> Parties:
    """Two parties after January, with a claim and a dispute."""
    play(parties)
    return parties


def test_one_signs_in_and_nobody_is_offered_to_sign_up(book: BookFolder) -> None:
    client = Client()
    assert client.get("/")["Location"].startswith("/sign-in/login/")
    page = _page(client, "/sign-in/login/")
    assert "by invitation" in page
    assert "signup" not in page


def test_the_pages_on_ones_account_are_laid_out_like_the_others(parties: Parties) -> None:
    client = _browser(parties.client)
    assert 'href="/sign-in/logout/"' in _page(client, "/sign-in/logout/")
    assert "Sign up" not in _page(client, "/sign-in/password/change/")


def test_styles_and_scripts_are_served_and_nothing_else(book: BookFolder) -> None:
    client = Client()
    for name in ("statement.css", "report.css", "pages.css", "bring.js"):
        assert client.get(f"/static/servanda/{name}").status_code == 200
    mark = client.get("/favicon.ico")
    assert (mark.status_code, mark.headers["Content-Type"]) == (200, "image/svg+xml")
    assert client.get("/static/../settings.py").status_code == 404
    assert client.get("/static/servanda/none.css").status_code == 404


def test_who_has_one_agreement_comes_to_its_overview(parties: Parties) -> None:
    client = _browser(parties.client)
    response = client.get("/")
    assert response["Location"] == f"/agreements/{parties.key}/"
    page = _page(client, "/?page=1")
    assert parties.client.name in page
    assert parties.agreement.title in page
    assert "no statement so far" in page
    assert "Sign out" in page


def test_the_first_page_says_how_the_last_period_went_and_what_waits(played: Parties) -> None:
    page = _page(_browser(played.client), "/?page=1")
    assert "2026-01" in page
    assert "missed" in page
    assert "EUR" in page
    assert "Dec 31, 2026" in page or "31 Dec 2026" in page


def test_the_first_page_is_searched_filtered_and_exported(played: Parties) -> None:
    client = _browser(played.client)
    title = played.agreement.title
    assert title in _page(client, "/?words=small+KEPT")
    assert title not in _page(client, "/?words=small+nothing")
    assert title in _page(client, "/?level=missed")
    assert title not in _page(client, "/?level=met")
    text = client.get("/agreements.csv?words=small").content.decode("utf-8-sig")
    header, row = text.splitlines()
    assert header.startswith("Agreement,Identifier,Client,Provider,Last period,Level")
    assert title in row
    book = CalamineWorkbook.from_filelike(BytesIO(client.get("/agreements.xlsx").content))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Agreement"
    assert rows[1][0] == title


def test_a_name_that_a_spreadsheet_would_compute_is_a_text(parties: Parties) -> None:
    Agreement.objects.update(title="=1+1")
    text = _browser(parties.client).get("/agreements.csv").content.decode("utf-8-sig")
    assert text.splitlines()[1].startswith("'=1+1,")


def _crowd(parties: Parties, count: int) -> None:
    begun = BEGIN.to_datetime()
    founded = [
        Agreement(identifier=f"n{each}", title=f"N {each:04}", founded_at=begun)
        for each in range(count)
    ]
    for each in founded:
        each.founded_by = parties.client
    Agreement.objects.bulk_create(founded)
    home = parties.client.organisation
    AtAGlance.objects.bulk_create(
        AtAGlance(
            agreement=each,
            client="Acme Bank",
            provider="Northwind",
            zone="UTC",
            terms=[["2026-12-31", "2026-09-30"]],
            period="2026-01",
            level="met",
            promised=3,
            net="1250.5 EUR",
        )
        for each in founded
    )
    WaitingState.objects.bulk_create(
        WaitingState(
            agreement=each,
            entry_sha256="0" * 64,
            party="client",
            since=begun,
            what="statement of 2026-01",
        )
        for each in founded
    )
    Representation.objects.bulk_create(
        Representation(agreement=each, organisation=home, party="client") for each in founded
    )
    Appointment.objects.bulk_create(
        Appointment(agreement=each, person=parties.client, role="owner", begun_at=begun)
        for each in founded
    )


def test_a_thousand_agreements_ask_no_more_of_the_database_than_thirty(parties: Parties) -> None:
    client = _browser(parties.client)
    client.get("/?page=2")  # The session notes its beginning once.
    counts = []
    for count in (30, 970):
        _crowd(parties, count)
        for address in ("/?page=2", "/?waits=yes&words=N", "/agreements.csv"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
    assert counts[:3] == counts[3:]
    assert max(counts) <= 9  # with one for the filters that one has kept


def test_what_waits_for_the_other_party_waits_not_for_us(played: Parties) -> None:
    WaitingState.objects.all().delete()
    WaitingState.objects.create(
        agreement=played.agreement,
        entry_sha256="0" * 64,
        party="provider",
        what="an answer",
        since=BEGIN.to_datetime(),
    )
    assert "an answer" not in _page(_browser(played.client), "/?page=1")
    assert played.agreement.title not in _page(_browser(played.client), "/?waits=yes")
    assert "an answer" in _page(_browser(played.provider), "/?waits=yes")


def test_every_page_of_an_agreement_is_there_for_both_parties_and_for_guests(
    played: Parties,
) -> None:
    guest = Person.objects.create(
        email="g@example.org",
        name="G",
        joined_at=BEGIN.to_datetime(),
        organisation=Organisation.objects.create(name="G", joined_at=BEGIN.to_datetime()),
    )
    Appointment.objects.create(
        agreement=played.agreement,
        person=guest,
        role="viewer",
        begun_at=BEGIN.to_datetime(),
    )
    for person in (played.client, played.provider, guest):
        client = _browser(person)
        for tab in (*TABS, "statements/2026-01/", "statements/2026-01/?edition=1"):
            page = _page(client, f"/agreements/{played.key}/{tab}")
            assert page.count("<h1") == 1, tab
            assert page.count('aria-current="page"') == 1, tab


def test_the_overview_tells_how_it_stands(played: Parties) -> None:
    page = _page(_browser(played.client), f"/agreements/{played.key}/")
    assert "commitment" in page.split("<h1>")[1].split("</h1>")[0]
    assert "How commitments stand" in page
    aspects = page.split('<ul class="aspects"')[1].split("</ul>")[0]
    assert "<h2>Technical levels</h2>" in aspects
    assert "1 of 1 missed" in aspects
    assert aspects.count("/statements/2026-01/figure?name=") == 1
    assert f'href="/agreements/{played.key}/statements/2026-01/"' in page


def test_a_statement_shows_its_lines_with_what_was_said_of_them(played: Parties) -> None:
    page = _page(_browser(played.client), f"/agreements/{played.key}/statements/2026-01/")
    assert "The formula with its values" in page
    assert "Ticket 3 is not ours." in page
    assert "500.00" in page


def test_an_entry_leads_to_where_it_is_answered(played: Parties) -> None:
    client = _browser(played.client)
    for entry in played.agreement.entries.all():
        response = client.get(f"/agreements/{played.key}/entries/{entry.sha256}")
        assert response.status_code == 302
        assert client.get(response["Location"]).status_code == 200
    assert client.get(f"/agreements/{played.key}/entries/{'0' * 64}").status_code == 404


def test_a_figure_opens_down_to_its_records_and_a_case(played: Parties) -> None:
    client = _browser(played.client)
    base = f"/agreements/{played.key}"
    page = _page(client, f"{base}/statements/2026-01/figure?name=restored")
    found = re.search(rf'href="({base}/cases/\w+\?key=\w+)"', page)
    assert found
    case = _page(client, found[1])
    assert "timeline" in case
    assert "counts in" in case
    refused = _page(client, f"{base}/statements/2026-01/figure?name=nothing", 422)
    assert "nothing" in refused


@pytest.mark.parametrize("name", OF_AGREEMENTS)
def test_page_is_for_those_whom_the_table_names(name: str, parties: Parties) -> None:
    view = OF_AGREEMENTS[name].callback
    rule, own = rule_of(view), _address(name, parties.key)
    assert Client().get(own)["Location"].startswith("/sign-in/login/")
    home = parties.client.organisation
    without = Person.objects.create(
        email="w@example.org", name="W", organisation=home, joined_at=BEGIN.to_datetime()
    )
    client = _browser(without)
    there, nowhere = client.get(own), client.get(_address(name, "q" * 20))
    assert there.status_code == nowhere.status_code == 404
    assert _same(there.content) == _same(nowhere.content)
    for number, role in enumerate(APPOINTABLE, start=50):
        person = Person.objects.create(
            email=f"{number}@example.org",
            name="P",
            organisation=home,
            joined_at=BEGIN.to_datetime(),
        )
        Appointment.objects.create(
            agreement=parties.agreement,
            person=person,
            role=role.value,
            begun_at=BEGIN.to_datetime(),
        )
        for status in {
            _browser(person).get(own).status_code,
            _browser(person).post(own).status_code,
        }:
            assert (status != 403) is (role in rule.roles), (role, status)


def _same(content: bytes) -> bytes:
    return re.sub(rb'value="[\w-]{64}"', b"", content)


def _fields(page: str) -> Iterator[str]:
    yield from re.findall(r'<(?:input|select|textarea)[^>]*name="(\w+)"', page)


_NOTHING_TO_SAY = {
    "spending-proposed": "no holding account to spend from",
    "example-given": "names no principle",
}


@pytest.mark.parametrize("slug", SAYING)
def test_every_form_has_labels_a_token_and_keeps_what_was_typed(slug: str, played: Parties) -> None:
    client = Client(enforce_csrf_checks=True)
    # Of this agreement, the provider alone may claim relief, and nobody can spend.
    client.force_login(played.provider if slug == "relief-claimed" else played.client)
    address = f"/agreements/{played.key}/say/{slug}"
    page = _page(client, address)
    if nothing := _NOTHING_TO_SAY.get(slug):
        assert nothing in page
        return
    assert "csrfmiddlewaretoken" in page
    for identifier in re.findall(r'id="(field-\w+)"', page):
        assert f'<label for="{identifier}"' in page
    assert client.post(address, {}).status_code == 403, "without its token nothing is entered"
    typed = {name: _SCRIPT for name in _fields(page) if name != "csrfmiddlewaretoken"}
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    before = played.agreement.entries.count()
    answer = client.post(address, {**typed, "csrfmiddlewaretoken": token[1]})
    written = answer.content.decode()
    if "number" in typed or "period" in typed or "looked_at" in typed:
        assert answer.status_code == 422
    if answer.status_code == 422:
        assert played.agreement.entries.count() == before
        assert 'role="alert"' in written or 'class="wrong"' in written
        if typed:
            assert "&lt;script&gt;alert(1)&lt;/script&gt;" in written
    assert _SCRIPT not in written


def test_a_dispute_is_raised_and_answered_on_the_pages(parties: Parties) -> None:
    submit_evidence(parties.caller("provider", "2026-02-02"), parties.key)
    issue_statement(parties.caller("provider"), parties.key, "2026-01")
    base = f"/agreements/{parties.key}"
    client = _browser(parties.client)
    page = _page(client, f"{base}/statements/2026-01/")
    found = re.search(rf'href="({base}/say/dispute-raised\?[^"]+)"', page)
    assert found
    address = found[1].replace("&amp;", "&")
    form = _page(client, address)
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    sent = {name: unescape(value) for name, value in hidden.items()}
    wrong = client.post(address, {**sent, "proposed": "much", "reason": "Ours is less."})
    assert wrong.status_code == 422
    assert "write money like" in wrong.content.decode()
    assert "Ours is less." in wrong.content.decode()
    right = client.post(
        address, {**sent, "proposed": "100", "reason": "Ours is less."}, follow=True
    )
    assert right.status_code == 200
    text = right.content.decode()
    assert "Entered as" in text
    assert "Ours is less." in text
    provider = _browser(parties.provider)
    page = _page(provider, f"{base}/statements/2026-01/")
    found = re.search(rf'href="({base}/say/dispute-answered\?[^"]+)"', page)
    assert found
    digest = found[1].split("dispute=")[1]
    answered = provider.post(
        f"{base}/say/dispute-answered",
        {"dispute": digest, "answer": "accepted", "reason": "Agreed."},
        follow=True,
    )
    assert "100.00" in answered.content.decode()


def test_a_form_that_nobody_can_fill_in_says_why_instead(parties: Parties) -> None:
    address = f"/agreements/{parties.key}/say/relief-claimed"
    page = _page(_browser(parties.client), address)
    assert "names no relief that your party may claim" in page
    assert 'method="post"' not in page
    assert 'method="post"' in _page(_browser(parties.provider), address)


def test_a_small_file_is_brought_without_a_script_and_submitted(parties: Parties) -> None:
    base = f"/agreements/{parties.key}"
    client = _browser(parties.provider)
    file = BytesIO((HEADER + JANUARY).encode())
    file.name = "tickets.csv"
    page = client.post(f"{base}/evidence/bring", {"file": file}, follow=True).content.decode()
    assert "tickets.csv is in the book" in page
    assert parties.provider.name in page
    assert "Columns" in _page(client, f"{base}/evidence/files/tickets.csv")
    assert client.get(f"{base}/evidence/files/none.csv").status_code == 404
    none = client.post(f"{base}/evidence/bring")
    assert none.status_code == 422
    assert "choose a file first" in none.content.decode()
    submitted = client.post(f"{base}/say/evidence-submitted", {"note": _SCRIPT}, follow=True)
    text = submitted.content.decode()
    assert "&lt;script&gt;" in text
    assert _SCRIPT not in text


def test_scripts_in_names_and_notes_never_run(book: BookFolder) -> None:
    hostile = UNSIGNED.replace("A small desk", _SCRIPT)
    parties = two_parties(hostile)
    folder = book.path / "agreements" / parties.key / "evidence"
    (folder / "tickets.csv").write_text(HEADER + JANUARY, "utf-8")
    play(parties)
    Person.objects.update(name=_SCRIPT)
    Organisation.objects.update(name=_SCRIPT)
    client = _browser(Person.objects.get(pk=parties.client.pk))
    pages = [
        *(f"/agreements/{parties.key}/{tab}" for tab in TABS),
        "/?page=1",
        f"/agreements/{parties.key}/statements/2026-01/",
        f"/agreements/{parties.key}/statements/2026-01/figure?name=restored",
    ]
    for address in pages:
        page = _page(client, address)
        assert _SCRIPT not in page, address
        scripts = re.findall(r"<script\b[^>]*>", page)
        assert all("src=" in each for each in scripts), address
        assert not re.search(r"\son\w+=", page), address
        assert " style=" not in page, address


def test_a_party_with_a_key_is_shown_what_to_sign(book: BookFolder) -> None:
    parties = two_parties(TEXT)
    client = _browser(parties.client)
    address = f"/agreements/{parties.key}/say/draft-proposed"
    page = client.post(address, {"note": "As it lies here."}).content.decode()
    draft = re.search(r'class="code" readonly>\n(.*?)</textarea>', page, re.DOTALL)
    assert draft
    to_sign = json.loads(unescape(draft[1]))
    message = to_sign["to_sign"].encode()
    key = KEYS["client"]
    pasted = {"key": key.public, "at": to_sign["at"], "value": key.sign(message)}
    said = {"note": "As it lies here.", "signature": json.dumps({"signature": pasted})}
    assert parties.agreement.entries.count() == 0
    wrong = client.post(address, {**said, "signature": "nothing"})
    assert wrong.status_code == 422
    assert "not what" in wrong.content.decode()
    right = client.post(address, said, follow=True)
    assert "Entered as" in right.content.decode()
    assert parties.agreement.entries.get().is_signed
