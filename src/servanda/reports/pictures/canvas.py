"""A field that is drawn on, as SVG.

Every place is an exact fraction, rounded to a tenth of a pixel at the last moment: the same
picture is the same bytes on any machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from html import escape

from servanda.reports.clean import one_line
from servanda.reports.pictures.palette import COLOURS, FONT, GRID, INK, SOFT
from servanda.reports.view import Tone

__all__ = ["Canvas", "Place", "Scale", "nice_ticks"]

Place = Fraction | int
"""A place or a length in pixels."""

_FONT_SIZE = 11
_BASELINE = 4
_FACTORS = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Lead from figures to places.

    Args:
        low: A figure.
        high: A higher one.
        begin: Where the low one stands.
        end: Where the high one stands.
    """

    low: Fraction
    high: Fraction
    begin: Place
    end: Place

    def at(self, figure: Place) -> Fraction:
        """Return where a figure stands."""
        share = (Fraction(figure) - self.low) / (self.high - self.low)
        return self.begin + share * (self.end - self.begin)


def nice_ticks(low: Fraction, high: Fraction, about: int, *, whole: bool = False) -> list[Fraction]:
    """Return round figures between two, about so many.

    Args:
        low: The least.
        high: More than the least.
        about: How many there should be.
        whole: Whether only whole figures will do.

    Example:
        >>> [str(each) for each in nice_ticks(Fraction(0), Fraction(97), 4)]
        ['0', '25', '50', '75']
    """
    step = _nice_step((high - low) / about)
    if whole:
        step = max(Fraction(-(-step.numerator // step.denominator)), Fraction(1))
    first = -(-low // step)
    return [number * step for number in range(int(first), int(high // step) + 1)]


def _nice_step(least: Fraction) -> Fraction:
    power = Fraction(1, 10**9)
    while power * 10 <= least:
        power *= 10
    return next((power * each for each in _FACTORS if power * each >= least), power * 10)


@dataclass(slots=True, kw_only=True)
class Canvas:
    """Collect what is drawn.

    Args:
        width: In pixels.
        height: In pixels.
    """

    width: int
    height: int
    _parts: list[str] = field(default_factory=list)

    def rectangle(
        self, x: Place, y: Place, width: Place, height: Place, *, fill: str, round_by: int = 0
    ) -> None:
        """Draw a filled rectangle; a height or width below 0 reaches back."""
        left, top = (x if width >= 0 else x + width), (y if height >= 0 else y + height)
        corner = f' rx="{round_by}"' if round_by else ""
        self._parts.append(
            f'<rect x="{_px(left)}" y="{_px(top)}" width="{_px(_size(width))}"'
            f' height="{_px(_size(height))}" fill="{fill}"{corner}/>'
        )

    def outline(self, x: Place, y: Place, width: Place, height: Place, *, colour: str) -> None:
        """Draw the edge of a rectangle."""
        self._parts.append(
            f'<rect x="{_px(x)}" y="{_px(y)}" width="{_px(width)}" height="{_px(height)}"'
            f' fill="none" stroke="{colour}"/>'
        )

    def line(
        self, *points: tuple[Place, Place], colour: str, thickness: str = "1", dashed: bool = False
    ) -> None:
        """Draw a line through points."""
        path = "L".join(f"{_px(x)},{_px(y)}" for x, y in points)
        dashes = ' stroke-dasharray="5,3"' if dashed else ""
        self._parts.append(
            f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="{thickness}"{dashes}/>'
        )

    def text(
        self,
        x: Place,
        y: Place,
        words: str,
        *,
        colour: str = SOFT,
        anchor: str = "start",
        bold: bool = False,
    ) -> None:
        """Write words, their middle at a height."""
        weight = ' font-weight="bold"' if bold else ""
        aligned = f' text-anchor="{anchor}"' if anchor != "start" else ""
        self._parts.append(
            f'<text x="{_px(x)}" y="{_px(y + _BASELINE)}" fill="{colour}"{aligned}{weight}>'
            f"{escape(one_line(words))}</text>"
        )

    def sign(self, tone: Tone, x: Place, y: Place, radius: Place) -> None:
        """Draw the shape of a tone around a point: circle, triangle, square, bar."""
        colour, size = COLOURS[tone], Fraction(radius)
        match tone:
            case Tone.GOOD:
                place = f'cx="{_px(x)}" cy="{_px(y)}" r="{_px(size)}"'
                self._parts.append(f'<circle {place} fill="{colour}"/>')
            case Tone.FAIR:
                corners = ((-1, -1), (1, -1), (0, 1))
                path = "L".join(f"{_px(x + size * a)},{_px(y + size * b)}" for a, b in corners)
                self._parts.append(f'<path d="M{path}Z" fill="{colour}"/>')
            case Tone.BAD:
                side = size * Fraction(9, 5)
                self.rectangle(x - side / 2, y - side / 2, side, side, fill=colour)
            case Tone.QUIET:
                self.rectangle(x - size, y - size / 3, size * 2, size * 2 / 3, fill=colour)

    def grid(
        self,
        ticks: Sequence[Fraction],
        scale: Scale,
        said: Sequence[str],
        *,
        across: tuple[int, int],
    ) -> None:
        """Draw levels across a field from left to right, with their figures before it."""
        left, right = across
        for figure, words in zip(ticks, said, strict=True):
            y = scale.at(figure)
            self.line((left, y), (right, y), colour=GRID)
            self.text(left - 6, y, words, anchor="end")

    def svg(self) -> str:
        """Return the drawing."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height}"'
            f' viewBox="0 0 {self.width} {self.height}" font-family="{FONT}"'
            f' font-size="{_FONT_SIZE}" fill="{INK}">{"".join(self._parts)}</svg>'
        )


def _size(length: Place) -> Place:
    return length if length >= 0 else -length


def _px(place: Place) -> str:
    if isinstance(place, int):
        return str(place)
    # What `round(place * 10)` says, half to even, without a fraction in between.
    tenths, rest = divmod(place.numerator * 10, place.denominator)
    twice = 2 * rest - place.denominator
    tenths += twice > 0 or (twice == 0 and tenths % 2)
    sign = "-" if tenths < 0 else ""
    whole, rest = divmod(abs(tenths), 10)
    return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"
