"""Planned time that a condition over time tells: by segment, with calendars, and explained."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from servanda.kernel.quantity import Quantity
from servanda.measurement.explain import StretchKind, explain_outages
from tests.measurement.scene import figure, scene

TEXT = """
calendars:
  nights: {zone: UTC, open: {mon-sun: 00:00-02:00}}
evidence:
  outages:
    each: interval
    noun: outage
    key: id
    from: began
    until: ended
    columns: {id: text, service: text, began: instant, ended: instant}
  works:
    each: interval
    from: began
    until: ended
    columns: {service: text, began: instant, ended: instant, agreed: yes or no}
conditions:
  worked_on: {from: works, where: agreed, by: service}
  window: worked_on and nights
measures:
  up:
    from: outages
    availability: {planned: window, planned time: counts as up}
    by: [service]
    value: availability
    no data: not settled
"""
TABLES = {
    "outages": """
        id,service,began,ended
        1,pay,2026-01-10T00:30Z,2026-01-10T04:00Z
        2,web,2026-01-10T00:30Z,2026-01-10T04:00Z
        """,
    "works": """
        service,began,ended,agreed
        pay,2026-01-09T22:00Z,2026-01-10T03:00Z,yes
        web,2026-01-10T00:00Z,2026-01-10T03:00Z,no
        """,
}


def test_each_segment_has_its_own_planned_time(tmp_path: Path) -> None:
    made = scene(tmp_path, TEXT, TABLES, months=1)
    measured = made.measured()
    # Of three and a half hours an hour and a half was agreed work at night, for one of the two.
    pay = figure(measured, "up", "2026-01", service="pay")
    web = figure(measured, "up", "2026-01", service="web")
    assert pay.value == Quantity.share(1 - Fraction(2, 744))
    assert web.value == Quantity.share(1 - Fraction(7, 2) / 744)
    told = explain_outages(
        made.history, made.snapshot, "up", made.periods[0], (("service", "pay"),)
    )
    assert told.values["availability"] == pay.value
    planned = [
        (str(each.start)[5:16], str(each.end)[5:16], each.keys)
        for each in told.stretches
        if each.kind is StretchKind.PLANNED
    ]
    assert ("01-10T00:30", "01-10T02:00", ("window",)) in planned
