"""The life of an agreement and of its months, as the API shows it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from icalendar import Calendar

from servanda.record.folder import BookFolder
from servanda.record.models import JournalEntry
from tests.desk.book import Parties
from tests.web.life import Life, months_ago
from tests.web.programs import Program

_CHANGE = {"changes": ["terms.fee=11000.00 EUR"], "governs_from": "2026-12-01"}


@pytest.fixture
def programs(parties: Parties) -> tuple[Program, Program]:
    """Programs of the client's and the provider's owner."""
    return Program(parties.client), Program(parties.provider)


def _json(response: HttpResponse, status: int = 200) -> Any:  # noqa: ANN401 - JSON
    assert response.status_code == status, response.content
    return json.loads(response.content)


def test_what_contradicts_an_open_proposal_is_pointed_out_and_cannot_be_signed_after_it(
    parties: Parties, programs: tuple[Program, Program]
) -> None:
    client, provider = programs
    at = f"/agreements/{parties.key}"
    first = _json(provider.ask("POST", f"{at}/proposals", _CHANGE), 201)["entries"][0]["number"]
    other = {**_CHANGE, "changes": ["terms.fee=10200.00 EUR"]}
    told = {
        "proposal": first,
        "proposed_by": "provider",
        "clashes": [{"place": "terms.fee", "here": "10200.00 EUR", "there": "11000.00 EUR"}],
    }
    assert _json(client.ask("POST", f"{at}/drafts", other))["contradicts"] == [told]
    assert _json(client.ask("POST", f"{at}/drafts", _CHANGE))["contradicts"] == []
    second = _json(client.ask("POST", f"{at}/proposals", other), 201)["entries"][0]["number"]
    assert _json(client.ask("GET", f"{at}/proposals/{second}"))["contradicts"] == [told]
    browser = Client()
    browser.force_login(parties.client)
    page = browser.get(f"/agreements/{parties.key}/text/").content.decode()
    assert f"Proposal {first}, which is open too, says otherwise at terms.fee" in page
    for program in programs:
        _json(program.ask("POST", f"{at}/proposals/{first}/signatures", {}), 201)
    entries = JournalEntry.objects.count()
    refused = _json(client.ask("POST", f"{at}/proposals/{second}/signatures", {}), 422)
    (mistake,) = refused["mistakes"]
    assert f"look at entry {first}, which took its place" in mistake["hint"]
    said = browser.post(f"/agreements/{parties.key}/say/version-signed", {"number": str(second)})
    assert said.status_code == 422
    assert f"look at entry {first}, which took its place" in said.content.decode()
    assert JournalEntry.objects.count() == entries
    kept = _json(client.ask("GET", f"{at}/proposals/{second}"))
    assert (kept["state"], kept["superseded_by"]) == ("superseded", first)
    assert "fee: 10200.00 EUR" in kept["texts"][1]["text"]


def test_the_texts_are_read_as_they_lie(
    parties: Parties, programs: tuple[Program, Program], book: BookFolder
) -> None:
    (text,) = _json(programs[1].ask("GET", f"/agreements/{parties.key}/texts"))["texts"]
    lying = (book.agreement(parties.key) / "agreement.yaml").read_bytes()
    assert text == {
        "name": "agreement.yaml",
        "sha256": hashlib.sha256(lying).hexdigest(),
        "text": lying.decode(),
    }


def test_a_draft_is_looked_at_and_nothing_is_kept(
    parties: Parties, programs: tuple[Program, Program]
) -> None:
    client, _ = programs
    path = f"/agreements/{parties.key}/drafts"
    draft = _json(client.ask("POST", path, _CHANGE))
    assert draft["changes"] == [
        {
            "words": "term 'fee': '10000.00 EUR' becomes '11000.00 EUR'",
            "better_for": "",
            "since": "2026-12-01",
        }
    ]
    assert [each["name"] for each in draft["texts"]] == ["agreement.yaml", "amendment-1.yaml"]
    assert "11000.00 EUR" in draft["texts"][1]["text"]
    assert _json(client.ask("POST", path, {}))["changes"] == []
    wrong = {**_CHANGE, "changes": ["terms.free=11000.00 EUR"]}
    assert "free" in _json(client.ask("POST", path, wrong), 422)["detail"]
    assert not JournalEntry.objects.exists()


def test_a_proposal_is_read_in_full_with_what_was_said_about_its_lines(
    parties: Parties, programs: tuple[Program, Program]
) -> None:
    client, provider = programs
    at = f"/agreements/{parties.key}"
    entry = _json(provider.ask("POST", f"{at}/proposals", _CHANGE), 201)["entries"][0]
    said = {
        "proposal": entry["sha256"],
        "text_sha256": entry["content"]["texts"][1]["sha256"],
        "first_line": 2,
        "last_line": 3,
        "words": "Why?",
    }
    _json(client.ask("POST", f"{at}/said/comment-made", said), 201)
    counter = {**_CHANGE, "changes": ["terms.fee=10200.00 EUR"], "instead_of": entry["number"]}
    second = _json(client.ask("POST", f"{at}/proposals", counter), 201)["entries"][0]
    _json(client.ask("POST", f"{at}/proposals/{second['number']}/signatures", {}), 201)

    first = _json(provider.ask("GET", f"{at}/proposals/{entry['number']}"))
    assert (first["state"], first["superseded_by"]) == ("superseded", second["number"])
    (thread,) = first["threads"]
    assert (thread["first_line"], thread["last_line"]) == (2, 3)
    assert [(each["person"], each["words"]) for each in thread["remarks"]] == [("C. Jones", "Why?")]
    found = _json(provider.ask("GET", f"{at}/proposals/{second['number']}"))
    assert found["instead_of"] == entry["number"]
    assert [each["words"] for each in found["changes"]] == [
        "term 'fee': '10000.00 EUR' becomes '10200.00 EUR'"
    ]
    assert [(each["party"], each["with_key"]) for each in found["signatures"]] == [
        ("client", False)
    ]
    assert provider.ask("GET", f"{at}/proposals/99").status_code == 404

    # It waits for the provider alone, in its own list too.
    (wait,) = _json(client.ask("GET", f"{at}/waiting"))["waits"]
    assert (wait["party"], wait["entry_sha256"]) == ("provider", second["sha256"])
    own = _json(provider.ask("GET", "/waiting"))
    assert own["total"] == 1
    assert own["waits"] == [{**wait, "agreement": parties.key, "title": "A small desk"}]
    assert _json(client.ask("GET", "/waiting")) == {"waits": [], "total": 0}


def test_the_days_that_matter_are_listed_and_taken_into_a_calendar(
    parties: Parties, programs: tuple[Program, Program]
) -> None:
    client, _ = programs
    path, days = f"/agreements/{parties.key}/calendar", "from=2026-01-01&until=2026-12-31"
    found = _json(client.ask("GET", f"{path}?{days}"))
    assert (found["first_day"], found["last_day"]) == ("2026-01-01", "2026-12-31")
    assert {"begins", "ends"} <= {each["sort"] for each in found["items"]}
    file = client.ask("GET", f"{path}.ics?{days}")
    events = Calendar.from_ical(file.content).walk("VEVENT")
    assert [each.decoded("dtstart").isoformat() for each in events] == [
        each["day"] for each in found["items"]
    ]
    for wrong in ("from=2027-01-01&until=2026-01-01", "from=9999-01-01", "until=9999-12-31"):
        assert client.ask("GET", f"{path}?{wrong}").status_code == 422, wrong
    assert client.ask("GET", f"{path}?from=soon").status_code == 422


def test_what_an_agreement_came_to_is_told_by_what_was_handed_over(parties: Parties) -> None:
    life = Life(parties, 2)
    at = "/agreements/{}"
    assert life.client.ask("GET", f"{at.format(parties.key)}/renewal").status_code == 422
    life.begin()
    life.stabilize()
    life.bring_evidence()
    life.settle()
    pack = life.ask(life.provider, "renewal", "GET", "renewal")
    label = f"{months_ago(2):%Y-%m}"
    assert (pack["first"], pack["last"], pack["handed_over"]) == (label, label, 1)
    lines = {each["name"]: each for each in pack["lines"]}
    assert (lines["monthly"]["paid"], lines["monthly"]["settled"]) == ("10000 EUR", 1)
    assert lines["restored"]["triggered"] == 1
    (submission,) = life.ask(life.client, "submissions", "GET", "submissions")["submissions"]
    assert submission["state"] == "accepted"
    assert [each["reason"] for each in submission["queries"]] == ["All of it?"]
    handed = life.ask(life.client, "statement", "GET", f"statements/{label}")
    full = life.client.ask("GET", f"{at.format(life.key)}/statements/{label}/editions/1")
    assert hashlib.sha256(full.content).hexdigest() == handed["statement_sha256"]
    gone = life.client.ask("GET", f"{at.format(life.key)}/statements/{label}/editions/2")
    assert gone.status_code == 404


def test_account_figures_wrinkles_and_files_are_told_beside_statements(parties: Parties) -> None:
    life = Life(parties, 2)
    life.begin()
    empty = life.ask(life.client, "holding_account", "GET", "holding-account")
    assert (empty["decided_by"], empty["free"], empty["receipts"]) == ("client", "0 EUR", [])
    life.stabilize()
    life.bring_evidence()
    life.settle()
    life.spend()
    held = life.ask(life.provider, "holding_account", "GET", "holding-account")
    assert held["purposes"] == {"training": "Training on the job"}
    assert [held[each] for each in ("received", "spent", "set_aside", "free")] == [
        "1000 EUR",
        "90 EUR",
        "0 EUR",
        "910 EUR",
    ]
    label = f"{months_ago(2):%Y-%m}"
    assert [(each["period"], each["amount"]) for each in held["receipts"]] == [(label, "1000 EUR")]
    assert held["total"] == 1
    later = life.ask(life.client, "holding_account", "GET", "holding-account?offset=1")
    assert (later["receipts"], later["total"]) == ([], 1)
    (figure,) = life.ask(life.client, "figures", "GET", "figures")["figures"]
    assert (figure["measure"], figure["value"]) == ("savings", "100.00 EUR")
    assert (figure["attested_by"], figure["countersigned_by"]) == (
        "provider: J. Smith",
        "client: C. Jones",
    )
    (wrinkle,) = life.ask(life.client, "wrinkles", "GET", "wrinkles")["wrinkles"]
    assert (wrinkle["what"], wrinkle["worked_off"]) == ("Nobody is paged.", "Paging works.")
    found = life.ask(life.client, "profile", "GET", "evidence/tickets.csv/profile")
    assert (found["rows"], found["mistakes"]) == (4, [])
    assert [each["heading"] for each in found["columns"]] == [
        "number",
        "opened",
        "resolved",
        "caller",
    ]
    gone = life.client.ask("GET", f"/agreements/{life.key}/evidence/none.csv/profile")
    assert gone.status_code == 404


@pytest.mark.parametrize("name", ["tickets.csv", "remarks.csv"])
def test_a_profile_tells_no_name_and_nothing_that_the_agreement_does_not_read(
    name: str, parties: Parties, book: BookFolder
) -> None:
    life = Life(parties, 2)
    life.begin()
    lines = ["number,opened,resolved,caller,remark,hired"] + [
        f"{each},2026-01-05T10:00:00Z,2026-01-05T12:00:00Z,{who},Call {who} back,2026-03-29 02:30"
        for each, who in enumerate(["Anna Visser", "anna visser", "Bo Berg", "Bo Berg"])
    ]
    folder = book.agreement(life.key) / "evidence"
    (folder / name).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    at = f"agreements/{life.key}/evidence"
    found = life.ask(life.client, "profile", "GET", f"evidence/{name}/profile")
    columns = {each["heading"]: each for each in found["columns"]}
    browser = Client()
    browser.force_login(parties.client)
    page = browser.get(f"/{at}/files/{name}")
    for told in (json.dumps(found), page.content.decode()):
        assert "visser" not in told.casefold()
        assert "berg" not in told.casefold()
        assert "02:30" not in told, "a time that never happened, of a column that nobody reads"
    assert (columns["caller"]["filled"], columns["caller"]["greatest"]) == (4, "")
    is_read = name == "tickets.csv"
    assert columns["number"]["greatest"] == ("3" if is_read else "")
