"""Finds the words of a template, so that nobody has to mark them.

What a template says to people is its text and some attributes. Each stretch of text becomes one
message: a value in it a named place, an element within the sentence a numbered one.

    <p>Take it away as <a href="?as=pdf">PDF</a>, {{ count }} pages</p>

says ``Take it away as <1>PDF</1>, {count} pages``. Elements that make a block, and tags of the
template itself, end a stretch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

__all__ = ["Message", "Said", "marked", "messages"]

_INLINE = frozenset({"a", "abbr", "b", "code", "em", "i", "span", "strong", "time"})
_OPAQUE = frozenset({"script", "style"})
_VOID = frozenset({"input", "br", "hr", "img", "meta", "link", "col", "source", "wbr"})
_UNSPOKEN = ("{% block width %}",)
_SPOKEN = frozenset({"alt", "aria-label", "data-label", "placeholder", "title"})
_LETTER = re.compile(r"[^\W\d_]{2}|\b[AaI]\b")
_NO_WORDS = re.compile(r"&#?\w+;|Servanda")
_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
_ATTRIBUTE = re.compile(r"""(?P<before>\s(?P<name>[a-z-]+)=")""")
_ARGUMENT = re.compile(r"""(?<!yesno:)["']([^"']+)["']\|said\b""")
_CHOSEN = re.compile(r"""\|yesno:["']([^"',]+),([^"',]+)["']\|said\b""")
_COUNTED = re.compile(r"""\|counted:["']([^"'|]+)\|([^"']+)["']""")
_SPACE = re.compile(r"\s+")


class Sort(Enum):
    """What a piece of a template is."""

    TEXT = "text"
    VALUE = "value"
    TAG = "tag"
    OPENS = "opens"
    CLOSES = "closes"
    ALONE = "alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a template's source."""

    sort: Sort
    source: str
    line: int
    element: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Something that a template says.

    Args:
        text: The English text with its places.
        places: What stands at each place, as source of the template.
        line: Where it begins, from 1.
        many: The text for several, where it says how many there are.
    """

    text: str
    places: tuple[tuple[str, str], ...]
    line: int
    many: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A template with its words found.

    Args:
        source: The source in which each message is a tag.
        messages: The messages, in their order.
    """

    source: str
    messages: tuple[Message, ...]


def messages(source: str) -> Iterator[Message]:
    """Yield everything that a template says to people, in its order.

    Example:
        >>> [each.text for each in messages('<p>By <b>{{ a.name }}</b>, now</p>')]
        ['By <1>{name}</1>, now']
    """
    yield from marked(source).messages
    for pattern in (_ARGUMENT, _CHOSEN):
        for found in pattern.finditer(source):
            for text in found.groups():
                yield Message(text=text, places=(), line=_line(source, found.start()))
    for found in _COUNTED.finditer(source):
        line = _line(source, found.start())
        yield Message(text=found[1], many=found[2], places=(), line=line)


def _line(source: str, at: int) -> int:
    return source.count("\n", 0, at) + 1


def marked(source: str) -> Said:
    """Return a template in which each stretch of words is said in the reader's language."""
    found: list[Message] = []
    parts = [_said(stretch, found) for stretch in _stretches(list(_pieces(source)))]
    return Said(source="".join(parts), messages=tuple(found))


def _pieces(source: str, line: int = 1) -> Iterator[Piece]:
    at = 0
    while at < len(source):
        end, sort, element = _next(source, at)
        text = source[at:end]
        yield Piece(sort=sort, source=text, line=line, element=element)
        line += text.count("\n")
        at = end


def _next(source: str, at: int) -> tuple[int, Sort, str]:
    """Return where the piece ends that begins at a place, its sort, and its element's name."""
    unspoken = next((each for each in _UNSPOKEN if source.startswith(each, at)), "")
    if unspoken:
        return source.index("{%", at + len(unspoken)), Sort.TAG, ""
    for opening, closing, sort in (
        ("{{", "}}", Sort.VALUE),
        ("{%", "%}", Sort.TAG),
        ("{#", "#}", Sort.TAG),
        ("<!", ">", Sort.ALONE),
    ):
        if source.startswith(opening, at):
            return source.index(closing, at) + len(closing), sort, ""
    named = _NAME.match(source, at)
    if named:
        element = named[1].lower()
        end = _end_of_markup(source, at)
        if source.startswith("</", at):
            return end, Sort.CLOSES, element
        if element in _OPAQUE:
            return source.index(f"</{element}>", end) + len(element) + 3, Sort.ALONE, element
        return end, Sort.ALONE if element in _VOID else Sort.OPENS, element
    ends = [found for sign in ("{{", "{%", "{#", "<") if (found := source.find(sign, at + 1)) > 0]
    return min(ends, default=len(source)), Sort.TEXT, ""


def _end_of_markup(source: str, at: int) -> int:
    quoted = ""
    while True:
        for opening, closing in (("{%", "%}"), ("{{", "}}")):
            if source.startswith(opening, at):
                at = source.index(closing, at) + 2
                break
        else:
            sign = source[at]
            if sign == quoted:
                quoted = ""
            elif sign in "\"'" and not quoted:
                quoted = sign
            elif sign == ">" and not quoted:
                return at + 1
            at += 1


