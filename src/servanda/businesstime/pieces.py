"""Functions of time as tables that a query engine joins.

Elapsed open time and every sort of due time are functions of an instant that either stand still
or move along with it. Cut into slots of equal length, such a function is a small table: an
engine finds the row of an instant by one equi-join on a whole-number key and the piece of it
by one ``CASE``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

__all__ = ["SLOT_MICROS", "Piece", "PieceRow", "PieceTable", "pieces_of", "tabulate"]

SLOT_MICROS = 1 << 34
"""Length of a slot unless the caller says otherwise: 2^34 microseconds, nearly five hours, so
that ``instant >> 34`` is the key in engines whose whole-number division is not one. Most opening
hours then have at most three pieces in a slot, and an engine looks at each piece of every row."""

_NEVER_REACHED = (1 << 63) - 1


class Piece(NamedTuple):
    """From ``at`` on, the value is ``base + moving * x``; ``base`` is absent if there is none.

    ``moving`` is 1 where the value moves along with x, and 0 where it stands still.
    """

    at: int
    base: int | None
    moving: int


class PieceRow(NamedTuple):
    """The pieces of one slot, ascending; the first one begins at or before the slot."""

    slot: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceTable:
    """Hold a function of time by slots.

    Args:
        slot_micros: Length of a slot; x belongs to slot ``floor(x / slot_micros)``.
        rows: One row per slot, without gaps. An x that finds no row lies outside the calendar.

    Example:
        >>> table = PieceTable(slot_micros=10, rows=(
        ...     PieceRow(0, (Piece(0, 0, 0), Piece(4, -4, 1))), PieceRow(1, (Piece(10, 6, 0),))))
        >>> [table.value(x) for x in (3, 4, 9, 12, 25)]
        [0, 0, 5, 6, None]
    """

    slot_micros: int
    rows: tuple[PieceRow, ...]

    @property
    def width(self) -> int:
        """Return the greatest number of pieces in a row."""
        return max((len(row.pieces) for row in self.rows), default=1)

    def value(self, x: int) -> int | None:
        """Return the function's value, as an engine finds it; nothing where it has none."""
        at = x // self.slot_micros - self.rows[0].slot if self.rows else -1
        if not 0 <= at < len(self.rows):
            return None
        pieces = self.rows[at].pieces
        piece = pieces[max(0, bisect_right(pieces, x, key=lambda piece: piece.at) - 1)]
        return None if piece.base is None else piece.base + piece.moving * x

    def columns(self) -> dict[str, list[int | None]]:
        """Return the table by columns of equal length, for loading into an engine.

        Returns:
            ``slot``, and ``at_1, base_1, moving_1`` to ``at_N, base_N, moving_N`` with N the
            table's width. The value of x is taken from the last N with ``x >= at_N``, and
            from 1 if there is none; rows with fewer pieces are filled with an ``at`` that is
            never reached. A ``base`` that is absent makes the value absent.
        """
        columns: dict[str, list[int | None]] = {"slot": [row.slot for row in self.rows]}
        filler = Piece(_NEVER_REACHED, 0, 0)
        for n in range(self.width):
            column = [row.pieces[n] if n < len(row.pieces) else filler for row in self.rows]
            columns[f"at_{n + 1}"] = [piece.at for piece in column]
            columns[f"base_{n + 1}"] = [piece.base for piece in column]
            columns[f"moving_{n + 1}"] = [piece.moving for piece in column]
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


def tabulate(pieces: tuple[Piece, ...], last: int, slot_micros: int) -> PieceTable:
    """Cut pieces into slots, up to the slot that holds the last x."""
    if not pieces:
        return PieceTable(slot_micros=slot_micros, rows=())
    return PieceTable(slot_micros=slot_micros, rows=tuple(_rows(pieces, last, slot_micros)))


def _rows(pieces: tuple[Piece, ...], last: int, slot_micros: int) -> Iterator[PieceRow]:
    upcoming = 0
    for slot in range(pieces[0].at // slot_micros, last // slot_micros + 1):
        current = max(0, upcoming - 1)
        while upcoming < len(pieces) and pieces[upcoming].at < (slot + 1) * slot_micros:
            upcoming += 1
        if current + 1 < upcoming and pieces[current + 1].at == slot * slot_micros:
            current += 1
        yield PieceRow(slot, pieces[current:upcoming])
