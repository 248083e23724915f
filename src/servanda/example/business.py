"""The bank's side: payments, answers, decisions; and what a robot and the parties wrote down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from servanda.example.incidents import Incident
from servanda.example.moments import END, at_work, iso, local, local_dashes, local_day, minutes
from servanda.example.outages import Outage
from servanda.example.story import (
    CLIENT_ZONE,
    Month,
    bad_stretch,
    days_of,
    months,
    next_working_day,
    working_day,
)
from servanda.kernel.dice import Dice

__all__ = [
    "answer_rows",
    "answers_of",
    "change_rows",
    "decision_rows",
    "loads_of",
    "page_load_rows",
    "payment_rows",
    "payments_of",
    "review_rows",
]

Row = tuple[str, ...]


def payment_rows(seed: int) -> Iterator[Row]:
    """Give the payments of each banking day, with a peak at the month's end."""
    dice = Dice(seed, "payments")
    for month in months():
        for day in days_of(month):
            if working_day(day):
                yield _payments(dice, month, day)


def payments_of(dice: Dice, month: Month, days: list[date]) -> Iterator[Row]:
    """Give the payments of some days of a month."""
    yield from (_payments(dice, month, day) for day in days if working_day(day))


def loads_of(dice: Dice, days: list[date], *, slow_hours: int) -> Iterator[Row]:
    """Give what the robot saw on some days, the portal slow in a few of their busy hours."""
    hours = [hour for day in days for hour in (local(day, 60 * each) for each in range(24))]
    slow = set(dice.pick([hour for hour in hours if _busy(hour)], slow_hours))
    quarters = [(hour, quarter) for hour in hours for quarter in range(4)]
    for number, (hour, quarter) in enumerate(quarters, start=900_001):
        seen = _load(dice, hour in slow, is_down=False)
        yield f"P{number:06d}", iso(hour + minutes(15 * quarter)), *seen


def answers_of(dice: Dice, month: Month, closed: list[datetime], until: datetime) -> Iterator[Row]:
    """Give people's answers after tickets of a month, as far as they are known at a moment."""
    number = 900_000
    for instant in sorted(closed):
        answered = instant + minutes(dice.between(30, 4000))
        if dice.chance(105) and answered < until:
            number += 1
            yield (
                f"ANS{number:06d}",
                iso(answered),
                _score(dice, {month.first_day: month}, answered),
            )


def _payments(dice: Dice, month: Month, day: date) -> Row:
    stretch = bad_stretch(day)
    lost = stretch.straight_through_lost if stretch else 0
    received = _received(dice, day)
    rate = month.straight_through - lost + dice.between(-14, 14)
    straight = received * rate // 10_000
    cut_off = local(day, 18 * 60)
    return (day.isoformat(), iso(cut_off), str(received), str(straight), str(received - straight))


def _received(dice: Dice, day: date) -> int:
    weekday = (118, 98, 96, 100, 112)[day.weekday()]
    until_month_end = ((day.replace(day=28) + timedelta(days=4)).replace(day=1) - day).days
    peak = 165 if until_month_end <= 3 else 128 if day.day in (23, 24, 25) else 100
    year_end = 125 if day.month == 12 and day.day > 14 else 100
    usual = 260_000 + dice.between(-9_000, 9_000)
    return usual * weekday * peak * year_end // 1_000_000


def answer_rows(seed: int, closed: list[datetime]) -> Iterator[Row]:
    """Give people's answers to the question after a ticket; 99 is *rather not say*."""
    dice = Dice(seed, "answers")
    by_month = {month.first_day: month for month in months()}
    number = 0
    for instant in sorted(closed):
        answered = instant + minutes(dice.between(30, 4000))
        if dice.chance(105) and answered < END:
            number += 1
            yield f"ANS{number:06d}", iso(answered), _score(dice, by_month, answered)


def _score(dice: Dice, by_month: dict[date, Month], answered: datetime) -> str:
    if dice.chance(55):
        return "99"
    day = local_day(answered)
    stretch = bad_stretch(day)
    content = by_month[day.replace(day=1)].content - (stretch.content_lost if stretch else 0)
    glad, not_glad = ((5, 60), (4, 35), (3, 5)), ((1, 25), (2, 35), (3, 40))
    return str(dice.choose(glad if dice.chance(content) else not_glad))


