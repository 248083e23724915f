"""``servanda workshop``: what both sides said about a metric becomes a draft that is sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.agreement.read.versions import read_agreement
from tests.cli.folder import run, write_folder

SAID = {
    "--owner": "Head of Desk",
    "--why": "each hour costs 40 EUR",
    "--contributes": "It restores what stands still.",
    "--measure": "restored",
    "--source": "The ticketing tool.",
    "--influence": "The provider; not the client.",
    "--gamed": "By closing tickets early; surveys would show it.",
    "--expected": "at least 95%",
}


def said(folder: Path, **other: str) -> list[object]:
    """Return the command with every answer, some of them others."""
    answers = {**SAID, **{f"--{name}": text for name, text in other.items()}}
    words = [each for pair in answers.items() for each in pair]
    return ["workshop", "calm_desk", "--from", "2026-07-01", "-a", folder, *words]


def test_the_draft_is_a_trial_without_money(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path)
    assert run(*said(folder)) == 0
    draft = capsys.readouterr().out
    (folder / "amendment-1.yaml").write_text(draft, encoding="utf-8")
    reading = read_agreement([folder / "agreement.yaml", folder / "amendment-1.yaml"])
    assert reading.history is not None
    latest = reading.history.latest
    assert latest.outcomes["calm_desk"].owner == "Head of Desk"
    assert latest.commitments["calm_desk_trial"].serves == "calm_desk"
    assert {each.commitment for each in latest.figures.values()} & {"calm_desk_trial"} == set()
    assert "# How could it be gamed, and what would show that? By closing tickets early" in draft


def test_what_is_open_or_wrong_is_said_and_nothing_is_drafted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path)
    assert run(*said(folder, gamed=" ")) == 2
    told = capsys.readouterr()
    assert "--gamed: How could it be gamed" in " ".join(told.err.split())
    assert told.out == ""
    assert run(*said(folder, measure="restord")) == 1
    told = capsys.readouterr()
    assert "did you mean 'restored'?" in told.err
    assert told.out == ""
