"""Conditions over time: stretches in which a combination holds, cut from the whole history."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from servanda.facts.row import EvidenceRow
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.kernel.unit import BaseKind, Unit
from tests.measurement.scene import figure, scene

TEXT = """
evidence:
  outages:
    each: interval
    noun: outage
    from: began
    until: ended
    nulls: [""]
    columns: {{feed: text, began: instant, ended: instant}}
  states:
    each: event
    noun: host
    key: host
    at: changed
    columns: {{host: text, changed: instant, state: text, was: text}}
conditions:
  a_down: {{from: outages, where: feed = 'A'}}
  b_down: {{from: outages, where: feed = 'B'}}
  host_down: {{from: states, where: state = 'down'}}
rows:
  losses: {{each: loss, spells: {spells}{more}}}
measures:
  up:
    from: states
    availability: {{down: state = 'down', before: {{state: was}}}}
    value: availability
    no data: not settled
  lost: {{from: outages, availability: {{}}, value: availability, no data: not settled}}
"""
OUTAGES = """
    feed,began,ended
    A,2026-01-10T10:00Z,2026-01-10T12:10Z
    B,2026-01-10T10:30Z,2026-01-10T12:40Z
    A,2026-01-31T20:00Z,2026-02-01T04:00Z
    B,2026-01-31T22:00Z,2026-01-31T23:30Z
    B,2026-01-31T23:30Z,2026-02-01T02:00Z
"""
STATES = """
    host,changed,state,was
    h,2026-01-10T11:00Z,up,down
    h,2026-01-20T00:00Z,down,up
    h,2026-01-20T06:00Z,up,down
"""


def losses(folder: Path, spells: str, more: str = "") -> tuple[EvidenceRow, ...]:
    text = TEXT.format(spells=spells, more=more)
    return scene(folder, text, {"outages": OUTAGES, "states": STATES}).measured().rows["losses"]


def hours(rows: tuple[EvidenceRow, ...]) -> list[tuple[str, str]]:
    unit = Unit.of(BaseKind.ELAPSED)
    for row in rows:
        began, ended, length = (row.columns[name] for name in ("began", "ended", "length"))
        assert isinstance(began, Instant)
        assert isinstance(ended, Instant)
        assert isinstance(length, Quantity)
        assert length == Quantity(Fraction(ended.micros - began.micros, 10**6), unit)
    return [(str(row.columns["began"])[5:16], str(row.columns["ended"])[5:16]) for row in rows]


@pytest.mark.parametrize(
    ("spells", "expected"),
    [
        (
            "a_down and b_down",
            [("01-10T10:30", "01-10T12:10"), ("01-31T22:00", "02-01T02:00")],
        ),
        ("a_down or b_down", [("01-10T10:00", "01-10T12:40"), ("01-31T20:00", "02-01T04:00")]),
        ("b_down and not a_down", [("01-10T12:10", "01-10T12:40")]),
        ("a_down and host_down", []),
        (
            "a_down and not host_down",
            [("01-10T11:00", "01-10T12:10"), ("01-31T20:00", "02-01T04:00")],
        ),
        ("host_down", [("01-20T00:00", "01-20T06:00")]),
    ],
)
def test_stretches_are_the_longest_in_which_it_certainly_holds(
    tmp_path: Path, spells: str, expected: list[tuple[str, str]]
) -> None:
    assert hours(losses(tmp_path, spells)) == expected


def test_a_stretch_counts_once_where_it_began_or_ended(tmp_path: Path) -> None:
    began = losses(tmp_path, "a_down and b_down")
    assert [row.period for row in began] == ["2026-01", "2026-01"]
    ended = losses(tmp_path, "a_down and b_down", ", counts in: ended")
    assert [row.period for row in ended] == ["2026-01", "2026-02"]


def test_short_stretches_can_be_left_out(tmp_path: Path) -> None:
    found = losses(tmp_path, "a_down and b_down", ", where: length above 100 minutes")
    assert hours(found) == [("01-31T22:00", "02-01T02:00")]


def test_the_first_event_tells_what_was_before_it(tmp_path: Path) -> None:
    text = TEXT.format(spells="a_down", more="")
    measured = scene(tmp_path, text, {"outages": OUTAGES, "states": STATES}, months=1).measured(
        known_until="2026-01-31T23:00:00Z"
    )
    january = figure(measured, "up", "2026-01")
    # Down from the month's beginning in Amsterdam to the 10th at 11, and six hours on the 20th.
    down = 9 * 24 + 12 + 6
    assert january.value == Quantity.share(1 - Quantity.share(f"{down}/744").amount)
