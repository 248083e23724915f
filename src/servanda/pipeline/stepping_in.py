"""Tasks of stepping in, out of what was settled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from servanda.facts.statement import Assessment, LevelReached, Statement
from servanda.formula.display import format_value
from servanda.operating_model.changing import Appended, Value
from servanda.operating_model.stepping_in import Miss, Task, tasks_for
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.choosing import Choice
from servanda.pipeline.model_filling import ChangedTexts, changed_model
from servanda.pipeline.operating import OpenedModel, open_model
from servanda.pipeline.settling import settle
from servanda.pipeline.workspace import find_workspace

__all__ = ["SteppingIn", "ask_to_step_in"]

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SteppingIn:
    """Hold the tasks that were found, and how they change the text."""

    tasks: tuple[Task, ...]
    changed: ChangedTexts


def ask_to_step_in(
    path: Path, day: date, *, period: str = "", days: int = 14, progress: Progress = say_nothing
) -> Answer[SteppingIn]:
    """Settle the agreements of an operating model, and say who has to step in; nothing is written.

    Args:
        path: Folder of the operating model, or the file of its text alone.
        day: The day of asking.
        period: Label of the period that is looked at; the last complete one if none is named.
        days: How many calendar days who is accountable has.
        progress: Told while measuring.

    Returns:
        The tasks; absent where a text or the evidence has mistakes.
    """
    opened = open_model(path)
    if opened.value is None:
        return Answer(None, opened.diagnostics)
    misses: list[Miss] = []
    folder = opened.value.paths[0].parent
    for link in opened.value.model.agreements.values():
        workspace = find_workspace(folder / link.folder)
        settled = settle(workspace, choice=Choice(only=period), progress=progress)
        if settled.value is None:
            return Answer(None, settled.diagnostics)
        misses += _misses(link.name, settled.value.statements[-1])
    tasks = tasks_for(opened.value.heard(day)[0].model, misses, day, days=days)
    return _with_tasks(opened.value, tasks, day)


def _misses(agreement: str, statement: Statement) -> Iterator[Miss]:
    for judged in statement.assessments:
        below = judged.level in {LevelReached.BELOW_EXPECTED, LevelReached.BELOW_MINIMUM}
        if below and judged.party == "provider":
            yield Miss(
                agreement=agreement,
                commitment=judged.commitment,
                period=statement.period.label,
                ended=statement.period.end_day - _DAY,
                words=_words(judged),
            )


def _words(judged: Assessment) -> str:
    return f"{format_value(judged.measurement.value)} against {judged.expected}"


def _with_tasks(opened: OpenedModel, tasks: tuple[Task, ...], day: date) -> Answer[SteppingIn]:
    values: dict[str, dict[str, Value]] = {}
    for service in dict.fromkeys(task.service for task in tasks):
        own = tuple(_written(task) for task in tasks if task.service == service)
        values[service] = {"step in": Appended(own)}
    before = opened.examine(day)
    changed = changed_model(opened, before, {"services": values} if values else {}, day)
    if changed.value is None:
        return Answer(None, changed.diagnostics)
    return Answer(SteppingIn(tasks=tasks, changed=changed.value))


def _written(task: Task) -> Value:
    return {
        "process": task.process,
        "because": task.because,
        "asked": task.asked.isoformat(),
        "by": task.by.isoformat(),
    }
