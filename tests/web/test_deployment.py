"""The units and the compose file in ``deployment``: their commands exist, and serve a book."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from servanda.cli.application import build_application
from servanda.record.folder import open_folder
from tests.postgresql import new_database

_DEPLOYMENT = Path(__file__).parents[2] / "deployment"
_UNITS = sorted((_DEPLOYMENT / "systemd").iterdir())
_COMMAND = "/opt/servanda/bin/servanda"
_BOOK = "/srv/servanda/book"
_HERE = Path(sys.executable).with_name("servanda")
_SERVED = os.environ.get("SERVANDA_BOOK", "")
_ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}


def _unit(name: str) -> str:
    return (_DEPLOYMENT / "systemd" / name).read_text("utf-8")


def _words_of_units() -> Iterator[list[str]]:
    for unit in _UNITS:
        for line in re.findall(r"^ExecStart=(.*)$", unit.read_text("utf-8"), re.MULTILINE):
            said = line.removeprefix("/bin/sh -c 'exec ").rstrip("'").replace("%i", "8001")
            program, *words = shlex.split(said)
            assert program == _COMMAND
            yield words


def _services() -> Mapping[str, Mapping[str, Any]]:
    composed = YAML(typ="safe", pure=True).load(_DEPLOYMENT / "compose.yaml")
    services: Mapping[str, Mapping[str, Any]] = composed["services"]
    return services


def _words_of_services() -> Iterator[list[str]]:
    for service in _services().values():
        if service["image"] == "servanda":
            entry = service.get("entrypoint", ["servanda"])
            assert entry[0] == "servanda"
            yield [*entry[1:], *service["command"]]


@pytest.mark.parametrize("words", [*_words_of_units(), *_words_of_services()], ids=" ".join)
def test_commands_exist(words: list[str]) -> None:
    application = build_application(opened=words)
    command, _, _ = application.parse_args(words, exit_on_error=False, print_error=False)
    assert callable(command)


def test_services_keep_what_has_to_be_kept() -> None:
    services = _services()
    assert {*services} == {"database", "web", "work", "book", "proxy"}
    for name in ("web", "work", "book"):
        assert "book:/book" in services[name]["volumes"]
        assert services[name]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert "ports" not in services["web"]
    assert services["web"]["deploy"]["replicas"] > 1
    dockerfile = _DEPLOYMENT / "Dockerfile"
    copied = re.findall(r"^COPY (.*) \S+$", dockerfile.read_text("utf-8"), re.MULTILINE)
    assert all((_DEPLOYMENT.parent / name).exists() for line in copied for name in line.split())


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd")
def test_units_are_sound(tmp_path: Path) -> None:
    for unit in _UNITS:
        text = unit.read_text("utf-8").replace(_COMMAND, str(_HERE))
        (tmp_path / unit.name).write_text(text, "utf-8")
    told = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *sorted(tmp_path.iterdir())],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.skipif(not _SERVED, reason="several processes need a database on a server")
def test_units_serve_a_book(tmp_path: Path) -> None:
    """Begin a book as docs/operations.md says, and run what the units run, as many at once."""
    book = tmp_path / "book"
    database = new_database(open_folder(Path(_SERVED)).settings.database)
    begin = ["book", "begin", str(book), "--first", "c.jones@example.com"]
    asked = [*begin, "--address", "https://example.com", "--database", database]
    begun = subprocess.run(
        [str(_HERE), *asked], check=True, capture_output=True, text=True, env=_ENVIRONMENT
    )
    assert "comes in at https://example.com/join/" in begun.stdout
    ports = [_free_port(), _free_port()]
    told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    told.bind(str(tmp_path / "notify"))
    told.settimeout(120)
    environment = {**_ENVIRONMENT, "NOTIFY_SOCKET": str(tmp_path / "notify")}
    web, work = "servanda-web@.service", "servanda-work@.service"
    commands = [_command(web, str(port), book) for port in ports] + [_command(work, "1", book)]
    running = [
        subprocess.Popen(each, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for each in commands
    ]
    try:
        assert [told.recv(64) for _ in ports] == [b"READY=1"] * 2
        for port in ports:
            line = HTTPConnection("127.0.0.1", port, timeout=60)
            line.request("GET", "/ready", headers={"Host": "example.com"})
            answer = line.getresponse()
            assert (answer.status, answer.read()) == (200, b'{"state": "ready"}')
            # People reach it over TLS, and browsers are told to stay with it.
            assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
            line.close()
    finally:
        told.close()
        for each in running:
            each.terminate()
        left = [each.communicate(timeout=60)[1] for each in running]
    assert [each.returncode for each in running] == [0] * 3, left


def _command(unit: str, instance: str, book: Path) -> list[str]:
    (line,) = re.findall(r"^ExecStart=(.*)$", _unit(unit), re.MULTILINE)
    said = line.replace("%i", instance).replace(_COMMAND, str(_HERE)).replace(_BOOK, str(book))
    return shlex.split(said)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port
