"""Locks pin everything, by digest, and say nothing of where it comes from."""

import re
import tomllib
from itertools import chain

import pytest

from tests.house.files import ROOT

LOCKS = ("requirements.txt", "requirements-dev.txt")
_PINNED = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ;\\]+)", re.MULTILINE)


def _name(requirement: str) -> str:
    return (
        re.split(r"[\[<>=!~ ;]", requirement, maxsplit=1)[0]
        .lower()
        .replace("_", "-")
        .replace(".", "-")
    )


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert "://" not in text
    assert not re.search(
        r"^\s*--?(index|extra-index|find-links|trusted|i\b|f\b)", text, re.MULTILINE
    )


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_carries_digests(lock: str) -> None:
    entries = re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text().strip())
    assert entries
    for entry in entries:
        assert _PINNED.match(entry), entry
        assert "--hash=sha256:" in entry, entry


def test_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    runtime = {match["name"] for match in _PINNED.finditer((ROOT / LOCKS[0]).read_text())}
    development = {match["name"] for match in _PINNED.finditer((ROOT / LOCKS[1]).read_text())}
    assert {_name(each) for each in chain(project["dependencies"], extras["build"])} <= runtime
    assert runtime | {_name(each) for each in extras["dev"]} <= development


def test_both_locks_pin_the_same_versions() -> None:
    pins = [set(_PINNED.findall((ROOT / lock).read_text())) for lock in LOCKS]
    assert pins[0] <= pins[1]
