"""Typing figures and lines of money; a figure may use itself through earlier periods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from servanda.agreement import diagnostics as found
from servanda.agreement.check.circles import break_circles, companions, in_order, spell_path
from servanda.agreement.check.elaborate import Bench, is_sound
from servanda.agreement.check.promised import (
    formulas_needed,
    judged_uses,
    levels_of,
    promise_node,
)
from servanda.agreement.check.walk import uses
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.money import Figure, LimitWindow, Purpose
from servanda.agreement.model.promise import Commitment
from servanda.agreement.scope.names import Dictionary, PlainScope, figure_type
from servanda.agreement.scope.period import PeriodWorld, SettlementScope
from servanda.formula.syntax import Logical, LogicalOperator, Member, Name
from servanda.formula.types import FormulaType, Kind
from servanda.kernel.quantity import NUMBER, PERCENTAGE_POINTS, SHARE, Quantity
from servanda.kernel.unit import BaseKind, Unit

__all__ = ["FigureTyper", "check_circles"]

# Figures that look back at each other all the way round; more than this is nobody's intent.
_COMPANIONS_MAX = 60
_TRUTH = FormulaType(kind=Kind.TRUTH)


def check_circles(bench: Bench) -> None:
    """Note figures and commitments that need themselves within one period, with the way round."""
    agreement, broken = bench.agreement, bench.notebook.broken
    needs: dict[str, Sequence[str]] = {
        name: [need for formula in _formulas(figure) for need in judged_uses(agreement, formula)]
        for name, figure in agreement.figures.items()
        if name not in broken
    }
    spans = {name: figure.span for name, figure in agreement.figures.items()}
    for name, commitment in agreement.commitments.items():
        node = promise_node(name)
        spans[node] = commitment.span
        if node not in broken:
            needs[node] = formulas_needed(agreement, name)
    circles, removed = break_circles(needs)
    for circle in circles:
        bench.notebook.report(
            found.CYCLE, spans[circle[0]], name=circle[0], path=spell_path(circle)
        )
    bench.notebook.broken |= removed


def _formulas(figure: Figure) -> list[Formula]:
    return [each for each in (figure.when, figure.pays) if each is not None]


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
    _begun: list[str] = field(default_factory=list)
    _circles: Mapping[str, tuple[str, ...]] | None = None
    _world: PeriodWorld | None = None
    _doubts: dict[str, bool] = field(default_factory=dict)

    @property
    def world(self) -> PeriodWorld:
        """Return what the settlement's formulas can name."""
        if self._world is None:
            self._world = PeriodWorld(
                agreement=self.bench.agreement,
                dictionary=self.dictionary,
                measures=self.measures,
                figure_type=self.type_of,
                in_doubt=self.in_doubt,
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
        """Return the names that figures need at any time, through commitments as well."""
        agreement = self.bench.agreement
        return {
            name: [
                need
                for formula in _formulas(figure)
                for need in self._through(judged_uses(agreement, formula, earlier=True))
            ]
            for name, figure in agreement.figures.items()
        }

    def _through(self, needs: Sequence[str]) -> Iterator[str]:
        """Yield names, those that judging needs in the place of commitments."""
        agreement = self.bench.agreement
        nodes = {promise_node(name): name for name in agreement.commitments}
        seen: set[str] = set()
        waiting = list(reversed(needs))
        while waiting:
            need = waiting.pop()
            if need not in nodes:
                yield need
            elif need not in seen:
                seen.add(need)
                waiting.extend(reversed(formulas_needed(agreement, nodes[need], earlier=True)))

    def in_doubt(self, name: str) -> bool:
        """Return whether a commitment may not be judged in a period in which it is due: what it
        judges, or a level, may have no value, and it does not say what a period then counts as.
        """
        if name in self._doubts:
            return self._doubts[name]
        commitment = self.bench.agreement.commitments[name]
        # While its own figures are being typed nothing is known of it yet.
        self._doubts[name] = False
        sure = commitment.no_data is not None
        doubt = not sure and (self._figure_in_doubt(commitment) or self._level_in_doubt(commitment))
        if self._open:
            del self._doubts[name]
        else:
            self._doubts[name] = doubt
        return doubt

    def _figure_in_doubt(self, commitment: Commitment) -> bool:
        known = commitment.figure in self.bench.agreement.figures
        judged = self.type_of(commitment.figure) if known else None
        return judged is not None and judged.may_be_absent

    def _level_in_doubt(self, commitment: Commitment) -> bool:
        scope = self.level_scope(commitment)
        for level in levels_of(commitment):
            if not self.bench.uses_broken(level.value):
                typed = self.bench.attempt(level.value, scope)
                if typed.type is not None and typed.type.may_be_absent:
                    return True
        return False

    def level_scope(self, commitment: Commitment) -> SettlementScope:
        """Return the scope in which a commitment's levels stand: a segment of what it judges."""
        return self.world.scope(self.world.judged_by(commitment) or ())

    def type_of(self, name: str) -> FormulaType | None:
        """Return the type of a figure, nothing where it is broken."""
        if name in self.types:
            return self.types[name]
        if name in self._assumed:
            return self._assumed[name]
        if name in self._open or self._is_hidden(name) or name in self.bench.notebook.broken:
            return None
        self._begun.append(name)
        found_type = self._settle(self.bench.agreement.figures[name])
        self._begun.pop()
        if found_type is None:
            self.bench.notebook.broken.add(name)
        else:
            self.types[name] = found_type
        return found_type

    def _is_hidden(self, name: str) -> bool:
        """Return whether a figure is asked for its own type where a column of its name hides it.

        Levels of a commitment may ask for it on the way, since periods are told whether they are
        in doubt; that comes once.
        """
        return self._begun[-1:] == [name] or self._begun.count(name) > 1

    def scope_of(self, figure: Figure) -> SettlementScope:
        """Return the scope in which a figure's formulas stand."""
        scope = self.world.scope(figure.by, due=_due_where(figure.when))
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
        return made if self._is_known_where_due(figure, made) else None

    def _cure_costs(self, figure: Figure) -> Formula | None:
        """Return what curing costs, made ready: money that terms and tables alone decide."""
        if figure.cure_costs is None:
            return None
        scope = PlainScope(dictionary=self.dictionary)
        return self.bench.type(figure.cure_costs, scope, figure_type(self._money)).formula

    def _is_known_where_due(self, figure: Figure, made: FormulaType) -> bool:
        """Return whether nothing that needs this figure in every period can find it missing."""
        if not made.may_be_absent or not (figure.total or figure.purpose is not Purpose.FIGURE):
            return True
        self.bench.notebook.report(
            found.MAY_BE_ABSENT,
            figure.pays.span,
            name=figure.name,
            advice=self._advice_on_promise(figure) or self._advice(figure.pays),
        )
        return not figure.total

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

    def _advice_on_promise(self, figure: Figure) -> str:
        """Say what to do about a commitment that leaves open whether it is met."""
        commitments = self.bench.agreement.commitments
        for use in (use for each in _formulas(figure) for use in uses(each.expression)):
            commitment = commitments.get(use.name)
            if commitment is None or use.member not in {"met", "missed", "minimum_met", "level"}:
                continue
            if self.in_doubt(commitment.name):
                return (
                    f"give '{commitment.name}' the rule 'no data: not settled', say otherwise in "
                    f"its level or figure, or write ({use.name}.{use.member} otherwise ...) here"
                )
            waits = commitment.over is not LimitWindow.PERIOD
            if waits and commitment.name not in _due_where(figure.when):
                return f"add '{use.name}.due and' to the condition: it holds where the window ends"
        return ""


def _due_where(when: Formula | None) -> frozenset[str]:
    """Return the commitments that are due wherever a condition holds."""
    waiting = [when.expression] if when is not None else []
    found: set[str] = set()
    while waiting:
        match waiting.pop():
            case Logical(operator=LogicalOperator.AND, left=left, right=right):
                waiting += [left, right]
            case Member(of=Name(name=name), name="due"):
                found.add(name)
    return frozenset(found)
