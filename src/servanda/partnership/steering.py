"""Strategic issues and the provider's goals: how each stands, laid together from what was said."""

from __future__ import annotations

from dataclasses import dataclass, replace

from servanda.facts.decision import (
    Entry,
    GoalLookedAt,
    GoalSet,
    StrategicIssueAnswered,
    StrategicIssueBrought,
)
from servanda.kernel.time import Instant

__all__ = ["Goal", "StrategicIssue", "take_goal", "take_issue"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategicIssue:
    """A strategic issue: the entry that brought it, what it says, and the provider's answer."""

    entry: Entry
    brought: StrategicIssueBrought
    answered: StrategicIssueAnswered | None = None
    answered_at: Instant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal of the provider: the entry that set it, what it says, and how it was looked at.

    Args:
        entry: The entry that set it.
        goal: What it says.
        looks: What was said when it was looked at, with the entries, oldest first.
    """

    entry: Entry
    goal: GoalSet
    looks: tuple[tuple[Entry, GoalLookedAt], ...] = ()

    @property
    def reached_at(self) -> Instant | None:
        """When it was found to be reached; absent where it was not so far."""
        return next((entry.at for entry, look in self.looks if look.reached), None)


def take_issue(
    issues: dict[str, StrategicIssue],
    entry: Entry,
    act: StrategicIssueBrought | StrategicIssueAnswered,
) -> None:
    """Take what was said about a strategic issue."""
    if isinstance(act, StrategicIssueBrought):
        issues[entry.sha256] = StrategicIssue(entry=entry, brought=act)
    elif act.issue in issues:
        issues[act.issue] = replace(issues[act.issue], answered=act, answered_at=entry.at)


def take_goal(goals: dict[str, Goal], entry: Entry, act: GoalSet | GoalLookedAt) -> None:
    """Take what was said about a goal of the provider."""
    if isinstance(act, GoalSet):
        goals[entry.sha256] = Goal(entry=entry, goal=act)
    elif act.goal in goals:
        goal = goals[act.goal]
        goals[act.goal] = replace(goal, looks=(*goal.looks, (entry, act)))
