"""The exact evaluation: fractions in, a value with its trace out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Protocol, runtime_checkable

from servanda.facts.figure import Absence, NoValue, Scalar, Value
from servanda.facts.trace import Step
from servanda.formula.display import format_value
from servanda.formula.environment import Environment
from servanda.formula.functions import AGGREGATES, FUNCTIONS
from servanda.formula.limits import PERIODS_MAX
from servanda.formula.operations import (
    absent,
    calculate,
    compare,
    round_quantity,
    take_steps,
)
from servanda.formula.printing import print_expression
from servanda.formula.syntax import (
    Aggregate,
    Aggregator,
    Ago,
    Arithmetic,
    AsPercent,
    Call,
    Comparison,
    ComparisonOperator,
    Conditional,
    Expression,
    IsKnown,
    Literal,
    Logical,
    LogicalOperator,
    Lookup,
    Member,
    Membership,
    Name,
    Negation,
    Not,
    Otherwise,
    Round,
    RowSource,
    Run,
    Steps,
)
from servanda.formula.unitrules import is_whole_share
from servanda.kernel.quantity import SHARE, Quantity

__all__ = ["ROWS_TRACED_MAX", "Labelled", "Nowhere", "evaluate", "evaluate_constant", "value_of"]

ROWS_TRACED_MAX = 300
"""Rows of one aggregate that a trace shows; it says how many more there are."""

_BEFORE_START = NoValue(Absence.BEFORE_START, "before the first period")


@runtime_checkable
class Labelled(Protocol):
    """An environment may say what its row is called, for traces: ``INC0012345``, ``2026-03``."""

    @property
    def label(self) -> str:
        """Return the row's name."""


def evaluate(
    expression: Expression, environment: Environment, *, name: str = "", text: str = ""
) -> Step:
    """Evaluate a formula exactly.

    Args:
        expression: The tree as typing made it ready; one with mistakes must not come here.
        environment: What names are worth where it stands.
        name: Name of the figure, for the trace.
        text: The formula as its author wrote it; printed from the tree where it is not given.

    Returns:
        The value with the steps that it used, in order of use. What is computed from an
        absent value is absent, with the gravest reason; ``otherwise``, ``is known`` and the
        deciding side of ``and`` and ``or`` do without.

    Example:
        >>> from servanda.formula.origin import Origin
        >>> from servanda.formula.parse import parse
        >>> tree = parse("12% of 250000.00 EUR", Origin(file="a.yaml")).expression
        >>> format_value(evaluate_constant(tree).value)
        '30,000.00 EUR'
    """
    steps: list[Step] = []
    value = _Evaluator(steps).value(expression, environment)
    return Step(
        name=name,
        text=text or _print_once(_ByIdentity(expression)),
        value=value,
        of=tuple(steps),
        span=expression.span,
    )


def evaluate_constant(expression: Expression) -> Step:
    """Evaluate a formula that asks nothing of the world around it.

    Raises:
        LookupError: It has a name, a table, rows or an earlier period in it.
    """
    return evaluate(expression, Nowhere())


def value_of(expression: Expression, environment: Environment) -> Value:
    """Evaluate a formula exactly, without its trace."""
    return _Evaluator(None).value(expression, environment)


class Nowhere:
    """Stand where a formula asks nothing."""

    outer: Environment | None = None

    def value(self, name: str) -> Step:
        raise LookupError(f"a constant formula has no name '{name}'")

    def member(self, name: str, member: str) -> Step:
        raise LookupError(f"a constant formula has no name '{name}.{member}'")

    def keyed(self, name: str, keys: tuple[str, ...]) -> Step:
        raise LookupError(f"a constant formula has no term '{name}' for {keys}")

    def table(self, name: str, argument: Value, column: str) -> Step:
        raise LookupError(f"a constant formula has no table '{name}.{column}' for {argument}")

    def rows(self, source: RowSource) -> Sequence[Environment]:
        raise LookupError(f"a constant formula has no rows '{source.name}'")

    def ago(self, periods: int) -> Environment | None:
        raise LookupError(f"a constant formula has no periods, {periods} asked for")


