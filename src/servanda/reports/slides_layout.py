"""Which tables and pictures of a paper stand together on a slide, and how wide columns are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from servanda.kernel.quantity import Quantity
from servanda.reports.paper import PaperCell, PaperTable, cell_words
from servanda.reports.pictures.picture import Picture
from servanda.reports.reader import Reader

__all__ = [
    "HEADED_INCHES",
    "LINE_INCHES",
    "TOP_INCHES",
    "WIDE_INCHES",
    "Block",
    "laid_out",
]

WIDE_INCHES: Final = 11.93
TOP_INCHES: Final = 1.55
HEADED_INCHES: Final = 0.5
"""Height of what stands above a table that is not the first on its slide."""
LINE_INCHES: Final = 0.345
"""Height of a table's line."""

_BOTTOM_INCHES: Final = 6.95
_BETWEEN_INCHES: Final = 0.3
_PICTURE_INCHES_MIN: Final = 1.9
_PICTURE_INCHES_MAX: Final = {1: 3.6, 2: 2.9, 3: 2.3}
"""How high pictures become, by how many stand side by side."""
_LETTERS_WIDE: Final = 122
"""How many letters of a table stand side by side on a slide, at the least."""
_CELL_LINES_MAX: Final = 12
"""How many lines of a slide a cell takes; what is longer ends with a sentence of it."""
_COLUMN_LETTERS_MAX: Final = 48
_UNBROKEN_LETTERS_MAX: Final = 12
_PADDING_LETTERS: Final = 3
_SLIDES_MAX: Final = 11
_NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Some rows of a table, or what it looks like, as they stand on a slide.

    Args:
        table: The table.
        rows: The rows that stand here.
        words: Their cells as people read them.
        shares: How much of the width each column has.
        figures: Which columns hold figures.
        pictures: Its pictures, where they stand here.
        picture_inches: How high these are, their titles included.
        rows_inches: How high the rows are, their heading and what is left free below included.
    """

    table: PaperTable
    rows: tuple[tuple[PaperCell, ...], ...]
    words: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    figures: tuple[bool, ...]
    pictures: tuple[Picture, ...]
    picture_inches: float
    rows_inches: float

    @property
    def inches(self) -> float:
        """Return how high all of it is."""
        return self.rows_inches + self.picture_inches


def laid_out(tables: Sequence[PaperTable], reader: Reader) -> list[tuple[Block, ...]]:
    """Return what stands on each slide, in the order of the tables.

    A table that fits stands whole. Where all of it would be more than a talk can bear, each table
    has one slide at most, and says how many more rows there are.
    """
    shown = [each for each in tables if each.rows]
    slides = _slides(shown, reader)
    if len(slides) > _SLIDES_MAX:
        slides = _slides([_cut(each, reader) for each in shown], reader)
    return slides


def _slides(tables: Sequence[PaperTable], reader: Reader) -> list[tuple[Block, ...]]:
    slides: list[list[Block]] = []
    room = 0.0
    for table in tables:
        for block in _blocks(table, reader):
            high = block.inches + HEADED_INCHES
            if not slides or high > room:
                slides.append([])
                room = _BOTTOM_INCHES - TOP_INCHES + HEADED_INCHES
            slides[-1].append(block)
            room -= high
    return [tuple(each) for each in slides]


def _blocks(table: PaperTable, reader: Reader) -> Iterator[Block]:
    """Yield a table in pieces that fit on a slide each, its pictures with the first if they can."""
    whole_words = [_words(row, reader) for row in table.rows]
    shares = _shares(table, whole_words)
    words = [_fitting(row, shares) for row in whole_words]
    figures = tuple(
        all(isinstance(row[column], Quantity) or row[column] == "" for row in table.rows)
        and any(isinstance(row[column], Quantity) for row in table.rows)
        for column in range(len(table.headings))
    )
    empty = Block(
        table=table,
        rows=(),
        words=(),
        shares=shares,
        figures=figures,
        pictures=(),
        picture_inches=0,
        rows_inches=_BETWEEN_INCHES,
    )
    free = _BOTTOM_INCHES - TOP_INCHES
    heading = _lines(table.headings, shares) * LINE_INCHES + _BETWEEN_INCHES
    whole = heading + sum(_lines(row, shares) for row in words) * LINE_INCHES
    here = empty
    if table.pictures:
        if whole + _PICTURE_INCHES_MIN > free:
            yield replace(empty, pictures=table.pictures, picture_inches=free - _BETWEEN_INCHES)
        else:
            high = min(free - whole, _PICTURE_INCHES_MAX[len(table.pictures)])
            here = replace(empty, pictures=table.pictures, picture_inches=high)
    high = heading
    for row, said in zip(table.rows, words, strict=True):
        line = _lines(said, shares) * LINE_INCHES
        if here.rows and high + line > free:
            yield here
            here, high = empty, heading
        high += line
        here = replace(here, rows=(*here.rows, row), words=(*here.words, said), rows_inches=high)
    yield here


def _cut(table: PaperTable, reader: Reader) -> PaperTable:
    """Return what of a table fits on one slide, with how many more rows there are."""
    first, *rest = (each for each in _blocks(replace(table, pictures=()), reader) if each.rows)
    if not rest:
        return table
    kept = first.rows[:-1]
    more = f"and {len(table.rows) - len(kept)} more, in the pack's pages"
    return replace(table, rows=(*kept, (more, *[""] * (len(table.headings) - 1))))


def _words(row: tuple[PaperCell, ...], reader: Reader) -> tuple[str, ...]:
    return tuple(_cell(cell_words(each, reader), each) for each in row)


def _cell(text: str, cell: PaperCell) -> str:
    """Return a cell's words; an amount, a month or a level stays on its line."""
    if isinstance(cell, Quantity) or len(text) <= _UNBROKEN_LETTERS_MAX:
        return text.replace(" ", _NO_BREAK_SPACE)
    return text


