"""Terms: when an agreement ends, by when notice is given, how it goes on otherwise."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from servanda.agreement.model.setting import InForce, Notice

__all__ = ["Term", "moved_by_months", "notice_day", "terms_until"]

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One stretch of days for which an agreement is in force.

    Args:
        first_day: Its first day.
        last_day: Its last day, included; absent for an open-ended one.
        notice_by: Last day on which notice ends the agreement with this term; absent where the
            agreement foresees none, or has no last day.
        renews: Whether a further term follows unless notice is given.
    """

    first_day: date
    last_day: date | None
    notice_by: date | None
    renews: bool


def terms_until(in_force: InForce, until: date) -> Iterator[Term]:
    """Yield the terms that begin up to a day, oldest first, as if nobody gave notice.

    Args:
        in_force: The days in force.
        until: The day, included.

    Example:
        >>> from servanda.kernel.source import SourceSpan
        >>> in_force = InForce(first_day=date(2026, 1, 1), last_day=None,
        ...     term_ends=date(2026, 12, 31), renewal_months=12, span=SourceSpan.start_of("a"),
        ...     notice=Notice(count=3, of_months=True, text="3 months"))
        >>> [(str(each.last_day), str(each.notice_by))
        ...     for each in terms_until(in_force, date(2027, 1, 1))]
        [('2026-12-31', '2026-09-30'), ('2027-12-31', '2027-09-30')]
    """
    first_day, last_day, notice = in_force.first_day, in_force.term_ends, in_force.notice
    renews = in_force.renewal_months > 0
    number = 0
    while first_day <= until:
        by = notice_day(notice, last_day) if notice and last_day else None
        yield Term(first_day=first_day, last_day=last_day, notice_by=by, renews=renews)
        if last_day is None or in_force.term_ends is None or not renews:
            return
        number += 1
        first_day = last_day + _DAY
        # From the first term's end, so that a 31st is not lost in a shorter month.
        last_day = _end(in_force.term_ends, number * in_force.renewal_months)


def notice_day(notice: Notice, last_day: date) -> date:
    """Return the last day on which notice is in time: the whole notice still lies before the end.

    Args:
        notice: How long it is.
        last_day: Last day of the term.

    Example:
        >>> notice_day(Notice(count=6, of_months=True, text=""), date(2028, 12, 31))
        datetime.date(2028, 6, 30)
        >>> notice_day(Notice(count=90, of_months=False, text=""), date(2028, 12, 31))
        datetime.date(2028, 10, 2)
    """
    end_day = last_day + _DAY
    if notice.of_months:
        return moved_by_months(end_day, -notice.count) - _DAY
    return end_day - timedelta(days=notice.count) - _DAY


def moved_by_months(day: date, months: int) -> date:
    """Return a day so many months on; the 31st becomes the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _end(last_day: date, months: int) -> date:
    """Return the last day so many months after a last day; the end of a month stays one."""
    return moved_by_months(last_day + _DAY, months) - _DAY