class _ByIdentity:
    """Let a tree be a key by itself, since comparing trees costs as much as printing them."""

    __slots__ = ("expression",)

    def __init__(self, expression: Expression) -> None:
        self.expression = expression

    def __hash__(self) -> int:
        return id(self.expression)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and other.expression is self.expression


@lru_cache(maxsize=4096)
def _print_once(key: _ByIdentity) -> str:
    return print_expression(key.expression)


class _Evaluator:
    """Walk over a formula; ``steps`` collects the trace, or is absent."""

    def __init__(self, steps: list[Step] | None) -> None:
        self._steps = steps

    def _keep(self, step: Step) -> Value:
        if self._steps is not None:
            self._steps.append(step)
        return step.value

    def _wrap(
        self, expression: Expression, value: Value, inner: _Evaluator, note: str = ""
    ) -> Value:
        if self._steps is not None:
            text = _print_once(_ByIdentity(expression))
            self._steps.append(
                Step(
                    name=text,
                    text=text,
                    value=value,
                    of=tuple(inner._steps or ()),
                    span=expression.span,
                    note=note,
                )
            )
        return value

    def _inner(self) -> _Evaluator:
        return _Evaluator(None if self._steps is None else [])

    def value(  # noqa: C901, PLR0911, PLR0912 - one case per node
        self, expression: Expression, place: Environment
    ) -> Value:
        """Return what a part is worth at a place."""
        match expression:
            case Literal(value=written):
                return written
            case Name():
                return self._keep(_where(expression, place).value(expression.name))
            case Arithmetic():
                return self._arithmetic(expression, place)
            case Comparison(operator=operator, left=left, right=right):
                return self._of_two(operator, left, right, place)
            case Logical():
                return self._logical(expression, place)
            case Not(of=of):
                truth = self.value(of, place)
                return truth if isinstance(truth, NoValue) else truth is False
            case Conditional():
                return self._conditional(expression, place)
            case Otherwise(of=of, fallback=fallback):
                value = self.value(of, place)
                return self.value(fallback, place) if isinstance(value, NoValue) else value
            case IsKnown(of=of, negated=negated):
                return isinstance(self.value(of, place), NoValue) is negated
            case Member():
                return self._member(expression, place)
            case Lookup():
                return self._lookup(expression, place)
            case Call():
                return self._call(expression, place)
            case Membership():
                return self._membership(expression, place)
            case Negation(of=of):
                value = self.value(of, place)
                return -value if isinstance(value, Quantity) else value
            case AsPercent(of=of):
                value = self.value(of, place)
                return Quantity(value.amount, SHARE) if isinstance(value, Quantity) else value
            case Round():
                return self._round(expression, place)
            case Steps():
                return self._take_steps(expression, place)
            case Ago():
                return self._ago(expression, place)
            case Aggregate():
                return self._aggregate(expression, place)
            case Run():
                return self._run(expression, place)

    def _arithmetic(self, expression: Arithmetic, place: Environment) -> Value:
        left = self.value(expression.left, place)
        right = self.value(expression.right, place)
        if isinstance(left, NoValue) or isinstance(right, NoValue):
            return absent((left, right)) or left
        complement = is_whole_share(expression.left)
        result = calculate(expression.operator, left, right, complement=complement)
        if isinstance(result, NoValue):
            return self._wrap(expression, result, self._inner(), result.note)
        return result

    def _of_two(
        self,
        operator: ComparisonOperator,
        left: Expression,
        right: Expression,
        place: Environment,
    ) -> Value:
        first, second = self.value(left, place), self.value(right, place)
        if isinstance(first, NoValue) or isinstance(second, NoValue):
            return absent((first, second)) or first
        return compare(operator, first, second)

    def _logical(self, expression: Logical, place: Environment) -> Value:
        deciding = expression.operator is LogicalOperator.OR
        left = self.value(expression.left, place)
        if left is deciding:
            return deciding
        right = self.value(expression.right, place)
        if right is deciding:
            return deciding
        return absent((left, right)) or not deciding

    def _conditional(self, expression: Conditional, place: Environment) -> Value:
        condition = self.value(expression.condition, place)
        if isinstance(condition, NoValue):
            return condition
        chosen = expression.then if condition is True else expression.otherwise
        return self.value(chosen, place)

    def _membership(self, expression: Membership, place: Environment) -> Value:
        of = self.value(expression.of, place)
        members = [self.value(member, place) for member in expression.members]
        if isinstance(of, NoValue):
            return of
        known = [member for member in members if not isinstance(member, NoValue)]
        if any(compare(ComparisonOperator.EQUAL, of, member) for member in known):
            return not expression.negated
        return absent(members) or expression.negated

    def _member(self, expression: Member, place: Environment) -> Value:
        of = expression.of
        if isinstance(of, Name):
            return self._keep(_where(of, place).member(of.name, expression.name))
        if isinstance(of, Call):
            return self._table(of, place, expression.name)
        raise LookupError(f"'{print_expression(of)}' has no part '{expression.name}'")

    def _lookup(self, expression: Lookup, place: Environment) -> Value:
        keys = [self.value(key, place) for key in expression.at]
        missing = absent(keys)
        if missing is not None:
            return missing
        texts = tuple(_key_text(key) for key in keys)
        return self._keep(_where(expression.of, place).keyed(expression.of.name, texts))

    def _call(self, expression: Call, place: Environment) -> Value:
        function = FUNCTIONS.get(expression.function)
        if function is None:
            return self._table(expression, place, "")
        values = [self.value(argument, place) for argument in expression.arguments]
        missing = absent(values)
        if missing is not None:
            return missing
        quantities = [value for value in values if isinstance(value, Quantity)]
        unit = function.unit(quantities[0].unit)
        return Quantity(function.compute([value.amount for value in quantities]), unit)

    def _table(self, call: Call, place: Environment, column: str) -> Value:
        argument = self.value(call.arguments[0], place)
        if isinstance(argument, NoValue):
            return argument
        return self._keep(place.table(call.function, argument, column))

    def _round(self, expression: Round, place: Environment) -> Value:
        inner = self._inner()
        of, to = inner.value(expression.of, place), inner.value(expression.to, place)
        if not (isinstance(of, Quantity) and isinstance(to, Quantity)):
            return self._wrap(expression, absent((of, to)) or of, inner)
        result = round_quantity(of, to, expression.mode)
        note = ""
        if self._steps is not None:
            steps = f"{expression.mode.value} to {format_value(to)}"
            note = f"{format_value(of)} rounded {steps}"
        return self._wrap(expression, result, inner, note)

    def _take_steps(self, expression: Steps, place: Environment) -> Value:
        inner = self._inner()
        parts = (expression.rate, expression.size, expression.amount)
        rate, size, amount = (inner.value(part, place) for part in parts)
        missing = absent((rate, size, amount))
        if missing is not None:
            return self._wrap(expression, missing, inner)
        assert isinstance(rate, Quantity)
        assert isinstance(size, Quantity)
        assert isinstance(amount, Quantity)
        result = take_steps(rate, size, amount, expression.rounding)
        note = ""
        if self._steps is not None:
            step = f"{expression.rounding.value} steps of {format_value(size)}"
            note = f"{step} in {format_value(amount)}"
        return self._wrap(expression, result, inner, note)

    def _ago(self, expression: Ago, place: Environment) -> Value:
        earlier = place.ago(expression.periods)
        inner = self._inner()
        value = inner.value(expression.of, earlier) if earlier else _BEFORE_START
        return self._wrap(expression, value, inner)

    def _run(self, expression: Run, place: Environment) -> Value:
        inner = self._inner()
        length, at = 0, place
        while length < PERIODS_MAX:
            held = inner.value(expression.of, at)
            if isinstance(held, NoValue):
                return self._wrap(expression, held, inner)
            earlier = at.ago(1) if held is True else None
            length += held is True
            if earlier is None:
                break
            at = earlier
        return self._wrap(expression, Quantity(Fraction(length)), inner)

    def _aggregate(self, expression: Aggregate, place: Environment) -> Value:
        inner = self._inner()
        source = expression.over or RowSource(span=expression.span, name="")
        rows = place.rows(source)
        parameter = self._parameter(expression, place)
        if isinstance(parameter, NoValue):
            return self._wrap(expression, parameter, inner)
        gathered = _Rows(expression, inner)
        for row in rows:
            gathered.take(row)
        value = gathered.result(parameter.amount)
        return self._wrap(expression, value, inner, gathered.note(len(rows)))

    def _parameter(self, expression: Aggregate, place: Environment) -> Quantity | NoValue:
        if expression.parameter is None:
            return Quantity(Fraction(0))
        value = self._inner().value(expression.parameter, place)
        assert isinstance(value, (Quantity, NoValue))
        return value


