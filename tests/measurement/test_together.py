"""Measures that look at the same clocks say what each of them says alone."""

from __future__ import annotations

from typing import Any

import pyarrow.parquet
import pytest

from servanda.facts.measurement import Measurement
from servanda.measurement.measure import Measurements, ResultFolders, measure
from tests.measurement.scene import Scene, scene

TEXT = """
calendars:
  office: {zone: Europe/Amsterdam, open: {mon-fri: 09:00-17:00}}
evidence:
  tickets:
    each: case
    key: number
    nulls: [""]
    columns: {number: text, team: text, urgent: yes or no, opened: instant, done: instant}
  changes:
    each: event
    key: number
    at: changed
    columns: {number: text, changed: instant, status: text}
measures:
  by_office:
    from: tickets
    where: urgent
    clock: {start: opened, stop: done, calendar: office, within: 4 business hours}
    counts in: stop or due
    value: share(met)
    no data: met
  by_the_clock:
    from: tickets
    by: {team: [a, b]}
    clock: {start: opened, stop: done, calendar: always}
    value: mean(elapsed)
    no data: not settled
  worked_soon:
    from: tickets
    clock:
      events: changes
      start: status = 'new'
      stop: status = 'done'
      pause: status = 'waiting'
      calendar: office
      within: 3 business hours
    counts in: stop or due
    value: share(met)
    no data: met
  worked_long:
    from: tickets
    by: {team: [a, b]}
    where: not urgent
    clock:
      events: changes
      start: status = 'new'
      stop: status = 'done'
      pause: status = 'waiting'
      calendar: office
      within: 2 business days
    counts in: stop
    value: mean(elapsed)
    no data: not settled
  worked_always:
    from: tickets
    clock:
      events: changes
      start: status = 'new'
      stop: status = 'done'
      pause: status = 'waiting'
      calendar: always
    value: mean(elapsed)
    no data: not settled
"""
TABLES = {
    "tickets": """
        number,team,urgent,opened,done
        A,a,yes,2026-01-15T09:00Z,2026-01-15T15:00Z
        B,b,no,2026-01-15T10:00Z,2026-01-19T11:00Z
        C,,,2026-01-16T09:00Z,2026-02-03T10:00Z
        D,a,no,2026-01-30T15:00Z,
        E,b,yes,2026-01-20T09:00Z,2026-01-19T09:00Z
        F,b,yes,2026-01-20T09:00Z,2026-01-21T09:00Z
        F,b,no,2026-01-21T09:00Z,2026-01-22T09:00Z
        ,a,yes,2026-01-21T09:00Z,2026-01-22T09:00Z
        G,a,yes,,2026-01-22T09:00Z
        """,
    "changes": """
        number,changed,status
        A,2026-01-15T09:00Z,new
        A,2026-01-15T10:00Z,waiting
        A,2026-01-15T12:00Z,work
        A,2026-01-15T15:00Z,done
        B,2026-01-15T10:00Z,new
        B,2026-01-16T10:00Z,waiting
        B,2026-01-19T11:00Z,done
        C,2026-01-16T09:00Z,waiting
        C,2026-01-16T10:00Z,new
        C,2026-02-03T10:00Z,done
        D,2026-01-30T15:00Z,new
        Z,2026-01-30T15:00Z,new
        ,2026-01-30T15:00Z,new
        """,
}
NAMES = ("by_office", "by_the_clock", "worked_soon", "worked_long", "worked_always")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return scene(tmp_path_factory.mktemp("together"), TEXT, TABLES, months=2)


@pytest.fixture(scope="module")
def together(told: Scene) -> Measurements:
    return told.measured(name="together")


def alone(told: Scene, name: str) -> Measurements:
    folder = told.folder / f"alone-{name}"
    into = ResultFolders(folder=folder, measures={name: folder})
    return measure(told.history, told.snapshot, told.periods, into)


def records(measured: Measurements, name: str) -> list[dict[str, Any]]:
    files = measured.results[name]
    return [row for file in files for row in pyarrow.parquet.read_table(file).to_pylist()]


def figures(measured: Measurements, name: str) -> list[Measurement]:
    return [each for each in measured.figures if each.measure == name]


@pytest.mark.parametrize("name", NAMES)
def test_a_measure_says_the_same_in_company(told: Scene, together: Measurements, name: str) -> None:
    by_itself = alone(told, name)
    assert records(together, name) == records(by_itself, name)
    assert figures(together, name) == figures(by_itself, name)
    assert together.unplaced[name] == by_itself.unplaced[name]


def test_what_is_left_out_is_left_out_of_all(together: Measurements) -> None:
    lost = {
        name: {(row["key"], row["reason"]) for row in records(together, name) if row["reason"]}
        for name in NAMES
    }
    everywhere = {
        ("F", "its key appears more than once"),
        (None, "it has no key"),
        ("E", "it stopped before it started"),
    }
    assert lost["by_the_clock"] >= everywhere
    assert ("C", "it is not known whether the measure is about it") in lost["by_office"]
    assert ("Z", "its case is not in the table of cases") in lost["worked_soon"]
    assert {key for key, _ in lost["worked_soon"]} >= {"Z", "G", "E", "F", None}
