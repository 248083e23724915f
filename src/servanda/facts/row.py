"""Rows of evidence as settling sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from servanda.facts.figure import Segment, Value
from servanda.kernel.time import Instant

__all__ = ["EvidenceRow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """Hold one row that money is computed for.

    Args:
        rows: Name of the row set.
        key: What identifies it among its set.
        at: Instant that decides its period, and its place in the order.
        period: Label of the period it counts in; empty before the first or after the last.
        segment: Segment columns and their values.
        columns: Its values by column name.
    """

    rows: str
    key: str
    at: Instant
    period: str
    segment: Segment
    columns: Mapping[str, Value]
