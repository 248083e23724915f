"""A calendar for people: a week as text, and its rule in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module

from servanda.businesstime.compile import compile_calendar
from servanda.businesstime.compiled import CompiledCalendar
from servanda.businesstime.notation_print import (
    WEEKDAY_NAMES,
    print_dates,
    print_interval,
    print_time,
    weekday_runs,
)
from servanda.businesstime.refusals import NotAMonday
from servanda.businesstime.rule import CalendarRule, ClosingEdge, LocalInterval
from servanda.businesstime.zone import DAY_MICROS

__all__ = ["DayPicture", "WeekPicture", "describe", "draw_week", "picture_week", "tell_hours"]

_DAY_SECONDS = 86_400
_HOUR_MICROS = 3_600_000_000
_MINUTE_MICROS = 60_000_000
_WHOLE_DAY = (LocalInterval(0, _DAY_SECONDS),)
_DATES_SHOWN_MAX = 6
_EDGE_WORDS = {
    ClosingEdge.NEXT_OPENING: "What falls due at closing time is due at the next opening.",
    ClosingEdge.CLOSING: "What falls due at closing time is due then.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPicture:
    """One local day of a calendar.

    Args:
        day: The day.
        openings: Openings that begin on it, ascending.
        holiday: Name of the holiday, also where a special day goes before it; or empty.
        special: Whether the day was set apart from its week.
        clock_change: What the clocks do on that day, in words; or empty.
    """

    day: date
    openings: tuple[LocalInterval, ...]
    holiday: str
    special: bool
    clock_change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPicture:
    """Seven days of a calendar, from a Monday.

    Args:
        calendar: Its name.
        zone: Zone of the wall clock.
        days: Monday to Sunday.
        open_micros: Open time from the first midnight to the last.
    """

    calendar: str
    zone: str
    days: tuple[DayPicture, ...]
    open_micros: int


def picture_week(rule: CalendarRule, monday: date) -> WeekPicture:
    """Show what a calendar does in one week.

    Args:
        rule: The calendar.
        monday: First day of the week.

    Raises:
        NotAMonday: The day is another weekday.
        CalendarMistake: The zone is unknown.
    """
    if monday.isoweekday() != 1:
        raise NotAMonday(monday)
    sunday = monday + timedelta(days=6)
    compiled = compile_calendar(rule, monday, sunday)
    return WeekPicture(
        calendar=rule.name,
        zone=rule.zone,
        days=tuple(_day(rule, compiled, monday + timedelta(days=n)) for n in range(7)),
        open_micros=compiled.total_open_micros,
    )


def _day(rule: CalendarRule, compiled: CompiledCalendar, day: date) -> DayPicture:
    return DayPicture(
        day=day,
        openings=rule.openings_on(day),
        holiday=rule.holidays.get(day, ""),
        special=day in rule.special,
        clock_change=_clock_change(compiled, day),
    )


def _clock_change(compiled: CompiledCalendar, day: date) -> str:
    midnight = (day - date(1970, 1, 1)).days * DAY_MICROS
    clock = compiled.clock
    first, last = clock.first_at(midnight), clock.first_at(midnight + DAY_MICROS)
    return ", ".join(
        _change_words(clock.wall(at - 1) + 1, clock.wall(at))
        for at in clock.changes_between(first - 1, last - 1)
    )


def _change_words(before: int, after: int) -> str:
    direction = "forward" if after > before else "back"
    at, to = (print_time(wall % DAY_MICROS // 1_000_000) for wall in (before, after))
    return f"clocks go {direction} from {at} to {to}"


def draw_week(picture: WeekPicture) -> str:
    """Draw a week as text that reads well in a terminal and aloud.

    Returns:
        A heading, a line per day, and the open time of the week.

    Example:
        >>> office = CalendarRule(name="office", zone="Europe/Amsterdam",
        ...     weekly={day: (LocalInterval(28_800, 64_800),) for day in range(1, 6)},
        ...     holidays={date(2026, 12, 25): "Christmas Day"},
        ...     special={date(2026, 12, 24): (LocalInterval(28_800, 43_200),)})
        >>> print(draw_week(picture_week(office, date(2026, 12, 21))))
        office, week of 21 December 2026, Europe/Amsterdam
        Monday     21 Dec  08:00-18:00
        Tuesday    22 Dec  08:00-18:00
        Wednesday  23 Dec  08:00-18:00
        Thursday   24 Dec  08:00-12:00 (special day)
        Friday     25 Dec  closed (Christmas Day)
        Saturday   26 Dec  closed
        Sunday     27 Dec  closed
        Open 34 hours.
    """
    monday = picture.days[0].day
    heading = f"{picture.calendar}, week of {monday.day} {_month(monday)} {monday.year}"
    return "\n".join(
        [
            f"{heading}, {picture.zone}",
            *(_day_line(day) for day in picture.days),
            f"Open {_duration(picture.open_micros)}.",
        ]
    )


def _day_line(picture: DayPicture) -> str:
    weekday = WEEKDAY_NAMES[picture.day.isoweekday()]
    hours = ", ".join(_hours(opening) for opening in picture.openings) or "closed"
    notes = [
        "special day" if picture.special else "",
        picture.holiday,
        picture.clock_change,
    ]
    noted = "; ".join(filter(None, notes))
    dated = f"{picture.day.day:>2} {_month(picture.day)[:3]}"
    return f"{weekday:<9}  {dated}  {hours}" + (f" ({noted})" if noted else "")


def _hours(opening: LocalInterval) -> str:
    overnight = " the next day" if opening.end_seconds > _DAY_SECONDS else ""
    return print_interval(opening) + overnight


def _duration(micros: int) -> str:
    hours, rest = divmod(micros, _HOUR_MICROS)
    minutes = rest // _MINUTE_MICROS
    words = [_counted(hours, "hour")] if hours or not minutes else []
    if minutes:
        words.append(_counted(minutes, "minute"))
    return " ".join(words)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def _month(day: date) -> str:
    return _MONTHS[day.month - 1]


def describe(rule: CalendarRule) -> str:
    """Say in plain words when a calendar is open.

    Example:
        >>> office = CalendarRule(name="office", zone="Europe/Amsterdam", holiday_source="NL",
        ...     weekly={day: (LocalInterval(28_800, 64_800),) for day in range(1, 6)},
        ...     holidays={date(2026, 12, 25): "Christmas Day"})
        >>> print(describe(office))
        Monday to Friday 08:00-18:00 in Europe/Amsterdam, closed on public holidays \
