"""Claims and answers by the sheet on pages: looked at by row, then all entered or none."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO

import pytest
from django.test import Client

from servanda.desk.saying import submit_evidence
from servanda.record.folder import BookFolder
from servanda.record.models import JournalEntry
from tests.desk.book import UNSIGNED, Parties, two_parties
from tests.flow.kept import HEADER, JANUARY

_HEADER = "relief,table,keys,period,share,reason\n"
_GOOD = "carrier,tickets,1,2026-01,,The line was cut.\ncarrier,tickets,2,2026-01,50%,Half of it.\n"


@pytest.fixture
def parties(book: BookFolder) -> Parties:
    made = two_parties(UNSIGNED)
    (made.evidence(book.path) / "tickets.csv").write_text(HEADER + JANUARY, "utf-8")
    submit_evidence(made.caller("provider", "2026-02-02"), made.key)
    return made


def _send(parties: Parties, party: str, sort: str, status: int, /, **sent: object) -> str:
    browser = Client()
    browser.force_login(getattr(parties, party))
    address = f"/agreements/{parties.key}/decisions/{sort}/sheet"
    answer = browser.post(address, sent, follow=True)
    assert answer.status_code == status, answer.content.decode()
    return unescape(answer.content.decode())


def _sheet(text: str, name: str = "claims.csv") -> BytesIO:
    file = BytesIO(text.encode())
    file.name = name
    return file


def _looked(page: str) -> str:
    found = re.search(r'name="looked" value="({[^<]*?})"', page)
    assert found
    return found[1]


def test_claims_are_looked_at_row_by_row_and_entered_together(parties: Parties) -> None:
    before = JournalEntry.objects.count()
    bad = "carrier,tickets,99,2026-01,,Cut.\nfire,tickets,1,2026-01,500%,\n"
    page = _send(parties, "provider", "claims", 422, sheet=_sheet(_HEADER + _GOOD + bad))
    assert "2 rows have to be mended" in page
    assert re.search(r'id="row-4">4</th>.*?99', page, re.DOTALL)
    assert "Enter all of it" not in page
    page = _send(parties, "provider", "claims", 200, sheet=_sheet(_HEADER + _GOOD))
    assert "50% of" in page
    assert JournalEntry.objects.count() == before
    page = _send(parties, "provider", "claims", 200, looked=_looked(page), then="enter")
    assert "Entered 2 entries from claims.csv" in page
    assert JournalEntry.objects.count() == before + 2
    assert "Decide on them from a sheet" in _page(parties, "decisions/")
    answers = f"claim,answer,share,reason\n{before + 1},accepted,,\n{before + 2},declined,,No.\n"
    page = _send(parties, "client", "answers", 200, sheet=_sheet(answers, "answers.csv"))
    page = _send(parties, "client", "answers", 200, looked=_looked(page), then="enter")
    assert "Entered 2 entries from answers.csv" in page
    assert JournalEntry.objects.count() == before + 4


def _page(parties: Parties, below: str) -> str:
    browser = Client()
    browser.force_login(parties.client)
    return browser.get(f"/agreements/{parties.key}/{below}").content.decode()


def test_what_is_no_sheet_is_refused_at_its_field(parties: Parties) -> None:
    for sent in ({}, {"looked": "{"}, {"sheet": _sheet("x", "claims.pdf")}):
        page = _send(parties, "provider", "claims", 422, **sent)
        assert 'aria-invalid="true"' in page
        assert "choose the sheet as a CSV file" in page
    browser = Client()
    browser.force_login(parties.provider)
    address = f"/agreements/{parties.key}/decisions/claims/sheet?template=yes"
    assert browser.get(address).content.startswith(b"PK")
