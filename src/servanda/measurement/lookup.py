"""Functions of time in the engine: one equi-join on a whole-number key and a few clips."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import ibis
import ibis.expr.types as ir

from servanda.businesstime.pieces import Piece, PieceTable, tabulate
from servanda.kernel.time import Period
from servanda.measurement.engine import Engine

__all__ = ["Lookup", "load", "period_lookup"]


@dataclass(frozen=True, slots=True)
class Lookup:
    """Hold a function of time as a table in the engine.

    Args:
        table: Slots with their pieces.
        first: The x at which the first slot, number 0, begins; below it there is no value.
        slot_bits: Length of a slot, as a power of two.
        width: Greatest number of pieces of a slot.
    """

    table: ir.Table
    first: int
    slot_bits: int
    width: int

    def on(self, rows: ir.Table, x: str, into: str) -> ir.Table:
        """Add the function's value at a column, unknown where it has none.

        Args:
            rows: A table.
            x: Name of its column of whole numbers.
            into: Name of the column to add.
        """
        slots = self.table.view()
        # A shift rounds down in every engine, below zero too, where dividing does not; and it is
        # several times as fast. What lies before the first slot has a number that no slot has.
        keyed = rows.mutate(_slot=(rows[x] - self.first) >> self.slot_bits)
        joined = keyed.left_join(slots, keyed["_slot"] == slots["slot"])
        value = reduce(
            lambda found, n: ibis.ifelse(
                keyed[x] >= slots[f"at_{n}"], self._piece(slots, keyed[x], n), found
            ),
            range(2, self.width + 1),
            self._piece(slots, keyed[x], 1),
        )
        return joined.select(*(keyed[name] for name in rows.columns), value.name(into))

    def _piece(self, slots: ir.Table, x: ir.IntegerValue, n: int) -> ir.IntegerValue:
        return slots[f"base_{n}"] + slots[f"moving_{n}"] * x


def load(engine: Engine, pieces: PieceTable) -> Lookup:
    """Bring a function of time into the engine."""
    columns = pieces.columns()
    first_slot = pieces.rows[0].slot if pieces.rows else 0
    columns["slot"] = [row.slot - first_slot for row in pieces.rows]
    table = engine.given(dict.fromkeys(columns, "int64"), list(zip(*columns.values(), strict=True)))
    bits = pieces.slot_micros.bit_length() - 1
    assert pieces.slot_micros == 1 << bits, "slots are as long as a power of two"
    return Lookup(table, first_slot * pieces.slot_micros, bits, pieces.width)


_PERIOD_SLOT = 1 << 38


def period_lookup(engine: Engine, periods: tuple[Period, ...]) -> Lookup:
    """Return the function from an instant to the position, from 0, of the period that holds it."""
    pieces = [Piece(period.start.micros, position, 0) for position, period in enumerate(periods)]
    last = periods[-1].end.micros if periods else 0
    known = (*pieces, Piece(last, None, 0))
    before = Piece(known[0].at - known[0].at % _PERIOD_SLOT, None, 0)
    return load(
        engine, tabulate((before, *known) if before.at < known[0].at else known, last, _PERIOD_SLOT)
    )