(Netherlands). What falls due at closing time is due at the next opening.
    """
    weekly = {number: openings for number, openings in rule.weekly.items() if openings}
    whole = len(weekly) == 7 and set(weekly.values()) == {_WHOLE_DAY}
    hours = "Every hour of every day" if whole else _week_words(weekly)
    parts = [f"{hours} in {rule.zone}", *_exceptions(rule)]
    never_closes = whole and len(parts) == 1
    return ", ".join(parts) + "." + ("" if never_closes else f" {_EDGE_WORDS[rule.due_edge]}")


def tell_hours(rule: CalendarRule, today: date) -> str:
    """Say to whoever uses a service when it is open; days that are past are left out.

    Example:
        >>> office = CalendarRule(name="office", zone="Europe/Amsterdam", holiday_source="NL",
        ...     weekly={day: (LocalInterval(28_800, 64_800),) for day in range(1, 6)},
        ...     holidays={date(2026, 12, 25): "Christmas Day"},
        ...     special={date(2026, 1, 2): (),
        ...         date(2026, 12, 31): (LocalInterval(28_800, 43_200),)})
        >>> print(tell_hours(office, date(2026, 6, 1)))
        Monday to Friday, 8:00 to 18:00 (Europe/Amsterdam); not on public holidays (Netherlands); \
