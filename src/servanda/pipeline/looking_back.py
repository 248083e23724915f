"""Levels held against past evidence, before anybody signs them again."""

from __future__ import annotations

from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.settling import Settled, settle
from servanda.pipeline.workspace import Workspace
from servanda.settlement.targets import untested_targets

__all__ = ["look_back"]


def look_back(workspace: Workspace, *, progress: Progress = say_nothing) -> Answer[Settled]:
    """Settle all periods so far, and note the levels that were always or never met.

    Raises:
        NotSoFar: No period is complete.
        EngineGaveUp: The machine is too small, or a sum too long.
    """
    answer = settle(workspace, progress=progress)
    if answer.value is None:
        return answer
    found = tuple(untested_targets(answer.value.statements))
    return Answer(answer.value, (*answer.diagnostics, *found))
