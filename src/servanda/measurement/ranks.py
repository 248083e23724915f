"""Percentiles by nearest rank: a value that is there, never one between two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

__all__ = ["DENOMINATOR_MAX", "VALUES_AT_ONCE", "has_rank", "nearest_ranks", "runs_of"]

_DECIMALS = 18
_SHARE = dt.Decimal(_DECIMALS + 1, _DECIMALS)

DENOMINATOR_MAX = 10**6
"""Greatest denominator of a share that no decimal number of 18 places says exactly."""

VALUES_AT_ONCE = 20_000_000
"""How many values are looked at together: they stay in memory, 8 to 16 bytes each."""


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


def runs_of(counts: Mapping[int, int], most: int) -> Iterator[tuple[int, int]]:
    """Cut positions into runs that hold no more than so many values together.

    Args:
        counts: How many values each position has.
        most: Most values of a run, unless a single position has more.

    Yields:
        The first and the last position of each run, ascending.

    Example:
        >>> list(runs_of({3: 5, 1: 2, 2: 2, 7: 1}, 5))
        [(1, 2), (3, 3), (7, 7)]
    """
    first = last = None
    held = 0
    for position, count in sorted(counts.items()):
        if first is not None and last is not None and held + count > most:
            yield first, last
            first, held = None, 0
        first = position if first is None else first
        last, held = position, held + count
    if first is not None and last is not None:
        yield first, last


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
