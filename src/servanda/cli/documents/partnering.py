"""Parts of ``servanda partnership --format json``: costs of talks, issues, goals, clashes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from servanda.formula.display import format_quantity
from servanda.kernel.time import Instant
from servanda.partnership.effort import Effort, hours_text, year_efforts
from servanda.partnership.state import Partnership
from servanda.pipeline.contradicting import contradictions_of
from servanda.pipeline.deciding import Desk
from servanda.pipeline.reviewing import reviews_in_sight

__all__ = [
    "ClashDocument",
    "ContradictionDocument",
    "EffortDocument",
    "GoalDocument",
    "StrategicIssueDocument",
    "YearEffortDocument",
    "at_text",
    "contradictions",
    "efforts",
    "goals",
    "issues",
    "year_efforts_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortDocument:
    """What talking costs a side: ``hours`` of its people to two decimals, and their ``cost``, empty
    where an hour has no price.
    """

    party: str
    hours: str
    cost: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEffortDocument:
    """What the reviews of a year cost both sides, by their plans and as they were held."""

    year: int
    planned: tuple[EffortDocument, ...]
    kept: tuple[EffortDocument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategicIssueDocument:
    """A strategic issue of the client; ``answered`` is empty before the provider answers it."""

    entry: int
    what: str
    matters: str
    brought: str
    answered: str
    answer: str
    elsewhere: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalDocument:
    """A goal of the provider; ``looked_at`` is when last, ``reached`` is empty before it is."""

    entry: int
    what: str
    seen_by: str
    due: str
    looked_at: str
    found: str
    reached: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClashDocument:
    """A place that two proposals change to something else; a side that takes it away is empty."""

    place: str
    here: str
    there: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionDocument:
    """Two open proposals, by their numbers, of which only one can be signed."""

    proposal: int
    contradicts: int
    clashes: tuple[ClashDocument, ...]


def efforts(found: Mapping[str, Effort]) -> tuple[EffortDocument, ...]:
    """Return what talking costs, by party."""
    return tuple(
        EffortDocument(
            party=party,
            hours=hours_text(each.hours),
            cost="" if each.cost is None else format_quantity(each.cost),
        )
        for party, each in found.items()
    )


def year_efforts_of(desk: Desk, found: Partnership) -> Iterator[YearEffortDocument]:
    """Yield what the reviews of each year cost, oldest first."""
    dues = reviews_in_sight(desk.book, found, desk.at)
    for each in year_efforts(desk.history, dues, found.reviews):
        yield YearEffortDocument(
            year=each.year, planned=efforts(each.planned), kept=efforts(each.kept)
        )


def issues(found: Partnership) -> Iterator[StrategicIssueDocument]:
    """Yield the strategic issues, oldest first."""
    for each in found.issues.values():
        yield StrategicIssueDocument(
            entry=each.entry.number,
            what=each.brought.what,
            matters=each.brought.matters,
            brought=str(each.entry.at),
            answered=at_text(each.answered_at),
            answer=each.answered.words if each.answered else "",
            elsewhere=each.answered.elsewhere if each.answered else "",
        )


def goals(found: Partnership) -> Iterator[GoalDocument]:
    """Yield the provider's goals, oldest first."""
    for each in found.goals.values():
        looked = each.looks[-1] if each.looks else None
        yield GoalDocument(
            entry=each.entry.number,
            what=each.goal.what,
            seen_by=each.goal.seen_by,
            due=str(each.goal.due),
            looked_at=at_text(looked[0].at if looked else None),
            found=looked[1].words if looked else "",
            reached=at_text(each.reached_at),
        )


def contradictions(desk: Desk) -> Iterator[ContradictionDocument]:
    """Yield the open proposals that contradict each other, each pair once."""
    for proposal in desk.standing.proposals:
        for each in contradictions_of(desk, proposal):
            if each.number < proposal.number:
                yield ContradictionDocument(
                    proposal=proposal.number,
                    contradicts=each.number,
                    clashes=tuple(
                        ClashDocument(place=one.place, here=one.here, there=one.there)
                        for one in each.clashes
                    ),
                )


def at_text(moment: Instant | None) -> str:
    """Return a moment, empty where there is none."""
    return "" if moment is None else str(moment)
