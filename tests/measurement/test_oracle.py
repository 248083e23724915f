"""The engine against the slow telling of each case, on random logs and calendars."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.facts.figure import NoValue
from servanda.kernel.time import MICROS_PER_SECOND, Instant
from servanda.measurement.explain import CaseTimeline, explain_case, explain_outages
from servanda.measurement.measure import Measurements
from tests.measurement.logs import Drawn, clock_by_columns, clock_by_events, outages, states
from tests.measurement.scene import Scene, scene

SEEDS = st.integers(0, 100_000)


def told_by_engine(measured: Measurements) -> dict[str, dict[str, Any]]:
    rows = (
        row
        for file in measured.results["clocked"]
        for row in pyarrow.parquet.read_table(file).to_pylist()
    )
    return {row["key"]: row for row in rows}


def instant(found: datetime | None) -> Instant | None:
    return None if found is None else Instant.parse(f"{found.isoformat()}+00:00")


def compare(case: CaseTimeline, row: dict[str, Any]) -> None:
    counted = row["reason"] is None or row["reason"] == "it counts outside the periods measured"
    assert (case.reason == "") is counted, (case.reason, row["reason"])
    if not counted:
        assert case.reason == row["reason"]
        return
    assert case.elapsed is not None
    assert case.elapsed.amount * MICROS_PER_SECOND == row["elapsed"]
    assert (case.started, case.stopped, case.due, case.met) == (
        instant(row["started"]),
        instant(row["stopped"]),
        instant(row["due"]),
        row["met"],
    )
    assert (case.period.label if case.period else None) == row["period"] or row["period"] is None
    assert case.counts_at == instant(row["place"])
    assert sum(each.open_micros for each in case.stretches) == row["elapsed"] + row["paused"]


def check_clock(drawn: Drawn, folder: Path) -> None:
    found = scene(folder, drawn.text, drawn.tables, months=6)
    rows = told_by_engine(found.measured())
    assert set(rows) == set(drawn.keys)
    for key in drawn.keys:
        case = explain_case(found.history, found.snapshot, "clocked", key)
        compare(case, rows[key])


@settings(max_examples=4, deadline=None)
@given(SEEDS)
def test_clocks_by_events(seed: int) -> None:
    with TemporaryDirectory() as folder:
        check_clock(clock_by_events(seed), Path(folder))


@settings(max_examples=3, deadline=None)
@given(SEEDS)
def test_clocks_by_columns(seed: int) -> None:
    with TemporaryDirectory() as folder:
        check_clock(clock_by_columns(seed), Path(folder))


def check_outages(drawn: Drawn, folder: Path) -> None:
    found = scene(folder, drawn.text, drawn.tables, months=5)
    figures = {(each.period.label, each.segment): each for each in found.measured().figures}
    assert figures
    for period, segment in places(found, figures):
        figure = figures[(period.label, segment)]
        last = found.periods[-1].end
        told = explain_outages(found.history, found.snapshot, "up", period, segment, until=last)
        values = told.values
        assert {
            name: value for name, value in values.items() if not isinstance(value, NoValue)
        } == {**figure.parts}
        assert values["availability"] == figure.value


def places(found: Scene, figures: dict[Any, Any]) -> Iterator[Any]:
    for period in found.periods:
        for label, segment in figures:
            if label == period.label:
                yield period, segment


@pytest.mark.parametrize("draw", [outages, states])
@settings(max_examples=2, deadline=None)
@given(seed=SEEDS)
def test_availability(draw: Callable[[int], Drawn], seed: int) -> None:
    with TemporaryDirectory() as folder:
        check_outages(draw(seed), Path(folder))
