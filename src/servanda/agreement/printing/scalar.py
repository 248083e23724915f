"""How a single text is written: plain where that is safe, else in quotes, or folded."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import Final

__all__ = ["NEEDS_ITS_QUOTES", "WIDTH", "block_lines", "is_plain", "one_line"]

WIDTH: Final = 100
"""Columns of a line."""

NEEDS_ITS_QUOTES: Final = frozenset({"", "remove"})
"""Texts that say something else without quotes: in an amendment, ``remove`` takes a part out."""

_BEGINS_SOMETHING_ELSE = re.compile(r"[\s,\[\]{}#&*!|>'\"%@`]|[-?:](\s|$)|---|\.\.\.|<<$|=$")
_STOPS_INSIDE = re.compile(r":(\s|$)|\s#|[\t\n\r]|\s$")
_STOPS_IN_BRACES = re.compile(r"[,\[\]{}]|^[-?:]")
_NEEDS_ESCAPE = re.compile(
    r"[^ -~\xa0-\u200a\u2010-\u2027\u202f-\u205f\u2070-\ud7ff\ue000-\ufefe\uff00-\ufffd"
    r"\U00010000-\U0010ffff]"
)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def is_plain(text: str, *, in_braces: bool) -> bool:
    """Tell whether a text can be written without quotes.

    Args:
        text: The text.
        in_braces: Whether it stands inside braces or brackets, where commas end it.

    Example:
        >>> is_plain("share(met)", in_braces=True), is_plain("least(a, b)", in_braces=True)
        (True, False)
    """
    if not text or _BEGINS_SOMETHING_ELSE.match(text) or _STOPS_INSIDE.search(text):
        return False
    return not (in_braces and _STOPS_IN_BRACES.search(text)) and not _NEEDS_ESCAPE.search(text)


def one_line(text: str, *, in_braces: bool, quoted: bool = False) -> str:
    r"""Write a text on one line, in single quotes unless double ones need no doubling inside.

    Args:
        text: The text.
        in_braces: Whether it stands inside braces or brackets.
        quoted: Whether it has to be in quotes, though it could be plain.

    Example:
        >>> one_line("the bank's own: all", in_braces=False)
        '"the bank\'s own: all"'
        >>> one_line("two\nlines", in_braces=False)
        '"two\\nlines"'
    """
    if not quoted and is_plain(text, in_braces=in_braces):
        return text
    if "'" in text and not _NEEDS_ESCAPE.search(text) and not set(text) & {'"', "\\"}:
        return f'"{text}"'
    if not _NEEDS_ESCAPE.search(text):
        doubled = text.replace("'", "''")
        return f"'{doubled}'"
    escaped = _NEEDS_ESCAPE.sub(_escape, re.sub(r'[\\"]', lambda found: "\\" + found[0], text))
    return f'"{escaped}"'


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\U{ord(found[0]):08x}"


def block_lines(text: str, width: int, *, formula: bool) -> tuple[str, list[str]] | None:
    r"""Write a text on several lines.

    Args:
        text: The text.
        width: Columns of a line, at least 1.
        formula: Whether lines should end where a formula has its operators.

    Returns:
        The sign that begins the block and its lines without indentation; nothing where one line,
        with quotes if need be, is the only way, or as good.

    Example:
        >>> block_lines("due is known and due below stopped", 20, formula=True)
        ('>-', ['due is known', 'and due below', 'stopped'])
        >>> block_lines("One.\nTwo.\n", 20, formula=False)
        ('|', ['One.', 'Two.'])
    """
    body = text.removesuffix("\n")
    sign = "" if text.endswith("\n") else "-"
    if not body or body.endswith("\n") or _is_odd(body):
        return None
    paragraphs = body.split("\n")
    if len(paragraphs) > 1 and all(len(line) <= width for line in paragraphs):
        return f"|{sign}", paragraphs
    if any(_keeps_its_breaks(line) for line in paragraphs):
        return (f"|{sign}", paragraphs) if len(paragraphs) > 1 else None
    folded = [[*_fold(line, width, formula=formula), ""] if line else [""] for line in paragraphs]
    lines = [line for paragraph in folded for line in paragraph][:-1]
    return (f">{sign}", lines) if len(lines) > 1 or sign == "" else None


def _is_odd(body: str) -> bool:
    lines = body.split("\n")
    return (
        bool(_NEEDS_ESCAPE.search(body.replace("\n", "")))
        or any(
            line.startswith(" ") or (line and line != line.rstrip())
            for line in lines[:1] + lines[-1:]
        )
        or not lines[0]
        or any(line.isspace() for line in lines)
    )


def _keeps_its_breaks(line: str) -> bool:
    """Tell whether folding would not give a line back as it was."""
    return line.startswith(" ") or line.endswith(" ")


def _fold(text: str, width: int, *, formula: bool) -> list[str]:
    ranks = _formula_places(text) if formula else _word_places(text)
    places = sorted(ranks)
    lines = []
    start = 0
    while len(text) - start > width:
        near = places[bisect_right(places, start) : bisect_right(places, start + width)]
        if near:
            # The least rank, then the fullest line.
            place = min(near, key=lambda each: (ranks[each], -each))
        else:
            further = bisect_right(places, start + width)
            if further == len(places):
                break
            place = places[further]
        lines.append(text[start:place])
        start = place + 1
    return [*lines, text[start:]]


def _word_places(text: str) -> dict[int, int]:
    """Return the spaces at which a line may end; two in a row would not come back."""
    return {found.start(): 0 for found in re.finditer(r"(?<=[^ ]) (?=[^ ])", text)}


_LOOSE_WORDS = re.compile(r"(and|or|otherwise|then|else|over|where)\b")


def _formula_places(text: str) -> dict[int, int]:
    """Return the spaces at which a formula's line may end, the less its sense is cut the less.

    First between its parts outside of brackets, then at operators inside them, then after
    commas, then anywhere, and inside quoted texts only if there is no other way.
    """
    places = {}
    depth, quoted = 0, False
    for (index, sign), (_, following) in pairwise(enumerate(text + " ")):
        if sign == "'":
            quoted = not quoted
        elif not quoted:
            depth += (sign in "([") - (sign in ")]")
        if sign == " " and following != " " and index and text[index - 1] != " ":
            places[index] = _rank(text, index, depth, quoted=quoted)
    return places


def _rank(text: str, index: int, depth: int, *, quoted: bool) -> int:
    if quoted:
        return 9
    loose = _LOOSE_WORDS.match(text, index + 1) is not None
    if loose and depth <= 0:
        return 0
    if loose:
        return 1
    return 2 if text[index - 1] == "," else 3
