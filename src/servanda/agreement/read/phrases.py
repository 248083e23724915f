"""Short texts with a form of their own that hold formulas: levels, ranges, multipliers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from servanda.agreement import diagnostics as found
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.promise import Level
from servanda.agreement.model.terms import Range
from servanda.agreement.notebook import Notebook, origin_of
from servanda.agreement.text.node import Node, ScalarNode
from servanda.formula.phrases import parse_level, parse_range
from servanda.formula.printing import print_expression
from servanda.formula.syntax import Expression, Literal, Negation
from servanda.kernel.quantity import Quantity
from servanda.kernel.unit import Unit

__all__ = [
    "constant",
    "read_level",
    "read_range",
    "read_repeat",
]


def _formula(expression: Expression) -> Formula:
    return Formula(text=print_expression(expression), expression=expression, span=expression.span)


def read_level(node: Node | None, notebook: Notebook) -> Level | None:
    """Read a level: ``at least 95%``."""
    if not isinstance(node, ScalarNode) or not node.text.strip():
        return None
    read = parse_level(node.text, origin_of(node))
    notebook.take(read.diagnostics)
    if read.value is None:
        return None
    return Level(
        operator=read.value.operator,
        value=_formula(read.value.expression),
        text=node.text.strip(),
        span=node.span,
    )


def read_range(node: ScalarNode, nouns: Mapping[str, str], notebook: Notebook) -> Range | None:
    """Read a range in words: ``from 99.0% to below 99.9%``, ``above 99.9%``.

    Args:
        node: The range.
        nouns: Singulars of the counted nouns, by either form.
        notebook: Where mistakes are noted.
    """
    read = parse_range(node.text, origin_of(node))
    notebook.take(read.diagnostics)
    if read.value is None:
        return None
    edges = (read.value.low, read.value.high)
    low, high = (constant(edge, nouns) if edge is not None else None for edge in edges)
    for edge, quantity in zip(edges, (low, high), strict=True):
        if edge is not None and quantity is None:
            notebook.report(found.BAD_RANGE, edge.span, text=print_expression(edge))
            return None
    result = Range(
        low=low,
        low_included=read.value.low_included,
        high=high,
        high_included=read.value.high_included,
    )
    if _is_empty(result):
        notebook.report(found.BAD_RANGE_ORDER, node.span, text=node.text)
        return None
    return result


def constant(expression: Expression, nouns: Mapping[str, str]) -> Quantity | None:
    """Return a figure written out, its noun in the singular; nothing for anything else."""
    if isinstance(expression, Negation):
        inner = constant(expression.of, nouns)
        return None if inner is None else -inner
    if not isinstance(expression, Literal) or not isinstance(expression.value, Quantity):
        return None
    quantity = expression.value
    noun = quantity.unit.noun
    return Quantity(quantity.amount, Unit.count(nouns.get(noun, noun))) if noun else quantity


def _is_empty(extent: Range) -> bool:
    if extent.low is None or extent.high is None or extent.low.unit != extent.high.unit:
        return False
    if extent.low.amount == extent.high.amount:
        return not (extent.low_included and extent.high_included)
    return extent.low.amount > extent.high.amount


def read_repeat(node: ScalarNode | None, notebook: Notebook) -> Fraction:
    """Read a multiplier: ``x2``; 1 where there is none."""
    if node is None:
        return Fraction(1)
    matched = re.fullmatch(r"x\s*([0-9]{1,4}(?:\.[0-9]{1,6})?)", node.text.strip())
    if matched is None or Fraction(matched[1]) < 1:
        notebook.report(found.BAD_REPEAT, node.span, text=node.text)
        return Fraction(1)
    return Fraction(matched[1])
