"""Only what a change reaches is measured again, and what comes out is what a full run gives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.pipeline.answer import say_nothing
from servanda.pipeline.check import check
from servanda.pipeline.choosing import Choice
from servanda.pipeline.inputs import gather
from servanda.pipeline.measured import Measured
from servanda.pipeline.measuring import as_decided
from servanda.pipeline.running import run
from servanda.pipeline.settling import settle_measured
from servanda.pipeline.workspace import find_workspace
from servanda.settlement.canonical import statement_bytes

AGREEMENT = """\
servanda: 1
agreement: portions
title: Measured in portions
parties:
  client: {name: Acme Bank, zone: Europe/Amsterdam}
  provider: {name: Northwind Services, zone: Europe/Amsterdam}
in force: {from: 2026-01-01, until: 2027-12-31}
settlement: {every: month, currency: EUR, rounding: 0.01 EUR half-up}
services: {desk: Service desk}
terms: {fee: 10000.00 EUR}
calendars:
  office: {zone: Europe/Amsterdam, open: {mon-fri: 08:00-18:00}}
evidence:
  cases:
    each: case
    file: cases.csv
    key: number
    columns: {number: text, opened: instant, closed: instant, team: text, score: whole number}
  changes:
    each: event
    file: changes.csv
    key: number
    at: at
    columns: {number: text, at: instant, state: text}
measures:
  closed_in_time:
    from: cases
    by: {team: [a, b]}
    clock: {start: opened, stop: closed, calendar: office, within: 40 business hours}
    counts in: stop or due
    value: share(met)
    no data: met
  worked_on_time:
    from: cases
    clock:
      events: changes
      start: state = 'new'
      stop: state = 'done'
      pause: state = 'waiting'
      reopened: resumes
      calendar: always
      within: 240 hours
    counts in: stop or due
    value: share(met)
    no data: met
commitments:
  closed_in_time: {service: desk, expected: at least 90%}
  worked_on_time: {service: desk, expected: at least 90%}
penalties:
  worked_on_time: {of: fee, pool: 10%, below expected: 50%}
"""
AMENDMENT = """\
servanda: 1
agreement: portions
amends: {number: 1, from: 2026-03-01}
measures:
  closed_in_time:
    clock: {within: 60 business hours}
"""
START = datetime(2026, 1, 1, 9, tzinfo=UTC)
STATES = ("new", "waiting", "doing", "done")


@dataclass(frozen=True)
class Case:
    """Hold what is written down about one case; times are hours after the agreement's start."""

    number: str
    opened: int
    took: int | None
    team: str
    changes: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Evidence:
    """Hold cases by number, and how far the evidence reaches."""

    cases: Mapping[str, Case] = field(default_factory=dict)
    amended: bool = False

    def write(self, folder: Path) -> None:
        """Write it where an agreement has it."""
        (folder / "evidence").mkdir(exist_ok=True)
        (folder / "agreement.yaml").write_text(AGREEMENT, "utf-8")
        if self.amended:
            (folder / "amendment-1.yaml").write_text(AMENDMENT, "utf-8")
        cases, changes = ["number,opened,closed,team,score"], ["number,at,state"]
        for each in self.cases.values():
            closed = _at(each.opened + each.took) if each.took is not None else ""
            cases.append(f"{each.number},{_at(each.opened)},{closed},{each.team},3")
            changes += [f"{each.number},{_at(at)},{state}" for at, state in each.changes]
        (folder / "evidence" / "cases.csv").write_text("\n".join(cases) + "\n", "utf-8")
        (folder / "evidence" / "changes.csv").write_text("\n".join(changes) + "\n", "utf-8")


