"""The tables give an engine the calendar's answers with one equi-join each."""

from __future__ import annotations

from datetime import date

import duckdb

from servanda.businesstime.compile import compile_calendar
from servanda.businesstime.compiled import CompiledCalendar
from servanda.businesstime.notation import read_week
from servanda.businesstime.pieces import Motion, PieceTable
from servanda.businesstime.rule import CalendarRule
from servanda.kernel.time import Instant

HOUR = 3_600_000_000
RULE = CalendarRule(
    name="desk",
    zone="Australia/Lord_Howe",
    weekly=read_week([("mon-fri", ["08:00-12:00", "13:00-17:30"]), ("sat", ["22:00-06:00"])]),
    holidays={date(2026, 4, 6): "Easter Monday"},
)
# The end of daylight saving lies between; every 37 minutes and a bit, on and off opening hours.
STARTS = [Instant.parse("2026-03-28T00:00:00Z").micros + n * 2_220_000_017 for n in range(600)]


def compiled() -> CompiledCalendar:
    return compile_calendar(RULE, date(2026, 3, 1), date(2026, 6, 30))


def load(connection: duckdb.DuckDBPyConnection, name: str, columns: dict[str, list[int]]) -> None:
    kinds = ", ".join(f"{column} BIGINT" for column in columns)
    connection.execute(f"CREATE TABLE {name} ({kinds})")
    places = ", ".join("?" for _ in columns)
    rows = [list(row) for row in zip(*columns.values(), strict=True)]
    connection.executemany(f"INSERT INTO {name} VALUES ({places})", rows)


def ramp_of(table: PieceTable, n: int) -> str:
    held = f"CASE WHEN x < low_{n} THEN low_{n} WHEN x > high_{n} THEN high_{n} ELSE x END"
    added = {Motion.STILL: "0", Motion.ALONG: "x", Motion.HELD: held}
    return f"base_{n} + {added[table.motion]}"


def asked(table: PieceTable, values: list[int]) -> list[int | None]:
    connection = duckdb.connect()
    load(connection, "cases", {"x": values})
    load(connection, "slots", table.columns())  # type: ignore[arg-type] # absent bases are NULL
    bits = table.slot_micros.bit_length() - 1
    later = [f"WHEN x >= at_{n} THEN {ramp_of(table, n)}" for n in range(table.width, 1, -1)]
    found = connection.execute(
        f"SELECT CASE {' '.join(later)} ELSE {ramp_of(table, 1)} END FROM cases LEFT JOIN slots "
        f"ON slot = x >> {bits} AND x BETWEEN {table.first} AND {table.last} ORDER BY x"
    ).fetchall()
    return [value for (value,) in found]


def test_elapsed_open_time() -> None:
    calendar = compiled()
    since = Instant(calendar.start_micros)
    expected = [calendar.open_micros_between(since, Instant(start)) for start in STARTS]
    assert asked(calendar.elapsed_table(), STARTS) == expected


def test_due_after_open_time() -> None:
    calendar = compiled()
    passed = asked(calendar.elapsed_table(), STARTS)
    allowed = [since + 6 * HOUR for since in passed if since is not None]
    expected = [calendar.due_after_open(Instant(start), 6 * HOUR).micros for start in STARTS]
    assert asked(calendar.inverse_table(), allowed) == expected


def test_due_after_days() -> None:
    calendar = compiled()
    business = [calendar.due_after_business_days(Instant(start), 3).micros for start in STARTS]
    assert asked(calendar.business_day_table(3), STARTS) == business
    days = [calendar.due_after_calendar_days(Instant(start), 5).micros for start in STARTS]
    assert asked(calendar.calendar_day_table(5), STARTS) == days


def test_instants_outside_find_nothing() -> None:
    calendar = compiled()
    outside = [calendar.start_micros - 1, calendar.end_micros + 1]
    assert asked(calendar.elapsed_table(), outside) == [None, None]


def test_values_move_no_more_than_they_must() -> None:
    calendar = compiled()
    assert calendar.elapsed_table().motion is Motion.HELD
    assert calendar.inverse_table().motion is Motion.ALONG
    assert calendar.calendar_day_table(5).motion is Motion.ALONG
