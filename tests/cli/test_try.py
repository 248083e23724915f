"""Changes tried on the command line: exact money, and mistakes that point into what was typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.folder import AGREEMENT, run, write_folder

OPEN = "in force: {from: 2026-01-01, notice: 14 calendar days}"
AMENDMENT = """\
servanda: 1
agreement: small-desk
amends: {number: 1, from: 2026-02-01}
terms: {fee: 12000.00 EUR}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "desk")


def _tried(capsys: pytest.CaptureFixture[str], folder: Path, *changes: str) -> dict[str, Any]:
    capsys.readouterr()
    assert run("try", *changes, "-a", folder, "--format", "json") == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def _amounts(sides: dict[str, Any]) -> tuple[str, str, str]:
    return tuple(sides[name]["amount"] for name in ("before", "after", "client_pays_more"))


def test_a_share_is_tried_and_nothing_is_written(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = _tried(capsys, desk, "penalties.restored.pool=4%")
    # January: one of two in time is below the minimum, so that the whole pool is owed: 10% of
    # 10,000 held to 8%, or 4%. February: the one that is over was in time.
    assert _amounts(found["money"]["net"]) == ("19200", "19600", "400")
    periods = {each["period"]: _amounts(each["net"]) for each in found["money"]["periods"]}
    assert periods == {"2026-01": ("9200", "9600", "400"), "2026-02": ("10000", "10000", "0")}
    lines = {each["name"]: _amounts(each["payable"]) for each in found["money"]["lines"]}
    assert lines == {"monthly": ("20000", "20000", "0"), "restored": ("800", "400", "400")}
    assert [each["alone"]["amount"] for each in found["changes"]] == ["400"]
    assert (desk / "agreement.yaml").read_text(encoding="utf-8") == AGREEMENT
    assert not (desk / "statements").exists()


def test_several_changes_and_each_alone(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changes = ("penalties.restored.pool=4%", "limits.1=penalties at most 3% of fee each month")
    found = _tried(capsys, desk, *changes)
    assert _amounts(found["money"]["net"]) == ("19200", "19700", "500")
    assert [each["alone"]["amount"] for each in found["changes"]] == ["400", "500"]


@pytest.mark.parametrize(
    ("change", "net"),
    [
        ("commitments.restored.minimum=at least 50%", "19500"),
        ("measures.restored.clock.within=8 business hours", "20000"),
        ("calendars.office.open={mon-fri: 08:00-12:00}", "20000"),
        ("penalties.restored=remove", "20000"),
        ("terms.fee=20000 EUR", "38400"),
        ("charges.setup=50 EUR", "19300"),
        ("commitments.restored.expected = at least 99%", "19200"),
        ("settlement.stabilization=1 month", "20000"),
    ],
)
def test_any_place_may_be_tried(
    change: str, net: str, desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _tried(capsys, desk, change)["money"]["net"]["after"]["amount"] == net


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        ("penalties.restored.pool=7%", "pool: 10%", "pool: 7%"),
        ("commitments.restored.minimum=at least 50%", "at least 90%", "at least 50%"),
        ("calendars.office.open.mon-fri=09:00-10:00", "08:00-18:00", "09:00-10:00"),
    ],
)
def test_trying_is_editing_the_file(
    change: str, old: str, new: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tried = _tried(capsys, desk, change)
    assert old in AGREEMENT
    (desk / "agreement.yaml").write_text(AGREEMENT.replace(old, new), encoding="utf-8")
    edited = _tried(capsys, desk, "title=As it is")
    assert [each["net"]["after"] for each in tried["money"]["periods"]] == [
        each["net"]["before"] for each in edited["money"]["periods"]
    ]
    assert edited["money"]["net"]["client_pays_more"]["amount"] == "0"


def test_a_change_holds_in_every_version(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "amendment-1.yaml").write_text(AMENDMENT, encoding="utf-8")
    found = _tried(capsys, desk, "penalties.restored.pool=4%")
    assert _amounts(found["money"]["net"]) == ("21200", "21600", "400")
    assert _tried(capsys, desk, "terms.fee=1000 EUR")["money"]["net"]["after"]["amount"] == "1920"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("penalties.restord.pool=30%", "did you mean 'penalties.restored'?"),
        ("penalties.restored.pol=30%", "did you mean 'penalties.restored.pool'?"),
        ("penalty.restored.pool=30%", "did you mean 'penalties'?"),
        ("terms.fe=5 EUR", "did you mean 'terms.fee'?"),
        ("limits.2=remove", "'limits' has no '2'"),
        ("terms.fee.x.y=5 EUR", "nothing stands below it"),
        ("penalties.restored.pool", "is no change"),
        ("=30%", "is no change"),
    ],
)
def test_a_wrong_place_is_said(
    change: str, said: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("try", change, "-a", desk) == 2
    assert said in capsys.readouterr().err


def test_no_change_is_said(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("try", "-a", desk) == 2
    assert "no change is named" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "place", "said"),
    [
        ("penalties.restored.pool=30 pigs", "change 1:1:", "pigs"),
        ("commitments.restored.expected=at lest 96%", "change 1:1:31", "at lest"),
        ("measures.restored.clock.calendar=ofice", "change 1:1:34", "did you mean 'office'"),
        ("terms.fee={2026-01-01: 5 EUR", "change 1:1:", ""),
    ],
)
def test_mistakes_point_into_what_was_typed(
    change: str, place: str, said: str, desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("try", change, "-a", desk) == 1
    told = capsys.readouterr().err
    assert place in told
    assert said in told
    assert f"1 | {change}" in told


def test_a_page_and_a_workbook(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change = "penalties.restored.pool=4%"
    for ending, begins in (("html", b"<!doctype html>"), ("xlsx", b"PK")):
        assert run("try", change, "-a", desk, "--format", ending) == 0
        content = (desk / "statements" / f"try.{ending}").read_bytes()
        assert content.startswith(begins)
        run("try", change, "-a", desk, "--format", ending)
        assert (desk / "statements" / f"try.{ending}").read_bytes() == content
    said = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    assert "2026-01 to 2026-02: the client would have paid 400.00 EUR more" in said


def test_relief_that_was_granted_counts_on_both_sides(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    works = "{cause: planned maintenance, claimed by: provider, bucket: 5 records each month}"
    text = f"{AGREEMENT}relief:\n  works: {works}\n"
    (desk / "agreement.yaml").write_text(text, encoding="utf-8")
    before = _tried(capsys, desk, "penalties.restored.pool=4%")
    assert _amounts(before["money"]["net"]) == ("19200", "19600", "400")
    claim = ("claim", "works", "--table", "incidents", "--keys", "INC2", "--period", "2026-01")
    said = ("--reason", "New discs.", "--as", "provider", "--person", "J. Smith", "-a", desk)
    assert run(*claim, *said, "--at", "2026-02-02") == 0
    granted = _tried(capsys, desk, "penalties.restored.pool=4%")
    assert _amounts(granted["money"]["net"]) == ("20000", "20000", "0")


def test_after_the_end_by_notice_nothing_is_settled_on_either_side(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (desk / "agreement.yaml").read_text(encoding="utf-8")
    text = text.replace("in force: {from: 2026-01-01, until: 2026-12-31}", OPEN)
    (desk / "agreement.yaml").write_text(text, encoding="utf-8")
    said = ("--as", "client", "--person", "C. Jones", "-a", desk, "--at", "2026-01-10")
    assert run("notice", "2026-01-31", *said) == 0
    found = _tried(capsys, desk, "penalties.restored.pool=4%")
    assert [each["period"] for each in found["money"]["periods"]] == ["2026-01"]
    assert _amounts(found["money"]["net"]) == ("9200", "9600", "400")
