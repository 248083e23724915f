"""A Prometheus server asks a served book, and what the documentation asks of it is answered."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from tests.house.files import ROOT
from tests.web.served import Served

_SHIPPED = ROOT / "deployment" / "prometheus"
_DOCUMENTED = (ROOT / "docs" / "operations.md").read_text("utf-8")
# Where checking lays it, which starts no service of it.
_LAID = ROOT / "build" / "prometheus" / "usr" / "bin"
_WAIT_SECONDS = 180


def _program(name: str) -> str:
    return shutil.which(name, path=f"{os.environ['PATH']}:{_LAID}") or ""


pytestmark = pytest.mark.skipif(
    not (_program("prometheus") and _program("promtool")),
    reason="Prometheus is not installed: apt-get install prometheus",
)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port


class Prometheus:
    """A server that asks a book each second, as the shipped settings say."""

    def __init__(self, folder: Path, book: Path, port: int) -> None:
        self.address = f"http://127.0.0.1:{_free_port()}"
        shutil.copytree(_SHIPPED, folder)
        settings = (folder / "prometheus.yml").read_text("utf-8")
        for shipped, own in (
            ("/srv/servanda/book", str(book)),
            ("127.0.0.1:8001", f"127.0.0.1:{port}"),
            ("_interval: 30s", "_interval: 1s"),
        ):
            assert shipped in settings
            settings = settings.replace(shipped, own)
        (folder / "prometheus.yml").write_text(settings, "utf-8")
        self._log = (folder / "log").open("wb")
        self._process = subprocess.Popen(
            [
                _program("prometheus"),
                f"--config.file={folder / 'prometheus.yml'}",
                f"--storage.tsdb.path={folder / 'data'}",
                f"--web.listen-address={self.address.removeprefix('http://')}",
            ],
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )

    def ask(self, path: str) -> Any:  # noqa: ANN401 - JSON
        """Return what it answers; nothing before it does."""
        try:
            with urlopen(f"{self.address}/api/v1/{path}", timeout=10) as answer:
                return json.loads(answer.read())["data"]
        except OSError:
            assert self._process.poll() is None
            return None

    def result(self, query: str) -> list[Any]:
        """Return what a query finds."""
        found = self.ask(f"query?query={quote(query)}")
        return list(found["result"]) if found else []

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()
        self._log.close()


@pytest.fixture(scope="module")
def watching(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prometheus]:
    """A Prometheus server that has asked a book a few times, while it answered others."""
    folder = tmp_path_factory.mktemp("watched")
    served = Served(folder / "book")
    try:
        watching = Prometheus(folder / "prometheus", folder / "book", served.port)
        try:
            until = time.monotonic() + _WAIT_SECONDS
            counted = 'servanda_requests_total{status="401"}'
            while not watching.result(f"increase({counted}[30s]) > 1"):
                assert time.monotonic() < until, watching.ask("targets")
                assert served.ask("GET", "/me", None)[0] == 401
                time.sleep(0.5)
            yield watching
        finally:
            watching.stop()
    finally:
        served.stop()


def test_the_book_is_asked_with_its_word(watching: Prometheus) -> None:
    (target,) = watching.ask("targets")["activeTargets"]
    assert (target["health"], target["lastError"]) == ("up", "")
    (found,) = watching.result("up")
    assert found["value"][1] == "1"


def _asked() -> list[str]:
    """Return the queries that the documentation lists."""
    table = _DOCUMENTED.partition("| ask for |")[2].partition("\n\n")[0]
    return re.findall(r"^\| `(.+?)` \|", table, re.MULTILINE)


@pytest.mark.parametrize("query", _asked())
def test_what_the_documentation_asks_is_answered(watching: Prometheus, query: str) -> None:
    assert watching.result(query), query


def test_every_metric_of_the_documentation_is_there(watching: Prometheus) -> None:
    table = _DOCUMENTED.partition("| metric | what |")[2].partition("\n\n")[0]
    documented = {
        name
        for row in table.splitlines()
        if row.startswith("| `")
        for name in re.findall(r"`(\w+_\w+)`", row.split("|")[1])
    }
    known = set(watching.ask("label/__name__/values"))
    parts = {"servanda_request_seconds": "servanda_request_seconds_bucket"}
    assert len(documented) > 8
    assert {parts.get(name, name) for name in documented} <= known


def test_the_rules_are_loaded_and_wake_nobody(watching: Prometheus) -> None:
    rules = [rule for group in watching.ask("rules")["groups"] for rule in group["rules"]]
    assert len(rules) == 5
    assert {rule["health"] for rule in rules} <= {"ok", "unknown"}
    assert [rule["name"] for rule in rules if rule["state"] != "inactive"] == []


def test_the_rules_wake_somebody_when_they_should(tmp_path: Path) -> None:
    for file in (*_SHIPPED.iterdir(), Path(__file__).with_name("alerts.yml")):
        shutil.copy(file, tmp_path)
    for words in (("check", "rules", "servanda.rules.yml"), ("test", "rules", "alerts.yml")):
        done = subprocess.run(
            [_program("promtool"), *words],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
