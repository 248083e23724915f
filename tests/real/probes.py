"""Web sites as seen from outside: up, up but slow, and how long answers took."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from pathlib import Path

from servanda.facts.measurement import Measurement
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from tests.real.checks import Check, measured, workspace

__all__ = ["checks"]


def checks(data: Path) -> Iterator[Check]:
    """Compare a percentile, and see that slow answers count as down."""
    with workspace("probes", data / "probes") as place:
        run = measured(place)
    figures = run.measurements.figures
    week = run.periods[0]
    with (data / "probes" / "checks.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if week.holds(Instant.parse(row["time"]))]
    yield _percentile(_of(figures, "answer_time")[0], rows)
    yield _slow(figures)


def _percentile(figure: Measurement, rows: list[dict[str, str]]) -> Check:
    answers = sorted(int(row["response_ms"]) for row in rows if row["state"] == "up")
    rank = ceil(Fraction(95, 100) * len(answers))
    assert isinstance(figure.value, Quantity)
    return Check(
        name="probes: 95th percentile of the answers of the first week, nearest rank",
        figure=f"{figure.value.amount} s of {figure.counted} answers",
        passed=figure.value.amount == Fraction(answers[rank - 1], 1000)
        and figure.counted == len(answers),
    )


def _slow(figures: tuple[Measurement, ...]) -> Check:
    up = {(each.segment, each.period.label): each.value for each in _of(figures, "up")}
    quick = {(each.segment, each.period.label): each.value for each in _of(figures, "up_and_fast")}
    pairs = [(up[place], quick[place]) for place in up]
    known = [
        (a.amount, b.amount)
        for a, b in pairs
        if isinstance(a, Quantity) and isinstance(b, Quantity)
    ]
    lower = sum(b < a for a, b in known)
    return Check(
        name="probes: sites that were up but too slow, so that up-and-fast is below up",
        figure=f"{lower} of {len(known)}, none above",
        passed=lower > 0 and all(b <= a for a, b in known),
    )


def _of(figures: tuple[Measurement, ...], measure: str) -> list[Measurement]:
    return [each for each in figures if each.measure == measure]
