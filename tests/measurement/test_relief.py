"""Relief that was granted: records and stretches of time that do not count."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from servanda.agreement.model.agreement import History
from servanda.facts.decision import RecordsNamed, StretchNamed
from servanda.facts.relief import Relief
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.measurement.measure import Measurements
from tests.measurement.scene import Scene, figure, scene

TEXT = """
calendars:
  office: {zone: Europe/Amsterdam, open: {mon-fri: 09:00-17:00}}
evidence:
  tickets:
    each: case
    noun: ticket
    key: number
    columns: {number: text, service: text, opened: instant, done: instant}
  loads:
    each: record
    noun: load
    key: probe
    at: seen
    columns: {probe: text, service: text, seen: instant, good: yes or no}
  outages:
    each: interval
    noun: outage
    key: id
    from: began
    until: ended
    columns: {id: text, service: text, began: instant, ended: instant}
conditions:
  site_shut: {from: outages, where: id = 'shut'}
rows:
  breaks: {each: break, from: outages}
measures:
  fixed:
    from: tickets
    clock: {start: opened, stop: done, calendar: office, within: 4 business hours}
    value: share(met)
    no data: not settled
  paused_too:
    from: tickets
    clock:
      {start: opened, stop: done, calendar: office, within: 4 business hours, pause: site_shut}
    value: greatest(elapsed)
    no data: not settled
  quick:
    from: loads
    ratio: {at: seen}
    value: share(good)
    no data: not settled
  up:
    from: outages
    by: {service: [pay, web]}
    availability: {calendar: always}
    value: down
    no data: not settled
