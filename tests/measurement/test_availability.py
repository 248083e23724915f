"""Availability: what is down, planned, unknown or agreed, to the second."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pyarrow.parquet
import pytest

from servanda.facts.figure import Absence, NoValue
from servanda.kernel.quantity import Quantity
from servanda.measurement import reasons
from servanda.measurement.measure import Measurements
from tests.measurement.scene import figure, scene

TEXT = """
calendars:
  office: {zone: Europe/Amsterdam, open: {mon-fri: 08:00-18:00}}
evidence:
  outages:
    each: interval
    noun: outage
    file: outages.csv
    key: number
    from: began
    until: ended
    nulls: [""]
    columns: {number: text, began: instant, ended: instant, service: text, lost: percent}
  works:
    each: interval
    noun: work
    file: works.csv
    key: number
    from: began
    until: ended
    columns: {number: text, began: instant, ended: instant}
measures:
  up:
    from: outages
    availability:
      calendar: office
      planned: works
      REST
    value: availability
rows:
  long_ones: {each: long_one, from: outages, where: length above 2 hours, counts in: ended}
"""


def measured(
    folder: Path, outages: str, works: str = "", rest: str = "planned time: left out"
) -> Measurements:
    tables = {
        "outages": _table("number,began,ended,service,lost", outages),
        "works": _table("number,began,ended", works),
    }
    return scene(folder, TEXT.replace("REST", rest), tables).measured()


def _table(head: str, rows: str) -> str:
    lines = [head]
    for number, row in enumerate(rows.strip().splitlines()):
        began, ended, *more = row.split()
        stamps = [f"2026-{at}:00+01:00" if at != "-" else "" for at in (began, ended)]
        lines.append(
            ",".join(
                [
                    f"N{number}",
                    *stamps,
                    *([*more, *("cards", "100%")[len(more) :]] if "lost" in head else []),
                ]
            )
        )
    return "\n".join(lines)


def down_hours(found: Measurements, label: str = "2026-01") -> object:
    return figure(found, "up", label).parts["down"].amount / 3600


def test_overlapping_outages_count_once_and_only_in_agreed_time(tmp_path: Path) -> None:
    rows = "01-05T09:00 01-05T11:00\n01-05T10:00 01-05T12:00\n01-05T17:00 01-06T09:00\n"
    rows += "01-10T09:00 01-10T12:00"
    found = measured(tmp_path, rows)
    january = figure(found, "up", "2026-01")
    # Twenty-two working days of ten hours.
    assert january.value == Quantity.share(1 - Fraction(5, 220))
    assert (int(january.parts["outages"].amount), january.counted) == (2, 3)
    assert [(each.reason, each.records) for each in january.left_out] == [
        (reasons.OUTSIDE_HOURS, 1)
    ]


def test_an_outage_over_the_turn_of_the_month_is_cut_and_counts_once(tmp_path: Path) -> None:
    found = measured(tmp_path, "01-30T17:00 02-02T09:00")
    assert (down_hours(found), down_hours(found, "2026-02")) == (1, 1)
    outages = [
        figure(found, "up", label).parts["outages"].amount for label in ("2026-01", "2026-02")
    ]
    assert outages == [1, 0]


@pytest.mark.parametrize(("rest", "agreed"), [("left out", 218), ("counts as up", 220)])
def test_planned_time(tmp_path: Path, rest: str, agreed: int) -> None:
    found = measured(
        tmp_path, "01-05T09:00 01-05T12:00", "01-05T10:00 01-05T12:00", f"planned time: {rest}"
    )
    assert figure(found, "up", "2026-01").value == Quantity.share(1 - Fraction(1, agreed))


def test_short_outages_are_dropped_before_they_are_joined(tmp_path: Path) -> None:
    rows = "01-05T09:00 01-05T09:05\n01-05T09:04 01-05T09:08"
    found = measured(tmp_path, rows, rest="at least: 5 minutes")
    assert down_hours(found) == Fraction(5, 60)
    [left] = figure(found, "up", "2026-01").left_out
    assert (left.reason, left.records) == (reasons.TOO_SHORT, 1)


def test_the_greatest_weight_applies_where_outages_overlap(tmp_path: Path) -> None:
    rows = "01-05T09:00 01-05T12:00 cards 20%\n01-05T10:00 01-05T11:00 cards 50%\n"
    rows += "01-06T09:00 01-06T10:00 cards 120%"
    found = measured(tmp_path, rows, rest="weight: lost")
    assert down_hours(found) == Fraction(9, 10)
    assert figure(found, "up", "2026-01").left_out[0].reason == reasons.NO_WEIGHT


def test_an_outage_without_an_end_goes_on(tmp_path: Path) -> None:
    found = measured(tmp_path, "02-27T17:00 -\n- 01-05T10:00\n01-05T10:00 01-05T09:00")
    assert figure(found, "up", "2026-03").value == Quantity.share(0)
    assert down_hours(found, "2026-02") == 1
    assert figure(found, "up", "2026-01").left_out[0].reason == reasons.ENDS_BEFORE_BEGIN
    assert found.unplaced["up"][0].reason == reasons.NO_BEGIN


def test_a_month_wholly_planned_is_no_data(tmp_path: Path) -> None:
    found = measured(tmp_path, "01-05T09:00 01-05T10:00", "01-01T00:00 02-01T00:00")
    value = figure(found, "up", "2026-01").value
    assert isinstance(value, NoValue)
    assert value.why is Absence.NO_DATA


def test_rows_for_money_have_a_length_and_a_period(tmp_path: Path) -> None:
    found = measured(tmp_path, "01-31T22:00 02-01T01:00\n01-05T09:00 01-05T11:00\n02-01T09:00 -")
    [row] = found.rows["long_ones"]
    length = row.columns["length"]
    assert isinstance(length, Quantity)
    assert (row.key, row.period, int(length.amount)) == ("N0", "2026-02", 10_800)


def test_every_record_is_kept_with_what_became_of_it(tmp_path: Path) -> None:
    found = measured(tmp_path, "01-30T17:00 02-02T09:00\n01-10T09:00 01-10T12:00")
    [file] = found.results["up"]
    rows = pyarrow.parquet.read_table(file).to_pylist()
    assert [(row["key"], row["period"], row["counted"], row["time"]) for row in rows] == [
        ("N0", "2026-01", True, 3_600_000_000),
        ("N0", "2026-02", True, 3_600_000_000),
        ("N1", "2026-01", False, 0),
    ]


STATES = """
evidence:
  probes:
    each: event
    noun: probe
    file: probes.csv
    key: site
    at: seen
    nulls: [""]
    columns: {site: text, seen: instant, state: text, response: duration in milliseconds}
