"""Functions of time in the engine: one equi-join on a whole-number key and a few clips."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import ibis
import ibis.expr.types as ir

from servanda.businesstime.pieces import Motion, Piece, PieceTable, tabulate
from servanda.kernel.time import Period
from servanda.measurement.engine import Engine

__all__ = ["Lookup", "load", "period_lookup"]

_NOWHERE = -(1 << 15)
"""The slot of everything outside a table."""

_FIRST_SLOT = _NOWHERE + 2
"""The first slot of a table. A number is left out between, without which DuckDB takes a table
that has a row for every number to have one too many, and hashes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookup:
    """Hold a function of time as a table in the engine.

    Args:
        table: Slots with their ramps, and one without a value for all that lies outside.
        first: Least x inside the table.
        last: Greatest x inside it.
        origin: The x at which slot 0 begins.
        slot_bits: Length of a slot, as a power of two.
        width: Greatest number of ramps of a slot.
        motion: How values move.
    """

    table: ir.Table
    first: int
    last: int
    origin: int
    slot_bits: int
    width: int
    motion: Motion

    def on(self, rows: ir.Table, x: str, into: str) -> ir.Table:
        """Add the function's value at a column, unknown where it has none.

        Args:
            rows: A table.
            x: Name of its column of whole numbers.
            into: Name of the column to add.
        """
        slots = self.table.view()
        keyed = rows.mutate(_slot=self._slot(rows[x]))
        # Each row finds exactly one slot: an inner join by a key of 16 bits is one that an engine
        # can do by counting, several times as fast as it looks up a hash.
        joined = keyed.inner_join(slots, keyed["_slot"] == slots["slot"])
        value = reduce(
            lambda found, n: ibis.ifelse(
                keyed[x] >= slots[f"at_{n}"], self._ramp(slots, keyed[x], n), found
            ),
            range(2, self.width + 1),
            self._ramp(slots, keyed[x], 1),
        )
        return joined.select(*(keyed[name] for name in rows.columns), value.name(into))

    def _slot(self, x: ir.IntegerValue) -> ir.IntegerValue:
        # A shift rounds down in every engine, below zero too, where dividing does not; and it is
        # several times as fast.
        slot = ibis.ifelse(
            (x >= self.first) & (x <= self.last),
            (x - self.origin) >> self.slot_bits,
            ibis.literal(_NOWHERE, "int64"),
        )
        return slot.cast("int16")

    def _ramp(self, slots: ir.Table, x: ir.IntegerValue, n: int) -> ir.IntegerValue:
        base = slots[f"base_{n}"]
        match self.motion:
            case Motion.STILL:
                return base
            case Motion.ALONG:
                return base + x
            case Motion.HELD:
                low, high = slots[f"low_{n}"], slots[f"high_{n}"]
                # Not least and greatest, which pass over what is unknown.
                return base + ibis.cases((x < low, low), (x > high, high), else_=x)


def load(engine: Engine, pieces: PieceTable) -> Lookup:
    """Bring a function of time into the engine."""
    columns = pieces.columns()
    begins = pieces.rows[0].slot if pieces.rows else 0
    columns["slot"] = [_NOWHERE, *range(_FIRST_SLOT, _FIRST_SLOT + len(pieces.rows))]
    for name in columns.keys() - {"slot"}:
        columns[name] = [None, *columns[name]]
    kinds = {name: "int16" if name == "slot" else "int64" for name in columns}
    bits = pieces.slot_micros.bit_length() - 1
    assert pieces.slot_micros == 1 << bits, "slots are as long as a power of two"
    return Lookup(
        table=engine.given(kinds, list(zip(*columns.values(), strict=True))),
        first=pieces.first,
        last=pieces.last,
        origin=(begins - _FIRST_SLOT) << bits,
        slot_bits=bits,
        width=pieces.width,
        motion=pieces.motion,
    )


_PERIOD_SLOT = 1 << 38


def period_lookup(engine: Engine, periods: tuple[Period, ...]) -> Lookup:
    """Return the function from an instant to the position, from 0, of the period that holds it."""
    pieces = tuple(
        Piece(period.start.micros, position, 0) for position, period in enumerate(periods)
    )
    first, end = (periods[0].start.micros, periods[-1].end.micros) if periods else (0, 0)
    return load(engine, tabulate(pieces, first, end - 1, _PERIOD_SLOT))
