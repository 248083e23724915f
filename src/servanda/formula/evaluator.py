"""The walk over a formula that computes its value, exactly or over a range."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from servanda.facts.figure import Absence, NoValue, Value
from servanda.facts.trace import Step
from servanda.formula.business_days import count_business_days, move_by_business_days
from servanda.formula.dates import DATE_PARTS, PERIOD_PARTS, PeriodPart
from servanda.formula.display import format_value
from servanda.formula.environment import Environment, InPeriods
from servanda.formula.functions import FUNCTIONS
from servanda.formula.gathering import GatheredRows
from servanda.formula.limits import PERIODS_MAX
from servanda.formula.marginal import take_bands
from servanda.formula.operations import (
    absent,
    calculate,
    compare,
    round_quantity,
    take_steps,
)
from servanda.formula.printing import print_expression, print_once
from servanda.formula.syntax import (
    Aggregate,
    Ago,
    Arithmetic,
    AsPercent,
    BusinessDayMove,
    BusinessDays,
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
    Marginal,
    Member,
    Membership,
    Name,
    Negation,
    Not,
    OnDay,
    Otherwise,
    Round,
    RowSource,
    Run,
    Steps,
    Time,
)
from servanda.formula.unitrules import is_whole_share
from servanda.kernel.quantity import SHARE, Quantity

__all__ = ["Evaluator"]

_BEFORE_START = NoValue(Absence.BEFORE_START, "before the first period")


class Evaluator:
    """Walk over a formula.

    Args:
        steps: Collects the trace; absent where none is asked for.
    """

    def __init__(self, steps: list[Step] | None) -> None:
        self.steps = steps

    def keep(self, step: Step) -> Value:
        """Add a step to the trace and return its value."""
        if self.steps is not None:
            self.steps.append(step)
        return step.value

    def _wrap(
        self, expression: Expression, value: Value, inner: Evaluator, note: str = ""
    ) -> Value:
        if self.steps is not None:
            text = print_once(expression)
            self.steps.append(
                Step(
                    name=text,
                    text=text,
                    value=value,
                    of=tuple(inner.steps or ()),
                    span=expression.span,
                    note=note,
                )
            )
        return value

    def inner(self) -> Evaluator:
        """Return an evaluator for what will be one step of this one's trace."""
        return Evaluator(None if self.steps is None else [])

    def value(  # noqa: C901, PLR0911, PLR0912 - one case per node
        self, expression: Expression, place: Environment
    ) -> Value:
        """Return what a part is worth at a place."""
        match expression:
            case Literal(value=written):
                return written
            case Name():
                return self.keep(_where(expression, place).value(expression.name))
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
                return self.value(fallback, place) if _is_missing(value) else value
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
            case BusinessDays():
                return self._business_days(expression, place)
            case BusinessDayMove():
                return self._move(expression, place)
            case OnDay():
                day = self.value(expression.day, place)
                return self.value(expression.of, place.on(day)) if isinstance(day, date) else day
            case Run():
                return self._run(expression, place)
            case Marginal():
                return self._marginal(expression, place)
            case Time():
                return self._time(expression, place)

    def _arithmetic(self, expression: Arithmetic, place: Environment) -> Value:
        left = self.value(expression.left, place)
        right = self.value(expression.right, place)
        if isinstance(left, NoValue) or isinstance(right, NoValue):
            return absent((left, right)) or left
        complement = is_whole_share(expression.left)
        result = calculate(expression.operator, left, right, complement=complement)
        if isinstance(result, NoValue):
            return self._wrap(expression, result, self.inner(), result.note)
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
        part = DATE_PARTS.get(expression.name)
        if part is not None:
            day = self.value(of, place)
            return part.compute(day) if isinstance(day, date) else day
        of_period = PERIOD_PARTS.get(expression.name)
        if of_period is not None and isinstance(place, InPeriods):
            return _of_period(of_period, self.value(of, place), place)
        if isinstance(of, Name):
            return self.keep(_where(of, place).member(of.name, expression.name))
        if isinstance(of, Call):
            return self._table(of, place, expression.name)
        raise LookupError(f"'{print_expression(of)}' has no part '{expression.name}'")

    def _lookup(self, expression: Lookup, place: Environment) -> Value:
        keys = [self.value(key, place) for key in expression.at]
        missing = absent(keys)
        if missing is not None:
            return missing
        texts = tuple(_key_text(key) for key in keys)
        return self.keep(_where(expression.of, place).keyed(expression.of.name, texts))

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
        return self.keep(place.table(call.function, argument, column))

    def _round(self, expression: Round, place: Environment) -> Value:
        inner = self.inner()
        of, to = inner.value(expression.of, place), inner.value(expression.to, place)
        if not (isinstance(of, Quantity) and isinstance(to, Quantity)):
            return self._wrap(expression, absent((of, to)) or of, inner)
        result = round_quantity(of, to, expression.mode)
        note = ""
        if self.steps is not None:
            steps = f"{expression.mode.value} to {format_value(to)}"
            note = f"{format_value(of)} rounded {steps}"
        return self._wrap(expression, result, inner, note)

    def _take_steps(self, expression: Steps, place: Environment) -> Value:
        inner = self.inner()
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
        if self.steps is not None:
            step = f"{expression.rounding.value} steps of {format_value(size)}"
            note = f"{step} in {format_value(amount)}"
        return self._wrap(expression, result, inner, note)

    def _ago(self, expression: Ago, place: Environment) -> Value:
        earlier = place.ago(expression.periods)
        inner = self.inner()
        value = inner.value(expression.of, earlier) if earlier else _BEFORE_START
        return self._wrap(expression, value, inner)

    def _run(self, expression: Run, place: Environment) -> Value:
        inner = self.inner()
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

    def _business_days(self, expression: BusinessDays, place: Environment) -> Value:
        inner = self.inner()
        start, end = inner.value(expression.start, place), inner.value(expression.end, place)
        missing = absent((start, end))
        assert expression.known is not None, "typing found the calendar"
        value = missing or count_business_days(expression.known, start, end)
        return self._wrap(expression, value, inner)

    def _move(self, expression: BusinessDayMove, place: Environment) -> Value:
        inner = self.inner()
        of, days = inner.value(expression.of, place), inner.value(expression.days, place)
        missing = absent((of, days))
        sign = -1 if expression.backward else 1
        value = missing or move_by_business_days(expression.known, of, days, sign)
        return self._wrap(expression, value, inner)

    def _time(self, expression: Time, place: Environment) -> Value:
        since, until = (
            None if edge is None else self.value(edge, place)
            for edge in (expression.since, expression.until)
        )
        missing = absent([edge for edge in (since, until) if edge is not None])
        return missing or self.keep(place.held(expression.of, since, until))

    def _marginal(self, expression: Marginal, place: Environment) -> Value:
        inner = self.inner()
        low, high = inner.value(expression.low, place), inner.value(expression.high, place)
        if not (isinstance(low, Quantity) and isinstance(high, Quantity)):
            return self._wrap(expression, absent((low, high)) or low, inner)
        parts = take_bands(place.bands(expression.table), low, high)
        for step in parts.steps:
            inner.keep(step)
        return self._wrap(expression, parts.value, inner)

    def _aggregate(self, expression: Aggregate, place: Environment) -> Value:
        inner = self.inner()
        source = expression.over or RowSource(span=expression.span, name="")
        rows = place.rows(source)
        parameter = self._parameter(expression, place)
        if isinstance(parameter, NoValue):
            return self._wrap(expression, parameter, inner)
        gathered = GatheredRows(expression, inner)
        for row in rows:
            gathered.take(row)
        value = gathered.result(parameter.amount)
        return self._wrap(expression, value, inner, gathered.note(len(rows)))

    def _parameter(self, expression: Aggregate, place: Environment) -> Quantity | NoValue:
        if expression.parameter is None:
            return Quantity(Fraction(0))
        value = self.inner().value(expression.parameter, place)
        assert isinstance(value, (Quantity, NoValue))
        return value


def _is_missing(value: Value) -> bool:
    """Return whether there is no value that another may stand in for; a refusal stays one."""
    return isinstance(value, NoValue) and value.why is not Absence.REFUSED


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


def _of_period(part: PeriodPart, day: Value, place: InPeriods) -> Value:
    if not isinstance(day, date):
        return day
    found = place.period_around(day, part.later)
    if found is None:
        return NoValue(Absence.BEFORE_START, "no period is that early")
    return found[1] if part.last else found[0]
