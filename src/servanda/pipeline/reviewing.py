"""Reviews looked up, and the days on which a side rests."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from servanda.agreement.model.agreement import History
from servanda.businesstime.diagnostics import CalendarMistake
from servanda.businesstime.zone import load_zone
from servanda.decisions.rulebook import Rulebook
from servanda.kernel.diagnostic import near_match
from servanda.kernel.time import Instant
from servanda.partnership.calling import all_reviews
from servanda.partnership.state import Partnership, Review, partnership_of
from servanda.partnership.stretches import Due
from servanda.pipeline.deciding import Desk
from servanda.pipeline.refusals import MisusedCommand

__all__ = [
    "NoSuchReview",
    "NotPlanned",
    "due_review",
    "planned_review",
    "resting",
    "reviews_in_sight",
    "together",
]

_AHEAD_SECONDS = 190 * 86_400
_SATURDAY = 5
_LAST_YEAR = 2199


class NoSuchReview(MisusedCommand):
    """A review was named that the agreement does not ask for."""

    def __init__(self, name: str, period: str, known: list[str]) -> None:
        near = near_match(f"{name} {period}", known)
        hint = f"; did you mean '{near}'?" if near else ""
        super().__init__(f"the agreement asks for no review '{name}' of {period}{hint}")


class NotPlanned(MisusedCommand):
    """A review was named that nobody has planned."""

    def __init__(self, review: str, period: str) -> None:
        super().__init__(
            f"no review '{review}' of {period} is planned; 'servanda review plan' plans it"
        )


def together(desk: Desk) -> Partnership:
    """Return what was said about working together."""
    return partnership_of(desk.standing.entries.values())


def reviews_in_sight(book: Rulebook, partnership: Partnership, at: Instant) -> tuple[Due, ...]:
    """Return the reviews that were due so far or are within half a year, oldest first.

    Args:
        book: The agreement.
        partnership: What was said.
        at: The moment.
    """
    return all_reviews(book.history, partnership, book.day_of(at.plus_seconds(_AHEAD_SECONDS)))


def due_review(
    history: History, name: str, period: str, *, partnership: Partnership | None = None
) -> Due:
    """Return a review of a stretch of the calendar, or one that a circumstance called.

    Args:
        history: The agreement.
        name: The review's name.
        period: Label of the stretch, or ``called-31``.
        partnership: What was said, among it which reviews were called.

    Raises:
        NoSuchReview: The agreement asks for no such review.
    """
    year = int(period[:4]) if period[:4].isascii() and period[:4].isdecimal() else 0
    last = date(min(max(year, 1), _LAST_YEAR), 12, 31)
    reviews = all_reviews(history, partnership or Partnership(), last)
    known = {f"{each.rule.name} {each.stretch.label}": each for each in reviews}
    found = known.get(f"{name} {period}")
    if found is None:
        raise NoSuchReview(name, period, list(known))
    return found


def planned_review(desk: Desk, name: str, period: str) -> Review:
    """Return a review that is planned.

    Raises:
        NotPlanned: Nobody has planned it.
    """
    review = together(desk).reviews.get((name, period))
    if review is None or review.plan is None:
        raise NotPlanned(name, period)
    return review


def resting(history: History, at: Instant) -> Iterator[str]:
    """Yield why a side rests on the day of an instant, by its own clock.

    Holidays are those of the country that the agreement names for the party; they are looked up,
    and so may differ from what was agreed for a calendar.
    """
    for party in history.latest.parties.values():
        if party.identifier not in {"client", "provider"}:
            continue
        zone = party.zone or history.latest.settlement.zone
        day = at.to_datetime().astimezone(load_zone(zone)).date()
        name = _holiday(party.country, day)
        if name:
            yield f"{day} is {name} for the {party.identifier}, whose people may rest then"
        elif day.weekday() >= _SATURDAY:
            yield f"{day} is a {day:%A} for the {party.identifier}"


def _holiday(country: str, day: date) -> str:
    if not country:
        return ""
    # The library of the world's holidays takes its time to load.
    from servanda.businesstime.holiday_dates import public_holidays  # noqa: PLC0415 - as said above

    try:
        return public_holidays(country, day.year, day.year).get(day, "")
    except CalendarMistake:
        return ""
