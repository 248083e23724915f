"""Money of each period under two texts, drawn."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from servanda.reports.pictures.canvas import Canvas, Scale, nice_ticks
from servanda.reports.pictures.palette import COLOURS, SOFT
from servanda.reports.pictures.picture import SidesDrawing
from servanda.reports.pictures.trend_drawing import shown_labels
from servanda.reports.reader import Reader
from servanda.reports.view import Tone

__all__ = ["MoneyField", "draw_sides"]

_MOST_LABELS = 9
_WIDTH, _HEIGHT = 672, 250
_LEFT, _TOP, _BOTTOM, _RIGHT = 82, 34, 26, 10


class MoneyField:
    """A field with money upwards and periods across.

    Args:
        labels: Of the periods, oldest first.
        amounts: All that is drawn.
        reader: How amounts on the axis are spelt.
    """

    def __init__(self, labels: Sequence[str], amounts: Sequence[Fraction], reader: Reader) -> None:
        self.canvas = Canvas(width=_WIDTH, height=_HEIGHT)
        self.step = Fraction(_WIDTH - _RIGHT - _LEFT, max(len(labels), 1))
        low, high = min(amounts), max(amounts)
        room = (high - low) / 10 or max(abs(high) / 20, Fraction(1))
        floor = _HEIGHT - _BOTTOM
        self.scale = Scale(low=low - room, high=high + room, begin=floor, end=_TOP)
        ticks = nice_ticks(low - room, high + room, 5)
        edge = _WIDTH - _RIGHT
        said = [reader.number(each) for each in ticks]
        self.canvas.grid(ticks, self.scale, said, across=(_LEFT, edge))
        for index, label in enumerate(labels):
            if label in shown_labels(labels, _MOST_LABELS):
                self.canvas.text(self.middle(index), floor + 14, label, anchor="middle")

    def middle(self, index: int) -> Fraction:
        """Return where a period stands."""
        return _LEFT + self.step * index + self.step / 2

    def point(self, index: int, amount: Fraction) -> tuple[Fraction, Fraction]:
        """Return where a period's amount stands."""
        return self.middle(index), self.scale.at(amount)


def draw_sides(drawing: SidesDrawing, reader: Reader) -> str:
    """Return a line of points for each text, told apart by shape and colour."""
    marks = drawing.marks
    before = [each.before for each in marks if each.before is not None]
    after = [each.after for each in marks]
    field = MoneyField([each.label for each in marks], [*before, *after], reader)
    sides = [(drawing.before or "", before, Tone.FAIR), (drawing.after, after, Tone.GOOD)]
    x = _LEFT
    for name, amounts, tone in sides:
        if not amounts:
            continue
        points = [field.point(index, amount) for index, amount in enumerate(amounts)]
        field.canvas.line(*points, colour=COLOURS[tone], thickness="1.6")
        for place in points:
            field.canvas.sign(tone, *place, 4)
        field.canvas.sign(tone, x, 12, 4)
        field.canvas.text(x + 10, 12, name, colour=SOFT)
        x += 120
    return field.canvas.svg()
