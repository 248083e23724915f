"""Clocks that stand still while a condition over time holds, against a walk over every second."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow.parquet
import pytest

from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.kernel.unit import BaseKind, Unit
from servanda.measurement.explain import StretchKind, explain_case
from servanda.measurement.measure import Measurements
from tests.measurement.scene import Scene, scene

TEXT = """
calendars:
  office: {{zone: Europe/Amsterdam, open: {{mon-fri: 09:00-17:00}}}}
  site: {{zone: Europe/Amsterdam, open: {{mon-sun: 10:00-22:00}}}}
evidence:
  tickets:
    each: case
    noun: ticket
    key: number
    nulls: [""]
    columns: {{number: text, service: text, opened: instant, done: instant}}
  changes:
    each: event
    key: number
    at: changed
    columns: {{number: text, changed: instant, status: text}}
  outages:
    each: interval
    from: began
    until: ended
    nulls: [""]
    columns: {{service: text, began: instant, ended: instant, sure: yes or no}}
conditions:
  vendor_down: {{from: outages, where: sure, by: service}}
measures:
  fixed:
    from: tickets
    clock:
      start: opened
      stop: done
      events: changes
      pause: {pause}
      calendar: {calendar}
      within: {within}
    value: mean(elapsed)
    no data: not settled
