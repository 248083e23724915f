"""Functions of time as tables that a query engine joins.

Elapsed open time and every sort of due time are functions of an instant that either stand still
or move along with it. Cut into slots of equal length, such a function is a small table: an
engine finds the row of an instant by one equi-join on a whole-number key, and there holds the
instant between two bounds. In most slots that is all: open time stands still, moves along, and
stands still again.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

__all__ = [
    "DUE_SLOT_MICROS",
    "SLOTS_MAX",
    "SLOT_MICROS",
    "Motion",
    "Piece",
    "PieceTable",
    "Ramp",
    "SlotRow",
    "alike",
    "pieces_of",
    "tabulate",
]

SLOT_MICROS = 1 << 35
"""Length of a slot unless the caller says otherwise: 2^35 microseconds, nine and a half hours.
A power of two, so that a shift finds the slot in engines whose whole-number division is not one;
and shorter than most nights, so that a slot rarely sees two openings."""

DUE_SLOT_MICROS = 1 << 33
"""The same for open time, on which due times jump at each closing: shorter than most openings."""

SLOTS_MAX = (1 << 16) - 2
"""Most slots of a table: with one more for whatever lies outside, their numbers fit in 16 bits,
which lets an engine find a row by counting instead of hashing."""

_NEVER_REACHED = (1 << 63) - 1


class Piece(NamedTuple):
    """From ``at`` on, the value is ``base + moving * x``; ``base`` is absent if there is none.

    ``moving`` is 1 where the value moves along with x, and 0 where it stands still.
    """

    at: int
    base: int | None
    moving: int


class Ramp(NamedTuple):
    """From ``at`` on, the value is ``base + x``, x held between ``low`` and ``high``.

    ``base`` is absent if there is no value. A ramp that stands still has ``low`` at ``high``.
    """

    at: int
    base: int | None
    low: int
    high: int

    def value(self, x: int) -> int | None:
        """Return the value at x."""
        return None if self.base is None else self.base + min(max(x, self.low), self.high)


class SlotRow(NamedTuple):
    """The ramps of one slot, ascending; the first one begins at or before the slot."""

    slot: int
    ramps: tuple[Ramp, ...]


class Motion(Enum):
    """Say how the values of a table move, so that an engine does no more than is needed."""

    STILL = "still"
    """Every value is ``base``."""
    ALONG = "along"
    """Every value is ``base + x``."""
    HELD = "held"
    """Every value is ``base`` and x held between ``low`` and ``high``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceTable:
    """Hold a function of time by slots.

    Args:
        slot_micros: Length of a slot; x belongs to slot ``floor(x / slot_micros)``.
        first: Least x that has a row.
        last: Greatest x that has a row. What lies outside has no value.
        rows: One row per slot, without gaps.

    Example:
        >>> up_to_four = Ramp(0, -4, 4, 10)
        >>> table = PieceTable(slot_micros=10, first=0, last=19, rows=(
        ...     SlotRow(0, (up_to_four,)), SlotRow(1, (Ramp(10, -4, 10, 10),))))
        >>> [table.value(x) for x in (3, 4, 9, 12, 25)]
        [0, 0, 5, 6, None]
    """

    slot_micros: int
    first: int
    last: int
    rows: tuple[SlotRow, ...]

    @property
    def width(self) -> int:
        """Return the greatest number of ramps in a row."""
        return max((len(row.ramps) for row in self.rows), default=1)

    @property
    def motion(self) -> Motion:
        """Return how the values move."""
        ramps = [ramp for row in self.rows for ramp in row.ramps if ramp.base is not None]
        if all(ramp.low == ramp.high for ramp in ramps):
            return Motion.STILL
        return Motion.HELD if any(self._is_held(row) for row in self.rows) else Motion.ALONG

    def _is_held(self, row: SlotRow) -> bool:
        ends = (*(ramp.at for ramp in row.ramps[1:]), (row.slot + 1) * self.slot_micros)
        begins = (row.slot * self.slot_micros, *ends[:-1])
        return any(
            ramp.base is not None
            and (max(begin, self.first) < ramp.low or ramp.high < min(end, self.last + 1) - 1)
            for ramp, begin, end in zip(row.ramps, begins, ends, strict=True)
        )

    def value(self, x: int) -> int | None:
        """Return the function's value, as an engine finds it; nothing where it has none."""
        if not self.rows or not self.first <= x <= self.last:
            return None
        ramps = self.rows[x // self.slot_micros - self.rows[0].slot].ramps
        at = max(0, bisect_right(ramps, x, key=lambda ramp: ramp.at) - 1)
        return ramps[at].value(x)

    def columns(self) -> dict[str, list[int | None]]:
        """Return the table by columns of equal length, for loading into an engine.

        Returns:
            ``slot``, and ``at_1, base_1, low_1, high_1`` to ``at_N, base_N, low_N, high_N`` with
            N the table's width. The value of x is taken from the last N with ``x >= at_N``, and
            from 1 if there is none; rows with fewer ramps are filled with an ``at`` that is
            never reached. A ``base`` that is absent makes the value absent. ``low`` and ``high``
            are left out unless the motion is held; where it is still, ``base`` is the value.
        """
        motion = self.motion
        columns: dict[str, list[int | None]] = {"slot": [row.slot for row in self.rows]}
        filler = Ramp(_NEVER_REACHED, 0, 0, 0)
        for n in range(self.width):
            column = [row.ramps[n] if n < len(row.ramps) else filler for row in self.rows]
            columns[f"at_{n + 1}"] = [ramp.at for ramp in column]
            columns[f"base_{n + 1}"] = [
                ramp.value(ramp.low) if motion is Motion.STILL else ramp.base for ramp in column
            ]
            if motion is Motion.HELD:
                columns[f"low_{n + 1}"] = [ramp.low for ramp in column]
                columns[f"high_{n + 1}"] = [ramp.high for ramp in column]
        return columns


def pieces_of(
    function: Callable[[int], int | None], edges: Iterable[int], first: int, last: int
) -> tuple[Piece, ...]:
    """Find the pieces of a function from a first to a last x, both included.

    Args:
        function: A function that stands still or moves along with x between edges.
        edges: Every x at which its behaviour may change, in any order, with or without more.
        first: First x.
        last: Last x.

    Returns:
        The fewest pieces, ascending; the first one begins at ``first``.
    """
    inside = sorted({first, *(edge for edge in edges if first < edge <= last)})
    found: list[Piece] = []
    for at, following in pairwise([*inside, last + 1]):
        piece = _piece(function, at, following - 1)
        if not found or found[-1][1:] != piece[1:]:
            found.append(piece)
    return tuple(found)


def _piece(function: Callable[[int], int | None], first: int, last: int) -> Piece:
    value, final = function(first), function(last)
    if value is None or final is None:
        assert value is final, "a function began or ended to be known without an edge"
        return Piece(first, None, 0)
    if value == final:
        return Piece(first, value, 0)
    assert final - value == last - first, "a function changed its pace without an edge"
    return Piece(first, value - first, 1)


def tabulate(
    pieces: tuple[Piece, ...],
    first: int,
    last: int,
    slot_micros: int,
    *,
    slots_max: int = SLOTS_MAX,
) -> PieceTable:
    """Cut pieces into slots.

    Args:
        pieces: Pieces, ascending; the first one begins at or before ``first``.
        first: Least x that is looked up.
        last: Greatest one, not before the first.
        slot_micros: Length of a slot; doubled until no more than ``slots_max`` are needed.
        slots_max: Most slots, above 1.
    """
    while last // slot_micros - first // slot_micros >= slots_max:
        slot_micros *= 2
    rows = tuple(_rows(pieces, first, last, slot_micros))
    return PieceTable(slot_micros=slot_micros, first=first, last=last, rows=rows)


def alike(table: PieceTable, pieces: tuple[Piece, ...]) -> PieceTable:
    """Cut another function into the slots of a table, so that both are found together."""
    return tabulate(pieces, table.first, table.last, table.slot_micros)


def _rows(pieces: tuple[Piece, ...], first: int, last: int, slot_micros: int) -> Iterator[SlotRow]:
    upcoming = 0
    for slot in range(first // slot_micros, last // slot_micros + 1):
        start, end = slot * slot_micros, (slot + 1) * slot_micros
        current = max(0, upcoming - 1)
        while upcoming < len(pieces) and pieces[upcoming].at < end:
            upcoming += 1
        while current + 1 < upcoming and pieces[current + 1].at <= start:
            current += 1
        yield SlotRow(slot, tuple(_ramps(pieces[current:upcoming], start, end)))


def _ramps(pieces: Sequence[Piece], start: int, end: int) -> Iterator[Ramp]:
    """Join pieces of a slot that stand still, move along and stand still again."""
    ramp: Ramp | None = None
    for piece, following in pairwise([*pieces, Piece(end, None, 0)]):
        begun = max(piece.at, start)
        joined = None if ramp is None else _joined(ramp, piece, begun, following.at)
        if ramp is not None and joined is None:
            yield ramp
        ramp = joined or _alone(piece, begun, following.at)
    if ramp is not None:
        yield ramp


def _alone(piece: Piece, begun: int, end: int) -> Ramp:
    if piece.base is None:
        return Ramp(piece.at, None, begun, begun)
    if piece.moving:
        return Ramp(piece.at, piece.base, begun, end)
    return Ramp(piece.at, piece.base - begun, begun, begun)


def _joined(ramp: Ramp, piece: Piece, begun: int, end: int) -> Ramp | None:
    """Return a ramp that goes on as a piece does, nothing if it would have to jump or bend."""
    if ramp.base is None or piece.base is None:
        return None
    before = ramp.value(begun)
    if before != piece.base + piece.moving * begun:
        return None
    if not piece.moving:
        return Ramp(ramp.at, ramp.base, ramp.low, min(ramp.high, begun))
    if ramp.low == ramp.high:
        return Ramp(ramp.at, piece.base, begun, end)
    return None
