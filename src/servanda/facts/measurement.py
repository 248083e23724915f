"""What measuring hands to settling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from servanda.facts.figure import Segment, Value
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Period

__all__ = ["LeftOut", "Measurement"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Count the records that did not count, for one reason in plain words."""

    reason: str
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """Hold one figure of one measure over one period and segment.

    Args:
        measure: The measure's name.
        period: The settlement period.
        segment: The slice of evidence, ``()`` where the measure is not divided.
        value: The exact figure, or why there is none.
        counted: How many records counted.
        left_out: Records of this period and segment that did not count, by reason.
        parts: The exact aggregates that the value is made of, by their text in the
            agreement: ``{"share(met)": 99/101, "count()": 101 tickets}``.
    """

    measure: str
    period: Period
    segment: Segment
    value: Value
    counted: int
    left_out: tuple[LeftOut, ...] = ()
    parts: Mapping[str, Quantity] = field(default_factory=dict)
