"""A week as text, and a calendar in plain words."""

from __future__ import annotations

from datetime import date

import pytest

from servanda.businesstime.notation import read_interval, read_week
from servanda.businesstime.picture import describe, draw_week, picture_week
from servanda.businesstime.refusals import NotAMonday
from servanda.businesstime.rule import ALWAYS, CalendarRule, ClosingEdge, LocalInterval

SUPPORT = CalendarRule(
    name="support",
    zone="Europe/Amsterdam",
    weekly=read_week([("mon-thu", ["22:00-06:00"]), ("sat", ["09:00-12:00", "13:00-16:30"])]),
    holidays={date(2026, 10, 22): "Founder's Day", date(2026, 10, 24): "Fair"},
    special={date(2026, 10, 24): (read_interval("10:00-11:15"),), date(2026, 10, 20): ()},
    due_edge=ClosingEdge.CLOSING,
)


def test_week_shows_hours_holidays_special_days_and_clocks() -> None:
    assert draw_week(picture_week(SUPPORT, date(2026, 10, 19))) == (
        "support, week of 19 October 2026, Europe/Amsterdam\n"
        "Monday     19 Oct  22:00-06:00 the next day\n"
        "Tuesday    20 Oct  closed (special day)\n"
        "Wednesday  21 Oct  22:00-06:00 the next day\n"
        "Thursday   22 Oct  closed (Founder's Day)\n"
        "Friday     23 Oct  closed\n"
        "Saturday   24 Oct  10:00-11:15 (special day; Fair)\n"
        "Sunday     25 Oct  closed (clocks go back from 03:00 to 02:00)\n"
        "Open 17 hours 15 minutes."
    )


def test_week_in_which_clocks_go_forward() -> None:
    picture = picture_week(ALWAYS, date(2026, 3, 23))
    assert {day.clock_change for day in picture.days} == {""}
    spring = picture_week(SUPPORT, date(2026, 3, 23))
    assert spring.days[-1].clock_change == "clocks go forward from 02:00 to 03:00"


def test_week_begins_on_monday() -> None:
    with pytest.raises(NotAMonday, match="2026-10-20"):
        picture_week(SUPPORT, date(2026, 10, 20))


def test_description_of_nights_and_special_days() -> None:
    assert describe(SUPPORT) == (
        "Monday to Thursday 22:00-06:00 the next day; Saturday 09:00-12:00 and 13:00-16:30"
        " in Europe/Amsterdam, closed on 2026-10-20, 2026-10-22,"
        " 2026-10-24 open 10:00-11:15. What falls due at closing time is due then."
    )


def test_description_of_always_says_nothing_of_closing() -> None:
    assert describe(ALWAYS) == "Every hour of every day in UTC."


def test_description_names_places_of_holidays() -> None:
    rule = CalendarRule(
        name="desk",
        zone="Europe/Berlin",
        weekly={1: (LocalInterval(0, 86_400),), 2: (LocalInterval(0, 86_400),)},
        holidays={date(2026, 1, 6): "Epiphany"},
        holiday_source="DE-BY, NL",
    )
    assert describe(rule) == (
        "Monday and Tuesday all day in Europe/Berlin, closed on public holidays (Germany, BY,"
        " Netherlands). What falls due at closing time is due at the next opening."
    )


def test_description_shortens_long_lists() -> None:
    rule = CalendarRule(
        name="desk",
        zone="UTC",
        weekly=read_week([("daily", ["08:00-18:00"])]),
        special={date(2026, month, 1): () for month in range(1, 13)},
    )
    assert "2026-05-01, 2026-06-01 and 6 more." in describe(rule)
