"""A public incident history: overlaps counted once, maintenance apart."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from servanda.facts.measurement import Measurement
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from tests.real.checks import Check, measured, percent, workspace

__all__ = ["checks"]

_Interval = tuple[int, int]


def checks(data: Path) -> Iterator[Check]:
    """Compare every month and component with a count made minute by minute."""
    folder = data / "status-page"
    with workspace("status-page", folder) as place:
        figures = measured(place).measurements.figures
    rows = list(_rows(folder / "incidents.csv"))
    yield from (_compared(figures, rows), _untroubled(figures, rows), _overlapping(rows))


def _compared(figures: tuple[Measurement, ...], rows: list[dict[str, str]]) -> Check:
    found = [each for each in figures if each.measure == "up"]
    planned = _intervals(rows, {"maintenance"})
    wrong = 0
    for each in found:
        component = dict(each.segment)["component"]
        down = _intervals(rows, {"major", "critical"}, component)
        out = [i for i in planned if i[2] is None or component in i[2]]
        wrong += each.value != _share(each, down, out)
    return Check(
        name="status-page: availability by month and component, against every second counted",
        figure=f"{len(found) - wrong} of {len(found)} alike",
        passed=wrong == 0 and len(found) > 500,
    )


def _untroubled(figures: tuple[Measurement, ...], rows: list[dict[str, str]]) -> Check:
    found = [each for each in figures if each.measure == "untroubled"]
    down = _intervals(rows, {"minor", "major", "critical"})
    out = _intervals(rows, {"maintenance"})
    wrong = sum(each.value != _share(each, down, out) for each in found)
    worst = min(
        (each for each in found if isinstance(each.value, Quantity)),
        key=lambda each: each.value.amount if isinstance(each.value, Quantity) else 1,
    )
    assert isinstance(worst.value, Quantity)
    return Check(
        name="status-page: time without any incident, by month",
        figure=f"{len(found) - wrong} of {len(found)} alike; "
        f"worst {worst.period.label} {percent(worst.value.amount)}",
        passed=wrong == 0,
    )


def _overlapping(rows: list[dict[str, str]]) -> Check:
    """Count incidents that begin before an earlier one has ended, as the history has them."""
    real = sorted(i[:2] for i in _intervals(rows, {"minor", "major", "critical", "none"}))
    overlaps, latest = 0, 0
    for start, end in real:
        overlaps += start < latest
        latest = max(latest, end)
    return Check(
        name="status-page: incidents that overlap an earlier one, so that counting once matters",
        figure=str(overlaps),
        passed=overlaps > 50,
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _intervals(
    rows: list[dict[str, str]], impacts: set[str], component: str | None = None
) -> list[tuple[int, int, frozenset[str] | None]]:
    """Return begin and end in seconds, with the components named (nothing where none is)."""
    found = []
    for row in rows:
        named = frozenset(filter(None, row["components"].split(";"))) or None
        if row["impact"] not in impacts:
            continue
        if component is not None and (named is None or component not in named):
            continue
        begin, end = (
            Instant.parse(row[name]).micros // 1_000_000
            for name in ("downtime_start", "downtime_end")
        )
        found.append((begin, end, named))
    return found


def _share(
    figure: Measurement,
    down: list[tuple[int, int, frozenset[str] | None]],
    planned: list[tuple[int, int, frozenset[str] | None]],
) -> Quantity:
    """Return availability from a bitmap of the period's seconds: slow, and plain to see."""
    start, end = (
        instant.micros // 1_000_000 for instant in (figure.period.start, figure.period.end)
    )
    seconds = bytearray(end - start)
    for intervals, mark in ((down, 1), (planned, 0)):
        for begin, until, _ in intervals:
            low, high = max(begin, start) - start, min(until, end) - start
            if low < high:
                seconds[low:high] = bytes([mark]) * (high - low)
    return Quantity.share(1 - Fraction(seconds.count(1), len(seconds)))
