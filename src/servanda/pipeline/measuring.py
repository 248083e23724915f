"""Evidence taken and measured."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from servanda.agreement.model.agreement import History
from servanda.agreement.model.evidence import EvidenceTable
from servanda.businesstime.compile import compile_calendar
from servanda.businesstime.rule import CalendarRule
from servanda.evidence.snapshot import Snapshot, take_snapshot
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.time import Instant, Period
from servanda.measurement.diagnostics import CannotMeasure
from servanda.measurement.engine import EngineStopped
from servanda.measurement.measure import Measurements
from servanda.measurement.measure import measure as measure_evidence
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.check import check
from servanda.pipeline.choosing import Choice, choose, periods_up_to
from servanda.pipeline.horizon import newest_instant
from servanda.pipeline.refusals import EngineGaveUp
from servanda.pipeline.workspace import Workspace

__all__ = ["Measured", "calendars_sha256", "measure", "tables_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Hold everything measured.

    Args:
        history: The agreement.
        snapshot: The evidence.
        periods: Every period measured, from the agreement's first one on.
        chosen: Those that were asked for.
        measurements: Figures of all periods, the files with every record, rows for money.
        known_until: Newest instant at which something happened, if there is any evidence.
    """

    history: History
    snapshot: Snapshot
    periods: tuple[Period, ...]
    chosen: tuple[Period, ...]
    measurements: Measurements
    known_until: Instant | None


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
    checked = check(workspace)
    if checked.value is None:
        return Answer(None, checked.diagnostics)
    history = checked.value
    taken = take_snapshot(
        tables_of(history), workspace.evidence, workspace.cache, progress=progress
    )
    found = (*checked.diagnostics, *taken.diagnostics)
    if taken.snapshot is None:
        return Answer(None, found)
    return _measured(history, taken.snapshot, workspace, choice or Choice(), progress, found)


def calendars_sha256(history: History, periods: tuple[Period, ...]) -> str:
    """Return the digest of all opening hours, laid out over the periods.

    It changes whenever a calendar, a holiday or the rules of a zone do.
    """
    digest = hashlib.sha256()
    for number, version in enumerate(history.versions):
        for name, rule in sorted(version.calendars.items()):
            digest.update(f"{number} {name}\n".encode())
            digest.update("".join(_openings(rule, periods)).encode())
    return digest.hexdigest()


def _openings(rule: CalendarRule, periods: tuple[Period, ...]) -> Iterator[str]:
    compiled = compile_calendar(rule, periods[0].first_day, periods[-1].end_day)
    edges = zip(compiled.opening_starts, compiled.opening_ends, strict=True)
    return (f"{start} {end}\n" for start, end in edges)


def tables_of(history: History) -> dict[str, EvidenceTable]:
    """Return the tables of all versions; where two read one table, as the later one does."""
    return {name: table for each in history.versions for name, table in each.evidence.items()}


def _measured(
    history: History,
    snapshot: Snapshot,
    workspace: Workspace,
    choice: Choice,
    progress: Progress,
    found: tuple[Diagnostic, ...],
) -> Answer[Measured]:
    known = newest_instant(history, snapshot)
    periods = periods_up_to(history, known, choice)
    chosen = choose(periods, choice)
    try:
        measurements = measure_evidence(
            history, snapshot, periods, results_folder(workspace), progress=progress
        )
    except CannotMeasure as mistake:
        return Answer(None, (*found, mistake.diagnostic))
    except EngineStopped as stop:
        raise EngineGaveUp(str(stop)) from None
    measured = Measured(
        history=history,
        snapshot=snapshot,
        periods=periods,
        chosen=chosen,
        measurements=measurements,
        known_until=known,
    )
    return Answer(measured, found)


def results_folder(workspace: Workspace) -> Path:
    """Return where the records behind every figure are kept."""
    return workspace.cache / "results"
