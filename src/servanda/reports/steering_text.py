"""Strategic issues and the provider's goals, in sentences and lines."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.decisions.rulebook import Rulebook
from servanda.facts import decision as said
from servanda.kernel.time import Instant
from servanda.partnership.state import Partnership
from servanda.partnership.stretches import last_instant
from servanda.reports.act_words import ActWords

__all__ = ["SteeringAct", "goal_lines", "issue_lines", "steering_sentence"]

SteeringAct = (
    said.StrategicIssueBrought | said.StrategicIssueAnswered | said.GoalSet | said.GoalLookedAt
)


def steering_sentence(act: SteeringAct, wording: ActWords) -> str:
    """Say in a sentence what an act says.

    Args:
        act: The act.
        wording: Spells what it names.
    """
    match act:
        case said.StrategicIssueBrought():
            return f"brings a strategic issue: {act.what} It matters: {act.matters}"
        case said.StrategicIssueAnswered():
            elsewhere = f" Seen elsewhere: {act.elsewhere}" if act.elsewhere.strip() else ""
            return (
                f"answers the strategic issue of {wording.cited(act.issue)}: {act.words}{elsewhere}"
            )
        case said.GoalSet():
            return f"sets a goal until {wording.day(act.due)}: {act.what} Seen by: {act.seen_by}"
        case said.GoalLookedAt():
            stands = "is reached" if act.reached else "is not reached yet"
            return f"says that the goal of {wording.cited(act.goal)} {stands}: {act.words}"


def issue_lines(found: Partnership) -> Iterator[str]:
    """Yield the strategic issues, each with its answer."""
    for each in found.issues.values():
        answered = each.answered
        answer = f"answered: {answered.words}" if answered else "not answered yet"
        elsewhere = (
            f" Seen elsewhere: {answered.elsewhere}" if answered and answered.elsewhere else ""
        )
        yield f"entry {each.entry.number}: {each.brought.what} {answer}{elsewhere}"


def goal_lines(book: Rulebook, found: Partnership, at: Instant) -> Iterator[str]:
    """Yield the provider's goals, and whether they are reached."""
    for each in found.goals.values():
        words = f": {each.looks[-1][1].words}" if each.looks else ""
        stands = "not reached yet"
        if each.reached_at is not None:
            stands = f"reached {book.words(each.reached_at)}"
        elif last_instant(book.history, each.goal.due) <= at:
            stands = "not reached by its day"
        yield f"entry {each.entry.number}, until {each.goal.due}: {each.goal.what} {stands}{words}"
