"""The calendar of an agreement: what falls on which day, for whom, and where that stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import pairwise
from typing import Final

from servanda.agreement.model.decisions import Relief
from servanda.agreement.periods import in_stabilization, periods_of
from servanda.agreement.term import terms_until
from servanda.decisions.rulebook import Rulebook
from servanda.decisions.waiting import waiting
from servanda.facts.proposal import ProposalState
from servanda.facts.standing import SpendingState, Standing
from servanda.kernel.time import Instant, Period
from servanda.partnership.calling import all_reviews, review_named
from servanda.partnership.clocks import times_in_zones
from servanda.partnership.state import partnership_of

__all__ = ["AgendaItem", "AgendaSort", "agenda"]

_DAY: Final = timedelta(days=1)


class AgendaSort(Enum):
    """What sort of day it is."""

    BEGINS = "begins"
    NOTICE = "notice"
    ENDS = "ends"
    RENEWED = "renewed"
    AMENDED = "amended"
    VALUE_CHANGES = "value changes"
    STABILIZATION_ENDS = "stabilization ends"
    STATEMENT_DUE = "statement due"
    CLAIM_UNTIL = "claim until"
    ANSWER_DUE = "answer due"
    LOOKED_AT = "looked at"
    REVIEW_DUE = "review due"
    REVIEW = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One day that matters.

    Args:
        day: The day, in the settlement's zone.
        sort: What sort of day it is.
        what: What falls on it, in words.
        party: Who has to do something, ``client`` or ``provider``; empty for nobody, or both.
        about: What it is about, which tells it from others of its sort: a period, a name, the
            digest of an entry.
        until: Last instant for it; absent where the whole day counts.
        starts: When it begins, where it has its hours.
        ends: When it is over, likewise.
    """

    day: date
    sort: AgendaSort
    what: str
    party: str
    about: str
    until: Instant | None = None
    starts: Instant | None = None
    ends: Instant | None = None


def agenda(
    book: Rulebook, standing: Standing, first_day: date, last_day: date
) -> tuple[AgendaItem, ...]:
    """Return what falls on some days, in their order.

    Pure: the same agreement, entries and days give the same. Nothing is left out because it has
    been done in the meantime, except statements that were handed over and what was answered.

    Args:
        book: The agreement.
        standing: How everything stands.
        first_day: The first day looked at.
        last_day: The last day looked at, included.
    """
    everything = (
        *_terms(book, standing, last_day),
        *_versions(book, standing),
        *_values(book),
        *_periods(book, standing, last_day),
        *_asked(book, standing),
        *_bought(standing),
        *_reviews(book, standing, last_day),
    )
    within = {each for each in everything if first_day <= each.day <= last_day}
    return tuple(sorted(within, key=lambda each: (each.day, each.sort.value, each.what)))


def _terms(book: Rulebook, standing: Standing, until: date) -> Iterator[AgendaItem]:
    in_force = book.history.latest.in_force
    begins = in_force.first_day
    yield AgendaItem(
        day=begins,
        sort=AgendaSort.BEGINS,
        what="the agreement is in force",
        party="",
        about="in force",
    )
    if standing.ending is not None:
        yield AgendaItem(
            day=standing.ending.ends,
            sort=AgendaSort.ENDS,
            what=f"last day of the agreement, by notice of the {standing.ending.party}",
            party="",
            about="notice",
        )
        return
    # A term beyond the days looked at can have its notice within them.
    for term in terms_until(in_force, until + timedelta(days=1000)):
        if term.last_day is None:
            return
        about = f"term until {term.last_day}"
        if term.notice_by is not None:
            else_what = "else it is renewed" if term.renews else "it is not renewed by itself"
            yield AgendaItem(
                day=term.notice_by,
                sort=AgendaSort.NOTICE,
                what=f"last day to give notice for {term.last_day}; {else_what}",
                party="",
                about=about,
            )
        if not term.renews:
            yield AgendaItem(
                day=term.last_day,
                sort=AgendaSort.ENDS,
                what="last day of the agreement",
                party="",
                about=about,
            )
        else:
            yield AgendaItem(
                day=term.last_day + _DAY,
                sort=AgendaSort.RENEWED,
                what=f"renewed for {in_force.renewal_months} months, unless notice was given",
                party="",
                about=about,
            )


