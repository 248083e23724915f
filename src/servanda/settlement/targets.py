"""Levels against what past periods reached: those that were always or never met."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servanda.facts.statement import Assessment, LevelReached, Statement
from servanda.kernel.diagnostic import Diagnostic
from servanda.settlement import diagnostics as found

__all__ = ["PERIODS_MIN", "untested_targets"]

PERIODS_MIN = 6
"""Periods judged below which nothing is said about a level."""


def untested_targets(statements: Sequence[Statement]) -> Iterator[Diagnostic]:
    """Yield a note for each commitment that was met in all periods, or in none.

    Only periods in which something was measured count; a period is met where every segment was.

    Args:
        statements: Past periods, in any order.
    """
    judged: dict[str, list[bool]] = {}
    last: dict[str, Assessment] = {}
    for statement in sorted(statements, key=lambda each: each.period.start):
        for name, met in _of_period(statement.assessments).items():
            judged.setdefault(name, []).append(met)
        last |= {each.commitment: each for each in statement.assessments}
    for name, results in judged.items():
        span = last[name].span
        if len(results) < PERIODS_MIN or span is None or len(set(results)) > 1:
            continue
        kind = found.ALWAYS_MET if results[0] else found.NEVER_MET
        yield kind.at(span, name=name, periods=str(len(results)))


def _of_period(assessments: Sequence[Assessment]) -> dict[str, bool]:
    """Return whether each commitment was met, those judged by a rule alone left out."""
    met: dict[str, bool] = {}
    for each in assessments:
        if each.level is LevelReached.NOT_JUDGED or each.rule:
            continue
        reached = each.level is LevelReached.EXPECTED
        met[each.commitment] = met.get(each.commitment, True) and reached
    return met
