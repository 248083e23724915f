"""Pages on what was learned: case studies, early signals that become measures, documents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from servanda.record.folder import BookFolder
from servanda.record.models import DraftState, JournalEntry
from tests.desk.book import Parties, two_parties
from tests.partnership.pair import TEXT
from tests.pipeline.test_incidents import EVIDENCE
from tests.web.life import months_ago
from tests.web.programs import Program

_PAPER = b"%PDF-1.7 <script>alert(1)</script>"


@pytest.fixture
def parties(book: BookFolder) -> Parties:
    del book
    return two_parties(re.sub(r"in force: .*", f"in force: {{from: {months_ago(13)}}}", TEXT))


def _browser(parties: Parties, party: str) -> Client:
    browser = Client()
    browser.force_login(getattr(parties, party))
    return browser


def _page(client: Client, parties: Parties, below: str, status: int = 200) -> str:
    response = client.get(f"/agreements/{parties.key}/{below}")
    assert response.status_code == status, response.content
    return unescape(response.content.decode())


def _says(
    client: Client, parties: Parties, slug: str, sent: Mapping[str, object], status: int = 302
) -> tuple[str, str]:
    """Send a form; return the answer, and the digest of the last entry."""
    response = client.post(f"/agreements/{parties.key}/say/{slug}", dict(sent))
    assert response.status_code == status, response.content.decode()
    last = JournalEntry.objects.order_by("number").last()
    return unescape(response.content.decode()), last.sha256 if last else ""


def _reviewed(client: Client, provider: Client, parties: Parties) -> str:
    opened = {"incident": "INC1", "restored": f"{months_ago(1)} 09:00", "what": "It stood still."}
    _, asked = _says(client, parties, "incident-review-opened", opened)
    sent: dict[str, object] = {
        "review": asked,
        "timeline": f"{months_ago(1)} 08:40 The queue was full.",
        "users": "Nobody could pay.",
        "staff": "No alarm.",
        "causes": "A full disk",
        "prevented_by": "An alarm.",
        "changes": "An alarm at 80%.",
        "early_signal": "Queues half full",
        "documents": SimpleUploadedFile("Report of the outage.pdf", _PAPER),
    }
    _says(provider, parties, "incident-review-published", sent)
    return asked


def test_a_review_becomes_a_case_study_that_both_agree_on(parties: Parties) -> None:
    client, provider = _browser(parties, "client"), _browser(parties, "provider")
    assert "No case study was written" in _page(client, parties, "partnership/case-studies/")
    asked = _reviewed(client, provider, parties)
    assert "Make a case study of it" in _page(client, parties, "partnership/incidents/1/")
    written: dict[str, object] = {
        "review": asked,
        "title": "Disks fill",
        "audience": "operators",
        "learn": "Set an alarm.\nAsk J. Smith.",
    }
    wrong, _ = _says(client, parties, "case-study-written", written, 422)
    assert "it names J. Smith" in wrong
    assert "Ask J. Smith." in wrong
    written["learn"] = "Set an <b>alarm</b>."
    _, study = _says(client, parties, "case-study-written", written)
    _says(provider, parties, "case-study-agreed", {"study": study})
    read: dict[str, object] = {"study": study, "group": "service desk", "staff": "4", "read": "3"}
    wrong, _ = _says(provider, parties, "case-study-read", read, 422)
    assert "of 4 people nobody says how many have read" in wrong
    _says(provider, parties, "case-study-read", {**read, "read": ""})
    _says(provider, parties, "case-study-read", {**read, "group": "night shift", "staff": "40"})
    response = client.get(f"/agreements/{parties.key}/partnership/case-studies/")
    assert b"Set an &lt;b&gt;alarm&lt;/b&gt;." in response.content
    page = unescape(response.content.decode())
    assert "service desk: fewer than 5 people, not counted; night shift: 3 of 40" in page
    assert "Its case study" in _page(client, parties, "partnership/incidents/1/")


def test_a_signal_becomes_a_draft_and_documents_are_taken_away(parties: Parties) -> None:
    client, provider = _browser(parties, "client"), _browser(parties, "provider")
    _reviewed(client, provider, parties)
    page = _page(client, parties, "partnership/incidents/1/")
    path = next(re.finditer(r'href="([^"]+/documents/[0-9a-f]{64})"', page))[1]
    assert "Report of the outage.pdf" in page
    taken = client.get(path)
    assert taken.content == _PAPER
    assert taken.headers["Content-Type"] == "application/octet-stream"
    assert taken.headers["X-Content-Type-Options"] == "nosniff"
    assert taken.headers["Content-Disposition"] == (
        "attachment; filename*=UTF-8''Report%20of%20the%20outage.pdf"
    )
    assert client.get(path[:-1] + "g").status_code == 404
    assert client.get(path.replace(path[-64:], "0" * 64)).status_code == 404
    assert Client().get(path).status_code == 302
    draft = f"/agreements/{parties.key}/partnership/incidents/draft"
    refused = client.post(draft, {"number": "9"})
    assert refused.status_code == 422
    assert (
        "no incident&#x27;s review that names a signal; those that do: 1"
        in refused.content.decode()
    )
    assert client.post(draft, {"number": "one"}).status_code == 404
    assert client.post(draft, {"number": "1"}).status_code == 302
    assert "signal_1" in DraftState.objects.get().text


def test_an_incident_without_a_record_needs_its_end_said(parties: Parties) -> None:
    client, provider = _browser(parties, "client"), _browser(parties, "provider")
    opened = {"incident": "INC1", "what": "It stood <b>still</b>."}
    wrong, _ = _says(client, parties, "incident-review-opened", opened, 422)
    assert "does not say when 'INC1' was over" in wrong
    assert "It stood <b>still</b>." in wrong
    _reviewed(client, provider, parties)
    assert "What the evidence says" not in _page(client, parties, "partnership/incidents/1/")


def test_an_incident_opens_with_what_the_evidence_says(book: BookFolder) -> None:
    text = re.sub(r"in force: .*", f"in force: {{from: {months_ago(13)}}}", TEXT)
    parties = two_parties(text.replace("measures:\n", EVIDENCE, 1))
    client = _browser(parties, "client")
    day = months_ago(1)
    files = parties.evidence(book.path)
    files.mkdir(parents=True, exist_ok=True)
    (files / "outages.csv").write_text(
        "id,service,began,ended,cause\n"
        f"O1,payments,{day}T08:20:00Z,{day}T08:50:00Z,<b>disk</b>\n"
        f"O2,payments,{day}T08:40:00Z,{day}T09:50:00Z,power\n"
        f"O3,payments,{day}T10:40:00Z,{day}T10:50:00Z,power\n",
        "utf-8",
    )
    (files / "changes.csv").write_text("number,changed,sequence,state,caller\n", "utf-8")
    opened = {"incident": "O1", "what": "It stood still.", "service": "payments"}
    _says(client, parties, "incident-review-opened", opened)
    raw = client.get(f"/agreements/{parties.key}/partnership/incidents/1/").content.decode()
    assert "cause: &lt;b&gt;disk&lt;/b&gt;" in raw
    assert '<svg class="timeline"' in raw
    assert "(meanwhile)" in raw
    assert "was asked for with" not in raw
    _says(
        client,
        parties,
        "incident-review-opened",
        {**opened, "incident": "O2", "restored": f"{day} 09:00"},
    )
    assert "was asked for with" in _page(client, parties, "partnership/incidents/2/")
    provider = _browser(parties, "provider")
    second = JournalEntry.objects.get(number=2).sha256
    form = _page(provider, parties, f"say/incident-review-published?review={second}")
    [(begins, ends, over)] = re.findall(
        rf"{day} (\d\d:40:00) outage O2, .*\n{day} (\d\d:50:00) (.*)", form
    )
    assert over.startswith("outage O2: over")
    assert (int(ends[:2]) - int(begins[:2])) == 1
    program = Program(parties.client)
    for incident, status in (("O3", 201), ("O9", 422)):
        told = {**opened, "incident": incident}
        at = f"/agreements/{parties.key}/said/incident-review-opened"
        assert program.ask("POST", at, told).status_code == status
    entered = JournalEntry.objects.order_by("number").last()
    assert entered is not None
    assert f"{day}T10:50:00Z" in entered.line
