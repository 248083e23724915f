"""Located nodes: what a YAML text holds, and where."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from servanda.kernel.source import SourceSpan

__all__ = ["Entry", "ListNode", "MappingNode", "Node", "ScalarNode", "SourceText"]

_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_ESCAPE = re.compile(r"\\(?:x..|u....|U........|\r\n[ \t]*|[\n\r][ \t]*|.)", re.DOTALL)


@dataclass(frozen=True, slots=True, eq=False)
class SourceText:
    """Hold an author's text with the beginnings of its lines."""

    file: str
    text: str
    line_starts: tuple[int, ...]

    @classmethod
    def of(cls, file: str, text: str) -> SourceText:
        """Take over a decoded text under the name that its author knows it by."""
        starts = (0, *(found.end() for found in _LINE_BREAK.finditer(text)))
        return cls(file, text, starts)

    def place(self, index: int) -> tuple[int, int]:
        r"""Return the 1-based line and column of a character.

        Example:
            >>> SourceText.of("a.yaml", "one\r\ntwo").place(6)
            (2, 2)
        """
        line = bisect_right(self.line_starts, index)
        return line, index - self.line_starts[line - 1] + 1

    def span(self, start: int, end: int) -> SourceSpan:
        """Return the stretch between two characters, the second not included."""
        line, column = self.place(start)
        end_line, end_column = self.place(max(start, end))
        return SourceSpan(
            file=self.file, line=line, column=column, end_line=end_line, end_column=end_column
        )

    def line(self, number: int) -> str:
        """Return a line by its 1-based number, without its end."""
        start = self.line_starts[number - 1]
        return _LINE_BREAK.split(self.text[start:], maxsplit=1)[0]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ScalarNode:
    """A scalar; whatever it looks like, it is text.

    Args:
        text: Its value, folded and unescaped as YAML says.
        span: Where it stands, quotes and block signs included.
        source: The text that it stands in.
        start: Index of its first character there.
        end: Index after its last.
        style: ``""`` plain, ``'``, ``"``, ``|`` or ``>``.
    """

    text: str
    span: SourceSpan
    source: SourceText
    start: int
    end: int
    style: str = ""

    def indices(self) -> tuple[int, ...]:
        """Return for every character of ``text`` its index in the source, and one for its end.

        Exact for all but white space that folding made or took away, which is given the place
        of the white space that it came from.
        """
        found = list(self._walk())
        return (*found, found[-1] + 1 if found else self._first_content())

    def places(self) -> tuple[tuple[int, int], ...]:
        """Return the 1-based line and column of every character of ``text``, and of its end."""
        return tuple(self.source.place(index) for index in self.indices())

    def part(self, start: int, end: int) -> SourceSpan:
        """Return the stretch of the source that a stretch of ``text`` was read from."""
        indices = self.indices()
        first = indices[min(start, len(indices) - 1)]
        last = indices[min(max(end - 1, start), len(indices) - 1)]
        return self.source.span(first, last + (1 if end > start else 0))

    def _first_content(self) -> int:
        if self.style in {"'", '"'}:
            return self.start + 1
        if self.style in {"|", ">"}:
            end_of_header = _LINE_BREAK.search(self.source.text, self.start)
            return end_of_header.end() if end_of_header else self.end
        return self.start

    def _walk(self) -> Iterator[int]:
        source = self.source.text
        index = self._first_content()
        for character in self.text:
            if not character.isspace():
                index = self._skip_folding(index)
            yield min(index, max(self.end - 1, self.start))
            index = self._after(source, index)

    def _skip_folding(self, index: int) -> int:
        source = self.source.text
        while index < self.end:
            if source[index].isspace():
                index += 1
            elif self.style == '"' and source[index] == "\\" and source[index + 1] in "\r\n":
                found = _ESCAPE.match(source, index)
                index = found.end() if found else index + 1
            else:
                break
        return index

    def _after(self, source: str, index: int) -> int:
        if self.style == '"' and source[index : index + 1] == "\\":
            found = _ESCAPE.match(source, index)
            return found.end() if found else index + 1
        if self.style == "'" and source[index : index + 2] == "''":
            return index + 2
        return index + 1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entry:
    """One key of a mapping with what it holds."""

    key: ScalarNode
    value: Node


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MappingNode:
    """A mapping in the author's order; keys are unique."""

    entries: tuple[Entry, ...]
    span: SourceSpan
    _by_key: dict[str, Entry] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        by_key = {entry.key.text: entry for entry in self.entries}
        object.__setattr__(self, "_by_key", by_key)

    def get(self, key: str) -> Node | None:
        """Return what a key holds, nothing if there is no such key."""
        entry = self._by_key.get(key)
        return entry.value if entry else None

    def entry(self, key: str) -> Entry | None:
        """Return a key with what it holds."""
        return self._by_key.get(key)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ListNode:
    """A sequence."""

    items: tuple[Node, ...]
    span: SourceSpan


Node = ScalarNode | MappingNode | ListNode