measures:
  up:
    from: probes
    availability: {down: state = 'down' or response above 2 seconds, unknown time: UNKNOWN}
    by: [site]
    value: availability
"""


@pytest.mark.parametrize(
    ("unknown", "down", "agreed"),
    [("left out", 24, 720), ("counts as up", 24, 744), ("counts as down", 48, 744)],
)
def test_up_but_too_slow_is_down_and_nothing_known_is_unknown(
    tmp_path: Path, unknown: str, down: int, agreed: int
) -> None:
    rows = """
    site,seen,state,response
    A,2025-12-31T23:00:00+01:00,up,100
    A,2026-01-05T00:00:00+01:00,up,2001
    A,2026-01-06T00:00:00+01:00,up,
    A,2026-01-07T00:00:00+01:00,up,2000
    """
    found = scene(
        tmp_path, STATES.replace("UNKNOWN", unknown), {"probes": rows}, months=1
    ).measured()
    assert figure(found, "up", "2026-01", site="A").value == Quantity.share(
        1 - Fraction(down, agreed)
    )


def test_before_its_first_state_a_site_is_unknown(tmp_path: Path) -> None:
    rows = "site,seen,state,response\nA,2026-01-31T00:00:00+01:00,up,100"
    found = scene(
        tmp_path, STATES.replace("UNKNOWN", "left out"), {"probes": rows}, months=1
    ).measured()
    assert figure(found, "up", "2026-01", site="A").parts["agreed"].amount == 86_400


SITES = """
evidence:
  outages:
    each: interval
    noun: outage
    file: outages.csv
    key: number
    from: began
    until: ended
    nulls: [""]
    columns: {number: text, began: instant, ended: instant, site: text}
measures:
  up:
    from: outages
    availability: {calendar: always}
    by: {site: [A, B]}
    value: availability
"""


def test_an_outage_of_no_segment_that_has_a_figure_is_not_lost(tmp_path: Path) -> None:
    rows = """
    number,began,ended,site
    N0,2026-01-05T09:00:00+01:00,2026-01-05T10:00:00+01:00,A
    N1,2026-01-06T09:00:00+01:00,2026-01-06T10:00:00+01:00,
    N2,2026-01-07T09:00:00+01:00,2026-01-07T10:00:00+01:00,C
    """
    found = scene(tmp_path, SITES, {"outages": rows}, months=1).measured()
    told = [each.records for each in found.unplaced["up"]]
    assert {each.reason for each in found.unplaced["up"]} == {
        reasons.NO_SEGMENT,
        reasons.OUTSIDE_REGISTER,
    }
    figures = [figure(found, "up", "2026-01", site=site) for site in ("A", "B")]
    counted = [each.counted + sum(e.records for e in each.left_out) for each in figures]
    assert sum(told) + sum(counted) == 3
