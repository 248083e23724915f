"""Clocks: every case that could be told in two ways has one answer."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from servanda.facts.figure import Absence, NoValue
from servanda.kernel.quantity import Quantity
from servanda.measurement import reasons
from servanda.measurement.measure import Measurements
from tests.measurement.scene import Scene, figure, scene

EVENTS = """
calendars:
  office: {zone: Europe/Amsterdam, open: {mon-fri: 08:00-18:00}}
terms:
  allowed: {P1: 4 hours, P2: 8 hours}
evidence:
  changes:
    each: event
    noun: ticket
    file: changes.csv
    key: ticket
    at: changed
    order: turn
    nulls: [""]
    columns:
      ticket: text
      changed: instant
      turn: whole number
      status: text
      priority: text
measures:
  restored:
    from: changes
    clock:
      start: status in ['new', 'waiting']
      stop: status = 'done'
      pause: status = 'waiting'
      within: allowed[priority]
      REST
    value: share(met)
"""


def told(folder: Path, rows: str, rest: str = "reopened: resumes") -> tuple[Scene, Measurements]:
    """Measure a log of ticket, day and time in January, turn, status and priority."""
    lines = ["ticket,changed,turn,status,priority"]
    for number, row in enumerate(rows.strip().splitlines()):
        ticket, at, status, *priority = row.split()
        lines.append(f"{ticket},2026-01-{at}:00+01:00,{number},{status},{(priority or ['P1'])[0]}")
    found = scene(folder, EVENTS.replace("REST", rest), {"changes": "\n".join(lines)})
    return found, found.measured()


def cases(measured: Measurements, name: str = "restored") -> dict[str, dict[str, Any]]:
    rows = [
        row
        for file in measured.results[name]
        for row in pyarrow.parquet.read_table(file).to_pylist()
    ]
    return {row["key"]: row for row in rows}


def hours(row: dict[str, Any]) -> object:
    return Fraction(row["elapsed"], 3_600_000_000)


LOG = """
plain 05T09:00 new
plain 05T12:00 done
exactly 05T09:00 new
exactly 05T13:00 done
over 05T09:00 new
over 05T13:01 done
pausing 05T09:00 new
pausing 05T10:00 waiting
pausing 05T16:00 work
pausing 05T18:30 done
born_paused 05T09:00 waiting
born_paused 05T15:00 work
born_paused 05T17:00 done
from_pause 05T09:00 new
from_pause 05T13:00 waiting
from_pause 06T13:00 done
changed 05T09:00 new P1
changed 05T11:00 work P2
changed 05T15:00 done P2
changed 05T16:00 done P1
early_stop 05T08:00 done
early_stop 05T09:00 new
early_stop 05T10:00 done
never 05T08:00 done
reopened_at_once 05T09:00 new
reopened_at_once 05T10:00 done
reopened_at_once 05T10:00 work
stopped_at_once 05T09:00 new
stopped_at_once 05T10:00 work
stopped_at_once 05T10:00 done
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    return cases(told(tmp_path_factory.mktemp("log"), LOG)[1])


Found = dict[str, dict[str, Any]]


def test_time_is_counted_from_start_to_stop(found: Found) -> None:
    row = found["plain"]
    assert (hours(row), row["met"], row["period"]) == (3, True, "2026-01")
    assert str(row["due"]) == "2026-01-05 12:00:00"


def test_exactly_the_allowance_is_in_time(found: Found) -> None:
    assert [found[key]["met"] for key in ("exactly", "over")] == [True, False]


def test_a_pause_does_not_count_and_moves_the_due_time(found: Found) -> None:
    row = found["pausing"]
    assert (hours(row), row["met"]) == (Fraction(7, 2), True)
    assert str(row["due"]) == "2026-01-05 18:00:00"


def test_born_paused_starts_without_running(found: Found) -> None:
    row = found["born_paused"]
    assert (hours(row), str(row["started"]), row["met"]) == (2, "2026-01-05 08:00:00", True)


def test_resolved_from_pause_stops_what_had_run(found: Found) -> None:
    row = found["from_pause"]
    assert (hours(row), row["met"], str(row["stopped"])) == (4, True, "2026-01-06 12:00:00")
    # The allowance was used up as the pause began, so it is due as the pause ends.
    assert str(row["due"]) == "2026-01-06 12:00:00"


