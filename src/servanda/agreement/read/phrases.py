"""Short texts with a form of their own that hold formulas: levels, ranges, limits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from servanda.agreement import diagnostics as found
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.money import LimitWindow
from servanda.agreement.model.promise import Level
from servanda.agreement.model.terms import Range
from servanda.agreement.read.notebook import Notebook
from servanda.agreement.text.node import Node, ScalarNode
from servanda.formula.syntax import ComparisonOperator, Expression, Literal, Negation
from servanda.formula.words import COMPARISON_WORDS
from servanda.kernel.quantity import Quantity
from servanda.kernel.unit import Unit

__all__ = [
    "LimitPhrase",
    "constant",
    "read_level",
    "read_limit",
    "read_range",
    "read_repeat",
    "read_window",
]

_SIGNS = "|".join(
    re.escape(word).replace(r"\ ", r"\s+") + (r"\b" if word[0].isalpha() else "")
    for word in sorted(COMPARISON_WORDS, key=len, reverse=True)
)
_LEVEL = re.compile(rf"\s*({_SIGNS})\s*(?=\S)")
_LIMIT = re.compile(
    r"\s*(?P<lines>[a-z][\w ,]*?)\s+at\s+most\s+(?P<cap>.+?)"
    r"(?:\s+(?P<window>each\s+(?:[a-z]+|contract\s+year|four\s+weeks)|in\s+total))?\s*",
    re.DOTALL,
)
_WINDOWS = {
    "each period": LimitWindow.PERIOD,
    "each quarter": LimitWindow.QUARTER,
    "each year": LimitWindow.YEAR,
    "each contract year": LimitWindow.CONTRACT_YEAR,
    "in total": LimitWindow.AGREEMENT,
}
_WITHIN = {
    "this period": LimitWindow.PERIOD,
    "this quarter": LimitWindow.QUARTER,
    "this year": LimitWindow.YEAR,
    "this contract year": LimitWindow.CONTRACT_YEAR,
    "the agreement": LimitWindow.AGREEMENT,
}


def read_level(node: Node | None, notebook: Notebook) -> Level | None:
    """Read a level: ``at least 95%``."""
    if not isinstance(node, ScalarNode) or not node.text.strip():
        return None
    matched = _LEVEL.match(node.text)
    if matched is None:
        notebook.report(found.BAD_LEVEL, node.span, text=node.text)
        return None
    value = notebook.part(node, matched.end(), len(node.text))
    if value is None:
        return None
    sign = COMPARISON_WORDS[" ".join(matched[1].split())]
    operator = ComparisonOperator(sign)
    return Level(operator=operator, value=value, text=node.text.strip(), span=node.span)


_RANGE = re.compile(
    r"\s*(?:(?P<low_word>from|at\s+least|above)\s+(?P<low>.+?))?"
    r"(?:(?:^|\s+)(?P<high_word>to\s+below|up\s+to|to|below|at\s+most)\s+(?P<high>.+?))?\s*",
    re.DOTALL,
)


def read_range(node: ScalarNode, nouns: dict[str, str], notebook: Notebook) -> Range | None:
    """Read a range in words: ``from 99.0% to below 99.9%``, ``above 99.9%``.

    Args:
        node: The range.
        nouns: Singulars of the counted nouns, by either form.
        notebook: Where mistakes are noted.
    """
    matched = _RANGE.fullmatch(node.text)
    if matched is None or not (matched["low"] or matched["high"]):
        notebook.report(found.BAD_RANGE, node.span, text=node.text)
        return None
    ends = [_end(node, matched, part, nouns, notebook) for part in ("low", "high")]
    if any(matched[part] and end is None for part, end in zip(("low", "high"), ends, strict=True)):
        return None
    low, high = ends
    result = Range(
        low=low,
        low_included=low is not None and matched["low_word"] != "above",
        high=high,
        high_included=high is not None and "below" not in matched["high_word"],
    )
    if _is_empty(result):
        notebook.report(found.BAD_RANGE_ORDER, node.span, text=node.text)
        return None
    return result


def _end(
    node: ScalarNode,
    matched: re.Match[str],
    part: str,
    nouns: dict[str, str],
    notebook: Notebook,
) -> Quantity | None:
    if not matched[part]:
        return None
    formula = notebook.part(node, matched.start(part), matched.end(part))
    if formula is None:
        return None
    quantity = constant(formula.expression, nouns)
    if quantity is None:
        notebook.report(found.BAD_RANGE, formula.span, text=node.text)
    return quantity


def constant(expression: Expression, nouns: dict[str, str]) -> Quantity | None:
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
    if extent.low is None or extent.high is None:
        return False
    if extent.low.amount == extent.high.amount:
        return not (extent.low_included and extent.high_included)
    return extent.low.amount > extent.high.amount


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitPhrase:
    """A limit written as a sentence."""

    of: tuple[str, ...]
    at_most: Formula
    window: LimitWindow


def read_limit(node: ScalarNode, period: str, notebook: Notebook) -> LimitPhrase | None:
    """Read a limit: ``penalties at most at_risk each month``.

    Args:
        node: The sentence.
        period: The settlement's rhythm: ``month``.
        notebook: Where mistakes are noted.
    """
    matched = _LIMIT.fullmatch(node.text)
    if matched is None:
        notebook.report(found.BAD_LIMIT, node.span, text=node.text)
        return None
    window = _limit_window(" ".join((matched["window"] or "each period").split()), period)
    if window is None:
        span = node.part(matched.start("window"), matched.end("window"))
        notebook.report(found.BAD_WINDOW, span, text=matched["window"])
        return None
    at_most = notebook.part(node, matched.start("cap"), matched.end("cap"))
    lines = tuple(filter(None, re.split(r"\s*,\s*|\s+and\s+", matched["lines"])))
    if at_most is None:
        return None
    return LimitPhrase(of=lines, at_most=at_most, window=window)


def _limit_window(text: str, period: str) -> LimitWindow | None:
    if text == f"each {period}":
        return LimitWindow.PERIOD
    return _WINDOWS.get(text)


def read_window(
    node: ScalarNode | None, period: str, notebook: Notebook
) -> tuple[LimitWindow, int]:
    """Read over what a limit adds up, and how many periods long that is where it has a length.

    Args:
        node: The words of ``within``; absent for the period itself.
        period: The settlement's rhythm: ``month``.
        notebook: Where mistakes are noted.
    """
    if node is None:
        return LimitWindow.PERIOD, 0
    text = " ".join(node.text.split())
    last = re.fullmatch(r"last ([0-9]{1,4}) ([a-z ]+?)s?", text)
    if last and last[2] in {period, "period"} and int(last[1]) > 0:
        return LimitWindow.LAST_PERIODS, int(last[1])
    window = LimitWindow.PERIOD if text == f"this {period}" else _WITHIN.get(text)
    if window is None:
        notebook.report(found.BAD_WINDOW, node.span, text=node.text)
        return LimitWindow.PERIOD, 0
    return window, 0


def read_repeat(node: ScalarNode | None, notebook: Notebook) -> Fraction:
    """Read a multiplier: ``x2``; 1 where there is none."""
    if node is None:
        return Fraction(1)
    matched = re.fullmatch(r"x\s*([0-9]{1,4}(?:\.[0-9]{1,6})?)", node.text.strip())
    if matched is None or Fraction(matched[1]) < 1:
        notebook.report(found.BAD_REPEAT, node.span, text=node.text)
        return Fraction(1)
    return Fraction(matched[1])
