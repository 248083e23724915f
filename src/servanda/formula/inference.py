"""Type inference: the walk over a formula that finds its type and its mistakes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from servanda.formula import inference_names, inference_rows
from servanda.formula.alike import adapt
from servanda.formula.diagnostics import (
    CURRENCIES_MIXED,
    DIFFERENT_KINDS,
    NOT_A_CONDITION,
    NOT_A_FIGURE,
    NOT_WHAT_WAS_ASKED,
    OUT_OF_RANGE,
    RATE_EXPECTED,
    UNITS_DIFFER,
)
from servanda.formula.syntax import (
    Aggregate,
    Ago,
    Arithmetic,
    ArithmeticOperator,
    AsPercent,
    Call,
    Comparison,
    ComparisonOperator,
    Conditional,
    Expression,
    IsKnown,
    Literal,
    Logical,
    Lookup,
    Member,
    Membership,
    Name,
    Negation,
    Not,
    Otherwise,
    Round,
    Run,
    Steps,
)
from servanda.formula.types import FormulaType, Kind, Scope
from servanda.formula.unitrules import (
    advice_on,
    describe_unit,
    divided,
    is_whole_share,
    multiplied,
    summed,
)
from servanda.kernel.diagnostic import Diagnostic, DiagnosticKind
from servanda.kernel.quantity import NUMBER, PERCENTAGE_POINTS, SHARE, Quantity
from servanda.kernel.source import SourceSpan
from servanda.kernel.time import Instant
from servanda.kernel.unit import BaseKind, Unit

__all__ = ["Found", "Inference", "describe", "figure"]

_CONDITIONS = frozenset({Kind.TRUTH, Kind.CONDITION})
_PRODUCTS = frozenset({ArithmeticOperator.MULTIPLY, ArithmeticOperator.OF})
_ORDERED = frozenset({Kind.QUANTITY, Kind.DATE, Kind.INSTANT})
_DOING = {
    ArithmeticOperator.ADD: "add",
    ArithmeticOperator.SUBTRACT: "subtract",
    ArithmeticOperator.MULTIPLY: "multiply",
    ArithmeticOperator.DIVIDE: "divide",
    ArithmeticOperator.OF: "multiply",
    ArithmeticOperator.PER: "divide",
}


@dataclass(frozen=True, slots=True)
class Found:
    """Hold a part of the formula made ready, and its type if that is known."""

    expression: Expression
    type: FormulaType | None


def figure(unit: Unit, *of: FormulaType, may_be_absent: bool = False) -> FormulaType:
    """Return the type of a figure made of others: as fine as the finest, as sure as the least."""
    return _made(Kind.QUANTITY, of, unit=unit, may_be_absent=may_be_absent)


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


def _made(
    kind: Kind,
    of: Sequence[FormulaType],
    *,
    unit: Unit | None = None,
    may_be_absent: bool = False,
) -> FormulaType:
    return FormulaType(
        kind=kind,
        unit=unit,
        grain=frozenset[str]().union(*(part.grain for part in of)),
        may_be_absent=may_be_absent or any(part.may_be_absent for part in of),
    )


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

    def infer(self, expression: Expression) -> Found:  # noqa: C901, PLR0911 - one case per node
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
                return inference_names.infer_call(self, expression)
            case Arithmetic():
                return self._arithmetic(expression)
            case Comparison():
                return self._comparison(expression)
            case Membership():
                return self._membership(expression)
            case Logical():
                return self._logical(expression)
            case Conditional():
                return self._conditional(expression)
            case Otherwise():
                return self._otherwise(expression)
            case Aggregate():
                return inference_rows.infer_aggregate(self, expression)
            case Ago():
                return inference_rows.infer_ago(self, expression)
            case Run():
                return inference_rows.infer_run(self, expression)
            case Steps():
                return self._steps(expression)
            case Round():
                return self._round(expression)
        return self._of_one(expression)

    def _of_one(self, expression: Negation | Not | IsKnown | AsPercent) -> Found:
        match expression:
            case Negation():
                return self._negation(expression)
            case Not():
                return self._not(expression)
            case IsKnown():
                return self._is_known(expression)
            case AsPercent():
                return self._as_percent(expression)

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
        return Found(adapted, replace(found.type, unit=unit)) if adapted else None

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
                kind=Kind.QUANTITY, unit=value.unit, bare=int(value.amount) if bare else None
            ),
        )

    def _arithmetic(self, expression: Arithmetic) -> Found:
        expression = inference_names.read_noun_after_per(self, expression)
        left, right = self.infer(expression.left), self.infer(expression.right)
        ready = replace(expression, left=left.expression, right=right.expression)
        if left.type is None or right.type is None:
            return Found(ready, None)
        if expression.operator in {ArithmeticOperator.ADD, ArithmeticOperator.SUBTRACT}:
            return self._sum(ready, left, right)
        doing = _DOING[expression.operator]
        for part in (left, right):
            if part.type and part.type.kind is not Kind.QUANTITY:
                self.report_no_figure(part, f"to {doing}")
                return Found(ready, None)
        if expression.operator in _PRODUCTS:
            return Found(ready, self._product(ready, left.type, right.type))
        return Found(ready, self._quotient(ready, left.type, right.type))

    def _product(
        self, expression: Arithmetic, left: FormulaType, right: FormulaType
    ) -> FormulaType | None:
        first, second = left.unit or NUMBER, right.unit or NUMBER
        unit = multiplied(first, second)
        if unit is not None:
            return figure(unit, left, right)
        pointed = PERCENTAGE_POINTS in {first, second}
        advice = "say as %: (a - b) as % of charges" if pointed else "a share of money is money"
        self.report(
            UNITS_DIFFER,
            expression.span,
            doing="multiply",
            left=describe_unit(first),
            right=describe_unit(second),
            advice=advice,
        )
        return None

    def _quotient(
        self, expression: Arithmetic, left: FormulaType, right: FormulaType
    ) -> FormulaType:
        by = expression.right
        sure = isinstance(by, Literal) and isinstance(by.value, Quantity) and by.value.amount != 0
        unit = divided(left.unit or NUMBER, right.unit or NUMBER)
        return figure(unit, left, right, may_be_absent=not sure)

    def _sum(self, expression: Arithmetic, left: Found, right: Found) -> Found:
        assert left.type is not None
        assert right.type is not None
        if {left.type.kind, right.type.kind} & {Kind.DATE, Kind.INSTANT}:
            return Found(expression, self._moved(expression, left.type, right.type))
        for part in (left, right):
            if part.type and part.type.kind is not Kind.QUANTITY:
                self.report_no_figure(part, f"to {_DOING[expression.operator]}")
                return Found(expression, None)
        left, right = self._brought_together(left, right)
        ready = replace(expression, left=left.expression, right=right.expression)
        return Found(ready, self._sum_type(ready, left.type, right.type))

    def _brought_together(self, left: Found, right: Found) -> tuple[Found, Found]:
        assert left.type is not None
        assert right.type is not None
        if left.type.unit == NUMBER:
            return self.fit(left, right.type.unit or NUMBER) or left, right
        return left, self.fit(right, left.type.unit or NUMBER) or right

    def _sum_type(
        self, expression: Arithmetic, left: FormulaType | None, right: FormulaType | None
    ) -> FormulaType | None:
        assert left is not None
        assert right is not None
        first, second = left.unit or NUMBER, right.unit or NUMBER
        unit = summed(
            first,
            second,
            subtract=expression.operator is ArithmeticOperator.SUBTRACT,
            complement=is_whole_share(expression.left),
        )
        if unit is None:
            self.report_units(expression.span, _DOING[expression.operator], first, second)
            return None
        return figure(unit, left, right)

    def _moved(
        self, expression: Arithmetic, left: FormulaType, right: FormulaType
    ) -> FormulaType | None:
        """Type calendar arithmetic: days and months move dates, elapsed time moves instants."""
        subtract = expression.operator is ArithmeticOperator.SUBTRACT
        if subtract and left.kind is right.kind:
            kind = BaseKind.DAY if left.kind is Kind.DATE else BaseKind.ELAPSED
            return figure(Unit.of(kind), left, right)
        step = right.unit or NUMBER
        if right.kind is Kind.QUANTITY:
            moves_date = step.is_only(BaseKind.DAY) or step.is_only(BaseKind.MONTH)
            if left.kind is Kind.DATE and moves_date:
                return _made(Kind.DATE, (left, right))
            if left.kind is Kind.INSTANT and step.is_only(BaseKind.ELAPSED):
                return _made(Kind.INSTANT, (left, right))
        self.report(
            DIFFERENT_KINDS,
            expression.span,
            doing=_DOING[expression.operator],
            left=describe(left),
            right=describe(right),
            advice="calendar days and months move a date, elapsed hours move an instant",
        )
        return None

    def _negation(self, expression: Negation) -> Found:
        found = self.figure(expression.of, "a minus sign")
        made = found.type and replace(found.type, bare=None)
        return Found(replace(expression, of=found.expression), made)

    def _steps(self, expression: Steps) -> Found:
        rate = self.figure(expression.rate, "a rate")
        size = self.figure(expression.size, "the size of a step")
        amount = self.figure(expression.amount, "what is divided into steps")
        ready = replace(expression, rate=rate.expression)
        if size.type is None or amount.type is None:
            return Found(ready, None)
        unit = size.type.unit or NUMBER
        fitted = self.fit(amount, unit)
        if fitted is None:
            self._report_steps(expression, size.type, amount.type)
            return Found(ready, None)
        ready = replace(ready, size=size.expression, amount=fitted.expression)
        if rate.type is None:
            return Found(ready, None)
        absent = not self._positive(expression.size, "a step")
        parts = (rate.type, size.type, amount.type)
        return Found(ready, figure(rate.type.unit or NUMBER, *parts, may_be_absent=absent))

    def _report_steps(self, expression: Steps, size: FormulaType, amount: FormulaType) -> None:
        self.report(
            RATE_EXPECTED,
            expression.amount.span,
            size=describe(size),
            amount=describe(amount),
            advice=advice_on(size.unit or NUMBER, amount.unit or NUMBER),
        )

    def _positive(self, expression: Expression, what: str) -> bool:
        """Return whether something is a literal above zero, reporting a literal that is not."""
        if not (isinstance(expression, Literal) and isinstance(expression.value, Quantity)):
            return False
        if expression.value.amount <= 0:
            self.report(
                OUT_OF_RANGE, expression.span, what=what, range="above 0", found=expression.text
            )
            return False
        return True

    def _round(self, expression: Round) -> Found:
        of = self.figure(expression.of, "rounding")
        to = self.figure(expression.to, "what is rounded to")
        ready = replace(expression, of=of.expression, to=to.expression)
        if of.type is None or to.type is None:
            return Found(ready, None)
        absent = not self._positive(expression.to, "what is rounded to")
        if of.type.unit != to.type.unit:
            left, right = of.type.unit or NUMBER, to.type.unit or NUMBER
            fitted = self.fit(to, left)
            if fitted is None:
                self.report_units(expression.to.span, "round", left, right)
                return Found(ready, None)
            ready = replace(ready, to=fitted.expression)
        return Found(ready, figure(of.type.unit or NUMBER, of.type, to.type, may_be_absent=absent))

    def _as_percent(self, expression: AsPercent) -> Found:
        of = self.figure(expression.of, "as %")
        ready = replace(expression, of=of.expression)
        if of.type is None:
            return Found(ready, None)
        if of.type.unit not in {NUMBER, SHARE, PERCENTAGE_POINTS}:
            self.report(
                NOT_A_FIGURE,
                expression.span,
                what="as %",
                found=describe(of.type),
                advice="percentage points and bare numbers can be read as a share",
            )
            return Found(ready, None)
        return Found(ready, figure(SHARE, of.type))

    def _comparison(self, expression: Comparison) -> Found:
        parts = self.alike([self.infer(expression.left), self.infer(expression.right)], "compare")
        if parts is None:
            return Found(expression, FormulaType(kind=Kind.TRUTH))
        left, right = parts
        ready = replace(expression, left=left.expression, right=right.expression)
        types = [part.type for part in parts if part.type]
        equality = {ComparisonOperator.EQUAL, ComparisonOperator.NOT_EQUAL}
        if expression.operator not in equality and types[0].kind not in _ORDERED:
            self.report(
                DIFFERENT_KINDS,
                expression.span,
                doing="order",
                left=describe(types[0]),
                right=describe(types[1]),
                advice="only figures, dates and instants come before one another; say is or is not",
            )
        return Found(ready, _made(Kind.TRUTH, types))

    def _membership(self, expression: Membership) -> Found:
        everything = [self.infer(expression.of), *map(self.infer, expression.members)]
        parts = self.alike(everything, "compare")
        if parts is None:
            return Found(expression, FormulaType(kind=Kind.TRUTH))
        ready = replace(
            expression,
            of=parts[0].expression,
            members=tuple(part.expression for part in parts[1:]),
        )
        return Found(ready, _made(Kind.TRUTH, [part.type for part in parts if part.type]))

    def _logical(self, expression: Logical) -> Found:
        word = f"'{expression.operator.value}'"
        left = self.condition(expression.left, word)
        right = self.condition(expression.right, word)
        ready = replace(expression, left=left.expression, right=right.expression)
        types = [part.type for part in (left, right) if part.type]
        return Found(ready, _made(_lifted(types), types))

    def _not(self, expression: Not) -> Found:
        of = self.condition(expression.of, "'not'")
        types = [of.type] if of.type else []
        return Found(replace(expression, of=of.expression), _made(_lifted(types), types))

    def _is_known(self, expression: IsKnown) -> Found:
        of = self.infer(expression.of)
        types = [of.type] if of.type else []
        made = replace(_made(_lifted(types), types), may_be_absent=False)
        return Found(replace(expression, of=of.expression), made)

    def _conditional(self, expression: Conditional) -> Found:
        condition = self.condition(expression.condition, "'if'")
        branches = [self.infer(expression.then), self.infer(expression.otherwise)]
        parts = self.alike(branches, "choose between")
        ready = replace(expression, condition=condition.expression)
        if parts is None:
            return Found(ready, None)
        then, other = parts
        ready = replace(ready, then=then.expression, otherwise=other.expression)
        types = [part.type for part in (condition, *parts) if part.type]
        assert then.type is not None
        return Found(ready, _made(then.type.kind, types, unit=then.type.unit))

    def _otherwise(self, expression: Otherwise) -> Found:
        both = [self.infer(expression.of), self.infer(expression.fallback)]
        parts = self.alike(both, "choose between")
        if parts is None:
            return Found(expression, None)
        of, fallback = parts
        ready = replace(expression, of=of.expression, fallback=fallback.expression)
        assert of.type is not None
        assert fallback.type is not None
        made = _made(of.type.kind, (of.type, fallback.type), unit=of.type.unit)
        return Found(ready, replace(made, may_be_absent=fallback.type.may_be_absent))


def _lifted(types: Sequence[FormulaType]) -> Kind:
    over_time = any(found.kind is Kind.CONDITION for found in types)
    return Kind.CONDITION if over_time else Kind.TRUTH