def _at(hours: int) -> str:
    return (START + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%SZ")


def measured(folder: Path, cache: Path, *, rows_least: int) -> Measured:
    workspace = replace(find_workspace(folder), cache=cache)
    inputs = gather(workspace).value
    assert inputs is not None, check(workspace).diagnostics
    answer = run(
        inputs.history,
        as_decided(inputs, cache),
        cache,
        Choice(),
        say_nothing,
        portion_rows_least=rows_least,
    )
    assert answer.value is not None
    return replace(answer.value, standing=inputs.standing)


def traced(found: Measured) -> dict[str, list[dict[str, object]]]:
    """Return what became of every record, without its number in a table that grows."""
    return {
        name: sorted(
            (
                {column: cell for column, cell in row.items() if column != "_record"}
                for path in paths
                for row in pq.read_table(path).to_pylist()
            ),
            key=lambda row: [str(row[column]) for column in ("key", "place", "started", "reason")],
        )
        for name, paths in found.measurements.results.items()
    }


def compare(states: Sequence[Evidence]) -> None:
    """Measure one state after the other, and each of them from nothing: it is the same."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        for number, state in enumerate(states):
            state.write(folder)
            bit_by_bit = measured(folder, folder / "kept", rows_least=1)
            whole = measured(folder, folder / f"new-{number}", rows_least=10**9)
            ours, theirs = bit_by_bit.measurements, whole.measurements
            assert ours.figures == theirs.figures
            assert ours.unplaced == theirs.unplaced
            assert ours.known_until == theirs.known_until
            assert traced(bit_by_bit) == traced(whole)
            assert statements(bit_by_bit) == statements(whole)


def statements(found: Measured) -> list[bytes]:
    return [statement_bytes(each) for each in settle_measured(found).statements]


def a_case(number: int, month: int, *, took: int | None = 20, late: bool = False) -> Case:
    opened = 120 + month * 732 + number
    done = opened + (400 if late else 30)
    changes = ((opened, "new"), (opened + 5, "waiting"), (opened + 10, "doing"), (done, "done"))
    return Case(f"{month}-{number}", opened, took, "ab"[number % 2], changes)


def a_year(months: int = 12) -> Evidence:
    cases = [a_case(number, month) for month in range(months) for number in range(4)]
    return Evidence({each.number: each for each in cases})


def settled(cache: Path) -> set[Path]:
    return set((cache / "results" / "settled").iterdir())


def test_a_new_month_and_a_late_fact_measure_what_they_touch(tmp_path: Path) -> None:
    cache = tmp_path / ".servanda"
    year = a_year(4)
    year.write(tmp_path)
    measured(tmp_path, cache, rows_least=1)
    first = settled(cache)
    # The last month is not over, so what counts in it is looked at again.
    assert len(first) == 2 * 3
    grown = a_year(5)
    grown.write(tmp_path)
    measured(tmp_path, cache, rows_least=1)
    second = settled(cache) - first
    assert len(second) == 2
    kept = {each: each.stat().st_mtime_ns for each in settled(cache)}
    late = replace(grown.cases["1-1"], took=300)
    Evidence({**grown.cases, "1-1": late}).write(tmp_path)
    measured(tmp_path, cache, rows_least=1)
    assert len(settled(cache) - first - second) == 2
    assert all(each.stat().st_mtime_ns == written for each, written in kept.items())


def test_an_open_case_is_looked_at_until_it_is_closed() -> None:
    year = a_year(3)
    open_still = replace(year.cases["1-1"], took=None, changes=year.cases["1-1"].changes[:2])
    grown = a_year(4)
    compare(
        [
            Evidence({**year.cases, "1-1": open_still}),
            Evidence({**grown.cases, "1-1": open_still}),
            Evidence({**grown.cases, "1-1": replace(grown.cases["1-1"], took=1500)}),
        ]
    )


def test_evidence_that_shrinks_and_texts_that_change_are_measured_as_they_are() -> None:
    year = a_year(3)
    fewer = {number: each for number, each in year.cases.items() if number != "1-2"}
    compare([year, Evidence(fewer, amended=True), Evidence(a_year(2).cases, amended=True)])


def test_portions_that_are_too_many_at_once_are_measured_after_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("servanda.measurement.portions._ROWS_AT_ONCE", 30)
    compare([a_year(3), Evidence(a_year(5).cases, amended=True)])


def test_a_key_that_comes_twice_or_not_at_all_is_in_one_portion() -> None:
    year = a_year(3)
    twice = Evidence({**year.cases, "again": replace(year.cases["0-1"], opened=2500, changes=())})
    nameless = Evidence({**year.cases, "": Case("", 800, 5, "a", ((900, "new"),))})
    stranger = Evidence({**nameless.cases, "x": replace(year.cases["0-1"], number="x", team="c")})
    compare([twice, stranger])


CHANGES = st.lists(
    st.tuples(st.integers(-50, 2200), st.sampled_from(STATES)), max_size=4, unique_by=lambda c: c[0]
)
CASES = st.builds(
    Case,
    number=st.sampled_from([f"n{number}" for number in range(12)] + [""]),
    opened=st.integers(-800, 2200),
    took=st.none() | st.integers(-10, 2000),
    team=st.sampled_from(["a", "b", "c", ""]),
    changes=CHANGES.map(lambda changes: tuple(sorted(changes))),
)


@st.composite
def histories(draw: st.DrawFn) -> list[Evidence]:
    """Draw evidence that grows by late facts, loses some, and a text that is amended."""
    known = {f"{n}": each for n, each in enumerate(draw(st.lists(CASES, min_size=4, max_size=14)))}
    anchor = Case("anchor", 0, 2100, "a", ((0, "new"), (2200, "done")))
    found = [Evidence({**known, "anchor": anchor})]
    for _ in range(1):
        lost = draw(st.sets(st.sampled_from(sorted(known)), max_size=3)) if known else set()
        known = {number: each for number, each in known.items() if number not in lost}
        more: Iterable[Case] = draw(st.lists(CASES, max_size=4))
        known |= {f"{len(found)}-{number}": each for number, each in enumerate(more)}
        amended = found[-1].amended or draw(st.booleans())
        found.append(Evidence({**known, "anchor": anchor}, amended=amended))
    return found


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories())
def test_bit_by_bit_is_the_same_as_from_nothing(states: list[Evidence]) -> None:
    compare(states)
