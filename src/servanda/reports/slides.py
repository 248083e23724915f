"""Papers as slides: a slide for the answer, and one for each table that fits."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu, Inches, Length, Pt

from servanda.kernel.quantity import Quantity
from servanda.reports.clean import one_line
from servanda.reports.paper import Paper, PaperCell, PaperTable, cell_words
from servanda.reports.reader import Reader

__all__ = ["paper_slides"]


def _colour(hexadecimal: str) -> RGBColor:
    made: RGBColor = RGBColor.from_string(hexadecimal)  # type: ignore[no-untyped-call] # as the library has it
    return made


_WIDTH, _HEIGHT = Inches(13.333), Inches(7.5)
_MARGIN: Final = Inches(0.7)
_LINE: Final = Inches(0.5)
_INK = _colour("1B2430")
_QUIET = _colour("5B6675")
_ACCENT = _colour("0F5B78")
_BAND = _colour("F2F5F7")
_WHITE = _colour("FFFFFF")
_LINES_MAX = 12
_LETTERS_WIDE = 130
_SENTENCES_MAX = 8
_LETTERS_MAX = 160
_NARROWEST = 8
_WIDEST = 60
_SAME_DATE = (1980, 1, 1, 0, 0, 0)


def paper_slides(paper: Paper, reader: Reader) -> bytes:
    """Return a paper as a presentation; the same paper gives the same bytes.

    Args:
        paper: The paper; a table that is longer than a slide goes on on the next.
        reader: Who reads it.
    """
    slides = Presentation()
    slides.slide_width, slides.slide_height = _WIDTH, _HEIGHT
    _dated(slides, paper)
    _opening(slides, paper)
    for table in paper.tables:
        for part in _parts(table, reader):
            _table(slides, table, part, reader)
    return _same_bytes(slides)


def _dated(slides: Deck, paper: Paper) -> None:
    day = paper.period.end_day
    moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the format knows no zones
    properties = slides.core_properties
    properties.title = one_line(f"{paper.kind}: {paper.title}")[:200]
    properties.author = properties.last_modified_by = "Servanda"
    properties.created = properties.modified = moment


def _opening(slides: Deck, paper: Paper) -> None:
    slide = _slide(slides)
    _bar(slide)
    _text(slide, one_line(paper.kind).upper(), Inches(0.9), 14, colour=_ACCENT, bold=True)
    _text(slide, one_line(paper.title), Inches(1.3), 34, bold=True, height=Inches(1.3))
    _text(slide, one_line(paper.opening), Inches(2.75), 20, height=Inches(0.9))
    shown = paper.sentences[:_SENTENCES_MAX]
    for number, sentence in enumerate(shown):
        top = Inches(3.75 + 0.4 * number)
        _text(slide, f"\N{BULLET} {_short(one_line(sentence))}", top, 15, colour=_QUIET)
    _text(slide, one_line(" ".join(paper.notes)), Inches(6.95), 10, colour=_QUIET)


def _parts(table: PaperTable, reader: Reader) -> Iterator[list[tuple[PaperCell, ...]]]:
    """Yield the rows that fit on a slide together, by how many lines they take."""
    every = [table.headings, *(_words(row, reader) for row in table.rows)]
    wide = [_LETTERS_WIDE * each // sum(_longest(every)) for each in _longest(every)]
    part: list[tuple[PaperCell, ...]] = []
    lines = 0
    for row in table.rows:
        words = _words(row, reader)
        own = max(-(-len(each) // most) for each, most in zip(words, wide, strict=True)) or 1
        if part and lines + own > _LINES_MAX:
            yield part
            part, lines = [], 0
        part.append(row)
        lines += own
    if part:
        yield part


def _words(row: tuple[PaperCell, ...], reader: Reader) -> tuple[str, ...]:
    return tuple(_short(cell_words(each, reader)) for each in row)


def _table(
    slides: Deck,
    table: PaperTable,
    rows: Sequence[tuple[PaperCell, ...]],
    reader: Reader,
) -> None:
    slide = _slide(slides)
    _bar(slide)
    _text(slide, one_line(table.title), Inches(0.45), 26, bold=True)
    if table.note:
        _text(slide, _short(one_line(table.note)), Inches(1.05), 13, colour=_QUIET)
    words = [table.headings, *(_words(row, reader) for row in rows)]
    wide = Emu(_WIDTH - 2 * _MARGIN)
    frame = slide.shapes.add_table(
        len(words), len(table.headings), _MARGIN, Inches(1.5), wide, Inches(0.4 * len(words))
    )
    grid = frame.table
    for column, width in enumerate(_widths(words, wide)):
        grid.columns[column].width = width
    for number, row in enumerate(words):
        for column, text in enumerate(row):
            figure = number > 0 and isinstance(rows[number - 1][column], Quantity)
            _cell(grid.cell(number, column), text, number=number, figure=figure)


def _cell(cell: Any, text: str, *, number: int, figure: bool) -> None:  # noqa: ANN401 - its type is private
    cell.text = text
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_top = cell.margin_bottom = Inches(0.04)
    cell.fill.solid()
    shaded = _BAND if number % 2 == 0 else _WHITE
    cell.fill.fore_color.rgb = _ACCENT if number == 0 else shaded
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if figure else PP_ALIGN.LEFT
    paragraph.font.size = Pt(13)
    paragraph.font.bold = number == 0
    paragraph.font.color.rgb = _WHITE if number == 0 else _INK


def _widths(words: Sequence[Sequence[str]], wide: int) -> list[Emu]:
    """Share the width by what stands in the columns, none of them squeezed."""
    longest = _longest(words)
    return [Emu(wide * each // sum(longest)) for each in longest]


def _longest(words: Sequence[Sequence[str]]) -> list[int]:
    """Return how many letters the columns ask for."""
    return [
        min(max(*(len(row[column]) for row in words), _NARROWEST), _WIDEST)
        for column in range(len(words[0]))
    ]


def _slide(slides: Deck) -> Slide:
    slide: Slide = slides.slides.add_slide(slides.slide_layouts[6])
    return slide


def _bar(slide: Slide) -> None:
    bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Emu(0), Emu(0), Inches(0.18), _HEIGHT)
    bar.fill.solid()
    bar.fill.fore_color.rgb = _ACCENT
    bar.line.fill.background()


def _text(
    slide: Slide,
    text: str,
    top: Length,
    points: int,
    *,
    colour: RGBColor = _INK,
    bold: bool = False,
    height: Length = _LINE,
) -> None:
    box = slide.shapes.add_textbox(_MARGIN, top, Emu(_WIDTH - 2 * _MARGIN), height)
    frame = box.text_frame
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.margin_left = 0
    frame.text = text
    font = frame.paragraphs[0].font
    font.size, font.bold, font.color.rgb = Pt(points), bold, colour


def _short(text: str) -> str:
    return text if len(text) <= _LETTERS_MAX else f"{text[:_LETTERS_MAX]}\N{HORIZONTAL ELLIPSIS}"


def _same_bytes(slides: Deck) -> bytes:
    """Return the file with the times of its parts left out, in an order of their own."""
    written = io.BytesIO()
    slides.save(written)
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(written) as parts,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as again,
    ):
        for name in parts.namelist():
            again.writestr(zipfile.ZipInfo(name, _SAME_DATE), parts.read(name))
    return packed.getvalue()
