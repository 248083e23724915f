"""A served book: open once it answers, ready, logged, counted, stopped; and its heads kept."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.db import connection
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

from servanda.cli.application import execute
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.folder import BookFolder, BookSettings, create_folder, open_folder
from servanda.web import health
from servanda.web.logs import JsonLines
from tests.postgresql import new_database

_SERVED = os.environ.get("SERVANDA_BOOK", "")
_ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}
_MAKES_TOKEN = """
import sys
from pathlib import Path
from servanda.record.opening import open_book
open_book(Path(sys.argv[1]))
from servanda.desk.callers import Caller
from servanda.desk.tokens import make_token
from servanda.record.models import Person
from servanda.web.clock import now
person = Person.objects.get(email="c.jones@example.com")
print(make_token(Caller(person=person, at=now()), "heads", ["read"]).secret)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What was answered."""

    status: int
    headers: HTTPMessage
    text: str


class _Served:
    """A book that is served by a process of its own; a month was played in it, where asked for."""

    def __init__(self, folder: Path, *, played: bool) -> None:
        self.folder = folder
        settings = BookSettings()
        if _SERVED:
            address = open_folder(Path(_SERVED)).settings.database
            settings = BookSettings(database=new_database(address))
        create_folder(folder, settings)
        if played:
            made = [sys.executable, "-m", "tests.record.made", str(folder), "play"]
            subprocess.run(made, check=True, env=_ENVIRONMENT)
        with socket.socket() as asked:
            asked.bind(("127.0.0.1", 0))
            self.port: int = asked.getsockname()[1]
        self.log = folder.parent / "log"
        words = ["serve", str(folder), "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "servanda", *words],
                stdout=subprocess.PIPE,
                stderr=log,
                env=_ENVIRONMENT,
            )

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path: str, **headers: str) -> _Answer:
        line = HTTPConnection("127.0.0.1", self.port, timeout=60)
        with closing(line):
            line.request("GET", path, headers=headers)
            answer = line.getresponse()
            text = answer.read().decode()
            return _Answer(status=answer.status, headers=answer.headers, text=text)

    def lines(self) -> list[dict[str, object]]:
        """Return what stands in the log."""
        return [json.loads(each) for each in self.log.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[_Served]:
    """A served book that has said that it is open."""
    made = _Served(tmp_path_factory.mktemp("served") / "book", played=True)
    assert made.process.stdout is not None
    said = made.process.stdout.readline().decode()
    assert said.startswith("the book is open at "), made.lines()
    yield made
    made.process.kill()
    made.process.communicate()


def test_what_is_said_to_be_open_answers(served: _Served) -> None:
    assert json.loads(served.ask("/health").text) == {"state": "up"}
    assert json.loads(served.ask("/ready").text) == {"state": "ready"}


def test_a_request_is_told_in_the_log_by_its_route_alone(served: _Served) -> None:
    word = "a-word-that-nobody-may-know"
    named = served.ask(f"/join/{word}?email=c.jones@example.com", **{"X-Request-ID": "proxy-0001"})
    assert named.headers["X-Request-ID"] == "proxy-0001"
    odd = served.ask("/nowhere/at-all", **{"X-Request-ID": 'x", "level": "fine'})
    assert re.fullmatch(r"[0-9a-f]{16}", odd.headers["X-Request-ID"])
    told = {each.get("request"): each for each in served.lines()}
    line = told["proxy-0001"]
    assert {key: line[key] for key in ("level", "logger", "method", "route", "status")} == {
        "level": "info",
        "logger": "servanda.requests",
        "method": "GET",
        "route": "/join/<str:word>",
        "status": 200,
    }
    assert isinstance(line["seconds"], float)
    assert told[odd.headers["X-Request-ID"]]["route"] == "elsewhere"
    whole = json.dumps(served.lines())
    assert word not in whole
    assert "at-all" not in whole
    assert "jones" not in whole
    assert "127.0.0.1" not in whole


def test_figures_are_for_who_has_the_word(served: _Served) -> None:
    assert served.ask("/metrics").status == 401
    assert served.ask("/metrics", Authorization="Bearer x").status == 401
    word = (served.folder / "metrics.key").read_text("utf-8")
    assert (served.folder / "metrics.key").stat().st_mode & 0o077 == 0
    served.ask("/health")
    answer = served.ask("/metrics", Authorization=f"Bearer {word}")
    assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    families = {each.name: each for each in text_string_to_metric_families(answer.text)}
    assert {name: families[name].type for name in ("servanda_requests", "servanda_jobs")} == {
        "servanda_requests": "counter",
        "servanda_jobs": "gauge",
    }
    assert families["servanda_request_seconds"].type == "histogram"
    values = {
        (each.name, *sorted(each.labels.items())): each.value
        for family in families.values()
        for each in family.samples
    }
    assert values["servanda_agreements",] == 1
    assert values["servanda_journal_entries",] == 6
    assert values["servanda_people",] == 5
    asked = ("method", "GET"), ("route", "/health")
    answered = values["servanda_requests_total", *asked, ("status", "200")]
    assert answered >= 1
    assert values["servanda_request_seconds_count", *asked] == answered
    inside = values["servanda_request_seconds_bucket", ("le", "+Inf"), *asked]
    assert inside == answered
    assert 0 < values["servanda_request_seconds_sum", *asked] < 60 * answered


@pytest.fixture(scope="module")
def token(served: _Served) -> str:
    """A token with which the client's owner reads."""
    words = [sys.executable, "-c", _MAKES_TOKEN, str(served.folder)]
    made = subprocess.run(words, check=True, capture_output=True, text=True, env=_ENVIRONMENT)
    return made.stdout.strip()


