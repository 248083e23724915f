"""A draft over past evidence: exact money under it and the text before it, clause by clause."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.folder import AGREEMENT, run, write_folder

DRAFT = """\
servanda: 1
agreement: small-desk
amends: {number: 1, from: 2026-07-01}
commitments:
  restored: {minimum: at least 50%}
charges:
  monthly: fee + 50 EUR
"""


def _backtest(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    capsys.readouterr()
    assert run("backtest", *arguments, "--format", "json") == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def test_an_amendment_against_what_it_amends(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = write_folder(tmp_path / "desk")
    (desk / "amendment-1.yaml").write_text(DRAFT, encoding="utf-8")
    found = _backtest(capsys, desk / "amendment-1.yaml")
    # January: 50% in time is below the minimum of 90% and costs 8% of 10,000, the cap; with a
    # minimum of 50% it is below what is expected and costs half of the pool of 10%.
    periods = {
        each["period"]: (each["net"]["before"]["amount"], each["net"]["after"]["amount"])
        for each in found["money"]["periods"]
    }
    assert periods == {"2026-01": ("9200", "9550"), "2026-02": ("10000", "10050")}
    alone = {each["name"]: each["alone"]["amount"] for each in found["changes"]}
    assert alone == {"monthly": "100", "restored": "300"}
    [restored, _] = found["money"]["commitments"]
    assert restored["name"] == "restored"
    assert restored["money"]["before"]["amount"] == "-800"
    assert restored["money"]["after"]["amount"] == "-500"
    assert (restored["missed_before"], restored["missed_after"]) == (1, 1)
    judged = found["money"]["periods"][0]["judged"]
    assert [(each["before"], each["after"]) for each in judged] == [
        ("below minimum", "below expected")
    ]
    assert _backtest(capsys, desk) == found


def test_the_same_text_differs_by_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = write_folder(tmp_path / "desk")
    again = write_folder(tmp_path / "again", f"# the same, elsewhere\n\n{AGREEMENT}")
    found = _backtest(capsys, again, "--against", desk)
    assert found["changes"] == []
    assert found["money"]["net"]["client_pays_more"]["amount"] == "0"
    for period in found["money"]["periods"]:
        assert period["judged"] == []
        for line in period["lines"]:
            assert line["payable"]["before"] == line["payable"]["after"]
    assert run("backtest", again, "--against", desk) == 0
    assert "Nothing differs in any period" in capsys.readouterr().out


def test_a_draft_alone_may_be_dated_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = AGREEMENT.replace("from: 2026-01-01", "from: 2026-06-01")
    desk = write_folder(tmp_path / "desk", later)
    assert run("backtest", desk) == 2
    assert "no period is complete" in capsys.readouterr().err
    found = _backtest(capsys, desk, "--since", "2026-01-01")
    assert found["money"]["net"] == {
        "before": None,
        "after": {"text": "19,200.00\xa0EUR", "amount": "19200", "unit": "EUR", "absent": None},
        "client_pays_more": None,
    }


def test_a_day_for_two_texts_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = write_folder(tmp_path / "desk")
    (desk / "amendment-1.yaml").write_text(DRAFT, encoding="utf-8")
    assert run("backtest", desk, "--since", "2025-01-01") == 2
    assert "--since is for a draft alone" in capsys.readouterr().err


def test_another_currency_cannot_be_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = write_folder(tmp_path / "desk")
    other = write_folder(tmp_path / "other", AGREEMENT.replace("EUR", "USD"))
    assert run("backtest", other, "--against", desk) == 2
    assert "different currencies" in capsys.readouterr().err


def test_mistakes_of_a_draft_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = write_folder(tmp_path / "desk")
    (desk / "amendment-1.yaml").write_text(DRAFT.replace("fee", "fe"), encoding="utf-8")
    assert run("backtest", desk) == 1
    assert "did you mean 'fee'" in capsys.readouterr().err


def test_a_page_and_a_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = write_folder(tmp_path / "desk")
    (desk / "amendment-1.yaml").write_text(DRAFT, encoding="utf-8")
    for ending in ("html", "xlsx"):
        assert run("backtest", desk, "--format", ending, "--output", tmp_path / "out") == 0
    page = (tmp_path / "out" / "backtest.html").read_text("utf-8").replace("\xa0", " ")
    assert "2026-01 to 2026-02: the client would have paid 400.00 EUR more" in page
    assert "<svg" in page
    assert (tmp_path / "out" / "backtest.xlsx").read_bytes().startswith(b"PK")
    capsys.readouterr()
