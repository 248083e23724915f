"""Texts as authors may write them: any layout, comments anywhere, keys in any order.

Values are drawn first and written down second, each in one of the many ways that YAML has for it.
"""

from __future__ import annotations

from random import Random
from typing import TypeVar

from hypothesis import strategies as st

from servanda.agreement.printing.scalar import is_plain
from servanda.agreement.surface.root import AGREEMENT
from servanda.agreement.surface.shape import (
    Changes,
    Choice,
    Dated,
    DateShape,
    FormulaShape,
    ListOf,
    Named,
    OneOf,
    Phrase,
    Record,
    Reference,
    Shape,
    Text,
    WholeNumber,
    YesNo,
)

__all__ = ["agreement_values", "any_values", "written"]

Item = TypeVar("Item")
_DATES = st.dates().map(str)
_NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,7}", fullmatch=True)
_WORDS = st.lists(
    st.sampled_from(
        [
            "least(a,",
            "b)",
            "and",
            "or",
            "'P1'",
            "it's",
            "95%",
            "#1",
            "a:",
            "-",
            "x  y",
            "[key]",
            "{",
        ]
    ),
    min_size=1,
    max_size=30,
).map(" ".join)
_ODD = st.text(alphabet="ab '\"#:-,[]{}&*!|>%@`?\\~=<\n\té€", max_size=30)
TEXTS = st.one_of(_NAMES, _WORDS, _ODD, st.just("remove"))


def agreement_values() -> st.SearchStrategy[object]:
    """Draw something that has the shape of an agreement, though it may make no sense."""
    return _values(AGREEMENT)


def any_values() -> st.SearchStrategy[object]:
    """Draw a mapping of texts, lists and mappings."""
    keys = TEXTS
    inside = st.recursive(
        TEXTS, lambda each: st.lists(each, max_size=4) | st.dictionaries(keys, each, max_size=4)
    )
    return st.dictionaries(keys, inside, max_size=4)


def _values(shape: Shape) -> st.SearchStrategy[object]:  # noqa: C901, PLR0911, PLR0912 - one line per shape
    match shape:
        case Record():
            keys = {key.name: _values(key.holds) for key in shape.keys}
            return st.fixed_dictionaries({}, optional=keys).flatmap(_shuffled)
        case Named():
            return st.dictionaries(_values(shape.keys), _values(shape.of), max_size=3)
        case Dated():
            by_date = st.dictionaries(_DATES, _values(shape.of), min_size=1, max_size=3)
            return st.one_of(_values(shape.of), by_date)
        case ListOf():
            return st.lists(_values(shape.of), max_size=3)
        case Changes():
            # Sections have been drawn already; two of them are as good as all.
            few = {key.name: _values(key.holds) for key in shape.of.keys[:2]}
            return st.fixed_dictionaries({}, optional=few)
        case OneOf():
            return st.one_of([_values(each) for each in shape.shapes])
        case DateShape():
            return _DATES
        case Choice():
            return st.sampled_from(shape.words)
        case WholeNumber():
            return st.integers(shape.least, shape.most).map(str)
        case YesNo():
            return st.sampled_from(["yes", "no"])
        case Text() if shape.pattern:
            return _NAMES
        case FormulaShape() | Phrase():
            return st.one_of(st.just(shape.example), TEXTS)
        case Text() | Reference():
            return TEXTS


def _shuffled(values: dict[str, object]) -> st.SearchStrategy[object]:
    return st.permutations(list(values.items())).map(dict)


def written(values: st.SearchStrategy[object]) -> st.SearchStrategy[str]:
    """Draw values and one of the ways to write them."""
    return st.builds(
        lambda value, seed: _Writer(Random(seed)).document(value), values, st.integers(0, 2**32)
    )


