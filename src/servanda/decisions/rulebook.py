"""What an agreement says about periods, time limits and keys, looked up by instant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cached_property

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.decisions import Relief, TimeLimit, TimeUnit
from servanda.agreement.model.money import LimitWindow
from servanda.agreement.periods import periods_of
from servanda.businesstime.compile import compile_calendar
from servanda.businesstime.compiled import CompiledCalendar
from servanda.businesstime.refusals import OutsideCalendar
from servanda.businesstime.rule import CalendarRule, always_in
from servanda.businesstime.zone import load_zone
from servanda.facts.decision import RecordsNamed, ReliefClaimed, StretchNamed
from servanda.kernel.time import Instant, Period

__all__ = ["SIDES", "Rulebook", "other_side"]

SIDES = ("client", "provider")
"""The parties that can say something."""

_HOUR = 3600
_LAST_YEAR = 2199
_YEARS_AHEAD = (1, 40)


def other_side(party: str) -> str:
    """Return the party that answers."""
    return SIDES[1] if party == SIDES[0] else SIDES[0]


class Rulebook:
    """Look up what the agreement says at an instant; whatever is computed is kept."""

    def __init__(self, history: History) -> None:
        self.history = history
        self._calendars: dict[tuple[int, str, int, int], CompiledCalendar] = {}
        self._periods: dict[int, tuple[Period, ...]] = {}

    @cached_property
    def currency(self) -> str:
        """Return the currency of all money."""
        return self.history.versions[0].settlement.currency

    @cached_property
    def _zone_name(self) -> str:
        return self.history.versions[0].settlement.zone

    def day_of(self, moment: Instant) -> date:
        """Return the local day of an instant in the settlement's zone."""
        return moment.to_datetime().astimezone(load_zone(self._zone_name)).date()

    def at(self, moment: Instant) -> Agreement:
        """Return the version that governs at an instant."""
        return self.history.at(self.day_of(moment))

    def words(self, moment: Instant) -> str:
        """Return an instant as the parties read it: ``2026-03-05 17:00 (Europe/Amsterdam)``."""
        local = moment.to_datetime().astimezone(load_zone(self._zone_name))
        return f"{local:%Y-%m-%d %H:%M} ({self._zone_name})"

    def period(self, label: str) -> Period | None:
        """Return a period by its label, nothing if there is none."""
        if not label[:4].isdecimal():
            return None
        year = min(max(int(label[:4]), 1900), _LAST_YEAR)
        until = self._until(date(year, 12, 31) + timedelta(days=366))
        return next((each for each in until if each.label == label), None)

    def periods_touched(self, start: Instant, end: Instant) -> tuple[Period, ...]:
        """Return the periods that a stretch of time lies in, oldest first."""
        until = self._until(self.day_of(end))
        return tuple(each for each in until if each.start < end and start < each.end)

    def labels_near(self, day: date) -> Sequence[str]:
        """Return the labels of the periods up to a day, oldest first."""
        return [each.label for each in self._until(day)]

    def governing(self, period: Period) -> Agreement:
        """Return the version that governs a period."""
        return self.history.at(period.first_day)

    def due(self, version: Agreement, limit: TimeLimit | None, start: Instant) -> Instant | None:
        """Return the last instant for something, nothing where there is no limit.

        Args:
            version: The version that governs it.
            limit: The time allowed.
            start: When it begins.
        """
        if limit is None:
            return None
        if limit.unit is TimeUnit.HOURS:
            return start.plus_seconds(limit.count * _HOUR)
        zone = always_in(self._zone_name)
        rule = version.calendars.get(limit.calendar, zone)
        for years in _YEARS_AHEAD:
            calendar = self._compiled(version, rule, start, years)
            try:
                if limit.unit is TimeUnit.CALENDAR_DAYS:
                    return calendar.due_after_calendar_days(start, limit.count)
                return calendar.due_after_business_days(start, limit.count)
            except OutsideCalendar:
                continue
        # A calendar that does not open for so long sets no end that anybody could keep.
        return None

    def subject_periods(self, subject: RecordsNamed | StretchNamed) -> tuple[Period, ...]:
        """Return the periods that a claim is about, oldest first; none if there is no such one."""
        if isinstance(subject, StretchNamed):
            return self.periods_touched(subject.start, subject.end)
        period = self.period(subject.period)
        return (period,) if period is not None else ()

    def relief_of(self, claim: ReliefClaimed) -> Relief | None:
        """Return the relief that a claim names, as it stands in the last period claimed for."""
        periods = self.subject_periods(claim.subject)
        version = self.governing(periods[-1]) if periods else self.history.latest
        return version.relief.get(claim.relief)

    def window(self, period: Period, window: LimitWindow) -> tuple[Period, ...]:
        """Return the periods that share a bucket with one of them."""
        everything = self._until(period.first_day + timedelta(days=2 * 366))
        mark = self._mark(period, window)
        return tuple(each for each in everything if self._mark(each, window) == mark)

    def _mark(self, period: Period, window: LimitWindow) -> object:
        """Return what periods have in common that share a window."""
        day = period.first_day
        match window:
            case LimitWindow.PERIOD:
                return period.index
            case LimitWindow.QUARTER:
                return day.year, (day.month - 1) // 3
            case LimitWindow.HALF_YEAR:
                return day.year, (day.month - 1) // 6
            case LimitWindow.YEAR:
                return day.year
            case LimitWindow.CONTRACT_YEAR:
                began = self.history.versions[0].in_force.first_day
                return day.year - ((day.month, day.day) < (began.month, began.day))
            case _:
                return None

    def _until(self, day: date) -> tuple[Period, ...]:
        last = self.history.latest.in_force.last_day
        year = min((last or day).year, _LAST_YEAR)
        if year not in self._periods:
            self._periods[year] = periods_of(self.history, last or date(year, 12, 31))
        return self._periods[year]

    def _compiled(
        self, version: Agreement, rule: CalendarRule, start: Instant, years: int
    ) -> CompiledCalendar:
        year = min(max(self.day_of(start).year, 1901), _LAST_YEAR - years)
        key = (version.amendment, rule.name, year, years)
        if key not in self._calendars:
            first, last = date(year - 1, 12, 1), date(year + years, 12, 31)
            self._calendars[key] = compile_calendar(rule, first, last)
        return self._calendars[key]
