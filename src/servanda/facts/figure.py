"""Answers: a value, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant

__all__ = ["Absence", "NoValue", "Scalar", "Segment", "Value"]

Segment = tuple[tuple[str, str], ...]
"""Which slice of the evidence a figure is about: ``(("service", "cards"),)``, ``()`` for all."""


class Absence(Enum):
    """Say why there is no value; none of these is ever read as 0 or 100."""

    NO_DATA = "no data"
    TOO_FEW = "too few"
    BEFORE_START = "before the start"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class NoValue:
    """Stand where a value would stand, with the reason for its absence."""

    why: Absence
    note: str = ""


Scalar = Quantity | Instant | date | bool | str
Value = Scalar | NoValue
