"""What people say on pages: every act has its form, and documents come with it."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO

import pytest
from django.test import Client

from servanda.journal.acts import ACTS
from servanda.record.folder import BookFolder
from servanda.record.models import Upload
from servanda.web.pages.acts.every import ACT_FORMS
from tests.desk.book import UNSIGNED, Parties, two_parties

_TEXT = UNSIGNED.replace("settlement:\n", "settlement:\n  stabilization: until both agree\n")


@pytest.fixture
def parties(book: BookFolder) -> Parties:
    del book
    return two_parties(_TEXT)


def _browser(parties: Parties, party: str) -> Client:
    browser = Client()
    browser.force_login(getattr(parties, party))
    return browser


def _say(browser: Client, parties: Parties, slug: str, status: int = 200, /, **sent: object) -> str:
    address = f"/agreements/{parties.key}/say/{slug}"
    answer = browser.post(address, sent, follow=True)
    assert answer.status_code == status, answer.content.decode()
    return unescape(answer.content.decode())


def _way(browser: Client, parties: Parties, slug: str) -> dict[str, str]:
    """Return what the way to a form on the page of decisions names."""
    page = unescape(browser.get(f"/agreements/{parties.key}/decisions/").content.decode())
    found = re.search(rf"/say/{slug}(?:\?(\w+)=(\w+))?\"", page)
    assert found, f"no way to {slug}"
    return {found[1]: found[2]} if found[1] else {}


def test_every_act_has_its_form() -> None:
    assert set(ACT_FORMS) == set(ACTS)


def test_a_figure_is_entered_with_its_document_and_confirmed(parties: Parties) -> None:
    provider, client = _browser(parties, "provider"), _browser(parties, "client")
    _way(provider, parties, "figure-attested")
    sent = {"measure": "savings", "period": "2026-01", "value": "1250.50 EUR"}
    page = _say(provider, parties, "figure-attested", 422, **sent)
    assert "please choose the document" in page
    paper = BytesIO(b"Savings of January: 1,250.50 EUR\n")
    paper.name = "Savings 2026-01.txt"
    page = _say(
        provider, parties, "figure-attested", 422, **{**sent, "value": "much", "documents": paper}
    )
    assert "Savings 2026-01.txt is in the book already" in page
    assert "like 1250.50 EUR" in page
    kept = re.search(r"name=\"documents\" value=\"({[^<]*?})\"", page)
    assert kept
    page = _say(provider, parties, "figure-attested", **sent, documents=kept[1])
    assert "1,250.50" in page or "1250.50" in page
    assert Upload.objects.count() == 1
    page = _say(
        client, parties, "figure-countersigned", **_way(client, parties, "figure-countersigned")
    )
    assert "confirmed by" in page


def test_a_document_that_cannot_be_taken_in_is_refused_at_its_field(parties: Parties) -> None:
    provider = _browser(parties, "provider")
    paper = BytesIO(b"x")
    paper.name = "no ending"
    page = _say(provider, parties, "figure-attested", 422, value="1 EUR", documents=paper)
    assert re.search(r'id="wrong-documents">.*cannot be a document', page)
    assert 'value="1 EUR"' in page


def test_stabilization_is_worked_off_and_ended_by_both(parties: Parties) -> None:
    provider, client = _browser(parties, "provider"), _browser(parties, "client")
    _way(client, parties, "wrinkle-found")
    what = {"commitment": "restored", "what": "Paging does not work."}
    assert "to be worked off" in _say(client, parties, "wrinkle-found", **what)
    end = {"commitment": "restored", "since": "2026-06"}
    page = _say(provider, parties, "stabilization-ended", 422, **end)
    assert "Paging does not work." in page
    done = _way(provider, parties, "wrinkle-worked-off")
    assert "worked off" in _say(provider, parties, "wrinkle-worked-off", **done, how="It works.")
    _say(provider, parties, "stabilization-ended", **end)
    _say(client, parties, "stabilization-ended", **end)
    page = _say(client, parties, "wrinkle-found", 422, **what)
    assert "has ended with 2026-06" in page
