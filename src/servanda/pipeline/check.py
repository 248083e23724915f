"""Read an agreement and say what is wrong with it."""

from __future__ import annotations

from servanda.agreement.model.agreement import History
from servanda.agreement.read import read_agreement
from servanda.pipeline.answer import Answer
from servanda.pipeline.workspace import Workspace

__all__ = ["check"]


def check(workspace: Workspace) -> Answer[History]:
    """Read the agreement with its amendments.

    Returns:
        The versions in their order, absent if there are errors; every mistake at once.
    """
    reading = read_agreement(workspace.texts)
    return Answer(reading.history, tuple(reading.diagnostics))
