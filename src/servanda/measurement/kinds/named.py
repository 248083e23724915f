"""Figures of kinds whose value is made of names of a period rather than of rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ibis.expr.types as ir

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.measure import AttestedRule, Measure
from servanda.facts.figure import Absence, NoValue, Segment, Value
from servanda.facts.measurement import Measurement
from servanda.formula.exact import value_of
from servanda.formula.syntax import Name
from servanda.formula.walk import nodes_in
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Period
from servanda.measurement.figures import (
    Group,
    by_version,
    left_out_of,
    measurement,
    segment_of,
    segments_at,
)
from servanda.measurement.place import Place
from servanda.measurement.study import Study, segment_name

__all__ = ["Named", "counted_by", "named_figures"]

Named = Mapping[Group, Mapping[str, Value]]
"""What each name is worth, by period and segment."""


def named_figures(
    study: Study, history: History, name: str, records: ir.Table, named: Named
) -> list[Measurement]:
    """Return a measure's figures.

    Args:
        study: Engine and periods.
        history: The versions; a period's value follows that of its first day.
        name: The measure.
        records: What became of every record, instants in microseconds.
        named: What the names are worth where there is anything.
    """
    return [
        figure
        for version, positions in by_version(study, history, name)
        for figure in _of_version(study, version, version.measures[name], records, positions, named)
    ]


def _of_version(
    study: Study,
    version: Agreement,
    measure: Measure,
    records: ir.Table,
    positions: Sequence[int],
    named: Named,
) -> list[Measurement]:
    rows = records.filter(records["position"].isin(positions))
    by = ["position", *(segment_name(column) for column in measure.by)]
    left_out = left_out_of(study, rows, measure, by)
    counted = counted_by(study, rows, measure, by)
    groups = {*named, *left_out, *counted}
    return [
        _figure(
            study.periods[position],
            version,
            measure,
            segment,
            named.get((position, segment), {}),
            counted.get((position, segment), 0),
            left_out.get((position, segment), {}),
        )
        for position in positions
        for segment in segments_at(measure, position, groups)
    ]


def counted_by(
    study: Study, rows: ir.Table, measure: Measure, by: Sequence[str]
) -> dict[Group, int]:
    """Return how many records count, by group."""
    counting = rows.filter(rows["counted"])
    counts = counting.group_by(list(by)).aggregate(records=counting["counted"].count())
    return {
        (int(row["position"]), segment_of(row, measure)): int(row["records"])
        for row in study.engine.rows(counts)
    }


def _figure(
    period: Period,
    version: Agreement,
    measure: Measure,
    segment: Segment,
    given: Mapping[str, Value],
    counted: int,
    left_out: Mapping[str, int],
) -> Measurement:
    attested = isinstance(measure.rule, AttestedRule)
    note = "no entry is countersigned" if attested else "there are no rows"
    absent = NoValue(Absence.NO_DATA, note)
    named = (each.name for each in nodes_in(measure.value.expression) if isinstance(each, Name))
    unknown: dict[str, Value] = {
        name: absent for name in named if name not in given and name not in version.terms
    }
    place = Place(
        agreement=version,
        day=period.first_day,
        values={**unknown, **given, **dict(segment)},
    )
    return measurement(
        period,
        measure,
        segment,
        value_of(measure.value.expression, place),
        counted=counted,
        left_out=left_out,
        parts={name: each for name, each in given.items() if isinstance(each, Quantity)},
    )
