"""``servanda check``: places, codes, the line with its mark, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.folder import AGREEMENT, run, write_folder

BROKEN = AGREEMENT.replace("monthly: fee\n", "monthly: fe\n")


def test_an_agreement_without_mistakes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", write_folder(tmp_path / "desk")) == 0
    assert "A small service desk: 2 commitments" in capsys.readouterr().out


def test_a_mistake_is_shown_with_its_place_its_line_and_a_mark(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path / "desk", BROKEN)
    assert run("check", folder) == 1
    lines = capsys.readouterr().out.splitlines()
    line = 1 + BROKEN.splitlines().index("  monthly: fe")
    assert lines[0].startswith(f"{folder}/agreement.yaml:{line}:12: error F")
    assert lines[1] == f"{line:>5} |   monthly: fe"
    assert lines[2] == "      |            ^^"
    assert "did you mean 'fee'?" in lines[3]
    assert lines[-1].startswith("1 error")


def test_a_check_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", write_folder(tmp_path / "desk", BROKEN), "--format", "json") == 1
    document = json.loads(capsys.readouterr().out)
    assert document["format"] == "servanda/check/1"
    assert document["agreement"] is None
    assert document["errors"] == 1
    assert document["diagnostics"][0]["place"]["column"] == 12


def test_long_lines_are_shortened_around_the_mark(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long = AGREEMENT.replace("monthly: fee\n", f"monthly: {'1 * ' * 30}fe\n")
    assert run("check", write_folder(tmp_path / "desk", long)) == 1
    shown = [line for line in capsys.readouterr().out.splitlines() if " | ..." in line]
    assert shown
    assert max(map(len, shown)) < 110


def test_a_text_that_is_not_yaml(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", write_folder(tmp_path / "desk", "servanda: [1\n")) == 1
    assert "error T" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["nowhere", "nowhere/agreement.yaml"])
def test_an_agreement_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert run("check", tmp_path / name) == 3
    assert "there is no such folder or file" in capsys.readouterr().err


def test_a_folder_without_an_agreement(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", tmp_path) == 3
    assert "has no 'agreement.yaml'" in capsys.readouterr().err


def test_the_folder_at_hand_is_checked_if_none_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(write_folder(tmp_path / "desk"))
    assert run("check") == 0
    assert "small service desk" in capsys.readouterr().out
