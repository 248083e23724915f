"""A calendar as its author describes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

__all__ = ["ALWAYS", "CalendarRule", "ClosingEdge", "LocalInterval"]


@dataclass(frozen=True, slots=True, order=True)
class LocalInterval:
    """An opening on a local day, in seconds after local midnight on the wall clock.

    ``end`` may pass 86,400 (to at most 172,800): the opening then runs into the next day and
    belongs to the day it began on. Half-open: the closing second is closed.
    """

    start_seconds: int
    end_seconds: int


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


ALWAYS = CalendarRule(
    name="always",
    zone="UTC",
    weekly={day: (LocalInterval(0, 86_400),) for day in range(1, 8)},
    due_edge=ClosingEdge.CLOSING,
)
"""Open at every moment; built in."""