class _Writer:
    def __init__(self, random: Random) -> None:
        self._random = random
        self._comments = 0

    def document(self, value: object) -> str:
        body = self._block(value, 0) if value else ["{}"]
        return "\n".join([*self._above(0), *body, *self._above(0), *self._above(2)]) + self._pick(
            ["", "\n", "\n\n"]
        )

    def _pick(self, choices: list[Item]) -> Item:
        return self._random.choice(choices)

    def _above(self, indent: int) -> list[str]:
        kinds = self._pick(["", "", "", "", "#", "b", "b#", "#b", "##", "b#b#"])
        return ["" if kind == "b" else " " * indent + self._comment() for kind in kinds]

    def _comment(self) -> str:
        self._comments += 1
        sign = self._pick(["# ", "#", "# it's: [{"])
        return f"{sign}{self._comments}"

    def _beside(self) -> str:
        return f"{self._pick([' ', '   '])}{self._comment()}" if self._pick([0, 0, 0, 1]) else ""

    def _block(self, value: object, indent: int) -> list[str]:
        step = self._pick([1, 2, 2, 4])
        lines: list[str] = []
        pairs = value.items() if isinstance(value, dict) else [(None, each) for each in value]  # type: ignore[attr-defined] # a mapping or a list
        for key, each in pairs:
            lines += self._above(indent)
            start = " " * indent + ("-" if key is None else f"{self._scalar(key, braces=False)}:")
            lines += self._entry(start, each, indent, step, is_key=key is not None)
            lines += self._above(indent + step) if self._pick([0, 0, 1]) else []
        return lines

    def _entry(
        self, start: str, value: object, indent: int, step: int, *, is_key: bool
    ) -> list[str]:
        if isinstance(value, str):
            return self._text(start, value, indent + step)
        if not value or self._pick([0, 0, 1]):
            return self._braces(start, value, indent + step)
        if not is_key and self._pick([0, 1]):
            inside = self._block(value, indent + 2)
            if not inside[0].lstrip().startswith("#") and inside[0]:
                return [f"{start} {inside[0].lstrip()}", *inside[1:]]
            return [start + self._beside(), *inside]
        deeper = 0 if is_key and isinstance(value, list) and self._pick([0, 1]) else step
        return [start + self._beside(), *self._block(value, indent + deeper)]

    def _text(self, start: str, text: str, indent: int) -> list[str]:
        lines = text.split("\n")
        tidy = len(lines) > 1 and all(line and line.strip() == line for line in lines)
        if tidy and self._pick([0, 1]):
            return [f"{start} |-{self._beside()}", *(" " * indent + line for line in lines)]
        simple = text.strip() == text and "  " not in text and is_plain(text, in_braces=False)
        if simple and " " in text and self._pick([0, 0, 1]):
            words = text.split(" ")
            return [f"{start} >-{self._beside()}", *(" " * indent + word for word in words)]
        if simple and self._pick([0, 1, 1, 1]) == 0:
            return [start + self._beside(), " " * indent + text + self._beside()]
        return [f"{start} {self._scalar(text, braces=False)}{self._beside()}"]

    def _scalar(self, text: str, *, braces: bool) -> str:
        if is_plain(text, in_braces=braces) and self._pick([1, 1, 1, 0]):
            return text
        if "\n" not in text and "\t" not in text and self._pick([0, 1]):
            return "'" + text.replace("'", "''") + "'"
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t") + '"'

    def _braces(self, start: str, value: object, indent: int) -> list[str]:
        """Write a collection in braces, now and then over several lines with comments."""
        opening, closing = ("{", "}") if isinstance(value, dict) else ("[", "]")
        pieces = []
        pairs = value.items() if isinstance(value, dict) else [(None, each) for each in value]  # type: ignore[attr-defined] # a mapping or a list
        for key, each in pairs:
            name = "" if key is None else f"{self._scalar(key, braces=True)}: "
            pieces.append(name + self._inner(each))
        if not pieces or self._pick([1, 1, 0]):
            return [f"{start} {opening}{', '.join(pieces)}{closing}{self._beside()}"]
        lines = [f"{start} {opening}{self._beside()}"]
        for piece in pieces:
            lines += self._above(indent)
            lines.append(f"{' ' * indent}{piece},{self._beside()}")
        return [*lines, *self._above(indent), f"{' ' * indent}{closing}{self._beside()}"]

    def _inner(self, value: object) -> str:
        if isinstance(value, str):
            return self._scalar(value, braces=True)
        if isinstance(value, dict):
            inside = ", ".join(
                f"{self._scalar(key, braces=True)}: {self._inner(each)}"
                for key, each in value.items()
            )
            return "{" + inside + "}"
        assert isinstance(value, list)
        return "[" + ", ".join(self._inner(each) for each in value) + "]"
