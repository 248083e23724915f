"""The period that is under way: what is lost, what is still within reach, which cases decide it."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from servanda.agreement.periods import periods_of
from servanda.facts.statement import Statement
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Period
from servanda.measurement.suppose import OpenCase, Supposition, open_cases, supposed_figures
from servanda.pipeline.answer import Answer, Progress
from servanda.pipeline.choosing import Choice
from servanda.pipeline.evaluating import Overlay, evaluate
from servanda.pipeline.measured import Measured
from servanda.pipeline.measuring import measure
from servanda.pipeline.workspace import Workspace
from servanda.settlement.difference import difference

__all__ = ["DecidingCase", "OpenPeriod", "measured_with_open", "open_period"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidingCase:
    """Say what hangs on one open case.

    Args:
        case: The case, with its due time.
        decides: How much more the client pays if it ends in time than if it ends late, all else
            as it stands now.
    """

    case: OpenCase
    decides: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPeriod:
    """Hold how the open period stands, and how it may end by the cases known.

    Args:
        period: The period.
        now: Settled as it stands.
        best: Settled with every open case that falls due in it ending in time.
        worst: Settled with every one of them ending late.
        cases: Those cases, soonest due first.
    """

    period: Period
    now: Statement
    best: Statement
    worst: Statement
    cases: tuple[DecidingCase, ...]


def measured_with_open(
    workspace: Workspace, measured: Measured, progress: Progress
) -> Answer[Measured]:
    """Return what is measured with the period that is under way, if the evidence reaches it."""
    known = measured.known_until
    if known is None:
        return Answer(measured)
    every = periods_of(measured.history, known.to_datetime().date())
    under_way = [period for period in every[len(measured.periods) :] if period.start <= known]
    if not under_way:
        return Answer(measured)
    return measure(workspace, choice=Choice(last=under_way[-1].label), progress=progress)


def open_period(measured: Measured, cache: Path) -> OpenPeriod:
    """Return how the last period measured stands, and what its open cases decide.

    Each end of a case is an overlay on what was measured, and settled like any evidence.

    Args:
        measured: What was measured, the open period last.
        cache: Folder for what can be computed again.
    """
    found = open_cases(measured.history, measured.measurements.results, measured.periods)
    # Cases of one measure and segment count alike: one of each is supposed.
    alike = {(case.measure, case.segment): case for case in found}
    suppositions: list[Supposition] = [
        {(case.measure, case.key): met for case in found} for met in (True, False)
    ]
    for case in alike.values():
        suppositions += [{(case.measure, case.key): met} for met in (True, False)]
    last = [_settled(measured, overlay) for overlay in _overlays(measured, cache, suppositions)]
    best, worst, *single = last
    decides: Mapping[object, Quantity] = {
        key: difference([late], [met]).client_pays_more
        for key, met, late in zip(alike, single[::2], single[1::2], strict=True)
    }
    return OpenPeriod(
        period=measured.periods[-1],
        now=_settled(measured, Overlay()),
        best=best,
        worst=worst,
        cases=tuple(
            DecidingCase(case=case, decides=decides[case.measure, case.segment]) for case in found
        ),
    )


def _settled(measured: Measured, overlay: Overlay) -> Statement:
    return evaluate(measured, overlay)[-1]


def _overlays(measured: Measured, cache: Path, suppositions: list[Supposition]) -> list[Overlay]:
    if not any(suppositions):
        return [Overlay() for _ in suppositions]
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        figures = supposed_figures(
            measured.history,
            measured.snapshot,
            measured.periods,
            measured.measurements.results,
            Path(folder),
            suppositions,
        )
    return [Overlay(figures=each) for each in figures]
