"""Typing commitments: levels in their measure's unit, shares of relief."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from servanda.agreement import diagnostics as found
from servanda.agreement.check.constants import ConstantPlace
from servanda.agreement.check.elaborate import Bench
from servanda.agreement.check.where import Where
from servanda.agreement.model.formula import Dated
from servanda.agreement.model.promise import Commitment, Level, Relieves
from servanda.agreement.scope.names import Dictionary, PlainScope, figure_type
from servanda.formula.exact import evaluate
from servanda.formula.syntax import ComparisonOperator
from servanda.formula.types import FormulaType
from servanda.kernel.quantity import SHARE, Quantity

__all__ = ["CommitmentTyper"]

_HIGHER_IS_BETTER = {ComparisonOperator.AT_LEAST, ComparisonOperator.ABOVE}
_LOWER_IS_BETTER = {ComparisonOperator.AT_MOST, ComparisonOperator.BELOW}


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentTyper:
    """Type the levels of commitments.

    Args:
        bench: Where formulas are typed.
        where: Places in the text.
        dictionary: Terms and tables.
        measures: Types of the measures' values.
        place: What terms are worth, for comparing levels.
    """

    bench: Bench
    where: Where
    dictionary: Dictionary
    measures: dict[str, FormulaType]
    place: ConstantPlace

    def all(self) -> dict[str, Commitment]:
        """Return all commitments with their formulas made ready."""
        commitments = self.bench.agreement.commitments
        return {name: self._typed(commitment) for name, commitment in commitments.items()}

    def _typed(self, commitment: Commitment) -> Commitment:
        measured = self.measures.get(commitment.measure)
        if measured is None:
            self.bench.notebook.broken.add(f"{commitment.name}.met")
            return commitment
        wanted = replace(measured, grain=frozenset(), may_be_absent=False)
        expected = self._levels(commitment.expected, wanted)
        minimum = self._levels(commitment.minimum, wanted) if commitment.minimum else None
        typed = replace(
            commitment,
            expected=expected,
            minimum=minimum,
            relieves=tuple(self._relieves(each) for each in commitment.relieves),
        )
        self._check_start(commitment)
        if f"{commitment.name}.met" not in self.bench.notebook.broken:
            self._check_order(typed)
            self._check_bands(commitment, measured)
        return typed

    def _levels(self, levels: Dated[Level], wanted: FormulaType) -> Dated[Level]:
        scope = PlainScope(dictionary=self.dictionary)
        steps = []
        for day, level in levels.steps:
            typed = self.bench.type(level.value, scope, wanted)
            steps.append((day, replace(level, value=typed.formula)))
        return Dated(tuple(steps))

    def _relieves(self, relieves: Relieves) -> Relieves:
        scope = PlainScope(dictionary=self.dictionary)
        typed = self.bench.type(relieves.share, scope, figure_type(SHARE))
        return replace(relieves, share=typed.formula)

    def _check_start(self, commitment: Commitment) -> None:
        first = self.bench.agreement.in_force.first_day
        start = commitment.expected.steps[0][0]
        if start > first and "in force" not in self.bench.notebook.broken:
            self.bench.notebook.report(
                found.VALUE_STARTS_LATE,
                self.where.key("commitments", commitment.name, "expected"),
                name=f"{commitment.name}, expected",
                first=first.isoformat(),
                start=(start - timedelta(days=1)).isoformat(),
            )

    def _check_order(self, commitment: Commitment) -> None:
        if commitment.minimum is None:
            return
        for day, expected in commitment.expected.steps:
            minimum = commitment.minimum.at(day)
            if minimum is None:
                continue
            values = [self._value(level) for level in (expected, minimum)]
            if isinstance(values[0], Quantity) and isinstance(values[1], Quantity):
                self._compare(expected, minimum, values[0], values[1])

    def _compare(self, expected: Level, minimum: Level, wanted: Quantity, least: Quantity) -> None:
        if wanted.unit != least.unit:
            return
        higher = {expected.operator, minimum.operator} <= _HIGHER_IS_BETTER
        lower = {expected.operator, minimum.operator} <= _LOWER_IS_BETTER
        too_hard = (higher and least.amount > wanted.amount) or (
            lower and least.amount < wanted.amount
        )
        if too_hard or not (higher or lower):
            self.bench.notebook.report(
                found.MINIMUM_ABOVE, minimum.span, minimum=minimum.text, expected=expected.text
            )

    def _value(self, level: Level) -> object:
        typed = self.bench.attempt(level.value, PlainScope(dictionary=self.dictionary))
        if typed.type is None or self.bench.uses_broken(level.value):
            return None
        try:
            return evaluate(level.value.expression, self.place).value
        except LookupError:
            return None

    def _check_bands(self, commitment: Commitment, measured: FormulaType) -> None:
        table = self.dictionary.tables.get(commitment.bands)
        if table is None or table.argument.unit == measured.unit:
            return
        self.bench.notebook.report(
            found.BANDS_UNIT,
            self.where.at("commitments", commitment.name, "bands"),
            table=commitment.bands,
            measure=commitment.measure,
        )
