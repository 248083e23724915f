"""What relief changed: the values without it stand on the statement beside those with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from servanda.facts.statement import Assessment, BeforeRelief, Statement
from servanda.settlement.difference import PeriodDifference, difference

__all__ = ["beside_unrelieved"]


def beside_unrelieved(
    statements: Sequence[Statement], unrelieved: Sequence[Statement]
) -> Iterator[Statement]:
    """Yield statements with what each commitment and line would be without relief.

    Args:
        statements: As relief that was granted has it.
        unrelieved: The same periods as if none had been granted.
    """
    relieved = difference(unrelieved, statements)
    for statement, period in zip(statements, relieved.periods, strict=True):
        yield _beside(statement, period)


def _beside(statement: Statement, relieved: PeriodDifference) -> Statement:
    judged = {(each.commitment, each.segment): each.before for each in relieved.commitments}
    paid = {(each.name, each.segment): each.before for each in relieved.changed_lines}
    return replace(
        statement,
        assessments=tuple(
            _assessment(each, judged.get((each.commitment, each.measurement.segment)))
            for each in statement.assessments
        ),
        lines=tuple(
            replace(each, before_relief=paid.get((each.name, each.segment)))
            for each in statement.lines
        ),
    )


def _assessment(own: Assessment, without: Assessment | None) -> Assessment:
    if without is None:
        return own
    before = BeforeRelief(value=without.measurement.value, level=without.level)
    return replace(own, before_relief=before)