def test_priority_changed_half_way_is_read_at_the_stop(found: Found) -> None:
    assert found["changed"]["met"] is True
    assert str(found["changed"]["due"]) == "2026-01-05 16:00:00"


def test_a_stop_before_the_start_starts_nothing(found: Found) -> None:
    assert hours(found["early_stop"]) == 1
    assert found["never"]["reason"] == reasons.NEVER_STARTED


def test_events_of_one_instant_follow_their_order(found: Found) -> None:
    assert found["reopened_at_once"]["overdue"] is True
    assert str(found["stopped_at_once"]["stopped"]) == "2026-01-05 09:00:00"


REOPENED = "A 05T09:00 new\nA 05T10:00 done\nA 05T14:00 work\nA 05T16:00 done"


@pytest.mark.parametrize(
    ("rest", "ran", "stopped"),
    [
        ("reopened: resumes", 3, "15:00:00"),
        ("reopened: counts through", 7, "15:00:00"),
        ("reopened: ignored", 1, "09:00:00"),
    ],
)
def test_reopening_has_three_answers(tmp_path: Path, rest: str, ran: int, stopped: str) -> None:
    _, measured = told(tmp_path, REOPENED, rest)
    row = cases(measured)["A"]
    assert (hours(row), str(row["stopped"])) == (ran, f"2026-01-05 {stopped}")
    assert row["met"] is (ran <= 4)


def test_only_what_reopen_names_reopens(tmp_path: Path) -> None:
    rows = "A 05T09:00 new\nA 05T10:00 done\nA 05T11:00 noted\n"
    rows += "B 05T09:00 new\nB 05T10:00 done\nB 05T11:00 again"
    _, measured = told(tmp_path, rows, "reopen: status = 'again'")
    found = cases(measured)
    assert (hours(found["A"]), found["A"]["counted"]) == (1, True)
    assert (found["B"]["reason"], found["B"]["stopped"]) == (reasons.OPEN, None)


def test_attributes_at_start_keep_the_first_priority(tmp_path: Path) -> None:
    rows = "A 05T09:00 new P1\nA 05T11:00 work P2\nA 05T15:00 done P2"
    _, measured = told(tmp_path, rows, "attributes at: start")
    assert cases(measured)["A"]["met"] is False


def test_open_and_past_due_counts_where_it_fell_due(tmp_path: Path) -> None:
    rows = "A 31T20:30 new\nB 31T19:00 new\nC 31T23:30 new"
    _, measured = told(tmp_path, rows + "\nC 31T23:45 done")
    row = cases(measured)["B"]
    assert (row["met"], row["overdue"], row["period"]) == (False, True, "2026-01")
    assert cases(measured)["A"]["reason"] == reasons.OPEN
    january = figure(measured, "restored", "2026-01")
    assert (january.value, january.counted) == (Quantity.share(Fraction(1, 2)), 2)
    assert [(each.reason, each.records) for each in january.left_out] == [(reasons.OPEN, 1)]


def test_events_without_key_or_instant_are_named(tmp_path: Path) -> None:
    tables = {
        "changes": """
        ticket,changed,turn,status,priority
        ,2026-01-05T09:00:00Z,1,new,P1
        A,,2,new,P1
        B,2026-01-05T09:00:00Z,1,new,P1
        B,2026-01-05T10:00:00Z,2,done,P1
        C,2026-01-05T09:00:00Z,1,new,P9
        C,2026-01-05T10:00:00Z,2,done,P9
        """
    }
    measured = scene(tmp_path, EVENTS.replace("REST", "reopened: resumes"), tables).measured()
    january = figure(measured, "restored", "2026-01")
    assert {each.reason: each.records for each in january.left_out} == {
        reasons.NO_KEY: 1,
        reasons.NO_ALLOWANCE: 1,
    }
    assert {each.reason: each.records for each in measured.unplaced["restored"]} == {
        reasons.NO_INSTANT: 1
    }
    assert january.counted == 1


CASES = """
calendars:
  office:
    zone: Europe/Amsterdam
    open: {mon-fri: 08:00-18:00}
    due on closing time: EDGE
evidence:
  tickets:
    each: case
    noun: ticket
    file: tickets.csv
    key: ticket
    nulls: [""]
    columns: {ticket: text, opened: instant, resolved: instant, priority: text, service: text}
  changes:
    each: event
    noun: change
    file: changes.csv
    key: ticket
    at: changed
    order: turn
    columns: {ticket: text, changed: instant, turn: whole number, status: text}
measures:
  restored:
    from: tickets
    clock:
      start: opened
      stop: resolved
      events: changes
      pause: status = 'waiting'
      calendar: office
      within: WITHIN
    by: {service: [cards, loans]}
    value: share(met)
"""