"""
TICKETS = """
    number,service,opened,done
    A,pay,2026-01-15T09:00Z,2026-01-15T15:00Z
    B,web,2026-01-15T09:00Z,2026-01-15T15:00Z
    C,,2026-01-15T09:00Z,2026-01-15T15:00Z
    D,pay,2026-01-15T14:00Z,2026-01-16T09:00Z
    """
CHANGES = """
    number,changed,status
    A,2026-01-15T12:30Z,waiting
    A,2026-01-15T13:30Z,work
    """
OUTAGES = """
    service,began,ended,sure
    pay,2026-01-15T11:00Z,2026-01-15T12:00Z,yes
    pay,2026-01-15T11:30Z,2026-01-15T13:00Z,yes
    pay,2026-01-15T14:00Z,2026-01-15T14:30Z,
    pay,2026-01-15T15:00Z,2026-01-15T21:00Z,yes
    """


def told(
    folder: Path, pause: str, *, calendar: str = "office", within: str = "4 business hours"
) -> Scene:
    text = TEXT.format(pause=pause, calendar=calendar, within=within)
    tables = {"tickets": TICKETS, "changes": CHANGES, "outages": OUTAGES}
    return scene(folder, text, tables, months=1)


def records(measured: Measurements, name: str) -> dict[str, dict[str, Any]]:
    rows = [
        row
        for file in measured.results[name]
        for row in pyarrow.parquet.read_table(file).to_pylist()
    ]
    return {row["key"]: row for row in rows}


def at(stored: datetime) -> Instant:
    return Instant.from_datetime(stored.replace(tzinfo=UTC))


def hours(micros: int) -> Fraction:
    return Fraction(micros, 3_600_000_000)


def test_each_case_finds_the_outages_of_its_own_service(tmp_path: Path) -> None:
    made = told(tmp_path, "status = 'waiting' or vendor_down")
    found = records(made.measured(), "fixed")
    # Paused 11:00 to 13:30: by the outage, then by both, then by the ticket. Perhaps is not paused.
    assert hours(found["A"]["elapsed"]) == Fraction(7, 2)
    assert hours(found["B"]["elapsed"]) == 6
    assert hours(found["C"]["elapsed"]) == 6
    # An hour of the afternoon, and the next morning's first hour and a bit.
    assert hours(found["D"]["elapsed"]) == 2
    case = explain_case(made.history, made.snapshot, "fixed", "A")
    paused = [
        (str(each.start)[11:16], str(each.end)[11:16], each.because)
        for each in case.stretches
        if each.kind is StretchKind.PAUSED
    ]
    assert paused == [
        ("11:00", "12:30", "vendor_down"),
        ("12:30", "13:30", ""),
    ]


def test_explaining_and_measuring_agree_on_every_case(tmp_path: Path) -> None:
    made = told(tmp_path, "vendor_down or not site")
    measured = made.measured()
    for key, row in records(measured, "fixed").items():
        case = explain_case(made.history, made.snapshot, "fixed", key)
        assert case.elapsed == Quantity(hours(row["elapsed"]) * 3600, Unit.of(BaseKind.OPEN))
        assert case.due is not None
        assert case.due == at(row["due"])
        assert case.met is row["met"]


def test_perhaps_does_not_pause(tmp_path: Path) -> None:
    made = told(tmp_path, "not (vendor_down is known)")
    found = records(made.measured(), "fixed")
    # The half hour of which it is not known whether the vendor was down.
    assert hours(found["A"]["elapsed"]) == Fraction(11, 2)
    assert hours(found["B"]["elapsed"]) == 6


@pytest.mark.parametrize("seed", range(3))
def test_every_second_is_counted_as_it_was(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    # The clocks change on the 29th at 01:00 UTC.
    first = datetime(2026, 3, 28, 20, tzinfo=UTC)

    def moment() -> datetime:
        return first + timedelta(seconds=random.randint(0, 16 * 3600))

    def both() -> tuple[datetime, datetime]:
        one, other = moment(), moment()
        return min(one, other), max(one, other)

    outages = [(random.choice("ab"), *both(), random.choice(["yes", "", "no"])) for _ in range(7)]
    tickets = [(f"T{n}", random.choice("abc"), *both()) for n in range(12)]
    zone, edge = "Europe/Amsterdam", random.choice(["next opening", "closing"])
    allowed = random.randint(1, 4 * 3600)
    text = TEXT.format(
        pause="vendor_down and not rest", calendar="desk", within=f"{allowed} business seconds"
    ).replace(
        "  site:",
        f"  desk: {{zone: {zone}, open: {{mon-sun: [00:00-01:30, 03:10-24:00]}}, "
        f"due on closing time: {edge}}}\n"
        f"  rest: {{zone: {zone}, open: {{mon-sun: 04:00-05:00}}}}\n  site:",
    )
    tables = {
        "tickets": "number,service,opened,done\n"
        + "\n".join(f"{n},{s},{a.isoformat()},{b.isoformat()}" for n, s, a, b in tickets),
        "changes": "number,changed,status",
        "outages": "service,began,ended,sure\n"
        + "\n".join(f"{s},{a.isoformat()},{b.isoformat()},{sure}" for s, a, b, sure in outages),
    }
    made = scene(tmp_path, text, tables, months=4)
    found = records(made.measured(), "fixed")
    newest = max(end for _, _, end, _ in outages)

    def runs(now: datetime, service: str) -> bool:
        local = now.astimezone(ZoneInfo(zone))
        minutes = local.hour * 60 + local.minute
        if not (minutes < 90 or minutes >= 190):
            return False
        paused = any(
            s == service and sure == "yes" and a <= now < b and now < newest
            for s, a, b, sure in outages
        )
        return not (paused and local.hour != 4)

    for number, service, opened, done in tickets:
        seconds = int((done - opened).total_seconds())
        running = [runs(opened + timedelta(seconds=n), service) for n in range(seconds)]
        assert hours(found[number]["elapsed"]) * 3600 == sum(running)
        late = sum(running) > allowed
        if sum(running) != allowed:
            assert found[number]["late"] is late, number
        if late and edge == "next opening":
            ran = list(accumulate(int(each) for each in running))
            due = opened + timedelta(seconds=ran.index(allowed + 1))
            assert at(found[number]["due"]) == Instant.from_datetime(due)
        case = explain_case(made.history, made.snapshot, "fixed", number)
        assert case.due is not None
        assert case.due == at(found[number]["due"]), number
