"""Papers as slides: the answer first, then what each table says, drawn and in figures."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu, Inches, Length, Pt

from servanda.reports.clean import one_line
from servanda.reports.paper import Paper
from servanda.reports.pictures.drawing import picture_svg
from servanda.reports.pictures.palette import COLOURS
from servanda.reports.pictures.pixels import svg_png
from servanda.reports.reader import Reader
from servanda.reports.slides_layout import (
    HEADED_INCHES,
    LINE_INCHES,
    TOP_INCHES,
    WIDE_INCHES,
    Block,
    laid_out,
)
from servanda.reports.view import Tone

__all__ = ["paper_slides"]


def _colour(hexadecimal: str) -> RGBColor:
    made: RGBColor = RGBColor.from_string(hexadecimal.lstrip("#"))  # type: ignore[no-untyped-call] # as the library has it
    return made


_WIDTH, _HEIGHT = Inches(13.333), Inches(7.5)
_MARGIN: Final = Inches(0.7)
_WIDE: Final = Inches(WIDE_INCHES)
_LINE: Final = Inches(0.5)
_INK = _colour("1B2430")
_QUIET = _colour("5B6675")
_ACCENT = _colour("0F5B78")
_BAND = _colour("F2F5F7")
_WHITE = _colour("FFFFFF")
_SENTENCES_MAX = 6
_LETTERS_MAX = 150
_TITLE_LETTERS_MAX = 170
_TITLE_LARGE_LETTERS_MAX = 60
_TILE_LETTERS_MAX = 13
_SAME_DATE = (1980, 1, 1, 0, 0, 0)
_TONES: Final = {
    "met": Tone.GOOD,
    "done": Tone.GOOD,
    "below expected": Tone.FAIR,
    "below minimum": Tone.BAD,
    "missed": Tone.BAD,
    "acceptance expired": Tone.BAD,
}
"""Words that say how something stands, in the colours that pictures have for it."""


def paper_slides(paper: Paper, reader: Reader) -> bytes:
    """Return a paper as a presentation; the same paper gives the same bytes.

    What is short stands on a slide with others, what is long goes on on the next.

    Args:
        paper: The paper.
        reader: Who reads it.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = _WIDTH, _HEIGHT
    _dated(deck, paper)
    _opening(deck, paper)
    for number, blocks in enumerate(laid_out(paper.tables, reader), start=2):
        _blocks(deck, blocks, reader)
        _foot(deck.slides[number - 1], paper, number)
    return _same_bytes(deck)


def _dated(deck: Deck, paper: Paper) -> None:
    day = paper.period.end_day
    moment = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the format knows no zones
    properties = deck.core_properties
    properties.title = one_line(f"{paper.kind}: {paper.title}")[:200]
    properties.author = properties.last_modified_by = "Servanda"
    properties.created = properties.modified = moment


def _opening(deck: Deck, paper: Paper) -> None:
    slide = _slide(deck)
    _text(slide, one_line(paper.kind).upper(), Inches(0.8), 14, colour=_ACCENT, bold=True)
    title = _short(one_line(paper.title), _TITLE_LETTERS_MAX)
    _text(slide, title, Inches(1.15), 34, bold=True, height=Inches(1.3))
    _text(slide, one_line(paper.opening), Inches(2.55), 20, height=Inches(0.9))
    top = Inches(3.6)
    if paper.totals:
        _totals(slide, paper.totals, top)
        top = Inches(4.9)
    fit = _SENTENCES_MAX if not paper.totals else _SENTENCES_MAX - 2
    for number, sentence in enumerate(paper.sentences[:fit]):
        at = Emu(top + Inches(0.42 * number))
        _text(slide, f"\N{BULLET} {_short(one_line(sentence))}", at, 15, colour=_QUIET)
    _text(slide, one_line(" ".join(paper.notes)), Inches(6.95), 10, colour=_QUIET)


def _totals(slide: Slide, totals: Sequence[tuple[str, str]], top: Length) -> None:
    """Show the figures that come first, side by side."""
    wide = Emu(_WIDE // len(totals))
    for number, (label, value) in enumerate(totals):
        left = Emu(_MARGIN + wide * number)
        tile = slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, left, top, Emu(wide - Inches(0.2)), Inches(1.05)
        )
        tile.fill.solid()
        tile.fill.fore_color.rgb = _BAND
        tile.line.fill.background()
        tile.shadow.inherit = False
        frame = tile.text_frame
        frame.word_wrap = True
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        large = 22 if len(value) <= _TILE_LETTERS_MAX else 17
        for index, (words, points) in enumerate(((label, 12), (value, large))):
            paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
            paragraph.alignment = PP_ALIGN.LEFT
            paragraph.text = one_line(words).replace(" ", "\N{NO-BREAK SPACE}")
            paragraph.font.size = Pt(points)
            paragraph.font.bold = index == 1
            paragraph.font.color.rgb = _INK if index == 1 else _QUIET


