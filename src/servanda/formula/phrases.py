"""The phrases that stand beside formulas: a level, a range, a limit, a rounding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from lark import Token

from servanda.formula import literals
from servanda.formula.built import Built, comparison_operator
from servanda.formula.diagnostics import NOT_READABLE, OUT_OF_RANGE
from servanda.formula.origin import Origin
from servanda.formula.parse import read
from servanda.formula.syntax import ComparisonOperator, Expression
from servanda.formula.words import MODE_WORDS, PERIOD_WORDS
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.quantity import Quantity
from servanda.kernel.rounding import RoundingMode

__all__ = [
    "LevelPhrase",
    "LimitPhrase",
    "Phrase",
    "RangePhrase",
    "RoundingPhrase",
    "parse_level",
    "parse_limit",
    "parse_range",
    "parse_rounding",
]

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase(Generic[T]):
    """Hold what was read, or the mistakes that kept it from being read."""

    value: T | None
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelPhrase:
    """A level: ``at least 95%``."""

    operator: ComparisonOperator
    expression: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class RangePhrase:
    """A stretch of values: ``from 99.0% to below 99.9%``; an absent end is open to that side."""

    low: Expression | None
    low_included: bool
    high: Expression | None
    high_included: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitPhrase:
    """A cap: ``penalties at most at_risk each month``.

    Args:
        names: What shares the cap.
        at_most: The cap.
        each: Over what it adds up: ``period``, ``month``, ``quarter``, ``week``, ``year``,
            ``half year``, ``contract year``, ``total`` (the whole agreement), ``last`` (``within
            last 12 months``), or ``row`` (``for each failure``).
        length: Number of periods or days for ``last``, else 0.
        counted_in: For ``last``, the rows those periods were written as (``months``), or
            ``days``; for ``row``, the rows.
    """

    names: tuple[str, ...]
    at_most: Expression
    each: str
    length: int = 0
    counted_in: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundingPhrase:
    """How something is rounded: ``0.01 EUR half-up``."""

    quantum: Quantity
    mode: RoundingMode


def parse_level(text: str, origin: Origin) -> Phrase[LevelPhrase]:
    """Read a level.

    Example:
        >>> level = parse_level("at least 95%", Origin(file="a.yaml")).value
        >>> level.operator.value
        '>='
    """
    parts, diagnostics = _read(text, origin, "level", "at least 95%")
    if not parts:
        return Phrase(value=None, diagnostics=diagnostics)
    operator = comparison_operator(str(parts[0]))
    return Phrase(value=LevelPhrase(operator=operator, expression=_expression(parts[1])))


_OPEN = RangePhrase(low=None, low_included=False, high=None, high_included=False)
_LOW = {"at least": True, ">=": True, "above": False, ">": False}
_HIGH = {"at most": True, "<=": True, "below": False, "<": False}


def parse_range(text: str, origin: Origin) -> Phrase[RangePhrase]:
    """Read a stretch of values with its edges in words.

    Args:
        text: ``from A to below B``, ``from A to B``, ``above A up to B``, ``above A to below
            B``, ``below B``, ``up to B``, ``above A``, ``at least A``, ``from A``, or ``is A``
            for a single value.
        origin: Where its characters stand.

    Example:
        >>> stretch = parse_range("above 99.0% up to 99.9%", Origin(file="a.yaml")).value
        >>> stretch.low_included, stretch.high_included
        (False, True)
    """
    parts, diagnostics = _read(text, origin, "stretch", "from 99.0% to below 99.9%")
    if not parts:
        return Phrase(value=None, diagnostics=diagnostics)
    first = " ".join(str(parts[0]).split()) if isinstance(parts[0], Token) else ""
    if len(parts) == 4:
        if first != "from" and first not in _LOW:
            return _refuse_edge(text, origin, parts[0])
        return Phrase(value=_between(first, parts))
    edge = _expression(parts[1])
    if first in {"=", "is"}:
        return Phrase(value=RangePhrase(low=edge, low_included=True, high=edge, high_included=True))
    if first in _HIGH or first == "up to":
        included = _HIGH.get(first, True)
        return Phrase(
            value=RangePhrase(low=None, low_included=False, high=edge, high_included=included)
        )
    if first in _LOW or first == "from":
        included = _LOW.get(first, True)
        return Phrase(
            value=RangePhrase(low=edge, low_included=included, high=None, high_included=False)
        )
    return _refuse_edge(text, origin, parts[0])


def _between(first: str, parts: Sequence[Built | Token]) -> RangePhrase:
    second = cast(Token, parts[2])
    return RangePhrase(
        low=_expression(parts[1]),
        low_included=_LOW.get(first, True),
        high=_expression(parts[3]),
        high_included=second.type != "TO_BELOW",
    )


def _refuse_edge(text: str, origin: Origin, part: Built | Token) -> Phrase[RangePhrase]:
    token = cast(Token, part)
    span = origin.span(token.start_pos or 0, token.end_pos or 0, text)
    found = NOT_READABLE.at(
        span,
        found=f"'{token}'",
        expected="a range begins with from, above, at least, below, at most or up to",
        advice="say from A to below B, or above A up to B",
    )
    return Phrase(value=None, diagnostics=(found,))


def parse_limit(text: str, origin: Origin) -> Phrase[LimitPhrase]:
    """Read a cap with what shares it and over what it adds up.

    Example:
        >>> limit = parse_limit(
        ...     "penalties at most at_risk each month", Origin(file="a.yaml")).value
        >>> limit.names, limit.each
        (('penalties',), 'month')
    """
    example = "penalties at most at_risk each month"
    parts, diagnostics = _read(text, origin, "limit", example)
    if not parts:
        return Phrase(value=None, diagnostics=diagnostics)
    names = tuple(str(part) for part in parts if isinstance(part, Token) and part.type == "NAME")
    comparison, cap, window = parts[-3:]
    if comparison_operator(str(comparison)) is not ComparisonOperator.AT_MOST:
        return Phrase(value=None, diagnostics=(_no_cap(text, origin, cast(Token, comparison)),))
    token, *after = cast("tuple[Token, ...]", cast(Built, window).node)
    each, length, counted_in = ("row", 0, str(after[0])) if after else _window(token)
    if each == "last" and length < 1:
        span = origin.span(token.start_pos or 0, token.end_pos or 0, text)
        found = OUT_OF_RANGE.at(span, what="a length", range="1 or more", found=str(length))
        return Phrase(value=None, diagnostics=(found,))
    return Phrase(
        value=LimitPhrase(
            names=names,
            at_most=_expression(cap),
            each=each,
            length=length,
            counted_in=counted_in,
        )
    )


def _no_cap(text: str, origin: Origin, comparison: Token) -> Diagnostic:
    span = origin.span(comparison.start_pos or 0, comparison.end_pos or 0, text)
    return NOT_READABLE.at(
        span, found=f"'{comparison}'", expected="a limit is a cap", advice="say at most"
    )


def _window(token: Token) -> tuple[str, int, str]:
    words = str(token).split()
    if token.type == "EACH":
        return " ".join(words[1:]), 0, ""
    if token.type == "IN_TOTAL":
        return "total", 0, ""
    if token.type != "IN_LAST_PERIODS":
        return "last", int(words[2]), "days"
    return "last", int(words[2]), PERIOD_WORDS.get(words[3], words[3])


def parse_rounding(text: str, origin: Origin) -> Phrase[RoundingPhrase]:
    """Read how something is rounded.

    Example:
        >>> parse_rounding("0.01 EUR half-up", Origin(file="a.yaml")).value.quantum.amount
        Fraction(1, 100)
    """
    parts, diagnostics = _read(text, origin, "rounding", "0.01 EUR half-up")
    if not parts:
        return Phrase(value=None, diagnostics=diagnostics)
    quantum = literals.read_number(str(parts[0]))
    if len(parts) == 3:
        one = literals.read_unit(str(parts[1]))
        quantum = Quantity(quantum.amount * one.amount, one.unit)
    if quantum.amount <= 0:
        span = origin.span(0, len(text), text)
        found = OUT_OF_RANGE.at(span, what="the step", range="above 0", found=str(parts[0]))
        return Phrase(value=None, diagnostics=(found,))
    return Phrase(value=RoundingPhrase(quantum=quantum, mode=MODE_WORDS[str(parts[-1])]))


def _read(
    text: str, origin: Origin, start: str, example: str
) -> tuple[tuple[Built | Token, ...], tuple[Diagnostic, ...]]:
    built, diagnostics = read(text, origin, start=start, example=example)
    if built is None:
        return (), diagnostics
    return cast("tuple[Built | Token, ...]", built.node), ()


def _expression(part: Built | Token) -> Expression:
    return cast(Built, part).expression
