"""What ``servanda check`` says beyond mistakes: notes, proofs, levels against evidence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.folder import run, write_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "desk")


def test_notes_are_one_short_list(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", folder) == 0
    shown = capsys.readouterr().out
    assert "notes; --notes shows all of them:" in shown
    assert "A248 Nothing about exit" in shown
    assert "nothing is said about exit" not in shown
    assert "no mistakes found" in shown


def test_notes_can_be_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", folder, "--notes") == 0
    shown = capsys.readouterr().out
    assert "nothing is said about exit" in shown
    assert (
        "the smallest difference of restored decides 500.00 EUR at 90% and 500.00 EUR at 95%"
        in (shown)
    )


def test_a_proof_shows_pieces_cliffs_and_verdict(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", folder, "--proof") == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    start = lines.index("restored from 2026-01-01")
    assert lines[start + 1 : start + 7] == [
        "proven over restored from 0% to 100%; no gaps; better never pays the provider less",
        "restored from 0% to below 90%: 1,000.00 EUR",
        "restored from 90% to below 95%: 500.00 EUR",
        "restored from 95% to 100%: 0.00 EUR",
        "cliff at 90%: 500.00 EUR",
        "cliff at 95%: 500.00 EUR",
    ]
    assert "1 of 1 line of money proven over the whole range of what decides them." in lines


def test_proofs_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", folder, "--proof", "--format", "json") == 0
    document = json.loads(capsys.readouterr().out)
    (proof,) = document["proofs"]
    assert (proof["line"], proof["depends_on"], proof["proven"]) == ("restored", "restored", True)
    assert proof["cliffs"] == [
        {"at": "90%", "decides": "500.00 EUR"},
        {"at": "95%", "decides": "500.00 EUR"},
    ]
    codes = [each["code"] for each in document["diagnostics"]]
    assert "A202" in codes
    assert document["notes"] == len(codes)


def test_proofs_are_left_out_where_nobody_asks(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", folder, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["proofs"] == []


def test_levels_are_held_against_evidence(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("servanda.settlement.targets.PERIODS_MIN", 1)
    assert run("check", folder, "--evidence", "--format", "json") == 0
    document = json.loads(capsys.readouterr().out)
    told = {each["code"]: each["message"] for each in document["diagnostics"]}
    assert told["S001"] == "'uptime' was met in each of the 2 periods judged"
