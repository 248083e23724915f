"""Money lost and earned over the periods, drawn."""

from __future__ import annotations

from fractions import Fraction

from servanda.reports.pictures.canvas import Canvas, Scale, nice_ticks
from servanda.reports.pictures.palette import EARNED, LOST, RISK, SOFT
from servanda.reports.pictures.picture import MoneyDrawing
from servanda.reports.pictures.trend_drawing import shown_labels
from servanda.reports.reader import Reader

__all__ = ["draw_money"]

_MOST_LABELS = 9
_WIDTH, _HEIGHT = 672, 224
_LEFT, _TOP, _BOTTOM, _RIGHT = 72, 8, 26, 10


def draw_money(drawing: MoneyDrawing, reader: Reader) -> str:
    """Return what was earned upwards, and downwards what was lost of what was at risk."""
    canvas = Canvas(width=_WIDTH, height=_HEIGHT)
    floor, edge = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    low, high = _reach(drawing)
    scale = Scale(low=low, high=high, begin=floor, end=_TOP)
    ticks = nice_ticks(low, high, 5)
    canvas.grid(ticks, scale, [reader.number(abs(each)) for each in ticks], across=(_LEFT, edge))
    labels = shown_labels([each.label for each in drawing.marks], _MOST_LABELS)
    step = Fraction(edge - _LEFT, max(len(drawing.marks), 1))
    width, zero = min(step * 3 / 4, Fraction(48)), scale.at(0)
    for index, each in enumerate(drawing.marks):
        middle = _LEFT + step * index + step / 2
        x = middle - width / 2
        if each.lost:
            canvas.rectangle(x, zero, width, scale.at(-each.lost) - zero, fill=LOST)
        if each.earned:
            canvas.rectangle(x, zero, width, scale.at(each.earned) - zero, fill=EARNED)
        if each.at_risk:
            canvas.outline(x, zero, width, scale.at(-each.at_risk) - zero, colour=RISK)
        if each.label in labels:
            canvas.text(middle, floor + 14, each.label, anchor="middle")
    canvas.line((_LEFT, zero), (edge, zero), colour=SOFT)
    return canvas.svg()


def _reach(drawing: MoneyDrawing) -> tuple[Fraction, Fraction]:
    earned = max(each.earned for each in drawing.marks)
    lost = max(max(each.lost, each.at_risk or each.lost) for each in drawing.marks)
    room = max(earned + lost, Fraction(1)) / 20
    return min(-lost, Fraction(0)) - room, max(earned, Fraction(0)) + room
