"""When whom to remind of what waits for them, as values; nobody is written to from here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from servanda.decisions.waiting import Waiting
from servanda.kernel.time import MICROS_PER_SECOND, Instant

__all__ = ["Reminder", "ReminderSort", "reminders"]

_DAY_SECONDS: Final = 86_400
_SOON_SECONDS: Final = (7 * _DAY_SECONDS, _DAY_SECONDS)
"""How long before a time limit a party is reminded of it."""


class ReminderSort(Enum):
    """What a reminder is for."""

    ASKED = "asked"
    DUE_SOON = "due soon"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """Say when a party is to be told of something that waits for it.

    Args:
        at: When.
        sort: What for: it was asked, it is due soon, or its time has run out and it is open.
        waiting: What waits, for whom, until when.
    """

    at: Instant
    sort: ReminderSort
    waiting: Waiting

    @property
    def key(self) -> str:
        """Return a name by which it is sent once, however often the list is made."""
        waits = self.waiting
        return f"{waits.entry}/{waits.party}/{waits.due or waits.since}/{self.at}"


def reminders(everything: Iterable[Waiting]) -> tuple[Reminder, ...]:
    """Return all reminders of what waits, in the order of their time.

    A party is told when something is asked of it, again seven days and one day before its time
    runs out where it had that long, and once more when time has run out and silence settles
    nothing. What has no time limit is told once.

    Args:
        everything: What waits, as ``waiting`` returns it.
    """
    found = [each for waits in everything for each in _of(waits)]
    return tuple(sorted(found, key=lambda each: (each.at, each.waiting.party, each.waiting.what)))


def _of(waits: Waiting) -> Iterator[Reminder]:
    yield Reminder(at=waits.since, sort=ReminderSort.ASKED, waiting=waits)
    if waits.due is None:
        return
    for seconds in _SOON_SECONDS:
        at = Instant(waits.due.micros - seconds * MICROS_PER_SECOND)
        if at > waits.since:
            yield Reminder(at=at, sort=ReminderSort.DUE_SOON, waiting=waits)
    if not waits.silence:
        yield Reminder(at=waits.due, sort=ReminderSort.OVERDUE, waiting=waits)
