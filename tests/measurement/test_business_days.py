"""Business days over rows of evidence: the engine counts as the calendar itself does."""

from __future__ import annotations

from datetime import date, timedelta

import ibis
import pyarrow as pa
import pytest

from servanda.businesstime.business_days import BusinessCalendar, UnknownDay
from servanda.businesstime.rule import CalendarRule, LocalInterval
from servanda.measurement.business_days import business_days_between, moved_by_business_days
from servanda.measurement.rows import Day

OFFICE = BusinessCalendar.of(
    CalendarRule(
        name="office",
        zone="UTC",
        weekly={day: (LocalInterval(8 * 3600, 18 * 3600),) for day in range(1, 6)},
        holidays={date(2026, 4, 6): "Easter Monday"},
    ),
    date(2026, 1, 1),
    date(2026, 12, 31),
)
STARTS = [date(2025, 12, 29) + timedelta(days=n) for n in range(0, 371, 3)]
ENDS = [date(2026, 12, 30) - timedelta(days=n) for n in range(0, 371, 3)]


def test_the_engine_counts_as_the_calendar_does() -> None:
    rows = ibis.memtable(pa.table({"a": STARTS, "b": ENDS}))
    counted = business_days_between(OFFICE, Day(rows.a), Day(rows.b)).numerator
    assert counted is not None
    found = rows.select(n=counted.column).to_pyarrow()["n"].to_pylist()
    assert found == [_between(a, b) for a, b in zip(STARTS, ENDS, strict=True)]


@pytest.mark.parametrize("count", [-20, -1, 0, 1, 7])
def test_the_engine_moves_as_the_calendar_does(count: int) -> None:
    rows = ibis.memtable(pa.table({"a": STARTS}))
    moved = moved_by_business_days(OFFICE, Day(rows.a), count)
    found = rows.select(d=moved.column).to_pyarrow()["d"].to_pylist()
    assert found == [_after(a, count) for a in STARTS]


def _between(start: date, end: date) -> int | None:
    try:
        return OFFICE.between(start, end)
    except UnknownDay:
        return None


def _after(day: date, count: int) -> date | None:
    try:
        return OFFICE.after(day, count)
    except UnknownDay:
        return None
