"""``servanda measure --format json``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from servanda.cli.documents.common import ValueDocument, segment_document, value_document
from servanda.facts.measurement import LeftOut, Measurement
from servanda.pipeline.measured import Measured
from servanda.reports.reader import Reader

__all__ = [
    "LeftOutDocument",
    "MeasureDocument",
    "MeasurementDocument",
    "measure_document",
    "measurement_document",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutDocument:
    """How many records did not count, for one reason."""

    reason: str
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurementDocument:
    """One figure of one measure over one period and segment.

    ``parts`` are the aggregates that the value is made of, by their text in the agreement.
    """

    measure: str
    period: str
    segment: Mapping[str, str]
    value: ValueDocument
    counted: int
    left_out: tuple[LeftOutDocument, ...]
    parts: Mapping[str, ValueDocument]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDocument:
    """Every figure of the periods asked for.

    ``records`` names the Parquet files with what became of every record, by measure;
    ``unplaced`` counts records that belong to no period or segment, ``rows_left_out`` those that
    no row for money is made of because a business day is not known.
    """

    agreement: str
    snapshot_sha256: str
    known_until: str
    figures: tuple[MeasurementDocument, ...]
    unplaced: Mapping[str, tuple[LeftOutDocument, ...]]
    rows_left_out: Mapping[str, tuple[LeftOutDocument, ...]]
    records: Mapping[str, tuple[str, ...]]
    format: str = "servanda/measure/1"


def measure_document(measured: Measured, reader: Reader) -> MeasureDocument:
    """Return the document of what was measured."""
    wanted = {period.label for period in measured.chosen}
    found = measured.measurements
    return MeasureDocument(
        agreement=measured.history.latest.identifier,
        snapshot_sha256=measured.snapshot.digest,
        known_until=str(measured.known_until or ""),
        figures=tuple(
            measurement_document(each, reader)
            for each in found.figures
            if each.period.label in wanted
        ),
        unplaced={name: _left_out(each) for name, each in found.unplaced.items()},
        rows_left_out={name: _left_out(each) for name, each in found.rows_left_out.items()},
        records={name: tuple(map(str, paths)) for name, paths in found.results.items()},
    )


def measurement_document(measurement: Measurement, reader: Reader) -> MeasurementDocument:
    """Return the document of one figure."""
    return MeasurementDocument(
        measure=measurement.measure,
        period=measurement.period.label,
        segment=segment_document(measurement.segment),
        value=value_document(measurement.value, reader),
        counted=measurement.counted,
        left_out=_left_out(measurement.left_out),
        parts={text: value_document(part, reader) for text, part in measurement.parts.items()},
    )


def _left_out(counts: Iterable[LeftOut]) -> tuple[LeftOutDocument, ...]:
    return tuple(LeftOutDocument(reason=each.reason, records=each.records) for each in counts)
