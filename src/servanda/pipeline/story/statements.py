"""Statements, and what is said about them: a dispute, relief, late entries, a training bought.

The two managers meet each quarter: the provider brings the quarter's exports and hands over the
statements of its months.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final

from servanda.example.outages import CARD_LINE
from servanda.example.people import BANK, NORTHWIND
from servanda.example.story import FIRST_DAY
from servanda.facts import decision as said
from servanda.kernel.time import Instant
from servanda.pipeline.answer import Progress
from servanda.pipeline.issuing import issue_through, restate
from servanda.pipeline.story.table import Step, Table, do, euro, heard, say
from servanda.pipeline.submitting import submit

__all__ = ["STATEMENTS"]


def _hand_over(at: str, exported: date, last: str, *, late_entries: date = FIRST_DAY) -> Step:
    """Return the step in which statements up to a month are handed over, on a day's exports."""
    what = f"statements up to {last}"

    def take(table: Table, moment: Instant) -> None:
        table.lay_exports(exported, late_entries=late_entries)
        telling = _telling(table, at, what)
        heard(issue_through(table.workspace, last, NORTHWIND, moment, progress=telling))

    return do(at, what, take)


def _restate(at: str) -> Step:
    def take(table: Table, moment: Instant) -> None:
        telling = _telling(table, at, "restating")
        heard(restate(table.workspace, NORTHWIND, moment, progress=telling))

    return do(at, "restating", take)


def _submit_late_entries(table: Table, moment: Instant) -> None:
    table.lay_exports(date(2026, 4, 1), late_entries=date(2026, 1, 1))
    note = "An audit of 2025 found waiting times that the desk had noted on paper only."
    telling = _telling(table, str(moment), "late entries")
    heard(submit(table.workspace, NORTHWIND, moment, note=note, progress=telling))


def _telling(table: Table, at: str, what: str) -> Progress:
    """Return a teller that says of everything below a step the step alone."""

    def told(doing: str, done: int, total: int) -> None:
        del doing, done, total
        table.progress(f"{at[:10]} {what}", 0, 0)

    return told


_YEAR_2025: Final = (
    _hand_over("2025-07-08T08:00:00Z", date(2025, 7, 1), "2025-06"),
    say(
        "2025-07-22T13:30:00Z",
        BANK,
        "June is agreed to",
        lambda _, desk: said.StatementAgreed(statement=desk.statement("2025-06")),
    ),
    _hand_over("2025-10-08T08:00:00Z", date(2025, 10, 1), "2025-09"),
    say(
        "2025-10-14T09:15:00Z",
        BANK,
        "a line is disputed",
        lambda _, desk: said.DisputeRaised(
            statement=desk.statement("2025-07"),
            line=said.LineNamed(name="resolve_requests"),
            proposed=euro("1500"),
            reason="Our late decisions held up some of the requests that were late, not half of"
            " them.",
        ),
    ),
    say(
        "2025-10-24T14:00:00Z",
        NORTHWIND,
        "and settled",
        lambda table, _: said.DisputeAnswered(
            dispute=table.said["a line is disputed"],
            answer=said.Answer.SETTLED,
            amount=euro("1000"),
            reason="Two thirds of the full credit, after going through the requests together.",
        ),
    ),
    _restate("2025-10-28T09:00:00Z"),
)

_YEAR_2026: Final = (
    _hand_over("2026-01-09T09:00:00Z", date(2026, 1, 1), "2025-12"),
    say(
        "2026-01-13T10:00:00Z",
        NORTHWIND,
        "relief is claimed",
        said.ReliefClaimed(
            relief="third_party",
            subject=said.StretchNamed(
                start=Instant.from_datetime(CARD_LINE.began),
                end=Instant.from_datetime(CARD_LINE.ended),
                segment=(("service", "payments"),),
            ),
            measures=("payments_available",),
            reason="CardNet's line was cut by road works.",
        ),
    ),
    say(
        "2026-01-22T15:00:00Z",
        BANK,
        "half of it is granted",
        lambda table, _: said.ReliefAnswered(
            claim=table.said["relief is claimed"],
            answer=said.Answer.SETTLED,
            share=Fraction(1, 2),
            reason="The second line, which is Northwind's, should have taken over.",
        ),
    ),
    _restate("2026-01-26T09:00:00Z"),
    do("2026-04-07T08:00:00Z", "late entries", _submit_late_entries),
    _restate("2026-04-08T09:00:00Z"),
    _hand_over("2026-04-09T08:00:00Z", date(2026, 4, 1), "2026-03", late_entries=date(2026, 1, 1)),
    say(
        "2026-04-13T12:00:00Z",
        NORTHWIND,
        "a training is proposed",
        said.SpendingProposed(
            amount=euro("12000"),
            purpose="training",
            what="Two days for the service desk: closing a ticket with the person, not for the"
            " clock",
            helps="ticket_experience",
            looked_at=date(2026, 6, 30),
        ),
    ),
    say(
        "2026-04-15T09:00:00Z",
        BANK,
        "and approved",
        lambda table, _: said.SpendingDecided(
            proposal=table.said["a training is proposed"], approved=True
        ),
    ),
    say(
        "2026-05-12T15:00:00Z",
        NORTHWIND,
        "and held",
        lambda table, _: said.SpendingDone(
            proposal=table.said["a training is proposed"],
            cost=euro("11400"),
            on=date(2026, 5, 8),
        ),
    ),
    _hand_over("2026-07-08T08:00:00Z", date(2026, 7, 1), "2026-06", late_entries=date(2026, 7, 1)),
)

STATEMENTS: Final = (*_YEAR_2025, *_YEAR_2026)
"""What moves money."""
