"""Measured values as JSON and back, exactly."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from servanda.facts.figure import Absence, NoValue, Segment, Value
from servanda.facts.measurement import LeftOut, Measurement
from servanda.facts.row import EvidenceRow
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant, Period
from servanda.kernel.unit import Base, Unit

__all__ = [
    "load_left_out",
    "load_measurement",
    "load_row",
    "load_value",
    "store_left_out",
    "store_measurement",
    "store_row",
    "store_value",
]

Json = Any


def store_measurement(figure: Measurement) -> Json:
    """Return a figure as JSON values."""
    return {
        "measure": figure.measure,
        "period": figure.period.label,
        "segment": list(figure.segment),
        "value": store_value(figure.value),
        "counted": figure.counted,
        "left_out": [store_left_out(each) for each in figure.left_out],
        "parts": {name: store_value(part) for name, part in figure.parts.items()},
    }


def load_measurement(stored: Json, periods: dict[str, Period]) -> Measurement:
    """Return the figure of JSON values."""
    parts = {name: load_value(part) for name, part in stored["parts"].items()}
    return Measurement(
        measure=stored["measure"],
        period=periods[stored["period"]],
        segment=_segment(stored["segment"]),
        value=load_value(stored["value"]),
        counted=stored["counted"],
        left_out=tuple(load_left_out(each) for each in stored["left_out"]),
        parts={name: part for name, part in parts.items() if isinstance(part, Quantity)},
    )


def store_row(row: EvidenceRow) -> Json:
    """Return a row for money as JSON values."""
    return {
        "rows": row.rows,
        "key": row.key,
        "at": row.at.micros,
        "period": row.period,
        "segment": list(row.segment),
        "columns": {name: store_value(value) for name, value in row.columns.items()},
    }


def load_row(stored: Json) -> EvidenceRow:
    """Return the row of JSON values."""
    return EvidenceRow(
        rows=stored["rows"],
        key=stored["key"],
        at=Instant(stored["at"]),
        period=stored["period"],
        segment=_segment(stored["segment"]),
        columns={name: load_value(value) for name, value in stored["columns"].items()},
    )


def store_left_out(count: LeftOut) -> Json:
    """Return a count as JSON values."""
    return [count.reason, count.records]


def load_left_out(stored: Json) -> LeftOut:
    """Return the count of JSON values."""
    return LeftOut(reason=stored[0], records=stored[1])


def _segment(stored: Json) -> Segment:
    return tuple((column, value) for column, value in stored)


def store_value(value: Value) -> Json:
    """Return a single value as JSON values."""
    match value:
        case NoValue():
            return {"absent": value.why.value, "note": value.note}
        case Quantity():
            powers = [[base.sort, base.name, power] for base, power in value.unit.powers]
            return {"amount": str(value.amount), "unit": powers}
        case Instant():
            return {"micros": value.micros}
        case bool() | str():
            return value
        case date():
            return {"day": value.isoformat()}


def load_value(stored: Json) -> Value:
    """Return the single value of JSON values; raises ``ValueError`` where it is none."""
    match stored:
        case {"absent": str(why), "note": str(note)}:
            return NoValue(Absence(why), note)
        case {"amount": str(amount), "unit": powers}:
            unit = Unit(tuple((Base(sort, name), power) for sort, name, power in powers))
            return Quantity(Fraction(amount), unit)
        case {"micros": int(micros)}:
            return Instant(micros)
        case {"day": str(day)}:
            return date.fromisoformat(day)
        case bool() | str():
            return stored
    raise ValueError(stored)
