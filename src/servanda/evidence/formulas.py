"""Cells that compute instead of saying something: no evidence, and a way to attack who opens them.

References:
    OWASP, "CSV Injection": a cell that begins with ``=`` runs in the spreadsheet that opens it.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from servanda.evidence.unpacking import Packing, chunks, opened

__all__ = ["formula_in_text", "formula_in_workbook"]

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_CELL = re.compile(
    rb"<(?:\w+:)?c\b[^<>]{0,400}?\br=\"([A-Z]{1,3}[0-9]{1,7})\"[^<>]{0,400}>\s*<(?:\w+:)?f[\s>/]"
)
_FORMULA = r"=[A-Za-z0-9+\-@(\"']"
_PERHAPS = re.compile(rf"(?:^|[,;\t\n\r])\"?{_FORMULA}".encode())
_IS_FORMULA = re.compile(_FORMULA)
_CHUNK, _OVERLAP = 1 << 20, 1200


def formula_in_workbook(path: Path) -> str:
    """Return where the first cell with a formula stands: ``B7 of sheet1``; empty for none.

    Args:
        path: A workbook that unpacks.
    """
    with zipfile.ZipFile(path) as archive:
        for part in archive.infolist():
            if not _SHEET.fullmatch(part.filename):
                continue
            with archive.open(part) as stream:
                for piece in _overlapping(iter(lambda: stream.read(_CHUNK), b"")):
                    found = _CELL.search(piece)
                    if found:
                        return f"{found[1].decode()} of {Path(part.filename).stem}"
    return ""


def formula_in_text(path: Path, packing: Packing) -> int:
    """Return the line of the first cell that a spreadsheet would compute; 0 for none.

    Args:
        path: A table of text in UTF-8.
        packing: How it is compressed.
    """
    # Nearly no file has one, and looking for bytes is much quicker than telling cells apart.
    if not any(_PERHAPS.search(piece) for piece in _overlapping(chunks(path, packing))):
        return 0
    with opened(path, packing) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
        start = text.readline()
        separator = max(",;\t", key=start.count)
        text.seek(0)
        reader = csv.reader(text, delimiter=separator)
        try:
            for row in reader:
                if any(_IS_FORMULA.match(cell) for cell in row):
                    return reader.line_num
        except csv.Error:
            # Cells that cannot be told apart are refused when the table is read.
            return 0
    return 0


def _overlapping(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield each piece after the end of the one before, so that nothing is cut in two."""
    tail = b""
    for piece in pieces:
        yield tail + piece
        tail = piece[-_OVERLAP:]
