"""Pages on which a version is written, versions are compared, and an invoice is held against."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from servanda.desk.rights import Role
from servanda.record.models import Appointment, DraftState, Job, JournalEntry
from tests.desk.book import Parties
from tests.desk.story import play

_SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def client(parties: Parties) -> Client:
    browser = Client()
    browser.force_login(parties.client)
    return browser


def _page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content
    return response.content.decode()


def _sent(client: Client, address: str, sent: dict[str, str], status: int) -> str:
    response = client.post(address, sent)
    assert response.status_code == status, response.content
    return response.content.decode()


def _was(page: str) -> str:
    found = re.search(r'name="was" value="(\w+)"', page)
    assert found
    return found[1]


def _name(page: str, *place: str) -> str:
    """Return the name of the field of a value."""
    name = json.dumps(list(place))
    assert name in unescape(page)
    return name


def test_a_version_is_written_value_by_value_and_proposed(parties: Parties, client: Client) -> None:
    base = f"/agreements/{parties.key}/text/draft"
    assert "Write a new version" in _page(client, f"/agreements/{parties.key}/text/")
    page = _page(client, f"{base}/values")
    fee, level = _name(page, "terms", "fee"), _name(page, "commitments", "restored", "expected")
    _sent(client, f"{base}/values", {"was": _was(page), fee: "11000.00 EUR"}, 302)
    page = _page(client, f"{base}/")
    assert "fee: 11000.00 EUR" in page
    assert "becomes" in page
    # What is wrong is said at its field, and what was typed is kept.
    page = _page(client, f"{base}/values")
    refused = _sent(client, f"{base}/values", {"was": _was(page), level: _SCRIPT}, 422)
    assert 'class="wrong"' in refused
    assert "&lt;script&gt;alert(1)" in refused
    assert _SCRIPT not in refused
    proposed = _sent(client, f"/agreements/{parties.key}/say/own-draft", {"note": "Dearer."}, 302)
    assert proposed == ""
    assert JournalEntry.objects.filter(act="draft proposed").count() == 1
    assert not DraftState.objects.exists()


def test_a_text_is_checked_while_it_is_typed_and_kept(parties: Parties, client: Client) -> None:
    base = f"/agreements/{parties.key}/text/draft"
    page = _page(client, f"{base}/")
    text = unescape(re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)[0])
    wrong = text.replace("fee: 10000.00 EUR", "fee: ten")
    answer = client.post(f"{base}/check", {"text": wrong, "was": _was(page), "save": "yes"}).json()
    line = wrong[: wrong.index("fee: ten")].count("\n") + 1
    assert line in {each["line"] for each in answer["wrong"]}
    assert answer["changes"] == []
    again = client.post(
        f"{base}/check", {"text": f"{text}# so\n", "was": answer["was"], "save": "yes"}
    ).json()
    assert again["wrong"] == []
    stale = client.post(f"{base}/check", {"text": wrong, "was": _was(page), "save": "yes"})
    assert stale.status_code == 422
    assert "another window" in stale.json()["refused"]
    # Without a script the form does the same, and undoing leads back.
    assert "# so" in _page(client, f"{base}/")
    _sent(client, f"{base}/undo", {}, 302)
    assert "fee: ten" in _page(client, f"{base}/")
    words = client.get(f"{base}/words?at=in+force").json()["words"]
    assert {"from", "until", "notice"} <= {each["word"] for each in words}


def test_only_who_may_propose_writes_a_draft(parties: Parties, client: Client) -> None:
    Appointment.objects.filter(person=parties.client).update(role=Role.VIEWER.value)
    for below in ("", "values", "check", "words", "compared", "undo", "let-go"):
        address = f"/agreements/{parties.key}/text/draft/{below}"
        assert client.get(address).status_code == 403, below
        assert client.post(address).status_code == 403, below


def test_versions_are_chosen_and_compared_by_a_link(parties: Parties, client: Client) -> None:
    base = f"/agreements/{parties.key}/text"
    was = _was(_page(client, f"{base}/draft/values"))
    _sent(client, f"{base}/draft/values", {"was": was, '["terms", "fee"]': "5000.00 EUR"}, 302)
    assert "5000.00 EUR" in _page(client, f"{base}/draft/compared")
    _sent(client, f"/agreements/{parties.key}/say/own-draft", {}, 302)
    number = JournalEntry.objects.get(act="draft proposed").number
    link = f"{base}/compared?from=2026-01-01&to=proposal-{number}"
    assert "is being computed" in _page(client, link)
    asked = Job.objects.filter(does="versions compared").count()
    with CaptureQueriesContext(connection) as queries:
        _page(client, link)
    assert Job.objects.filter(does="versions compared").count() == asked
    assert len(queries) <= 12
    assert "Name two" not in _page(client, f"{base}/compared", 422)


def test_an_invoice_is_held_against_a_statement(parties: Parties, client: Client) -> None:
    play(parties)
    address = f"/agreements/{parties.key}/statements/2026-01/invoice"
    assert address in _page(client, f"/agreements/{parties.key}/statements/2026-01/")
    assert "choose the invoice" in _sent(client, address, {}, 422)

    def sends(content: str, status: int) -> str:
        file = SimpleUploadedFile("Invoice 12.csv", content.encode())
        response = client.post(address, {"file": file})
        assert response.status_code == status, response.content
        return response.content.decode()

    page = sends(f"line,amount\nmonthly,10000.00\n{_SCRIPT},120\n", 200)
    assert "as agreed" in page
    assert "not in the agreement" in page
    assert _SCRIPT not in page
    wrong = sends("line,amount\nmonthly,much\n", 422)
    assert "Row 2" in wrong
    assert "formula" in sends("line,amount\n=1+1,5\n", 422)
    assert client.get(address.replace("2026-01", "2026-02")).status_code == 404
