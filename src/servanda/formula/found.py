"""What typing found out about a part of a formula."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.formula.syntax import Expression
from servanda.formula.types import FormulaType, Kind
from servanda.formula.unitrules import describe_unit
from servanda.kernel.quantity import NUMBER
from servanda.kernel.unit import Unit

__all__ = ["Found", "describe", "figure", "made_of"]


@dataclass(frozen=True, slots=True)
class Found:
    """Hold a part of the formula made ready, and its type if that is known."""

    expression: Expression
    type: FormulaType | None


def figure(unit: Unit, *of: FormulaType, may_be_absent: bool = False) -> FormulaType:
    """Return the type of a figure made of others: as fine as the finest, as sure as the least."""
    return made_of(Kind.QUANTITY, of, unit=unit, may_be_absent=may_be_absent)


def describe(found: FormulaType) -> str:
    """Return a type in words that fit after *this is*."""
    if found.kind is Kind.QUANTITY:
        return describe_unit(found.unit or NUMBER)
    return _KIND_WORDS[found.kind]


_KIND_WORDS = {
    Kind.QUANTITY: "a figure",
    Kind.TEXT: "a text",
    Kind.TRUTH: "yes or no",
    Kind.INSTANT: "an instant",
    Kind.DATE: "a date",
    Kind.CONDITION: "a condition over time",
}


def made_of(
    kind: Kind,
    of: Sequence[FormulaType],
    *,
    unit: Unit | None = None,
    may_be_absent: bool = False,
) -> FormulaType:
    """Return the type of a value made of others: as fine as the finest, as sure as the least."""
    return FormulaType(
        kind=kind,
        unit=unit,
        grain=frozenset[str]().union(*(part.grain for part in of)),
        may_be_absent=may_be_absent or any(part.may_be_absent for part in of),
    )
