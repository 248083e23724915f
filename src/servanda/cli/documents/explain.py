"""``servanda explain --format json``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from servanda.cli.documents.common import (
    StepDocument,
    ValueDocument,
    segment_document,
    step_document,
    value_document,
)
from servanda.cli.documents.measure import MeasurementDocument, measurement_document
from servanda.cli.documents.right import RightDocument, right_document
from servanda.facts.figure import Value
from servanda.facts.statement import Assessment, StatementLine
from servanda.pipeline.explaining import Explanation, Taken
from servanda.pipeline.records import Record
from servanda.reports.reader import Reader

__all__ = [
    "AssessmentDocument",
    "ExplainDocument",
    "LeftOutKeys",
    "LineDocument",
    "RecordDocument",
    "StageDocument",
    "TakenDocument",
    "explain_document",
    "record_document",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentDocument:
    """How a commitment judges the figure; ``rule`` says why where there is no value.

    ``levels`` opens the levels that are computed, ``before_relief`` is the level without relief,
    empty where none was granted that changes it.
    """

    commitment: str
    level: str
    band: str
    expected: str
    minimum: str
    rule: str
    levels: tuple[StepDocument, ...]
    before_relief: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDocument:
    """What became of one record, with what is known of it."""

    key: str
    period: str
    counted: bool
    reason: str
    values: Mapping[str, ValueDocument]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutKeys:
    """How many records did not count for one reason, with the first keys."""

    reason: str
    records: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenDocument:
    """One measurement opened; ``first`` are the first records that counted, failures before.

    ``before_relief`` is the value without the relief that was granted, null where it is the same.
    """

    formula: str
    measurement: MeasurementDocument
    assessments: tuple[AssessmentDocument, ...]
    first: tuple[RecordDocument, ...]
    left_out: tuple[LeftOutKeys, ...]
    before_relief: ValueDocument | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageDocument:
    """One step from the amount asked to the amount payable."""

    name: str
    amount: ValueDocument
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDocument:
    """A line of money with its formula and its stages.

    ``before_relief`` is what it would pay without the relief that was granted, null where that is
    the same.
    """

    name: str
    segment: Mapping[str, str]
    title: str
    purpose: str
    status: str
    commitment: str
    clause: str
    payable: ValueDocument
    stages: tuple[StageDocument, ...]
    asked: StepDocument
    before_relief: ValueDocument | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainDocument:
    """A name of the agreement opened in one period.

    ``measurements`` where it was measured, ``figures`` where it is a figure, ``assessments`` how
    commitments judge those figures, ``lines`` where money hangs on it, ``rights`` where it is a
    right; what does not apply is empty.
    """

    name: str
    period: str
    amendment: int
    measurements: tuple[TakenDocument, ...]
    figures: tuple[StepDocument, ...]
    assessments: tuple[AssessmentDocument, ...]
    lines: tuple[LineDocument, ...]
    rights: tuple[RightDocument, ...] = ()
    format: str = "servanda/explain/1"


def explain_document(explanation: Explanation, reader: Reader) -> ExplainDocument:
    """Return the document of an explanation."""
    return ExplainDocument(
        name=explanation.name,
        period=explanation.period.label,
        amendment=explanation.version.amendment,
        measurements=tuple(_taken(each, reader) for each in explanation.taken),
        figures=tuple(step_document(step, reader) for step in explanation.figures),
        assessments=tuple(_assessment(each, reader) for each in explanation.judged),
        lines=tuple(_line(line, reader) for line in explanation.lines),
        rights=tuple(right_document(each, reader) for each in explanation.rights),
    )


def record_document(record: Record, reader: Reader) -> RecordDocument:
    """Return a record's document."""
    return RecordDocument(
        key=record.key,
        period=record.period,
        counted=record.counted,
        reason=record.reason,
        values={name: value_document(value, reader) for name, value in record.values.items()},
    )


def _taken(taken: Taken, reader: Reader) -> TakenDocument:
    return TakenDocument(
        formula=taken.measure.value.text,
        measurement=measurement_document(taken.measurement, reader),
        assessments=tuple(_assessment(each, reader) for each in taken.assessments),
        first=tuple(record_document(record, reader) for record in taken.records.first),
        left_out=tuple(
            LeftOutKeys(reason=each.reason, records=each.records, keys=each.keys)
            for each in taken.records.left_out
        ),
        before_relief=_given(taken.before_relief, reader),
    )


def _given(value: Value | None, reader: Reader) -> ValueDocument | None:
    return None if value is None else value_document(value, reader)


def _assessment(judged: Assessment, reader: Reader) -> AssessmentDocument:
    return AssessmentDocument(
        commitment=judged.commitment,
        level=judged.level.value,
        band=judged.band,
        expected=judged.expected,
        minimum=judged.minimum,
        rule=judged.rule,
        levels=tuple(step_document(step, reader) for step in judged.levels),
        before_relief=judged.before_relief.level.value if judged.before_relief else "",
    )


def _line(line: StatementLine, reader: Reader) -> LineDocument:
    return LineDocument(
        name=line.name,
        segment=segment_document(line.segment),
        title=line.title,
        purpose=line.purpose.value,
        status=line.status.value,
        commitment=line.commitment,
        clause=f"{line.clause.document} {line.clause.place}" if line.clause else "",
        payable=value_document(line.payable, reader),
        stages=tuple(
            StageDocument(
                name=stage.name, amount=value_document(stage.amount, reader), note=stage.note
            )
            for stage in line.stages
        ),
        asked=step_document(line.asked, reader),
        before_relief=_given(line.before_relief, reader),
    )
