"""Quotations and the work that comes of them; favours, and one that became a habit."""

from __future__ import annotations

from datetime import date
from typing import Final

from servanda.example.people import BANK, NORTHWIND, PAYMENTS
from servanda.facts import decision as said
from servanda.journal.chain import Speaker
from servanda.pipeline.story.table import Step, euro, say

__all__ = ["FAVOURS", "WORK"]

_BY_BRANCH: Final = "A list of payments that wait, by branch."
_QUESTIONS: Final = "The portal asks four questions instead of eleven."
_PAGE: Final = "A page for the Head of Payments: which payments need a hand, and why."


def _ask(at: str, by: Speaker, what: str) -> Step:
    return say(at, by, what, said.QuotationAsked(what=what))


def _quote(at: str, what: str, price: str, due: date, note: str) -> Step:
    return say(
        at,
        NORTHWIND,
        f"Quoted: {what}",
        lambda table, _: said.QuotationGiven(
            quotation=table.said[what], price=euro(price), due=due, note=note
        ),
    )


def _decide(at: str, what: str, *, reason: str = "") -> Step:
    """Return the step in which a quotation is accepted, or declined for a reason."""
    return say(
        at,
        BANK,
        f"Decided: {what}",
        lambda table, _: said.QuotationDecided(
            quotation=table.said[what], accepted=not reason, reason=reason
        ),
    )


def _deliver(at: str, what: str, note: str) -> Step:
    return say(
        at,
        NORTHWIND,
        f"Delivered: {what} {note}",
        lambda table, _: said.WorkDelivered(work=table.said[what], note=note),
    )


def _look(at: str, what: str, *, missing: str = "") -> Step:
    """Return the step in which delivered work is accepted, or something is missing."""
    return say(
        at,
        BANK,
        f"Looked at: {what} {missing}",
        lambda table, _: said.WorkAccepted(
            work=table.said[what], accepted=not missing, reason=missing
        ),
    )


WORK: Final = (
    _ask("2025-02-10T08:00:00Z", BANK, "A second screen at each desk of the branches."),
    _quote(
        "2025-02-12T14:00:00Z",
        "A second screen at each desk of the branches.",
        "38000",
        date(2025, 6, 30),
        "Screens, arms, and a visit to each branch.",
    ),
    _decide(
        "2025-02-18T09:00:00Z",
        "A second screen at each desk of the branches.",
        reason="Half of the branches close within two years.",
    ),
    _ask("2025-09-01T08:00:00Z", PAYMENTS, _BY_BRANCH),
    _quote(
        "2025-09-11T10:00:00Z",
        _BY_BRANCH,
        "4800",
        date(2025, 11, 28),
        "Late, as our architect was on holiday.",
    ),
    _decide("2025-09-15T09:00:00Z", _BY_BRANCH),
    _deliver("2025-11-26T15:00:00Z", _BY_BRANCH, "Each morning at seven."),
    _look("2025-12-01T10:00:00Z", _BY_BRANCH, missing="Branches that have moved are missing."),
    _deliver("2025-12-04T15:00:00Z", _BY_BRANCH, "With the branches that have moved."),
    _look("2025-12-08T09:00:00Z", _BY_BRANCH),
    _ask("2026-02-16T08:00:00Z", PAYMENTS, _QUESTIONS),
    _quote(
        "2026-02-18T12:00:00Z",
        _QUESTIONS,
        "9200",
        date(2026, 4, 30),
        "The rest is known from the customer's last payment.",
    ),
    _decide("2026-02-19T09:00:00Z", _QUESTIONS),
    _deliver("2026-04-24T15:00:00Z", _QUESTIONS, "Live since this morning."),
    _look("2026-04-28T12:00:00Z", _QUESTIONS),
    _ask("2026-07-14T15:00:00Z", PAYMENTS, _PAGE),
    _quote(
        "2026-07-16T14:00:00Z",
        _PAGE,
        "6500",
        date(2026, 9, 30),
        "With two rounds of changes; the bank brings somebody from payments.",
    ),
    _decide("2026-07-17T09:00:00Z", _PAGE),
)
"""What was asked, quoted and delivered."""


def _give(at: str, by: Speaker, favour: str, what: str, worth: str, on: date) -> Step:
    act = said.GoodwillGiven(favour=favour, what=what, worth=euro(worth), on=on)
    return say(at, by, what, act)


def _thank(at: str, by: Speaker, what: str, words: str) -> Step:
    return say(
        at,
        by,
        f"Thanks: {what}",
        lambda table, _: said.GoodwillAcknowledged(goodwill=table.said[what], words=words),
    )


_PHONES: Final = "Three people answered the bank's phones while no card worked."
_TESTERS: Final = "Two testers for a week, until the release was put right."
_UTRECHT: Final = "Two people over the weekend on which a branch moved in Utrecht."
_ZWOLLE: Final = "Two people over the weekend on which a branch moved in Zwolle."
_DELFT: Final = "Two people over the weekend on which a branch moved in Delft."

FAVOURS: Final = (
    _give("2025-08-26T08:00:00Z", NORTHWIND, "phones", _PHONES, "1350", date(2025, 8, 25)),
    _thank("2025-08-26T14:00:00Z", BANK, _PHONES, "Nobody had to wait longer than a minute."),
    _give("2025-10-27T08:00:00Z", BANK, "testers", _TESTERS, "3200", date(2025, 10, 20)),
    _thank("2025-10-27T11:00:00Z", NORTHWIND, _TESTERS, "It would have been two weeks."),
    _give(
        "2026-01-19T08:00:00Z", NORTHWIND, "weekend_support", _UTRECHT, "1600", date(2026, 1, 17)
    ),
    _thank("2026-01-19T15:00:00Z", BANK, _UTRECHT, "Every desk worked on Monday. Thank you."),
    _give("2026-03-16T08:00:00Z", NORTHWIND, "weekend_support", _ZWOLLE, "1600", date(2026, 3, 14)),
    _thank("2026-03-16T12:00:00Z", BANK, _ZWOLLE, "Again: thank you."),
    _give("2026-06-08T08:00:00Z", NORTHWIND, "weekend_support", _DELFT, "1600", date(2026, 6, 6)),
    _thank("2026-06-08T15:00:00Z", BANK, _DELFT, "The third move, and the third good Monday."),
    say(
        "2026-06-16T13:20:00Z",
        BANK,
        "the habit is settled",
        said.HabitSettled(
            favour="weekend_support",
            way=said.Way.AMENDED,
            words="Four more branches move. Nobody should have to hope for it, or to give it.",
        ),
    ),
)
"""What was given beyond the agreement, by both."""
