"""An agreement in plain words: who, what, since when, how much may fail, what it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.measure import AvailabilityRule, ClockRule, Measure
from servanda.agreement.model.money import Figure
from servanda.agreement.model.promise import Commitment, Level
from servanda.agreement.periods import periods_of
from servanda.agreement.proof.depends import measures_behind
from servanda.businesstime.picture import describe, draw_week, picture_week
from servanda.businesstime.rule import ALWAYS, CalendarRule
from servanda.formula.display import format_value
from servanda.formula.syntax import Literal, Lookup
from servanda.kernel.time import Period
from servanda.pipeline.answer import Answer
from servanda.pipeline.check import check
from servanda.pipeline.plain.allowance import Allowance, allowance
from servanda.pipeline.plain.stakes import Stakes, find_stakes
from servanda.pipeline.plain.supposed import level_value, nowhere
from servanda.pipeline.refusals import UnknownPeriod
from servanda.pipeline.workspace import Workspace
from servanda.settlement.place import Here

__all__ = ["CalendarUse", "Overview", "Promise", "promises_on", "read"]

_PERIODS_IN_YEAR = {"month": 12, "quarter": 4, "year": 1, "four weeks": 13, "week": 52}


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Say what one commitment means.

    Args:
        commitment: The commitment, with its levels in words.
        measure: Its measure, with what does not count; absent where a figure is judged.
        figure: The figure that it judges instead.
        expected: What a computed level comes to in the period looked at, or by segment; empty for
            what is written out.
        minimum: The same of the minimum.
        within: Time allowed by key, where it is looked up by one column.
        may_fail: What the expected level leaves room for.
        must_not: What the minimum leaves room for.
        calendar: Calendar whose hours count; ``always`` if all do, empty if none is used.
    """

    commitment: Commitment
    measure: Measure | None
    figure: Figure | None
    expected: str
    minimum: str
    within: tuple[tuple[str, str], ...]
    may_fail: Allowance | None
    must_not: Allowance | None
    calendar: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarUse:
    """Show a calendar that commitments use.

    Args:
        name: Its name.
        words: Its rule in a sentence.
        week: A week with nothing special as a picture in text.
        closed: Public holidays and other closed days of the year looked at.
    """

    name: str
    words: str
    week: str
    closed: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Say what an agreement means.

    Args:
        history: Its versions.
        version: The one described.
        period: The period looked at.
        year: The periods of a year around it, for the shortest and the longest month.
        stakes: What a month can cost and bring.
    """

    history: History
    version: Agreement
    period: Period
    year: tuple[Period, ...]
    promises: tuple[Promise, ...]
    calendars: tuple[CalendarUse, ...]
    stakes: Stakes


def read(workspace: Workspace, *, period: str | None = None) -> Answer[Overview]:
    """Read an agreement and say what it means in practice.

    Args:
        workspace: Where it lies; evidence is not looked at.
        period: Label of the period to look at; the first one with money under the latest
            version if not said.

    Raises:
        UnknownPeriod: The agreement has no such period.
    """
    checked = check(workspace)
    if checked.value is None:
        return Answer(None, checked.diagnostics)
    return Answer(_overview(checked.value, period), checked.diagnostics)


def promises_on(history: History, day: date) -> tuple[Promise, ...]:
    """Say what each commitment means in the period of a day, as the text that governs it has it.

    Args:
        history: The agreement's versions.
        day: The day; one before the agreement is taken for its first, one after it for its last.
    """
    periods = _periods(history)
    begun = [each.index for each in periods if each.first_day <= day]
    index = begun[-1] if begun else 0
    return _promises(history, periods, index, _year(history.at(day), periods, index))


def _overview(history: History, label: str | None) -> Overview:
    periods = _periods(history)
    index = _index(history, periods, label)
    version = history.at(periods[index].first_day)
    year = _year(version, periods, index)
    return Overview(
        history=history,
        version=version,
        period=periods[index],
        year=year,
        promises=_promises(history, periods, index, year),
        calendars=_calendars(version, year),
        stakes=find_stakes(history, periods, index),
    )


def _periods(history: History) -> tuple[Period, ...]:
    """Return the agreement's periods, of an open-ended one those up to two years from the last
    version's first day.
    """
    last_day = history.latest.in_force.last_day
    until = last_day or history.latest.effective_from + timedelta(days=2 * 366)
    return periods_of(history, until)


def _index(history: History, periods: Sequence[Period], label: str | None) -> int:
    if label is not None:
        for index, period in enumerate(periods):
            if period.label == label:
                return index
        raise UnknownPeriod(label, [period.label for period in periods])
    money = history.latest.settlement.stabilization_periods
    governed = (p.index for p in periods if p.first_day >= history.latest.effective_from)
    first = max(next(governed, 0), money, 1)
    return min(first, len(periods) - 1)


def _year(version: Agreement, periods: tuple[Period, ...], index: int) -> tuple[Period, ...]:
    length = _PERIODS_IN_YEAR[version.settlement.rhythm.value]
    start = max(0, min(index, len(periods) - length))
    return periods[start : start + length]


def _promises(
    history: History, periods: tuple[Period, ...], index: int, year: Sequence[Period]
) -> tuple[Promise, ...]:
    place = nowhere(history, periods, index)
    agreement = place.agreement
    return tuple(
        _promise(each, agreement.measures.get(each.measure), place, year)
        for each in agreement.commitments.values()
    )


def _promise(
    commitment: Commitment, measure: Measure | None, place: Here, year: Sequence[Period]
) -> Promise:
    day = place.period.first_day
    expected = commitment.expected.at(day)
    minimum = commitment.minimum.at(day) if commitment.minimum else None

    def room(level: Level | None) -> Allowance | None:
        if level is None or measure is None:
            return None
        value = level_value(level, place)
        return allowance(place.agreement, measure, level.operator, value, year)

    return Promise(
        commitment=commitment,
        measure=measure,
        figure=place.agreement.figures.get(commitment.figure),
        expected=_comes_to(expected, place),
        minimum=_comes_to(minimum, place),
        within=_within(measure, place) if measure else (),
        may_fail=room(expected),
        must_not=room(minimum),
        calendar=_calendar_of(measure) if measure else "",
    )


def _comes_to(level: Level | None, place: Here) -> str:
    """Say what a computed level comes to: by key where it is looked up, else in the period."""
    if level is None or isinstance(level.value.expression, Literal):
        return ""
    by_key = _by_key(level.value, place)
    if by_key:
        return ", ".join(f"{key} {text}" for key, text in by_key)
    value = level_value(level, place)
    if value is None:
        return "which follows from what was measured"
    return f"{format_value(value)} in {place.period.label}"


def _within(measure: Measure, place: Here) -> tuple[tuple[str, str], ...]:
    """Return the allowances by key where they are looked up by one column."""
    rule = measure.rule
    if not isinstance(rule, ClockRule) or rule.within is None:
        return ()
    return _by_key(rule.within, place)


def _by_key(formula: Formula, place: Here) -> tuple[tuple[str, str], ...]:
    """Return the values by key of a formula that looks a term up by one column."""
    wanted = formula.expression
    if not isinstance(wanted, Lookup) or len(wanted.at) != 1:
        return ()
    values = place.agreement.terms[wanted.of.name].values.at(place.period.first_day)
    if not isinstance(values, Mapping):
        return ()
    return tuple((key, each.text) for key, each in values.items() if isinstance(each, Formula))


def _calendar_of(measure: Measure) -> str:
    rule = measure.rule
    return rule.calendar if isinstance(rule, ClockRule | AvailabilityRule) else ""


def _calendars(version: Agreement, year: Sequence[Period]) -> tuple[CalendarUse, ...]:
    used = dict.fromkeys(
        _calendar_of(version.measures[each])
        for each in measures_behind([each.judged for each in version.commitments.values()], version)
    )
    return tuple(
        _calendar(version.calendars[name], year) for name in used if name and name != ALWAYS.name
    )


def _calendar(rule: CalendarRule, year: Sequence[Period]) -> CalendarUse:
    first, last = year[0].first_day, year[-1].end_day
    return CalendarUse(
        name=rule.name,
        words=describe(rule),
        week=draw_week(picture_week(rule, _plain_monday(rule, first, last))),
        closed=tuple(sorted(_closed_days(rule, first, last).items())),
    )


def _closed_days(rule: CalendarRule, first: date, last: date) -> dict[date, str]:
    closed = {day: name for day, name in rule.holidays.items() if day not in rule.special}
    closed |= {day: "closed" for day, openings in rule.special.items() if not openings}
    return {day: name for day, name in closed.items() if first <= day < last}


def _plain_monday(rule: CalendarRule, first: date, last: date) -> date:
    """Return the first Monday whose week has no exception, the first of all if none has."""
    monday = first + timedelta(days=-first.weekday() % 7)
    exceptions = {*rule.holidays, *rule.special}
    for week in range((last - monday).days // 7):
        begin = monday + timedelta(days=7 * week)
        if not any(begin + timedelta(days=n) in exceptions for n in range(7)):
            return begin
    return monday
