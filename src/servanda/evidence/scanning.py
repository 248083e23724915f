"""One pass over the bytes of a text file, before anything tries to understand it."""

from __future__ import annotations

import codecs
import hashlib
from pathlib import Path

from servanda.evidence.diagnostics import (
    DAMAGED,
    LONG_LINE,
    NOT_EVIDENCE,
    NOT_UTF8,
    UNPACKS_TOO_FAR,
)
from servanda.evidence.unpacking import TIMES_MAX, Damage, Packing, UnpacksTooFar, chunks
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.source import SourceSpan

__all__ = ["LINE_BYTES_MAX", "file_digest", "scan_text"]

LINE_BYTES_MAX = 2_000_000
"""The longest line that is read, in bytes."""


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes as they lie on disk."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def scan_text(path: Path, packing: Packing, shown: str) -> Diagnostic | None:
    """Return what keeps the file from being read as lines of UTF-8, or nothing."""
    span = SourceSpan.start_of(shown)
    try:
        return _Scan(shown).over(path, packing)
    except Damage as damage:
        return DAMAGED.at(span, why=damage.why)
    except UnpacksTooFar:
        return UNPACKS_TOO_FAR.at(span, times=str(TIMES_MAX))


class _Scan:
    """Count lines while looking for bytes that no text has."""

    def __init__(self, shown: str) -> None:
        self._shown = shown
        self._line = 1
        self._line_bytes = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def over(self, path: Path, packing: Packing) -> Diagnostic | None:
        for chunk in chunks(path, packing):
            wrong = self._look_at(chunk)
            if wrong is not None:
                return wrong
        return self._decoded(b"", final=True)

    def _look_at(self, chunk: bytes) -> Diagnostic | None:
        wrong = self._zero(chunk) or self._decoded(chunk) or self._long(chunk)
        self._line += chunk.count(b"\n")
        return wrong

    def _zero(self, chunk: bytes) -> Diagnostic | None:
        place = chunk.find(0)
        if place < 0:
            return None
        return NOT_EVIDENCE.at(self._span(chunk, place), found="binary data")

    def _decoded(self, chunk: bytes, *, final: bool = False) -> Diagnostic | None:
        try:
            self._decoder.decode(chunk, final)
        except UnicodeDecodeError as error:
            byte = error.object[error.start]
            found = f"byte 0x{byte:02X}"
            return NOT_UTF8.at(self._span(bytes(error.object), error.start), found=found)
        return None

    def _long(self, chunk: bytes) -> Diagnostic | None:
        first = chunk.find(b"\n")
        if first < 0:
            self._line_bytes += len(chunk)
            return self._too_long(self._line) if self._line_bytes > LINE_BYTES_MAX else None
        too_long = self._line_bytes + first > LINE_BYTES_MAX
        self._line_bytes = len(chunk) - 1 - chunk.rfind(b"\n")
        return self._too_long(self._line) if too_long else None

    def _too_long(self, line: int) -> Diagnostic:
        span = SourceSpan(file=self._shown, line=line, column=1, end_line=line, end_column=1)
        return LONG_LINE.at(span, limit=f"{LINE_BYTES_MAX:,}")

    def _span(self, before: bytes, place: int) -> SourceSpan:
        line = self._line + before.count(b"\n", 0, place)
        start = before.rfind(b"\n", 0, place) + 1
        column = len(before[start:place].decode("utf-8", "replace")) + 1
        return SourceSpan(
            file=self._shown, line=line, column=column, end_line=line, end_column=column + 1
        )
