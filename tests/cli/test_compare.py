"""Versions compared: in words, for whom, from when, and in money on two months of evidence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.folder import AGREEMENT, run, write_folder

AMENDMENT = """\
servanda: 1
agreement: small-desk
amends: {number: 1, from: 2026-07-01}
commitments:
  restored: {expected: at least 99%}
measures:
  restored: {clock: {within: 6 business hours}}
penalties:
  restored: remove
incentives:
  quick: {when: restored.met, pays: 100 EUR}
"""


def _with(old: str, new: str) -> str:
    assert old in AGREEMENT
    return AGREEMENT.replace(old, new)


def _compared(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    capsys.readouterr()
    assert run("compare", *arguments) == 0
    return capsys.readouterr().out


def test_two_versions_of_one_agreement_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path / "desk")
    (folder / "amendment-1.yaml").write_text(AMENDMENT, encoding="utf-8")
    said = _compared(capsys, folder, "--at", "2026-06-30", "--at", "2026-07-01")
    assert said == (
        "4 parts differ:\n"
        "  measure 'restored', clock within: '4 business hours' becomes '6 business hours'\n"
        "      better for the provider; from 2026-07-01\n"
        "  commitment 'restored', expected: 'at least 95%' becomes 'at least 99%'\n"
        "      better for the client; from 2026-07-01\n"
        "  incentive 'quick' is new (when: restored.met, pays: 100 EUR)\n"
        "      better for the provider; from 2026-07-01\n"
        "  penalty 'restored' is gone (of: fee, pool: 10%, below expected: 50%,"
        " below minimum: 100%)\n"
        "      better for the provider; from 2026-07-01\n"
    )


def test_before_and_after_an_amendment_of_something_else_nothing_differs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path / "desk")
    same = _compared(capsys, folder, "--at", "2026-01-31", "--at", "2026-06-30")
    assert same == "The two say the same.\n"


@pytest.mark.parametrize(
    ("old", "new", "favour"),
    [
        ("minimum: at least 90%", "minimum: at least 85%", "better for the provider"),
        ("pool: 10%", "pool: 12%", "better for the client"),
        ("most 8% of", "most 6% of", "better for the provider"),
        ("monthly: fee", "monthly: 2 * fee", "depends"),
        ("fee: 10000.00 EUR", "fee: 11000.00 EUR", "depends"),
        ("within: 4 business hours", "within: 2 business hours", "better for the client"),
    ],
)
def test_for_whom_a_change_is_better(
    old: str, new: str, favour: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = write_folder(tmp_path / "old")
    after = write_folder(tmp_path / "new", _with(old, new))
    said = _compared(capsys, before, after).splitlines()
    assert said[0] == "1 part differs:"
    assert said[2] == f"      {favour}; from 2026-01-01"


def test_what_each_change_alone_would_have_changed_in_money(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = write_folder(tmp_path / "old")
    text = _with("pool: 10%", "pool: 4%").replace("monthly: fee", "monthly: fee + 50 EUR")
    after = write_folder(tmp_path / "new", text)
    page = tmp_path / "out" / "page.html"
    arguments = (before, after, "--evidence", before / "evidence", "--page", page)
    document = json.loads(_compared(capsys, *arguments, "--format", "json"))
    alone = {change["name"]: change["alone"]["amount"] for change in document["changes"]}
    # January: one of two in time is below the minimum, so that the whole pool of 10% is owed,
    # held to 8% of 10,000; a pool of 4% owes 400. February: both were in time so far.
    assert alone == {"monthly": "100", "restored": "400"}
    assert document["money"]["before"]["amount"] == "19200"
    assert document["money"]["after"]["amount"] == "19700"
    lines = {(line["period"], line["name"]) for line in document["money"]["lines"]}
    assert lines == {("2026-01", "monthly"), ("2026-02", "monthly"), ("2026-01", "restored")}
    said = page.read_text("utf-8").replace("\N{NO-BREAK SPACE}", " ")
    assert "the client would have paid 500.00 EUR more" in said


def test_a_change_that_needs_another_is_not_valued_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = write_folder(tmp_path / "old")
    text = _with("terms:\n", "terms:\n  extra: 50 EUR\n")
    after = write_folder(tmp_path / "new", text.replace("monthly: fee", "monthly: fee + extra"))
    found = _compared(capsys, before, after, "--evidence", before / "evidence", "--format", "json")
    document = json.loads(found)
    alone = {change["name"]: change["alone"] for change in document["changes"]}
    assert alone["monthly"] is None
    assert document["money"]["after"]["amount"] == "19300"


def test_two_versions_have_to_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_folder(tmp_path / "desk")
    assert run("compare", folder) == 2
    assert run("compare", folder, "--at", "2026-01-01") == 2
    assert "one and two days" in capsys.readouterr().err


def test_mistakes_of_either_side_are_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path / "desk")
    wrong = write_folder(tmp_path / "wrong", _with("monthly: fee", "monthly: fe"))
    assert run("compare", folder, wrong) == 1
    assert "did you mean 'fee'" in capsys.readouterr().err
