"""How much there was in one period, beside what the text promises."""

from __future__ import annotations

from collections.abc import Mapping

from servanda.facts.measurement import Measurement
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.choosing import Choice
from servanda.pipeline.measuring import measure
from servanda.pipeline.workspace import Workspace

__all__ = ["measure_volumes"]


def measure_volumes(
    workspace: Workspace, period: str, *, progress: Progress = say_nothing
) -> Answer[Mapping[str, Measurement]]:
    """Measure one period and return its figures by measure; divided measures are left out.

    Raises:
        UnknownPeriod: The agreement has no such period.
        EngineGaveUp: The machine is too small.
    """
    answer = measure(workspace, choice=Choice(only=period), progress=progress)
    if answer.value is None:
        return Answer(None, answer.diagnostics)
    figures = answer.value.measurements.figures
    own = (each for each in figures if each.period.label == period and not each.segment)
    return Answer({each.measure: each for each in own}, answer.diagnostics)