def _stretches(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield pieces that belong to one another; what ends a stretch comes alone."""
    at = 0
    while at < len(pieces):
        end = _end_of_stretch(pieces, at)
        yield list(pieces[at : max(end, at + 1)])
        at = max(end, at + 1)


def _end_of_stretch(pieces: Sequence[Piece], begin: int) -> int:
    """Return how far a sentence goes: as far as elements within it are closed again."""
    open_elements: list[str] = []
    whole = begin
    for at in range(begin, len(pieces)):
        piece = pieces[at]
        if piece.sort is Sort.OPENS and piece.element in _INLINE:
            open_elements.append(piece.element)
        elif piece.sort is Sort.CLOSES and open_elements and open_elements[-1] == piece.element:
            open_elements.pop()
        elif piece.sort not in {Sort.TEXT, Sort.VALUE}:
            break
        if not open_elements:
            whole = at + 1
    return whole


def _said(stretch: Sequence[Piece], found: list[Message]) -> str:
    """Return the source of a stretch, its words said."""
    if not _speaks(stretch):
        return "".join(_parts_said(stretch, found))
    place = len(found)
    found.append(Message(text="", places=(), line=stretch[0].line))
    text, places = _text_and_places(stretch, found)
    whole = _source(stretch)
    before = whole[: len(whole) - len(whole.lstrip())]
    after = whole[len(whole.rstrip()) :]
    found[place] = Message(text=text, places=places, line=stretch[0].line)
    return f"{before}{_tag(found[place])}{after}"


def _source(stretch: Sequence[Piece]) -> str:
    return "".join(each.source for each in stretch)


def _speaks(stretch: Sequence[Piece]) -> bool:
    """Return whether a stretch has words beside the elements in it."""
    depth = 0
    for piece in stretch:
        depth += (piece.sort is Sort.OPENS) - (piece.sort is Sort.CLOSES)
        if not depth and piece.sort is Sort.TEXT and _has_words(piece.source):
            return True
    return False


def _has_words(text: str) -> bool:
    return bool(_LETTER.search(_NO_WORDS.sub("", text)))


def _parts_said(stretch: Sequence[Piece], found: list[Message]) -> Iterator[str]:
    """Yield the parts of a stretch that says nothing by itself: each element for itself."""
    at = 0
    while at < len(stretch):
        piece = stretch[at]
        end = _closing(stretch, at) if piece.sort is Sort.OPENS else at
        yield _markup_said(piece, found)
        if end > at:
            within = stretch[at + 1 : end]
            # What is written in code is the same in every language.
            yield _source(within) if piece.element == "code" else _said(within, found)
            yield stretch[end].source
        at = end + 1


def _closing(stretch: Sequence[Piece], at: int) -> int:
    depth = 0
    for place in range(at, len(stretch)):
        depth += (stretch[place].sort is Sort.OPENS) - (stretch[place].sort is Sort.CLOSES)
        if depth == 0:
            return place
    return at


def _markup_said(piece: Piece, found: list[Message]) -> str:
    """Return an element's opening with the attributes said that people hear or see."""
    if piece.sort not in {Sort.OPENS, Sort.ALONE} or not piece.element or piece.element in _OPAQUE:
        return piece.source
    parts, at = [], 0
    for attribute in _ATTRIBUTE.finditer(piece.source):
        if attribute["name"] not in _SPOKEN:
            continue
        end = _end_of_value(piece.source, attribute.end())
        value = list(_pieces(piece.source[attribute.end() : end], piece.line))
        parts += [piece.source[at : attribute.end()]]
        parts += [_said(each, found) for each in _stretches(value)]
        at = end
    return "".join([*parts, piece.source[at:]])


def _end_of_value(source: str, at: int) -> int:
    while source[at] != '"':
        skipped = {"{%": "%}", "{{": "}}"}.get(source[at : at + 2])
        at = source.index(skipped, at) + 2 if skipped else at + 1
    return at


def _text_and_places(
    stretch: Sequence[Piece], found: list[Message]
) -> tuple[str, tuple[tuple[str, str], ...]]:
    places: dict[str, str] = {}
    words, open_elements = [], []
    for piece in stretch:
        if piece.sort is Sort.VALUE:
            name = _named(piece.source, places)
            places[name] = piece.source
            words.append(f"{{{name}}}")
        elif piece.sort is Sort.OPENS:
            number = sum(1 for each in places if each.startswith("<") and each[1] != "/") + 1
            places[f"<{number}>"] = _markup_said(piece, found)
            open_elements.append(number)
            words.append(f"<{number}>")
        elif piece.sort is Sort.CLOSES:
            number = open_elements.pop()
            places[f"</{number}>"] = piece.source
            words.append(f"</{number}>")
        else:
            words.append(piece.source)
    return _SPACE.sub(" ", "".join(words)).strip(), tuple(places.items())


def _named(value: str, places: dict[str, str]) -> str:
    """Return what a value is called in a message: the last name of where it comes from."""
    path = value.strip("{} ").partition("|")[0].strip()
    stem = re.sub(r"\W", "", path.rpartition(".")[2]) or "value"
    name, number = stem, 2
    while places.get(name, value) != value:
        name, number = f"{stem}{number}", number + 1
    return name


def _tag(message: Message) -> str:
    quoted = message.text.replace("\\", "\\\\").replace('"', '\\"')
    parts = "".join(
        f'{{% place "{name}" %}}{source}{{% endplace %}}' for name, source in message.places
    )
    return f'{{% said "{quoted}" %}}{parts}{{% endsaid %}}'
