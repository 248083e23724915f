"""Wall clocks to instants, for a whole column at once.

The rule is the one of RFC 5545 and of Python's ``fold=0``: a time that a zone went through
twice means the first passage; a time that it skipped is moved forward by what was skipped.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from servanda.businesstime.zone import load_zone

__all__ = ["Transition", "Zone", "find_zone"]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_STEP = 7 * 86_400
"""No zone changes its offset back and forth within a week, so weekly looks miss nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """Hold one change of a zone's offset from UTC.

    Args:
        at: Seconds since 1970-01-01T00:00:00Z.
        before: Offset before, in seconds east of UTC.
        after: Offset from ``at`` on.
    """

    at: int
    before: int
    after: int

    @property
    def wall_until(self) -> int:
        """Return the wall-clock second before which ``before`` still governs."""
        return self.at + max(self.before, self.after)

    @property
    def wall_strange(self) -> int:
        """Return the wall-clock second from which times were skipped or will come twice."""
        return self.at + min(self.before, self.after)

    @property
    def skips(self) -> bool:
        """Return whether clocks went forward."""
        return self.after > self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """Hold how one zone's wall clock ran over a stretch of time.

    Args:
        name: IANA name.
        first: Offset at the start, in seconds east of UTC.
        transitions: The changes after it, in order.
    """

    name: str
    first: int
    transitions: tuple[Transition, ...]

    @property
    def last(self) -> int:
        """Return the offset after the last change."""
        return self.transitions[-1].after if self.transitions else self.first


def find_zone(name: str, first: datetime, last: datetime) -> Zone:
    """Return how a zone's clock ran from ``first`` to ``last``.

    Args:
        name: IANA name, known to `servanda.businesstime.zone`.
        first: Earliest wall-clock time, without zone.
        last: Latest wall-clock time, without zone.
    """
    info = load_zone(name)
    start = _seconds(first) - 2 * 86_400
    end = _seconds(last) + 2 * 86_400
    transitions = []
    while start < end:
        until = min(start + _STEP, end)
        if _offset(info, start) != _offset(info, until):
            transitions.append(_between(info, start, until))
        start = until
    begin = transitions[0].before if transitions else _offset(info, end)
    return Zone(name=name, first=begin, transitions=tuple(transitions))


def _seconds(moment: datetime) -> int:
    return (moment.replace(tzinfo=UTC) - _EPOCH) // _SECOND


def _offset(info: ZoneInfo, second: int) -> int:
    offset = (_EPOCH + second * _SECOND).astimezone(info).utcoffset()
    return (offset or timedelta()) // _SECOND


def _between(info: ZoneInfo, start: int, end: int) -> Transition:
    before, after = _offset(info, start), _offset(info, end)
    while end - start > 1:
        middle = (start + end) // 2
        if _offset(info, middle) == before:
            start = middle
        else:
            end = middle
    return Transition(at=end, before=before, after=_offset(info, end) or after)
