"""The type of a formula, and every mistake of unit, grain and kind in it."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.formula.inference import Inference
from servanda.formula.syntax import Expression
from servanda.formula.types import FormulaType, Scope
from servanda.kernel.diagnostic import Diagnostic, Severity

__all__ = ["Typed", "infer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """Hold a formula that was looked through.

    Args:
        expression: The tree with its bare numbers given their units, its nouns in the
            singular, its periods named ``periods``, and its sums given their empty value.
        type: What it gives, nothing where a mistake leaves that open.
        diagnostics: All mistakes, by place.
    """

    expression: Expression
    type: FormulaType | None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Return whether it can be evaluated: no error was found."""
        return self.type is not None and not any(
            found.severity is Severity.ERROR for found in self.diagnostics
        )


def infer(expression: Expression, scope: Scope, *, expected: FormulaType | None = None) -> Typed:
    """Find the type of a formula where it stands.

    Args:
        expression: The tree as it was read.
        scope: What names mean there, and how fine a grain it may have.
        expected: The kind, and unit if any, that is needed there; its grain is not looked at.
            A condition over time may be asked for where a truth will do.

    Returns:
        The tree made ready for evaluation, with its type and all mistakes at once. A formula
        with an error must not be evaluated.
    """
    inference = Inference(scope)
    found = inference.infer(expression)
    if expected is not None:
        found = inference.expect(found, expected)
    diagnostics = sorted(inference.diagnostics, key=lambda mistake: mistake.sort_key)
    return Typed(expression=found.expression, type=found.type, diagnostics=tuple(diagnostics))
