"""A commitment over its periods, drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import altair as alt

from servanda.reports.pictures.canvas import Drawn, chart_of
from servanda.reports.pictures.palette import BAND, COLOURS, INK, SHAPES, SOFT, drawn
from servanda.reports.pictures.picture import TrendDrawing, TrendMark
from servanda.reports.view import Tone

__all__ = ["shown_labels", "trend_chart"]

_MOST_LABELS = {False: 4, True: 9}


def trend_chart(drawing: TrendDrawing, *, wide: bool) -> Drawn:
    """Return the chart with its width, height and margins."""
    width = 600 if wide else 262
    low, high = _reach(drawing)
    x = alt.X(
        "period:O",
        sort=None,
        axis=alt.Axis(
            title=None,
            values=shown_labels([m.label for m in drawing.marks], _MOST_LABELS[wide]),
            labelAngle=0,
            ticks=True,
        ),
        scale=alt.Scale(paddingInner=0, paddingOuter=0),
    )
    scale = alt.Scale(domain=[low, high], nice=False, zero=False)
    y = alt.Y(
        "value:Q",
        scale=scale,
        axis=alt.Axis(
            title=None,
            tickCount=4,
            domain=False,
            ticks=False,
            labelExpr=f"format(datum.value, ',~f') + '{drawing.suffix}'",
        ),
    )
    step = width / max(len(drawing.marks), 1)
    band = _levels(drawing).mark_rect(color=BAND)
    levels = [
        _levels(drawing)
        .mark_tick(orient="horizontal", size=step, thickness=thickness, color=colour)
        .encode(x=x, y=alt.Y(f"{name}:Q", scale=scale))
        for name, thickness, colour in (("expected", 1.6, SOFT), ("minimum", 0.8, SOFT))
    ]
    values = chart_of(list(_values(drawing.marks)))
    tones = [each.value for each in Tone]
    points = values.mark_point(size=52 if len(drawing.marks) < 30 else 20, filled=True, opacity=1)
    chart = alt.layer(
        band.encode(x=x, y=alt.Y("minimum:Q", scale=scale), y2="expected:Q"),
        *levels,
        values.mark_line(strokeWidth=1.6, color=SOFT).encode(x=x, y=y, detail="run:N"),
        points.encode(
            x=x,
            y=y,
            color=alt.Color(
                "tone:N",
                legend=None,
                scale=alt.Scale(domain=tones, range=[COLOURS[each] for each in Tone]),
            ),
            shape=alt.Shape(
                "tone:N",
                legend=None,
                scale=alt.Scale(domain=tones, range=[SHAPES[each] for each in Tone]),
            ),
        ),
        _last(drawing).mark_text(align="left", dx=8, fontWeight="bold", color=INK)
        .encode(x=x, y=y, text="said:N"),
    )  # fmt: skip
    return Drawn(
        chart=chart,
        width=width,
        height=150 if wide else 118,
        left=48,
        right=62,
        top=10,
        bottom=24,
    )


def shown_labels(labels: Sequence[str], most: int) -> list[str]:
    """Return evenly spaced labels, the last one among them."""
    every = -(-len(labels) // most)
    return list(labels[::-1][::every][::-1])


def _reach(drawing: TrendDrawing) -> tuple[float, float]:
    levels = [(each.value, each.expected, each.minimum) for each in drawing.marks]
    known = [amount for each in levels for amount in each if amount is not None]
    low, high = min(known, default=Fraction(0)), max(known, default=Fraction(1))
    room = (high - low) / 8 or max(abs(high) / 20, Fraction(1, 100))
    top = high + room
    return drawn(low - room), drawn(min(top, drawing.most) if drawing.most is not None else top)


def _levels(drawing: TrendDrawing) -> Any:  # noqa: ANN401 - a chart that its methods give back
    rows = [
        {
            "period": each.label,
            "expected": None if each.expected is None else drawn(each.expected),
            "minimum": None if each.minimum is None else drawn(each.minimum),
        }
        for each in drawing.marks
    ]
    return chart_of(rows).transform_filter("isValid(datum.expected)")


def _values(marks: Sequence[TrendMark]) -> Iterator[dict[str, object]]:
    """Number the stretches without a gap: no line leads across what is not known."""
    run = 0
    for each in marks:
        if each.value is None:
            run += 1
            continue
        yield {
            "period": each.label,
            "value": drawn(each.value),
            "tone": each.tone.value,
            "run": run,
        }


def _last(drawing: TrendDrawing) -> alt.Chart:
    known = [each for each in drawing.marks[-1:] if each.value is not None]
    rows = [
        {"period": each.label, "value": drawn(each.value), "said": each.said}
        for each in known
        if each.value is not None
    ]
    return chart_of(rows)
