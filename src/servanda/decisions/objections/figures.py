"""Figures entered by hand, and their countersignatures."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement.model.measure import AttestedRule, Measure
from servanda.decisions import diagnostics as found
from servanda.decisions.attested import example_of, figure_column, read_figure
from servanda.decisions.objections.case import Case
from servanda.decisions.rulebook import other_side
from servanda.facts.decision import FigureAttested, FigureCountersigned
from servanda.kernel.diagnostic import Diagnostic

__all__ = ["attested", "countersigned"]


def attested(case: Case, act: FigureAttested) -> Iterator[Diagnostic]:
    """Yield what speaks against a figure entered by hand."""
    period = case.period(act.period)
    if isinstance(period, Diagnostic):
        yield period
        return
    yield from case.still_open(act.period)
    agreement = case.book.governing(period)
    measure = agreement.measures.get(act.measure)
    if measure is None:
        yield from case.known("measure", act.measure, agreement.measures)
        return
    if not isinstance(measure.rule, AttestedRule):
        attested_ones = [
            each.name for each in agreement.measures.values() if isinstance(each.rule, AttestedRule)
        ]
        yield case.say(
            found.NOT_ATTESTED, measure=act.measure, measures=", ".join(attested_ones) or "none"
        )
        return
    yield from _segment(case, measure, act)
    column = figure_column(agreement, measure)
    if read_figure(act.value, column, dict(agreement.nouns)) is None:
        yield case.say(
            found.BAD_FIGURE, value=act.value, measure=act.measure, example=example_of(column)
        )
    if not act.documents:
        yield case.say(found.NO_DOCUMENT, measure=act.measure)


def _segment(case: Case, measure: Measure, act: FigureAttested) -> Iterator[Diagnostic]:
    columns = tuple(column for column, _ in act.segment)
    if set(columns) != set(measure.by):
        yield case.say(
            found.BAD_SEGMENT,
            measure=measure.name,
            expected=", ".join(measure.by) or "nothing",
            got=", ".join(columns) or "none",
        )
        return
    for column, value in act.segment:
        register = measure.segments.get(column)
        if register is not None:
            yield from case.known(f"value of {column}", value, register)


def countersigned(case: Case, act: FigureCountersigned) -> Iterator[Diagnostic]:
    """Yield what speaks against confirming a figure."""
    cited = case.cited(act.figure, FigureAttested, "figure entered by hand")
    if isinstance(cited, Diagnostic):
        yield cited
        return
    figure = next(each for each in case.standing.attested if each.entry == act.figure)
    yield from case.only(other_side(cited.party), "whether a figure is countersigned")
    if figure.countersigned_by:
        how = f"countersigned by {figure.countersigned_by}"
        yield case.say(found.ANSWERED, number=str(cited.number), how=how)
    yield from case.still_open(figure.period)
