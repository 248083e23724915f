"""A calendar of good and bad days, drawn."""

from __future__ import annotations

from datetime import timedelta

from servanda.reports.pictures.canvas import Canvas
from servanda.reports.pictures.palette import EMPTY, INK, SOFT, TINTS
from servanda.reports.pictures.picture import MonthDrawing
from servanda.reports.view import Tone

__all__ = ["draw_days"]

_CELL_WIDTH, _CELL_HEIGHT, _GAP = 27, 24, 2
_TOP, _EDGE = 20, 2


def draw_days(drawing: MonthDrawing) -> str:
    """Return a row per week, a column per weekday; bad days bear a sign too."""
    first = drawing.days[0].day
    monday = first - timedelta(days=first.weekday())
    weeks = (drawing.days[-1].day - monday).days // 7 + 1
    canvas = Canvas(width=7 * _CELL_WIDTH + 2 * _EDGE, height=_TOP + weeks * _CELL_HEIGHT)
    for number, name in enumerate(drawing.weekdays):
        middle = _EDGE + number * _CELL_WIDTH + _CELL_WIDTH // 2
        canvas.text(middle, _TOP // 2, name, anchor="middle")
    for each in drawing.days:
        x = _EDGE + each.day.weekday() * _CELL_WIDTH
        y = _TOP + (each.day - monday).days // 7 * _CELL_HEIGHT
        fill = TINTS[each.tone] if each.tone else EMPTY
        canvas.rectangle(x, y, _CELL_WIDTH - _GAP, _CELL_HEIGHT - _GAP, fill=fill, round_by=2)
        middle = y + (_CELL_HEIGHT - _GAP) // 2
        colour = INK if each.tone else SOFT
        canvas.text(x + 9, middle, str(each.day.day), colour=colour, anchor="middle")
        if each.tone in {Tone.FAIR, Tone.BAD}:
            assert each.tone is not None
            canvas.sign(each.tone, x + 20, middle, 3)
    return canvas.svg()
