"""Evidence taken and measured."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from servanda.evidence.snapshot import Snapshot
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.choosing import Choice
from servanda.pipeline.inputs import Inputs, gather, known_at
from servanda.pipeline.measured import Measured
from servanda.pipeline.moment import NOW, Moment
from servanda.pipeline.recorded import with_decisions
from servanda.pipeline.workspace import Workspace

__all__ = ["as_decided", "measure", "measure_inputs"]


def measure(
    workspace: Workspace,
    *,
    choice: Choice | None = None,
    moment: Moment = NOW,
    progress: Progress = say_nothing,
) -> Answer[Measured]:
    """Measure an agreement on its evidence.

    Args:
        workspace: Where everything lies.
        choice: The periods wanted; all so far if not said.
        moment: As of when.
        progress: Told before each step.

    Returns:
        The figures, or what is wrong with the agreement or the evidence; nothing is kept then.

    Raises:
        UnknownPeriod: A period was named that does not exist.
        NotSoFar: No period is complete and none was named.
        EngineGaveUp: The machine is too small, or a sum too long.
        NoEngine: The engine that was asked for is not installed, or cannot be reached.
        BrokenJournal: The journal was changed by other means than by entering.
        NothingKnown: The record names no evidence from before the moment.
    """
    if moment.as_known and moment.at is not None:
        gathered = known_at(workspace, moment.at)
    else:
        gathered = gather(workspace, at=moment.at, progress=progress)
    if gathered.value is None:
        return Answer(None, gathered.diagnostics)
    answer = measure_inputs(gathered.value, workspace, choice=choice, progress=progress)
    return Answer(answer.value, (*gathered.diagnostics, *answer.diagnostics))


def as_decided(inputs: Inputs, cache: Path) -> Snapshot:
    """Return the evidence with what the parties entered beside it, and relief laid over it."""
    return with_decisions(inputs.snapshot, inputs.history, inputs.standing, cache, inputs.moment)


def measure_inputs(
    inputs: Inputs,
    workspace: Workspace,
    *,
    choice: Choice | None = None,
    progress: Progress = say_nothing,
) -> Answer[Measured]:
    """Measure what was gathered; arguments and refusals as for ``measure``."""
    # The query engine costs more to load than bad evidence costs to refuse.
    from servanda.pipeline.running import run  # noqa: PLC0415 - as said above

    wanted = choice or Choice()
    snapshot = as_decided(inputs, workspace.cache)
    answer = run(inputs.history, snapshot, workspace.cache, wanted, progress)
    if answer.value is None:
        return answer
    measured = replace(answer.value, standing=inputs.standing)
    if snapshot.reliefs:
        bare = replace(snapshot, reliefs=())
        unrelieved = run(inputs.history, bare, workspace.cache, wanted, progress).value
        assert unrelieved is not None
        measured = replace(measured, unrelieved=unrelieved.measurements)
    return Answer(measured, answer.diagnostics)