def test_a_party_keeps_heads_and_finds_history_rewritten(
    served: _Served,
    token: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SERVANDA_TOKEN", token)
    seen = tmp_path / "seen.json"
    words = ["heads", served.address, str(seen)]
    assert execute(words) == 0
    assert "A small desk: ends with entry 6" in capsys.readouterr().out
    known = json.loads(seen.read_text("utf-8"))
    # The book has the journal of an operating model too, which stays as it is.
    bearer = f"Bearer {token}"
    listed = served.ask("/api/v1/agreements", Authorization=bearer)
    (key,) = (each["key"] for each in json.loads(listed.text)["agreements"])
    assert execute(words) == 0
    assert "A small desk: ends with entry 6, and goes on from entry 6" in capsys.readouterr().out

    def told(**changes: object) -> str:
        odd = {**known, "journals": {key: {**known["journals"][key], **changes}}}
        odd["host"] = changes.get("host", known["host"])
        odd["journals"][key].pop("host", None)
        seen.write_text(json.dumps(odd), "utf-8")
        assert execute(words) == 1
        assert json.loads(seen.read_text("utf-8")) == odd
        return capsys.readouterr().err

    assert "entry 6 is not the one that was seen: history was rewritten" in told(sha256="0" * 64)
    assert "entry 3 is not the one that was seen" in told(number=3)
    assert "entry 9 was seen: the end was cut off" in told(number=9)
    other = open_other(tmp_path)
    assert "does not bear the seal of the host" in told(host=other)

    # From an older entry on, everything follows.
    asked = served.ask(f"/api/v1/agreements/{key}/entries", Authorization=bearer)
    entries = json.loads(asked.text)["entries"]
    older = {"number": 3, "sha256": entries[2]["sha256"], "seal": ""}
    seen.write_text(json.dumps({**known, "journals": {key: older}}), "utf-8")
    assert execute(words) == 0
    assert "goes on from entry 3" in capsys.readouterr().out

    seen.write_text(json.dumps({**known, "journals": {"q" * 20: older}}), "utf-8")
    assert execute(words) == 1
    assert "you are shown nothing of it any more" in capsys.readouterr().err


def open_other(folder: Path) -> str:
    """Return the key of another host."""
    return create_folder(folder / "other").host_key().public


def test_heads_without_what_is_needed(
    served: _Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = str(tmp_path / "seen.json")
    monkeypatch.delenv("SERVANDA_TOKEN", raising=False)
    with pytest.raises(MisusedCommand, match="SERVANDA_TOKEN"):
        execute(["heads", served.address, seen])
    monkeypatch.setenv("SERVANDA_TOKEN", "servanda_x")
    with pytest.raises(MisusedCommand, match="the book says: sign in"):
        execute(["heads", served.address, seen])
    with pytest.raises(MisusedCommand, match="no address"):
        execute(["heads", "book", seen])
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        with pytest.raises(OSError, match="does not answer"):
            execute(["heads", f"http://127.0.0.1:{port}", seen])
    with HTTPServer(("127.0.0.1", 0), _Another) as server:
        Thread(target=server.handle_request, daemon=True).start()
        with pytest.raises(OSError, match="it is no shared book"):
            execute(["heads", f"http://127.0.0.1:{server.server_port}", seen])
    assert not Path(seen).exists()


class _Another(BaseHTTPRequestHandler):
    """Something else that answers."""

    def do_GET(self) -> None:
        """Answer with a document of no book."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_book_that_is_told_to_stop_stops(tmp_path: Path) -> None:
    made = _Served(tmp_path / "book", played=False)
    assert made.process.stdout is not None
    assert b"is open" in made.process.stdout.readline()
    made.process.send_signal(signal.SIGTERM)
    made.process.communicate(timeout=60)
    assert made.process.returncode == 0
    assert all(each["level"] == "info" for each in made.lines()), made.lines()


def test_a_book_is_not_ready_where_a_migration_is_missing(book: BookFolder) -> None:
    health._migrated.clear()
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM django_migrations WHERE app = 'record' AND name ="
            " (SELECT max(name) FROM django_migrations WHERE app = 'record')"
        )
    answer = Client().get("/ready")
    assert answer.status_code == 503
    assert "not as this version of Servanda needs it" in answer.json()["why"]


def test_a_book_is_not_ready_where_nothing_can_be_written(book: BookFolder) -> None:
    book.path.rename(book.path.with_name("gone"))
    answer = Client().get("/ready")
    assert answer.status_code == 503
    assert answer.json()["why"] == "nothing can be written into the book's folder"


def test_a_fault_is_told_by_where_it_happened_and_not_by_what_it_says(
    book: BookFolder, caplog: pytest.LogCaptureFixture
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_session RENAME TO django_session_gone")
    browser = Client(raise_request_exception=False)
    browser.cookies["session"] = "a" * 32
    answer = browser.get("/join/a-word", headers={"X-Request-ID": "proxy-0002"})
    assert (answer.status_code, answer.headers["X-Request-ID"]) == (500, "proxy-0002")
    told = [each for each in caplog.records if each.name == "servanda.requests"]
    (record,) = [each for each in told if each.levelname == "ERROR"]
    line = json.loads(JsonLines().format(record))
    assert line["message"] == "fault at GET elsewhere"
    assert line["fault"]["kind"] in {"OperationalError", "ProgrammingError"}
    assert line["fault"]["where"]
    assert "django_session" not in json.dumps(line)
