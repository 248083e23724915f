"""Pictures as SVG: the same bytes for the same picture, in a palette that the colour-blind can
tell apart, each tone with a shape of its own.

Margins are given, not measured, so that what fonts a machine has moves nothing.
"""

from __future__ import annotations

import json
import re
from fractions import Fraction
from typing import Any

import vl_convert

from servanda.reports.pictures.canvas import Drawn
from servanda.reports.pictures.days_drawing import days_chart
from servanda.reports.pictures.durations_drawing import durations_chart
from servanda.reports.pictures.money_drawing import money_chart
from servanda.reports.pictures.palette import FONT, INK, SOFT
from servanda.reports.pictures.picture import (
    Drawing,
    DurationsDrawing,
    MoneyDrawing,
    MonthDrawing,
    TrendDrawing,
)
from servanda.reports.pictures.trend_drawing import trend_chart
from servanda.reports.reader import Reader

__all__ = ["picture_svg"]

_VEGA_LITE = "6.1"
_ARIA = re.compile(r' (?:aria-[a-z]+|role)="[^"]*"')


def picture_svg(drawing: Drawing, reader: Reader, *, wide: bool = False) -> str:
    """Return the SVG of a drawing; what it says in words stands beside it.

    Args:
        drawing: What is drawn.
        reader: How figures on axes are spelt.
        wide: Whether it takes the whole width rather than half of it.
    """
    drawn = _drawn(drawing, reader, wide=wide)
    specification = drawn.chart.to_dict() | {
        "width": drawn.width,
        "height": drawn.height,
        "autosize": {"type": "none"},
        "padding": {
            "left": drawn.left,
            "right": drawn.right,
            "top": drawn.top,
            "bottom": drawn.bottom,
        },
        "background": None,
        "config": _CONFIG,
    }
    svg: str = vl_convert.vegalite_to_svg(
        json.dumps(specification), vl_version=_VEGA_LITE, format_locale=_locale(reader)
    )
    return _ARIA.sub("", svg)


def _drawn(drawing: Drawing, reader: Reader, *, wide: bool) -> Drawn:
    match drawing:
        case TrendDrawing():
            return trend_chart(drawing, wide=wide)
        case MoneyDrawing():
            return money_chart(drawing)
        case DurationsDrawing():
            return durations_chart(drawing, reader)
        case MonthDrawing():
            return days_chart(drawing)


def _locale(reader: Reader) -> dict[str, Any]:
    def sign(spelt: str) -> str:
        return "".join(each for each in spelt if not each.isdigit())

    decimal = sign(reader.number(Fraction(11, 10)))
    thousands = sign(reader.number(Fraction(10**6)))[:1]
    return {
        "decimal": decimal,
        "thousands": thousands or ",",
        "grouping": [3],
        "currency": ["", ""],
    }


_CONFIG = {
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": SOFT,
        "labelFontSize": 11,
        "tickColor": "#cfccc5",
        "domainColor": "#cfccc5",
        "gridColor": "#e4e2dd",
        "labelOverlap": False,
        "titleColor": SOFT,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
    },
    "text": {"color": INK, "fontSize": 11},
}
