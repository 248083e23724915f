"""Typing every formula where it stands, in an order in which each one's names are known."""

from __future__ import annotations

from dataclasses import dataclass, replace

from servanda.agreement import diagnostics as found
from servanda.agreement.check.walk import uses
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.formula import Formula
from servanda.agreement.notebook import Notebook
from servanda.formula.types import FormulaType, Scope
from servanda.formula.typing import Typed, infer
from servanda.kernel.diagnostic import Severity

__all__ = ["Bench", "TypedFormula"]


@dataclass(frozen=True, slots=True)
class TypedFormula:
    """Hold a formula made ready, with its type; no type where a mistake leaves it open."""

    formula: Formula
    type: FormulaType | None


@dataclass(slots=True, kw_only=True)
class Bench:
    """Type formulas and note their mistakes, but not those that follow from another's.

    Args:
        agreement: The agreement being checked.
        notebook: Where mistakes are noted, and the names that are broken.
    """

    agreement: Agreement
    notebook: Notebook

    def type(
        self, formula: Formula, scope: Scope, expected: FormulaType | None = None
    ) -> TypedFormula:
        """Return a formula made ready where it stands.

        A formula that uses something broken is left alone: its author has made no mistake here.
        """
        if self.uses_broken(formula):
            return TypedFormula(formula, None)
        typed = infer(formula.expression, scope, expected=expected)
        self.notebook.take(typed.diagnostics)
        return TypedFormula(_ready(formula, typed), typed.type if is_sound(typed) else None)

    def settled(
        self, formula: Formula, scope: Scope, expected: FormulaType | None = None
    ) -> TypedFormula:
        """Return a formula made ready where periods are settled, where commitments have names."""
        agreement = self.agreement
        hidden = {*agreement.measures, *agreement.figures, *agreement.terms}
        for use in uses(formula.expression):
            if use.name in agreement.commitments and use.name not in hidden and not use.member:
                self.notebook.report(found.NOT_A_VALUE, use.span, name=use.name)
                return TypedFormula(formula, None)
        return self.type(formula, scope, expected)

    def attempt(self, formula: Formula, scope: Scope, expected: FormulaType | None = None) -> Typed:
        """Type a formula without noting anything."""
        return infer(formula.expression, scope, expected=expected)

    def uses_broken(self, formula: Formula) -> bool:
        """Return whether a formula names something that could not be read or typed."""
        broken = self.notebook.broken
        return any(
            use.name in broken or (use.member and f"{use.name}.met" in broken)
            for use in uses(formula.expression)
        )


def is_sound(typed: Typed) -> bool:
    """Return whether typing found nothing that keeps a formula from being evaluated."""
    return typed.type is not None and not any(
        each.severity is Severity.ERROR for each in typed.diagnostics
    )


def _ready(formula: Formula, typed: Typed) -> Formula:
    return replace(formula, expression=typed.expression) if is_sound(typed) else formula
