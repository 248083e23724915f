"""What is said about strategic issues of the client, and about the provider's own goals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["GoalLookedAt", "GoalSet", "StrategicIssueAnswered", "StrategicIssueBrought"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategicIssueBrought:
    """Bring a strategic issue of the client, for the provider to say what it knows of it.

    Args:
        what: The issue, in a sentence.
        matters: Why it matters to the business.
    """

    what: str
    matters: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategicIssueAnswered:
    """Answer a strategic issue of the client.

    Args:
        issue: Digest of the entry that brought it.
        words: What the provider makes of it.
        elsewhere: Its experience with such an issue elsewhere, without naming anybody; empty where
            it has none.
    """

    issue: str
    words: str
    elsewhere: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalSet:
    """Set a goal by which the provider calls its own work a success.

    Args:
        what: The goal, in a sentence.
        seen_by: By what both sides see that it is reached.
        due: Day on which it is to be reached.
    """

    what: str
    seen_by: str
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLookedAt:
    """Say whether a goal of the provider is reached, as a review found it.

    Args:
        goal: Digest of the entry that set it.
        reached: Whether it is reached.
        words: What one sees it by, or what is in its way.
    """

    goal: str
    reached: bool
    words: str
