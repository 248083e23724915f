"""Outages learned from: in time and late, with a cause that comes again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from servanda.example.people import BANK, NORTHWIND
from servanda.facts.decision import IncidentReviewOpened, IncidentReviewPublished, TimelineItem
from servanda.facts.studies import CaseStudyAgreed, CaseStudyRead, CaseStudyWritten
from servanda.journal.chain import Speaker
from servanda.kernel.time import Instant
from servanda.pipeline.story.reviews import agree, done
from servanda.pipeline.story.table import Step, say

__all__ = ["INCIDENTS"]

_OTHER_LINE: Final = "change tried on another line than the one it went to"


def _ask(at: str, by: Speaker, incident: str, restored: str, what: str) -> Step:
    act = IncidentReviewOpened(
        incident=incident, restored=Instant.parse(restored), what=what, service="payments"
    )
    return say(at, by, f"the review of {incident}", act)


def _learn(at: str, incident: str, review: IncidentReviewPublished) -> Step:
    """Return the step in which a review is handed over; it says itself to which question."""
    return say(
        at,
        NORTHWIND,
        f"{incident} is learned from",
        lambda table, _: replace(review, review=table.said[f"the review of {incident}"]),
    )


def _timeline(*items: tuple[str, str]) -> tuple[TimelineItem, ...]:
    return tuple(TimelineItem(at=Instant.parse(moment), what=what) for moment, what in items)


def _read(at: str, group: str, staff: int, read: int) -> Step:
    return say(
        at,
        NORTHWIND,
        f"{read} of {staff} of the {group} have read it",
        lambda table, _: CaseStudyRead(
            study=table.said["a case study"], group=group, staff=staff, read=read
        ),
    )


_YEAR_2025: Final = (
    _ask(
        "2025-01-16T14:00:00Z",
        BANK,
        "OUT00003",
        "2025-01-16T10:49:12Z",
        "Fifty-two minutes without payments in the third week.",
    ),
    _learn(
        "2025-01-17T15:30:00Z",
        "OUT00003",
        IncidentReviewPublished(
            review="",
            timeline=_timeline(
                (
                    "2025-01-16T09:57:12Z",
                    "A disk of the queue fails; its mirror had failed in December.",
                ),
                ("2025-01-16T10:20:00Z", "The shift finds nobody who may order a new one."),
                ("2025-01-16T10:49:12Z", "The queue runs from the second data centre."),
            ),
            users="The branches wrote payments on paper, and typed them in the evening.",
            staff="The warning of December stood in a mailbox that moved house with us.",
            causes=("warning that nobody reads",),
            prevented_by="Reading the mailbox of warnings from the first day.",
            changes=("Warnings of the platform go to the shift's own board.",),
            early_signal="Disks without a mirror",
        ),
    ),
    _ask(
        "2025-10-14T07:00:00Z",
        BANK,
        "OUT00068",
        "2025-10-13T14:34:39Z",
        "Six and a half hours without payments on the Monday after the release.",
    ),
    _learn(
        "2025-10-17T09:00:00Z",
        "OUT00068",
        IncidentReviewPublished(
            review="",
            timeline=_timeline(
                (
                    "2025-10-11T20:00:00Z",
                    "The release goes live, on time and with every test green.",
                ),
                ("2025-10-13T07:59:39Z", "Monday's payments fill a table that has no room."),
                ("2025-10-13T10:30:00Z", "Taking the release back fails: nobody had tried it."),
                ("2025-10-13T14:34:39Z", "Payments run again, slowly."),
            ),
            users="Nobody could pay until the afternoon; what was sent twice was booked twice.",
            staff="The tests ran on the second line, whose table is larger.",
            causes=(_OTHER_LINE, "way back that nobody had tried"),
            prevented_by="A rehearsal with a Monday's payments, forth and back.",
            changes=(
                "A release has a way back that was tried.",
                "Both lines have tables of one size.",
            ),
            early_signal="Rows left in the table of open payments",
        ),
    ),
    say(
        "2025-11-05T09:00:00Z",
        NORTHWIND,
        "a case study",
        lambda table, _: CaseStudyWritten(
            review=table.said["the review of OUT00068"],
            title="A release without a way back",
            audience="Everybody who changes what payments run on",
            learn=(
                "A test is worth as much as the line that it ran on is like the other.",
                "A way back that nobody has tried is none.",
            ),
        ),
    ),
    say(
        "2025-11-06T10:00:00Z",
        BANK,
        "which the bank is glad of",
        lambda table, _: CaseStudyAgreed(
            study=table.said["a case study"], words="May others have it cheaper."
        ),
    ),
    _ask(
        "2025-11-12T13:00:00Z",
        NORTHWIND,
        "OUT00129",
        "2025-11-12T09:52:00Z",
        "Thirty-two minutes in which cards were declined.",
    ),
    _learn(
        "2025-11-14T08:00:00Z",
        "OUT00129",
        IncidentReviewPublished(
            review="",
            timeline=_timeline(
                ("2025-11-12T09:20:00Z", "Road works cut the line to CardNet."),
                ("2025-11-12T09:31:00Z", "The second line does not take over by itself."),
                ("2025-11-12T09:52:00Z", "It is switched over by hand."),
            ),
            users="Cards were declined at tills; transfers went through.",
            staff="The switch had been put to 'by hand' for the release in October.",
            causes=("setting left behind by a change",),
            prevented_by="Looking after each release at what it has put aside.",
            changes=("The list of a release ends with what has to be put back.",),
        ),
    ),
)

_YEAR_2026: Final = (
    _read("2026-03-02T10:00:00Z", "release team", 14, 14),
    # Who was to change a routing table in June had not.
    _read("2026-03-02T10:05:00Z", "network team", 11, 2),
    _ask(
        "2026-05-15T09:30:00Z",
        NORTHWIND,
        "OUT00119",
        "2026-05-15T07:29:42Z",
        "Seventeen minutes without payments on the Friday of the salaries.",
    ),
    _learn(
        "2026-05-16T14:00:00Z",
        "OUT00119",
        IncidentReviewPublished(
            review="",
            timeline=_timeline(
                ("2026-05-15T07:12:42Z", "Twice as many salaries as on any Friday fill the queue."),
                (
                    "2026-05-15T07:15:00Z",
                    "The alarm at half the queue rings, as it has since March.",
                ),
                ("2026-05-15T07:29:42Z", "A second queue takes over."),
            ),
            users="Salaries came a quarter of an hour late; most people did not notice.",
            staff="The alarm was early enough; the second queue had to be started by hand.",
            causes=("peak that nobody had told us of",),
            prevented_by="A list of days on which the bank expects more payments.",
            changes=("The bank tells of large days a week before.",),
            early_signal="Queue at half its length",
        ),
    ),
    _ask(
        "2026-06-26T08:00:00Z",
        NORTHWIND,
        "OUT00127",
        "2026-06-25T14:16:18Z",
        "Twelve minutes without payments on the last Thursday of June.",
    ),
    _learn(
        "2026-06-29T08:30:00Z",
        "OUT00127",
        IncidentReviewPublished(
            review="",
            timeline=_timeline(
                ("2026-06-25T14:04:18Z", "A changed routing table is taken up."),
                ("2026-06-25T14:05:38Z", "The service desk has the first call."),
                ("2026-06-25T14:16:18Z", "The table before it is back."),
            ),
            users="Transfers stood still for twelve minutes; none was lost, and nobody was told.",
            staff="The test of the change was green: it ran on the line that was not changed.",
            causes=(_OTHER_LINE,),
            prevented_by="Trying the change on the second line, with real traffic, first.",
            changes=(
                "Changes of configuration go to the second line first, as releases do.",
                "The first page says so when transfers stand still.",
                "The network team reads what October taught.",
            ),
            early_signal="Transfers waiting longer than ten seconds",
        ),
    ),
    agree(
        "2026-06-30T13:30:00Z",
        "Changes of configuration go to the second line first.",
        NORTHWIND,
        date(2026, 7, 31),
        comes_from="OUT00127 is learned from",
    ),
    agree(
        "2026-06-30T13:40:00Z",
        "The first page says so when transfers stand still.",
        BANK,
        date(2026, 9, 30),
        comes_from="OUT00127 is learned from",
    ),
    done(
        "2026-07-13T09:00:00Z",
        NORTHWIND,
        "Changes of configuration go to the second line first.",
        "The pipeline takes no other way since this morning.",
    ),
    _read("2026-07-20T10:00:00Z", "network team", 11, 11),
)

INCIDENTS: Final = (*_YEAR_2025, *_YEAR_2026)
"""What was learned from outages."""
