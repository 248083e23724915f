"""A case's clock, and a segment's outages, as stretches of time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from servanda.facts.figure import Segment, Value
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant, Period

__all__ = [
    "CaseTimeline",
    "OutageStretch",
    "OutageTimeline",
    "Stretch",
    "StretchKind",
    "TimelineEvent",
]


class StretchKind(Enum):
    """Say what a clock, or a service, did during a stretch of time."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    CLOSED = "closed hours"
    PLANNED = "planned"
    DOWN = "down"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Hold a stretch of a case's time.

    Args:
        start: Its first instant.
        end: Its end, not included.
        kind: What the clock did.
        open_micros: Open time of the calendar in it, in microseconds.
        because: The condition over time under which it is paused; empty for all else.
    """

    start: Instant
    end: Instant
    kind: StretchKind
    open_micros: int
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEvent:
    """Hold an event that a clock saw.

    Args:
        at: When it happened.
        left: What state the case was in after it.
        columns: The event's columns.
    """

    at: Instant
    left: StretchKind
    columns: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTimeline:
    """Tell one case's clock.

    Args:
        measure: The measure.
        key: The case.
        amendment: Amendment of the version that governs it, 0 for the first text.
        calendar: Calendar whose open time counts.
        started: When its clock started; absent if it never did.
        stopped: When it stopped for good; absent while it is open.
        ended: The stop, or the end of the evidence.
        elapsed: Time that the clock ran.
        allowed: Time allowed, if the measure allows any and it is known.
        due: When it was due; absent without an allowance, and while paused before it is due.
        met: Whether it was in time; absent without an allowance.
        counts_at: The instant that decides its period; absent where it does not count.
        period: The period that it counts in.
        reason: Why it does not count; empty if it does.
        stretches: From its start to its end, without gaps.
        events: What moved its clock, oldest first.
        columns: The columns that describe it.
    """

    measure: str
    key: str
    amendment: int
    calendar: str
    started: Instant | None
    stopped: Instant | None
    ended: Instant | None
    elapsed: Quantity | None
    allowed: Quantity | None
    due: Instant | None
    met: bool | None
    counts_at: Instant | None
    period: Period | None
    reason: str
    stretches: tuple[Stretch, ...]
    events: tuple[TimelineEvent, ...]
    columns: Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageStretch:
    """Hold a stretch of one state inside a period.

    Args:
        start: Its first instant.
        end: Its end, not included.
        kind: Down, unknown or planned.
        keys: The records that make it so.
        weight: Share of it that counts as down.
        agreed_micros: Agreed time in it, in microseconds.
    """

    start: Instant
    end: Instant
    kind: StretchKind
    keys: tuple[str, ...]
    weight: Quantity
    agreed_micros: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutageTimeline:
    """Tell one segment's outages in one period.

    Args:
        measure: The measure.
        period: The period.
        segment: The segment.
        stretches: Stretches that were down, unknown or planned, cut at the period's edges.
        left_out: Records that do not count, with the reason, by key.
        values: The names that the measure's value is made of.
    """

    measure: str
    period: Period
    segment: Segment
    stretches: tuple[OutageStretch, ...]
    left_out: tuple[tuple[str, str], ...]
    values: Mapping[str, Value]
