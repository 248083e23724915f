"""The level that a commitment was promised at, in one period and segment."""

from __future__ import annotations

from dataclasses import dataclass, replace

from servanda.agreement.model.formula import Dated
from servanda.agreement.model.promise import Level
from servanda.facts.figure import NoValue, Scalar
from servanda.facts.trace import Step
from servanda.formula.display import format_value
from servanda.formula.environment import Environment
from servanda.formula.exact import evaluate
from servanda.formula.operations import compare
from servanda.formula.printing import spell_comparison
from servanda.formula.syntax import Literal, Negation
from servanda.kernel.time import Period

__all__ = ["PromisedLevel", "promised_level"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PromisedLevel:
    """Hold a level with the value that it has at a place.

    Args:
        level: The level as it was promised.
        step: How its value came about.
    """

    level: Level
    step: Step

    @property
    def text(self) -> str:
        """Return the level in words with the value that held, as it is written where it has none.

        What is written out stands as its author wrote it.
        """
        value = self.step.value
        if not self.is_computed or isinstance(value, NoValue):
            return self.level.text
        return f"{spell_comparison(self.level.operator)} {format_value(value)}"

    @property
    def is_computed(self) -> bool:
        """Return whether the value comes from a formula, and is not written out."""
        expression = self.level.value.expression
        while isinstance(expression, Negation):
            expression = expression.of
        return not isinstance(expression, Literal)

    @property
    def absence(self) -> str:
        """Return why the level has no value, nothing where it has one."""
        value = self.step.value
        if not isinstance(value, NoValue):
            return ""
        because = f"{value.why.value}: {value.note}" if value.note else value.why.value
        return f"the level '{self.level.text}' has no value ({because})"

    def is_reached(self, value: Scalar) -> bool:
        """Return whether a value reaches the level, which has to have a value itself."""
        assert not isinstance(self.step.value, NoValue)
        return compare(self.level.operator, value, self.step.value)


def promised_level(
    name: str, levels: Dated[Level] | None, period: Period, place: Environment
) -> PromisedLevel | None:
    """Return the level in force on a period's first day, nothing where there is none.

    Args:
        name: ``expected`` or ``minimum``.
        levels: The levels by date.
        period: The period.
        place: Where formulas are evaluated: the period and segment.
    """
    level = levels.at(period.first_day) if levels is not None else None
    if level is None:
        return None
    step = evaluate(level.value.expression, place)
    named = replace(step, name=name, text=level.text, span=level.span, period=period.label)
    return PromisedLevel(level=level, step=named)