2026-12-31, 8:00 to 12:00
    """
    weekly = {number: openings for number, openings in rule.weekly.items() if openings}
    week = "; ".join(
        f"{_day_words(days)}, {_told_openings(openings)}" for openings, days in _alike(weekly)
    )
    parts = [f"{week or 'Only on some days'} ({rule.zone})"]
    coming = {day: openings for day, openings in rule.special.items() if day >= today}
    closed = [day for day, openings in coming.items() if not openings]
    if rule.holidays and rule.holiday_source:
        parts.append(f"not on public holidays ({_place_names(rule.holiday_source)})")
    else:
        closed += [day for day in rule.holidays if day >= today and day not in rule.special]
    if closed:
        parts.append(f"not on {_shortened(print_dates(closed))}")
    parts += [f"{day}, {_told_openings(each)}" for day, each in sorted(coming.items()) if each]
    return "; ".join(parts)


def _told_openings(openings: Sequence[LocalInterval]) -> str:
    if tuple(openings) == _WHOLE_DAY:
        return "all day"
    return " and ".join(
        f"{_clock(each.start_seconds)} to {_clock(each.end_seconds)}" for each in openings
    )


def _clock(seconds: int) -> str:
    hours, rest = divmod(seconds, 3_600)
    if hours == _DAY_SECONDS // 3_600 and not rest:
        return "midnight"
    return f"{hours % 24}:{rest // 60:02}"


def _alike(
    weekly: Mapping[int, tuple[LocalInterval, ...]],
) -> Iterable[tuple[tuple[LocalInterval, ...], list[int]]]:
    """Return the days that are open at the same hours, put together."""
    days_by_openings: dict[tuple[LocalInterval, ...], list[int]] = {}
    for number, openings in sorted(weekly.items()):
        days_by_openings.setdefault(openings, []).append(number)
    return days_by_openings.items()


def _week_words(weekly: Mapping[int, tuple[LocalInterval, ...]]) -> str:
    parts = [f"{_day_words(days)} {_opening_words(openings)}" for openings, days in _alike(weekly)]
    return "; ".join(parts) if parts else "Never open"


def _day_words(days: Iterable[int]) -> str:
    runs = weekday_runs(days)
    if runs == ((1, 7),):
        return "Every day"
    return ", ".join(
        WEEKDAY_NAMES[first]
        if first == last
        else f"{WEEKDAY_NAMES[first]} {'and' if last == first + 1 else 'to'} {WEEKDAY_NAMES[last]}"
        for first, last in runs
    )


def _opening_words(openings: Sequence[LocalInterval]) -> str:
    if tuple(openings) == _WHOLE_DAY:
        return "all day"
    return " and ".join(_hours(opening) for opening in openings) or "closed"


def _exceptions(rule: CalendarRule) -> Iterable[str]:
    closed = [day for day, openings in rule.special.items() if not openings]
    if rule.holidays and rule.holiday_source:
        yield f"closed on public holidays ({_place_names(rule.holiday_source)})"
    else:
        closed += [day for day in rule.holidays if day not in rule.special]
    if closed:
        yield f"closed on {_shortened(print_dates(closed))}"
    differing = sorted((day, openings) for day, openings in rule.special.items() if openings)
    if differing:
        shown = [f"{day} open {_opening_words(openings)}" for day, openings in differing]
        yield _shortened(shown)


def _place_names(source: str) -> str:
    return ", ".join(_place_words(place.strip()) for place in source.split(","))


def _place_words(place: str) -> str:
    country, _, part = place.partition("-")
    names = import_module("babel").Locale("en").territories
    name = str(names.get(country.upper(), country))
    return f"{name}, {part}" if part else name


def _shortened(words: Sequence[str]) -> str:
    if len(words) <= _DATES_SHOWN_MAX:
        return ", ".join(words)
    return f"{', '.join(words[:_DATES_SHOWN_MAX])} and {len(words) - _DATES_SHOWN_MAX} more"
