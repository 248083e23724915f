"""The pages of a session, for who has no script: plain forms that lose nothing."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from servanda.desk.operating_model.sessions.beginning import begin_session
from servanda.record.folder import BookFolder
from servanda.record.models import DesignSession, Person, SessionAnswer
from tests.desk.book import two_parties
from tests.desk.operating_model.made import WITH_SERVICES, ModelParties, as_of, with_model

_FIELD = re.compile(r'<input type="hidden" name="((?:was|seen):[^"]+)" value="([^"]*)">')
_ASKING = {"SELECT", "INSERT", "UPDATE", "DELETE"}


@pytest.fixture
def modelled(book: BookFolder) -> ModelParties:
    """An operating model in the book."""
    del book
    return with_model(two_parties(WITH_SERVICES))


@pytest.fixture
def way(modelled: ModelParties) -> str:
    """Return the address of a session on a new service."""
    begun = begin_session(as_of(modelled.architect), modelled.key, title="Fleet planner")
    return f"/operating-models/{modelled.key}/sessions/{begun.session.key}/"


def _browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content.decode()[-3000:]
    return unescape(response.content.decode())


def _fill(client: Client, address: str, status: int = 302, **said: object) -> str:
    """Fill a station's form in as a browser without script does: all of it is sent."""
    shown = client.get(address).content.decode()
    sent = {unescape(name): unescape(value) for name, value in _FIELD.findall(shown)}
    sent |= {name.removeprefix("was:"): was for name, was in sent.items() if name[:4] == "was:"}
    sent |= {
        place.replace("__", "/").replace("_", " "): str(value) for place, value in said.items()
    }
    response = client.post(f"{address}save", sent)
    assert response.status_code == status, response.content.decode()[-3000:]
    return unescape(response.content.decode())


def test_a_session_is_begun_once_and_listed(modelled: ModelParties) -> None:
    client, sessions = _browser(modelled.architect), f"/operating-models/{modelled.key}/sessions/"
    assert "There was none so far" in _page(client, sessions)
    assert "Service desk" in _page(client, f"{sessions}?service=desk")
    begun = client.post(f"{sessions}begin", {"service": "desk", "title": ""})
    again = client.post(f"{sessions}begin", {"service": "", "title": "Service desk"})
    assert begun.headers["Location"] == again.headers["Location"]
    assert "There is a session on this service already" in _page(client, again["Location"])
    wrong = client.post(f"{sessions}begin", {"service": "", "title": ""})
    assert wrong.status_code == 422
    assert "say which service it is about" in unescape(wrong.content.decode())
    assert "goes on" in _page(_browser(modelled.colleague), sessions)
    assert "Begin one" not in _page(_browser(modelled.colleague), sessions)


def test_forms_without_script_lose_nothing(modelled: ModelParties, way: str) -> None:
    client, colleague = _browser(modelled.architect), _browser(modelled.colleague)
    station = f"{way}at/service/"
    _fill(client, station, service__used_by="Fleet")
    # Somebody who saw it before that, and changes something else, takes nothing back.
    _fill(colleague, station, service__used_for="Planning of vans")
    page = _page(client, station)
    assert 'value="Fleet"' in page
    assert "Planning of vans" in page
    assert modelled.colleague.name in page


def test_what_was_said_unseen_is_told_and_stays_readable(modelled: ModelParties, way: str) -> None:
    client, station = _browser(modelled.architect), f"{way}at/service/"
    _fill(_browser(modelled.colleague), station, service__used_by="Fleet")
    sent = {"was:service/used by": "", "seen:service/used by": "0", "service/used by": "Planners"}
    response = client.post(f"{station}save", {**sent, "stay": "yes"}, follow=True)
    page = unescape(response.content.decode())
    assert f"Meanwhile {modelled.colleague.name} had said 'Fleet' there" in page
    assert "<summary>Said before</summary><ul><li>Fleet" in page
    assert 'value="Planners"' in page


