"""A city's service hours and goals: its own due times and verdicts, computed again."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from servanda.facts.measurement import Measurement
from tests.real.checks import Check, joined_share, measured, percent, workspace

__all__ = ["checks"]


def checks(data: Path) -> Iterator[Check]:
    """Compare due times (within 60 seconds) and verdicts, over the eight case types."""
    with workspace("city-requests", data / "city-requests") as place:
        figures = measured(place).measurements.figures
    for prefix, what in (("same_target_", "due times"), ("same_verdict_", "verdicts")):
        for kind, found in _by_kind(figures, prefix).items():
            share, counted = joined_share(found)
            yield Check(
                name=f"city-requests: {what} as the city has them, {kind}",
                figure=f"{percent(share)} of {counted}",
                passed=share >= Fraction(99, 100),
            )


def _by_kind(figures: tuple[Measurement, ...], prefix: str) -> dict[str, list[Measurement]]:
    kinds: dict[str, list[Measurement]] = {}
    for each in figures:
        if each.measure.startswith(prefix):
            kinds.setdefault(dict(each.segment)["kind"], []).append(each)
    return dict(sorted(kinds.items()))
