"""A service goes from an experiment into commitments over a year, through the real commands.

The agreement and what it pays are those of the page on it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.folder import run
from tests.mechanisms.experiment import CREDITS, INCENTIVES, model_text, reports, section


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the page's texts, a year of evidence, and the operating model."""
    monkeypatch.chdir(tmp_path)
    whole = section()
    (tmp_path / "agreement.yaml").write_text(whole.agreement, encoding="utf-8")
    (tmp_path / "amendment-1.yaml").write_text(whole.amendments[0], encoding="utf-8")
    (tmp_path / "operating-model.yaml").write_text(model_text(), encoding="utf-8")
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "reports.csv").write_text(reports(), encoding="utf-8")
    return tmp_path


def settled(capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str]]:
    """Return the service credits and incentives of each month of the year."""
    capsys.readouterr()
    period = ("--from", "2026-01", "--until", "2026-12", "--write", "json")
    assert run("settle", *period, "--format", "json") == 0
    periods = json.loads(capsys.readouterr().out)["periods"]
    return [(each["service_credits"]["amount"], each["incentives"]["amount"]) for each in periods]


def rules_on(day: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    capsys.readouterr()
    assert run("model", "check", "--on", day, "--format", "json") == 0
    return [each["rule"] for each in json.loads(capsys.readouterr().out)["findings"]]


def test_no_penalty_before_the_gate_money_after_it_and_an_incentive_in_both(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paid = settled(capsys)
    assert [credit for credit, _ in paid] == [str(each) for each in CREDITS]
    assert [earned for _, earned in paid] == [str(each) for each in INCENTIVES]


def test_the_figures_go_on_without_a_break(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def measured() -> object:
        capsys.readouterr()
        assert run("measure", "--from", "2026-01", "--until", "2026-12", "--format", "json") == 0
        figures = json.loads(capsys.readouterr().out)["figures"]
        return [(each["period"], each["measure"], each["value"]["amount"]) for each in figures]

    whole = measured()
    (folder / "amendment-1.yaml").unlink()
    assert measured() == whole


@pytest.mark.parametrize("day", ["2026-03-31", "2026-06-30", "2026-07-01", "2026-12-31"])
def test_the_model_and_the_agreement_fit_on_every_day(
    day: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert rules_on(day, capsys) == []


def test_penalties_before_the_gate_are_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    amendment = folder / "amendment-1.yaml"
    early = amendment.read_text(encoding="utf-8").replace("from: 2026-07-01", "from: 2026-04-01")
    amendment.write_text(early, encoding="utf-8")
    assert rules_on("2026-03-31", capsys) == []
    assert rules_on("2026-04-01", capsys) == ["exposure"]
    assert rules_on("2026-07-01", capsys) == []


def test_mode_1_before_its_gate_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = folder / "operating-model.yaml"
    late = model.read_text(encoding="utf-8").replace("agreed: 2026-06-12", "agreed: 2026-07-09")
    model.write_text(late, encoding="utf-8")
    assert rules_on("2026-06-30", capsys) == []
    assert rules_on("2026-07-01", capsys) == ["gate"]


def test_who_is_accountable_steps_in_once_for_what_was_missed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("model", "step-in", "--period", "2026-09", "--on", "2026-10-05", "--format", "json")
    assert run(*asked) == 0
    (task,) = json.loads(capsys.readouterr().out)["tasks"]
    assert task == {
        "service": "assistant",
        "process": "incident management",
        "accountable": "business",
        "performs": ["provider_of_calls"],
        "because": "available in 2026-09: 97% against at least 99%",
        "asked": "2026-10-05",
        "by": "2026-10-19",
    }
    assert "step in:" in (folder / "operating-model.yaml").read_text(encoding="utf-8")
    assert run(*asked) == 0
    assert json.loads(capsys.readouterr().out)["tasks"] == []
    assert rules_on("2026-10-19", capsys) == []
    assert rules_on("2026-10-20", capsys) == ["step in"]
    assert run("model", "step-in", "--period", "2026-10", "--on", "2026-11-05") == 0
    assert "Nobody has to step in." in capsys.readouterr().out
