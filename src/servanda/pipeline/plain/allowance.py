"""What a level leaves room for: cases that may fail, hours that may be lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.measure import AvailabilityRule, Measure, RatioRule
from servanda.businesstime.compile import compile_calendar
from servanda.businesstime.rule import ALWAYS
from servanda.formula.syntax import Aggregate, Aggregator, ComparisonOperator, Name
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import MICROS_PER_SECOND, Period

__all__ = ["Allowance", "DownAllowed", "FailuresAllowed", "agreed_seconds", "allowance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FailuresAllowed:
    """So many of a hundred may fail, or may be of the kind that is limited.

    Args:
        in_hundred: How many of a hundred, exact; may be a fraction of one.
        noun: What is counted, in the singular; empty where the value is no plain share of rows.
        fail: Whether those fail (``at least``); with ``at most``, the share itself is limited.
    """

    in_hundred: Fraction
    noun: str
    fail: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DownAllowed:
    """So much of the agreed time may be lost.

    Args:
        least: Down time allowed in the shortest period of the year looked at, in seconds.
        most: In the longest.
        agreed_least: Agreed time of the shortest period, before planned maintenance.
        agreed_most: Of the longest.
    """

    least: Fraction
    most: Fraction
    agreed_least: Fraction
    agreed_most: Fraction


_FLOORS = frozenset({ComparisonOperator.AT_LEAST, ComparisonOperator.ABOVE})

Allowance = FailuresAllowed | DownAllowed


def allowance(
    agreement: Agreement,
    measure: Measure,
    operator: ComparisonOperator,
    level: Quantity | None,
    year: Sequence[Period],
) -> Allowance | None:
    """Return what a level leaves room for, nothing where it cannot be said in cases or hours.

    Args:
        agreement: The version.
        measure: The measure judged, whose value must be a share of something.
        operator: How the value is compared with the level.
        level: The share demanded.
        year: Periods to look at, at least one.
    """
    if level is None or not level.unit.is_share:
        return None
    fail = operator in _FLOORS
    room = 1 - level.amount if fail else level.amount
    if isinstance(measure.rule, AvailabilityRule):
        floor = fail and _is_availability(measure)
        return _down(agreement, measure, room, year) if floor else None
    noun = _noun(agreement, measure) if _is_share(measure) else ""
    return FailuresAllowed(in_hundred=room * 100, noun=noun, fail=fail)


def _is_share(measure: Measure) -> bool:
    value = measure.value.expression
    return isinstance(value, Aggregate) and value.aggregator is Aggregator.SHARE


def _is_availability(measure: Measure) -> bool:
    value = measure.value.expression
    return isinstance(value, Name) and value.name == "availability"


def _noun(agreement: Agreement, measure: Measure) -> str:
    if isinstance(measure.rule, RatioRule) and measure.rule.every is not None:
        every = measure.rule.every.text.removeprefix("1 ")
        return every if every in {"hour", "minute", "day"} else f"interval of {every}"
    return agreement.evidence[measure.table].noun.replace("_", " ")


def _down(
    agreement: Agreement, measure: Measure, lost: Fraction, year: Sequence[Period]
) -> DownAllowed:
    assert isinstance(measure.rule, AvailabilityRule)
    agreed = agreed_seconds(agreement, measure.rule.calendar, year)
    least, most = min(agreed), max(agreed)
    return DownAllowed(least=least * lost, most=most * lost, agreed_least=least, agreed_most=most)


def agreed_seconds(
    agreement: Agreement, calendar: str, periods: Sequence[Period]
) -> list[Fraction]:
    """Return the open time of each period, in seconds."""
    if calendar == ALWAYS.name:
        return [Fraction(p.end.micros - p.start.micros, MICROS_PER_SECOND) for p in periods]
    rule = agreement.calendars[calendar]
    # One day more on either side: the periods' zone may not be the calendar's.
    first, last = periods[0].first_day, periods[-1].end_day
    compiled = compile_calendar(rule, first.replace(day=1), last)
    return [
        Fraction(compiled.open_micros_between(p.start, p.end), MICROS_PER_SECOND) for p in periods
    ]
