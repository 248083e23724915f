"""What the book gives to read, looked at as what reads it does: nothing in it came from data.

Each of these yields what is wrong with one output in which ``MARK`` stands for what was typed.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from email.message import Message
from html.parser import HTMLParser
from io import BytesIO, StringIO
from xml.etree import ElementTree as ET

from icalendar import Calendar
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from tests.web.corpus import MARK

__all__ = [
    "OUTPUTS",
    "SHEETS",
    "SLIDES",
    "holds_mark",
    "letter_faults",
    "page_faults",
    "paper_words",
]

_LEADS = {"href", "action", "formaction", "src", "data", "poster", "srcset", "xlink:href"}
_OWN_WAY = re.compile(r"/[^/\\]|[?#]|mailto:|data:image/")
_NEVER = {"base", "embed", "frame", "iframe", "object"}
_ACTS = {"/JS", "/JavaScript", "/Launch", "/URI", "/OpenAction", "/AA", "/SubmitForm",
         "/EmbeddedFile", "/GoToR", "/RichMedia"}  # fmt: skip
_COMPUTES = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_PROPERTY = re.compile(r"[A-Z-]+(;[A-Z-]+=(\"[^\"\r\n]*\"|[^\";:\r\n]*))*:")
_LETTER = {"content-type", "mime-version", "content-transfer-encoding", "subject", "from", "to",
           "date", "message-id", "auto-submitted",
           "list-unsubscribe"}  # fmt: skip


class _Parsed(HTMLParser):
    """Note what of a page is more than words."""

    def __init__(self, *, styled: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._styled = styled
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if MARK in tag or tag in _NEVER or (tag == "script" and not said.get("src")):
            self.faults.append(f"the element {tag} {said}")
        for name, value in said.items():
            words = value or ""
            own = name == "src" and MARK in words
            own |= name == "style" and (MARK in words or not self._styled)
            if name.startswith("on") or MARK in name or own:
                self.faults.append(f"the attribute {name}={words!r}")
            elif name in _LEADS and MARK in words and not _OWN_WAY.match(words):
                self.faults.append(f"the way {name}={words!r}")

    def handle_data(self, data: str) -> None:
        if self.lasttag in {"script", "style"} and self.cdata_elem and MARK in data:
            self.faults.append(f"in {self.lasttag}: {data!r}")

    def handle_comment(self, data: str) -> None:
        if MARK in data:
            self.faults.append(f"the comment {data!r}")

    def handle_decl(self, decl: str) -> None:
        self.handle_comment(decl)

    def handle_pi(self, data: str) -> None:
        self.handle_comment(data)

    def unknown_decl(self, data: str) -> None:
        self.handle_comment(data)


def page_faults(content: bytes, *, styled: bool = False) -> Iterator[str]:
    """Yield what of a page is an element, an attribute or a way that was typed.

    Args:
        content: The page.
        styled: Whether its elements say themselves how they look, as those of letters do.
    """
    parsed = _Parsed(styled=styled)
    parsed.feed(content.decode())
    parsed.close()
    yield from parsed.faults


def _pdf_faults(content: bytes) -> Iterator[str]:
    reader = PdfReader(BytesIO(content))
    seen, left = set[int](), list[object]([reader.trailer])
    while left:
        each = left.pop()
        if isinstance(each, IndirectObject) and each.idnum not in seen:
            seen.add(each.idnum)
            left.append(each.get_object())
        if isinstance(each, DictionaryObject):
            yield from (f"the action {name}" for name in each.keys() & _ACTS)
            left += each.values()
        elif isinstance(each, ArrayObject):
            left += each
    assert reader.pages


def _office_faults(content: bytes) -> Iterator[str]:
    """Yield what of a workbook or of slides is more than cells and words."""
    with zipfile.ZipFile(BytesIO(content)) as parts:
        for name in parts.namelist():
            if MARK in name or not name.endswith((".xml", ".rels", ".vml")):
                if not name.endswith((".jpeg", ".png", ".bin")) or MARK in name:
                    yield f"the part {name}"
                continue
            for each in ET.fromstring(parts.read(name)).iter():
                tag = str(each.tag).rpartition("}")[2]
                if MARK in tag or tag in {"f", "hyperlink", "hlinkClick", "ddeLink", "oleLink"}:
                    yield f"{name}: the element {tag}"
                if each.get("TargetMode") == "External":
                    yield f"{name}: leads to {each.get('Target')}"


def _csv_faults(content: bytes) -> Iterator[str]:
    rows = [*csv.reader(StringIO(content.decode("utf-8-sig"), newline=""))]
    for row in rows:
        if len(row) != len(rows[0]):
            yield f"a row of {len(row)} cells below {len(rows[0])} headings"
        yield from (
            f"the cell {cell!r}" for cell in row if MARK in cell and cell.startswith(_COMPUTES)
        )


def _calendar_faults(content: bytes) -> Iterator[str]:
    text = content.decode()
    lines = text.split("\r\n")
    if any(ord(each) < 32 for line in lines for each in line if each != "\t"):
        yield "a control character"
    unfolded = re.sub(r"\r\n[ \t]", "", text).split("\r\n")
    for line in unfolded[:-1]:
        found = _PROPERTY.match(line)
        if not found or MARK in found.group().partition(";")[0].lower():
            yield f"the line {line!r}"
    yield from (
        f"a line of {len(each.encode())} bytes" for each in lines if len(each.encode()) > 75
    )
    calendar = Calendar.from_ical(content)
    events = calendar.walk("VEVENT")
    told = {str(each["uid"]) for each in events if "uid" in each}
    if len(told) != len(events) or text.count("BEGIN:VEVENT\r\n") != len(events):
        yield "an event that is none"


def _json_faults(content: bytes) -> Iterator[str]:
    if b"\x00" in content or any(each < 32 and each not in b"\n\r\t" for each in content):
        yield "a control character"


def _zip_faults(content: bytes) -> Iterator[str]:
    """Yield parts of a bundle that would be unpacked where they do not belong."""
    with zipfile.ZipFile(BytesIO(content)) as parts:
        for name in parts.namelist():
            if MARK in name or name.startswith("/") or ".." in name.split("/"):
                yield f"the part {name}"


def letter_faults(letter: Message) -> Iterator[str]:
    """Yield what of a letter is a head, a receiver or a part that was typed."""
    heads = {name.lower() for name in letter}
    yield from (f"the head {each}" for each in heads - _LETTER)
    to = letter.get_all("to", [])
    if len(to) != 1 or MARK in to[0]:
        yield f"it is for {to}"
    kinds = [each.get_content_type() for each in letter.walk() if not each.is_multipart()]
    if kinds not in (["text/plain"], ["text/plain", "text/html"]):
        yield f"it is {kinds}"
    for each in letter.walk():
        if each.get_content_type() == "text/html":
            content = each.get_payload(decode=True)
            assert isinstance(content, bytes)
            yield from page_faults(content, styled=True)


_OFFICE = "application/vnd.openxmlformats-officedocument"
SHEETS = f"{_OFFICE}.spreadsheetml.sheet"
SLIDES = f"{_OFFICE}.presentationml.presentation"
OUTPUTS: Mapping[str, Callable[[bytes], Iterator[str]]] = {
    "text/html": page_faults,
    "application/pdf": _pdf_faults,
    SHEETS: _office_faults,
    SLIDES: _office_faults,
    "text/csv": _csv_faults,
    "text/calendar": _calendar_faults,
    "application/json": _json_faults,
    "application/problem+json": _json_faults,
    "application/zip": _zip_faults,
    "application/octet-stream": lambda _: iter(()),  # a document, as it came
}
"""By what an answer says that it is; one that says something else has a reader to be written."""


def holds_mark(kind: str, content: bytes) -> bool:
    """Return whether something that was typed is in an output."""
    if kind == "application/pdf":
        return MARK in paper_words(content)
    if kind == "application/zip" or kind.startswith(_OFFICE):
        with zipfile.ZipFile(BytesIO(content)) as parts:
            return any(MARK.encode() in parts.read(each) for each in parts.namelist())
    return MARK.encode() in content


def paper_words(content: bytes) -> str:
    """Return the words of a paper, as they were before it broke them."""
    pages = PdfReader(BytesIO(content)).pages
    return "".join(each.extract_text() for each in pages).replace("\u200b", "")
