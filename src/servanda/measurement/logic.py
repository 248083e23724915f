"""Yes, no and unknown, as the engine says them."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

__all__ = ["NO", "YES", "certainly", "possibly", "whole"]

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

    The engine adds up in a wider type that ibis does not know of, so that asking it for the
    type that ibis believes in would do nothing.
    """
    return total.cast("decimal(38, 0)").cast("int64")
