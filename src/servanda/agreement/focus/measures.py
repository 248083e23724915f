"""Measures: what their kind needs and the text does not say."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement.focus import diagnostics as found
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.measure import ClockRule, Measure, ScoreRule
from servanda.formula.syntax import Aggregate, Aggregator
from servanda.formula.walk import nodes_in
from servanda.kernel.diagnostic import Diagnostic

__all__ = ["look_at_measures"]

_OF_A_SAMPLE = {
    Aggregator.SHARE,
    Aggregator.MEAN,
    Aggregator.MEDIAN,
    Aggregator.PERCENTILE,
    Aggregator.NPS,
}


def look_at_measures(agreement: Agreement) -> Iterator[Diagnostic]:
    """Yield what measures that somebody promised leave open."""
    promised = {each.measure for each in agreement.commitments.values()}
    for measure in agreement.measures.values():
        if measure.name not in promised:
            continue
        if measure.minimum_sample <= 1 and _samples(measure):
            yield found.NO_MINIMUM_SAMPLE.at(measure.span, name=measure.name)
        if measure.name in agreement.calendar_unsaid:
            yield found.NO_CALENDAR.at(measure.span, name=measure.name)


def _samples(measure: Measure) -> bool:
    """Return whether one case more or less can swing the value, the cases being counted."""
    if not isinstance(measure.rule, ClockRule | ScoreRule):
        return False
    return any(
        isinstance(node, Aggregate) and node.aggregator in _OF_A_SAMPLE
        for node in nodes_in(measure.value.expression)
    )
