"""The environment of a formula that asks nothing of the world around it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from servanda.facts.figure import Value
from servanda.facts.trace import Step
from servanda.formula.environment import Band, Environment
from servanda.formula.syntax import Expression, RowSource

__all__ = ["Nowhere"]


class Nowhere:
    """Stand where a formula asks nothing."""

    outer: Environment | None = None

    def value(self, name: str) -> Step:
        """Refuse."""
        raise LookupError(f"a constant formula has no name '{name}'")

    def member(self, name: str, member: str) -> Step:
        """Refuse."""
        raise LookupError(f"a constant formula has no name '{name}.{member}'")

    def keyed(self, name: str, keys: tuple[str, ...]) -> Step:
        """Refuse."""
        raise LookupError(f"a constant formula has no term '{name}' for {keys}")

    def table(self, name: str, argument: Value, column: str) -> Step:
        """Refuse."""
        raise LookupError(f"a constant formula has no table '{name}.{column}' for {argument}")

    def bands(self, name: str) -> Sequence[Band]:
        """Refuse."""
        raise LookupError(f"a constant formula has no table '{name}'")

    def rows(self, source: RowSource) -> Sequence[Environment]:
        """Refuse."""
        raise LookupError(f"a constant formula has no rows '{source.name}'")

    def on(self, day: date) -> Environment:
        """Refuse."""
        raise LookupError(f"a constant formula has no terms to read on {day}")

    def held(self, condition: Expression, since: Value | None, until: Value | None) -> Step:
        """Refuse."""
        raise LookupError(f"a constant formula sees no time: {condition}, {since} to {until}")

    def ago(self, periods: int) -> Environment | None:
        """Refuse."""
        raise LookupError(f"a constant formula has no periods, {periods} asked for")
