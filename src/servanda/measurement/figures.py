"""From the records of a measure to one exact figure per period and segment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from operator import or_
from typing import Any

import ibis.expr.types as ir

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.measure import Measure
from servanda.facts.figure import Absence, NoValue, Segment, Value
from servanda.facts.measurement import LeftOut, Measurement
from servanda.formula.exact import value_of
from servanda.formula.printing import print_expression
from servanda.formula.syntax import Aggregate
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Period
from servanda.measurement import reasons
from servanda.measurement.aggregates import Prepared, aggregates_in, finished, prepare, shown
from servanda.measurement.logic import whole
from servanda.measurement.outcome import nothing, quotients_value, read_value
from servanda.measurement.place import Place, with_names
from servanda.measurement.ranks import VALUES_AT_ONCE, runs_of
from servanda.measurement.rows import Compiled, RowNames, column_value
from servanda.measurement.study import Study, segment_name, stored_name

__all__ = [
    "ORDER",
    "Found",
    "Group",
    "KindNames",
    "absent_figures",
    "aggregated",
    "by_version",
    "figures_of",
    "left_out_of",
    "measurement",
    "prepared_over",
    "segment_of",
    "segments_at",
]

KindNames = Callable[[ir.Table, Agreement, Measure], Mapping[str, Compiled]]
"""What a kind of measure adds to the columns of its records, by name."""

Group = tuple[int, Segment]
"""A period's position and a segment."""

ORDER = ("place", "key", "_record")
"""Columns in which records follow each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Hold what was aggregated of one group."""

    values: Mapping[Aggregate, Value]
    records: int
    used: int


def figures_of(
    study: Study, history: History, name: str, records: ir.Table, kind_names: KindNames
) -> list[Measurement]:
    """Return a measure's figures, computed from the records of all versions.

    Args:
        study: Engine and periods.
        history: The versions; a period's value follows that of its first day.
        name: The measure.
        records: What became of every record, instants in microseconds.
        kind_names: The names that the measure's kind adds to the columns.
    """
    found: list[Measurement] = []
    for version, positions in by_version(study, history, name):
        rows = records.filter(records["position"].isin(positions))
        found += _of_version(study, version, version.measures[name], rows, positions, kind_names)
    return found


def by_version(study: Study, history: History, name: str) -> Iterator[tuple[Agreement, list[int]]]:
    """Yield the versions that have a measure, each with the periods that follow it."""
    for version in history.versions:
        positions = [
            position
            for position, period in enumerate(study.periods)
            if history.at(period.first_day) is version
        ]
        if positions and name in version.measures:
            yield version, positions


def _of_version(
    study: Study,
    version: Agreement,
    measure: Measure,
    rows: ir.Table,
    positions: Sequence[int],
    kind_names: KindNames,
) -> list[Measurement]:
    by = ["position", *(segment_name(column) for column in measure.by)]
    counted = rows.filter(rows["counted"])
    prepared = prepared_over(version, measure, counted, kind_names)
    values = aggregated(study, prepared, counted, measure, by)
    left_out = left_out_of(study, rows, measure, by)
    groups = {*left_out, *values}
    nowhere = Found(values={each.node: nothing(each) for each in prepared}, records=0, used=0)
    return [
        _measurement(
            study.periods[position],
            version,
            measure,
            segment,
            values.get((position, segment), nowhere),
            left_out.get((position, segment), {}),
        )
        for position in positions
        for segment in segments_at(measure, position, groups)
    ]


def prepared_over(
    version: Agreement, measure: Measure, rows: ir.Table, kind_names: KindNames
) -> list[Prepared]:
    """Return the aggregates of a measure's value, compiled over its records."""
    evidence = version.evidence[measure.table]
    columns = {
        name: column_value(rows, column, name=stored_name(name))
        for name, column in evidence.columns.items()
        if stored_name(name) in rows.columns
    }
    names = RowNames(
        table=evidence.nouns,
        columns={**columns, **kind_names(rows, version, measure)},
        agreement=version,
        dated_by=rows["started"] if "started" in rows.columns else rows["place"],
    )
    nodes = aggregates_in(measure.value.expression)
    return [prepare(node, names, f"a{number}_") for number, node in enumerate(nodes)]


def aggregated(
    study: Study,
    prepared: Sequence[Prepared],
    rows: ir.Table,
    measure: Measure,
    by: Sequence[str],
    *,
    values_at_once: int = VALUES_AT_ONCE,
) -> dict[Group, Found]:
    """Return what was aggregated of each group, exact.

    Args:
        study: Engine and periods.
        prepared: The aggregates, compiled over the rows.
        rows: One row per record.
        measure: The measure.
        by: ``position`` and the segments.
        values_at_once: Of how many records at once percentiles are looked up, unless a period
            has more.
    """
    table = shown(prepared, rows, by, ORDER)
    groups = [
        row
        for some in _parts(study, prepared, table, values_at_once)
        for row in study.engine.rows(_grouped(prepared, some, by))
    ]
    quotients = {
        each.node: _quotients(study, each, table, measure, by)
        for each in prepared
        if each.is_quotient
    }
    return {
        _group(row, measure): Found(
            values={
                each.node: quotients[each.node].get(_group(row, measure), nothing(each))
                if each.is_quotient
                else read_value(each, row)
                for each in prepared
            },
            records=int(row["records"]),
            used=int(row["used"]),
        )
        for row in groups
    }


def _grouped(prepared: Sequence[Prepared], table: ir.Table, by: Sequence[str]) -> ir.Table:
    known = [table[f"{each.prefix}known"] for each in prepared]
    used = reduce(or_, known) if known else None
    records = table.count()
    more = {
        "records": records,
        "used": records if used is None else whole(used.cast("int64").sum()),
    }
    return finished(prepared, table, by, **more)


