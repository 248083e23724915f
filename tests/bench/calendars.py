"""The calendars of the bench, and all of them side by side in one table."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from servanda.businesstime.compile import compile_calendar
from servanda.businesstime.compiled import CompiledCalendar
from servanda.businesstime.notation import read_week
from servanda.businesstime.pieces import Piece, PieceTable, Ramp, SlotRow, alike
from servanda.businesstime.rule import CalendarRule

__all__ = ["CALENDARS", "OFFICE", "all_calendars", "beside_calendars", "compiled"]

_FIRST, _LAST = date(2015, 12, 28), date(2027, 6, 30)


def _rule(name: str, zone: str, *week: tuple[str, list[str]]) -> CalendarRule:
    return CalendarRule(name=name, zone=zone, weekly=read_week(week), holidays=_holidays())


def _holidays() -> dict[date, str]:
    years = range(_FIRST.year, _LAST.year + 1)
    return {date(year, month, day): "feast" for year in years for month, day in _FEASTS}


_FEASTS = ((1, 1), (4, 27), (5, 1), (12, 25), (12, 26))
OFFICE = _rule("office", "Europe/Amsterdam", ("mon-fri", ["08:00-18:00"]))
CALENDARS = (
    OFFICE,
    _rule("lunch", "America/New_York", ("mon-fri", ["09:00-12:00", "13:00-17:30"])),
    _rule("night", "Europe/Amsterdam", ("daily", ["22:00-06:00"])),
    _rule("24x5", "Europe/London", ("mon-fri", ["00:00-24:00"])),
    _rule("island", "Australia/Lord_Howe", ("mon-sat", ["01:00-16:00"])),
    _rule("india", "Asia/Kolkata", ("mon-fri", ["11:30-20:30"]), ("sat", ["10:00-14:00"])),
)


def compiled(rule: CalendarRule) -> CompiledCalendar:
    """Return a calendar laid out over the years of the evidence."""
    return compile_calendar(rule, _FIRST, _LAST + timedelta(days=1))


@cache
def all_calendars() -> tuple[PieceTable, int]:
    """Return one function that is each calendar's open time in turn, and how far they lie apart."""
    return _side_by_side([compiled(rule).elapsed_table() for rule in CALENDARS])


def beside_calendars(pieces: tuple[Piece, ...]) -> PieceTable:
    """Return another function once for each calendar, in the same slots."""
    tables = [compiled(rule).elapsed_table() for rule in CALENDARS]
    return _side_by_side([alike(table, pieces) for table in tables])[0]


def _side_by_side(tables: list[PieceTable]) -> tuple[PieceTable, int]:
    slot_micros = tables[0].slot_micros
    first = min(table.rows[0].slot for table in tables)
    stride = max(table.rows[-1].slot for table in tables) + 1 - first
    slots = range(first, first + stride)
    rows = tuple(
        _moved(found.get(slot, _NOTHING), slot + number * stride, number * stride * slot_micros)
        for number, table in enumerate(tables)
        for found in [{row.slot: row.ramps for row in table.rows}]
        for slot in slots
    )
    side_by_side = PieceTable(
        slot_micros=slot_micros,
        first=first * slot_micros,
        last=(first + len(rows)) * slot_micros - 1,
        rows=rows,
    )
    return side_by_side, stride * slot_micros


_NOTHING = (Ramp(0, None, 0, 0),)


def _moved(ramps: tuple[Ramp, ...], slot: int, micros: int) -> SlotRow:
    moved = (
        Ramp(
            ramp.at + micros,
            None if ramp.base is None else ramp.base - micros,
            ramp.low + micros,
            ramp.high + micros,
        )
        for ramp in ramps
    )
    return SlotRow(slot, tuple(moved))
