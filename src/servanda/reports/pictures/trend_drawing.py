"""A commitment over its periods, drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from servanda.reports.pictures.canvas import Canvas, Scale, nice_ticks
from servanda.reports.pictures.palette import AXIS, BAND, INK, SOFT
from servanda.reports.pictures.picture import TrendDrawing, TrendMark
from servanda.reports.reader import Reader

__all__ = ["draw_spark", "draw_trend", "shown_labels"]

_WIDTH, _HEIGHT = 372, 152
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 62, 10, 24
_SPARK_WIDTH, _SPARK_HEIGHT, _SPARK_MARGIN = 168, 40, 5
_MOST_LABELS = 4
_MANY = 30


def draw_trend(drawing: TrendDrawing, reader: Reader) -> str:
    """Return a commitment's levels as a band, its figures as a line with signs, the last said."""
    canvas = Canvas(width=_WIDTH, height=_HEIGHT)
    floor, edge = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    low, high = _reach(drawing)
    scale = Scale(low=low, high=high, begin=floor, end=_TOP)
    ticks = nice_ticks(low, high, 4)
    step = Fraction(edge - _LEFT, max(len(drawing.marks), 1))
    _levels(canvas, drawing.marks, scale, _LEFT, step)
    canvas.grid(
        ticks, scale, [reader.number(each) + drawing.suffix for each in ticks], across=(_LEFT, edge)
    )
    canvas.line((_LEFT, floor), (edge, floor), colour=AXIS)
    labels = shown_labels([each.label for each in drawing.marks], _MOST_LABELS)
    for index, mark in enumerate(drawing.marks):
        if mark.label in labels:
            middle = _LEFT + step * index + step / 2
            canvas.line((middle, floor), (middle, floor + 4), colour=AXIS)
            canvas.text(middle, floor + 14, mark.label, anchor="middle")
    _line(canvas, drawing.marks, scale, _LEFT, step)
    radius = Fraction(4) if len(drawing.marks) < _MANY else Fraction(5, 2)
    for index, mark in enumerate(drawing.marks):
        if mark.value is not None:
            x, y = _LEFT + step * index + step / 2, scale.at(mark.value)
            canvas.sign(mark.tone, x, y, radius)
            if mark is drawing.marks[-1]:
                canvas.text(x + 8, y, mark.said, colour=INK, bold=True)
    return canvas.svg()


def draw_spark(drawing: TrendDrawing) -> str:
    """Return the same small enough for a row of a table: without axes, and without words."""
    canvas = Canvas(width=_SPARK_WIDTH, height=_SPARK_HEIGHT)
    low, high = _reach(drawing)
    scale = Scale(low=low, high=high, begin=_SPARK_HEIGHT - _SPARK_MARGIN, end=_SPARK_MARGIN)
    step = Fraction(_SPARK_WIDTH, max(len(drawing.marks), 1))
    _levels(canvas, drawing.marks, scale, 0, step)
    _line(canvas, drawing.marks, scale, 0, step)
    for index, mark in enumerate(drawing.marks):
        if mark.value is not None:
            canvas.sign(mark.tone, step * index + step / 2, scale.at(mark.value), Fraction(7, 2))
    return canvas.svg()


def shown_labels(labels: Sequence[str], most: int) -> list[str]:
    """Return evenly spaced labels, the last one among them."""
    every = -(-len(labels) // most)
    return list(labels[::-1][::every][::-1])


def _line(
    canvas: Canvas, marks: Sequence[TrendMark], scale: Scale, left: int, step: Fraction
) -> None:
    for stretch in _stretches(marks):
        points = [(left + step * at + step / 2, scale.at(value)) for at, value in stretch]
        if len(points) > 1:
            canvas.line(*points, colour=SOFT, thickness="1.6")


def _levels(
    canvas: Canvas, marks: Sequence[TrendMark], scale: Scale, left: int, step: Fraction
) -> None:
    for index, each in enumerate(marks):
        if each.expected is None:
            continue
        x, expected = left + step * index, scale.at(each.expected)
        if each.minimum is not None:
            minimum = scale.at(each.minimum)
            canvas.rectangle(x, expected, step, minimum - expected, fill=BAND)
            canvas.line((x, minimum), (x + step, minimum), colour=SOFT, thickness="0.8")
        canvas.line((x, expected), (x + step, expected), colour=SOFT, thickness="1.6")


def _reach(drawing: TrendDrawing) -> tuple[Fraction, Fraction]:
    levels = [(each.value, each.expected, each.minimum) for each in drawing.marks]
    known = [amount for each in levels for amount in each if amount is not None]
    low, high = min(known, default=Fraction(0)), max(known, default=Fraction(1))
    room = (high - low) / 8 or max(abs(high) / 20, Fraction(1, 100))
    top = high + room
    return low - room, min(top, drawing.most) if drawing.most is not None else top


def _stretches(marks: Sequence[TrendMark]) -> Iterator[list[tuple[int, Fraction]]]:
    """Yield the stretches without a gap: no line leads across what is not known."""
    stretch: list[tuple[int, Fraction]] = []
    for index, each in enumerate(marks):
        if each.value is None:
            yield stretch
            stretch = []
        else:
            stretch.append((index, each.value))
    yield stretch