@dataclass(slots=True)
class _Rows:
    """Gather what an aggregate takes of each row."""

    aggregate: Aggregate
    inner: _Evaluator
    values: list[Value] = field(default_factory=list)

    def take(self, row: Environment) -> None:
        taking = self.inner._inner() if self._traces() else _Evaluator(None)
        where = taking.value(self.aggregate.where, row) if self.aggregate.where else True
        if where is False:
            return
        of = self.aggregate.of
        value = taking.value(of, row) if of and where is True else where
        self.values.append(value)
        if self._traces():
            self._trace(row, value, taking)

    def _traces(self) -> bool:
        steps = self.inner._steps
        return steps is not None and len(steps) < ROWS_TRACED_MAX

    def _trace(self, row: Environment, value: Value, taking: _Evaluator) -> None:
        label = row.label if isinstance(row, Labelled) else f"row {len(self.values)}"
        of = self.aggregate.of
        text = _print_once(_ByIdentity(of)) if of else ""
        steps = tuple(taking._steps or ())
        self.inner._keep(Step(name=label, text=text, value=value, of=steps))

    def result(self, parameter: Fraction) -> Value:
        aggregator = self.aggregate.aggregator
        rule = AGGREGATES[aggregator]
        decided = self._decided()
        if decided is not None:
            return decided
        if not self.values and self.aggregate.empty is not None:
            return self.aggregate.empty
        known: list[Scalar] = [value for value in self.values if not isinstance(value, NoValue)]
        value = rule.compute(known, parameter)
        if aggregator is Aggregator.COUNT and self.aggregate.empty is not None:
            return Quantity(Fraction(len(known)), self.aggregate.empty.unit)
        return value

    def _decided(self) -> Value | None:
        """Return what the known values decide, or the reason why the rows decide nothing."""
        match self.aggregate.aggregator:
            case Aggregator.ANY if any(value is True for value in self.values):
                return True
            case Aggregator.ALL if any(value is False for value in self.values):
                return False
            case Aggregator.FIRST:
                return absent(self.values[:1])
            case Aggregator.LAST:
                return absent(self.values[-1:])
        return absent(self.values)

    def note(self, rows: int) -> str:
        taken = len(self.values)
        more = taken - ROWS_TRACED_MAX
        words = [f"{taken:,} of {rows:,} rows" if taken != rows else f"{rows:,} rows"]
        if more > 0 and self.inner._steps is not None:
            words.append(f"the first {ROWS_TRACED_MAX} shown, and {more:,} more")
        return "; ".join(words)


def _where(name: Name, place: Environment) -> Environment:
    if not name.outer:
        return place
    if place.outer is None:
        raise LookupError(f"there is no outer row for 'this.{name.name}'")
    return place.outer


def _key_text(key: Value) -> str:
    if isinstance(key, Quantity) and key.amount.denominator == 1:
        return str(key.amount.numerator)
    return format_value(key)
