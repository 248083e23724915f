"""Measures: what their kind needs and the text does not say."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement.check.walk import uses
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
    """Yield what measures leave open."""
    unused = _unused_values(agreement)
    for measure in agreement.measures.values():
        if measure.minimum_sample <= 1 and _samples(measure) and measure.name not in unused:
            yield found.NO_MINIMUM_SAMPLE.at(measure.span, name=measure.name)
        if measure.name in agreement.calendar_unsaid:
            yield found.NO_CALENDAR.at(measure.span, name=measure.name)
        if measure.name in agreement.attribution_unsaid:
            yield found.NO_ATTRIBUTION.at(
                measure.span, name=measure.name, word=measure.counts_in.value
            )


def _unused_values(agreement: Agreement) -> set[str]:
    """Return the measures that only lend their rows, so that nothing hangs on their value."""
    lending = {rows.measure for rows in agreement.rows.values()}
    promised = {each.measure for each in agreement.commitments.values()}
    return lending - promised - set(_named(agreement))


def _named(agreement: Agreement) -> Iterator[str]:
    """Yield the names in the formulas of money."""
    figures = agreement.figures.values()
    formulas = [
        *(formula for figure in figures for formula in (figure.when, figure.pays)),
        *(limit.amount for limit in agreement.limits),
        *(must.condition for must in agreement.musts),
        *(
            formula
            for right in agreement.rights.values()
            for formula in (right.when, right.arises, right.until)
        ),
    ]
    for formula in formulas:
        if formula is not None:
            yield from (use.name for use in uses(formula.expression))


def _samples(measure: Measure) -> bool:
    """Return whether one case more or less can swing the value, the cases being counted."""
    if not isinstance(measure.rule, ClockRule | ScoreRule):
        return False
    return any(
        isinstance(node, Aggregate) and node.aggregator in _OF_A_SAMPLE
        for node in nodes_in(measure.value.expression)
    )
