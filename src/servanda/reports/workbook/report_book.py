"""A scorecard or a trend as a workbook: what its pictures show, in figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

from servanda.facts.figure import NoValue
from servanda.facts.statement import Statement
from servanda.kernel.quantity import Quantity
from servanda.pipeline.reporting import Behind
from servanda.reports.pictures.picture import (
    DurationsDrawing,
    MonthDrawing,
    Picture,
)
from servanda.reports.reader import Reader
from servanda.reports.report_view import ReportView
from servanda.reports.spelling import spell_segment
from servanda.reports.view import Tone
from servanda.reports.workbook.book import Book
from servanda.reports.workbook.cells import Cell, NumberCell, cell_of, exact_text, unit_text

__all__ = ["report_workbook"]

_WIDTH = 92
_DAY_WORDS = {Tone.GOOD: "good", Tone.FAIR: "below expected", Tone.BAD: "bad"}


def report_workbook(
    view: ReportView, statements: Sequence[Statement], behind: Behind, reader: Reader
) -> bytes:
    """Return the workbook of a report.

    Args:
        view: The report.
        statements: What it was made from, oldest first.
        behind: What stands behind them.
        reader: Who reads it.
    """
    title = f"{view.title}, {view.period}, {view.kind.value}"
    book = Book(title=title, day=statements[-1].period.end_day, reader=reader)
    _summary(book, view)
    _trend(book, statements, behind, reader)
    _money(book, statements, behind)
    _days(book, _pictures(view, MonthDrawing))
    _durations(book, _pictures(view, DurationsDrawing))
    return book.content()


def _pictures(view: ReportView, kind: type[object]) -> tuple[Picture, ...]:
    every = (each for gallery in view.galleries for each in gallery.pictures)
    return tuple(each for each in every if isinstance(each.drawing, kind))


def _summary(book: Book, view: ReportView) -> None:
    sheet = book.sheet("Summary")
    for column, width in enumerate((46, 14, 18, 18)):
        sheet.page.set_column(column, column, width)
    sheet.page.hide_gridlines(2)
    sheet.paragraph(view.opening, columns=4, width=_WIDTH, bold=True, font_size=16)
    for text in filter(None, (view.rest, view.alarm, view.notice)):
        sheet.paragraph(text, columns=4, width=_WIDTH, bold=True)
    about = f"{view.title}: {view.provider} for {view.client}, {view.days}"
    sheet.paragraph(about, columns=4, width=_WIDTH, font_color="#565d6b")
    sheet.skip()
    sheet.add("Commitment", "Reached", "Expected", "Level", bold=True, bottom=1)
    for section in view.sections:
        sheet.add(section.title, bold=True)
        for each in section.standings:
            sheet.add(each.title, each.value, each.expected, each.level, text_wrap=True)
    sheet.skip()
    for source in view.sources:
        sheet.add(source.label, source.value, font_color="#565d6b")


def _trend(book: Book, statements: Sequence[Statement], behind: Behind, reader: Reader) -> None:
    headings = (
        "Period", "Aspect", "Promised by", "Commitment", "Name", "Segment", "Reached", "Unit",
        "Expected", "Minimum", "Level", "Remark", "Exact",
    )  # fmt: skip
    sheet = book.sheet("Trend", headings)
    for statement in statements:
        for judged in statement.assessments:
            found, levels = judged.measurement, behind.promised(judged)
            absent = found.value.note if isinstance(found.value, NoValue) else ""
            sheet.add(
                *(statement.period.label, judged.aspect, judged.party, judged.title),
                *(judged.commitment, spell_segment(found.segment)),
                *(cell_of(found.value, reader), unit_text(found.value)),
                *(cell_of(levels.expected, reader), cell_of(levels.minimum, reader)),
                *(judged.level.value, judged.rule or absent, exact_text(found.value)),
            )
    sheet.finish()


def _money(book: Book, statements: Sequence[Statement], behind: Behind) -> None:
    headings = (
        "Period", "Charges", "At risk", "Service credits", "Incentives", "Adjustments", "Net",
        "Currency",
    )  # fmt: skip
    sheet = book.sheet("Money", headings)
    for statement in statements:
        sheet.add(statement.period.label, *_amounts(statement, behind), statement.currency)
    sheet.finish()


def _amounts(statement: Statement, behind: Behind) -> Iterator[Cell]:
    totals = statement.totals
    risk = None if statement.stabilization else behind.at_risk(statement.period)
    of_period: tuple[Quantity | None, ...] = (
        totals.charges,
        risk,
        totals.service_credits,
        totals.incentives,
        totals.adjustments,
        totals.net,
    )
    return (cell_of(each, _PLAIN) for each in of_period)


_PLAIN = Reader()


def _days(book: Book, pictures: Sequence[Picture]) -> None:
    def rows(picture: Picture) -> Iterator[tuple[Cell, ...]]:
        assert isinstance(picture.drawing, MonthDrawing)
        for mark in picture.drawing.days:
            word = _DAY_WORDS[mark.tone] if mark.tone else "nothing counted"
            yield picture.title, mark.day, word, mark.said

    _sheet(book, "Days", ("Commitment", "Day", "How it was", "What counted"), pictures, rows)


def _durations(book: Book, pictures: Sequence[Picture]) -> None:
    def rows(picture: Picture) -> Iterator[tuple[Cell, ...]]:
        drawing = picture.drawing
        assert isinstance(drawing, DurationsDrawing)
        unit = drawing.suffix.strip()
        for bar in drawing.bars:
            last = bar is drawing.bars[-1] and drawing.open_ended
            high = "and more" if last else _number(bar.high)
            yield picture.title, _number(bar.low), high, unit, bar.in_time, bar.late

    headings = ("Commitment", "From", "To below", "Unit", "In time", "Late")
    _sheet(book, "Durations", headings, pictures, rows)


def _sheet(
    book: Book,
    name: str,
    headings: Sequence[str],
    pictures: Sequence[Picture],
    rows: Callable[[Picture], Iterator[tuple[Cell, ...]]],
) -> None:
    if not pictures:
        return
    sheet = book.sheet(name, headings)
    for picture in pictures:
        for cells in rows(picture):
            sheet.add(*cells)
    sheet.finish()


def _number(amount: Fraction) -> NumberCell:
    return NumberCell(number=float(amount), shown="#,##0.##" if amount % 1 else "#,##0")
