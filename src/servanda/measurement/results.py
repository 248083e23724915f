"""The record of every case: what counted where, what did not, and why, one file per version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

import ibis
import ibis.expr.types as ir

from servanda.agreement.model.agreement import History
from servanda.agreement.model.measure import Measure, OutcomeRule, VariationRule
from servanda.agreement.model.stretches import table_of
from servanda.measurement import reasons
from servanda.measurement.described import names_within
from servanda.measurement.logic import in_micros
from servanda.measurement.portions import Division, PortionFound, found_in
from servanda.measurement.study import Span, Study, segment_name, stored_name

__all__ = [
    "Judged",
    "ResultFile",
    "columns_used",
    "file_name",
    "files_by_span",
    "first_reason",
    "kept_columns",
    "kept_segments",
    "read_results",
    "segment_reason",
    "write_portions",
    "write_results",
]

_EPOCH = "1970-01-01"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Hold the records of one measure under one version, each with its verdict.

    Args:
        table: Columns ``_record``, ``key``, ``place`` (the instant that decides its period),
            ``reason`` (unknown where it counts), the measure's segments, the kind's own columns
            and the table columns that its formulas use, instants in microseconds.
        instants: Names of the columns that are instants, beside ``place``.
    """

    table: ir.Table
    instants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFile:
    """Name the Parquet that holds a measure's records under one version.

    Args:
        measure: The measure.
        span: The version.
        paths: One file, or one for each portion of the records.
        instants: Names of the columns that are instants, beside ``place``.
    """

    measure: str
    span: Span
    paths: tuple[Path, ...]
    instants: tuple[str, ...]


def file_name(measure: str, span: Span) -> str:
    """Return the name of the file with a measure's records under one version."""
    return f"{measure}.{span.number}.parquet"


def files_by_span(
    measure: str, spans: Sequence[Span], paths: Iterable[Path]
) -> list[tuple[Span, tuple[Path, ...]]]:
    """Return the files of a measure's records by version."""
    held = tuple(paths)
    return [
        (span, tuple(path for path in held if path.name == file_name(measure, span)))
        for span in spans
    ]


def columns_used(history: History, name: str) -> tuple[str, ...]:
    """Return the evidence columns that a measure's value reads, in any version, sorted."""
    found: set[str] = set()
    for version in history.versions:
        measure = version.measures.get(name)
        if measure is not None:
            columns = table_of(version, measure).columns
            found |= {each for each in names_within(measure.value.expression) if each in columns}
            if isinstance(measure.rule, OutcomeRule | VariationRule):
                found |= {
                    each for each in names_within(measure.rule.of.expression) if each in columns
                }
            found |= set(measure.by)
    return tuple(sorted(found))


def kept_columns(rows: ir.Table, history: History, measure: Measure) -> dict[str, ir.Value]:
    """Return the segment and evidence columns of a measure's results."""
    kept = kept_segments(rows, measure)
    for name in columns_used(history, measure.name):
        if stored_name(name) in rows.columns:
            kept[stored_name(name)] = rows[stored_name(name)]
    return kept


def kept_segments(rows: ir.Table, measure: Measure) -> dict[str, ir.Value]:
    """Return the columns that divide a measure, as its results keep them."""
    return {segment_name(name): rows[stored_name(name)].cast("string") for name in measure.by}


def segment_reason(rows: ir.Table, measure: Measure) -> ir.StringValue:
    """Return why a record belongs to no segment, unknown where it belongs to one."""
    branches: list[tuple[ir.BooleanValue, str]] = []
    for name in measure.by:
        column = rows[segment_name(name)]
        branches.append((column.isnull(), reasons.NO_SEGMENT))
        if name in measure.segments:
            branches.append((column.notin(measure.segments[name]), reasons.OUTSIDE_REGISTER))
    return first_reason(branches)


def first_reason(branches: Sequence[tuple[ir.BooleanValue, str]]) -> ir.StringValue:
    """Return the first reason whose condition is true, unknown where none is."""
    if not branches:
        return ibis.null("string")
    return ibis.cases(*((condition, ibis.literal(reason)) for condition, reason in branches))


def write_results(
    study: Study, measure: Measure, span: Span, judged: Judged, folder: Path
) -> ResultFile:
    """Write what became of every record, in an order that only its content decides."""
    path = folder / file_name(measure.name, span)
    rows = _labelled(study, measure, judged)
    study.engine.write(_presentable(rows, judged.instants).order_by(_ORDER), path)
    return ResultFile(measure=measure.name, span=span, paths=(path,), instants=judged.instants)


def write_portions(
    study: Study,
    measure: Measure,
    span: Span,
    judged: Judged,
    division: Division,
    portions: Sequence[int],
) -> tuple[ResultFile, dict[int, PortionFound]]:
    """Write what became of every record of some portions, a file for each.

    Returns:
        The files of all portions, those that were kept too, and how long the new ones hold.
    """
    labelled = _labelled(study, measure, judged)
    if "portion" not in labelled.columns:
        assert study.placing is not None
        labelled = study.placing.on(labelled)
    name = file_name(measure.name, span)
    written = study.engine.write_each(
        _presentable(labelled, judged.instants),
        {number: division.wanted[number] / name for number in portions},
        by="portion",
        order=_ORDER,
    )
    folders = {**division.kept, **division.wanted}
    paths = tuple(folders[number] / name for number in sorted(folders))
    file = ResultFile(measure=measure.name, span=span, paths=paths, instants=judged.instants)
    return file, found_in(study, portions, written)


def _labelled(study: Study, measure: Measure, judged: Judged) -> ir.Table:
    """Return what became of every record with the period that it counts in."""
    placed = study.period_of.on(judged.table, "place", "position")
    reason = ibis.coalesce(
        placed["reason"],
        segment_reason(placed, measure),
        first_reason([(placed["position"].isnull(), reasons.OUTSIDE_PERIODS)]),
    )
    named = placed.mutate(reason=reason, counted=reason.isnull())
    return named.left_join(_labels(study), "position").drop("position_right")


def _labels(study: Study) -> ir.Table:
    rows = [(position, period.label) for position, period in enumerate(study.periods)]
    return study.engine.given({"position": "int64", "period": "string"}, rows)


_FIRST = ("key", "period", "counted", "reason", "place")
_ORDER = ("key", "place", "_record")


def _presentable(table: ir.Table, instants: Sequence[str]) -> ir.Table:
    epoch = ibis.timestamp(_EPOCH)
    ordered = [*_FIRST, *(name for name in table.columns if name not in {*_FIRST, "_record"})]
    shown: Mapping[str, ir.Value] = {
        name: epoch + table[name].as_interval("us") if name in {*instants, "place"} else table[name]
        for name in [*ordered, "_record"]
    }
    return table.select(**shown)


def read_results(study: Study, files: Sequence[ResultFile]) -> ir.Table:
    """Return the records of a measure under all versions, instants in microseconds."""
    tables = [_read(study, file) for file in files]
    return reduce(lambda left, right: ibis.union(left, right.select(*left.columns)), tables)


def _read(study: Study, file: ResultFile) -> ir.Table:
    table = study.engine.read(*file.paths)
    return table.mutate(
        **{name: in_micros(table[name]) for name in (*file.instants, "place")}
    ).mutate(version=ibis.literal(file.span.number, type="int64"))
