"""Settlement periods: how an agreement's days are cut."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import count
from zoneinfo import ZoneInfo

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.setting import InForce, Rhythm, SettlementRule
from servanda.businesstime.zone import load_zone
from servanda.kernel.time import Instant, Period

__all__ = [
    "EndlessPeriods",
    "cut_periods",
    "in_stabilization",
    "local_midnight",
    "nominal_days",
    "periods_of",
]

_MONTHS_PER_STEP = {Rhythm.MONTH: 1, Rhythm.QUARTER: 3, Rhythm.YEAR: 12}
_DAYS_PER_STEP = {Rhythm.WEEK: 7, Rhythm.FOUR_WEEKS: 28}


class EndlessPeriods(ValueError):
    """Periods were asked for without an end, of an agreement that has none."""

    def __init__(self) -> None:
        super().__init__("the agreement is open-ended: say until which day periods are wanted")


def periods_of(agreement: Agreement | History, until: date | None) -> tuple[Period, ...]:
    """Return the settlement periods of an agreement, oldest first.

    The rhythm is the first version's (an amendment cannot change it); the last day in force is
    the latest version's. The first and last periods may be partial.

    Args:
        agreement: One version, or all of them.
        until: A day; the period that holds it is the last one returned, whole. Nothing asks for
            all periods up to the last day in force.

    Returns:
        Periods without gaps from the first day in force; empty if ``until`` is before it.

    Raises:
        EndlessPeriods: ``until`` is absent and the agreement is open-ended.

    References:
        The agreement language, ``settlement``: ``every``, ``starts on``, ``zone``.
    """
    first, last = _ends(agreement)
    in_force = InForce(
        first_day=first.in_force.first_day,
        last_day=last.in_force.last_day,
        span=last.in_force.span,
    )
    return cut_periods(in_force, first.settlement, until)


def cut_periods(
    in_force: InForce, settlement: SettlementRule, until: date | None
) -> tuple[Period, ...]:
    """Cut the days in force by a rhythm; see ``periods_of``."""
    if until is None and in_force.last_day is None:
        raise EndlessPeriods
    end_day = None if in_force.last_day is None else in_force.last_day + timedelta(days=1)
    zone = load_zone(settlement.zone)
    periods: list[Period] = []
    for index, (first_day, following) in enumerate(_steps(in_force.first_day, settlement)):
        begin = max(first_day, in_force.first_day)
        if (end_day is not None and begin >= end_day) or (until is not None and begin > until):
            break
        end = following if end_day is None else min(following, end_day)
        periods.append(
            Period(
                label=_label(first_day, begin, settlement),
                index=index,
                first_day=begin,
                end_day=end,
                start=local_midnight(begin, zone),
                end=local_midnight(end, zone),
            )
        )
    return tuple(periods)


@lru_cache(maxsize=4096)
def nominal_days(first_day: date, settlement: SettlementRule, day: date) -> tuple[date, date]:
    """Return the first day of the whole period in which a day lies, and the day after its last.

    It is the period as it would be were the agreement in force before and after: what a partial
    first or last period is a part of.

    Args:
        first_day: First day in force, from which weeks and contract months count.
        settlement: How periods are cut.
        day: A day, not before the first one.
    """
    steps = _steps(first_day, settlement)
    return next((begin, following) for begin, following in steps if following > day)


def in_stabilization(settlement: SettlementRule, period: Period) -> bool:
    """Return whether a period is measured and shown without any money moving."""
    if settlement.stabilization_until_agreed:
        return True
    return period.index < settlement.stabilization_periods


def local_midnight(day: date, zone: ZoneInfo) -> Instant:
    """Return the instant at which a local day begins.

    Where clocks go forward at midnight the day begins at the moment they do, since the wall
    clock's 00:00, read with the offset before the change, is that very moment.
    """
    return Instant.from_datetime(datetime.combine(day, time.min, tzinfo=zone))


def _ends(agreement: Agreement | History) -> tuple[Agreement, Agreement]:
    if isinstance(agreement, History):
        return agreement.versions[0], agreement.latest
    return agreement, agreement


def _steps(first_day: date, settlement: SettlementRule) -> Iterator[tuple[date, date]]:
    """Yield each nominal step that reaches past the first day in force, and the step after."""
    if settlement.rhythm in _DAYS_PER_STEP:
        length = timedelta(days=_DAYS_PER_STEP[settlement.rhythm])
        begins: Iterator[date] = (first_day + number * length for number in count())
    else:
        begins = _month_steps(first_day, settlement)
    begin = next(begins)
    for following in begins:
        if following > first_day:
            yield begin, following
        begin = following


def _month_steps(first_day: date, settlement: SettlementRule) -> Iterator[date]:
    step = _MONTHS_PER_STEP[settlement.rhythm]
    # From one step before the calendar step of the first day: with ``starts on: 16``, the
    # 3rd of January belongs to the month that began on 16 December.
    month = first_day.year * 12 + (first_day.month - 1) // step * step - step
    if settlement.from_first_day:
        month = first_day.year * 12 + first_day.month - 1
    for number in count(max(month, 12), step):
        if number // 12 > date.max.year:
            return
        year, month = number // 12, number % 12 + 1
        yield date(year, month, min(settlement.starts_on, monthrange(year, month)[1]))


def _label(nominal: date, first_day: date, settlement: SettlementRule) -> str:
    of_the_calendar = settlement.starts_on == 1 and not settlement.from_first_day
    if not of_the_calendar or settlement.rhythm in _DAYS_PER_STEP:
        return first_day.isoformat()
    match settlement.rhythm:
        case Rhythm.MONTH:
            return f"{nominal.year:04}-{nominal.month:02}"
        case Rhythm.QUARTER:
            return f"{nominal.year:04}-Q{(nominal.month + 2) // 3}"
        case _:
            return f"{nominal.year:04}"
