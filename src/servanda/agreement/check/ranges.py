"""Do the rows of a table hold every value, and each only once?"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from servanda.agreement import diagnostics as found
from servanda.agreement.model.terms import Choice, Range, Table
from servanda.agreement.notebook import Notebook
from servanda.formula.display import format_quantity
from servanda.kernel.quantity import Quantity
from servanda.kernel.unit import Unit

__all__ = ["Ranged", "check_ranges"]

_ZERO = Fraction(0)
# A row's edge as a position: the value, and whether the position is just before it (-1), at it
# (0) or just after it (1).
_Edge = tuple[Fraction, int]
_ROWS_COMPARED_MAX = 200
_OVERLAPS_MAX = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranged:
    """Hold the unit of a table's ranges, and whether some value lies in none of them."""

    unit: Unit
    has_gap: bool


def check_ranges(table: Table, notebook: Notebook) -> Ranged | None:
    """Note gaps, overlaps and mixed units; nothing is returned where units are mixed.

    Shares are looked at from 0% to 100%, any other unit from the lowest edge to the highest,
    and on to either side where a row is open there.
    """
    unit = _unit(table, notebook)
    if unit is None:
        return None
    overlapping = _overlaps(table, unit, notebook) if table.choice is Choice.NONE else False
    gaps = [] if overlapping else list(_gaps(table, unit))
    for before, after in gaps:
        gap = _between(before, after, unit)
        notebook.report(found.TABLE_GAP, table.span, table=table.name, gap=gap)
    return Ranged(unit=unit, has_gap=bool(gaps))


def _unit(table: Table, notebook: Notebook) -> Unit | None:
    unit: Unit | None = None
    for row in table.rows:
        for edge in (row.range.low, row.range.high):
            if edge is None or (edge.amount == 0 and edge.unit.is_number):
                continue
            if unit is not None and edge.unit != unit:
                notebook.report(
                    found.TABLE_UNITS,
                    row.span,
                    got=format_quantity(edge),
                    expected=str(unit),
                )
                return None
            unit = edge.unit
    return unit or Unit()


def _low(extent: Range) -> _Edge | None:
    if extent.low is None:
        return None
    return (extent.low.amount, 0 if extent.low_included else 1)


def _high(extent: Range) -> _Edge | None:
    if extent.high is None:
        return None
    return (extent.high.amount, 0 if extent.high_included else -1)


def _overlaps(table: Table, unit: Unit, notebook: Notebook) -> bool:
    seen = 0
    for first, second in combinations(table.rows[:_ROWS_COMPARED_MAX], 2):
        overlap = _overlap(first.range, second.range)
        if overlap is not None:
            seen += 1
            if seen > _OVERLAPS_MAX:
                break
            notebook.report(
                found.TABLE_OVERLAP,
                second.span,
                first=first.text,
                second=second.text,
                overlap=_spell(*overlap, unit),
            )
    return seen > 0


def _overlap(first: Range, second: Range) -> tuple[_Edge | None, _Edge | None] | None:
    lows = [low for low in (_low(first), _low(second)) if low is not None]
    highs = [high for high in (_high(first), _high(second)) if high is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    if low is not None and high is not None and low > high:
        return None
    return low, high


def _gaps(table: Table, unit: Unit) -> list[tuple[_Edge | None, _Edge | None]]:
    """Return stretches that no row holds, as the edges of the rows around them."""
    rows = sorted(table.rows, key=lambda row: _low(row.range) or (Fraction(-(10**40)), 0))
    gaps: list[tuple[_Edge | None, _Edge | None]] = []
    first_low = _low(rows[0].range)
    if unit.is_share and first_low is not None and first_low > (_ZERO, 0):
        gaps.append((None, first_low))
    reached = _high(rows[0].range)
    for row in rows[1:]:
        low, high = _low(row.range), _high(row.range)
        if reached is None:
            return gaps
        if low is not None and not _touch(reached, low):
            gaps.append((reached, low))
        reached = None if high is None else max(reached, high)
    if unit.is_share and reached is not None and reached < (Fraction(1), 0):
        gaps.append((reached, None))
    return gaps


def _touch(high: _Edge, low: _Edge) -> bool:
    """Return whether nothing lies between the end of one row and the beginning of another."""
    if high >= low:
        return True
    return high[0] == low[0] and low[1] - high[1] == 1


def _between(before: _Edge | None, after: _Edge | None, unit: Unit) -> str:
    low = None if before is None else (before[0], before[1] + 1)
    high = None if after is None else (after[0], after[1] - 1)
    if unit.is_share:
        low, high = low or (_ZERO, 0), high or (Fraction(1), 0)
    return _spell(low, high, unit)


def _spell(low: _Edge | None, high: _Edge | None, unit: Unit) -> str:
    """Return a stretch in words: both edges are the outermost positions that belong to it."""
    if low is not None and high is not None and low == high:
        return f"exactly {_value(low, unit)}"
    words = []
    if low is not None:
        words.append(f"{'from' if low[1] <= 0 else 'above'} {_value(low, unit)}")
    if high is not None:
        up = "up to" if high[1] >= 0 else "to below" if low is not None else "below"
        words.append(f"{up} {_value(high, unit)}")
    return " ".join(words) or "every value"


def _value(edge: _Edge, unit: Unit) -> str:
    return format_quantity(Quantity(edge[0], unit))
