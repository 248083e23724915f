"""The same evidence gives the same bytes, in whatever order and zone it was read."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from servanda.measurement.measure import Measurements
from tests.measurement.logs import clock_by_events
from tests.measurement.scene import scene


def digests(measured: Measurements) -> dict[str, list[str]]:
    return {
        name: [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
        for name, files in measured.results.items()
    }


@pytest.fixture
def far_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Australia/Lord_Howe")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("far_zone")
def test_neither_the_order_of_rows_nor_the_zone_matters(tmp_path: Path) -> None:
    drawn = clock_by_events(7)
    head, *rows = drawn.tables["changes"].splitlines()
    turned = {"changes": "\n".join([head, *reversed(rows)])}
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    one = scene(tmp_path / "one", drawn.text, drawn.tables, months=5).measured()
    other = scene(tmp_path / "other", drawn.text, turned, months=5).measured()
    assert one.figures == other.figures
    assert digests(one) == digests(other)


def test_one_record_less_changes_figure_and_trace(tmp_path: Path) -> None:
    drawn = clock_by_events(7)
    without = "\n".join(
        row for row in drawn.tables["changes"].splitlines() if not row.startswith("T3,")
    )
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    one = scene(tmp_path / "one", drawn.text, drawn.tables, months=5).measured()
    other = scene(tmp_path / "other", drawn.text, {"changes": without}, months=5).measured()
    assert digests(one) != digests(other)
    told = [
        sum(each.counted + sum(left.records for left in each.left_out) for each in found.figures)
        for found in (one, other)
    ]
    unplaced = [sum(left.records for left in found.unplaced["clocked"]) for found in (one, other)]
    assert told[0] + unplaced[0] == told[1] + unplaced[1] + 1
