"""Evidence taken and measured."""

from __future__ import annotations

from servanda.agreement.model.agreement import History
from servanda.agreement.model.evidence import EvidenceTable
from servanda.evidence.snapshot import take_snapshot
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.check import check
from servanda.pipeline.choosing import Choice
from servanda.pipeline.measured import Measured
from servanda.pipeline.workspace import Workspace

__all__ = ["measure", "tables_of"]


def measure(
    workspace: Workspace, *, choice: Choice | None = None, progress: Progress = say_nothing
) -> Answer[Measured]:
    """Measure an agreement on its evidence.

    Args:
        workspace: Where everything lies.
        choice: The periods wanted; all so far if not said.
        progress: Told before each step.

    Returns:
        The figures, or what is wrong with the agreement or the evidence; nothing is kept then.

    Raises:
        UnknownPeriod: A period was named that does not exist.
        NotSoFar: No period is complete and none was named.
        EngineGaveUp: The machine is too small, or a sum too long.
    """
    checked = check(workspace, measurable=False)
    if checked.value is None:
        return Answer(None, checked.diagnostics)
    history = checked.value
    taken = take_snapshot(
        tables_of(history), workspace.evidence, workspace.cache, progress=progress
    )
    found = (*checked.diagnostics, *taken.diagnostics)
    if taken.snapshot is None:
        return Answer(None, found)
    # The query engine costs more to load than bad evidence costs to refuse.
    from servanda.pipeline.running import run  # noqa: PLC0415 - as said above

    answer = run(history, taken.snapshot, workspace.cache, choice or Choice(), progress)
    return Answer(answer.value, (*found, *answer.diagnostics))


def tables_of(history: History) -> dict[str, EvidenceTable]:
    """Return the tables of all versions; where two read one table, as the later one does."""
    return {name: table for each in history.versions for name, table in each.evidence.items()}
