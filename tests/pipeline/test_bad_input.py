"""Bad input among many good rows is counted, named and shown; no row is lost."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from servanda.facts.measurement import LeftOut
from servanda.measurement import reasons
from servanda.pipeline.explaining import explain
from servanda.pipeline.measured import Measured
from servanda.pipeline.measuring import measure
from servanda.pipeline.refusals import EngineGaveUp
from servanda.pipeline.workspace import find_workspace

ROWS = 50_000
AGREEMENT = """\
servanda: 1
agreement: bad-input
title: Bad input
parties:
  client: {name: Acme Bank, zone: Europe/Amsterdam}
  provider: {name: Northwind Services, zone: Europe/Amsterdam}
in force: {from: 2026-01-01, until: 2026-12-31}
settlement: {every: month, currency: EUR, rounding: 0.01 EUR half-up}
services: {desk: Service desk}
terms:
  allowed: {P1: 8 business hours, P9: 9000000 business hours}
calendars:
  office: {zone: Europe/Amsterdam, open: {mon-fri: 08:00-18:00}}
evidence:
  cases:
    each: case
    file: cases.parquet
    key: id
    columns: {id: text, opened: instant, resolved: instant, priority: text}
  bills:
    each: record
    file: bills.parquet
    key: id
    at: at
    columns: {id: text, at: instant, paid: number}
measures:
  restored:
    from: cases
    clock: {start: opened, stop: resolved, calendar: office, within: 'allowed[priority]'}
    counts in: stop or due
    value: share(met)
    no data: met
  costs:
    from: bills
    ratio: {}
    value: sum(paid)
    no data: not settled
commitments:
  restored: {service: desk, expected: at least 10%}
"""
CASES = """
COPY (SELECT
    CASE WHEN i % 1000 = 1 THEN NULL WHEN i % 1000 = 2 THEN 'twice-' || (i // 2000)
        ELSE 'c' || i END AS id,
    CASE WHEN i % 1000 = 3 THEN NULL
        ELSE TIMESTAMP '2026-01-05 09:00' + to_seconds(i * 60) END AS opened,
    CASE WHEN i % 1000 = 4 THEN opened - INTERVAL 1 HOUR
        ELSE opened + INTERVAL 2 HOUR END AS resolved,
    CASE WHEN i % 1000 = 5 THEN 'P9' WHEN i % 1000 = 6 THEN 'P7' ELSE 'P1' END AS priority
FROM range({rows}) AS rows(i)) TO '{folder}/cases.parquet' (FORMAT parquet)
"""
BILLS = """
COPY (SELECT 'b' || i AS id, TIMESTAMP '2026-01-05' + to_seconds(i * 60) AS at,
    {paid} AS paid FROM range({rows}) AS rows(i)) TO '{folder}/bills.parquet' (FORMAT parquet)
"""


def folder_with(place: Path, *, rows: int = ROWS, paid: str = "CAST(i % 7 AS VARCHAR)") -> Path:
    evidence = place / "evidence"
    evidence.mkdir()
    (place / "agreement.yaml").write_text(AGREEMENT, "utf-8")
    with duckdb.connect() as connection:
        connection.execute(CASES.format(rows=rows, folder=evidence))
        connection.execute(BILLS.format(rows=rows, folder=evidence, paid=paid))
    return place


def counts(found: Measured, name: str) -> dict[str, int]:
    """Return what became of all rows of a measure: those that count, and the others by reason."""
    figures = [each for each in found.measurements.figures if each.measure == name]
    left: list[LeftOut] = [each for figure in figures for each in figure.left_out]
    told: dict[str, int] = {"counted": sum(each.counted for each in figures)}
    for each in (*left, *found.measurements.unplaced[name]):
        told[each.reason] = told.get(each.reason, 0) + each.records
    return told


def test_every_row_is_counted_or_named_with_its_reason(tmp_path: Path) -> None:
    found = measure(find_workspace(folder_with(tmp_path))).value
    assert found is not None
    told = counts(found, "restored")
    each = ROWS // 1000
    counting = told.pop("counted") + told.pop(reasons.OUTSIDE_PERIODS)
    assert counting == ROWS - 6 * each
    assert told == {
        reasons.NO_KEY: each,
        reasons.TWICE: each,
        reasons.NO_START: each,
        reasons.STOP_BEFORE_START: each,
        reasons.OUTSIDE_CALENDAR: each,
        reasons.NO_ALLOWANCE: each,
    }
    traced = [row for path in found.measurements.results["restored"] for row in kept(path)]
    assert len(traced) == ROWS
    assert sum(counts(found, "costs").values()) == ROWS


def kept(path: Path) -> list[dict[str, object]]:
    read: list[dict[str, object]] = pq.read_table(path, columns=["key", "reason"]).to_pylist()
    return read


def test_a_sum_that_is_too_long_is_refused_by_name(tmp_path: Path) -> None:
    place = folder_with(tmp_path, paid="'99999999999999999999999'")
    with pytest.raises(EngineGaveUp, match="'costs'") as refused:
        measure(find_workspace(place))
    assert "digits" in str(refused.value)


def test_what_has_no_key_is_explained_without_one(tmp_path: Path) -> None:
    explained = explain(find_workspace(folder_with(tmp_path, rows=30_000)), "restored", "2026-01")
    assert explained.value is not None
    [taken] = explained.value.taken
    keys = {each.reason: each.keys for each in taken.records.left_out}
    assert keys[reasons.NO_KEY] == ()
    assert keys[reasons.STOP_BEFORE_START][:2] == ("c10004", "c1004")
    assert keys[reasons.TWICE][:2] == ("twice-0", "twice-1")
