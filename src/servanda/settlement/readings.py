"""What a period would pay under the other readings of the contract, beside its statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from servanda.agreement.model.agreement import OtherReading
from servanda.facts.statement import ReadingFigure, ReadingLine, ReadingSettled, Statement
from servanda.settlement.difference import difference

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
    [differs] = difference([own], [other]).periods
    return ReadingSettled(
        name=reading.name,
        title=reading.title,
        because=reading.because,
        lines=tuple(lines),
        totals=other.totals,
        difference=differs.client_pays_more,
        span=reading.span,
        figures=tuple(
            ReadingFigure(name=each.name, value=each.after)
            for each in differs.figures
            if each.after is not None
        ),
    )
