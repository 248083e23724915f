"""Strategic issues of the client, and the provider's own goals."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.decisions import diagnostics as found
from servanda.decisions.objections.case import Case
from servanda.facts.decision import (
    GoalLookedAt,
    GoalSet,
    StrategicIssueAnswered,
    StrategicIssueBrought,
)
from servanda.kernel.diagnostic import Diagnostic

__all__ = ["goal_looked_at", "goal_set", "issue_answered", "issue_brought"]


def issue_brought(case: Case, act: StrategicIssueBrought) -> Iterator[Diagnostic]:
    """Yield what speaks against bringing a strategic issue."""
    yield from case.only("client", "what is strategic to its business")
    yield from _said(case, act.what, "what the issue is", "say it in a sentence")
    yield from _said(case, act.matters, "why it matters", "say what it means to the business")


def issue_answered(case: Case, act: StrategicIssueAnswered) -> Iterator[Diagnostic]:
    """Yield what speaks against answering a strategic issue."""
    cited = case.cited(act.issue, StrategicIssueBrought, "strategic issue")
    if isinstance(cited, Diagnostic):
        yield cited
        return
    yield from case.only("provider", "what it makes of a strategic issue")
    yield from case.reason(act.words, "an answer to a strategic issue")
    issue = case.partnership.issues[act.issue]
    if issue.answered_at is not None:
        yield case.say(
            found.OVER_WITH,
            what="the strategic issue",
            number=str(cited.number),
            how=f"was answered {case.book.words(issue.answered_at)}",
            advice="take the answer back to say it anew, or talk about it in a review",
        )


def goal_set(case: Case, act: GoalSet) -> Iterator[Diagnostic]:
    """Yield what speaks against a goal of the provider."""
    yield from case.only("provider", "its own goals")
    yield from _said(case, act.what, "what the goal is", "say it in a sentence")
    yield from _said(
        case, act.seen_by, "by what one sees that it is reached", "say what both of you can look at"
    )
    if act.due < case.book.day_of(case.entry.at):
        yield case.say(found.DAY_OVER, what="the day for the goal", day=act.due.isoformat())


def goal_looked_at(case: Case, act: GoalLookedAt) -> Iterator[Diagnostic]:
    """Yield what speaks against saying whether a goal is reached."""
    cited = case.cited(act.goal, GoalSet, "goal")
    if isinstance(cited, Diagnostic):
        yield cited
        return
    yield from case.reason(act.words, "whether a goal is reached")
    reached_at = case.partnership.goals[act.goal].reached_at
    if reached_at is not None:
        yield case.say(
            found.OVER_WITH,
            what="the goal",
            number=str(cited.number),
            how=f"was found to be reached {case.book.words(reached_at)}",
            advice="set a further goal",
        )


def _said(case: Case, text: str, what: str, advice: str) -> Iterator[Diagnostic]:
    if not text.strip():
        yield case.say(found.NOTHING_SAID, what=what, advice=advice)
