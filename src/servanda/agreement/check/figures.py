"""Typing figures and lines of money; a figure may use itself through earlier periods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from servanda.agreement import diagnostics as found
from servanda.agreement.check.circles import break_circles, companions, in_order, spell_path
from servanda.agreement.check.elaborate import Bench, is_sound
from servanda.agreement.check.walk import uses
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.money import Figure, Purpose
from servanda.agreement.scope.names import Dictionary, PlainScope, figure_type
from servanda.agreement.scope.period import PeriodWorld, SettlementScope
from servanda.formula.types import FormulaType, Kind
from servanda.kernel.quantity import NUMBER, PERCENTAGE_POINTS, SHARE, Quantity
from servanda.kernel.unit import BaseKind, Unit

__all__ = ["FigureTyper", "check_circles"]

# Figures that look back at each other all the way round; more than this is nobody's intent.
_COMPANIONS_MAX = 60
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
    _open: set[str] = field(default_factory=set)
    _circles: Mapping[str, tuple[str, ...]] | None = None
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
            return self._assumed[name]
        if name in self._open:
            return None
        if name in self.bench.notebook.broken:
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
        """Find the type, learning first what figures are that look back at each other."""
        expected = figure_type(self._money) if figure.purpose is not Purpose.FIGURE else None
        learned = self._learn(figure)
        self._assumed |= learned
        try:
            return self._type(figure, expected)
        finally:
            for name in learned:
                del self._assumed[name]

    @property
    def _money(self) -> Unit:
        return Unit.money(self.bench.agreement.settlement.currency)

    def _learn(self, figure: Figure) -> dict[str, FormulaType]:
        """Return the types of the figures that need each other over time, this one among them.

        Each is typed with what is known of the others so far, until nothing more is learned;
        then one that nothing tells of is given the first unit under which it comes out as given.
        """
        figures = self.bench.agreement.figures
        circle = [name for name in self._circle_of(figure.name) if name not in self._assumed]
        learned = {
            name: figure_type(self._money)
            for name in circle
            if figures[name].purpose is not Purpose.FIGURE
        }
        self._open |= set(circle)
        try:
            while len(circle) <= _COMPANIONS_MAX and (
                self._learn_more(circle, learned)
                or self._guess(circle, learned)
                or self._guess_alike(circle, learned)
            ):
                pass
        finally:
            self._open -= set(circle)
        rest = {name: figure_type(NUMBER) for name in circle if name not in learned}
        return learned | rest

    def _learn_more(self, circle: Sequence[str], learned: dict[str, FormulaType]) -> bool:
        before = len(learned)
        for name in circle:
            if name not in learned:
                found_type = self._attempt(name, learned)
                if found_type is not None:
                    learned[name] = found_type
        return len(learned) > before

    def _guess(self, circle: Sequence[str], learned: dict[str, FormulaType]) -> bool:
        """Learn one figure by trying; return whether that was possible."""
        for name in circle:
            if name in learned:
                continue
            for unit in self._candidates():
                assumed = figure_type(unit)
                made = self._attempt(name, learned | {name: assumed}, sound=True)
                if made is not None and made.unit == unit:
                    learned[name] = assumed
                    return True
        return False

    def _guess_alike(self, circle: Sequence[str], learned: dict[str, FormulaType]) -> bool:
        """Learn the figures left by supposing that they are all of one unit, as balances are."""
        left = [name for name in circle if name not in learned]
        for unit in self._candidates() if left else ():
            supposed = learned | dict.fromkeys(left, figure_type(unit))
            made = (self._attempt(name, supposed, sound=True) for name in left)
            if all(each is not None and each.unit == unit for each in made):
                learned |= supposed
                return True
        return False

    def _attempt(
        self, name: str, known: Mapping[str, FormulaType], *, sound: bool = False
    ) -> FormulaType | None:
        figure = self.bench.agreement.figures[name]
        if self.bench.uses_broken(figure.pays):
            return None
        self._assumed |= known
        try:
            typed = self.bench.attempt(figure.pays, self.scope_of(figure))
        finally:
            for each in known:
                del self._assumed[each]
        if typed.type is None or (sound and not is_sound(typed)):
            return None
        return replace(typed.type, bare=None, positive=False)

    def _circle_of(self, name: str) -> tuple[str, ...]:
        """Return the figures that a figure needs and that need it, in the order of the text."""
        if self._circles is None:
            self._circles = companions(self._needs())
        return self._circles.get(name, ())

    def _candidates(self) -> Iterator[Unit]:
        yield NUMBER
        yield self._money
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
        cure_costs = self._cure_costs(figure)
        if pays.type is None or (when is not None and when.type is None):
            return None
        absent = pays.type.may_be_absent or bool(when and when.type and when.type.may_be_absent)
        positive = pays.type.positive and when is None
        made = replace(pays.type, bare=None, may_be_absent=absent, positive=positive)
        zero = Quantity(Fraction(0), made.unit) if made.unit is not None else None
        if when is not None and zero is None:
            self.bench.notebook.report(found.WHEN_NEEDS_FIGURE, figure.span, name=figure.name)
        self.ready[figure.name] = replace(
            figure,
            when=when.formula if when is not None else None,
            pays=pays.formula,
            zero=zero,
            cure_costs=cure_costs,
        )
        self._check_line(figure, made)
        return made

    def _cure_costs(self, figure: Figure) -> Formula | None:
        """Return what curing costs, made ready: money that terms and tables alone decide."""
        if figure.cure_costs is None:
            return None
        scope = PlainScope(dictionary=self.dictionary)
        return self.bench.type(figure.cure_costs, scope, figure_type(self._money)).formula

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
