"""A calendar as its author describes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

__all__ = [
    "ALWAYS",
    "CalendarRule",
    "ClosingEdge",
    "ImpossibleInterval",
    "LocalInterval",
    "always_in",
]


@dataclass(frozen=True, slots=True, order=True)
class LocalInterval:
    """An opening on a local day, in seconds after local midnight on the wall clock.

    ``end`` may pass 86,400 (to at most 172,800): the opening then runs into the next day and
    belongs to the day it began on. Half-open: the closing second is closed.
    """

    start_seconds: int
    end_seconds: int

    def __post_init__(self) -> None:
        if not 0 <= self.start_seconds < min(self.end_seconds, 86_400) <= 86_400:
            raise ImpossibleInterval(self.start_seconds, self.end_seconds)
        if self.end_seconds > 172_800:
            raise ImpossibleInterval(self.start_seconds, self.end_seconds)


class ImpossibleInterval(ValueError):
    """An opening does not begin on its day, is empty, or ends after the next day."""

    def __init__(self, start_seconds: int, end_seconds: int) -> None:
        super().__init__(
            f"an opening from second {start_seconds} to {end_seconds} of the local day must begin"
            " from 0 to 86399, and end after it begins and by 172800"
        )


class ClosingEdge(Enum):
    """Where a due time falls that lands exactly on closing time.

    ``CLOSING`` leaves it there: the last moment of the old day. ``NEXT_OPENING`` moves it to
    the first moment of the next opening.
    """

    CLOSING = "closing"
    NEXT_OPENING = "next opening"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRule:
    """Opening hours in a zone.

    Args:
        name: Its name in the agreement.
        zone: IANA zone of the wall clock.
        weekly: Openings by ISO weekday, 1 Monday to 7 Sunday; days not named are closed.
        holidays: Days that are closed, with their names; frozen dates, sorted.
        holiday_source: Where the dates were taken from (``NL``, ``DE-BY``), for readers.
        special: Days whose openings differ from the week's (empty: closed all day); they go
            before holidays, so that an extra open day can fall on one.
        due_edge: What a due time on closing time does.
    """

    name: str
    zone: str
    weekly: Mapping[int, tuple[LocalInterval, ...]]
    holidays: Mapping[date, str] = field(default_factory=dict)
    holiday_source: str = ""
    special: Mapping[date, tuple[LocalInterval, ...]] = field(default_factory=dict)
    due_edge: ClosingEdge = ClosingEdge.NEXT_OPENING

    def openings_on(self, day: date) -> tuple[LocalInterval, ...]:
        """Return the openings that begin on a local day: special days go before holidays,
        and holidays before the week.

        Example:
            >>> ALWAYS.openings_on(date(2026, 1, 1))
            (LocalInterval(start_seconds=0, end_seconds=86400),)
        """
        if day in self.special:
            return self.special[day]
        if day in self.holidays:
            return ()
        return self.weekly.get(day.isoweekday(), ())


def always_in(zone: str, *, name: str = "always") -> CalendarRule:
    """Return a calendar that is open at every moment, its days being those of a zone.

    Args:
        zone: IANA zone, in which calendar days and business days are counted.
        name: What the calendar is called.

    Returns:
        A rule under which open time is elapsed time.
    """
    return CalendarRule(
        name=name,
        zone=zone,
        weekly={day: (LocalInterval(0, 86_400),) for day in range(1, 8)},
        due_edge=ClosingEdge.CLOSING,
    )


ALWAYS = always_in("UTC")
"""Open at every moment; built in."""