def _parts(
    study: Study, prepared: Sequence[Prepared], table: ir.Table, values_at_once: int
) -> Iterator[ir.Table]:
    """Yield the rows of a few periods after the others where their values stay in memory."""
    if not any(each.looks_up_ranks for each in prepared):
        yield table
        return
    counts = table.group_by("position").aggregate(records=table.count())
    found = {int(row["position"]): int(row["records"]) for row in study.engine.rows(counts)}
    for first, last in runs_of(found, values_at_once):
        yield table.filter(table["position"].between(first, last))


def _quotients(
    study: Study, each: Prepared, table: ir.Table, measure: Measure, by: Sequence[str]
) -> dict[Group, Value]:
    taking_part = table.filter(table[f"{each.prefix}in"])
    above, below = taking_part[f"{each.prefix}of"], taking_part[f"{each.prefix}by"]
    pairs = taking_part.mutate(above=above, below=below).group_by([*by, "above", "below"])
    rows = study.engine.rows(
        pairs.aggregate(records=lambda found: found.count()).order_by(["above", "below"])
    )
    grouped: dict[Group, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        grouped[_group(row, measure)].append(row)
    return {group: quotients_value(each, pairs) for group, pairs in grouped.items()}


def _group(row: Mapping[str, Any], measure: Measure) -> Group:
    return int(row["position"]), segment_of(row, measure)


def segment_of(row: Mapping[str, Any], measure: Measure) -> Segment:
    """Return the segment that a row of a grouped table is about."""
    return tuple((column, str(row[segment_name(column)])) for column in measure.by)


def left_out_of(
    study: Study, rows: ir.Table, measure: Measure, by: Sequence[str]
) -> dict[Group, dict[str, int]]:
    """Return how many records do not count, by group and reason."""
    placed = rows.filter(~rows["counted"])
    for column in by:
        placed = placed.filter(placed[column].notnull())
    counts = placed.group_by([*by, "reason"]).aggregate(records=placed.count())
    found: dict[Group, dict[str, int]] = defaultdict(dict)
    for row in study.engine.rows(counts):
        if _is_registered(measure, segment_of(row, measure)):
            found[_group(row, measure)][str(row["reason"])] = int(row["records"])
    return found


def _is_registered(measure: Measure, segment: Segment) -> bool:
    return all(value in measure.segments.get(column, (value,)) for column, value in segment)


def segments_at(measure: Measure, position: int, groups: Iterable[Group]) -> list[Segment]:
    """Return the segments of a period: those of the registers, and those that have records."""
    if not measure.by:
        return [()]
    seen = {segment for place, segment in groups if place == position}
    if all(column in measure.segments for column in measure.by):
        seen |= {
            tuple(zip(measure.by, values, strict=True))
            for values in product(*(measure.segments[column] for column in measure.by))
        }
    return sorted(seen)


def _measurement(
    period: Period,
    version: Agreement,
    measure: Measure,
    segment: Segment,
    found: Found,
    left_out: Mapping[str, int],
) -> Measurement:
    names = {node: f"#{number}" for number, node in enumerate(found.values)}
    given = {names[node]: value for node, value in found.values.items()}
    place = Place(agreement=version, day=period.first_day, values={**given, **dict(segment)})
    value = value_of(with_names(measure.value.expression, names), place)
    unknown = found.records - found.used
    reasons_left = {**left_out, **({reasons.NO_VALUE: unknown} if unknown else {})}
    parts = {
        print_expression(node): value
        for node, value in found.values.items()
        if isinstance(value, Quantity)
    }
    return measurement(
        period, measure, segment, value, counted=found.used, left_out=reasons_left, parts=parts
    )


def measurement(
    period: Period,
    measure: Measure,
    segment: Segment,
    value: Value,
    *,
    counted: int,
    left_out: Mapping[str, int],
    parts: Mapping[str, Quantity],
) -> Measurement:
    """Return a figure, or that there were too few records for one."""
    if (
        counted < measure.minimum_sample
        and not (counted == 0 and isinstance(value, NoValue))
        and measure.minimum_sample > 1
    ):
        note = f"{counted} of at least {measure.minimum_sample} records"
        value = NoValue(Absence.TOO_FEW, note)
    return Measurement(
        measure=measure.name,
        period=period,
        segment=segment,
        value=value,
        counted=counted,
        left_out=tuple(
            LeftOut(reason=reason, records=left_out[reason]) for reason in sorted(left_out)
        ),
        parts=dict(sorted(parts.items())),
    )


def absent_figures(
    study: Study, history: History, name: str, *, without_evidence: bool
) -> list[Measurement]:
    """Return the periods in which a measure has no figure, and why.

    Before the first version that has the measure, that is *before the start*; with
    ``without_evidence``, the periods of the versions that have it are *no data*.
    """
    found: list[Measurement] = []
    first = min(
        number for number, version in enumerate(history.versions) if name in version.measures
    )
    measure = history.versions[first].measures[name]
    for period in study.periods:
        version = history.at(period.first_day)
        if name not in version.measures and history.versions.index(version) < first:
            absent = NoValue(
                Absence.BEFORE_START, f"'{name}' begins on {history.versions[first].effective_from}"
            )
            found += _absent(period, measure, absent)
        elif name in version.measures and without_evidence:
            absent = NoValue(
                Absence.NO_DATA, f"there is no file for '{version.measures[name].table}'"
            )
            found += _absent(period, version.measures[name], absent)
    return found


def _absent(period: Period, measure: Measure, absent: NoValue) -> list[Measurement]:
    return [
        Measurement(measure=measure.name, period=period, segment=segment, value=absent, counted=0)
        for segment in segments_at(measure, 0, ())
    ]
