"""Parts of the tree while it is being built, each with the text that it was read from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from lark import Token

from servanda.formula.diagnostics import OUT_OF_RANGE, TOO_DEEP, TOO_LONG
from servanda.formula.limits import DEPTH_MAX, NODES_MAX, PERIODS_MAX
from servanda.formula.origin import Origin
from servanda.formula.syntax import ComparisonOperator, Expression, RowSource
from servanda.formula.words import COMPARISON_WORDS, PERIOD_WORDS
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.source import SourceSpan

__all__ = [
    "Built",
    "Part",
    "PartMaker",
    "Refused",
    "comparison_operator",
    "end_of",
    "expression_after",
    "expression_at",
    "expressions",
    "is_listing",
    "listed",
    "plural",
    "row_source",
    "start_of",
]


class Refused(Exception):
    """A formula that the grammar takes and the language does not."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@dataclass(frozen=True, slots=True)
class Built:
    """Hold a part of the tree with the stretch of text that it was read from."""

    node: object
    start: int
    end: int
    depth: int = 1
    size: int = 1

    @property
    def expression(self) -> Expression:
        """Return the part as an expression."""
        return cast(Expression, self.node)


Part = Built | Token


class PartMaker:
    """Make nodes with their spans, within the limits of the language.

    Args:
        text: The formula.
        origin: Where its characters stand.
    """

    def __init__(self, text: str, origin: Origin) -> None:
        self._text = text
        self._origin = origin

    def make(self, parts: Sequence[Part], make: Callable[[SourceSpan], object]) -> Built:
        """Build a node, unless it makes the formula too deep or too large."""
        start, end = start_of(parts[0]), end_of(parts[-1])
        inner = [part for part in parts if isinstance(part, Built)]
        depth = 1 + max((part.depth for part in inner), default=0)
        size = 1 + sum(part.size for part in inner)
        span = self._origin.span(start, end, self._text)
        if depth > DEPTH_MAX:
            raise Refused(TOO_DEEP.at(span, limit=str(DEPTH_MAX)))
        if size > NODES_MAX:
            raise Refused(TOO_LONG.at(span, limit=str(NODES_MAX), what="parts"))
        return Built(make(span), start, end, depth, size)

    def whole(self, digits: str, part: Part) -> int:
        """Return how many periods or days; raises ``Refused`` for none and for too many."""
        number = int(digits)
        if 1 <= number <= PERIODS_MAX:
            return number
        allowed = f"from 1 to {PERIODS_MAX:,}"
        raise Refused(
            OUT_OF_RANGE.at(self.span([part]), what="a length", range=allowed, found=digits)
        )

    def span(self, parts: Sequence[Part]) -> SourceSpan:
        """Return where parts stand."""
        return self._origin.span(start_of(parts[0]), end_of(parts[-1]), self._text)


def comparison_operator(spelling: str) -> ComparisonOperator:
    """Return the comparison of a sign or of words, however they are spaced."""
    return ComparisonOperator(COMPARISON_WORDS[" ".join(spelling.split())])


def start_of(part: Part) -> int:
    """Return the offset of a part's first character."""
    return part.start if isinstance(part, Built) else cast(int, part.start_pos)


def end_of(part: Part) -> int:
    """Return the offset just after a part's last character."""
    return part.end if isinstance(part, Built) else cast(int, part.end_pos)


def expression_at(parts: Sequence[Part], index: int) -> Expression:
    """Return the expression at a place among the parts."""
    return cast(Built, parts[index]).expression


def is_listing(part: Part) -> bool:
    """Return whether a part is a list of expressions."""
    return isinstance(part, Built) and isinstance(part.node, tuple)


def listed(part: Part) -> tuple[Expression, ...]:
    """Return the expressions of a list."""
    return cast("tuple[Expression, ...]", cast(Built, part).node)


def expressions(parts: Sequence[Part]) -> tuple[Expression, ...]:
    """Return the expressions among the parts, without what stands between."""
    return tuple(part.expression for part in parts if isinstance(part, Built))


def row_source(parts: Sequence[Part]) -> RowSource | None:
    """Return the rows among the parts, if there are any."""
    for part in parts:
        if isinstance(part, Built) and isinstance(part.node, RowSource):
            return part.node
    return None


def expression_after(parts: Sequence[Part], terminal: str) -> Expression | None:
    """Return the expression after a word, if the word stands there."""
    for index, part in enumerate(parts):
        if isinstance(part, Token) and part.type == terminal:
            return expression_at(parts, index + 1)
    return None


def plural(word: str) -> str:
    """Return a word for periods in the plural."""
    return PERIOD_WORDS.get(word, word)