def by_cases(
    folder: Path,
    tickets: str,
    changes: str = "",
    *,
    edge: str = "next opening",
    within: str = "10 business hours",
) -> Measurements:
    lines = ["ticket,opened,resolved,priority,service"]
    for row in tickets.strip().splitlines():
        ticket, opened, resolved, *service = row.split()
        stop = "" if resolved == "-" else f"2026-01-{resolved}:00+01:00"
        start = "" if opened == "-" else f"2026-01-{opened}:00+01:00"
        lines.append(f"{ticket},{start},{stop},P1,{(service or ['cards'])[0]}")
    events = ["ticket,changed,turn,status"]
    for number, row in enumerate(changes.strip().splitlines()):
        ticket, at, status = row.split()
        events.append(f"{ticket},2026-01-{at}:00+01:00,{number},{status}")
    text = CASES.replace("EDGE", edge).replace("WITHIN", within)
    return scene(
        folder, text, {"tickets": "\n".join(lines), "changes": "\n".join(events)}
    ).measured()


def test_closed_hours_do_not_count(tmp_path: Path) -> None:
    # Friday 9 January 17:00 to Monday 12 January 09:00.
    measured = by_cases(tmp_path, "A 09T17:00 12T09:00")
    assert hours(cases(measured)["A"]) == 2


def test_a_pause_outside_opening_hours_adds_nothing(tmp_path: Path) -> None:
    measured = by_cases(tmp_path, "A 09T17:00 12T09:00", "A 09T19:00 waiting\nA 12T07:00 work")
    row = cases(measured)["A"]
    assert (hours(row), row["paused"]) == (2, 0)
    assert str(row["due"]) == "2026-01-12 16:00:00"


@pytest.mark.parametrize(
    ("edge", "due", "met"),
    [("next opening", "2026-01-06 07:00:00", True), ("closing", "2026-01-05 17:00:00", False)],
)
def test_due_on_closing_time(tmp_path: Path, edge: str, due: str, met: bool) -> None:
    # Ten business hours from 08:00 end at 18:00; the stop is at 20:00.
    row = cases(by_cases(tmp_path, "A 05T08:00 05T20:00", edge=edge))["A"]
    assert (str(row["due"]), row["met"], hours(row)) == (due, met, 10)


def test_business_days_are_moved_by_paused_open_time(tmp_path: Path) -> None:
    changes = "B 05T10:00 waiting\nB 05T12:00 work"
    found = cases(
        by_cases(
            tmp_path, "A 05T09:00 06T09:30\nB 05T09:00 06T10:30", changes, within="1 business day"
        )
    )
    assert (str(found["A"]["due"]), found["A"]["met"]) == ("2026-01-06 08:00:00", False)
    assert (str(found["B"]["due"]), found["B"]["met"]) == ("2026-01-06 10:00:00", True)


@pytest.mark.parametrize(
    ("within", "due"),
    [
        ("4 business hours", "2026-03-27 13:00:00"),
        ("1 business day", "2026-03-30 08:00:00"),
        ("2 calendar days", "2026-03-29 08:00:00"),
    ],
)
def test_hours_business_days_and_days_differ(tmp_path: Path, within: str, due: str) -> None:
    tables = {
        "tickets": """
        ticket,opened,resolved,priority,service
        A,2026-03-27T10:00:00+01:00,2026-04-01T10:00:00+02:00,P1,cards
        """,
        "changes": "ticket,changed,turn,status",
    }
    text = CASES.replace("EDGE", "next opening").replace("WITHIN", within)
    # From a Friday; two calendar days later, clocks have changed to summer time.
    assert str(cases(scene(tmp_path, text, tables).measured())["A"]["due"]) == due


