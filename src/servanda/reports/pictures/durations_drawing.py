"""How long cases took, drawn."""

from __future__ import annotations

import altair as alt

from servanda.reports.pictures.canvas import Drawn, chart_of
from servanda.reports.pictures.palette import COLOURS, INK, drawn
from servanda.reports.pictures.picture import DurationsDrawing
from servanda.reports.reader import Reader
from servanda.reports.view import Tone

__all__ = ["durations_chart"]

_WIDTH, _HEIGHT = 262, 118


def durations_chart(drawing: DurationsDrawing, reader: Reader) -> Drawn:
    """Return the chart: late cases stand on those in time, a line at what is allowed."""
    rows = [
        {"low": drawn(each.low), "high": drawn(each.high), "from": begin, "to": end, "tone": tone}
        for each in drawing.bars
        for begin, end, tone in (
            (0, each.in_time, Tone.GOOD.value),
            (each.in_time, each.in_time + each.late, Tone.BAD.value),
        )
        if end > begin
    ]
    highest = max((each.in_time + each.late for each in drawing.bars), default=1)
    y = alt.Scale(domain=[0, highest * 1.12], nice=False)
    x = alt.Scale(domain=[0, drawn(drawing.bars[-1].high)], nice=False)
    bars = (
        chart_of(rows)
        .mark_rect(stroke="none")
        .encode(
            x=alt.X(
                "low:Q",
                scale=x,
                axis=alt.Axis(
                    title=None,
                    grid=False,
                    tickCount=6,
                    labelExpr=f"format(datum.value, ',~f') + '{drawing.suffix}'",
                ),
            ),
            x2="high:Q",
            y=alt.Y(
                "from:Q",
                scale=y,
                axis=alt.Axis(
                    title=None, tickCount=4, tickMinStep=1, domain=False, ticks=False, format=",d"
                ),
            ),
            y2="to:Q",
            color=alt.Color(
                "tone:N",
                legend=None,
                scale=alt.Scale(
                    domain=[Tone.GOOD.value, Tone.BAD.value],
                    range=[COLOURS[Tone.GOOD], COLOURS[Tone.BAD]],
                ),
            ),
        )
    )
    layers: list[alt.Chart] = [bars]
    if drawing.allowed is not None:
        layers += _allowed(drawing, highest, reader, x, y)
    return Drawn(
        chart=alt.layer(*layers),
        width=_WIDTH,
        height=_HEIGHT,
        left=48,
        right=30,
        top=8,
        bottom=24,
    )


def _allowed(
    drawing: DurationsDrawing,
    highest: int,
    reader: Reader,
    x: alt.Scale,
    y: alt.Scale,
) -> list[alt.Chart]:
    assert drawing.allowed is not None
    said = f"allowed {reader.number(drawing.allowed)}{drawing.suffix}"
    row = {"at": drawn(drawing.allowed), "top": highest * 1.08, "said": said}
    base = chart_of([row])
    at = alt.X("at:Q", scale=x)
    text = base.mark_text(align="left", dx=5, color=INK)
    if drawing.allowed * 2 > drawing.bars[-1].high:
        text = base.mark_text(align="right", dx=-5, color=INK)
    return [
        base.mark_rule(color=INK, strokeWidth=1.4, strokeDash=[5, 3]).encode(x=at),
        text.encode(x=at, y=alt.Y("top:Q", scale=y), text="said:N"),
    ]
