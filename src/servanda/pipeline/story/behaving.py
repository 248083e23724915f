"""How both sides kept what they promised of their behaviour, and a circumstance that changed."""

from __future__ import annotations

from datetime import date
from typing import Final

from servanda.example.people import BANK, NORTHWIND, PAYMENTS
from servanda.facts.behaving import CircumstanceAnswered, CircumstanceReported, ExampleGiven
from servanda.facts.decision import ReviewHeld, ReviewMinuted, ReviewPlanned
from servanda.journal.chain import Speaker
from servanda.kernel.time import Instant
from servanda.partnership.calling import called_label
from servanda.pipeline.deciding import Desk
from servanda.pipeline.story.reviews import agree, there
from servanda.pipeline.story.table import Step, Table, say

__all__ = ["BEHAVIOUR"]

_MERGER: Final = "The customers of a smaller bank come over: a third more payments from October on."
_TALK: Final = "a service review is called by it"
_PEOPLE: Final = (BANK, PAYMENTS, NORTHWIND)


def _example(
    at: str, by: Speaker, principle: str, on: date, kept: str = "", departed: str = ""
) -> Step:
    """Return the step in which somebody tells where a principle was kept, or departed from."""
    what = kept or departed
    return say(at, by, what, ExampleGiven(principle=principle, kept=bool(kept), on=on, what=what))


def _label(table: Table, desk: Desk) -> str:
    """Return what stands in the place of a stretch in the review that the circumstance calls."""
    digest = table.said[_MERGER]
    return called_label(next(each.number for each in desk.journal.entries if each.sha256 == digest))


BEHAVIOUR: Final = (
    _example(
        "2026-04-16T13:00:00Z",
        BANK,
        "people_first",
        date(2026, 3, 31),
        departed="Until March, tickets were closed before anything worked, to stop their clocks.",
    ),
    _example(
        "2026-05-18T08:00:00Z",
        PAYMENTS,
        "blameless",
        date(2026, 5, 16),
        kept="The review of the salaries' Friday says what nobody had asked, and names nobody.",
    ),
    _example(
        "2026-05-20T09:00:00Z",
        NORTHWIND,
        "no_surprises",
        date(2026, 5, 18),
        departed="Everybody had to change passwords, and the desk heard of it from the callers.",
    ),
    _example(
        "2026-06-12T09:00:00Z",
        BANK,
        "people_first",
        date(2026, 6, 10),
        kept="The desk calls back on the day after, before it closes a ticket.",
    ),
    say(
        "2026-07-06T09:00:00Z",
        BANK,
        _MERGER,
        CircumstanceReported(
            what=_MERGER,
            since=date(2026, 7, 1),
            affects="The payments platform on days of salaries, and 60 people new to the portal.",
        ),
    ),
    say(
        "2026-07-09T14:00:00Z",
        NORTHWIND,
        "the circumstance is answered",
        lambda table, _: CircumstanceAnswered(
            circumstance=table.said[_MERGER],
            words="The platform carries it on every day but those of salaries. Let us talk in July"
            " about a larger queue, before anybody asks what it costs.",
        ),
    ),
    say(
        "2026-07-10T09:00:00Z",
        BANK,
        "the review that it calls is planned",
        lambda table, desk: ReviewPlanned(
            review="service",
            period=_label(table, desk),
            starts=Instant.parse("2026-07-23T08:00:00Z"),
            ends=Instant.parse("2026-07-23T09:00:00Z"),
            place="By video",
            invited=there(_PEOPLE),
            brings=("What a third more payments means on the Friday of the salaries.",),
        ),
    ),
    say(
        "2026-07-23T09:10:00Z",
        BANK,
        _TALK,
        lambda table, desk: ReviewHeld(
            review="service",
            period=_label(table, desk),
            at=Instant.parse("2026-07-23T08:00:00Z"),
            ended=Instant.parse("2026-07-23T09:00:00Z"),
            attendance=there(_PEOPLE),
            cost="an hour of three people",
        ),
    ),
    say(
        "2026-07-23T12:00:00Z",
        BANK,
        "what it came to",
        lambda table, _: ReviewMinuted(
            held=table.said[_TALK],
            minutes="On an ordinary day the platform carries a third more. On the Friday of the"
            " salaries its queue does not, and the second one is still started by hand.",
            decisions=("A rehearsal with a third more salaries, before October.",),
        ),
    ),
    agree(
        "2026-07-23T12:10:00Z",
        "A rehearsal with a third more salaries than in May.",
        NORTHWIND,
        date(2026, 9, 25),
        comes_from=_TALK,
    ),
)
"""Principles kept and departed from, and a merger that nobody had foreseen."""
