"""How long conditions over time held, in money: from the text and evidence to the statement."""

from __future__ import annotations

from pathlib import Path

from servanda.facts.figure import NoValue
from servanda.facts.row import EvidenceRow
from servanda.facts.trace import Step
from servanda.formula.display import format_value
from servanda.settlement.given import Given
from servanda.settlement.settle import settle
from tests.measurement.scene import scene
from tests.settlement.scenes import EVIDENCED

TEXT = """
calendars:
  office: {zone: Europe/Amsterdam, open: {mon-fri: 09:00-17:00}}
evidence:
  outages:
    each: interval
    noun: outage
    from: began
    until: ended
    nulls: [""]
    columns: {service: text, began: instant, ended: instant}
  states:
    each: event
    noun: host
    key: host
    at: changed
    columns: {host: text, changed: instant, state: text}
  orders:
    each: case
    noun: order
    key: number
    nulls: [""]
    columns: {number: text, service: text, opened: instant, done: instant}
conditions:
  down: {from: outages, by: service}
  any_down: {from: outages}
  felt: down and office
  host_down: {from: states, where: state = 'down'}
rows:
  orders_done: {each: order_done, from: orders, counts in: done}
  spoilt: {each: spoilt_time, spells: felt}
measures:
  up:
    from: outages
    availability: {}
    by: {service: [pay, web, mail]}
    value: availability
    no data: not settled
figures:
  felt_time: {by: [service], is: time(felt) otherwise 0 hours}
  open_time: time(office)
  dark: time(any_down and not host_down)
  known: time(host_down is known)
  host_dark: time(host_down)
  waited: {for each: order_done, is: time(felt from opened to done) otherwise 0 hours}
  spoilt_twice: sum(length over spoilt)
penalties:
  felt_outages: {pays: 100 EUR per full 60 minutes of (time(any_down and office) otherwise 0 hours)}
"""
TABLES = {
    # The first lasts over closing time, and the second over the end of January.
    "outages": """
        service,began,ended
        pay,2026-01-15T15:00Z,2026-01-15T20:00Z
        web,2026-01-30T14:30Z,2026-02-02T09:00Z
        pay,2026-02-10T10:00Z,2026-02-10T10:30Z
        """,
    "states": """
        host,changed,state
        h,2026-01-15T15:30Z,down
        h,2026-01-15T16:30Z,up
        """,
    "orders": """
        number,service,opened,done
        A,pay,2026-01-15T14:00Z,2026-01-15T15:20Z
        B,mail,2026-01-15T14:00Z,2026-01-15T15:20Z
        C,pay,2026-01-15T15:50Z,2026-02-10T10:10Z
        """,
}


def settled(folder: Path) -> tuple[dict[str, dict[str, Step]], dict[str, str], list[EvidenceRow]]:
    made = scene(folder, TEXT, TABLES, months=2)
    measured = made.measured()
    given = Given(
        history=made.history,
        periods=made.periods,
        measurements=measured.figures,
        rows=measured.rows,
    )
    found: dict[str, dict[str, Step]] = {}
    money: dict[str, str] = {}
    for statement in settle(given, EVIDENCED):
        label = statement.period.label
        steps = (*statement.figures, *statement.row_figures)
        found[label] = {step.name: step for step in steps}
        money |= {f"{line.name} {label}": format_value(line.payable) for line in statement.lines}
    return found, money, list(measured.rows["spoilt"])


def shown(step: Step) -> str:
    return "no data" if isinstance(step.value, NoValue) else format_value(step.value)


def test_lengths_by_period_by_segment_and_by_row(tmp_path: Path) -> None:
    found, money, spoilt = settled(tmp_path)
    january, february = found["2026-01"], found["2026-02"]
    # Open until 16:00 UTC: an hour of the first outage, and an hour and a half of the second.
    assert shown(january["felt_time in 2026-01 (pay)"]) == "1 hour"
    assert shown(january["felt_time in 2026-01 (web)"]) == "90 minutes"
    assert shown(january["felt_time in 2026-01 (mail)"]) == "0 hours"
    assert shown(february["felt_time in 2026-02 (pay)"]) == "30 minutes"
    assert shown(february["felt_time in 2026-02 (web)"]) == "1 hour"
    # 22 and 20 working days of eight hours.
    assert shown(january["open_time in 2026-01"]) == "176 hours"
    assert shown(february["open_time in 2026-02"]) == "160 hours"
    # Before its first event nothing is known of the host: 15:00 to 15:30 may have been dark or not.
    assert shown(january["dark in 2026-01"]) == "36 hours"
    assert shown(january["host_dark in 2026-01"]) == "1 hour"
    assert shown(february["known in 2026-02"]) == "672 hours"
    # Each order finds the outages of its own service, between its own two instants.
    assert shown(january["waited in A"]) == "20 minutes"
    assert shown(january["waited in B"]) == "0 hours"
    assert shown(february["waited in C"]) == "20 minutes"
    assert money["felt_outages 2026-01"] == "200.00 EUR"
    assert money["felt_outages 2026-02"] == "100.00 EUR"
    # A divided condition has stretches for each of its values.
    assert [(row.columns["service"], row.period) for row in spoilt] == [
        ("pay", "2026-01"),
        ("web", "2026-01"),
        ("web", "2026-02"),
        ("pay", "2026-02"),
    ]


def test_a_length_opens_down_to_its_stretches(tmp_path: Path) -> None:
    found, _, _ = settled(tmp_path)
    [time] = found["2026-01"]["felt_time in 2026-01 (web)"].of
    assert time.name == "time(felt) in 2026-01"
    assert [step.name for step in time.of] == ["from 2026-01-30T14:30:00Z to 2026-01-30T16:00:00Z"]
    assert [shown(step) for step in time.of] == ["90 minutes"]
    [known] = found["2026-01"]["known in 2026-01"].of
    assert known.note == "1 stretch"


def test_evidence_that_is_not_there_is_no_data_and_not_zero(tmp_path: Path) -> None:
    made = scene(tmp_path, TEXT, {**TABLES, "states": "host,changed,state"}, months=1)
    measured = made.measured()
    given = Given(
        history=made.history,
        periods=made.periods,
        measurements=measured.figures,
        rows=measured.rows,
    )
    [statement] = settle(given, EVIDENCED)
    steps = {step.name: step for step in statement.figures}
    assert shown(steps["known in 2026-01"]) == "0 hours"
    assert shown(steps["host_dark in 2026-01"]) == "no data"
