"""Type inference: the walk over a formula that finds its type and its mistakes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from servanda.formula import (
    inference_arithmetic,
    inference_calls,
    inference_days,
    inference_logic,
    inference_marginal,
    inference_names,
    inference_rows,
    inference_time,
)
from servanda.formula.alike import adapt
from servanda.formula.diagnostics import (
    CURRENCIES_MIXED,
    DIFFERENT_KINDS,
    NOT_A_CONDITION,
    NOT_A_FIGURE,
    NOT_WHAT_WAS_ASKED,
    UNITS_DIFFER,
)
from servanda.formula.found import Found, describe
from servanda.formula.syntax import (
    Aggregate,
    Ago,
    Arithmetic,
    AsPercent,
    BusinessDayMove,
    BusinessDays,
    Call,
    Comparison,
    Conditional,
    Expression,
    IsKnown,
    Literal,
    Logical,
    Lookup,
    Marginal,
    Member,
    Membership,
    Name,
    Negation,
    Not,
    OnDay,
    Otherwise,
    Round,
    Run,
    Steps,
    Time,
)
from servanda.formula.types import FormulaType, Kind, Scope
from servanda.formula.unitrules import (
    advice_on,
    describe_unit,
)
from servanda.kernel.diagnostic import Diagnostic, DiagnosticKind
from servanda.kernel.quantity import NUMBER, Quantity
from servanda.kernel.source import SourceSpan
from servanda.kernel.time import Instant
from servanda.kernel.unit import Unit

__all__ = ["Inference"]

_CONDITIONS = frozenset({Kind.TRUTH, Kind.CONDITION})


class Inference:
    """Walk over one formula.

    Args:
        scope: What names mean where the formula stands.
    """

    def __init__(self, scope: Scope) -> None:
        self.scopes: list[Scope] = [scope]
        self.diagnostics: list[Diagnostic] = []

    @property
    def scope(self) -> Scope:
        """Return the scope at hand: inside an aggregate, that of its rows."""
        return self.scopes[-1]

    def report(self, kind: DiagnosticKind, span: SourceSpan, **arguments: str) -> None:
        """Keep a mistake."""
        self.diagnostics.append(kind.at(span, **arguments))

    def infer(self, expression: Expression) -> Found:  # noqa: C901, PLR0911, PLR0912 - a case per node
        """Return a part made ready, with its type."""
        match expression:
            case Literal():
                return self._literal(expression)
            case Name():
                return inference_names.infer_name(self, expression)
            case Member():
                return inference_names.infer_member(self, expression)
            case Lookup():
                return inference_names.infer_lookup(self, expression)
            case Call():
                return inference_calls.infer_call(self, expression)
            case Arithmetic():
                return inference_arithmetic.infer_arithmetic(self, expression)
            case Comparison():
                return inference_logic.infer_comparison(self, expression)
            case Membership():
                return inference_logic.infer_membership(self, expression)
            case Logical():
                return inference_logic.infer_logical(self, expression)
            case Conditional():
                return inference_logic.infer_conditional(self, expression)
            case Otherwise():
                return inference_logic.infer_otherwise(self, expression)
            case Aggregate():
                return inference_rows.infer_aggregate(self, expression)
            case Ago():
                return inference_rows.infer_ago(self, expression)
            case BusinessDays():
                return inference_days.infer_business_days(self, expression)
            case OnDay():
                return inference_days.infer_on_day(self, expression)
            case Run():
                return inference_rows.infer_run(self, expression)
            case Time():
                return inference_time.infer_time(self, expression)
            case Marginal():
                return inference_marginal.infer_marginal(self, expression)
            case Steps():
                return inference_arithmetic.infer_steps(self, expression)
            case Round():
                return inference_arithmetic.infer_round(self, expression)
        return self._of_one(expression)

    def _of_one(self, expression: Negation | Not | IsKnown | AsPercent | BusinessDayMove) -> Found:
        match expression:
            case BusinessDayMove(of=of):
                moved = self.infer(of)
                return Found(replace(expression, of=moved.expression), moved.type)
            case Negation():
                return inference_arithmetic.infer_negation(self, expression)
            case Not():
                return inference_logic.infer_not(self, expression)
            case IsKnown():
                return inference_logic.infer_is_known(self, expression)
            case AsPercent():
                return inference_arithmetic.infer_as_percent(self, expression)

    def expect(self, found: Found, expected: FormulaType) -> Found:
        """Report what is not of the kind and unit that is needed."""
        if found.type is None:
            return found
        span = found.expression.span
        if expected.kind in _CONDITIONS:
            wanted = {Kind.TRUTH, expected.kind}
            if found.type.kind not in wanted:
                self._report_no_condition(found, "what stands here")
            return found
        if expected.kind is Kind.QUANTITY and found.type.kind is Kind.QUANTITY:
            return self._expect_unit(found, expected)
        if found.type.kind is not expected.kind:
            self.report(
                NOT_WHAT_WAS_ASKED,
                span,
                needed=describe(expected),
                found=describe(found.type),
                advice="",
            )
        return found

    def _expect_unit(self, found: Found, expected: FormulaType) -> Found:
        assert found.type is not None
        if expected.unit is None:
            return found
        fitted = self.fit(found, expected.unit)
        if fitted is not None:
            return fitted
        self.report(
            NOT_WHAT_WAS_ASKED,
            found.expression.span,
            needed=describe(expected),
            found=describe(found.type),
            advice=advice_on(expected.unit, found.type.unit or NUMBER),
        )
        return found

    def fit(self, found: Found, unit: Unit) -> Found | None:
        """Return a figure in a unit: as it is, or adapted from a bare number; else nothing."""
        if found.type is None or found.type.unit == unit:
            return found
        if found.type.unit != NUMBER:
            return None
        adapted = adapt(found.expression, unit)
        return Found(adapted, replace(found.type, unit=unit, bare=None)) if adapted else None

    def alike(self, parts: Sequence[Found], doing: str) -> list[Found] | None:
        """Return parts brought to one kind and unit, reporting the first that does not fit.

        Args:
            parts: What stands beside each other.
            doing: What is done with them, for the message: ``compare``.
        """
        typed = [part for part in parts if part.type is not None]
        kinds = {part.type.kind for part in typed if part.type}
        if len(typed) < len(parts) or not kinds:
            return None
        if kinds <= _CONDITIONS:
            return list(parts)
        if len(kinds) > 1:
            self._report_kinds(parts, doing)
            return None
        if kinds != {Kind.QUANTITY}:
            return list(parts)
        return self._alike_figures(parts, doing)

    def _alike_figures(self, parts: Sequence[Found], doing: str) -> list[Found] | None:
        units = [part.type.unit or NUMBER for part in parts if part.type]
        unit = next((unit for unit in units if unit != NUMBER), NUMBER)
        fitted = []
        for part, own in zip(parts, units, strict=True):
            fitting = self.fit(part, unit)
            if fitting is None:
                self.report_units(part.expression.span, doing, unit, own)
                return None
            fitted.append(fitting)
        return fitted

    def report_units(self, span: SourceSpan, doing: str, left: Unit, right: Unit) -> None:
        """Report two units that do not go together."""
        words = {"doing": doing, "left": describe_unit(left), "right": describe_unit(right)}
        if left.currency and right.currency and left != right:
            rate = f"1.08 {left.currency} per {right.currency}"
            self.report(CURRENCIES_MIXED, span, example=rate, **words)
            return
        self.report(UNITS_DIFFER, span, advice=advice_on(left, right), **words)

    def _report_kinds(self, parts: Sequence[Found], doing: str) -> None:
        types = [part.type for part in parts if part.type]
        other = next(found for found in types if found.kind is not types[0].kind)
        kinds = {types[0].kind, other.kind}
        advice = ""
        if kinds == {Kind.TEXT, Kind.QUANTITY}:
            advice = (
                "a text is compared with a text in quotes, a number without quotes with a figure"
            )
        elif kinds == {Kind.DATE, Kind.INSTANT}:
            advice = "a day is no moment: compare dates with dates, instants with instants"
        span = parts[types.index(other)].expression.span
        self.report(
            DIFFERENT_KINDS,
            span,
            doing=doing,
            left=describe(types[0]),
            right=describe(other),
            advice=advice,
        )

    def condition(self, expression: Expression, what: str) -> Found:
        """Return a part that must be true or not."""
        found = self.infer(expression)
        if found.type is not None and found.type.kind not in _CONDITIONS:
            self._report_no_condition(found, what)
            return Found(found.expression, None)
        return found

    def _report_no_condition(self, found: Found, what: str) -> None:
        assert found.type is not None
        advice = {
            Kind.QUANTITY: "compare it: at least, at most, above, below, is",
            Kind.TEXT: "compare it: is 'P1'",
        }.get(found.type.kind, "compare it with something")
        self.report(
            NOT_A_CONDITION,
            found.expression.span,
            what=what,
            found=describe(found.type),
            advice=advice,
        )

    def figure(self, expression: Expression, what: str) -> Found:
        """Return a part that must be a figure."""
        found = self.infer(expression)
        if found.type is not None and found.type.kind is not Kind.QUANTITY:
            self.report_no_figure(found, what)
            return Found(found.expression, None)
        return found

    def report_no_figure(self, found: Found, what: str) -> None:
        """Report that something is no figure."""
        assert found.type is not None
        truth = found.type.kind in _CONDITIONS
        self.report(
            NOT_A_FIGURE,
            found.expression.span,
            what=what,
            found=describe(found.type),
            advice="say if CONDITION then 1 else 0, or count it" if truth else "",
        )

    def _literal(self, expression: Literal) -> Found:
        value = expression.value
        match value:
            case bool():
                return Found(expression, FormulaType(kind=Kind.TRUTH))
            case str():
                return Found(expression, FormulaType(kind=Kind.TEXT))
            case Quantity():
                return self._quantity(expression, value)
            case Instant():
                return Found(expression, FormulaType(kind=Kind.INSTANT))
            case date():
                return Found(expression, FormulaType(kind=Kind.DATE))

    def _quantity(self, expression: Literal, value: Quantity) -> Found:
        noun = value.unit.noun
        if noun is not None:
            return inference_names.infer_count(self, expression, value, noun)
        bare = value.unit.is_number and value.amount.denominator == 1
        return Found(
            expression,
            FormulaType(
                kind=Kind.QUANTITY,
                unit=value.unit,
                bare=int(value.amount) if bare else None,
                positive=value.amount > 0,
            ),
        )
