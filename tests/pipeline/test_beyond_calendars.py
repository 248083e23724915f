"""A record that asks for a business day of a year that nobody laid out is left out, and told."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from servanda.pipeline.choosing import Choice
from servanda.pipeline.settling import settle
from servanda.pipeline.workspace import find_workspace

TEXT = """\
servanda: 1
agreement: days
title: Days
parties: {client: {name: C, zone: UTC}, provider: {name: P, zone: UTC}}
in force: {from: 2026-01-01, until: 2026-12-31}
settlement: {every: month, currency: EUR}
calendars:
  office:
    zone: UTC
    open: {mon-fri: 08:00-18:00}
    holidays: {from: NL, dates: {2026-04-06: Easter Monday}}
evidence:
  deliveries:
    each: record
    noun: delivery
    key: id
    at: delivered
    columns: {id: text, ordered: date, arrived: date, delivered: instant}
rows:
  late:
    each: late_one
    from: deliveries
    where: arrived above ordered + 3 business days of office
penalties: {lateness: {for each: late_one, pays: 5 EUR}}
limits: [penalties at most 100 EUR each month]
"""
ROWS = """\
id,ordered,arrived,delivered
late,2026-01-05,2026-01-20,2026-01-20T12:00:00Z
mistyped,1926-01-05,2026-01-21,2026-01-21T12:00:00Z
unknown,,2026-01-22,2026-01-22T12:00:00Z
in time,2026-01-19,2026-01-22,2026-01-22T12:00:00Z
"""


def test_what_a_calendar_does_not_know_is_told_each_time(tmp_path: Path) -> None:
    (tmp_path / "agreement.yaml").write_text(TEXT)
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "deliveries.csv").write_text(ROWS)
    for _ in ("measured", "remembered"):
        answer = settle(find_workspace(tmp_path), choice=Choice(only="2026-01"))
        assert answer.value is not None
        [line] = answer.value.statements[0].lines
        assert line.payable.amount == Fraction(5)
        told = [each for each in answer.diagnostics if each.code == "A192"]
        assert [(each.span.line, each.span.column) for each in told] == [(23, 12)]
        assert told[0].message == (
            "of 'late', 1 record left out for want of a business day: 'office' is known from "
            "2026-01-01 to 2026-12-31 only"
        )
        [left_out] = answer.value.measured.measurements.rows_left_out["late"]
        assert left_out.records == 1
