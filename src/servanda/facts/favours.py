"""What is said about favours: given beyond the agreement, and acknowledged as such."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from servanda.kernel.quantity import Quantity

__all__ = ["GoodwillAcknowledged", "GoodwillGiven", "HabitSettled", "Way"]


class Way(Enum):
    """What becomes of a favour that has become a habit."""

    ENDS = "ends"
    PRICED = "priced"
    AMENDED = "amended"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodwillGiven:
    """Say that something was given to the other party beyond the agreement, as a favour.

    Args:
        favour: A short name, the same whenever the same is given again: ``weekend_support``.
        what: What it was, in a sentence.
        worth: What it is worth, in the agreement's currency.
        on: Day on which it was given, or from which on.
        until: Last day on which it is given; absent for a favour that is given once.
    """

    favour: str
    what: str
    worth: Quantity
    on: date
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodwillAcknowledged:
    """Acknowledge a favour: it was one, and no entitlement comes of it.

    Args:
        goodwill: Digest of the entry that said it was given.
        words: What one likes to say to it; may be empty.
    """

    goodwill: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HabitSettled:
    """Say what becomes of a favour that was given again and again; both may say it.

    Args:
        favour: Its name.
        way: Whether it ends, has its price from now on, or stands in the agreement.
        words: What was agreed, in a sentence.
    """

    favour: str
    way: Way
    words: str
