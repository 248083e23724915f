"""What may come: deterministic futures that bracket, and open cases as their completed evidence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.pipeline.forecasting import nearest_rank
from tests.cli.folder import run, write_folder

HEADING = "number,opened,resolved,priority\n"
_MONTHS = range(1, 9)
_OPEN = (
    "S1,2026-09-01T09:00:00+02:00,2026-09-01T10:00:00+02:00,P1\n"
    "S2,2026-09-14T16:00:00+02:00,{0},P1\n"
    "S3,2026-09-14T16:30:00+02:00,,P2\n"
)


def _desk(tmp_path: Path, late: Sequence[int] = (), *, more: str = "", name: str = "desk") -> Path:
    """Write eight months of two major incidents each; in some, one of them is late."""
    desk = write_folder(tmp_path / name)
    rows = []
    for month in _MONTHS:
        opened = datetime.fromisoformat(f"2026-{month:02}-02T06:00:00+00:00")
        for number, hours in enumerate((4, 30 * 24 if month in late else 4)):
            done = opened + timedelta(days=number, hours=hours)
            begun = opened + timedelta(days=number)
            rows.append(f"M{month}{number},{begun.isoformat()},{done.isoformat()},P1")
    text = (
        HEADING + "\n".join(rows) + "\nEND,2026-09-01T06:00:00+00:00,2026-09-01T07:00:00+00:00,P2\n"
    )
    (desk / "evidence" / "incidents.csv").write_text(text + more, encoding="utf-8")
    return desk


def _forecast(capsys: pytest.CaptureFixture[str], desk: Path, *arguments: object) -> dict[str, Any]:
    capsys.readouterr()
    assert run("forecast", desk, "--samples", 40, *arguments, "--format", "json") == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def _ranks(chances: dict[str, Any]) -> list[Fraction]:
    return [Fraction(chances[name]["amount"]) for name in ("p5", "p50", "p95")]


def test_where_nothing_ever_happened_nothing_will(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = _forecast(capsys, _desk(tmp_path))
    assert (found["drawn_from"], found["block"], found["continued"]) == (8, 3, True)
    assert [each["period"] for each in found["periods"]][:4] == [
        "2026-10", "2026-11", "2026-12", "2027-01",
    ]  # fmt: skip
    assert _ranks(found["net"]) == [120_000] * 3
    assert [each["share"]["amount"] for each in found["limits"]] == ["0"]


def test_futures_bracket_and_a_seed_gives_the_same_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = _desk(tmp_path, late=(2, 3, 7))
    found = _forecast(capsys, desk)
    assert found == _forecast(capsys, desk)
    other = _forecast(capsys, desk, "--seed", 2)
    assert [each["net"] for each in other["periods"]] != [each["net"] for each in found["periods"]]
    for each in found["periods"]:
        low, middle, high = _ranks(each["net"])
        assert low <= middle <= high
        # A month with a late incident costs 8% of the fee, the cap; any other nothing.
        assert {low, middle, high} <= {9200, 10_000}
    low, middle, high = _ranks(found["net"])
    assert 12 * 9200 <= low < middle < high <= 120_000
    [limit] = found["limits"]
    assert Fraction(limit["share"]["amount"]) > Fraction(1, 2)


@given(st.lists(st.fractions(), min_size=1), st.integers(min_value=1, max_value=100))
def test_nearest_rank_is_one_of_the_amounts(amounts: list[Fraction], percent: int) -> None:
    found = nearest_rank(amounts, percent)
    assert found in amounts
    below = sum(each <= found for each in amounts)
    assert below * 100 >= percent * len(amounts)
    assert sum(each < found for each in amounts) * 100 < percent * len(amounts)


def _settled(capsys: pytest.CaptureFixture[str], desk: Path, period: str) -> dict[str, str]:
    capsys.readouterr()
    assert run("settle", desk, "--period", period, "--format", "json") == 0
    capsys.readouterr()
    statement = json.loads((desk / "statements" / f"{period}.json").read_text("utf-8"))
    return {
        name: statement["totals"][name]["amount"]
        for name in ("service_credits", "incentives", "net")
    }


def _stand(document: dict[str, Any]) -> dict[str, str]:
    return {name: document[name]["amount"] for name in ("service_credits", "incentives", "net")}


def test_an_open_case_is_as_its_completed_evidence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = _forecast(capsys, _desk(tmp_path, more=_OPEN.format("")))["open"]
    assert found["period"] == "2026-09"
    # Four hours of opening from 16:00 on Monday are over at 10:00 on Tuesday.
    [case] = found["cases"]
    assert (case["key"], case["measure"]) == ("S2", "restored")
    assert case["due"] == "2026-09-15T08:00:00Z"
    assert case["decides"]["amount"] == "800"
    in_time = _desk(tmp_path, more=_OPEN.format("2026-09-15T10:00:00+02:00"), name="in_time")
    late = _desk(tmp_path, more=_OPEN.format("2026-09-15T10:00:01+02:00"), name="late")
    assert _stand(found["best"]) == _settled(capsys, in_time, "2026-09")
    assert _stand(found["worst"]) == _settled(capsys, late, "2026-09")
    assert found["worst"]["service_credits"]["amount"] == "800"


def test_too_little_history_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("forecast", write_folder(tmp_path / "desk")) == 2
    said = capsys.readouterr().err
    assert "needs 6 complete periods; there are 2 so far" in said


def test_a_page_a_workbook_and_a_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    desk = _desk(tmp_path, late=(3,), more=_OPEN.format(""))
    for ending in ("html", "xlsx"):
        assert run("forecast", desk, "--samples", 20, "--format", ending) == 0
    page = (desk / "statements" / "forecast.html").read_text("utf-8")
    assert "<svg" in page
    assert "seed 1" in page
    assert (desk / "statements" / "forecast.xlsx").read_bytes().startswith(b"PK")
    capsys.readouterr()
    assert run("forecast", desk, "--samples", 20) == 0
    said = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    assert "with 1 open case that falls due in it" in said
    assert "20 futures of blocks of 3 periods in a row, seed 1" in said