def _versions(book: Rulebook, standing: Standing) -> Iterator[AgendaItem]:
    for version in book.history.versions[1:]:
        yield AgendaItem(
            day=version.effective_from,
            sort=AgendaSort.AMENDED,
            what=f"amendment {version.amendment} governs",
            party="",
            about=f"amendment {version.amendment}",
        )
    for proposal in standing.proposals:
        if proposal.state is ProposalState.OPEN and len(proposal.texts) > 1:
            yield AgendaItem(
                day=proposal.governs_from,
                sort=AgendaSort.AMENDED,
                what=f"proposal {proposal.number} would govern, if both sign it",
                party="",
                about=proposal.entry,
            )


def _values(book: Rulebook) -> Iterator[AgendaItem]:
    """Yield the days on which a dated term changes: fees, indexation."""
    for term in book.history.latest.terms.values():
        for day, _ in term.values.steps[1:]:
            yield AgendaItem(
                day=day,
                sort=AgendaSort.VALUE_CHANGES,
                what=f"{term.title or term.name} changes",
                party="",
                about=f"{term.name} {day}",
            )


def _periods(book: Rulebook, standing: Standing, until: date) -> Iterator[AgendaItem]:
    periods = periods_of(book.history, until)
    yield from _money_moves(book, periods)
    for period in periods:
        version = book.governing(period)
        due = book.due(version, version.answers.handed_over, period.end)
        if due is not None and period.label not in standing.issued:
            yield AgendaItem(
                day=book.day_of(due),
                sort=AgendaSort.STATEMENT_DUE,
                what=f"the statement of {period.label} is handed over",
                party="provider",
                about=period.label,
                until=due,
            )
        for relief in version.relief.values():
            yield from _claims(book, period, relief)


def _money_moves(book: Rulebook, periods: Sequence[Period]) -> Iterator[AgendaItem]:
    """Yield the day on which stabilization is over, where it has an end of its own."""
    settlement = book.history.versions[0].settlement
    for before, period in pairwise(periods):
        if in_stabilization(settlement, before) and not in_stabilization(settlement, period):
            yield AgendaItem(
                day=period.first_day,
                sort=AgendaSort.STABILIZATION_ENDS,
                what=f"money moves from {period.label} on",
                party="",
                about=period.label,
            )


def _claims(book: Rulebook, period: Period, relief: Relief) -> Iterator[AgendaItem]:
    due = book.due(book.governing(period), relief.claimed_within, period.end)
    if due is None:
        return
    for party in relief.claimed_by:
        yield AgendaItem(
            day=book.day_of(due),
            sort=AgendaSort.CLAIM_UNTIL,
            what=f"last day to claim relief '{relief.title or relief.name}' for {period.label}",
            party=party,
            about=f"{relief.name} {period.label} {party}",
            until=due,
        )


def _asked(book: Rulebook, standing: Standing) -> Iterator[AgendaItem]:
    for waits in waiting(book, standing):
        if waits.due is not None:
            silence = f"; silence means {waits.silence}" if waits.silence else ""
            yield AgendaItem(
                day=book.day_of(waits.due),
                sort=AgendaSort.ANSWER_DUE,
                what=f"last day to {waits.does} {waits.what}{silence}",
                party=waits.party,
                about=f"{waits.entry} {waits.party}",
                until=waits.due,
            )


def _bought(standing: Standing) -> Iterator[AgendaItem]:
    for spending in standing.spendings:
        if spending.state in {SpendingState.APPROVED, SpendingState.DONE}:
            yield AgendaItem(
                day=spending.looked_at,
                sort=AgendaSort.LOOKED_AT,
                what=f"look whether {spending.what} has moved {spending.helps}",
                party="",
                about=spending.entry,
            )


def _reviews(book: Rulebook, standing: Standing, until: date) -> Iterator[AgendaItem]:
    """Yield when reviews take place, and by when those are due that are not planned."""
    found = partnership_of(standing.entries.values())
    for due in all_reviews(book.history, found, until):
        review = found.reviews.get((due.rule.name, due.stretch.label))
        if review is not None and review.held is not None:
            continue
        name = review_named(due.rule.title or due.rule.name, due.stretch.label, found)
        planned = review.plan if review is not None else None
        moment = planned.starts if planned is not None else due.until
        if planned is not None:
            clocks = times_in_zones(book.history.latest, planned.starts, planned.ends)
            name = f"{name}, {', '.join(clocks)}"
        yield AgendaItem(
            day=book.day_of(moment),
            sort=AgendaSort.REVIEW if planned is not None else AgendaSort.REVIEW_DUE,
            what=name if planned is not None else f"last day for the {name}",
            party="",
            about=f"{due.rule.name} {due.stretch.label}",
            starts=planned.starts if planned is not None else None,
            ends=planned.ends if planned is not None else None,
        )
