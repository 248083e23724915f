"""Strategic issues and the provider's goals, as they lie on the table of a review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from servanda.kernel.time import Instant
from servanda.partnership.steering import Goal
from servanda.pipeline.review_pack import ReviewPack
from servanda.reports.clean import one_line
from servanda.reports.paper import PaperTable
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural

__all__ = ["goals_table", "issues_table"]


def issues_table(pack: ReviewPack, _: Reader) -> Iterator[PaperTable]:
    """Yield the strategic issues, but those that were answered before the stretch."""
    issues = [each for each in pack.partnership.issues.values() if _since(each.answered_at, pack)]
    waiting = sum(each.answered is None for each in issues)
    waits = f"{waiting} {'waits' if waiting == 1 else 'wait'} for an answer"
    yield PaperTable(
        title="Strategic issues",
        headings=("Issue", "Why it matters", "Answer", "Seen elsewhere"),
        rows=tuple(
            (
                one_line(each.brought.what),
                one_line(each.brought.matters),
                one_line(each.answered.words) if each.answered else "not answered yet",
                one_line(each.answered.elsewhere) if each.answered else "",
            )
            for each in issues
        ),
        message=f"{len(issues)} strategic {plural(len(issues), 'issue')} of the client, "
        + (waits if waiting else "all answered"),
    )


def goals_table(pack: ReviewPack, reader: Reader) -> Iterator[PaperTable]:
    """Yield the provider's goals, but those that were reached before the stretch."""
    goals = [each for each in pack.partnership.goals.values() if _since(each.reached_at, pack)]
    reached = sum(each.reached_at is not None for each in goals)
    yield PaperTable(
        title="Goals of the provider",
        headings=("Goal", "Seen by", "To be reached by", "How it stands"),
        rows=tuple(
            (
                one_line(each.goal.what),
                one_line(each.goal.seen_by),
                reader.day(each.goal.due),
                _stands(each, pack.due.stretch.last_day),
            )
            for each in goals
        ),
        message=f"{reached} of {len(goals)} {plural(len(goals), 'goal')} of the provider reached",
    )


def _stands(goal: Goal, last: date) -> str:
    words = f": {one_line(goal.looks[-1][1].words)}" if goal.looks else ""
    if goal.reached_at is not None:
        return f"reached{words}"
    return ("not reached by its day" if goal.goal.due <= last else "not reached yet") + words


def _since(moment: Instant | None, pack: ReviewPack) -> bool:
    """Return whether something is still to come, or came about since the stretch began."""
    return moment is None or moment.to_datetime().date() >= pack.due.stretch.first_day
