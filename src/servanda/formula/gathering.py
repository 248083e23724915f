"""What an aggregate takes of each row, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from servanda.facts.figure import NoValue, Scalar, Value
from servanda.facts.trace import Step
from servanda.formula.environment import Environment
from servanda.formula.functions import AGGREGATES
from servanda.formula.operations import absent
from servanda.formula.printing import print_once
from servanda.formula.syntax import Aggregate, Aggregator
from servanda.kernel.quantity import Quantity

if TYPE_CHECKING:
    from servanda.formula.evaluator import Evaluator

__all__ = ["ROWS_TRACED_MAX", "GatheredRows", "Labelled"]

ROWS_TRACED_MAX = 300
"""Rows of one aggregate that a trace shows; it says how many more there are."""


@runtime_checkable
class Labelled(Protocol):
    """An environment may say what its row is called, for traces: ``INC0012345``, ``2026-03``."""

    @property
    def label(self) -> str:
        """Return the row's name."""


@dataclass(slots=True)
class GatheredRows:
    """Gather what an aggregate takes of each row."""

    aggregate: Aggregate
    inner: Evaluator
    values: list[Value] = field(default_factory=list)

    def take(self, row: Environment) -> None:
        """Take one row, unless ``where`` leaves it out; a doubt about that makes all absent."""
        taking = self.inner.inner() if self._traces() else type(self.inner)(None)
        where = taking.value(self.aggregate.where, row) if self.aggregate.where else True
        if where is False:
            return
        of = self.aggregate.of
        value = taking.value(of, row) if of and where is True else where
        self.values.append(value)
        if self._traces():
            self._trace(row, value, taking)

    def _traces(self) -> bool:
        steps = self.inner.steps
        return steps is not None and len(steps) < ROWS_TRACED_MAX

    def _trace(self, row: Environment, value: Value, taking: Evaluator) -> None:
        label = row.label if isinstance(row, Labelled) else f"row {len(self.values)}"
        of = self.aggregate.of
        text = print_once(of) if of else ""
        steps = tuple(taking.steps or ())
        self.inner.keep(Step(name=label, text=text, value=value, of=steps))

    def result(self, parameter: Fraction) -> Value:
        """Return what comes of the rows taken."""
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
        """Return how many rows took part, and how many are not shown."""
        taken = len(self.values)
        more = taken - ROWS_TRACED_MAX
        words = [f"{taken:,} of {rows:,} rows" if taken != rows else f"{rows:,} rows"]
        if more > 0 and self.inner.steps is not None:
            words.append(f"the first {ROWS_TRACED_MAX} shown, and {more:,} more")
        return "; ".join(words)
