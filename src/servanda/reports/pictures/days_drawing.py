"""A calendar of good and bad days, drawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import altair as alt

from servanda.reports.pictures.canvas import Drawn, chart_of
from servanda.reports.pictures.palette import COLOURS, INK, SHAPES, SOFT, TINTS
from servanda.reports.pictures.picture import MonthDrawing
from servanda.reports.view import Tone

__all__ = ["days_chart"]

_CELL_WIDTH, _CELL_HEIGHT = 27, 24
_TONES = (Tone.GOOD, Tone.FAIR, Tone.BAD)
_NOTHING = "nothing"
_EMPTY = "#f4f2ee"


def days_chart(drawing: MonthDrawing) -> Drawn:
    """Return the chart: a row per week, a column per weekday; bad days bear a sign too."""
    rows = list(_cells(drawing))
    weeks = int(str(rows[-1]["week"])) + 1 if rows else 1
    x = alt.X(
        "weekday:O",
        scale=alt.Scale(domain=list(range(7)), paddingInner=0.08, paddingOuter=0),
        axis=alt.Axis(
            title=None,
            orient="top",
            domain=False,
            ticks=False,
            labelAngle=0,
            labelExpr=f"[{', '.join(_quoted(each) for each in drawing.weekdays)}][datum.value]",
        ),
    )
    y = alt.Y("week:O", axis=None, scale=alt.Scale(paddingInner=0.1, paddingOuter=0))
    base = chart_of(rows)
    tones = [each.value for each in _TONES]
    cells = base.mark_rect(cornerRadius=2).encode(
        x=x,
        y=y,
        color=alt.Color(
            "tone:N",
            legend=None,
            scale=alt.Scale(
                domain=[*tones, _NOTHING], range=[*(TINTS[each] for each in _TONES), _EMPTY]
            ),
        ),
    )
    signs = (
        base.transform_filter("datum.tone == 'fair' || datum.tone == 'bad'")
        .mark_point(filled=True, size=30, opacity=1, dx=0, xOffset=7)
        .encode(
            x=x,
            y=y,
            shape=alt.Shape(
                "tone:N",
                legend=None,
                scale=alt.Scale(domain=tones, range=[SHAPES[each] for each in _TONES]),
            ),
            fill=alt.Fill(
                "tone:N",
                legend=None,
                scale=alt.Scale(domain=tones, range=[COLOURS[each] for each in _TONES]),
            ),
        )
    )
    known = base.transform_filter(f"datum.tone != '{_NOTHING}'")
    numbers = known.mark_text(dx=-5, color=INK).encode(x=x, y=y, text="number:N")
    unknown = base.transform_filter(f"datum.tone == '{_NOTHING}'")
    quiet = unknown.mark_text(dx=-5, color=SOFT).encode(x=x, y=y, text="number:N")
    chart = alt.layer(cells, signs, numbers, quiet).resolve_scale(color="independent")
    return Drawn(
        chart=chart,
        width=7 * _CELL_WIDTH,
        height=weeks * _CELL_HEIGHT,
        left=2,
        right=2,
        top=20,
        bottom=2,
    )


def _cells(drawing: MonthDrawing) -> Iterator[dict[str, object]]:
    first = drawing.days[0].day if drawing.days else None
    for each in drawing.days:
        assert first is not None
        monday = first - timedelta(days=first.weekday())
        yield {
            "weekday": each.day.weekday(),
            "week": (each.day - monday).days // 7,
            "number": str(each.day.day),
            "tone": each.tone.value if each.tone else _NOTHING,
        }


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "").replace("'", "\u2019") + "'"
