"""What the bank has to find its way through, and by which goals its provider measures itself."""

from __future__ import annotations

from datetime import date
from typing import Final

from servanda.example.people import ACCOUNT, BANK, CIO
from servanda.facts.steering import (
    GoalLookedAt,
    GoalSet,
    StrategicIssueAnswered,
    StrategicIssueBrought,
)
from servanda.journal.chain import Speaker
from servanda.pipeline.story.table import Step, say

__all__ = ["STEERING"]

_BRANCHES: Final = "By 2028, forty of our branches will be agencies, in the shops of others."
_AT_ONCE: Final = "Payments at once, day and night: no cut-off is left to repair anything before."
_ASKED: Final = "We are asked before the bank writes its next contract."
_VISITS: Final = "A bank that does not know us yet looks at how we work here."


def _bring(at: str, what: str, matters: str) -> Step:
    return say(at, CIO, what, StrategicIssueBrought(what=what, matters=matters))


def _answer(at: str, what: str, words: str, elsewhere: str) -> Step:
    return say(
        at,
        ACCOUNT,
        f"Answered: {what}",
        lambda table, _: StrategicIssueAnswered(
            issue=table.said[what], words=words, elsewhere=elsewhere
        ),
    )


def _aim(at: str, what: str, seen_by: str, due: date) -> Step:
    return say(at, ACCOUNT, what, GoalSet(what=what, seen_by=seen_by, due=due))


def _look(at: str, by: Speaker, what: str, words: str, *, reached: bool) -> Step:
    return say(
        at,
        by,
        f"Looked at: {what} {words}",
        lambda table, _: GoalLookedAt(goal=table.said[what], reached=reached, words=words),
    )


STEERING: Final = (
    _aim(
        "2026-01-27T09:00:00Z",
        _VISITS,
        "A visit that the bank agreed to, in the diary of both.",
        date(2026, 6, 30),
    ),
    _bring(
        "2026-04-28T14:00:00Z",
        _BRANCHES,
        "Who works there is nobody's employee here, opens until ten at night, and has no time to"
        " wait for a desk.",
    ),
    _answer(
        "2026-05-07T08:00:00Z",
        _BRANCHES,
        "Evening hours of the desk, and a portal that somebody can use who sees it once a week. Let"
        " us try both in two shops before the next business review.",
        "A retailer whose shops became franchises kept one desk for all, and moved its hours to"
        " 22:00 within a quarter. Half of its calls came from the first three weeks of a shop.",
    ),
    _aim(
        "2026-05-11T11:00:00Z",
        _ASKED,
        "A page from the bank on the years after 2027, given to us before anybody else has one.",
        date(2026, 12, 31),
    ),
    _look(
        "2026-06-16T13:20:00Z",
        BANK,
        _VISITS,
        "A building society spent the morning of 3 June with the desk, and asked our people what it"
        " is like to call here.",
        reached=True,
    ),
    _look(
        "2026-06-16T13:30:00Z",
        BANK,
        _ASKED,
        "The bank writes down in November what it wants of the years after 2027.",
        reached=False,
    ),
    _bring(
        "2026-07-15T09:00:00Z",
        _AT_ONCE,
        "Today 1.7% of payments need a hand, and a hand takes a day. From 2027 on nobody waits a"
        " day.",
    ),
)
"""Strategic issues of the bank, what its provider has seen elsewhere, and the provider's goals."""
