"""One case opened: its clock from start to verdict."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow.parquet as pq

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.measure import ClockRule, Measure
from servanda.agreement.proof.depends import measures_behind
from servanda.evidence.snapshot import Snapshot
from servanda.measurement.explain import CaseTimeline, explain_case
from servanda.measurement.explain import UnknownCase as NoSuchCase
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.check import check
from servanda.pipeline.inputs import gather
from servanda.pipeline.measuring import as_decided
from servanda.pipeline.refusals import NoClock, UnknownCase, UnknownFigure
from servanda.pipeline.workspace import Workspace

__all__ = ["CaseExplanation", "explain_one_case"]

# Looking for a near match among more would take longer than the case itself.
_KEYS_MAX = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseExplanation:
    """Open one case.

    Args:
        timeline: Its clock.
        measure: The measure, as the version has it that governs the case.
        zone: Zone in which instants are shown.
    """

    timeline: CaseTimeline
    measure: Measure
    zone: str


def explain_one_case(
    workspace: Workspace, name: str, key: str, *, progress: Progress = say_nothing
) -> Answer[CaseExplanation]:
    """Tell the clock of one case.

    Args:
        workspace: Where everything lies.
        name: A measure with a clock, or a commitment or line that hangs on one.
        key: The case.
        progress: Told before each step.

    Raises:
        UnknownFigure: The agreement has no such measure.
        NoClock: The measure has no clock.
        UnknownCase: The evidence has no such case.
    """
    checked = check(workspace)
    if checked.value is None:
        return Answer(None, checked.diagnostics)
    measure = _clock(checked.value.latest, name)
    gathered = gather(workspace, progress=progress)
    if gathered.value is None:
        return Answer(None, gathered.diagnostics)
    history = gathered.value.history
    timeline = _timeline(history, as_decided(gathered.value, workspace.cache), measure, key)
    return Answer(_explanation(history, timeline, measure), gathered.diagnostics)


def _clock(version: Agreement, name: str) -> Measure:
    bare = name.rpartition(".")[2]
    commitment = version.commitments.get(bare)
    if commitment is None and bare in version.figures:
        commitment = version.commitments.get(version.figures[bare].commitment)
    judged = commitment.judged if commitment else bare
    behind = measures_behind([judged], version)
    clocks = [each for each in _clocks(version) if each in behind]
    measure = version.measures.get(clocks[0] if len(clocks) == 1 else judged)
    if measure is None:
        raise UnknownFigure(name, version.measures)
    if not isinstance(measure.rule, ClockRule):
        raise NoClock(measure.name, _clocks(version))
    return measure


def _clocks(version: Agreement) -> list[str]:
    return [each.name for each in version.measures.values() if isinstance(each.rule, ClockRule)]


def _timeline(history: History, snapshot: Snapshot, measure: Measure, key: str) -> CaseTimeline:
    try:
        return explain_case(history, snapshot, measure.name, key)
    except NoSuchCase:
        raise UnknownCase(key, measure.name, _keys(history, snapshot, measure)) from None


def _keys(history: History, snapshot: Snapshot, measure: Measure) -> list[str]:
    table = history.latest.evidence[measure.table]
    stored = snapshot.table(table.name)
    read = pq.read_table(stored.path, columns=[table.key]).column(table.key).drop_null()
    return list(map(str, read.unique().slice(0, _KEYS_MAX).to_pylist()))


def _explanation(history: History, timeline: CaseTimeline, measure: Measure) -> CaseExplanation:
    version = next(v for v in history.versions if v.amendment == timeline.amendment)
    return CaseExplanation(
        timeline=timeline,
        measure=version.measures.get(measure.name, measure),
        zone=version.settlement.zone,
    )
