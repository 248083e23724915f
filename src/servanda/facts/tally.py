"""What the records of one figure come to, for whoever draws them: counts, never the records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from servanda.kernel.quantity import Quantity

__all__ = ["DayCount", "DurationBar", "Durations", "Tally"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCount:
    """Count the records of one day.

    Args:
        counted: How many counted.
        judged: How many of these have a verdict of their own.
        good: How many of these are good.
    """

    counted: int
    judged: int
    good: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationBar:
    """Count the cases that took about as long: in time, and late."""

    in_time: int
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Durations:
    """Say how long cases took.

    Args:
        cases: How many have a duration, at least one.
        late: How many of them were late.
        middle: What half of them took at most.
        longest: What the longest took.
        reach: How far is looked: to nearly all cases, and past what is allowed.
        width: How much one bar spans.
        bars: The cases by what they took, from nothing on; the last also holds all longer ones.
    """

    cases: int
    late: int
    middle: Quantity
    longest: Quantity
    reach: Quantity
    width: Quantity
    bars: tuple[DurationBar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Say what the records of one figure come to.

    Args:
        days: What counted on each day on which anything did, days as a reader's zone has them.
        durations: How long the cases took; absent where nothing that counted has a duration.
    """

    days: Mapping[date, DayCount]
    durations: Durations | None
