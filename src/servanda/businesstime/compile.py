"""From a calendar's rule to its openings on the time line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import accumulate

from servanda.businesstime.compiled import CompiledCalendar, OpenDay, Opening
from servanda.businesstime.refusals import UnusableDays
from servanda.businesstime.rule import CalendarRule
from servanda.businesstime.zone import DAY_MICROS, WallClock, load_zone

__all__ = ["compile_calendar"]

_SECOND_MICROS = 1_000_000
_EPOCH_DAY = date(1970, 1, 1)
_ONE_DAY = timedelta(days=1)
# Room for zone offsets and overnight openings on both sides of the days asked for.
_MARGIN_MICROS = 4 * DAY_MICROS


def compile_calendar(rule: CalendarRule, first_day: date, last_day: date) -> CompiledCalendar:
    """Lay a calendar's openings on the time line.

    An opening lasts from the first moment at which the wall clock shows its opening time or
    later, until the moment from which the wall clock never again shows a time before its closing
    time. So, on the days on which clocks change,

    - an edge inside the skipped hour is the moment of the change;
    - an opening edge inside the repeated hour is its first occurrence and a closing edge its
      second one: open time is never cut short;
    - an edge at the very time to which clocks are put back is its first occurrence, so that
      ``22:00-02:00`` and ``02:00-06:00`` meet and neither takes the other's hour.

    An opening belongs to the local day on which it begins, also past midnight, and a holiday or
    special day changes only openings that begin on it. Openings that touch or overlap are joined.

    Args:
        rule: The calendar.
        first_day: First local day, included; from the year 1900.
        last_day: Last local day, included; to the year 2200.

    Returns:
        The openings from the midnight that begins the first day to the midnight that ends the
        last one. An opening that runs over either midnight is cut there.

    Raises:
        UnusableDays: The days run backwards or leave the years named.
        CalendarMistake: The zone is unknown.

    Example:
        >>> from servanda.businesstime.rule import LocalInterval
        >>> from servanda.kernel.time import Instant
        >>> office = CalendarRule(name="office", zone="Europe/Amsterdam",
        ...     weekly={day: (LocalInterval(8 * 3600, 18 * 3600),) for day in range(1, 6)})
        >>> compiled = compile_calendar(office, date(2026, 1, 1), date(2026, 12, 31))
        >>> friday = Instant.parse("2026-03-27T17:00:00+01:00")
        >>> monday = Instant.parse("2026-03-30T09:00:00+02:00")
        >>> compiled.open_micros_between(friday, monday) // 3_600_000_000
        2
    """
    if not (first_day <= last_day and first_day.year >= 1900 and last_day.year <= 2200):
        raise UnusableDays(first_day, last_day)
    first_midnight, last_midnight = _midnight(first_day), _midnight(last_day + _ONE_DAY)
    clock = WallClock.of(
        load_zone(rule.zone), first_midnight - _MARGIN_MICROS, last_midnight + _MARGIN_MICROS
    )
    start, end = clock.first_at(first_midnight), clock.first_at(last_midnight)
    days = tuple(_open_days(rule, clock, _days(first_day - _ONE_DAY, last_day), (start, end)))
    joined = _join(opening for day in days for opening in day.openings)
    lengths = (opening.until - opening.start for opening in joined)
    return CompiledCalendar(
        rule=rule,
        first_day=first_day,
        last_day=last_day,
        start_micros=start,
        end_micros=end,
        clock=clock,
        opening_starts=tuple(opening.start for opening in joined),
        opening_ends=tuple(opening.until for opening in joined),
        open_before=tuple(accumulate(lengths, initial=0)),
        open_days=days,
        open_day_starts=tuple(day.openings[0].start for day in days),
    )


def _midnight(day: date) -> int:
    return (day - _EPOCH_DAY).days * DAY_MICROS


def _days(first_day: date, last_day: date) -> Iterator[date]:
    return (first_day + timedelta(days=n) for n in range((last_day - first_day).days + 1))


def _open_days(
    rule: CalendarRule, clock: WallClock, days: Iterable[date], bounds: tuple[int, int]
) -> Iterator[OpenDay]:
    ordinal = 0
    for day in days:
        openings = _openings(rule, clock, day, bounds)
        if openings:
            yield OpenDay(ordinal=ordinal, day=day, openings=openings)
            ordinal += 1


def _openings(
    rule: CalendarRule, clock: WallClock, day: date, bounds: tuple[int, int]
) -> tuple[Opening, ...]:
    local = rule.openings_on(day)
    if not local:
        return ()
    midnight = _midnight(day)
    start, end = bounds
    found = (
        Opening(
            max(start, clock.first_at(midnight + interval.start_seconds * _SECOND_MICROS)),
            min(end, clock.end_before(midnight + interval.end_seconds * _SECOND_MICROS)),
        )
        for interval in local
    )
    return _join(opening for opening in found if opening.start < opening.until)


def _join(openings: Iterable[Opening]) -> tuple[Opening, ...]:
    joined: list[Opening] = []
    for opening in sorted(openings):
        if joined and opening.start <= joined[-1].until:
            joined[-1] = Opening(joined[-1].start, max(joined[-1].until, opening.until))
        else:
            joined.append(opening)
    return tuple(joined)
