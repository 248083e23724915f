"""Which rows of evidence a window holds, seen from a period or from another row."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.agreement.model.money import RowSet
from servanda.facts.row import EvidenceRow
from servanda.kernel.time import MICROS_PER_SECOND, Period

__all__ = ["earlier_rows", "members_of", "rows_of_days"]

_MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND


def members_of(
    group: EvidenceRow, kind: RowSet, rows: Sequence[EvidenceRow]
) -> Sequence[EvidenceRow]:
    """Return the rows that a group was made of, whatever period they count in.

    Args:
        group: The group.
        kind: What its row set says: by which columns it groups.
        rows: All rows of the set that is grouped, oldest first.
    """
    shared = {name: group.columns[name] for name in kind.by}
    return [
        row for row in rows if all(row.columns[name] == value for name, value in shared.items())
    ]


def rows_of_days(
    rows: Sequence[EvidenceRow], days: int, period: Period, row: EvidenceRow | None
) -> Sequence[EvidenceRow]:
    """Return the rows of the days that end with a row, itself not among them.

    Args:
        rows: All rows of a set, oldest first.
        days: How many days, each of 24 hours.
        period: Where no row is at hand, the days end with this period, and what happens at the
            instant after its last does not count.
        row: The row at hand.
    """
    end = row.at if row is not None else period.end
    begin = end.micros - days * _MICROS_PER_DAY
    return [
        each
        for each in rows
        if begin <= each.at.micros <= end.micros
        and (each is not row if row is not None else each.at < end)
    ]


def earlier_rows(
    rows: Sequence[EvidenceRow], period: Period, around: Sequence[EvidenceRow]
) -> Sequence[EvidenceRow]:
    """Return the rows that come before the nearest one of their own set; without one, before
    the period.

    Args:
        rows: All rows of a set, oldest first.
        period: The period at hand.
        around: The rows at hand, from the innermost outwards.
    """
    found = []
    for each in rows:
        own = next((row for row in around if row.rows == each.rows), None)
        if (each.at, each.key) < (own.at, own.key) if own else each.at < period.start:
            found.append(each)
    return found
