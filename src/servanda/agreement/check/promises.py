"""Typing commitments: levels in their measure's unit, shares of relief."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from servanda.agreement import diagnostics as found
from servanda.agreement.check.constants import ConstantPlace
from servanda.agreement.check.elaborate import Bench
from servanda.agreement.check.figures import FigureTyper
from servanda.agreement.check.where import Where
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.formula import Dated
from servanda.agreement.model.measure import ClockRule, Measure
from servanda.agreement.model.money import LimitWindow
from servanda.agreement.model.promise import Commitment, Level, Relieves
from servanda.agreement.notebook import Notebook
from servanda.agreement.scope.names import Dictionary, PlainScope, figure_type
from servanda.formula.exact import evaluate
from servanda.formula.syntax import ComparisonOperator
from servanda.formula.types import FormulaType, Kind
from servanda.kernel.quantity import SHARE, Quantity

__all__ = ["CommitmentTyper", "judged_types", "note_unjudged"]

_HIGHER_IS_BETTER = {ComparisonOperator.AT_LEAST, ComparisonOperator.ABOVE}
_LOWER_IS_BETTER = {ComparisonOperator.AT_MOST, ComparisonOperator.BELOW}


def note_unjudged(agreement: Agreement, measures: Collection[str], notebook: Notebook) -> None:
    """Note the commitments whose measure has a mistake, so that nobody asks whether they are met.

    Args:
        agreement: The agreement.
        measures: Names of the measures that have been typed.
        notebook: Where what is broken is noted.
    """
    for commitment in agreement.commitments.values():
        broken = commitment.figure in notebook.broken
        if broken or (not commitment.figure and commitment.measure not in measures):
            notebook.broken.add(f"{commitment.name}.met")


def judged_types(
    commitments: Mapping[str, Commitment], figures: FigureTyper
) -> dict[str, FormulaType]:
    """Return the types of the figures that commitments judge, without those that are broken."""
    names = {each.figure for each in commitments.values()} & figures.types.keys()
    return {name: figures.types[name] for name in sorted(names)}


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentTyper:
    """Type the levels of commitments.

    Args:
        bench: Where formulas are typed.
        where: Places in the text.
        dictionary: Terms and tables.
        figures: Types of figures, and what formulas can name where periods are settled.
        place: What terms are worth, for comparing levels.
    """

    bench: Bench
    where: Where
    dictionary: Dictionary
    figures: FigureTyper
    place: ConstantPlace

    def all(self) -> dict[str, Commitment]:
        """Return all commitments with their formulas made ready."""
        commitments = self.bench.agreement.commitments
        return {name: self._typed(commitment) for name, commitment in commitments.items()}

    def _typed(self, commitment: Commitment) -> Commitment:
        judged = self.figures.world.judged_type(commitment)
        if judged is None or not self._is_judgeable(commitment, judged):
            self.bench.notebook.broken.add(f"{commitment.name}.met")
            return commitment
        wanted = FormulaType(kind=judged.kind, unit=judged.unit)
        expected = self._levels(commitment, commitment.expected, wanted)
        minimum = (
            self._levels(commitment, commitment.minimum, wanted) if commitment.minimum else None
        )
        typed = replace(
            commitment,
            expected=expected,
            minimum=minimum,
            relieves=tuple(self._relieves(each) for each in commitment.relieves),
        )
        self._check_start(commitment)
        if f"{commitment.name}.met" not in self.bench.notebook.broken:
            self._check_order(typed)
            self._check_bands(commitment, judged)
        return typed

    def _is_judgeable(self, commitment: Commitment, judged: FormulaType) -> bool:
        """Return whether what is judged is one figure for a period, or a segment of it."""
        name = commitment.judged
        if not commitment.figure:
            if commitment.over is LimitWindow.PERIOD:
                return True
            window = _window(self.where.text("commitments", commitment.name, "over"))
            self.bench.notebook.report(
                found.WINDOW_OF_MEASURE,
                self.where.at("commitments", commitment.name, "over"),
                name=commitment.name,
                measure=name,
                window=window,
                pooled=_pooled(self.bench.agreement.measures[name], window),
            )
            return False
        figure = self.bench.agreement.figures[commitment.figure]
        if figure.each not in {"", "period"}:
            problem = f"there is one for each of '{figure.each}'"
            advice = f"judge a figure of the period, like mean({name} over {figure.each})"
        elif judged.kind is not Kind.QUANTITY:
            problem = "it gives no amount"
            advice = "make it a figure, like count(months in this quarter where ...)"
        else:
            return True
        given = self.where.has("commitments", commitment.name, "figure")
        span = self.where.at("commitments", commitment.name, "figure") if given else commitment.span
        self.bench.notebook.report(
            found.FIGURE_NOT_JUDGED, span, name=name, problem=problem, advice=advice
        )
        return False

    def _levels(
        self, commitment: Commitment, levels: Dated[Level], wanted: FormulaType
    ) -> Dated[Level]:
        scope = self.figures.level_scope(commitment)
        steps = []
        for day, level in levels.steps:
            typed = self.bench.settled(level.value, scope, wanted)
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
            measure=commitment.judged,
        )


def _window(over: str) -> str:
    """Return the window of a commitment in the words of formulas."""
    words = " ".join(over.split())
    return "periods" if words == "the agreement" else words


def _pooled(measure: Measure, window: str) -> str:
    """Say how a value is taken of all cases of a window, where they can be had as rows."""
    of_all, found = re.subn(r"\)$", f" over cases in {window})", measure.value.text)
    if not isinstance(measure.rule, ClockRule) or not found or window == "periods":
        return ""
    rows = f"rows: {{cases: {{each: single_case, of: {measure.name}}}}}"
    return f"; or, of all its cases, {of_all} with '{rows}'"
