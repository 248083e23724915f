"""A submission of evidence beside the one before it."""

from __future__ import annotations

import csv
import re
from html import unescape
from io import StringIO

from django.test import Client

from servanda.desk.saying import issue_statement, submit_evidence
from servanda.desk.working import Entered
from servanda.record.folder import BookFolder
from servanda.record.models import Person
from tests.desk.book import Parties
from tests.flow.kept import HEADER, JANUARY


def _browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _submit(parties: Parties, day: str) -> int:
    """Submit the evidence, and return its entry's number."""
    entered = submit_evidence(parties.caller("provider", day), parties.key)
    assert isinstance(entered, Entered)
    return entered.entries[0].number


def _corrected(parties: Parties, book: BookFolder) -> tuple[str, str]:
    """Submit January twice, and return where each is laid beside what was before it."""
    earlier = _submit(parties, "2026-02-02")
    rows = JANUARY.replace("T12:00", "T11:00").splitlines(keepends=True)[:2]
    corrected = "".join((*rows, "9,2026-01-07T10:00:00Z,\n"))
    (parties.evidence(book.path) / "tickets.csv").write_text(HEADER + corrected, "utf-8")
    later = _submit(parties, "2026-02-03")
    base = f"/agreements/{parties.key}/evidence/changes"
    return f"{base}/{earlier}/", f"{base}/{later}/"


def test_a_correction_stands_beside_what_was_submitted_before(
    parties: Parties, book: BookFolder
) -> None:
    earlier, later = _corrected(parties, book)
    client = _browser(parties.client)
    evidence = client.get(f"/agreements/{parties.key}/evidence/").content.decode()
    assert f'href="{later}"' in evidence
    assert f'href="{earlier}"' not in evidence
    page = unescape(client.get(later).content.decode())
    assert [each for each in ("changed", "added", "gone") if f"1 row {each}" in page] == [
        "changed",
        "added",
        "gone",
    ]
    assert len(re.findall("<mark>", page)) == 2, "the one cell, as it was and as it is"
    headings = re.findall(r'<th scope="col">(\w+)</th>', page[page.index("1 row changed") :])
    assert headings[:4] == ["Row", "number", "resolved", "opened"], "the key, then what changed"
    assert page.count("J. Smith") >= 2
    for none in (earlier, later.replace("changes/", "changes/x")):
        assert client.get(none).status_code == 404


def test_each_list_is_taken_away(parties: Parties, book: BookFolder) -> None:
    _, later = _corrected(parties, book)
    client = _browser(parties.client)
    asked = {"table": "tickets", "kind": "changed", "as": "csv"}
    text = client.get(later, asked).content.decode("utf-8-sig")
    was, now = csv.DictReader(StringIO(text))
    assert (was["Row"], was["number"], now["Row"], now["number"]) == ("before", "1", "now", "1")
    assert was["opened"] == now["opened"]
    assert ("12:00" in was["resolved"], "11:00" in now["resolved"]) == (True, True)
    assert client.get(later, {**asked, "as": "xlsx", "kind": "gone"}).status_code == 200
    assert client.get(later, {**asked, "table": "none"}).status_code == 404
    assert client.get(later, {**asked, "kind": "none"}).status_code == 404


def test_a_restated_statement_and_the_evidence_that_brought_it_about_lead_to_each_other(
    parties: Parties, book: BookFolder
) -> None:
    folder = parties.evidence(book.path)
    (folder / "tickets.csv").write_text(HEADER + JANUARY, "utf-8")
    first = _submit(parties, "2026-02-02")
    issue_statement(parties.caller("provider", "2026-02-03"), parties.key, "2026-01")
    (folder / "tickets.csv").write_text(HEADER + JANUARY.replace("T12:00", "T20:00"), "utf-8")
    _submit(parties, "2026-02-05")
    (folder / "tickets.csv").write_text(HEADER + JANUARY.replace("T12:00", "T21:00"), "utf-8")
    last = _submit(parties, "2026-02-06")
    issue_statement(parties.caller("provider", "2026-02-07"), parties.key, "2026-01")
    client = _browser(parties.client)
    statement = f"/agreements/{parties.key}/statements/2026-01/"
    page = client.get(statement).content.decode()
    found = re.search(r'href="([^"]*/evidence/changes/[^"]*)"', page)
    assert found is not None
    address = f"/agreements/{parties.key}/evidence/changes/{last}/"
    assert unescape(found[1]) == f"{address}?before={first}&period=2026-01"
    changed = client.get(found[1]).content.decode()
    assert f'href="{statement}?edition=2"' in changed
    assert ("12:00" in changed, "13:00" in changed, "22:00" in changed) == (False, True, True)
    for wrong in ({"before": last}, {"period": "2026-02"}, {"period": "none"}):
        assert client.get(address, wrong).status_code == 404


def test_evidence_that_nobody_submitted_is_named_by_the_statement_settled_on_it(
    parties: Parties, book: BookFolder
) -> None:
    folder = parties.evidence(book.path)
    (folder / "tickets.csv").write_text(HEADER + JANUARY, "utf-8")
    issue_statement(parties.caller("provider", "2026-02-03"), parties.key, "2026-01")
    (folder / "tickets.csv").write_text(HEADER + JANUARY.replace("T12:00", "T20:00"), "utf-8")
    last = _submit(parties, "2026-02-04")
    address = f"/agreements/{parties.key}/evidence/changes/{last}/"
    page = unescape(_browser(parties.client).get(address).content.decode())
    assert "The provider (J. Smith) settled January 2026 on it" in page
    assert "No statement was handed over again on it." in page
