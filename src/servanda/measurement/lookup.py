"""Functions of time in the engine: one equi-join on a whole-number key and a few clips."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import ibis
import ibis.expr.types as ir

from servanda.businesstime.pieces import Motion, Piece, PieceTable, tabulate
from servanda.kernel.time import Period
from servanda.measurement.engine import Engine

__all__ = ["Lookup", "Shape", "load", "period_lookup", "period_pieces"]

_NOWHERE = -(1 << 15)
"""The slot of everything outside a table."""

_FIRST_SLOT = _NOWHERE + 2
"""The first slot of a table. A number is left out between, without which DuckDB takes a table
that has a row for every number to have one too many, and hashes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Say how one function stands in a table.

    Args:
        prefix: Beginning of the names of its columns.
        width: Greatest number of ramps of a slot.
        motion: How values move.
    """

    prefix: str
    width: int
    motion: Motion


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """Hold functions of time as a table in the engine, found together.

    Args:
        table: Slots with their ramps, and one without a value for all that lies outside.
        first: Least x inside the table.
        last: Greatest x inside it.
        origin: The x at which slot 0 begins.
        slot_bits: Length of a slot, as a power of two.
        shapes: The functions, in order.
    """

    table: ir.Table
    first: int
    last: int
    origin: int
    slot_bits: int
    shapes: tuple[Shape, ...]

    def on(self, rows: ir.Table, x: str, *into: str) -> ir.Table:
        """Add the functions' values at a column, unknown where they have none.

        Args:
            rows: A table.
            x: Name of its column of whole numbers.
            into: Names of the columns to add, one for each function.
        """
        slots = self.table.view()
        keyed = rows.mutate(_slot=self._slot(rows[x]))
        # Each row finds exactly one slot: an inner join by a key of 16 bits is one that an engine
        # can do by counting, several times as fast as it looks up a hash.
        joined = keyed.inner_join(slots, keyed["_slot"] == slots["slot"])
        values = {
            name: _value(slots, keyed[x], shape)
            for name, shape in zip(into, self.shapes, strict=True)
        }
        return joined.select(*(keyed[name] for name in rows.columns), **values)

    def _slot(self, x: ir.IntegerValue) -> ir.IntegerValue:
        # A shift rounds down in every engine, below zero too, where dividing does not; and it is
        # several times as fast.
        slot = ibis.ifelse(
            (x >= self.first) & (x <= self.last),
            (x - self.origin) >> self.slot_bits,
            ibis.literal(_NOWHERE, "int64"),
        )
        return slot.cast("int16")


def _value(slots: ir.Table, x: ir.IntegerValue, shape: Shape) -> ir.IntegerValue:
    return reduce(
        lambda found, n: ibis.ifelse(
            x >= slots[f"{shape.prefix}at_{n}"], _ramp(slots, x, shape, n), found
        ),
        range(2, shape.width + 1),
        _ramp(slots, x, shape, 1),
    )


def _ramp(slots: ir.Table, x: ir.IntegerValue, shape: Shape, n: int) -> ir.IntegerValue:
    base = slots[f"{shape.prefix}base_{n}"]
    match shape.motion:
        case Motion.STILL:
            return base
        case Motion.ALONG:
            return base + x
        case Motion.HELD:
            low, high = slots[f"{shape.prefix}low_{n}"], slots[f"{shape.prefix}high_{n}"]
            # Not least and greatest, which pass over what is unknown.
            return base + ibis.cases((x < low, low), (x > high, high), else_=x)


def load(engine: Engine, pieces: PieceTable, *beside: PieceTable) -> Lookup:
    """Bring a function of time into the engine, and others of the same slots beside it."""
    begins = pieces.rows[0].slot if pieces.rows else 0
    columns: dict[str, list[int | None]] = {
        "slot": [_NOWHERE, *range(_FIRST_SLOT, _FIRST_SLOT + len(pieces.rows))]
    }
    shapes = []
    for number, each in enumerate((pieces, *beside)):
        prefix = f"beside_{number}_" if number else ""
        shapes.append(Shape(prefix=prefix, width=each.width, motion=each.motion))
        found = each.columns()
        del found["slot"]
        columns |= {f"{prefix}{name}": [None, *column] for name, column in found.items()}
    kinds = {name: "int16" if name == "slot" else "int64" for name in columns}
    bits = pieces.slot_micros.bit_length() - 1
    assert pieces.slot_micros == 1 << bits, "slots are as long as a power of two"
    return Lookup(
        table=engine.given(kinds, list(zip(*columns.values(), strict=True))),
        first=pieces.first,
        last=pieces.last,
        origin=(begins - _FIRST_SLOT) << bits,
        slot_bits=bits,
        shapes=tuple(shapes),
    )


_PERIOD_SLOT = 1 << 38
_LONG_AGO = -(1 << 62)


def period_pieces(periods: Sequence[Period]) -> tuple[Piece, ...]:
    """Return the function from an instant to the position, from 0, of the period that holds it."""
    held = [Piece(period.start.micros, position, 0) for position, period in enumerate(periods)]
    end = periods[-1].end.micros if periods else 0
    return (Piece(_LONG_AGO, None, 0), *held, Piece(end, None, 0))


def period_lookup(engine: Engine, periods: tuple[Period, ...]) -> Lookup:
    """Return that function as a table in the engine."""
    first, end = (periods[0].start.micros, periods[-1].end.micros) if periods else (0, 0)
    return load(engine, tabulate(period_pieces(periods), first, end - 1, _PERIOD_SLOT))
