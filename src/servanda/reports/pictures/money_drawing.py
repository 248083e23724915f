"""Money lost and earned over the periods, drawn."""

from __future__ import annotations

from fractions import Fraction

import altair as alt

from servanda.reports.pictures.canvas import Drawn, chart_of
from servanda.reports.pictures.palette import EARNED, LOST, RISK, SOFT, drawn
from servanda.reports.pictures.picture import MoneyDrawing
from servanda.reports.pictures.trend_drawing import shown_labels

__all__ = ["money_chart"]

_MOST_LABELS = 9
_WIDTH, _HEIGHT = 590, 190


def money_chart(drawing: MoneyDrawing) -> Drawn:
    """Return the chart: earned goes up, lost goes down within what was at risk."""
    rows = [
        {
            "period": each.label,
            "earned": drawn(each.earned),
            "lost": drawn(-each.lost),
            "risk": drawn(-(each.at_risk or Fraction(0))),
        }
        for each in drawing.marks
    ]
    base = chart_of(rows).encode(
        x=alt.X(
            "period:O",
            sort=None,
            scale=alt.Scale(paddingInner=0.25, paddingOuter=0.15),
            axis=alt.Axis(
                title=None,
                values=shown_labels([each.label for each in drawing.marks], _MOST_LABELS),
                labelAngle=0,
                ticks=False,
                offset=4,
                domain=False,
            ),
        )
    )
    axis = alt.Axis(
        title=None,
        tickCount=5,
        domain=False,
        ticks=False,
        labelExpr="format(abs(datum.value), ',~f')",
    )
    scale = alt.Scale(domain=_reach(drawing), nice=False)
    chart = alt.layer(
        base.mark_bar(fill="none", stroke=RISK, strokeWidth=1).encode(
            y=alt.Y("risk:Q", axis=axis, scale=scale)
        ),
        base.mark_bar(color=LOST).encode(y=alt.Y("lost:Q", scale=scale)),
        base.mark_bar(color=EARNED).encode(y=alt.Y("earned:Q", scale=scale)),
        chart_of([{"zero": 0}])
        .mark_rule(color=SOFT, strokeWidth=1)
        .encode(y=alt.Y("zero:Q", scale=scale)),
    )
    return Drawn(chart=chart, width=_WIDTH, height=_HEIGHT, left=72, right=10, top=8, bottom=26)


def _reach(drawing: MoneyDrawing) -> list[float]:
    earned = max(each.earned for each in drawing.marks)
    lost = max(max(each.lost, each.at_risk or each.lost) for each in drawing.marks)
    room = max(earned + lost, Fraction(1)) / 20
    return [drawn(-lost - room), drawn(earned + room)]
