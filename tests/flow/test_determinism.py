"""Same facts, same bytes; one fact less, another figure, trace and explanation."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.flow.desk import opened, run, statements, write_desk


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_desk(tmp_path_factory.mktemp("flow") / "desk")
    run(folder, "settle")
    return folder


def test_months_are_settled_exactly(settled: Path) -> None:
    march = opened(statements(settled)["2026-03"])
    reached = {
        (each["commitment"], str(each["measurement"]["segment"])): each["measurement"]["value"]
        for each in march["assessments"]
    }
    # T1 took 3:30 of office time over the weekend, T2 5 hours with its wait taken out.
    assert reached["restored", "[]"] == {"amount": "2/3", "unit": "a share"}
    # March 2026 in Amsterdam has 743 hours; two overlapping outages are down for 2:30 once.
    assert reached["up", "[['service', 'mail']]"] == {"amount": "1481/1486", "unit": "a share"}
    assert reached["up", "[['service', 'web']]"] == {"amount": "1", "unit": "a share"}
    payable = [(line["name"], line["payable"]["amount"]) for line in march["lines"]]
    assert payable == [("restored", "200"), ("up", "100"), ("up", "0")]


@pytest.mark.parametrize(
    ("seed", "environment"),
    [
        (1, {"TZ": "Asia/Kolkata", "LC_ALL": "C"}),
        (2, {"TZ": "America/St_Johns", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "7"}),
    ],
)
def test_order_of_rows_zone_and_locale_do_not_matter(
    settled: Path, tmp_path: Path, seed: int, environment: dict[str, str]
) -> None:
    folder = write_desk(tmp_path / "elsewhere", seed=seed)
    run(folder, "settle", **environment)
    assert statements(folder) == statements(settled)
    assert len(statements(settled)) >= 2


def test_settling_again_writes_the_same_bytes(settled: Path) -> None:
    before = statements(settled)
    run(settled, "settle")
    assert statements(settled) == before


def test_a_record_taken_out_changes_figure_trace_and_explanation(
    settled: Path, tmp_path: Path
) -> None:
    """Without its last event, T3 is never resolved, and falls due late."""
    folder = write_desk(tmp_path / "desk", without=("T3", 2))
    run(folder, "settle")
    before, after = opened(statements(settled)["2026-03"]), opened(statements(folder)["2026-03"])
    assert before["sources"]["snapshot_sha256"] != after["sources"]["snapshot_sha256"]
    measured_before = before["assessments"][0]["measurement"]
    measured_after = after["assessments"][0]["measurement"]
    assert measured_before["value"]["amount"] == "2/3"
    # T3 is now open and past due, so it counts as late where it fell due.
    assert measured_after["value"]["amount"] == "1/3"
    line_before, line_after = before["lines"][0], after["lines"][0]
    assert (line_before["payable"]["amount"], line_after["payable"]["amount"]) == ("200", "400")
    assert line_before["asked"]["of"] != line_after["asked"]["of"]
    told_before = run(settled, "explain", "restored", "2026-03", "--case", "T3")
    told_after = run(folder, "explain", "restored", "2026-03", "--case", "T3")
    assert "in time" in told_before
    assert "late" in told_after
