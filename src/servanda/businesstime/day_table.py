"""Open time by day, for an engine that clips."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from servanda.businesstime.zone import DAY_MICROS

__all__ = ["DayRow", "day_columns", "rows_by_day"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """The open time of one day of UTC.

    Args:
        day: Days since 1970-01-01, negative before it.
        open_before_micros: Open time from the calendar's start to the day's first moment.
        from_micros: When each opening of the day begins, in microseconds after its first
            moment, 0 to 86,400,000,000, ascending.
        until_micros: When each of them ends.
    """

    day: int
    open_before_micros: int
    from_micros: tuple[int, ...]
    until_micros: tuple[int, ...]


def rows_by_day(openings: Iterable[tuple[int, int]], first: int, last: int) -> tuple[DayRow, ...]:
    """Cut openings into days of UTC.

    Args:
        openings: Start and end of each, in microseconds since the epoch, apart and ascending.
        first: An instant in the first day.
        last: An instant in the last day, included.
    """
    by_day: dict[int, list[tuple[int, int]]] = {}
    for start, until in openings:
        for day, part in _parts(start, until):
            by_day.setdefault(day, []).append(part)
    rows, open_before = [], 0
    for day in range(first // DAY_MICROS, last // DAY_MICROS + 1):
        parts = by_day.get(day, [])
        rows.append(
            DayRow(
                day=day,
                open_before_micros=open_before,
                from_micros=tuple(start for start, _ in parts),
                until_micros=tuple(until for _, until in parts),
            )
        )
        open_before += sum(until - start for start, until in parts)
    return tuple(rows)


def _parts(start: int, until: int) -> Iterator[tuple[int, tuple[int, int]]]:
    midnights = range((start // DAY_MICROS + 1) * DAY_MICROS, until, DAY_MICROS)
    for first, last in pairwise([start, *midnights, until]):
        midnight = first // DAY_MICROS * DAY_MICROS
        yield first // DAY_MICROS, (first - midnight, last - midnight)


def day_columns(rows: Sequence[DayRow]) -> dict[str, list[int]]:
    """Return day rows by columns of equal length, for loading into an engine.

    Returns:
        ``day``, ``open_before``, and ``from_1, until_1`` to ``from_N, until_N`` with N the
        greatest number of openings of a day, at least 1; days with fewer have openings of no
        length. With m the microseconds of an instant after its day's first moment, open time up
        to it is ``open_before + sum(least(greatest(m - from_N, 0), until_N - from_N))``.

    Example:
        >>> rows = rows_by_day([(-3_600_000_000, 7_200_000_000)], -3_600_000_000, 0)
        >>> day_columns(rows)["day"], day_columns(rows)["open_before"]
        ([-1, 0], [0, 3600000000])
    """
    columns = {
        "day": [row.day for row in rows],
        "open_before": [row.open_before_micros for row in rows],
    }
    width = max((len(row.from_micros) for row in rows), default=1)
    for n in range(max(1, width)):
        columns[f"from_{n + 1}"] = [_nth(row.from_micros, n) for row in rows]
        columns[f"until_{n + 1}"] = [_nth(row.until_micros, n) for row in rows]
    return columns


def _nth(values: tuple[int, ...], n: int) -> int:
    return values[n] if n < len(values) else 0
