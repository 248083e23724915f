"""The one mechanism of every comparison: what is laid over, and the evaluation of what comes out.

A reading of the contract, a draft, a change that is tried, relief, a restatement, an open case
supposed met: each is an overlay on text, evidence or decisions. Comparing is evaluating twice
and taking the difference (``settlement.difference``). Of a restatement, the one evaluation is the
statement that was handed over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from servanda.agreement.model.agreement import History
from servanda.facts.measurement import Measurement
from servanda.facts.row import EvidenceRow
from servanda.facts.statement import Statement
from servanda.pipeline.measured import Measured
from servanda.settlement.given import Given
from servanda.settlement.settle import Evidenced
from servanda.settlement.settle import settle as settle_given

if TYPE_CHECKING:
    # The query engine takes its time to load, and settling does without it.
    from servanda.measurement.measure import Measurements

__all__ = ["NOTHING", "Overlay", "evaluate", "evidenced"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """Say what one side of a comparison changes; what is not said stays as it is.

    Args:
        text: The versions as they are under it.
        measurements: Everything that was measured under it, where it changes what measuring reads.
        figures: What evidence measures under it, each in place of the same measure's figure of
            the same period and segment, or beside it where there is none.
        rows: Row sets as they are under it, each in place of the whole set.
    """

    text: History | None = None
    measurements: Measurements | None = None
    figures: tuple[Measurement, ...] = ()
    rows: Mapping[str, tuple[EvidenceRow, ...]] = field(default_factory=dict)


NOTHING = Overlay()
"""Leaves everything as it is."""


def evaluate(
    measured: Measured,
    overlay: Overlay = NOTHING,
    *,
    progress: Callable[[str], None] | None = None,
) -> tuple[Statement, ...]:
    """Settle every period measured, with what is laid over.

    Args:
        measured: What was measured.
        overlay: What is changed.
        progress: Called with each period's label before it is settled.

    Returns:
        A statement per period that is settled, oldest first, without other readings.
    """
    under = _under(measured, overlay)
    return tuple(settle_given(under, evidenced(measured), progress=progress))


def _under(measured: Measured, overlay: Overlay) -> Given:
    taken = measured.measurements if overlay.measurements is None else overlay.measurements
    figures = {_place(each): each for each in taken.figures}
    figures |= {_place(each): each for each in overlay.figures}
    return Given(
        history=overlay.text or measured.history,
        periods=measured.periods,
        measurements=tuple(figures.values()),
        rows={**taken.rows, **overlay.rows},
        standing=measured.standing,
        semantics=measured.semantics,
    )


def _place(figure: Measurement) -> tuple[object, ...]:
    return figure.measure, figure.period.label, figure.segment


def evidenced(measured: Measured) -> Evidenced:
    """Return what statements cite of what was measured."""
    known = measured.known_until
    return Evidenced(
        snapshot_sha256=measured.snapshot.digest,
        calendars_sha256=measured.calendars_sha256,
        known_until=str(known) if known else "",
        recorded=measured.snapshot.recorded_digests(),
    )
