"""Calendars in the engine, compiled once for all measures of a run."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import ibis
import ibis.expr.types as ir

from servanda.agreement.model.agreement import Agreement
from servanda.businesstime.compile import compile_calendar
from servanda.businesstime.compiled import CompiledCalendar
from servanda.businesstime.pieces import PieceTable, alike
from servanda.businesstime.rule import ALWAYS, CalendarRule, ClosingEdge
from servanda.kernel.time import Period
from servanda.measurement.engine import Engine
from servanda.measurement.lookup import Lookup, load, period_pieces

__all__ = ["Calendars", "Clockwork", "calendar_rule", "days_around"]


def calendar_rule(agreement: Agreement, name: str) -> CalendarRule:
    """Return a calendar of an agreement by name; ``always`` keeps days of the settlement zone."""
    if name == ALWAYS.name:
        return replace(ALWAYS, zone=agreement.settlement.zone)
    return agreement.calendars[name]


@dataclass(frozen=True, slots=True)
class Clockwork:
    """Answer a calendar's questions inside the engine: open time, and when time runs out.

    Columns are microseconds; whatever lies outside the compiled days is unknown.
    """

    calendars: Calendars
    compiled: CompiledCalendar
    key: str

    @property
    def is_always(self) -> bool:
        """Return whether open time is simply time."""
        return self.compiled.rule.name == ALWAYS.name

    def open_time(self, rows: ir.Table, x: str, into: str) -> ir.Table:
        """Add the open microseconds from the calendar's start to the instant of a column."""
        if self.is_always:
            inside = rows[x].between(self.compiled.start_micros, self.compiled.end_micros)
            return rows.mutate(**{into: ibis.cases((inside, rows[x]))})
        return self._lookup("elapsed").on(rows, x, into)

    def placed(self, rows: ir.Table, x: str, position: str, into: str) -> ir.Table:
        """Add the position of the period that holds an instant, and the open time up to it."""
        if self.is_always:
            placed = self.calendars.period_of.on(rows, x, position)
            return self.open_time(placed, x, into)
        return self._lookup("elapsed by period").on(rows, x, into, position)

    def instant(self, rows: ir.Table, x: str, into: str) -> ir.Table:
        """Add the instant at which so much open time has passed, under the calendar's edge."""
        if self.is_always:
            return self.open_time(rows, x, into)
        return self._lookup("inverse").on(rows, x, into)

    @property
    def stays_on_closing(self) -> bool:
        """Return whether a due time on closing time stays there."""
        return self.compiled.rule.due_edge is ClosingEdge.CLOSING

    def after_business_days(self, rows: ir.Table, x: str, days: int, into: str) -> ir.Table:
        """Add the due time so many business days after the instant of a column."""
        return self._lookup(f"business {days}").on(rows, x, into)

    def after_calendar_days(self, rows: ir.Table, x: str, days: int, into: str) -> ir.Table:
        """Add the due time so many calendar days after the instant of a column."""
        return self._lookup(f"calendar {days}").on(rows, x, into)

    def _lookup(self, what: str) -> Lookup:
        return self.calendars.lookup(self.key, self.compiled, what)


@dataclass(slots=True)
class Calendars:
    """Compile calendars for the years at hand and keep their tables in the engine.

    Args:
        engine: Where they are looked up.
        first_day: First day that calendars are laid out for.
        last_day: Last one, included.
        periods: Periods that instants are placed in, oldest first, without gaps.
        period_of: Function from an instant to the position of its period.
    """

    engine: Engine
    first_day: date
    last_day: date
    periods: tuple[Period, ...]
    period_of: Lookup
    _compiled: dict[str, CompiledCalendar] = field(default_factory=dict)
    _lookups: dict[tuple[str, str], Lookup] = field(default_factory=dict)

    def clockwork(self, agreement: Agreement, name: str) -> Clockwork:
        """Return a calendar of one version of the agreement."""
        rule = calendar_rule(agreement, name)
        key = repr(rule)
        if key not in self._compiled:
            self._compiled[key] = compile_calendar(rule, self.first_day, self.last_day)
        return Clockwork(self, self._compiled[key], key)

    def lookup(self, key: str, compiled: CompiledCalendar, what: str) -> Lookup:
        """Return one function of a calendar as a table in the engine."""
        if (key, what) not in self._lookups:
            self._lookups[(key, what)] = load(self.engine, *self._tabulated(compiled, what))
        return self._lookups[(key, what)]

    def _tabulated(self, compiled: CompiledCalendar, what: str) -> tuple[PieceTable, ...]:
        sort, _, days = what.partition(" ")
        match sort:
            case "elapsed" if days:
                elapsed = compiled.elapsed_table()
                return elapsed, alike(elapsed, period_pieces(self.periods))
            case "elapsed":
                return (compiled.elapsed_table(),)
            case "inverse":
                return (compiled.inverse_table(),)
            case "business":
                return (compiled.business_day_table(int(days)),)
            case _:
                return (compiled.calendar_day_table(int(days)),)


_ROOM_BEFORE, _ROOM_AFTER = timedelta(days=10), timedelta(days=500)


def days_around(first: date, last: date) -> tuple[date, date]:
    """Return the days that calendars are laid out for, with room for what becomes due later."""
    return max(date(1900, 1, 1), first - _ROOM_BEFORE), min(date(2200, 12, 31), last + _ROOM_AFTER)
