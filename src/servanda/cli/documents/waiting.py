"""``servanda waiting --format json``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.decisions.reminding import Reminder
from servanda.decisions.waiting import Waiting
from servanda.kernel.time import Instant

__all__ = ["ReminderDocument", "WaitingDocument", "WaitsDocument", "waiting_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitsDocument:
    """What waits for a party since when; ``due`` and ``silence`` are empty where nothing was
    agreed, ``overdue`` says that its time has run out and silence settled nothing.
    """

    entry: int
    party: str
    what: str
    since: str
    due: str
    silence: str
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderDocument:
    """When to remind a party of what waits: it was ``asked``, is ``due soon`` or ``overdue``.
    ``key`` names the reminder, so that it is sent once.
    """

    at: str
    party: str
    sort: str
    entry: int
    what: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingDocument:
    """What waits for whom, what is due first first, and when to remind them of it."""

    at: str
    waiting: tuple[WaitsDocument, ...]
    reminders: tuple[ReminderDocument, ...]
    format: str = "servanda/waiting/1"


def waiting_document(
    at: Instant,
    everything: Sequence[Waiting],
    reminders: Sequence[Reminder],
    numbers: dict[str, int],
) -> WaitingDocument:
    """Return the document of what waits.

    Args:
        at: The moment as of which one looks.
        everything: What waits.
        reminders: When to remind of it.
        numbers: Numbers of entries by their digest.
    """
    return WaitingDocument(
        at=str(at),
        waiting=tuple(
            WaitsDocument(
                entry=numbers[each.entry],
                party=each.party,
                what=each.what,
                since=str(each.since),
                due=str(each.due) if each.due else "",
                silence=each.silence,
                overdue=each.due is not None and each.due < at,
            )
            for each in everything
        ),
        reminders=tuple(
            ReminderDocument(
                at=str(each.at),
                party=each.waiting.party,
                sort=each.sort.value,
                entry=numbers[each.waiting.entry],
                what=each.waiting.what,
                key=each.key,
            )
            for each in reminders
        ),
    )
