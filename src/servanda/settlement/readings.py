"""What a period would pay under the other readings of the contract, beside its statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from servanda.agreement.model.agreement import OtherReading
from servanda.facts.figure import Value
from servanda.facts.statement import ReadingFigure, ReadingLine, ReadingSettled, Statement

__all__ = ["Reread", "with_readings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """Hold another reading with the statements that it gives, of the same periods."""

    reading: OtherReading
    statements: Sequence[Statement]


def with_readings(statements: Sequence[Statement], others: Sequence[Reread]) -> Iterator[Statement]:
    """Yield statements with what each reading pays beside them.

    Args:
        statements: Settled by the text.
        others: The same periods settled under each reading, in the order of the text.
    """
    for index, statement in enumerate(statements):
        readings = (_beside(statement, each.reading, each.statements[index]) for each in others)
        yield replace(statement, readings=tuple(readings))


def _beside(own: Statement, reading: OtherReading, other: Statement) -> ReadingSettled:
    lines = (
        ReadingLine(
            name=line.name,
            segment=line.segment,
            purpose=line.purpose,
            status=line.status,
            payable=line.payable,
        )
        for line in other.lines
    )
    return ReadingSettled(
        name=reading.name,
        title=reading.title,
        because=reading.because,
        lines=tuple(lines),
        totals=other.totals,
        difference=other.totals.net - own.totals.net,
        span=reading.span,
        figures=tuple(_different(own, other)),
    )


def _different(own: Statement, other: Statement) -> Iterator[ReadingFigure]:
    """Yield the figures that are not what they are by the text, what limits carry among them."""
    before = _figures(own)
    for name, value in _figures(other).items():
        if before.get(name) != value:
            yield ReadingFigure(name=name, value=value)


def _figures(statement: Statement) -> dict[str, Value]:
    found = {step.name: step.value for step in statement.figures}
    return found | {f"{use.name}, carried over": use.carried for use in statement.limits}
