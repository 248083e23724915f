"""What every drawing begins and ends with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import altair as alt

__all__ = ["Drawn", "chart_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Hold a chart with its measures in pixels, so that none of them is left to fonts.

    Args:
        chart: The chart.
        width: Of the field within the margins.
        height: Of the field within the margins.
        left: Margin.
        right: Margin.
        top: Margin.
        bottom: Margin.
    """

    chart: alt.LayerChart | alt.FacetChart
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int


def chart_of(rows: Iterable[Mapping[str, object]]) -> alt.Chart:
    """Return a chart of rows."""
    return alt.Chart(alt.InlineData(values=[dict(row) for row in rows]))