def _blocks(deck: Deck, blocks: Sequence[Block], reader: Reader) -> None:
    """Show what stands on one slide: what the first says is its title."""
    slide = _slide(deck)
    first = blocks[0]
    if first.table.message:
        kind = one_line(first.table.title).upper()
        _text(slide, kind, Inches(0.38), 12, colour=_ACCENT, bold=True)
    title = _short(one_line(first.table.message or first.table.title), _TITLE_LETTERS_MAX)
    points = 24 if len(title) <= _TITLE_LARGE_LETTERS_MAX else 19
    _text(slide, title, Inches(0.62), points, bold=True, height=Inches(0.85))
    top = TOP_INCHES
    for number, block in enumerate(blocks):
        if number:
            words = block.table.message or block.table.title
            _text(slide, _short(one_line(words)), Inches(top), 17, bold=True)
            top += HEADED_INCHES
        if block.pictures:
            _pictures(slide, block, top, reader)
            top += block.picture_inches
        if block.rows:
            _table(slide, block, top)
        top += block.rows_inches


def _pictures(slide: Slide, block: Block, top: float, reader: Reader) -> None:
    each_wide = _WIDE // len(block.pictures)
    room = Emu(each_wide - Inches(0.25))
    high = Inches(block.picture_inches - 0.6)
    for number, picture in enumerate(block.pictures):
        left = Emu(_MARGIN + each_wide * number)
        _text(slide, one_line(picture.title), Inches(top), 13, bold=True, left=left, wide=room)
        png = io.BytesIO(svg_png(picture_svg(picture.drawing, reader)))
        shown = slide.shapes.add_picture(png, left, Inches(top + 0.42), height=high)
        if shown.width > room:
            shown.height = Emu(shown.height * room // shown.width)
            shown.width = room
        named: Any = shown._element.nvPicPr  # noqa: SLF001 - the library has no other way to it
        named.cNvPr.set("descr", one_line(picture.described))


def _table(slide: Slide, block: Block, top: float) -> None:
    words = (block.table.headings, *block.words)
    frame = slide.shapes.add_table(
        len(words),
        len(block.table.headings),
        _MARGIN,
        Inches(top),
        _WIDE,
        Inches(LINE_INCHES * len(words)),
    )
    grid = frame.table
    for column, share in enumerate(block.shares):
        grid.columns[column].width = Emu(int(_WIDE * share))
    for number, row in enumerate(words):
        for column, text in enumerate(row):
            _cell(grid.cell(number, column), text, number=number, figure=block.figures[column])


def _cell(cell: Any, text: str, *, number: int, figure: bool) -> None:  # noqa: ANN401 - its type is private
    cell.text = text
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_top = cell.margin_bottom = Inches(0.04)
    cell.margin_left = cell.margin_right = Inches(0.08)
    cell.fill.solid()
    shaded = _BAND if number % 2 == 0 else _WHITE
    cell.fill.fore_color.rgb = _ACCENT if number == 0 else shaded
    tone = _TONES.get(text.replace("\N{NO-BREAK SPACE}", " ")) if number else None
    for paragraph in cell.text_frame.paragraphs:
        paragraph.alignment = PP_ALIGN.RIGHT if figure else PP_ALIGN.LEFT
        paragraph.font.size = Pt(13 if number else 12)
        paragraph.font.bold = number == 0 or tone is not None
        inked = _colour(COLOURS[tone]) if tone is not None else _INK
        paragraph.font.color.rgb = _WHITE if number == 0 else inked


def _foot(slide: Slide, paper: Paper, number: int) -> None:
    _text(slide, _short(one_line(paper.title)), Inches(7.02), 10, colour=_QUIET)
    left = Emu(_WIDTH - _MARGIN - Inches(1))
    _text(
        slide, str(number), Inches(7.02), 10, colour=_QUIET, left=left, wide=Inches(1), right=True
    )


def _slide(deck: Deck) -> Slide:
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[6])
    bar = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Emu(0), Emu(0), Inches(0.18), _HEIGHT)
    bar.fill.solid()
    bar.fill.fore_color.rgb = _ACCENT
    bar.line.fill.background()
    bar.shadow.inherit = False
    return slide


def _text(  # noqa: PLR0913 - where it stands and how it looks
    slide: Slide,
    text: str,
    top: Length,
    points: int,
    *,
    colour: RGBColor = _INK,
    bold: bool = False,
    height: Length = _LINE,
    left: Length = _MARGIN,
    wide: Length = _WIDE,
    right: bool = False,
) -> None:
    box = slide.shapes.add_textbox(left, top, wide, height)
    frame = box.text_frame
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.margin_left = 0
    frame.text = text
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    paragraph.font.size, paragraph.font.bold, paragraph.font.color.rgb = Pt(points), bold, colour


def _short(text: str, most: int = _LETTERS_MAX) -> str:
    return text if len(text) <= most else f"{text[:most].rstrip()}\N{HORIZONTAL ELLIPSIS}"


def _same_bytes(deck: Deck) -> bytes:
    """Return the file with the times of its parts left out, in an order of their own."""
    written = io.BytesIO()
    deck.save(written)
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(written) as parts,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as again,
    ):
        for name in parts.namelist():
            again.writestr(zipfile.ZipInfo(name, _SAME_DATE), parts.read(name))
    return packed.getvalue()
