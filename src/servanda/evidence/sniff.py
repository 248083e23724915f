"""Tell what a file is from its first bytes, and whether that is what its name says."""

from __future__ import annotations

import codecs
import zipfile
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from servanda.evidence.diagnostics import (
    DAMAGED,
    EMPTY_FILE,
    NOT_AS_NAMED,
    NOT_EVIDENCE,
    NOT_UTF8,
    UNREADABLE_FILE,
)
from servanda.evidence.unpacking import Damage, Packing, first_bytes
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.source import SourceSpan

__all__ = ["Kind", "Sniffed", "sniff"]


class Kind(Enum):
    """The kinds of table that are read."""

    CSV = "CSV"
    PARQUET = "Parquet"
    JSON_LINES = "JSON lines"
    WORKBOOK = "an XLSX workbook"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sniffed:
    """Say what a file is; ``kind`` is empty where it is nothing that can be read."""

    kind: Kind | None
    packing: Packing
    diagnostics: tuple[Diagnostic, ...] = ()


_PACKINGS = {b"\x1f\x8b": Packing.GZIP, b"\x28\xb5\x2f\xfd": Packing.ZSTD}

_STRANGERS = (
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (.xls)"),
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"ORC", "an ORC file"),
    (b"Obj\x01", "an Avro file"),
    (b"ARROW1", "an Arrow file"),
)

_NAMES = {
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".parquet": Kind.PARQUET,
    ".jsonl": Kind.JSON_LINES,
    ".ndjson": Kind.JSON_LINES,
    ".json": Kind.JSON_LINES,
    ".xlsx": Kind.WORKBOOK,
    ".xlsm": Kind.WORKBOOK,
}

_ADVICE = {
    Kind.CSV: "rename it to end in .csv, or export it again",
    Kind.PARQUET: "rename it to end in .parquet, or export it again",
    Kind.JSON_LINES: "rename it to end in .jsonl, or export it again",
    Kind.WORKBOOK: "rename it to end in .xlsx, or save it as 'CSV UTF-8'",
}

_NO_TEXT = (b"PK", b"PAR1")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LOOK_AT = 4096


def sniff(path: Path, *, shown: str = "") -> Sniffed:
    """Tell what the file is.

    Args:
        path: The file.
        shown: The name that the author knows it by; the file's own name by default.
    """
    span = SourceSpan.start_of(shown or path.name)
    try:
        with path.open("rb") as stream:
            start = stream.read(_LOOK_AT)
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        return _nothing(UNREADABLE_FILE.at(span, why=why))
    packing = next((each for mark, each in _PACKINGS.items() if start.startswith(mark)), None)
    if packing is None:
        return _of_content(path, span, start, Packing.NONE)
    try:
        return _of_content(path, span, first_bytes(path, packing, _LOOK_AT), packing)
    except Damage as damage:
        return _nothing(DAMAGED.at(span, why=damage.why))


def _nothing(diagnostic: Diagnostic) -> Sniffed:
    return Sniffed(kind=None, packing=Packing.NONE, diagnostics=(diagnostic,))


def _of_content(path: Path, span: SourceSpan, start: bytes, packing: Packing) -> Sniffed:
    trouble = _trouble(path, span, start, packing)
    if trouble is not None:
        return _nothing(trouble)
    kind = _kind(start)
    wrong = _misnamed(path, span, kind, packing)
    return Sniffed(kind=None if wrong else kind, packing=packing, diagnostics=wrong)


def _trouble(path: Path, span: SourceSpan, start: bytes, packing: Packing) -> Diagnostic | None:
    if not start.strip(b" \t\r\n\xef\xbb\xbf"):
        return EMPTY_FILE.at(span)
    stranger = _marked(start) or _stranger(path, start, packing)
    if stranger:
        return NOT_EVIDENCE.at(span, found=stranger)
    if start.startswith(_NO_TEXT):
        return None
    if start.startswith(_UTF16_MARKS) or _looks_utf16(start):
        return NOT_UTF8.at(span, found="it is UTF-16")
    if b"\0" in start:
        return NOT_EVIDENCE.at(span, found="binary data")
    return None


def _looks_utf16(start: bytes) -> bool:
    """Return whether every other byte is zero, as in English written in UTF-16 without a mark."""
    if len(start) < 8:
        return False
    return any(start[offset:64:2].count(0) > len(start[offset:64:2]) * 3 // 4 for offset in (0, 1))


def _marked(start: bytes) -> str:
    for mark, name in _STRANGERS:
        # A table's first heading may begin with these letters.
        if start.startswith(mark) and not (mark.isalpha() and _is_text(start)):
            return name
    return ""


def _is_text(start: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        return "\0" not in decoder.decode(start)
    except UnicodeDecodeError:
        return False


def _stranger(path: Path, start: bytes, packing: Packing) -> str:
    lowered = start.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if lowered.startswith((b"<!doctype html", b"<html", b"<table", b"<head")):
        return "a web page"
    if lowered.startswith(b"<?xml"):
        return "an XML document"
    if start.startswith(b"PK"):
        return _zip_stranger(path, packing)
    if start.startswith(b"PAR1"):
        return "Parquet inside a compressed file" if packing is not Packing.NONE else ""
    if start.startswith(tuple(_PACKINGS)):
        return "a file compressed twice"
    return ""


def _zip_stranger(path: Path, packing: Packing) -> str:
    if packing is not Packing.NONE:
        return "an archive inside a compressed file"
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "a damaged workbook or archive"
    if "xl/workbook.xml" in names:
        return ""
    return "an OpenDocument file" if "content.xml" in names else "a ZIP archive"


def _kind(start: bytes) -> Kind:
    if start.startswith(b"PAR1"):
        return Kind.PARQUET
    if start.startswith(b"PK"):
        return Kind.WORKBOOK
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    return Kind.JSON_LINES if text.startswith((b"{", b"[")) else Kind.CSV


def _misnamed(path: Path, span: SourceSpan, kind: Kind, packing: Packing) -> tuple[Diagnostic, ...]:
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes and suffixes[-1] in {".gz", ".zst"}:
        named = Packing.GZIP if suffixes[-1] == ".gz" else Packing.ZSTD
        if named is not packing:
            found = (
                packing.value if packing is not Packing.NONE else f"{kind.value}, not compressed"
            )
            claim = f"compressed with {named.value}"
            advice = "rename it after what it is, or export it again"
            return (NOT_AS_NAMED.at(span, claimed=claim, found=found, advice=advice),)
        suffixes.pop()
    elif packing is not Packing.NONE:
        ending = ".gz" if packing is Packing.GZIP else ".zst"
        claim = f"a file that is not compressed ({path.suffix or 'no ending'})"
        advice = f"rename it to end in {ending}"
        return (NOT_AS_NAMED.at(span, claimed=claim, found=packing.value, advice=advice),)
    claimed = _NAMES.get(suffixes[-1]) if suffixes else None
    if claimed is None or claimed is kind:
        return ()
    words = {"claimed": claimed.value, "found": kind.value, "advice": _ADVICE[kind]}
    return (NOT_AS_NAMED.at(span, **words),)
