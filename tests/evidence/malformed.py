"""Files that are not what they should be, each with what is said about it."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

GOOD: Final = "number,opened\nINC1,2026-01-05 09:00\n"

_LONG: Final = "".join(f"INC{index},2026-01-05 09:00\n" for index in range(30_000)).encode()

Content = str | bytes | Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class BadFile:
    """A file, and the code, place and part of the message that it gets."""

    why: str
    name: str
    content: Content
    code: str
    place: str
    says: str

    def bytes(self) -> bytes:
        content = self.content() if callable(self.content) else self.content
        return content.encode() if isinstance(content, str) else content


def workbook(rows: list[list[object]], sheet: str = "Sheet1") -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    page = book.add_worksheet(sheet)
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return target.getvalue()


def parquet(**columns: list[object]) -> bytes:
    target = io.BytesIO()
    pq.write_table(pa.table(columns), target)
    return target.getvalue()


def zstd(content: bytes) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(content)
    return bytes(sink.getvalue().to_pybytes())


def archive(**files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as stream:
        for name, content in files.items():
            stream.writestr(name, content)
    return target.getvalue()


def bomb_workbook() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as stream:
        stream.writestr("xl/workbook.xml", "<workbook/>")
        stream.writestr("xl/worksheets/sheet1.xml", b" " * 60_000_000)
    return target.getvalue()


def _csv(*lines: str) -> str:
    return "number,opened\n" + "".join(f"{line}\n" for line in lines)


def _bad(why: str, name: str, content: Content, code: str, place: str, says: str) -> BadFile:
    return BadFile(why=why, name=name, content=content, code=code, place=place, says=says)


def _cell(why: str, text: str) -> BadFile:
    says = (
        f"1 value cannot be read as instant in the format ISO 8601 (2026-01-31 09:30:00): '{text}'"
    )
    content = _csv("INC1,2026-01-05 09:00", f'INC2,"{text}"')
    return _bad(why, "incidents.csv", content, "E022", "incidents.csv:3:2", says)


FILES: Final = (
    _bad("empty", "incidents.csv", "", "E005", "incidents.csv:1:1", "nothing in it"),
    _bad("only blanks", "incidents.csv", " \n\n", "E005", "incidents.csv:1:1", "nothing in it"),
    _bad("only a mark", "incidents.csv", b"\xef\xbb\xbf", "E005", "incidents.csv:1:1", "nothing"),
    _bad(
        "empty once unpacked",
        "incidents.csv.gz",
        gzip.compress(b""),
        "E005",
        "incidents.csv.gz:1:1",
        "nothing in it",
    ),
    _bad(
        "a workbook called CSV",
        "incidents.csv",
        lambda: workbook([["number", "opened"]]),
        "E006",
        "incidents.csv:1:1",
        "the name says CSV, but inside is an XLSX workbook",
    ),
    _bad(
        "CSV called a workbook",
        "incidents.xlsx",
        GOOD,
        "E006",
        "incidents.xlsx:1:1",
        "the name says an XLSX workbook, but inside is CSV",
    ),
    _bad(
        "CSV called Parquet", "incidents.parquet", GOOD, "E006", "incidents.parquet:1:1", "is CSV"
    ),
    _bad("CSV called JSON", "incidents.jsonl", GOOD, "E006", "incidents.jsonl:1:1", "is CSV"),
    _bad(
        "Parquet called CSV",
        "incidents.csv",
        lambda: parquet(number=["a"]),
        "E006",
        "incidents.csv:1:1",
        "inside is Parquet",
    ),
    _bad(
        "JSON called CSV",
        "incidents.csv",
        '{"number": "a"}\n',
        "E006",
        "incidents.csv:1:1",
        "JSON lines",
    ),
    _bad(
        "plain called gzip",
        "incidents.csv.gz",
        GOOD,
        "E006",
        "incidents.csv.gz:1:1",
        "not compressed",
    ),
    _bad(
        "gzip called plain",
        "incidents.csv",
        gzip.compress(GOOD.encode()),
        "E006",
        "incidents.csv:1:1",
        "inside is gzip",
    ),
    _bad(
        "zstd called gzip",
        "incidents.csv.gz",
        lambda: zstd(GOOD.encode()),
        "E006",
        "incidents.csv.gz:1:1",
        "inside is zstd",
    ),
    _bad(
        "an old workbook",
        "incidents.xls",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "E007",
        "incidents.xls:1:1",
        "an old Excel workbook",
    ),
    _bad("a PDF", "incidents.csv", b"%PDF-1.7\n%\xe2\xe3", "E007", "incidents.csv:1:1", "a PDF"),
    _bad(
        "a picture", "incidents.csv", b"\x89PNG\r\n\x1a\n\0", "E007", "incidents.csv:1:1", "picture"
    ),
    _bad(
        "a login page",
        "incidents.csv",
        "<!DOCTYPE html><html><body>Sign in</body></html>",
        "E007",
        "incidents.csv:1:1",
        "a web page",
    ),
    _bad("XML", "incidents.csv", "<?xml version='1.0'?><a/>", "E007", "incidents.csv:1:1", "XML"),
    _bad(
        "any archive",
        "incidents.zip",
        lambda: archive(a=b"x"),
        "E007",
        "incidents.zip:1:1",
        "a ZIP archive",
    ),
    _bad(
        "OpenDocument",
        "incidents.ods",
        lambda: archive(**{"content.xml": b"<a/>"}),
        "E007",
        "incidents.ods:1:1",
        "an OpenDocument file",
    ),
    _bad(
        "half a workbook",
        "incidents.xlsx",
        b"PK\x03\x04abc",
        "E007",
        "incidents.xlsx:1:1",
        "damaged",
    ),
    _bad(
        "compressed twice",
        "incidents.csv.gz",
        gzip.compress(gzip.compress(b"x" * 10)),
        "E007",
        "incidents.csv.gz:1:1",
        "compressed twice",
    ),
    _bad(
        "a compressed workbook",
        "incidents.xlsx.gz",
        lambda: gzip.compress(workbook([["number"]])),
        "E007",
        "incidents.xlsx.gz:1:1",
        "an archive inside a compressed file",
    ),
    _bad(
        "an xz archive", "incidents.csv.xz", b"\xfd7zXZ\0\0\0", "E007", "incidents.csv.xz:1:1", "xz"
    ),
    _bad("a database", "incidents.db", b"SQLite format 3\0", "E007", "incidents.db:1:1", "SQLite"),
    _bad("binary", "incidents.csv", b"ab\0\1\2\3" * 20, "E007", "incidents.csv:1:1", "binary data"),
    _bad(
        "binary later on",
        "incidents.csv",
        _csv(*["INC1,2026-01-05 09:00"] * 400).encode() + b"a\0b\n",
        "E007",
        "incidents.csv:402:2",
        "binary data",
    ),
    _bad(
        "gzip cut short",
        "incidents.csv.gz",
        lambda: gzip.compress(_LONG)[:-2000],
        "E008",
        "incidents.csv.gz:1:1",
        "it ends before its end",
    ),
    _bad(
        "gzip cut at once",
        "incidents.csv.gz",
        b"\x1f\x8b\x08",
        "E008",
        "incidents.csv.gz:1:1",
        "ends",
    ),
    _bad(
        "gzip with a wrong checksum",
        "incidents.csv.gz",
        gzip.compress(GOOD.encode())[:-8] + b"12345678",
        "E008",
        "incidents.csv.gz:1:1",
        "checksum",
    ),
    _bad(
        "zstd cut short",
        "incidents.csv.zst",
        lambda: zstd(_LONG)[:-2000],
        "E008",
        "incidents.csv.zst:1:1",
        "damaged",
    ),
    _bad(
        "a gzip bomb",
        "incidents.csv.gz",
        lambda: gzip.compress(b"number,opened\n" + b"a,b\n" * 20_000_000, compresslevel=9),
        "E009",
        "incidents.csv.gz:1:1",
        "more than 200 times its size",
    ),
    _bad(
        "a zstd bomb",
        "incidents.csv.zst",
        lambda: zstd(b"number,opened\n" + b"a,b\n" * 20_000_000),
        "E009",
        "incidents.csv.zst:1:1",
        "more than 200 times",
    ),
    _bad(
        "a workbook bomb",
        "incidents.xlsx",
        bomb_workbook,
        "E009",
        "incidents.xlsx:1:1",
        "200 times",
    ),
    _bad("UTF-16", "incidents.csv", GOOD.encode("utf-16"), "E010", "incidents.csv:1:1", "UTF-16"),
    _bad(
        "UTF-16 unmarked",
        "incidents.csv",
        GOOD.encode("utf-16-le"),
        "E010",
        "incidents.csv:1:1",
        "UTF-16",
    ),
    _bad(
        "Windows letters",
        "incidents.csv",
        _csv("INC1,2026-01-05 09:00", "Zoë,2026-01-05").encode("cp1252"),
        "E010",
        "incidents.csv:3:3",
        "byte 0xEB",
    ),
    _bad(
        "JSON in Windows letters",
        "incidents.jsonl",
        '{"number": "Zoë"}\n'.encode("cp1252"),
        "E010",
        "incidents.jsonl:1:15",
        "byte 0xEB",
    ),
    _bad(
        "one line of ten megabytes",
        "incidents.csv",
        "number,opened\n" + "x" * 10_000_000,
        "E011",
        "incidents.csv:2:1",
        "longer than 2,000,000",
    ),
    _bad(
        "headings of ten megabytes",
        "incidents.csv",
        "x" * 10_000_000,
        "E011",
        "incidents.csv:1:1",
        "longer",
    ),
    _bad(
        "a hundred thousand columns",
        "incidents.csv",
        ",".join(f"c{index}" for index in range(100_000)) + "\n",
        "E012",
        "incidents.csv:1:1",
        "100,000 columns; at most 4,096",
    ),
    _bad(
        "a JSON object of five thousand names",
        "incidents.jsonl",
        "{" + ", ".join(f'"c{index}": 1' for index in range(5000)) + "}\n",
        "E012",
        "incidents.jsonl:1:1",
        "5,000 columns",
    ),
    _bad(
        "no headings",
        "incidents.csv",
        ",\nINC1,2026\n",
        "E013",
        "incidents.csv:1:1",
        "no column headings",
    ),
    _bad(
        "a heading twice",
        "incidents.csv",
        "number,opened,opened\na,b,c\n",
        "E014",
        "incidents.csv:1:1",
        "two columns are headed 'opened'",
    ),
    _bad(
        "a column missing",
        "incidents.csv",
        "number,Opened at\nINC1,2026-01-05 09:00\n",
        "E015",
        "incidents.csv:1:1",
        "there is no column 'opened'",
    ),
    _bad(
        "a row too short",
        "incidents.csv",
        _csv("INC1,2026-01-05 09:00", "INC2"),
        "E016",
        "incidents.csv:3:1",
        "1 row is not as wide as the 2 headings; the first has 1 cells",
    ),
    _bad(
        "rows too long",
        "incidents.csv",
        _csv("INC1,2026-01-05 09:00,x", "INC2,2026-01-05 09:00,y"),
        "E016",
        "incidents.csv:2:1",
        "2 rows are not as wide as the 2 headings; the first has 3 cells",
    ),
    _bad(
        "an open quote",
        "incidents.csv",
        _csv("INC1,2026-01-05 09:00", 'INC2,"2026-01-05 09:00'),
        "E017",
        "incidents.csv:3:1",
        "1 row has quotes that do not close",
    ),
    _bad(
        "a quote too early",
        "incidents.csv",
        _csv('INC1,"2026" 09:00'),
        "E017",
        "incidents.csv:2:1",
        "quotes",
    ),
    _bad(
        "Parquet cut short",
        "incidents.parquet",
        lambda: parquet(number=["a"] * 100)[:-20],
        "E019",
        "incidents.parquet:1:1",
        "cannot be read as Parquet",
    ),
    _bad(
        "only the beginning of Parquet",
        "incidents.parquet",
        b"PAR1",
        "E019",
        "incidents.parquet:1:1",
        "Parquet",
    ),
    _bad(
        "a workbook without its parts",
        "incidents.xlsx",
        lambda: archive(**{"xl/workbook.xml": b"<workbook"}),
        "E019",
        "incidents.xlsx:1:1",
        "cannot be read as XLSX",
    ),
    _bad(
        "an empty workbook",
        "incidents.xlsx",
        lambda: workbook([]),
        "E005",
        "incidents.xlsx:1:1",
        "nothing",
    ),
    _bad(
        "a JSON list",
        "incidents.json",
        '[{"number": "a"}]',
        "E020",
        "incidents.json:1:1",
        "it is a list",
    ),
    _bad(
        "broken JSON",
        "incidents.jsonl",
        '{"number": "a", "opened": null}\n{"number": \n',
        "E020",
        "incidents.jsonl:2:11",
        "this line is not one JSON object",
    ),
    _bad(
        "a JSON name twice",
        "incidents.jsonl",
        '{"number": "a", "number": "b"}\n',
        "E020",
        "incidents.jsonl:1:1",
        "it names 'number' twice",
    ),
    _bad(
        "deep JSON",
        "incidents.jsonl",
        '{"number": ' + "[" * 20_000 + "]" * 20_000 + "}\n",
        "E020",
        "incidents.jsonl:1:1",
        "nested too deeply",
    ),
    _bad(
        "a JSON word",
        "incidents.jsonl",
        '{"number": "a"}\n7\n',
        "E020",
        "incidents.jsonl:2:1",
        "single value",
    ),
    _cell("not a number", "NaN"),
    _cell("an impossible day", "2026-02-30 10:00"),
    _cell("an impossible hour", "2026-02-03 25:00"),
    _cell("no leap day", "2026-02-29 10:00"),
    _cell("another order", "31/01/2026 10:00"),
    _cell("the end of time", "9999-12-31 23:59:59"),
    _cell("the beginning of time", "0001-01-01 00:00:00"),
    _cell("a word", "yesterday"),
    _cell("a leap second", "2016-12-31 23:59:60"),
    _cell("an unknown offset", "2026-01-05 09:00 CET"),
    _cell("a statement", "'; DROP TABLE cells; --"),
)
