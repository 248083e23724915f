"""Times at which both sides can meet: in the hours and on the days on which both work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from servanda.agreement.model.agreement import History
from servanda.businesstime.zone import load_zone
from servanda.kernel.time import Instant
from servanda.partnership.clocks import zones_of
from servanda.partnership.state import Partnership
from servanda.pipeline.reviewing import resting

__all__ = ["MeetingTime", "meeting_times"]

_HOURS = ((9, 17), (8, 19))
"""Office hours by each side's clock; the longer ones where the usual have nothing in common."""
_NOTICE_DAYS = 7
_LOOKED_DAYS = 60
_HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingTime:
    """A time at which both sides are at work.

    Args:
        starts: When it begins.
        ends: The instant after its end.
    """

    starts: Instant
    ends: Instant


def meeting_times(
    history: History,
    together: Partnership,
    at: Instant,
    until: Instant,
    *,
    minutes: int = 120,
    most: int = 5,
) -> Iterator[MeetingTime]:
    """Yield times for a review, at most one a day, the first that leave people a week's notice.

    Where so much notice is not left, they begin the next day. Weekends and public holidays of
    both countries are left out, and times at which another review is planned.

    Args:
        history: The agreement, whose parties have their zones and countries.
        together: What was said about working together.
        at: Now.
        until: Last instant for the end.
        minutes: How long it takes.
        most: How many to look for.
    """
    zones = tuple(map(load_zone, zones_of(history.latest)))
    length = timedelta(minutes=minutes)
    now, end = at.to_datetime(), until.to_datetime()
    notice = now + timedelta(days=_NOTICE_DAYS)
    first = max(notice if notice + length <= end else now, now) + timedelta(days=1)
    found = 0
    day = first.astimezone(zones[0]).date()
    for _ in range(_LOOKED_DAYS):
        meeting = _on(day, zones, length)
        if meeting is not None:
            starts, ends = (Instant.from_datetime(each) for each in meeting)
            if meeting[1] > end:
                return
            if not any(resting(history, starts)) and not _taken(together, starts, ends):
                yield MeetingTime(starts=starts, ends=ends)
                found += 1
        if found == most:
            return
        day += timedelta(days=1)


def _on(
    day: date, zones: tuple[ZoneInfo, ...], length: timedelta
) -> tuple[datetime, datetime] | None:
    """Return when both are at work on a day for so long, as early as that is."""
    for opens, closes in _HOURS:
        begins = max(datetime.combine(day, time(opens), zone) for zone in zones)
        ends = min(datetime.combine(day, time(closes), zone) for zone in zones)
        begins = _next_half_hour(begins.astimezone(zones[0]))
        if begins + length <= ends:
            return begins, begins + length
    return None


def _next_half_hour(moment: datetime) -> datetime:
    over = timedelta(minutes=moment.minute % 30)
    return moment + (_HALF_HOUR - over if over else timedelta(0))


def _taken(together: Partnership, starts: Instant, ends: Instant) -> bool:
    plans = (each.plan for each in together.reviews.values() if each.held is None)
    return any(each.starts < ends and starts < each.ends for each in plans if each is not None)
