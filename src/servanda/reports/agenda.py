"""The calendar of an agreement as text, and as a file for people's own calendars (RFC 5545)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

from servanda.decisions.agenda import AgendaItem, AgendaSort
from servanda.decisions.rulebook import Rulebook
from servanda.kernel.time import Instant
from servanda.reports.clean import one_line

__all__ = ["agenda_ics", "agenda_lines"]

_REMINDED: Final = {
    AgendaSort.NOTICE: 30,
    AgendaSort.ENDS: 30,
    AgendaSort.STATEMENT_DUE: 3,
    AgendaSort.CLAIM_UNTIL: 3,
    AgendaSort.ANSWER_DUE: 1,
}
"""How many days before its day a calendar rings."""


def agenda_lines(book: Rulebook, items: Sequence[AgendaItem]) -> Iterator[str]:
    """Yield a line for each day that matters.

    Args:
        book: The agreement.
        items: What falls on which day, in its order.
    """
    if not items:
        yield "Nothing falls on these days."
    for item in items:
        who = f"the {item.party}: " if item.party else ""
        until = f" (until {book.words(item.until)})" if item.until else ""
        yield f"{item.day}  {who}{one_line(item.what)}{until}"


def agenda_ics(book: Rulebook, items: Sequence[AgendaItem], at: Instant) -> bytes:
    """Return a calendar file: each item a whole day, with its alarm some days before.

    The same items give the same file, and an item keeps its identity from one file to the next,
    so that a calendar that takes a newer file over changes what it has and doubles nothing.

    Args:
        book: The agreement.
        items: What falls on which day.
        at: When the file is made, which calendars ask for.
    """
    from icalendar import Alarm, Calendar, Event  # noqa: PLC0415 - only where one is asked for

    version = book.history.latest
    calendar = Calendar()
    calendar.add("prodid", "-//Servanda//Calendar of an agreement//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", one_line(version.title))
    for item in items:
        event = Event()
        event.add("uid", f"{_identity(version.identifier, item)}@servanda")
        event.add("dtstamp", at.to_datetime())
        event.add("dtstart", item.day)
        event.add("dtend", item.day + timedelta(days=1))
        event.add("summary", one_line(f"{version.title}: {item.what}"))
        if item.party or item.until:
            event.add("description", _description(book, item))
        event.add("categories", [item.sort.value])
        event.add("transp", "TRANSPARENT")
        if item.sort in _REMINDED:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", one_line(item.what))
            alarm.add("trigger", timedelta(days=-_REMINDED[item.sort]))
            event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _identity(agreement: str, item: AgendaItem) -> str:
    words = f"{agreement}\n{item.sort.value}\n{item.about}"
    return hashlib.sha256(words.encode()).hexdigest()[:40]


def _description(book: Rulebook, item: AgendaItem) -> str:
    who = f"For the {item.party}. " if item.party else ""
    until = f"Until {book.words(item.until)}." if item.until else ""
    return (who + until).strip()
