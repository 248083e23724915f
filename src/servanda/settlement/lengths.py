"""How long a condition over time held, from the stretches in which it was the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from servanda.facts.figure import Absence, NoValue, Value
from servanda.facts.row import EvidenceRow
from servanda.facts.trace import Step
from servanda.formula.display import format_value
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import MICROS_PER_SECOND, Instant
from servanda.kernel.unit import BaseKind, Unit

__all__ = ["length_held"]

_ELAPSED = Unit.of(BaseKind.ELAPSED)
_STRETCHES_TRACED_MAX = 100


def length_held(
    name: str, stretches: Sequence[EvidenceRow], since: Instant, until: Instant
) -> Step:
    """Return how long a condition certainly held in ``[since, until)``, with when it did.

    Args:
        name: The condition in words.
        stretches: Time without gaps, each stretch with whether the condition held.
        since: The first instant.
        until: The last one, not included; before ``since`` no time passed.

    Returns:
        The length as a step over its stretches; *no data* where at no moment anything is known.
    """
    within = [
        row for row in stretches if _edge(row, "began") < until and _edge(row, "ended") > since
    ]
    held = [_part(row, since, until) for row in within if row.columns["holds"] is True]
    unknown = [
        _part(row, since, until) for row in within if isinstance(row.columns["holds"], NoValue)
    ]
    total, not_known = _total(held), _total(unknown)
    value: Value = _length(total)
    if since < until and not_known == until.micros - since.micros:
        value = NoValue(Absence.NO_DATA, "nothing is known of it in this time")
    note = "1 stretch" if len(held) == 1 else f"{len(held)} stretches"
    if not_known:
        note += f", not known for {format_value(_length(not_known))}"
    return Step(name=name, text="", value=value, of=tuple(_steps(held)), note=note)


def _edge(row: EvidenceRow, column: str) -> Instant:
    edge = row.columns[column]
    assert isinstance(edge, Instant)
    return edge


def _part(row: EvidenceRow, since: Instant, until: Instant) -> tuple[Instant, Instant]:
    return max(_edge(row, "began"), since), min(_edge(row, "ended"), until)


def _total(parts: Sequence[tuple[Instant, Instant]]) -> int:
    return sum(end.micros - start.micros for start, end in parts)


def _length(micros: int) -> Quantity:
    return Quantity(Fraction(micros, MICROS_PER_SECOND), _ELAPSED)


def _steps(parts: Sequence[tuple[Instant, Instant]]) -> Iterator[Step]:
    for start, end in parts[:_STRETCHES_TRACED_MAX]:
        length = _length(end.micros - start.micros)
        yield Step(name=f"from {start} to {end}", text="", value=length)
