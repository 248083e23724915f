"""What relief changed: the values without it stand on the statement beside those with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from servanda.facts.statement import Assessment, BeforeRelief, Statement, StatementLine

__all__ = ["beside_unrelieved"]


def beside_unrelieved(
    statements: Sequence[Statement], unrelieved: Sequence[Statement]
) -> tuple[Statement, ...]:
    """Return statements with what each commitment and line would be without relief.

    Args:
        statements: As relief that was granted has it.
        unrelieved: The same periods as if none had been granted.
    """
    others = {each.period.label: each for each in unrelieved}
    return tuple(_beside(each, others[each.period.label]) for each in statements)


def _beside(statement: Statement, other: Statement) -> Statement:
    judged = {(each.commitment, each.measurement.segment): each for each in other.assessments}
    paid = {(each.name, each.segment): each for each in other.lines}
    return replace(
        statement,
        assessments=tuple(
            _assessment(each, judged.get((each.commitment, each.measurement.segment)))
            for each in statement.assessments
        ),
        lines=tuple(_line(each, paid.get((each.name, each.segment))) for each in statement.lines),
    )


def _assessment(own: Assessment, other: Assessment | None) -> Assessment:
    if other is None or (own.measurement.value, own.level) == (
        other.measurement.value,
        other.level,
    ):
        return own
    before = BeforeRelief(value=other.measurement.value, level=other.level)
    return replace(own, before_relief=before)


def _line(own: StatementLine, other: StatementLine | None) -> StatementLine:
    if other is None or own.payable == other.payable:
        return own
    return replace(own, before_relief=other.payable)
