"""Pictures: what is drawn, what it says in words, and the table behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from servanda.reports.view import Tone

__all__ = [
    "DayMark",
    "Drawing",
    "DurationBar",
    "DurationsDrawing",
    "FanDrawing",
    "FanMark",
    "MoneyDrawing",
    "MoneyMark",
    "MonthDrawing",
    "PaidMark",
    "Picture",
    "PictureTable",
    "SidesDrawing",
    "SidesMark",
    "TrendDrawing",
    "TrendMark",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendMark:
    """Show one period of a commitment; figures in the drawing's unit."""

    label: str
    value: Fraction | None
    said: str
    expected: Fraction | None
    minimum: Fraction | None
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendDrawing:
    """Draw a commitment over its periods; the band lies between minimum and expected.

    Args:
        marks: The periods, oldest first.
        suffix: What follows a figure on the axis: ``%``, ``h``.
        most: Highest figure there can be, if there is one.
    """

    marks: tuple[TrendMark, ...]
    suffix: str
    most: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyMark:
    """Show one period's money: what was at risk, if that is known, lost and earned."""

    label: str
    at_risk: Fraction | None
    lost: Fraction
    earned: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyDrawing:
    """Draw what was lost and earned over the periods."""

    marks: tuple[MoneyMark, ...]
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationBar:
    """Count the cases that took from ``low`` to below ``high``."""

    low: Fraction
    high: Fraction
    in_time: int
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationsDrawing:
    """Draw how long cases took.

    Args:
        bars: Of equal width, from 0; what took longer than all of them is in the last one.
        allowed: The time that every case has; nothing where cases differ in it.
        suffix: The unit: ``h``, ``min``, ``d``.
        open_ended: Whether the last bar holds longer ones too.
    """

    bars: tuple[DurationBar, ...]
    allowed: Fraction | None
    suffix: str
    open_ended: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMark:
    """Show one day; ``tone`` is nothing where nothing counted on it."""

    day: date
    tone: Tone | None
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthDrawing:
    """Draw a calendar of good and bad days; the first weekday is Monday."""

    days: tuple[DayMark, ...]
    weekdays: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SidesMark:
    """Show what one period pays under each text; nothing before where there is one text only."""

    label: str
    before: Fraction | None
    after: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class SidesDrawing:
    """Draw money of each period under two texts.

    Args:
        marks: The periods, oldest first.
        before: What the one text is called; nothing where there is none.
        after: What the other is called.
    """

    marks: tuple[SidesMark, ...]
    before: str | None
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidMark:
    """Show what one period paid."""

    label: str
    amount: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class FanMark:
    """Show what one period may pay: five of a hundred futures lie below ``low``, and five above
    ``high``.
    """

    label: str
    low: Fraction
    middle: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class FanDrawing:
    """Draw what was paid, and what may be."""

    past: tuple[PaidMark, ...]
    fan: tuple[FanMark, ...]


Drawing = TrendDrawing | MoneyDrawing | DurationsDrawing | MonthDrawing | SidesDrawing | FanDrawing


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureTable:
    """Show the same in a table; all but the first column are figures."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Hold a picture.

    Args:
        anchor: Identifier on the page.
        title: What it is about.
        described: What it says, in a sentence.
        drawing: What is drawn.
        table: The same in figures.
    """

    anchor: str
    title: str
    described: str
    drawing: Drawing
    table: PictureTable