"""
TABLES = {
    "tickets": """
        number,service,opened,done
        A,pay,2026-01-14T09:00Z,2026-01-14T15:00Z
        B,web,2026-01-14T09:00Z,2026-01-14T15:00Z
        C,pay,2026-01-15T09:00Z,2026-01-15T10:00Z
        """,
    "loads": """
        probe,service,seen,good
        1,pay,2026-01-14T09:00Z,yes
        2,pay,2026-01-14T10:00Z,no
        3,web,2026-01-14T11:00Z,no
        """,
    "outages": """
        id,service,began,ended
        1,pay,2026-01-14T09:00Z,2026-01-14T11:00Z
        2,pay,2026-01-14T10:00Z,2026-01-14T12:00Z
        3,web,2026-01-14T09:00Z,2026-01-14T10:00Z
        shut,web,2026-01-15T09:00Z,2026-01-15T09:30Z
        """,
}


def at(clock: str) -> Instant:
    return Instant.parse(f"2026-01-14T{clock}:00Z")


def records(table: str, *keys: str, share: str = "1", measures: tuple[str, ...] = ()) -> Relief:
    subject = RecordsNamed(table=table, keys=keys)
    return _relief(subject, share, measures)


def stretch(
    start: str, end: str, *, share: str = "1", measures: tuple[str, ...] = (), **segment: str
) -> Relief:
    subject = StretchNamed(start=at(start), end=at(end), segment=tuple(segment.items()))
    return _relief(subject, share, measures)


def _relief(subject: RecordsNamed | StretchNamed, share: str, measures: tuple[str, ...]) -> Relief:
    return Relief(
        number=7, title="third party", subject=subject, measures=measures, share=Fraction(share)
    )


@pytest.fixture
def desk(tmp_path: Path) -> Scene:
    return scene(tmp_path, TEXT, TABLES, months=1)


def relieved(desk: Scene, *reliefs: Relief, only: str) -> Measurements:
    """Measure one measure, which is quicker than all of them."""
    (version,) = desk.history.versions
    alone = replace(version, measures={only: version.measures[only]})
    snapshot = replace(desk.snapshot, reliefs=reliefs)
    return replace(desk, history=History((alone,)), snapshot=snapshot).measured()


def value(measured: Measurements, name: str, **segment: str) -> Fraction:
    found = figure(measured, name, "2026-01", **segment).value
    assert isinstance(found, Quantity), found
    return found.amount


def told(measured: Measurements, name: str) -> dict[str, Any]:
    rows = pyarrow.parquet.read_table(measured.results[name][0]).to_pylist()
    return {row["key"]: row["reason"] for row in rows}


HOUR = 3600


def test_without_relief(desk: Scene) -> None:
    measured = desk.measured()
    assert value(measured, "fixed") == Fraction(1, 3)
    assert value(measured, "quick") == Fraction(1, 3)
    assert value(measured, "up", service="pay") == 3 * HOUR
    assert len(measured.rows["breaks"]) == 4


def test_a_case_is_left_out_with_its_reason(desk: Scene) -> None:
    measured = relieved(desk, records("tickets", "A"), only="fixed")
    assert value(measured, "fixed") == Fraction(1, 2)
    assert told(measured, "fixed") == {"A": "relief 7: third party", "B": None, "C": None}
    (out,) = figure(measured, "fixed", "2026-01").left_out
    assert (out.reason, out.records) == ("relief 7: third party", 1)


def test_a_share_of_a_case_leaves_it_in(desk: Scene) -> None:
    assert value(
        relieved(desk, records("tickets", "A", share="1/2"), only="fixed"), "fixed"
    ) == Fraction(1, 3)


def test_a_relief_for_one_measure_leaves_the_others_alone(desk: Scene) -> None:
    relief = records("tickets", "A", measures=("paused_too",))
    assert value(relieved(desk, relief, only="fixed"), "fixed") == Fraction(1, 3)
    named = relieved(desk, relief, only="paused_too")
    assert told(named, "paused_too")["A"] == "relief 7: third party"


def test_a_record_is_left_out(desk: Scene) -> None:
    measured = relieved(desk, records("loads", "2"), only="quick")
    assert value(measured, "quick") == Fraction(1, 2)


def test_records_in_a_stretch_are_left_out_by_their_segment(desk: Scene) -> None:
    measured = relieved(desk, stretch("10:00", "12:00", service="pay"), only="quick")
    assert value(measured, "quick") == Fraction(1, 2)
    assert told(measured, "quick") == {"1": None, "2": "relief 7: third party", "3": None}
    assert value(relieved(desk, stretch("10:00", "11:00"), only="quick"), "quick") == Fraction(1, 2)
    assert value(relieved(desk, stretch("10:00", "11:01"), only="quick"), "quick") == 1


def test_an_outage_that_is_relieved_is_no_outage(desk: Scene) -> None:
    measured = relieved(desk, records("outages", "1"), only="up")
    assert value(measured, "up", service="pay") == 2 * HOUR
    assert told(measured, "up")["1"] == "relief 7: third party"
    assert [row.key for row in measured.rows["breaks"]] == ["3", "2", "shut"]


def test_a_share_of_an_outage_takes_its_share_off(desk: Scene) -> None:
    # From 9 to 10 the first outage weighs a quarter; from 10 to 12 the second one weighs all.
    measured = relieved(desk, records("outages", "1", share="3/4"), only="up")
    assert value(measured, "up", service="pay") == Fraction(9, 4) * HOUR


def test_a_stretch_takes_time_out_of_outages(desk: Scene) -> None:
    measured = relieved(desk, stretch("09:30", "10:30", service="pay"), only="up")
    assert value(measured, "up", service="pay") == 2 * HOUR
    assert value(measured, "up", service="web") == Fraction(3, 2) * HOUR


def test_a_share_of_a_stretch_takes_that_share_of_its_minutes(desk: Scene) -> None:
    measured = relieved(desk, stretch("09:30", "10:30", share="2/5", service="pay"), only="up")
    assert value(measured, "up", service="pay") == (2 + Fraction(3, 5)) * HOUR


def test_the_greatest_share_applies_where_reliefs_overlap(desk: Scene) -> None:
    reliefs = (stretch("09:00", "11:00", share="1/4"), stretch("10:00", "12:00", share="1/2"))
    measured = relieved(desk, *reliefs, only="up")
    assert value(measured, "up", service="pay") == (Fraction(3, 4) + 2 * Fraction(1, 2)) * HOUR


def test_an_outage_wholly_in_a_relieved_stretch_says_so(desk: Scene) -> None:
    measured = relieved(desk, stretch("09:00", "11:00"), only="up")
    assert told(measured, "up")["1"] == "relief 7: third party"
    assert told(measured, "up")["2"] is None
    assert value(measured, "up", service="pay") == HOUR


def test_a_stretch_stops_the_clocks_of_its_segment(desk: Scene) -> None:
    # A and B ran six hours of four; two of A's are relieved.
    measured = relieved(desk, stretch("11:00", "13:00", service="pay"), only="fixed")
    assert value(measured, "fixed") == Fraction(2, 3)
    assert value(
        relieved(desk, stretch("11:00", "12:59", service="pay"), only="fixed"), "fixed"
    ) == Fraction(1, 3)
    assert value(relieved(desk, stretch("11:00", "13:00"), only="fixed"), "fixed") == 1


def test_a_stretch_joins_pauses_that_overlap_it(desk: Scene) -> None:
    """C is paused from 9 to 9:30 by the text; relief from 9:15 to 9:45 leaves 15 minutes."""
    subject = StretchNamed(
        start=Instant.parse("2026-01-15T09:15:00Z"),
        end=Instant.parse("2026-01-15T09:45:00Z"),
        segment=(("service", "pay"),),
    )
    one = relieved(desk, only="paused_too")
    both = relieved(
        desk, _relief(subject, "1", ()), records("tickets", "A", "B"), only="paused_too"
    )
    assert value(one, "paused_too") == 6 * HOUR
    assert value(both, "paused_too") == HOUR // 4


def test_a_segment_that_a_measure_does_not_tell_apart_needs_its_name(desk: Scene) -> None:
    named = stretch("09:00", "12:00", measures=("quick",), region="north")
    assert value(
        relieved(desk, stretch("09:00", "12:00", region="north"), only="quick"), "quick"
    ) == Fraction(1, 3)
    assert figure(relieved(desk, named, only="quick"), "quick", "2026-01").counted == 0


def test_relief_does_not_change_the_evidence_s_digest(desk: Scene) -> None:
    assert replace(desk.snapshot, reliefs=(records("tickets", "A"),)).digest == desk.snapshot.digest
