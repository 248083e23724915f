"""The exact evaluation: fractions in, a value with its trace out."""

from __future__ import annotations

from servanda.facts.figure import Value
from servanda.facts.trace import Step
from servanda.formula.environment import Environment
from servanda.formula.evaluator import Evaluator
from servanda.formula.gathering import ROWS_TRACED_MAX, Labelled
from servanda.formula.nowhere import Nowhere
from servanda.formula.printing import print_once
from servanda.formula.syntax import Expression

__all__ = ["ROWS_TRACED_MAX", "Labelled", "evaluate", "evaluate_constant", "value_of"]


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
        >>> from servanda.formula.display import format_value
        >>> format_value(evaluate_constant(tree).value)
        '30,000.00 EUR'
    """
    steps: list[Step] = []
    value = Evaluator(steps).value(expression, environment)
    return Step(
        name=name,
        text=text or print_once(expression),
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
    return Evaluator(None).value(expression, environment)
