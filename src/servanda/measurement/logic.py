"""Yes, no, unknown, whole numbers and instants, as the engine says them."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis.expr.datatypes import int64, timestamp
from ibis.expr.operations import Cast

__all__ = ["NO", "YES", "certainly", "in_micros", "possibly", "whole"]

YES: ir.BooleanValue = ibis.literal(value=True)
NO: ir.BooleanValue = ibis.literal(value=False)

_IS_TRUE = True


def certainly(condition: ir.BooleanValue) -> ir.BooleanValue:
    """Return where a condition is true; unknown is not."""
    return condition.fill_null(not _IS_TRUE)


def possibly(condition: ir.BooleanValue) -> ir.BooleanValue:
    """Return where a condition is not false; unknown may be so."""
    return condition.fill_null(_IS_TRUE)


def whole(total: ir.NumericValue) -> ir.IntegerValue:
    """Return a sum of whole numbers in 64 bits, stopping the engine where it does not fit.

    The engine adds up in a wider type that ibis does not know of, so that asking ibis for the
    type that it believes in would do nothing.
    """
    narrowed: ir.IntegerValue = Cast(total, to=int64).to_expr()
    return narrowed


def in_micros(instants: ir.TimestampValue) -> ir.IntegerValue:
    """Return instants as microseconds since 1970 UTC; infinity is unknown."""
    return _epoch_us(instants.cast("timestamp(6)"))


@ibis.udf.scalar.builtin(name="epoch_us", signature=((timestamp,), int64))
def _epoch_us(instant):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202 - as signed
    """Name the engine's function, which takes a third of the time of a difference to 1970."""
