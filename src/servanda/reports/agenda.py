"""The calendar of an agreement as text, and as a file for people's own calendars (RFC 5545)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from servanda.decisions.agenda import AgendaItem, AgendaSort
from servanda.decisions.rulebook import Rulebook
from servanda.kernel.time import Instant
from servanda.reports.clean import one_line

if TYPE_CHECKING:
    from icalendar import Event

__all__ = ["AgreementDays", "agenda_ics", "agenda_lines", "calendar_ics"]

_REMINDED: Final = {
    AgendaSort.NOTICE: 30,
    AgendaSort.ENDS: 30,
    AgendaSort.STATEMENT_DUE: 3,
    AgendaSort.CLAIM_UNTIL: 3,
    AgendaSort.ANSWER_DUE: 1,
}
"""How many days before its day a calendar rings."""

_ASKED_AGAIN: Final = timedelta(hours=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementDays:
    """Say what falls on which day in one agreement.

    Args:
        book: The agreement.
        items: What falls on which day.
        name: What tells the agreement from others in the same file.
        address: Where the agreement's days are shown; empty where nobody serves them.
    """

    book: Rulebook
    items: Sequence[AgendaItem]
    name: str
    address: str = ""


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
    """Return the calendar file of one agreement, as ``calendar_ics`` makes it.

    Args:
        book: The agreement.
        items: What falls on which day.
        at: When the file is made, which calendars ask for.
    """
    version = book.history.latest
    days = AgreementDays(book=book, items=items, name=version.identifier)
    return calendar_ics(version.title, [days], at)


def calendar_ics(title: str, agreements: Iterable[AgreementDays], at: Instant) -> bytes:
    """Return a calendar file: each item a whole day, or its hours, with its alarm days before.

    The same items give the same file, and an item keeps its identity from one file to the next,
    so that a calendar that takes a newer file over changes what it has and doubles nothing.

    Args:
        title: What the calendar is called.
        agreements: What falls on which day in each agreement.
        at: When the file is made, which calendars ask for.
    """
    from icalendar import Calendar  # noqa: PLC0415 - only where one is asked for

    calendar = Calendar()
    calendar.add("prodid", "-//Servanda//Calendar of an agreement//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", one_line(title))
    # Calendars that follow an address ask anew so often, by the standard's word or an older one.
    calendar.add("refresh-interval", _ASKED_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for days in agreements:
        for item in days.items:
            calendar.add_component(_event(days, item, at))
    return bytes(calendar.to_ical())


def _event(days: AgreementDays, item: AgendaItem, at: Instant) -> Event:
    from icalendar import Alarm, Event  # noqa: PLC0415 - as above

    event = Event()
    event.add("uid", f"{_identity(days.name, item)}@servanda")
    event.add("dtstamp", at.to_datetime())
    if item.starts is not None and item.ends is not None:
        event.add("dtstart", item.starts.to_datetime())
        event.add("dtend", item.ends.to_datetime())
    else:
        event.add("dtstart", item.day)
        event.add("dtend", item.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    event.add("summary", one_line(f"{days.book.history.latest.title}: {item.what}"))
    if item.party or item.until:
        event.add("description", _description(days.book, item))
    if days.address:
        event.add("url", days.address)
    event.add("categories", [item.sort.value])
    if item.sort in _REMINDED:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", one_line(item.what))
        alarm.add("trigger", timedelta(days=-_REMINDED[item.sort]))
        event.add_component(alarm)
    return event


def _identity(agreement: str, item: AgendaItem) -> str:
    words = f"{agreement}\n{item.sort.value}\n{item.about}"
    return hashlib.sha256(words.encode()).hexdigest()[:40]


def _description(book: Rulebook, item: AgendaItem) -> str:
    who = f"For the {item.party}. " if item.party else ""
    until = f"Until {book.words(item.until)}." if item.until else ""
    return (who + until).strip()
