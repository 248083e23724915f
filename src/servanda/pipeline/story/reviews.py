"""Reviews that were planned and held, one of them without the CIO, and what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from servanda.example.people import ACCOUNT, BANK, CIO, NORTHWIND, PAYMENTS
from servanda.facts.decision import (
    ActionAgreed,
    ActionDone,
    Attendee,
    ReviewHeld,
    ReviewMinuted,
    ReviewPlanned,
)
from servanda.journal.chain import Speaker
from servanda.kernel.time import Instant
from servanda.pipeline.story.table import Step, say

__all__ = ["REVIEWS", "agree", "done", "there"]


def agree(at: str, what: str, owner: Speaker, due: date, *, comes_from: str) -> Step:
    """Return the step in which somebody is to do something, as agreed in an earlier step.

    Args:
        at: When.
        what: What is to be done; the step is found by it.
        owner: Who does it.
        due: Last day for it.
        comes_from: The words of the step that it comes from.
    """
    return say(
        at,
        BANK,
        what,
        lambda table, _: ActionAgreed(
            what=what,
            owner=owner.party,
            role=owner.role,
            due=due,
            comes_from=table.said[comes_from],
        ),
    )


def done(at: str, owner: Speaker, what: str, how: str) -> Step:
    """Return the step in which an action is done."""
    return say(
        at,
        owner,
        f"Done: {what}",
        lambda table, _: ActionDone(action=table.said[what], how=how),
    )


def there(people: Sequence[Speaker]) -> tuple[Attendee, ...]:
    """Return people as those who are invited, or who were there."""
    return tuple(Attendee(party=each.party, role=each.role, person=each.person) for each in people)


def _plan(at: str, period: str, starts: str, ends: str, *brings: str) -> Step:
    act = ReviewPlanned(
        review="business",
        period=period,
        starts=Instant.parse(starts),
        ends=Instant.parse(ends),
        place="The bank's meeting room on the river",
        invited=there((CIO, PAYMENTS, BANK, ACCOUNT, NORTHWIND)),
        brings=brings,
    )
    return say(at, BANK, f"the business review of {period} is planned", act)


def _hold(at: str, review: str, period: str, *people: Speaker, cost: str = "") -> Step:
    act = ReviewHeld(
        review=review,
        period=period,
        at=Instant.parse(at).plus_seconds(-2 * 60 * 60),
        ended=Instant.parse(at),
        attendance=there(people),
        cost=cost,
    )
    return say(at, BANK, f"{review} {period}", act)


def _minute(at: str, of: str, minutes: str, *decisions: str) -> Step:
    return say(
        at,
        BANK,
        f"minutes of {of}",
        lambda table, _: ReviewMinuted(held=table.said[of], minutes=minutes, decisions=decisions),
    )


def _service(at: str, period: str, minutes: str, *decisions: str) -> tuple[Step, ...]:
    """Return how a service review is held, and minuted the same afternoon."""
    of = f"service {period}"
    return (
        _hold(f"{at}T12:00:00Z", "service", period, BANK, NORTHWIND, cost="2 hours of each side"),
        _minute(f"{at}T14:00:00Z", of, minutes, *decisions),
    )


_YEAR_2025: Final = (
    *_service(
        "2025-02-20",
        "2025-Q1",
        "Seven weeks in. People do not know whom to call, and call everybody.",
        "One number for everything from March on.",
    ),
    agree(
        "2025-02-20T14:10:00Z",
        "One number for everything, on every screen.",
        NORTHWIND,
        date(2025, 3, 14),
        comes_from="service 2025-Q1",
    ),
    done(
        "2025-03-12T09:00:00Z",
        NORTHWIND,
        "One number for everything, on every screen.",
        "It stands on the lock screen, and the four old numbers lead to it.",
    ),
    *_service(
        "2025-04-15",
        "2025-Q2",
        "The three months of settling in are over: from April on what is missed costs money.",
    ),
    _plan(
        "2025-05-26T09:00:00Z",
        "2025-H1",
        "2025-06-24T08:00:00Z",
        "2025-06-24T10:00:00Z",
        "Straight-through payments: what each of us can do about them.",
    ),
    _hold(
        "2025-06-24T10:15:00Z",
        "business",
        "2025-H1",
        PAYMENTS,
        BANK,
        ACCOUNT,
        NORTHWIND,
        cost="2 hours of four people, and a flight",
    ),
    _minute(
        "2025-06-24T13:00:00Z",
        "business 2025-H1",
        "The CIO was called away. Much was said about repairs by hand, and nothing could be"
        " decided; so the review does not count as held.",
    ),
    agree(
        "2025-06-24T13:10:00Z",
        "Both days of the next year stand in the CIO's diary.",
        BANK,
        date(2025, 7, 31),
        comes_from="business 2025-H1",
    ),
    done(
        "2025-07-15T08:00:00Z",
        BANK,
        "Both days of the next year stand in the CIO's diary.",
        "10 December and 16 June, in ink.",
    ),
    *_service(
        "2025-07-22",
        "2025-Q3",
        "Requests wait for the bank: whoever approves them is on holiday.",
    ),
    agree(
        "2025-07-22T14:10:00Z",
        "Somebody approves requests in the holidays, too.",
        BANK,
        date(2025, 8, 15),
        comes_from="service 2025-Q3",
    ),
    done(
        "2025-08-29T09:00:00Z",
        BANK,
        "Somebody approves requests in the holidays, too.",
        "Each who approves has named a stand-in; it took two weeks longer than said.",
    ),
    *_service(
        "2025-10-29",
        "2025-Q4",
        "The release of the 11th: four days of trouble, and two weeks of repairs by hand.",
        "No release of the payments platform before what it did is understood.",
    ),
    _plan(
        "2025-11-03T09:00:00Z",
        "2025-H2",
        "2025-12-10T09:00:00Z",
        "2025-12-10T11:00:00Z",
        "What October cost the bank, in payments and in patience.",
        "How another client of Northwind's rehearses its releases.",
    ),
    _hold(
        "2025-12-10T11:00:00Z",
        "business",
        "2025-H2",
        CIO,
        PAYMENTS,
        BANK,
        ACCOUNT,
        NORTHWIND,
        cost="2 hours of five people",
    ),
    _minute(
        "2025-12-10T14:00:00Z",
        "business 2025-H2",
        "October on one page: 30,000 EUR of credits, and many times as much in repairs by hand."
        " Credits are not what anybody wants.",
        "Releases are rehearsed on the second line, with a way back.",
        "The portal's new version goes live in January.",
    ),
    agree(
        "2025-12-10T14:10:00Z",
        "Rehearse each release on the second line, and the way back.",
        NORTHWIND,
        date(2026, 1, 30),
        comes_from="business 2025-H2",
    ),
)

_YEAR_2026: Final = (
    *_service(
        "2026-01-21",
        "2026-Q1",
        "Every technical level is met. S. Bakker says that her people repair more payments by hand"
        " since the portal's new version, and that nobody counts that as an incident.",
    ),
    agree(
        "2026-01-21T14:10:00Z",
        "Read what people write beside their marks.",
        NORTHWIND,
        date(2026, 2, 13),
        comes_from="service 2026-Q1",
    ),
    done(
        "2026-01-28T09:00:00Z",
        NORTHWIND,
        "Rehearse each release on the second line, and the way back.",
        "January's release took four hours forth and twenty minutes back; it went live whole.",
    ),
    done(
        "2026-02-12T09:00:00Z",
        NORTHWIND,
        "Read what people write beside their marks.",
        "Two things: tickets are closed before anything works, and the portal asks eleven"
        " questions where four would do.",
    ),
    *_service(
        "2026-04-16",
        "2026-Q2",
        "January to March are a watermelon: green outside, every technical level met; red inside,"
        " in what people say and in the bank's own figure. Tickets were closed to stop clocks.",
        "The training is paid from the holding account.",
        "A review counts once the bank has it: amendment 2.",
    ),
    _plan(
        "2026-05-11T09:00:00Z",
        "2026-H1",
        "2026-06-16T08:00:00Z",
        "2026-06-16T10:00:00Z",
        "What went right: fewer questions, a desk that listens.",
        "Northwind's goal: to be asked before the next contract is written.",
    ),
    _hold(
        "2026-06-16T10:00:00Z",
        "business",
        "2026-H1",
        CIO,
        PAYMENTS,
        BANK,
        ACCOUNT,
        NORTHWIND,
        cost="2 hours of five people",
    ),
    _minute(
        "2026-06-16T13:00:00Z",
        "business 2026-H1",
        "June looks to become the best month so far: payments go straight through, and people say"
        " so. The agreement is renewed at the end of 2027 unless somebody gives notice by June.",
        "Help at a weekend was given three times this year: it gets a price, by amendment 3.",
        "Both say in December what they want of the years after 2027.",
    ),
    agree(
        "2026-06-16T13:10:00Z",
        "What the bank wants of the years after 2027, on one page.",
        CIO,
        date(2026, 11, 30),
        comes_from="business 2026-H1",
    ),
    *_service(
        "2026-07-14",
        "2026-Q3",
        "May's 40 of 42 major incidents would have been enough for the first text, and are not for"
        " the amended one. The desk's answers are the best so far.",
    ),
    _plan(
        "2026-07-27T09:00:00Z",
        "2026-H2",
        "2026-12-08T09:00:00Z",
        "2026-12-08T11:00:00Z",
        "The years after 2027: a page from each side.",
    ),
)

REVIEWS: Final = (*_YEAR_2025, *_YEAR_2026)
"""Talks, and what was to be done after them."""