def page_load_rows(seed: int, outages: list[Outage]) -> Iterator[Row]:
    """Give what the robot saw every quarter of an hour; now and then it was itself away."""
    dice = Dice(seed, "page loads")
    down = [outage for outage in outages if outage.service == "payments"]
    number = 0
    for month in months():
        hours = _hours(month)
        slow = set(dice.pick([hour for hour in hours if _busy(hour)], month.slow_hours))
        away = set(dice.pick(hours, 2))
        for hour in hours:
            while down and down[0].ended <= hour:
                down.pop(0)
            for quarter in range(4) if hour not in away else ():
                number += 1
                at = hour + minutes(15 * quarter)
                is_down = any(outage.began <= at < outage.ended for outage in down[:3])
                yield f"P{number:06d}", iso(at), *_load(dice, hour in slow, is_down=is_down)


def _hours(month: Month) -> list[datetime]:
    days = days_of(month)
    first = local(days[0], 0)
    end = local(days[-1] + timedelta(days=1), 0)
    return [
        first + timedelta(hours=each) for each in range(int((end - first).total_seconds()) // 3600)
    ]


def _busy(hour: datetime) -> bool:
    clock = hour.astimezone(CLIENT_ZONE)
    return 8 <= clock.hour < 18 and working_day(clock.date())


def _load(dice: Dice, slow: bool, *, is_down: bool) -> tuple[str, str]:  # noqa: FBT001 - a draw
    if is_down:
        return "down", ""
    if slow:
        return "up", str(dice.between(2100, 7800))
    return "up", str(dice.along(((0, 310), (600, 560), (950, 1100), (995, 1900), (1000, 3600))))


def change_rows(seed: int) -> Iterator[Row]:
    """Give the changes that were made, most of them in the evening."""
    dice = Dice(seed, "changes")
    number = 0
    for month in months():
        days = [day for day in days_of(month) if working_day(day)]
        count = 34 if month.first_day.month == 12 else 92 + dice.between(-8, 8)
        failed = set(dice.pick(range(count), month.changes_failed))
        ended = sorted(
            at_work(dice, days[dice.below(len(days))], first_hour=17, last_hour=23)
            for _ in range(count)
        )
        for index, end in enumerate(ended):
            number += 1
            result = dice.choose((("backed out", 2), ("unsuccessful", 1)))
            service = dice.choose((("payments", 55), ("workplace", 45)))
            yield (
                f"CHG{number:06d}",
                service,
                local_dashes(end),
                result if index in failed else "successful",
            )


def decision_rows(seed: int) -> Iterator[Row]:
    """Give the decisions that the provider asked the bank for."""
    dice = Dice(seed, "decisions")
    subjects = (("Approve a change", 5), ("Approve a role", 4), ("Choose a date", 2), ("Test", 2))
    number = 0
    for month in months():
        days = [day for day in days_of(month) if working_day(day)]
        count = dice.between(22, 28)
        # What is asked in the month's last days would be late only in the next.
        late = set(dice.pick(range(count // 2), month.decisions_late))
        asked_days = sorted(days[dice.below(len(days))] for _ in range(count))
        for index, day in enumerate(asked_days):
            number += 1
            asked = at_work(dice, day)
            wait = dice.between(5, 9) if index in late else dice.between(1, 2)
            given = at_work(dice, next_working_day(day, wait))
            known = local_dashes(given) if given < END else ""
            yield f"DEC{number:05d}", dice.choose(subjects), local_dashes(asked), known


def review_rows(seed: int, incidents: list[tuple[str, Incident]]) -> Iterator[Row]:
    """Give the reviews of incidents of the highest priority.

    Args:
        seed: Seed of the evidence.
        incidents: Incidents with their numbers.
    """
    dice = Dice(seed, "reviews")
    ended = [
        (each.resolved, number)
        for number, each in incidents
        if each.priority == 1 and each.resolved is not None
    ]
    for month in months():
        own = sorted(pair for pair in ended if _month_of(pair[0]) == month.first_day)
        late = set(dice.pick([number for _, number in own], month.reviews_late))
        for restored, number in own:
            hours = dice.between(50, 120) if number in late else dice.between(7, 46)
            published = restored + timedelta(hours=hours, minutes=dice.below(60))
            yield number, iso(restored), iso(published) if published < END else ""


def _month_of(instant: datetime) -> date:
    return local_day(instant.astimezone(UTC)).replace(day=1)
