"""Where outcomes stand, of one agreement or of several that serve them together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.facts.statement import Statement
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.time import Instant, Period
from servanda.partnership.outcomes import OutcomeStanding, Together, outcomes_of, together_of
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.moment import Moment
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.settling import settle
from servanda.pipeline.workspace import Workspace

__all__ = ["NoOutcomes", "OutcomesSeen", "look_at_outcomes"]


class NoOutcomes(MisusedCommand):
    """No agreement that is looked at names an outcome."""

    def __init__(self) -> None:
        super().__init__("no outcome is agreed here; 'outcomes' in the text of an agreement would")


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomesSeen:
    """Hold where outcomes stand.

    Args:
        title: What is looked at: an agreement's title, or several.
        standings: In the order of the texts.
        together: Those that several providers serve.
        period: The last period that was settled.
        last: The last statement of each agreement, in the order given.
    """

    title: str
    standings: tuple[OutcomeStanding, ...]
    together: tuple[Together, ...]
    period: Period
    last: tuple[Statement, ...]


def look_at_outcomes(
    workspaces: Sequence[Workspace], at: Instant, *, progress: Progress = say_nothing
) -> Answer[OutcomesSeen]:
    """Settle agreements and say where their outcomes stand.

    Args:
        workspaces: Where each agreement lies, one at least.
        at: The moment as of which everything is.
        progress: Told before each step.

    Raises:
        NoOutcomes: None of them names an outcome.
        NotSoFar: The evidence of one reaches no period's end.
    """
    standings: list[OutcomeStanding] = []
    told: list[Diagnostic] = []
    last: list[Statement] = []
    for workspace in workspaces:
        answer = settle(workspace, moment=Moment(at=at), progress=progress)
        told += answer.diagnostics
        if answer.value is None:
            return Answer(None, tuple(told))
        standings += outcomes_of(answer.value.measured.history, answer.value.so_far)
        last.append(answer.value.so_far[-1])
    if not standings:
        raise NoOutcomes
    seen = OutcomesSeen(
        title="; ".join(each.title for each in last),
        standings=tuple(standings),
        together=together_of(standings),
        period=max((each.period for each in last), key=lambda each: each.end),
        last=tuple(last),
    )
    return Answer(seen, tuple(told))
