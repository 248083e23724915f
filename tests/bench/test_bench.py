"""The bench measures works that give right answers, and says plainly what is short."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from servanda.agreement.read import read_agreement
from servanda.kernel.diagnostic import Severity
from servanda.kernel.time import Instant
from servanda.measurement.engines.embedded import open_embedded
from tests.bench.calendars import CALENDARS, compiled
from tests.bench.data import make_cases, make_events, make_outages
from tests.bench.goals import Measured, goals_of
from tests.bench.growth import Shape, agreement_text
from tests.bench.kernels import WORKS
from tests.bench.page import page_text
from tests.bench.stage import Stage
from tests.bench.truth import Asked, mismatches

ROWS = 300


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("bench")
    files = [make(folder, ROWS) for make in (make_cases, make_events, make_outages)]
    with open_embedded(files, folder / "scratch") as engine:
        yield Stage(engine, folder, folder / "scratch", ROWS)


def answer(stage: Stage, work: str) -> Any:
    return WORKS[work](stage).work()


def cases(stage: Stage) -> list[tuple[int, int, int]]:
    file = make_cases(stage.folder, ROWS)
    query = f"SELECT calendar, epoch_us(opened), epoch_us(resolved) FROM '{file}'"
    return duckdb.connect().execute(query).fetchall()


def test_kernel_is_what_the_calendars_say(stage: Stage) -> None:
    calendars = [compiled(rule) for rule in CALENDARS]
    expected = sum(
        calendars[number].open_micros_between(Instant(start), Instant(stop))
        for number, start, stop in cases(stage)
    )
    assert expected > 0
    assert [answer(stage, work) for work in ("kernel", "by hand", "range join")] == [
        [(expected,)]
    ] * 3


def test_due_is_what_the_calendar_says(stage: Stage) -> None:
    office = compiled(CALENDARS[0])
    expected = [
        (office.due_after_open(Instant(start), 16 * 3_600_000_000).micros, stop)
        for _, start, stop in cases(stage)
    ]
    late = sum(stop > due for due, stop in expected)
    assert answer(stage, "due") == [(max(due for due, _ in expected), late)]


def test_report_counts_every_case_and_picks_percentiles_by_rank(stage: Stage) -> None:
    assert sum(row[3] for row in answer(stage, "report")) == ROWS
    for *_, count, total, _, p50, p90, p95 in answer(stage, "percentiles"):
        assert p50 <= p90 <= p95 <= total
        assert count > 1 or p50 == p95 == total


def test_pauses_and_outages_are_open_time(stage: Stage) -> None:
    assert answer(stage, "pauses") > 0
    assert sum(down for _, down in answer(stage, "outages")) > 0


def test_seconds_on_the_wall_clock_agree_where_half_an_hour_comes_twice() -> None:
    # On Lord Howe Island clocks went back half an hour on 7 April 2024 at 15:00 UTC the day before.
    [before] = [Instant.parse("2024-04-06T12:00:00Z").micros // 1_000_000]
    some = [Asked(4, before + 613 * n, before + 613 * n + 40_000 + n) for n in range(40)]
    assert mismatches(some) == 0


def measured(work: str, seconds: float, *, processor: float = 0) -> Measured:
    return Measured(
        work=work,
        rows=10_000_000,
        scan=(1.0, 1.0, 1.0),
        seconds=(seconds, seconds + 1, seconds / 2),
        processor=((1.0,), (processor or 2 * seconds,)),
        peak_bytes=400_000_000,
    )


def test_a_goal_is_met_or_short_by_the_median() -> None:
    found = [measured("kernel", 3.5), measured("report", 2.7)]
    goals = goals_of(found, [], [], 0, 10)
    assert [(goal.what, goal.figure, goal.met) for goal in goals[:2]] == [
        ("kernel", "3.50 (7.00 in processor time)", True),
        ("report", "2.70 (5.40 in processor time)", False),
    ]
    text = page_text(found, [], [], goals, "make bench")
    assert (
        "| report | 10 M | at most 2.6 times scan | 2.70 (5.40 in processor time) | short |" in text
    )


def test_processor_time_counts_where_others_kept_the_processors() -> None:
    goals = goals_of([measured("kernel", 9.0, processor=3.0)], [], [], 0, 10)
    assert (goals[0].figure, goals[0].met) == ("9.00 (3.00 in processor time)", True)


def test_agreements_of_every_size_can_be_settled(tmp_path: Path) -> None:
    text = tmp_path / "agreement.yaml"
    text.write_text(agreement_text(Shape(services=25, calendars=4, commitments=8)), "utf-8")
    reading = read_agreement([text])
    assert reading.history is not None
    assert not [each for each in reading.diagnostics if each.severity is Severity.ERROR]
    assert len(reading.history.latest.commitments) == 8
