"""What users are told, and what hurts them until they say themselves that it is gone."""

from __future__ import annotations

from datetime import date
from typing import Final

from servanda.example.people import BANK, NORTHWIND, PAYMENTS
from servanda.facts.cards import CardMadePublic, MaintenanceAnnounced
from servanda.facts.pains import (
    PainPointAnswered,
    PainPointConfirmed,
    PainPointEased,
    PainPointNamed,
)
from servanda.journal.chain import Speaker
from servanda.kernel.time import Instant
from servanda.pipeline.story.table import Step, say

__all__ = ["USERS"]

_SIGNING_IN: Final = "Signing in takes five minutes each morning."
_QUESTIONS: Final = "The portal asks eleven questions, and people guess."
_UNTOLD: Final = "Nobody tells us when transfers stand still."


def _name(at: str, by: Speaker, what: str, group: str, users: int, owner: Speaker) -> Step:
    act = PainPointNamed(
        group=group,
        what=what,
        owner=owner.party,
        role=owner.role,
        service="workplace" if what == _SIGNING_IN else "payments",
        users=users,
    )
    return say(at, by, what, act)


def _answer(at: str, by: Speaker, what: str, words: str, due: date) -> Step:
    return say(
        at,
        by,
        f"{what} {words}",
        lambda table, _: PainPointAnswered(pain_point=table.said[what], words=words, due=due),
    )


def _ease(at: str, what: str, eased: str) -> Step:
    return say(
        at,
        NORTHWIND,
        f"{what} {eased}",
        lambda table, _: PainPointEased(pain_point=table.said[what], what=eased),
    )


def _hear(at: str, what: str, speaks: str, words: str, *, gone: bool) -> Step:
    return say(
        at,
        BANK,
        f"{what} {words}",
        lambda table, _: PainPointConfirmed(
            pain_point=table.said[what], gone=gone, words=words, speaks=speaks
        ),
    )


USERS: Final = (
    _name("2025-03-05T08:00:00Z", BANK, _SIGNING_IN, "branch staff", 340, NORTHWIND),
    _answer(
        "2025-03-07T10:00:00Z",
        NORTHWIND,
        _SIGNING_IN,
        "Profiles are fetched from the far side of the country; they move.",
        date(2025, 5, 30),
    ),
    _ease("2025-05-22T15:00:00Z", _SIGNING_IN, "Profiles lie in the bank's own data centre."),
    _hear(
        "2025-06-02T09:00:00Z",
        _SIGNING_IN,
        "head of branches",
        "Better, and on Mondays as before.",
        gone=False,
    ),
    _ease("2025-06-19T15:00:00Z", _SIGNING_IN, "Updates of Mondays are put in place on Sundays."),
    _hear(
        "2025-07-01T09:00:00Z",
        _SIGNING_IN,
        "head of branches",
        "Half a minute, on Mondays too.",
        gone=True,
    ),
    _name("2026-01-28T08:00:00Z", PAYMENTS, _QUESTIONS, "payments operations", 45, NORTHWIND),
    _answer(
        "2026-02-19T12:00:00Z",
        NORTHWIND,
        _QUESTIONS,
        "Four will do; it is ordered.",
        date(2026, 4, 30),
    ),
    say("2026-03-02T09:00:00Z", BANK, "a card for everybody", CardMadePublic(service="payments")),
    _ease("2026-04-24T15:10:00Z", _QUESTIONS, "The portal asks four questions."),
    _hear(
        "2026-05-29T09:00:00Z",
        _QUESTIONS,
        "Head of Payments",
        "Nobody guesses any more, and what comes in can be paid out.",
        gone=True,
    ),
    _name("2026-06-26T10:00:00Z", BANK, _UNTOLD, "branch staff", 340, BANK),
    _answer(
        "2026-07-02T09:00:00Z",
        BANK,
        _UNTOLD,
        "The first page will say so.",
        date(2026, 9, 30),
    ),
    say(
        "2026-07-27T10:00:00Z",
        NORTHWIND,
        "maintenance is announced",
        MaintenanceAnnounced(
            service="payments",
            starts=Instant.parse("2026-09-19T20:00:00Z"),
            ends=Instant.parse("2026-09-20T00:00:00Z"),
            what="The platform moves to its second site and back: the yearly rehearsal.",
            expect="No transfers for up to twenty minutes, twice.",
        ),
    ),
)
"""What was heard from users, and said to them."""