def _fitting(row: Sequence[str], shares: Sequence[float]) -> tuple[str, ...]:
    """Return a row's cells as far as they fit on a slide."""
    return tuple(
        _short(text, _CELL_LINES_MAX * _wide(share))
        for text, share in zip(row, shares, strict=True)
    )


def _short(text: str, most: int) -> str:
    """Return a text as far as its last whole sentence that fits, or else its last whole word."""
    if len(text) <= most:
        return text
    sentences, stop, _ = text[:most].rpartition(". ")
    if len(sentences) > most // 2:
        return f"{sentences}{stop}\N{HORIZONTAL ELLIPSIS}"
    words, _, _ = text[:most].rpartition(" ")
    return f"{words or text[:most]}\N{HORIZONTAL ELLIPSIS}"


def _wide(share: float) -> int:
    """Return how many letters stand side by side in a column."""
    return max(int(share * _LETTERS_WIDE) - 2, 1)


def _shares(table: PaperTable, words: Sequence[tuple[str, ...]]) -> tuple[float, ...]:
    """Share the width: each column has room for its longest word, and more by what stands in it."""
    least, wanted = [], []
    for column, heading in enumerate(table.headings):
        cells = [heading, *(row[column] for row in words)]
        longest = max(_letters(word) for cell in cells for word in cell.split(" "))
        most = max(map(len, cells))
        least.append(longest + _PADDING_LETTERS)
        wanted.append(min(most, _COLUMN_LETTERS_MAX) + _PADDING_LETTERS)
    over = _LETTERS_WIDE - sum(least)
    more = [max(most - own, 0) for most, own in zip(wanted, least, strict=True)]
    spread = max(over, 0) / sum(more) if sum(more) > max(over, 0) else 1.0
    letters = [own + extra * spread for own, extra in zip(least, more, strict=True)]
    return tuple(each / sum(letters) for each in letters)


def _letters(word: str) -> int:
    """Return how many usual letters are as wide as a word; capitals and digits are wider."""
    return len(word) + sum(each.isupper() or each.isdigit() for each in word) // 3


def _lines(row: Sequence[str], shares: Sequence[float]) -> int:
    """Return how many lines a row takes, words unbroken."""
    return max(_wrapped(text, _wide(share)) for text, share in zip(row, shares, strict=True))


def _wrapped(text: str, most: int) -> int:
    lines, used = 1, 0
    for word in text.split(" "):
        if used and used + 1 + len(word) > most:
            lines, used = lines + 1, 0
        used += len(word) + (1 if used else 0)
        lines += max(-(-used // most) - 1, 0)
        used = (used - 1) % most + 1 if used else 0
    return lines
