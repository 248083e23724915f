"""Pictures as SVG: the same bytes for the same picture, in a palette that the colour-blind can
tell apart, each tone with a shape of its own.

Margins are given, not measured, so that what fonts a machine has moves nothing.
"""

from __future__ import annotations

from servanda.reports.pictures.days_drawing import draw_days
from servanda.reports.pictures.durations_drawing import draw_durations
from servanda.reports.pictures.fan_drawing import draw_fan
from servanda.reports.pictures.money_drawing import draw_money
from servanda.reports.pictures.picture import (
    Drawing,
    DurationsDrawing,
    FanDrawing,
    MoneyDrawing,
    MonthDrawing,
    SidesDrawing,
    TrendDrawing,
)
from servanda.reports.pictures.sides_drawing import draw_sides
from servanda.reports.pictures.trend_drawing import draw_trend
from servanda.reports.reader import Reader

__all__ = ["picture_svg"]


def picture_svg(drawing: Drawing, reader: Reader) -> str:
    """Return the SVG of a drawing; what it says in words stands beside it.

    Args:
        drawing: What is drawn.
        reader: How figures on axes are spelt.
    """
    match drawing:
        case TrendDrawing():
            return draw_trend(drawing, reader)
        case MoneyDrawing():
            return draw_money(drawing, reader)
        case DurationsDrawing():
            return draw_durations(drawing, reader)
        case MonthDrawing():
            return draw_days(drawing)
        case SidesDrawing():
            return draw_sides(drawing, reader)
        case FanDrawing():
            return draw_fan(drawing, reader)
