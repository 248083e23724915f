"""Money that was paid and what may come, drawn as a fan."""

from __future__ import annotations

from servanda.reports.pictures.palette import EARNED, INK, TINTS
from servanda.reports.pictures.picture import FanDrawing
from servanda.reports.pictures.sides_drawing import MoneyField
from servanda.reports.reader import Reader
from servanda.reports.view import Tone

__all__ = ["draw_fan"]


def draw_fan(drawing: FanDrawing, reader: Reader) -> str:
    """Return what was paid as a line, then the band of what may come with its middle."""
    labels = [each.label for each in drawing.past] + [each.label for each in drawing.fan]
    past = [each.amount for each in drawing.past]
    coming = [amount for each in drawing.fan for amount in (each.low, each.middle, each.high)]
    field = MoneyField(labels, [*past, *coming], reader)
    for index, each in enumerate(drawing.fan, start=len(past)):
        x, high = field.point(index, each.high)
        low = field.scale.at(each.low)
        field.canvas.rectangle(
            x - field.step / 2, high, field.step, low - high, fill=TINTS[Tone.GOOD]
        )
    paid = [field.point(index, amount) for index, amount in enumerate(past)]
    middle = [
        field.point(index, each.middle) for index, each in enumerate(drawing.fan, start=len(past))
    ]
    field.canvas.line(*paid, colour=INK, thickness="1.6")
    field.canvas.line(*middle, colour=EARNED, thickness="2")
    for place in middle:
        field.canvas.sign(Tone.GOOD, *place, 3)
    return field.canvas.svg()
