"""The days that matter to one person in all their agreements, as a calendar follows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from servanda.decisions.agenda import AgendaItem, AgendaSort, agenda
from servanda.decisions.rulebook import Rulebook
from servanda.desk.callers import Caller, appointed, must_be_in_scope
from servanda.desk.rights import RULES
from servanda.desk.seeing import stand
from servanda.kernel.time import MICROS_PER_SECOND, Instant
from servanda.record.models import Agreement, Representation

__all__ = ["OwnDays", "ahead", "own_days"]

_BEFORE = timedelta(days=31)
_AFTER = timedelta(days=366)
_CLAIMS_AHEAD = timedelta(days=31)
_HOUR = 3600 * MICROS_PER_SECOND
_KEPT = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDays:
    """Say what falls on which day for one person in one agreement.

    Args:
        agreement: The agreement.
        book: What it says.
        items: What falls on which day, in its order.
    """

    agreement: Agreement
    book: Rulebook
    items: tuple[AgendaItem, ...]


def own_days(caller: Caller) -> tuple[OwnDays, ...]:
    """Return a person's days in all agreements that they have a part in, by the agreement's title.

    They reach from a month ago to a year ahead.

    Args:
        caller: Whose days they are, by a token that was made for a calendar.

    Raises:
        NotInScope: The token was made for something else.
    """
    must_be_in_scope(caller, RULES["own days read by a calendar"])
    held = appointed(caller.at).filter(person=caller.person).values("agreement")
    found = Agreement.objects.filter(pk__in=held).order_by("title", "pk")
    parties = dict(
        Representation.objects.filter(
            agreement__in=held, organisation=caller.person.organisation_id
        ).values_list("agreement", "party")
    )
    return tuple(_of(each, parties.get(each.pk, ""), caller.at) for each in found)


def ahead(items: Sequence[AgendaItem], party: str, today: date) -> list[AgendaItem]:
    """Return what concerns a party, without relief that can be claimed for long.

    Args:
        items: What falls on which day.
        party: The party, ``client`` or ``provider``; empty for somebody who sees both sides.
        today: The day from which it is counted.
    """
    return [
        each
        for each in items
        if each.party in {"", party} or not party
        if each.sort is not AgendaSort.CLAIM_UNTIL or each.day <= today + _CLAIMS_AHEAD
    ]


def _of(agreement: Agreement, party: str, at: Instant) -> OwnDays:
    # What an hour changes without an entry is seen an hour later; calendars ask every few hours.
    head = (agreement.head_number, agreement.head_sha256)
    book, items = _days(agreement.key, head, at.micros // _HOUR)
    today = book.day_of(at)
    return OwnDays(agreement=agreement, book=book, items=tuple(ahead(items, party, today)))


@lru_cache(maxsize=_KEPT)
def _days(key: str, _: tuple[int, str], hour: int) -> tuple[Rulebook, tuple[AgendaItem, ...]]:
    """Return everything that falls on the days around an hour, from memory if it was asked for."""
    found = stand(Agreement.objects.get(key=key), Instant(hour * _HOUR))
    book = Rulebook(found.history)
    today = book.day_of(found.at)
    return book, agenda(book, found.standing, today - _BEFORE, today + _AFTER)
