"""The time a case is allowed: open or elapsed time, business days, or calendar days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import ibis
import ibis.expr.types as ir

from servanda.agreement.model.formula import Formula
from servanda.formula import syntax
from servanda.formula.syntax import Expression
from servanda.kernel.unit import BaseKind, Unit
from servanda.measurement.amount import MICROSECOND, Amount, NotExact
from servanda.measurement.compile import compile_condition, compile_formula
from servanda.measurement.diagnostics import WITHIN_NOT_TIME, CannotMeasure
from servanda.measurement.logic import certainly
from servanda.measurement.rows import RowNames, Text, steps_of

__all__ = ["Allowance", "compile_allowance"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """Hold the time allowed per case; of the three at most one is known in a row.

    Args:
        micros: Microseconds, of open time under a business calendar.
        business_days: Whole business days.
        calendar_days: Whole calendar days.
        business_choices: The numbers of business days that can occur.
        calendar_choices: The numbers of calendar days that can occur.
    """

    micros: ir.IntegerValue
    business_days: ir.IntegerValue
    calendar_days: ir.IntegerValue
    business_choices: tuple[int, ...]
    calendar_choices: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Branch:
    """One value that an allowance can take, and where it does."""

    condition: ir.BooleanValue | None
    value: Amount


def compile_allowance(within: Formula, names: RowNames) -> Allowance:
    """Compile ``within``; a keyed term may mix hours, business days and calendar days.

    Raises:
        CannotMeasure: A branch is not a time, or days are not a whole number.
    """
    branches = list(_branches(within.expression, None, names))
    for branch in branches:
        if _sort(branch.value.unit) is None:
            raise CannotMeasure.at(WITHIN_NOT_TIME, within.span, unit=str(branch.value.unit))
    return Allowance(
        micros=_column(branches, _TIME, MICROSECOND, within),
        business_days=_column(branches, {BaseKind.BUSINESS_DAY}, Fraction(1), within),
        calendar_days=_column(branches, {BaseKind.DAY}, Fraction(1), within),
        business_choices=_choices(branches, BaseKind.BUSINESS_DAY),
        calendar_choices=_choices(branches, BaseKind.DAY),
    )


_TIME = {BaseKind.ELAPSED, BaseKind.OPEN}
_SORTS = (BaseKind.ELAPSED, BaseKind.OPEN, BaseKind.BUSINESS_DAY, BaseKind.DAY)


def _sort(unit: Unit) -> BaseKind | None:
    return next((kind for kind in _SORTS if unit.is_only(kind)), None)


def _branches(
    expression: Expression, condition: ir.BooleanValue | None, names: RowNames
) -> Iterator[_Branch]:
    match expression:
        case syntax.Conditional():
            chosen = compile_condition(expression.condition, names)
            yield from _branches(expression.then, _both(condition, chosen), names)
            yield from _branches(expression.otherwise, _both(condition, ~chosen), names)
        case syntax.Name() if (
            expression.name in names.agreement.terms and expression.name not in names.columns
        ):
            yield from _dated(expression.name, (), condition, names)
        case syntax.Lookup():
            keys = tuple(compile_formula(key, names) for key in expression.at)
            texts = tuple(key.column for key in keys if isinstance(key, Text))
            yield from _dated(expression.of.name, texts, condition, names)
        case syntax.Otherwise():
            first = list(_branches(expression.of, condition, names))
            yield from first
            known = [_known(branch) for branch in first]
            nowhere = ~_any(known) if known else None
            yield from _branches(expression.fallback, _both(condition, nowhere), names)
        case _:
            value = compile_formula(expression, names)
            if isinstance(value, Amount):
                yield _Branch(condition, value)


def _known(branch: _Branch) -> ir.BooleanValue:
    known = branch.value.known()
    return known if branch.condition is None else known & certainly(branch.condition)


def _any(conditions: list[ir.BooleanValue]) -> ir.BooleanValue:
    found = conditions[0]
    for condition in conditions[1:]:
        found = found | condition
    return found


def _both(left: ir.BooleanValue | None, right: ir.BooleanValue | None) -> ir.BooleanValue | None:
    if left is None or right is None:
        return left if right is None else right
    return left & right


def _dated(
    term: str, keys: tuple[ir.StringValue, ...], condition: ir.BooleanValue | None, names: RowNames
) -> Iterator[_Branch]:
    steps = steps_of(names.agreement.terms[term], names.agreement)
    for position, (day, value) in enumerate(steps):
        holds = names.since(day)
        later = names.since(steps[position + 1][0]) if position + 1 < len(steps) else None
        if later is not None:
            holds = _both(holds, ~later)
        yield from _keyed(value, keys, _both(condition, holds), names)
        if names.dated_by is None:
            return


def _keyed(
    value: object,
    keys: tuple[ir.StringValue, ...],
    condition: ir.BooleanValue | None,
    names: RowNames,
) -> Iterator[_Branch]:
    if isinstance(value, Formula):
        yield from _branches(value.expression, condition, names)
    elif isinstance(value, Mapping) and keys:
        for key, inner in value.items():
            yield from _keyed(inner, keys[1:], _both(condition, keys[0] == key), names)


def _column(
    branches: list[_Branch], kinds: set[BaseKind], size: Fraction, within: Formula
) -> ir.IntegerValue:
    chosen = [branch for branch in branches if _sort(branch.value.unit) in kinds]
    try:
        columns = [(branch.condition, branch.value.whole(size)) for branch in chosen]
    except NotExact:
        raise CannotMeasure.at(WITHIN_NOT_TIME, within.span, unit="a fraction") from None
    if not columns:
        return ibis.null("int64")
    only, column = columns[0]
    if only is None:
        return column
    return ibis.cases(*columns)


def _choices(branches: list[_Branch], kind: BaseKind) -> tuple[int, ...]:
    found = {
        int(branch.value.factor)
        for branch in branches
        if _sort(branch.value.unit) is kind and branch.value.is_constant
    }
    return tuple(sorted(found))
