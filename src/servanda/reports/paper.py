"""A report of a few sentences, a picture and tables: one shape for terminal, page and workbook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant, Period
from servanda.reports.pictures.picture import Picture
from servanda.reports.reader import Reader
from servanda.reports.spelling import spell

__all__ = ["Paper", "PaperCell", "PaperTable", "cell_words", "day_as_period"]

PaperCell = str | Quantity
"""What stands in a table: words, or a figure that is kept exact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperTable:
    """Show figures.

    Args:
        title: What they are, at most 31 characters.
        headings: Of the columns.
        rows: Their cells.
        note: What a reader should know beside, may be empty.
        in_text: Whether it is printed on a terminal too.
        message: What it says, in a sentence that can head a slide; empty to be headed by what it
            is.
        pictures: What it looks like, beside the figures; at most three.
    """

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[PaperCell, ...], ...]
    note: str = ""
    in_text: bool = True
    message: str = ""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Hold a report.

    Args:
        kind: What it is: ``Backtest``.
        title: What it is about.
        opening: The answer in a sentence.
        sentences: What else is to be said, in order.
        picture: What it looks like, if there is anything to draw.
        tables: The figures.
        notes: What the figures rest on.
        period: The last period that is looked at; gives the document its date.
        totals: The few figures that come first, each with what it is.
    """

    kind: str
    title: str
    opening: str
    sentences: tuple[str, ...]
    picture: Picture | None
    tables: tuple[PaperTable, ...]
    notes: tuple[str, ...]
    period: Period
    totals: tuple[tuple[str, str], ...] = ()


def cell_words(cell: PaperCell, reader: Reader) -> str:
    """Return a cell as a person reads it."""
    return spell(cell, reader)


def day_as_period(day: date) -> Period:
    """Return a day as the period that dates a paper which looks at that day alone."""
    at = Instant.from_datetime(datetime.combine(day, time(), tzinfo=UTC))
    return Period(label=day.isoformat(), index=0, first_day=day, end_day=day, start=at, end=at)
