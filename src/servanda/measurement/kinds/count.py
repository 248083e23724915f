"""Counts: nothing is a figure only while there is evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from servanda.agreement.model.measure import RatioRule
from servanda.facts.figure import Absence, NoValue
from servanda.facts.measurement import Measurement
from servanda.measurement.study import Span, Study, stored_name

__all__ = ["within_evidence"]


def within_evidence(
    study: Study, name: str, spans: Iterable[Span], figures: Iterable[Measurement]
) -> list[Measurement]:
    """Return a count's figures, without those of periods that the evidence does not reach.

    Args:
        study: The evidence.
        name: The measure.
        spans: The versions that have it.
        figures: Its figures.
    """
    edges = [edge for span in spans for edge in _edges(study, name, span)]
    if not edges:
        return list(figures)
    first, last = min(edges), max(edges)
    absent = NoValue(Absence.NO_DATA, "the evidence does not reach the period")
    return [
        each
        if each.period.end.micros > first and each.period.start.micros <= last
        else replace(each, value=absent)
        for each in figures
    ]


def _edges(study: Study, name: str, span: Span) -> tuple[int, ...]:
    """Return the first and the last instant of a table's rows, whatever the measure is about."""
    measure = span.version.measures[name]
    assert isinstance(measure.rule, RatioRule)
    table, evidence = study.table(span, measure.table), span.version.evidence[measure.table]
    place = table[stored_name(measure.rule.at or evidence.at or evidence.begins)]
    [row] = study.engine.rows(
        table.filter(study.is_known(place)).aggregate(first=place.min(), last=place.max())
    )
    return () if row["first"] is None else (row["first"], row["last"])
