"""The calendar that people's own programs follow, by an address that is a secret."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from icalendar import Calendar

from servanda.decisions.agenda import AgendaItem, AgendaSort
from servanda.desk.callers import Caller
from servanda.desk.founding import found_agreement
from servanda.desk.seeing import see
from servanda.desk.tokens import NoScope, make_token
from servanda.kernel.time import Instant
from servanda.record.models import AccessToken, Appointment
from servanda.record.settings import LOGGING
from servanda.reports.agenda import agenda_ics
from servanda.web import own_calendar
from servanda.web.clock import now
from servanda.web.logs import JsonLines
from tests.desk.book import UNSIGNED, Parties
from tests.web.programs import Program

SOON = (datetime.now(UTC) + timedelta(days=200)).date()
LONG = UNSIGNED.replace(
    "in force: {from: 2026-01-01, until: 2026-12-31}",
    f"in force: {{from: 2026-01-01, until: {SOON}}}",
).replace("A small desk", "Another desk")


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


@pytest.fixture
def both(parties: Parties) -> Parties:
    """Two agreements in which the client has a part."""
    caller = Caller(person=parties.client, at=now())
    found_agreement(caller, {"agreement.yaml": LONG}, "client")
    return parties


def _browser(parties: Parties) -> Client:
    client = Client()
    client.force_login(parties.client)
    return client


def _address(client: Client) -> str:
    page = client.post("/account/calendar", {"name": "Phone"})
    found = re.search(
        r"<code>http://[^/]+(/calendar/servanda_[\w-]+\.ics)</code>", page.content.decode()
    )
    assert found
    return found[1]


def test_an_address_tells_a_calendar_the_days_of_all_agreements(both: Parties) -> None:
    client = _browser(both)
    at = _address(client)
    answer = Client().get(at)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    read = Calendar.from_ical(answer.content)
    assert read.get("X-WR-CALNAME") == "Servanda"
    ends = [each for each in read.walk("VEVENT") if each.decoded("dtstart") == SOON]
    (last,) = ends
    assert str(last["summary"]) == "Another desk: last day of the agreement"
    assert re.search(r"/agreements/\w+/calendar/$", str(last["url"]))
    uids = [str(each["uid"]) for each in read.walk("VEVENT")]
    assert len(uids) == len(set(uids))
    # Of one's own two agreements, whoever else is invited to one sees that one.
    other = make_token(Caller(person=both.provider, at=now()), "c", ["calendar"])
    shown = Client().get(f"/calendar/{other.secret}.ics").content.decode()
    assert "Another desk" not in shown
    Appointment.objects.filter(person=both.client).update(ended_at=now().to_datetime())
    assert not Calendar.from_ical(Client().get(at).content).walk("VEVENT")


def test_the_address_is_shown_once_and_ended_on_the_account_page(both: Parties) -> None:
    client = _browser(both)
    at = _address(client)
    page = unescape(client.get("/account").content.decode())
    assert at not in page
    assert "Phone" in page
    token = AccessToken.objects.get(name="Phone")
    assert Client().get(at).status_code == 200
    client.post(f"/account/tokens/{token.key}/revoke")
    ended, never = (Client().get(each) for each in (at, "/calendar/nothing.ics"))
    assert (ended.status_code, ended.content) == (never.status_code, never.content)
    assert ended.status_code == 404
    told = client.get("/account").content.decode()
    assert "opens nothing any more" in told
    assert '<th scope="row">Phone' not in told


def test_the_secret_opens_the_calendar_alone_and_no_other_secret_opens_it(both: Parties) -> None:
    caller = Caller(person=both.client, at=now())
    calendar = make_token(caller, "c", ["calendar"], days=3653).secret
    for path in (
        "/me",
        "/agreements",
        f"/agreements/{both.key}",
        f"/agreements/{both.key}/calendar",
    ):
        headers = {"Authorization": f"Bearer {calendar}"}
        assert Client().get(f"/api/v1{path}", headers=headers).status_code == 403, path
    reads = make_token(caller, "r", ["read"]).secret
    assert Client().get(f"/calendar/{reads}.ics").status_code == 404
    for scopes in (["calendar", "read"], ["calendar", "calendar", "manage"]):
        with pytest.raises(NoScope, match="'calendar' alone"):
            make_token(caller, "c", scopes)


def test_a_program_makes_an_address_of_what_it_may_read(both: Parties) -> None:
    body = {"name": "c", "scopes": ["calendar"], "days": 3653}
    made = Program(both.client, ("read", "manage")).ask("POST", "/tokens", body)
    path: str = json.loads(made.content)["calendar"].removeprefix("http://127.0.0.1:8000")
    assert Client().get(path).status_code == 200
    refused = Program(both.client, ("evidence", "manage")).ask("POST", "/tokens", body)
    assert refused.status_code == 403


def test_who_asks_too_often_is_told_to_wait(both: Parties, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_calendar, "_READ_MOST", 2)
    at = _address(_browser(both))
    answers = [Client().get(at) for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert answers[-1].headers["Retry-After"] == "3600"


def _is_kept(record: logging.LogRecord) -> bool:
    """Return whether a line goes anywhere where the book is served."""
    kept: dict[str, Any] = LOGGING["loggers"].get(record.name, {})
    return kept.get("handlers") != ["nowhere"]


def test_no_line_of_the_log_and_no_other_site_learns_the_address(
    both: Parties, caplog: pytest.LogCaptureFixture
) -> None:
    at = _address(_browser(both))
    with caplog.at_level(logging.DEBUG):
        for path in (at, f"{at}x", f"{at.removesuffix('.ics')}x.ics"):
            Client().get(path)
        Client().post(at)
    lines = JsonLines()
    told = "\n".join(map(lines.format, (each for each in caplog.records if _is_kept(each))))
    secret = at.removesuffix(".ics").rpartition("/")[2]
    assert "/calendar/<str:word>.ics" in told
    assert secret not in told
    headers = Client().get(at).headers
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "private, no-store"


def test_a_review_that_is_planned_has_its_hours(parties: Parties) -> None:
    book = see(Caller(person=parties.client, at=now()), parties.key).book
    starts, ends = Instant.parse("2026-07-01T09:00:00Z"), Instant.parse("2026-07-01T11:00:00Z")
    item = AgendaItem(
        day=book.day_of(starts), sort=AgendaSort.REVIEW, what="review", party="", about="r",
        starts=starts, ends=ends,
    )  # fmt: skip
    (event,) = Calendar.from_ical(agenda_ics(book, [item], starts)).walk("VEVENT")
    assert event.decoded("dtstart") == starts.to_datetime()
    assert event.decoded("dtend") == ends.to_datetime()
