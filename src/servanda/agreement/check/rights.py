"""Typing rights: a condition, days, and a notice that a day can be moved by."""

from __future__ import annotations

from dataclasses import replace

from servanda.agreement.check.elaborate import Bench
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.right import Right
from servanda.agreement.scope.names import PERIOD
from servanda.agreement.scope.period import PeriodWorld
from servanda.formula.syntax import Arithmetic, ArithmeticOperator, Member, Name
from servanda.formula.types import FormulaType, Kind

__all__ = ["type_rights"]

_TRUTH = FormulaType(kind=Kind.TRUTH)
_DATE = FormulaType(kind=Kind.DATE)


def type_rights(bench: Bench, world: PeriodWorld) -> dict[str, Right]:
    """Return the rights with their formulas made ready."""
    return {name: _typed(right, bench, world) for name, right in bench.agreement.rights.items()}


def _typed(right: Right, bench: Bench, world: PeriodWorld) -> Right:
    scope = world.scope()

    def made(formula: Formula | None, expected: FormulaType) -> Formula | None:
        return bench.settled(formula, scope, expected).formula if formula is not None else None

    return replace(
        right,
        when=bench.settled(right.when, scope, _TRUTH).formula,
        arises=made(right.arises, _DATE),
        until=made(right.until, _DATE),
        notice=_notice(right.notice, bench, world) if right.notice is not None else None,
    )


def _notice(notice: Formula, bench: Bench, world: PeriodWorld) -> Formula:
    """Return the notice made ready: whatever a date can be moved by."""
    span = notice.span
    day = Member(span=span, of=Name(span=span, name=PERIOD), name="end")
    moved = Arithmetic(
        span=span, operator=ArithmeticOperator.ADD, left=day, right=notice.expression
    )
    ready = bench.settled(replace(notice, expression=moved), world.scope(), _DATE).formula
    expression = ready.expression
    return replace(
        notice, expression=expression.right if isinstance(expression, Arithmetic) else expression
    )
