"""``servanda format``: in place, on request only, and never over somebody else's change."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.pipeline.files import digest_of, replace_text
from servanda.pipeline.refusals import ChangedMeanwhile
from tests.cli.folder import AGREEMENT, run, write_folder

UNTIDY = AGREEMENT.replace(
    "title: A small service desk\n", "title:   'A small service desk'  # x\n"
)


def test_a_text_is_laid_out_in_place_and_comments_stay(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "desk", UNTIDY)
    assert run("format", folder) == 0
    text = (folder / "agreement.yaml").read_text(encoding="utf-8")
    assert "title: A small service desk # x\n" in text
    assert run("format", "--check", folder) == 0


def test_check_and_diff_write_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_folder(tmp_path / "desk", UNTIDY)
    assert run("format", "--check", folder) == 1
    assert run("format", "--diff", folder) == 0
    assert "+title: A small service desk # x\n" in capsys.readouterr().out
    assert (folder / "agreement.yaml").read_text(encoding="utf-8") == UNTIDY


def test_a_text_that_cannot_be_read_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path / "desk", "servanda: [1\n")
    assert run("format", folder) == 1
    assert "error T" in capsys.readouterr().err
    assert (folder / "agreement.yaml").read_text(encoding="utf-8") == "servanda: [1\n"


def test_a_file_changed_meanwhile_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "agreement.yaml"
    path.write_text("theirs\n", encoding="utf-8")
    with pytest.raises(ChangedMeanwhile, match="changed meanwhile"):
        replace_text(path, "ours\n", expected_sha256=digest_of("before\n"))
    assert path.read_text(encoding="utf-8") == "theirs\n"
    assert list(tmp_path.iterdir()) == [path]


def test_permissions_stay(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "desk", UNTIDY)
    path = folder / "agreement.yaml"
    path.chmod(0o640)
    assert run("format", folder) == 0
    assert path.stat().st_mode & 0o777 == 0o640


def test_holidays_are_frozen(tmp_path: Path) -> None:
    text = AGREEMENT.replace(
        "    open: {mon-fri: 08:00-18:00}\n", "    open: {mon-fri: 08:00-18:00}\n    holidays: NL\n"
    )
    folder = write_folder(tmp_path / "desk", text)
    assert run("format", "--freeze", folder) == 0
    frozen = (folder / "agreement.yaml").read_text(encoding="utf-8")
    assert "2026-04-27: King's Day" in frozen
    assert run("check", folder) == 0