def test_what_is_wrong_with_a_case_is_named(tmp_path: Path) -> None:
    tickets = """
    A 05T09:00 05T08:00
    B - 05T08:00
    C 05T09:00 05T10:00
    C 05T09:00 05T10:00
    D 05T09:00 05T10:00 mortgages
    E 05T09:00 05T10:00
    """
    measured = by_cases(tmp_path, tickets, "F 05T09:00 waiting")
    january = figure(measured, "restored", "2026-01", service="cards")
    assert {each.reason: each.records for each in january.left_out} == {
        reasons.STOP_BEFORE_START: 1,
        reasons.TWICE: 2,
    }
    unplaced = {each.reason: each.records for each in measured.unplaced["restored"]}
    assert unplaced == {reasons.NO_START: 1, reasons.OUTSIDE_REGISTER: 1}
    found = cases(measured)
    assert (found["D"]["reason"], found["F"]["reason"]) == (
        reasons.OUTSIDE_REGISTER,
        reasons.NO_CASE,
    )
    assert january.counted == 1


def test_a_segment_of_a_register_exists_without_rows(tmp_path: Path) -> None:
    measured = by_cases(tmp_path, "A 05T09:00 05T10:00")
    loans = figure(measured, "restored", "2026-01", service="loans")
    assert isinstance(loans.value, NoValue)
    assert (loans.value.why, loans.counted) == (Absence.NO_DATA, 0)


AMENDMENT = """
servanda: 1
agreement: test
amends: {number: 1, from: 2026-02-01, title: Faster}
terms:
  allowed: {P1: 2 hours, P2: 8 hours}
"""


def test_a_case_follows_the_version_in_force_when_its_clock_starts(tmp_path: Path) -> None:
    tables = {
        "changes": """
        ticket,changed,turn,status,priority
        A,2026-01-31T23:30:00+01:00,1,new,P1
        A,2026-02-01T02:30:00+01:00,2,done,P1
        B,2026-02-01T00:00:00+01:00,1,new,P1
        B,2026-02-01T03:00:00+01:00,2,done,P1
        """
    }
    text = EVENTS.replace("REST", "reopened: resumes")
    found = scene(tmp_path, text, tables, amendments=(AMENDMENT,))
    measured = found.measured()
    assert len(measured.results["restored"]) == 2
    assert {key: row["met"] for key, row in cases(measured).items()} == {"A": True, "B": False}
    assert figure(measured, "restored", "2026-02").value == Quantity.share(Fraction(1, 2))


def test_known_until_takes_the_evidence_back(tmp_path: Path) -> None:
    found, _ = told(tmp_path, "A 05T09:00 new\nA 05T12:00 done\nA 05T20:00 work")
    earlier = found.measured(known_until="2026-01-05T13:00:00Z", name="earlier")
    assert cases(earlier)["A"]["met"] is True
    still_open = found.measured(known_until="2026-01-05T10:00:00Z", name="open")
    assert cases(still_open)["A"]["reason"] == reasons.OPEN


TWO_LISTS = """
evidence:
  ours:
    each: case
    noun: ticket
    file: ours.csv
    key: ticket
    columns: {ticket: text, opened: instant, resolved: instant}
  theirs:
    each: case
    noun: ticket
    file: theirs.csv
    key: ticket
    columns: {ticket: text, opened: instant, resolved: instant}
measures:
  restored:
    from: ours
    clock: {start: opened, stop: resolved, within: 4 hours}
    value: share(met)
"""
OTHER_LIST = """
servanda: 1
agreement: test
amends: {number: 1, from: 2026-02-01, title: The other list counts}
measures:
  restored: {from: theirs}
"""


def test_once_another_table_counts_nothing_new_in_the_first_one_does(tmp_path: Path) -> None:
    """B is in both lists, and began before the change; D goes on in a list that counts no more."""
    tables = {
        "ours": """
        ticket,opened,resolved
        A,2026-01-20T10:00:00Z,2026-01-20T11:00:00Z
        B,2026-01-31T20:00:00Z,2026-02-01T09:00:00Z
        D,2026-02-05T10:00:00Z,2026-02-05T20:00:00Z
        """,
        "theirs": """
        ticket,opened,resolved
        B,2026-01-31T20:00:00Z,2026-02-01T09:00:00Z
        C,2026-02-03T10:00:00Z,2026-02-03T11:00:00Z
        """,
    }
    measured = scene(tmp_path, TWO_LISTS, tables, amendments=(OTHER_LIST,)).measured()
    assert {key: row["met"] for key, row in cases(measured).items()} == {
        "A": True,
        "B": False,
        "C": True,
    }
