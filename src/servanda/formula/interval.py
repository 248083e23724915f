"""What a formula of one unknown does over a whole range, exactly and proven.

The exact evaluator runs with another kind of number, one that knows how it depends on the
unknown; wherever a comparison, a table row or a rounding does not go the same way over a
stretch, the stretch is split there and both sides and the place between are looked at again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Generic, Protocol, TypeVar

from servanda.facts.figure import Value
from servanda.facts.trace import Step
from servanda.formula.environment import Band, Environment
from servanda.formula.exact import value_of
from servanda.formula.moebius import NotProven, Split, unknown_over
from servanda.formula.nowhere import Nowhere
from servanda.formula.pieces import Piece, merged
from servanda.formula.syntax import Expression, RowSource
from servanda.kernel.quantity import NUMBER, Quantity
from servanda.kernel.unit import Unit

__all__ = [
    "PIECES_MAX",
    "Domain",
    "Part",
    "Stretch",
    "analyse",
    "parts_of",
    "rows_holding",
]

T = TypeVar("T")
PIECES_MAX = 5_000
"""Pieces of one range beyond which the rest is not proven."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """Say where the unknown may lie.

    Args:
        low: Lower end in base units (seconds, the whole for shares); nothing for no end.
        high: Upper end; nothing for no end.
        low_included: Whether the lower end belongs to it.
        high_included: Whether the upper end belongs to it.
        unit: The unknown's unit.
    """

    low: Fraction | None
    high: Fraction | None
    low_included: bool = True
    high_included: bool = True
    unit: Unit = NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[T]):
    """One part of a range, an open interval or a single place, and what was found on it.

    Args:
        low: Lower end, not included unless it is a place; nothing for no end.
        high: Upper end, the same as the lower one for a place.
        found: What came out, absent where nothing is proven.
        unproven: Why nothing is proven here, else empty.
    """

    low: Fraction | None
    high: Fraction | None
    found: T | None
    unproven: str = ""

    @property
    def is_place(self) -> bool:
        """Return whether this is a single place."""
        return self.low is not None and self.low == self.high


def parts_of(compute: Callable[[Fraction], T], domain: Domain) -> tuple[Part[T], ...]:
    """Split a range until something computed of the unknown is one thing on each part.

    Args:
        compute: Anything that only adds, multiplies and compares the amount it is given.
        domain: Where the unknown may lie.

    Returns:
        Parts in order, without gaps: intervals and the places between them.
    """
    waiting = [*reversed(_first_parts(domain))]
    found: list[Part[T]] = []
    while waiting:
        low, high = waiting.pop()
        crowded = len(found) + len(waiting) > PIECES_MAX
        try:
            found.append(_one_part(compute, low, high, crowded=crowded))
        except Split as split:
            waiting.extend(reversed(_around(low, high, split.points)))
    return tuple(found)


_Ends = tuple[Fraction | None, Fraction | None]


def _first_parts(domain: Domain) -> list[_Ends]:
    low, high = domain.low, domain.high
    if low is not None and low == high:
        return [(low, low)] if domain.low_included and domain.high_included else []
    parts: list[_Ends] = [(low, high)]
    if low is not None and domain.low_included:
        parts.insert(0, (low, low))
    if high is not None and domain.high_included:
        parts.append((high, high))
    return parts


def _around(low: Fraction | None, high: Fraction | None, points: Sequence[Fraction]) -> list[_Ends]:
    parts: list[_Ends] = []
    start = low
    for point in points:
        parts += [(start, point), (point, point)]
        start = point
    return [*parts, (start, high)]


def _one_part(
    compute: Callable[[Fraction], T], low: Fraction | None, high: Fraction | None, *, crowded: bool
) -> Part[T]:
    if low is not None and low == high:
        return Part(low=low, high=high, found=compute(low))
    if crowded:
        return Part(low=low, high=high, found=None, unproven="the range has too many pieces")
    try:
        return Part(low=low, high=high, found=compute(unknown_over(low, high)))
    except NotProven as problem:
        return Part(low=low, high=high, found=None, unproven=problem.why)


def analyse(
    expression: Expression,
    domain: Domain,
    *,
    unknown: str,
    environment: Environment | None = None,
) -> tuple[Piece, ...]:
    """Find out what a formula gives over a whole range of one unknown.

    Args:
        expression: The tree as typing made it ready.
        domain: Where the unknown may lie, and its unit.
        unknown: The name that is unknown, ``uptime``, or a part of one, ``uptime.value``.
        environment: What everything else is worth; not needed for a formula without other
            names. Earlier periods and the rows of aggregates are taken from it as they are.

    Returns:
        Pieces in order that together cover the range; neighbours that follow one law are one
        piece. ``formula.pieces`` finds gaps, jumps, bounds and the direction in them.

    Example:
        >>> from servanda.formula.origin import Origin
        >>> from servanda.formula.parse import parse
        >>> tree = parse("if x below 4 then 2 * x else 10", Origin(file="a.yaml")).expression
        >>> whole = Domain(low=Fraction(0), high=Fraction(10))
        >>> [(str(piece.low), str(piece.high)) for piece in analyse(tree, whole, unknown="x")]
        [('0', '4'), ('4', '10')]
    """
    around = environment if environment is not None else Nowhere()

    def compute(amount: Fraction) -> Value:
        place = _OneUnknown(around, unknown, Quantity(amount, domain.unit))
        return value_of(expression, place)

    return merged([_piece(part) for part in parts_of(compute, domain)])


def _piece(part: Part[Value]) -> Piece:
    return Piece(
        low=part.low,
        low_included=part.is_place,
        high=part.high,
        high_included=part.is_place,
        value=part.found,
        unproven=part.unproven,
    )


class _OneUnknown:
    """Answer everything as an environment does, save one name."""

    def __init__(self, around: Environment, unknown: str, value: Quantity) -> None:
        self._around = around
        self._unknown = unknown
        self._value = value

    @property
    def outer(self) -> Environment | None:
        return self._around.outer

    def value(self, name: str) -> Step:
        if name == self._unknown:
            return Step(name=name, text="", value=self._value)
        return self._around.value(name)

    def member(self, name: str, member: str) -> Step:
        if f"{name}.{member}" == self._unknown:
            return Step(name=self._unknown, text="", value=self._value)
        return self._around.member(name, member)

    def keyed(self, name: str, keys: tuple[str, ...]) -> Step:
        return self._around.keyed(name, keys)

    def table(self, name: str, argument: Value, column: str) -> Step:
        return self._around.table(name, argument, column)

    def bands(self, name: str) -> Sequence[Band]:
        return self._around.bands(name)

    def rows(self, source: RowSource) -> Sequence[Environment]:
        return self._around.rows(source)

    def on(self, day: date) -> Environment:
        return _OneUnknown(self._around.on(day), self._unknown, self._value)

    def held(self, condition: Expression, since: Value | None, until: Value | None) -> Step:
        return self._around.held(condition, since, until)

    def ago(self, periods: int) -> Environment | None:
        return self._around.ago(periods)


class Stretch(Protocol):
    """The range of a table's row: its edges, and whether they belong to it."""

    @property
    def low(self) -> Quantity | None:
        """Return the lower edge, nothing for none."""

    @property
    def low_included(self) -> bool:
        """Return whether the lower edge belongs to it."""

    @property
    def high(self) -> Quantity | None:
        """Return the upper edge, nothing for none."""

    @property
    def high_included(self) -> bool:
        """Return whether the upper edge belongs to it."""


def rows_holding(stretches: Sequence[Stretch], amount: Fraction) -> tuple[int, ...]:
    """Return the places of the rows that hold an amount, in order.

    Used with ``parts_of`` it finds the gaps of a table (parts without a row) and its overlaps
    (parts with several), each to the very edge.

    Args:
        stretches: The rows' ranges.
        amount: Amount in base units, or an unknown.
    """
    return tuple(place for place, stretch in enumerate(stretches) if _holds(stretch, amount))


def _holds(stretch: Stretch, amount: Fraction) -> bool:
    low, high = stretch.low, stretch.high
    if low is not None and not (
        amount >= low.amount if stretch.low_included else amount > low.amount
    ):
        return False
    if high is None:
        return True
    return amount <= high.amount if stretch.high_included else amount < high.amount
