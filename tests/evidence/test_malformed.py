"""Every bad file gets a clear word with its place, and nothing is written."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from servanda.evidence.diagnostics import ALL_KINDS
from tests.evidence.malformed import FILES, BadFile
from tests.evidence.tables import SIMPLE, one, put, take


@pytest.mark.parametrize("bad", FILES, ids=[bad.why for bad in FILES])
def test_a_bad_file_is_named_with_its_place(bad: BadFile, tmp_path: Path) -> None:
    put(tmp_path, bad.name, bad.bytes())

    found = one(take(SIMPLE, tmp_path))

    assert (found.code, str(found.span)) == (bad.code, bad.place)
    assert bad.says in found.message
    assert not (tmp_path / "workspace").exists()


def test_there_are_at_least_sixty_bad_files() -> None:
    assert len(FILES) >= 60


def test_messages_have_no_traces_of_the_machine(tmp_path: Path) -> None:
    for bad in FILES:
        for old in (tmp_path / "in").glob("*"):
            old.unlink()
        put(tmp_path, bad.name, bad.bytes())
        said = str(one(take(SIMPLE, tmp_path)))
        assert str(tmp_path) not in said
        assert "Traceback" not in said
        assert "\n" not in said


def test_no_code_is_used_twice() -> None:
    codes = [kind.code for kind in ALL_KINDS]
    assert len(codes) == len(set(codes))
    assert all(kind.reason and kind.title for kind in ALL_KINDS)


def test_bombs_do_not_fill_the_memory(tmp_path: Path) -> None:
    bombs = [bad for bad in FILES if "bomb" in bad.why]
    contents = {bad.name: bad.bytes() for bad in bombs}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name, content in contents.items():
        for old in (tmp_path / "in").glob("*"):
            old.unlink()
        put(tmp_path, name, content)
        one(take(SIMPLE, tmp_path))
    grown_kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown_kilobytes < 100_000
