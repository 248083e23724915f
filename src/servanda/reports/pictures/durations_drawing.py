"""How long cases took, drawn."""

from __future__ import annotations

from fractions import Fraction

from servanda.reports.pictures.canvas import Canvas, Scale, nice_ticks
from servanda.reports.pictures.palette import AXIS, COLOURS, INK
from servanda.reports.pictures.picture import DurationsDrawing
from servanda.reports.reader import Reader
from servanda.reports.view import Tone

__all__ = ["draw_durations"]

_WIDTH, _HEIGHT = 340, 150
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 30, 8, 24


def draw_durations(drawing: DurationsDrawing, reader: Reader) -> str:
    """Return late cases on those in time, and a line at what is allowed."""
    canvas = Canvas(width=_WIDTH, height=_HEIGHT)
    floor, edge = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    highest = max((each.in_time + each.late for each in drawing.bars), default=1)
    upwards = Scale(low=Fraction(0), high=highest * Fraction(28, 25), begin=floor, end=_TOP)
    along = Scale(low=Fraction(0), high=drawing.bars[-1].high, begin=_LEFT, end=edge)
    counts = nice_ticks(Fraction(0), upwards.high, 4, whole=True)
    canvas.grid(counts, upwards, [reader.number(each) for each in counts], across=(_LEFT, edge))
    for bar in drawing.bars:
        x, width = along.at(bar.low), along.at(bar.high) - along.at(bar.low)
        middle, top = upwards.at(bar.in_time), upwards.at(bar.in_time + bar.late)
        if bar.in_time:
            canvas.rectangle(x, middle, width, floor - middle, fill=COLOURS[Tone.GOOD])
        if bar.late:
            canvas.rectangle(x, top, width, middle - top, fill=COLOURS[Tone.BAD])
    canvas.line((_LEFT, floor), (edge, floor), colour=AXIS)
    for figure in nice_ticks(Fraction(0), along.high, 6):
        x = along.at(figure)
        canvas.line((x, floor), (x, floor + 4), colour=AXIS)
        canvas.text(x, floor + 14, reader.number(figure) + drawing.suffix, anchor="middle")
    if drawing.allowed is not None:
        x = along.at(drawing.allowed)
        canvas.line((x, floor), (x, _TOP), colour=INK, thickness="1.4", dashed=True)
        right = drawing.allowed * 2 > drawing.bars[-1].high
        said = f"allowed {reader.number(drawing.allowed)}{drawing.suffix}"
        anchor = "end" if right else "start"
        canvas.text(x + (-5 if right else 5), _TOP + 5, said, colour=INK, anchor=anchor)
    return canvas.svg()
