"""What the parties promised each other about working together: reviews, favours, principles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from servanda.agreement.model.setting import Clause
from servanda.kernel.quantity import Quantity
from servanda.kernel.source import SourceSpan

__all__ = [
    "GoodwillRule",
    "Principle",
    "PromisedBy",
    "ReviewEvery",
    "ReviewLevel",
    "ReviewRule",
    "Tabled",
]


class ReviewLevel(Enum):
    """How far up both organisations a review is held."""

    OPERATIONAL = "operational"
    BUSINESS = "business"
    EXECUTIVE = "executive"


class ReviewEvery(Enum):
    """How often a review is due: once in every such stretch of the calendar."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half year"
    YEAR = "year"


class Tabled(Enum):
    """What lies on the table of a review."""

    SCORECARD = "scorecard"
    STATEMENTS = "statements"
    OUTCOMES = "outcomes"
    RELIEF = "relief"
    RISKS = "risks"
    SUPPORT = "support"
    GOODWILL = "goodwill"
    INCIDENTS = "incidents"
    PRINCIPLES = "principles"
    CIRCUMSTANCES = "circumstances"
    ISSUES = "strategic issues"
    GOALS = "goals"
    WORK = "work"
    ACTIONS = "actions"
    AMENDMENTS = "amendments"
    GOVERNANCE = "governance"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRule:
    """One sort of review.

    Args:
        name: Its name, by which it is planned and held.
        title: A reader's name for it, may be empty.
        level: How far up it is held.
        every: How often it is due.
        attended_by: Roles that have to be there, by party; without them it is not held.
        tabled: What lies on the table; empty for everything there is.
        clause: Place in the signed contract.
        hour_costs: What an hour of one person costs, by party; a side may have no price.
    """

    name: str
    title: str
    level: ReviewLevel
    every: ReviewEvery
    attended_by: Mapping[str, tuple[str, ...]]
    tabled: tuple[Tabled, ...]
    clause: Clause | None
    span: SourceSpan
    hour_costs: Mapping[str, Quantity] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodwillRule:
    """When a favour that is given again and again is pointed out as a habit.

    Args:
        times: How many times, 2 or more.
        every: In which stretch of the calendar.
        text: The rule as its author wrote it: ``3 times in a year``.
        clause: Place in the signed contract.
    """

    times: int
    every: ReviewEvery
    text: str
    clause: Clause | None
    span: SourceSpan


class PromisedBy(Enum):
    """Who promised to behave in some way."""

    BOTH = "both"
    CLIENT = "client"
    PROVIDER = "provider"


@dataclass(frozen=True, slots=True, kw_only=True)
class Principle:
    """How the parties promised each other to behave.

    Args:
        name: Its name, by which examples refer to it.
        title: A reader's name for it, may be empty.
        says: The behaviour, in a sentence.
        by: Who promised it.
        clause: Place in the signed contract.
    """

    name: str
    title: str
    says: str
    by: PromisedBy
    clause: Clause | None
    span: SourceSpan
