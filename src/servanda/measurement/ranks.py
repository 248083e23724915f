"""Percentiles by nearest rank: a value that is there, never one between two."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

__all__ = ["DENOMINATOR_MAX", "has_rank", "nearest_ranks"]

_DECIMALS = 18
_SHARE = dt.Decimal(_DECIMALS + 1, _DECIMALS)

DENOMINATOR_MAX = 10**6
"""Greatest denominator of a share that no decimal number of 18 places says exactly."""


def has_rank(share: Fraction) -> bool:
    """Return whether the nearest rank of a share is exact, for up to 10^11 values in a group.

    Cut after 18 places, a share falls short of itself by less than 10^-18, and share * n by less
    than 10^-7. That takes share * n past no whole number, since it is one or lies at least a
    millionth above one: it is a multiple of 1 / denominator.

    Example:
        >>> has_rank(Fraction(95, 100)), has_rank(Fraction(1, 3)), has_rank(Fraction(1, 3**13))
        (True, True, False)
    """
    return 10**_DECIMALS % share.denominator == 0 or share.denominator <= DENOMINATOR_MAX


def nearest_ranks(of: ir.NumericValue, shares: Sequence[Fraction]) -> ir.ArrayValue:
    """Return, for each share, the smallest value that so many of all values do not pass.

    With n values that are known, in ascending order, it is the one whose rank, counted from 1, is
    the smallest that is at least share * n.

    Args:
        of: Numbers of a group; those that are unknown take no part.
        shares: Above 0 and at most 1, each with a rank (`has_rank`).

    Returns:
        The values in the order of the shares; unknown where no number is known.
    """
    cut = [Decimal(share.numerator * 10**_DECIMALS // share.denominator) for share in shares]
    wanted = [ibis.literal(each.scaleb(-_DECIMALS), _SHARE) for each in cut]
    ranks: ir.ArrayValue = _quantile_disc(of.type())(of, ibis.array(wanted))
    return ranks


@cache
def _quantile_disc(kind: dt.DataType):  # type: ignore[no-untyped-def] # noqa: ANN202 - ibis's own
    """Name DuckDB's function, a tenth of the work of sorting.

    Given decimal numbers it reckons ranks in whole numbers; given binary ones, 55% of a hundred
    values would be the fifty-sixth.
    """

    def quantile_disc(of, shares):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202 - as signed
        """Take the values at the nearest ranks."""

    signature = ((kind, dt.Array(_SHARE)), dt.Array(kind))
    return ibis.udf.agg.builtin(quantile_disc, signature=signature)
