"""Where outcomes stand: over time, against baseline and target, and what success came to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from servanda.agreement.check.constants import ConstantPlace
from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.outcome import Outcome, gained, reached, shared
from servanda.facts.figure import Segment, Value
from servanda.facts.statement import Statement, StatementLine
from servanda.formula.exact import evaluate
from servanda.formula.syntax import ComparisonOperator
from servanda.kernel.decimals import amount_text
from servanda.kernel.quantity import Quantity

__all__ = [
    "OutcomeLevel",
    "OutcomePeriod",
    "OutcomeStanding",
    "Together",
    "Trend",
    "outcomes_of",
    "together_of",
]

_HIGHER = frozenset({ComparisonOperator.AT_LEAST, ComparisonOperator.ABOVE})
_LOWER = frozenset({ComparisonOperator.AT_MOST, ComparisonOperator.BELOW})


class OutcomeLevel(Enum):
    """Where an outcome stands."""

    REACHED = "target reached"
    ON_THE_WAY = "on the way"
    NO_BETTER = "no better than before"
    NOT_KNOWN = "not known"
    NO_TARGET = "no target agreed"


class Trend(Enum):
    """Which way an outcome went since the period before."""

    BETTER = "better"
    WORSE = "worse"
    STEADY = "as before"
    UP = "up"
    DOWN = "down"
    NOT_KNOWN = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomePeriod:
    """An outcome in one period.

    Args:
        label: The period's.
        value: The figure; absent where the statement says nothing about it.
        gained: What success came to, money; absent where none is shared.
        shared: What of it the provider is paid; absent likewise.
        moves: Whether that money moves, rather than being shown or left open.
    """

    label: str
    value: Value | None
    gained: Value | None = None
    shared: Quantity | None = None
    moves: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeStanding:
    """An outcome as it stands.

    Args:
        outcome: As the last version has it that was settled.
        agreement: Identifier of the agreement.
        provider: Name of the provider.
        segment: The part of the figure that it is about; empty for all of it.
        baseline: What it was before; absent where nobody says.
        target: What it is to be; absent where nobody says.
        periods: Oldest first.
        level: Where it stands in the last period in which it is known.
        trend: Which way it went since the period before that.
        way: How far it has come from baseline to target, 1 for all of it; absent where that is
            not known.
    """

    outcome: Outcome
    agreement: str
    provider: str
    segment: Segment
    baseline: Quantity | None
    target: Quantity | None
    periods: tuple[OutcomePeriod, ...]
    level: OutcomeLevel
    trend: Trend
    way: Fraction | None

    @property
    def latest(self) -> OutcomePeriod | None:
        """Return the last period in which the figure is known."""
        known = (each for each in reversed(self.periods) if isinstance(each.value, Quantity))
        return next(known, None)

    def level_of(self, period: OutcomePeriod) -> OutcomeLevel:
        """Return where it stood in a period."""
        return _level(self.outcome, period.value, self.baseline, self.target)

    @property
    def gained(self) -> Quantity | None:
        """Return what success came to in all periods; nothing where none is shared."""
        return _sum(each.gained for each in self.periods)

    @property
    def shared(self) -> Quantity | None:
        """Return what the provider is paid of it; nothing where none is shared."""
        return _sum(each.shared for each in self.periods if each.moves or each.shared is None)

    @property
    def attribution(self) -> Mapping[str, Fraction]:
        """Return whose a change is, by ``client`` and by agreement, this one among them."""
        return {
            self.agreement if whose == "provider" else whose: each.share
            for whose, each in self.outcome.attribution.items()
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """An outcome that several providers serve, each by an agreement of its own.

    Args:
        name: The outcome's name.
        standings: By agreement, in the order given.
        lacking: Agreements that it is served with and that are not looked at.
        differences: What the agreements do not say alike, in words.
    """

    name: str
    standings: tuple[OutcomeStanding, ...]
    lacking: tuple[str, ...]
    differences: tuple[str, ...]

    @property
    def gained(self) -> Quantity | None:
        """Return what was gained: counted once, since it is the same gain."""
        most = [each.gained for each in self.standings if each.gained is not None]
        return max(most, key=lambda each: each.amount, default=None)

    @property
    def shared(self) -> Quantity | None:
        """Return what all providers are paid of it together."""
        return _sum(each.shared for each in self.standings)


def outcomes_of(history: History, statements: Sequence[Statement]) -> tuple[OutcomeStanding, ...]:
    """Return where the outcomes of an agreement stand, in the order of the text.

    Args:
        history: The agreement.
        statements: Of its periods, oldest first; without any, nothing is known of them.
    """
    version = history.at(statements[-1].period.first_day) if statements else history.latest
    return tuple(
        _standing(version, outcome, segment, statements)
        for outcome in version.outcomes.values()
        for segment in _segments(outcome, statements) or [()]
    )


def together_of(standings: Iterable[OutcomeStanding]) -> tuple[Together, ...]:
    """Return the outcomes of several agreements that are served together, by their names.

    Agreements serve an outcome together where each bears it by the same name and one of them says
    that it is served with the other.

    Args:
        standings: Of all agreements that are looked at.
    """
    groups: dict[str, list[OutcomeStanding]] = {}
    for each in standings:
        if not each.segment:
            groups.setdefault(each.outcome.name, []).append(each)
    found = []
    for name, group in sorted(groups.items()):
        named = {other for each in group for other in each.outcome.served_with}
        linked = [each for each in group if each.outcome.served_with or each.agreement in named]
        if linked:
            there = {each.agreement for each in linked}
            found.append(
                Together(
                    name=name,
                    standings=tuple(linked),
                    lacking=tuple(sorted(named - there)),
                    differences=tuple(_differences(linked)),
                )
            )
    return tuple(found)


def _differences(standings: Sequence[OutcomeStanding]) -> Iterator[str]:
    first = standings[0]
    for other in standings[1:]:
        for whose in dict.fromkeys((*first.attribution, *other.attribution)):
            one, two = (each.attribution.get(whose, Fraction(0)) for each in (first, other))
            if one != two:
                yield (
                    f"'{first.agreement}' attributes {_percent(one)} to '{whose}',"
                    f" '{other.agreement}' {_percent(two)}"
                )
        gains = {each.label: each.gained for each in first.periods}
        for period in other.periods:
            mine = gains.get(period.label)
            known = isinstance(mine, Quantity) and isinstance(period.gained, Quantity)
            if known and mine != period.gained:
                yield (
                    f"'{first.agreement}' and '{other.agreement}' do not find the same gain in"
                    f" {period.label}"
                )


def _percent(share: Fraction) -> str:
    return f"{amount_text(share * 100)}%"


def _segments(outcome: Outcome, statements: Sequence[Statement]) -> list[Segment]:
    """Return the segments for which the statements know the figure, in their order."""
    found: dict[Segment, None] = {}
    for statement in statements:
        for each in statement.assessments:
            if each.measurement.measure == outcome.measure and outcome.measure:
                found.setdefault(each.measurement.segment)
    return [] if () in found else list(found)


def _standing(
    version: Agreement, outcome: Outcome, segment: Segment, statements: Sequence[Statement]
) -> OutcomeStanding:
    last_day = statements[-1].period.first_day if statements else version.in_force.first_day
    baseline = _constant(version, outcome.baseline.value if outcome.baseline else None, last_day)
    target = _constant(version, outcome.target.level.value if outcome.target else None, last_day)
    periods = tuple(_period(outcome, segment, each) for each in statements)
    known = [each.value for each in periods if isinstance(each.value, Quantity)]
    return OutcomeStanding(
        outcome=outcome,
        agreement=version.identifier,
        provider=version.parties["provider"].name,
        segment=segment,
        baseline=baseline,
        target=target,
        periods=periods,
        level=_level(outcome, known[-1] if known else None, baseline, target),
        trend=_trend(outcome, known),
        way=_way(known[-1] if known else None, baseline, target),
    )


def _constant(version: Agreement, formula: Formula | None, day: date) -> Quantity | None:
    if formula is None:
        return None
    place = ConstantPlace(terms=version.terms, tables=version.tables, day=day)
    value = evaluate(formula.expression, place).value
    return value if isinstance(value, Quantity) else None


def _period(outcome: Outcome, segment: Segment, statement: Statement) -> OutcomePeriod:
    own = _figure(statement, reached(outcome.name))
    judged = (
        each.measurement.value
        for each in statement.assessments
        if outcome.measure
        and (each.measurement.measure, each.measurement.segment) == (outcome.measure, segment)
    )
    line = next((each for each in statement.lines if each.name == shared(outcome.name)), None)
    return OutcomePeriod(
        label=statement.period.label,
        value=own if own is not None else next(judged, None),
        gained=_figure(statement, gained(outcome.name)) if line else None,
        shared=_paid(line),
        moves=line is not None and line.status.value in {"owed", "relieved"},
    )


def _paid(line: StatementLine | None) -> Quantity | None:
    return None if line is None else line.payable


def _figure(statement: Statement, name: str) -> Value | None:
    label = f"{name} in {statement.period.label}"
    return next((each.value for each in statement.figures if each.name in {name, label}), None)


def _level(
    outcome: Outcome, value: Value | None, baseline: Quantity | None, target: Quantity | None
) -> OutcomeLevel:
    if outcome.target is None:
        return OutcomeLevel.NO_TARGET
    if not isinstance(value, Quantity) or target is None:
        return OutcomeLevel.NOT_KNOWN
    if _holds(outcome.target.level.operator, value.amount, target.amount):
        return OutcomeLevel.REACHED
    if baseline is not None and not _is_better(outcome, value.amount, baseline.amount):
        return OutcomeLevel.NO_BETTER
    return OutcomeLevel.ON_THE_WAY


def _holds(operator: ComparisonOperator, value: Fraction, level: Fraction) -> bool:
    match operator:
        case ComparisonOperator.AT_LEAST:
            return value >= level
        case ComparisonOperator.ABOVE:
            return value > level
        case ComparisonOperator.AT_MOST:
            return value <= level
        case ComparisonOperator.BELOW:
            return value < level
        case _:
            return value == level


def _is_better(outcome: Outcome, value: Fraction, before: Fraction) -> bool | None:
    """Return whether a figure is better than another; nothing where no target says."""
    operator = outcome.target.level.operator if outcome.target else None
    if operator in _HIGHER:
        return value > before
    if operator in _LOWER:
        return value < before
    return None


def _trend(outcome: Outcome, known: Sequence[Quantity]) -> Trend:
    if len(known) < 2:
        return Trend.NOT_KNOWN
    value, before = known[-1].amount, known[-2].amount
    if value == before:
        return Trend.STEADY
    better = _is_better(outcome, value, before)
    if better is None:
        return Trend.UP if value > before else Trend.DOWN
    return Trend.BETTER if better else Trend.WORSE


def _way(
    value: Quantity | None, baseline: Quantity | None, target: Quantity | None
) -> Fraction | None:
    if value is None or baseline is None or target is None or target == baseline:
        return None
    return (value.amount - baseline.amount) / (target.amount - baseline.amount)


def _sum(amounts: Iterable[Value | None]) -> Quantity | None:
    known = [each for each in amounts if isinstance(each, Quantity)]
    if not known:
        return None
    return Quantity(sum((each.amount for each in known), start=Fraction(0)), known[0].unit)
