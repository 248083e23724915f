"""The line of a text that a diagnostic is about, with a mark below the place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from rich.cells import cell_len

from servanda.kernel.source import SourceSpan
from servanda.reports.clean import printable

__all__ = ["Excerpt", "excerpt"]

_TEXTS = frozenset({".yaml", ".yml", ".csv", ".tsv", ".jsonl", ".ndjson", ".txt"})
_LONGEST_LINE = 100_000
_LATEST_LINE = 1_000_000
_SHOWN = 88

Excerpt = tuple[str, str]
"""A line, shortened where it is long, and the marks that go below it."""


def excerpt(span: SourceSpan, sources: Mapping[str, str] = MappingProxyType({})) -> Excerpt | None:
    """Return the line of a span with its mark; nothing where the file is no text to show.

    Args:
        span: The place.
        sources: Texts that stand in no file, by name.
    """
    if span.file in sources:
        lines = sources[span.file].splitlines()
        return _marked(lines[span.line - 1], span) if span.line <= len(lines) else None
    path = Path(span.file)
    if path.suffix.lower() not in _TEXTS or span.line > _LATEST_LINE:
        return None
    line = _line(path, span.line)
    return None if line is None else _marked(line, span)


def _line(path: Path, number: int) -> str | None:
    try:
        with path.open("rb") as file:
            found = next(islice(_lines(file), number - 1, None), None)
    except OSError:
        return None
    return None if found is None else found.decode("utf-8", errors="replace").rstrip("\r\n")


def _lines(file: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: file.readline(_LONGEST_LINE), b"")


def _marked(line: str, span: SourceSpan) -> Excerpt | None:
    begin = span.column - 1
    if begin > len(line):
        return None
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    shift = max(0, begin - _SHOWN // 2) if len(line) > _SHOWN else 0
    shown = _clean(line[shift : shift + _SHOWN])
    before = cell_len(shown[: begin - shift])
    marks = max(1, cell_len(_clean(line[begin : min(end, shift + _SHOWN)])))
    lead = "..." if shift else ""
    tail = "..." if shift + _SHOWN < len(line) else ""
    return f"{lead}{shown}{tail}", " " * (before + len(lead)) + "^" * marks


def _clean(text: str) -> str:
    return printable(text.replace("\t", " "))
