"""Typing figures and lines of money; a figure may use itself through earlier periods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from servanda.agreement import diagnostics as found
from servanda.agreement.check.circles import break_circles, in_order, spell_path
from servanda.agreement.check.elaborate import Bench, is_sound
from servanda.agreement.check.walk import uses
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.money import Figure, Purpose
from servanda.agreement.scope.names import Dictionary, figure_type
from servanda.agreement.scope.period import PeriodWorld, SettlementScope
from servanda.formula.types import FormulaType, Kind
from servanda.kernel.quantity import NUMBER, PERCENTAGE_POINTS, SHARE, Quantity
from servanda.kernel.unit import BaseKind, Unit

__all__ = ["FigureTyper", "check_circles"]

# Figures that look back at each other all the way round; more than this is nobody's intent.
_HISTORY_DEPTH_MAX = 12
_TRUTH = FormulaType(kind=Kind.TRUTH)


def check_circles(bench: Bench) -> None:
    """Note figures that need themselves within one period, with the way round."""
    agreement = bench.agreement
    needs: dict[str, Sequence[str]] = {
        name: _present_uses(figure, agreement.measures.keys() | agreement.terms.keys())
        for name, figure in agreement.figures.items()
        if name not in bench.notebook.broken
    }
    circles, removed = break_circles(needs)
    for circle in circles:
        first = agreement.figures[circle[0]]
        bench.notebook.report(found.CYCLE, first.span, name=circle[0], path=spell_path(circle))
    bench.notebook.broken |= removed


def _present_uses(figure: Figure, hidden: frozenset[str] | set[str]) -> list[str]:
    formulas = [each for each in (figure.when, figure.pays) if each is not None]
    return [
        use.name
        for formula in formulas
        for use in uses(formula.expression)
        if not use.earlier and use.name not in hidden and not use.member
    ]


@dataclass(slots=True, kw_only=True)
class FigureTyper:
    """Type figures in whatever order they are asked for.

    Args:
        bench: Where formulas are typed.
        dictionary: Terms and tables.
        measures: Types of the measures' values.
    """

    bench: Bench
    dictionary: Dictionary
    measures: Mapping[str, FormulaType]
    ready: dict[str, Figure] = field(default_factory=dict)
    types: dict[str, FormulaType] = field(default_factory=dict)
    _assumed: dict[str, FormulaType] = field(default_factory=dict)
    _guessed: set[str] = field(default_factory=set)
    _world: PeriodWorld | None = None

    @property
    def world(self) -> PeriodWorld:
        """Return what the settlement's formulas can name."""
        if self._world is None:
            self._world = PeriodWorld(
                agreement=self.bench.agreement,
                dictionary=self.dictionary,
                measures=self.measures,
                figure_type=self.type_of,
            )
        return self._world

    def all(self) -> dict[str, Figure]:
        """Return all figures with their formulas made ready."""
        # What a figure needs is typed before it, so that no chain of figures is too long.
        for name in in_order(self._needs()):
            self.type_of(name)
        figures = self.bench.agreement.figures
        return {name: self.ready.get(name, figure) for name, figure in figures.items()}

    def _needs(self) -> dict[str, list[str]]:
        figures = self.bench.agreement.figures
        return {
            name: [
                use.name
                for formula in (figure.when, figure.pays)
                if formula is not None
                for use in uses(formula.expression)
            ]
            for name, figure in figures.items()
        }

    def type_of(self, name: str) -> FormulaType | None:
        """Return the type of a figure, nothing where it is broken."""
        if name in self.types:
            return self.types[name]
        if name in self._assumed:
            self._guessed.add(name)
            return self._assumed[name]
        if name in self.bench.notebook.broken or len(self._assumed) > _HISTORY_DEPTH_MAX:
            return None
        figure = self.bench.agreement.figures[name]
        found_type = self._settle(figure)
        if found_type is None:
            self.bench.notebook.broken.add(name)
        else:
            self.types[name] = found_type
        return found_type

    def scope_of(self, figure: Figure) -> SettlementScope:
        """Return the scope in which a figure's formulas stand."""
        scope = self.world.scope(figure.by)
        return self.world.row_scope(figure.each, scope) or scope

    def _settle(self, figure: Figure) -> FormulaType | None:
        """Find the type, assuming one where the figure looks back at itself."""
        money = figure_type(Unit.money(self.bench.agreement.settlement.currency))
        is_line = figure.purpose is not Purpose.FIGURE
        self._assumed[figure.name] = money if is_line else figure_type(NUMBER)
        try:
            if not is_line:
                self._assume(figure)
            return self._type(figure, money if is_line else None)
        finally:
            del self._assumed[figure.name]
            self._guessed.discard(figure.name)

    def _assume(self, figure: Figure) -> None:
        """Keep the first assumption under which the formula gives just what was assumed."""
        if self.bench.uses_broken(figure.pays):
            return
        scope = self.scope_of(figure)
        typed = self.bench.attempt(figure.pays, scope)
        if figure.name not in self._guessed:
            return
        for unit in self._candidates(typed.type):
            self._assumed[figure.name] = figure_type(unit)
            typed = self.bench.attempt(figure.pays, scope)
            if is_sound(typed) and typed.type is not None and typed.type.unit == unit:
                return
        self._assumed[figure.name] = figure_type(NUMBER)

    def _candidates(self, first: FormulaType | None) -> Iterator[Unit]:
        if first is not None and first.unit is not None:
            yield first.unit
        yield NUMBER
        yield Unit.money(self.bench.agreement.settlement.currency)
        yield SHARE
        yield PERCENTAGE_POINTS
        for kind in (BaseKind.SERVICE_POINT, BaseKind.ELAPSED, BaseKind.OPEN):
            yield Unit.of(kind)
        for noun in sorted(set(self.bench.agreement.nouns.values())):
            yield Unit.count(noun)

    def _type(self, figure: Figure, expected: FormulaType | None) -> FormulaType | None:
        scope = self.scope_of(figure)
        when = self.bench.settled(figure.when, scope, _TRUTH) if figure.when is not None else None
        pays = self.bench.settled(figure.pays, scope, expected)
        if pays.type is None or (when is not None and when.type is None):
            return None
        absent = pays.type.may_be_absent or bool(when and when.type and when.type.may_be_absent)
        made = replace(pays.type, bare=None, may_be_absent=absent)
        zero = Quantity(Fraction(0), made.unit) if made.unit is not None else None
        if when is not None and zero is None:
            self.bench.notebook.report(found.WHEN_NEEDS_FIGURE, figure.span, name=figure.name)
        self.ready[figure.name] = replace(
            figure,
            when=when.formula if when is not None else None,
            pays=pays.formula,
            zero=zero,
        )
        self._check_line(figure, made)
        return made

    def _check_line(self, figure: Figure, made: FormulaType) -> None:
        if figure.purpose is Purpose.FIGURE or not made.may_be_absent:
            return
        self.bench.notebook.report(
            found.MAY_BE_ABSENT,
            figure.pays.span,
            name=figure.name,
            advice=self._advice(figure.pays),
        )

    def _advice(self, formula: Formula) -> str:
        currency = self.bench.agreement.settlement.currency
        measures = self.bench.agreement.measures
        for use in uses(formula.expression):
            if use.name in measures and not use.member and measures[use.name].no_data is not None:
                return (
                    f"write ({use.name} otherwise ...) with the value to use without data, or give "
                    f"the measure '{use.name}' the rule 'no data: not settled'"
                )
        return f"say what it is then: ({formula.text}) otherwise 0 {currency}"
