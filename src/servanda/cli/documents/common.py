"""Shapes that several documents share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from servanda.facts.figure import NoValue, Segment, Value
from servanda.facts.trace import Step
from servanda.kernel.decimals import amount_text
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.quantity import Quantity
from servanda.kernel.source import SourceSpan
from servanda.reports.reader import Reader
from servanda.reports.spelling import spell

__all__ = [
    "DiagnosticDocument",
    "PlaceDocument",
    "StepDocument",
    "ValueDocument",
    "as_json",
    "diagnostic_document",
    "place_document",
    "segment_document",
    "step_document",
    "value_document",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDocument:
    """A place in a text; lines and columns count from 1."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagnosticDocument:
    """Something found in a text or in evidence; ``page`` is where the documentation says more."""

    code: str
    severity: str
    message: str
    hint: str
    reason: str
    page: str
    place: PlaceDocument
    arguments: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueDocument:
    """A value: ``amount`` (exact decimal, or a fraction such as ``800/11``) with ``unit`` for
    figures, ``absent`` with the reason where there is none; ``text`` as a person reads it.
    """

    text: str
    amount: str | None = None
    unit: str | None = None
    absent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDocument:
    """A formula with its value, and the figures that it used."""

    name: str
    formula: str
    value: ValueDocument
    note: str
    period: str
    place: PlaceDocument | None
    of: tuple[StepDocument, ...]


def as_json(document: Any) -> dict[str, Any]:  # noqa: ANN401 - any of the document dataclasses
    """Return a document as JSON values, its format first."""
    plain: dict[str, Any] = asdict(document)
    return {"format": plain.pop("format"), **plain}


def place_document(span: SourceSpan) -> PlaceDocument:
    """Return a span's document."""
    return PlaceDocument(
        file=span.file,
        line=span.line,
        column=span.column,
        end_line=span.end_line,
        end_column=span.end_column,
    )


def diagnostic_document(diagnostic: Diagnostic) -> DiagnosticDocument:
    """Return a diagnostic's document."""
    return DiagnosticDocument(
        code=diagnostic.code,
        severity=diagnostic.severity.value,
        message=diagnostic.message,
        hint=diagnostic.hint,
        reason=diagnostic.kind.reason,
        page=diagnostic.kind.page,
        place=place_document(diagnostic.span),
        arguments=dict(diagnostic.arguments),
    )


def value_document(value: Value, reader: Reader) -> ValueDocument:
    """Return a value's document."""
    text = spell(value, reader)
    match value:
        case NoValue():
            return ValueDocument(text=value.note or text, absent=value.why.value)
        case Quantity():
            return ValueDocument(text=text, amount=amount_text(value.amount), unit=str(value.unit))
        case _:
            return ValueDocument(text=text)


def segment_document(segment: Segment) -> dict[str, str]:
    """Return a segment's columns with their values."""
    return dict(segment)


def step_document(step: Step, reader: Reader) -> StepDocument:
    """Return a step's document; what belongs to another period is named, not opened."""
    return StepDocument(
        name=step.name,
        formula=step.text,
        value=value_document(step.value, reader),
        note=step.note,
        period=step.period,
        place=place_document(step.span) if step.span else None,
        of=tuple(_used(used, step, reader) for used in step.of),
    )


def _used(used: Step, by: Step, reader: Reader) -> StepDocument:
    own = not used.period or not by.period or used.period == by.period
    shown = used if own else Step(name=used.name, text="", value=used.value, period=used.period)
    return step_document(shown, reader)
