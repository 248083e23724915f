"""``servanda calendar --format json``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from servanda.decisions.agenda import AgendaItem

__all__ = ["CalendarDocument", "CalendarItemDocument", "calendar_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarItemDocument:
    """What falls on a day: ``party`` is empty where nobody, or either, has to do something;
    ``until`` is the last instant for it, empty where the whole day counts.
    """

    day: str
    sort: str
    what: str
    party: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDocument:
    """What falls on the days from the first to the last one, both included."""

    first_day: str
    last_day: str
    items: tuple[CalendarItemDocument, ...]
    format: str = "servanda/calendar/1"


def calendar_document(
    first_day: date, last_day: date, items: Sequence[AgendaItem]
) -> CalendarDocument:
    """Return the document of a calendar."""
    return CalendarDocument(
        first_day=first_day.isoformat(),
        last_day=last_day.isoformat(),
        items=tuple(
            CalendarItemDocument(
                day=each.day.isoformat(),
                sort=each.sort.value,
                what=each.what,
                party=each.party,
                until=str(each.until) if each.until else "",
            )
            for each in items
        ),
    )
