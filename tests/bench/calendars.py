"""The calendars of the bench, and all of them side by side in one table."""

from __future__ import annotations

from datetime import date, timedelta

from servanda.businesstime.compile import compile_calendar
from servanda.businesstime.compiled import CompiledCalendar
from servanda.businesstime.notation import read_week
from servanda.businesstime.pieces import Piece, PieceRow, PieceTable
from servanda.businesstime.rule import CalendarRule

__all__ = ["CALENDARS", "OFFICE", "STRIDE", "compiled", "side_by_side"]

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

_STRIDE_SLOTS = 1 << 18


def compiled(rule: CalendarRule) -> CompiledCalendar:
    """Return a calendar laid out over the years of the evidence."""
    return compile_calendar(rule, _FIRST, _LAST + timedelta(days=1))


def side_by_side(tables: list[PieceTable]) -> PieceTable:
    """Return one function that is each table's in turn, ``STRIDE`` microseconds apart."""
    rows = [
        _moved(row, number * _STRIDE_SLOTS, number * STRIDE)
        for number, table in enumerate(tables)
        for row in table.rows
    ]
    return PieceTable(slot_micros=tables[0].slot_micros, rows=tuple(rows))


def _moved(row: PieceRow, slots: int, micros: int) -> PieceRow:
    pieces = tuple(
        Piece(
            piece.at + micros,
            None if piece.base is None else piece.base - piece.moving * micros,
            piece.moving,
        )
        for piece in row.pieces
    )
    return PieceRow(row.slot + slots, pieces)


STRIDE = _STRIDE_SLOTS << 34