def test_what_does_not_fit_stands_at_its_field_and_the_rest_is_kept(
    modelled: ModelParties, way: str
) -> None:
    client, station = _browser(modelled.architect), f"{way}at/direction/"
    page = _fill(
        client, station, status=422, service__ambition="B", benefit__1__on="tomorrow"
    )  # fmt: skip
    assert re.search(r'id="wrong-benefit-1-on">[^<]*is no day; write it like', page)
    assert 'value="tomorrow"' in page
    assert SessionAnswer.objects.filter(place="service/ambition").get().value == "B"


def test_what_can_wait_is_named_with_the_way_there(modelled: ModelParties, way: str) -> None:
    client = _browser(modelled.architect)
    page = _page(client, f"{way}at/end/")
    assert f'href="{way}at/room/#person-1-name">Say who is in the room.' in page
    assert "Put it into the operating model" not in page
    _fill(client, f"{way}at/room/", person__1__name="A. Brandt")
    _fill(client, f"{way}at/direction/", service__ambition="B")
    _fill(client, f"{way}at/carried/", service__open_owner="cio", service__open_by="2190-01-01")
    page = _page(client, f"{way}at/end/")
    assert "Supportability and transition management (application): nobody is accountable" in page
    colleague = _page(_browser(modelled.colleague), f"{way}at/end/")
    assert "An owner or architect of the operating model ends the session" in colleague
    last = re.search(r'name="last" value="(\d+)"', page)
    assert last
    late = client.post(f"{way}end", {"last": "1"})
    assert "somebody has said something since" in unescape(late.content.decode())
    assert client.post(f"{way}end", {"last": last[1]}).status_code == 302
    assert DesignSession.objects.get().entry_sha256
    service = f"/operating-models/{modelled.key}/services/fleet_planner/"
    assert "Fleet planner" in _page(client, service)
    assert "This session has ended" in _page(client, f"{way}at/service/")


def test_a_session_can_be_closed_without_being_taken_over(modelled: ModelParties, way: str) -> None:
    client = _browser(modelled.architect)
    assert client.post(f"{way}close").status_code == 302
    page = _page(client, f"/operating-models/{modelled.key}/sessions/")
    assert "not taken over" in page
    refused = client.post(f"{way}close")
    assert "this session has ended" in unescape(refused.content.decode())
    sent = {"was:service/used by": "", "service/used by": "x"}
    response = client.post(f"{way}at/service/save", sent, follow=True)
    assert "this session has ended" in unescape(response.content.decode())


def test_the_pack_and_the_news(modelled: ModelParties, way: str) -> None:
    client = _browser(modelled.colleague)
    pack = client.get(f"{way}pack.pdf")
    assert pack.content.startswith(b"%PDF")
    assert (
        pack.headers["Content-Disposition"]
        == 'attachment; filename="session-pack-fleet_planner.pdf"'
    )
    _page(_browser(modelled.holder), f"{way}at/dangers/")
    news = client.get(f"{way}latest?after=0&at=The draft").json()
    assert [(each["place"], each["value"]) for each in news["said"]] == [
        ("service/title", "Fleet planner")
    ]
    assert [(each["name"], each["looks_at"]) for each in news["here"]] == [
        ("A Colleague", "The draft"),
        ("M. de Vries", "What can go wrong"),
    ]
    assert client.get(f"{way}latest?after=x").json()["last"] == 1
    assert client.get(f"{way}at/nowhere/").status_code == 404


def test_pages_ask_no_more_of_the_database_the_more_was_said(
    modelled: ModelParties, way: str
) -> None:
    client = _browser(modelled.architect)
    pages = ("", "at/service/", "at/process-2/", "at/end/", "latest?after=0")
    first = [_queries(client, f"{way}{each}") for each in pages]
    for number in range(1, 10):
        said = {f"interface__{number}__system": f"System {number}"}
        _fill(_browser(modelled.colleague), f"{way}at/interfaces/", 302, **said)
    # Who is there is noted again after some seconds.
    noted = 3
    then = [_queries(client, f"{way}{each}") for each in pages]
    assert all(late <= early + noted for early, late in zip(first, then, strict=True))
    assert max(first) <= 14 + noted


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return sum(each["sql"].split(maxsplit=1)[0] in _ASKING for each in queries)
