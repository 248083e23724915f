"""The tutorial is followed word by word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.followed import follow

PAGE = Path(__file__).resolve().parents[2] / "docs" / "tutorial.md"


def test_the_tutorial_says_what_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert follow(PAGE.read_text("utf-8"), monkeypatch, capsys) >= 7
