"""Files that are not what they claim: refused with a clear word, and nothing half-stored."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.http import HttpResponse

from servanda.record.folder import BookFolder
from servanda.record.models import Upload
from tests.desk.book import Parties
from tests.web.programs import Program, told
from tests.web.served import Served

_WORKBOOK = """<?xml version="1.0" encoding="UTF-8"?>
<workbook/>"""
_SHEET = """<?xml version="1.0" encoding="UTF-8"?>{declared}
<worksheet><sheetData>
<row r="1"><c r="A1" t="str"><v>number</v></c>{cell}</row></sheetData></worksheet>"""
_ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
)
_NAME = "xl/worksheets/sheet1.xml"


def _workbook(
    parts: dict[str, bytes] | None = None, *, cell: str = "", declared: str = ""
) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", _WORKBOOK)
        archive.writestr(_NAME, _SHEET.format(declared=declared, cell=cell))
        for name, part in (parts or {}).items():
            archive.writestr(name, part)
    return content.getvalue()


def _utf16() -> bytes:
    text = _SHEET.format(declared=_ENTITIES, cell="").replace("UTF-8", "UTF-16")
    return _workbook({"xl/worksheets/sheet2.xml": text.encode("utf-16")})


def _far() -> bytes:
    return _workbook({"xl/media/a.bin": bytes(64_000_000)})


def _formula() -> bytes:
    return _workbook(cell='<c r="B1" s="1"><f>SUM(A1:A9)</f><v>3</v></c>')


def _parquet() -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    target = io.BytesIO()
    parquet.write_table(pa.table({"number": ["x"] * 3_000_000}), target)
    return target.getvalue()


HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a bomb in gzip": ("t.csv.gz", lambda: gzip.compress(b"a,b\n" * 25_000_000), "200 times"),
    "a bomb in a workbook": ("t.xlsx", _far, "200 times its size"),
    "a bomb in Parquet": ("t.parquet", _parquet, "200 times its size"),
    "a part outside": ("t.xlsx", lambda: _workbook({"../../a": b"x"}), "lay outside"),
    "an absolute part": ("t.xlsx", lambda: _workbook({"/etc/passwd": b"x"}), "lay outside"),
    "a part on Windows": ("t.xlsx", lambda: _workbook({"..\\a": b"x"}), "lay outside"),
    "entities": ("t.xlsx", lambda: _workbook(declared=_ENTITIES), "XML entities"),
    "entities in UTF-16": ("t.xlsx", _utf16, "XML entities"),
    "macros": ("t.xlsx", lambda: _workbook({"xl/vbaProject.bin": b"x"}), "macros"),
    "a formula in a sheet": ("t.xlsx", _formula, "cell B1 of sheet1 holds a formula"),
    "a formula in a text": (
        "t.csv",
        lambda: b'number,what\n1,down\n2,"=HYPERLINK(""https://example.com"",""y"")"\n',
        "line 3 has a cell that begins with '='",
    ),
    "a program's call": ("t.csv", lambda: b"a;b\n1;=cmd|' /C calc'!A0\n", "line 2 has a cell"),
    "a page": ("t.csv", lambda: b"<html><script>alert(1)</script>", "a web page"),
    "a program": ("t.csv", lambda: b"\x7fELF\x02\x01\x01" + bytes(90), "a program"),
    "a picture in a table": ("t.parquet", lambda: b"\x89PNG\r\n", "a picture"),
    "a table with a tail": ("t.csv", lambda: b"a,b\n" * 9000 + b"\0\1\2", "binary data"),
    "the head of Parquet alone": ("t.parquet", lambda: b"PAR1" + bytes(99), "no Parquet file"),
    "JSON that is no text": ("t.jsonl", lambda: b'{"a": 1}\n' * 999 + b"\xff\xfe", "not UTF-8"),
    "gzip cut short": ("t.csv.gz", lambda: gzip.compress(b"a,b\n" * 99)[:-9], "damaged"),
    "a locked workbook": ("t.xlsx", lambda: b"\xd0\xcf\x11\xe0" + bytes(600), ".xls"),
}


def _upload(program: Program, agreement: str, name: str, content: bytes) -> HttpResponse:
    path = f"/agreements/{agreement}/uploads"
    digest = hashlib.sha256(content).hexdigest()
    begun = program.ask("POST", path, {"name": name, "size": len(content), "sha256": digest})
    assert begun.status_code == 201, begun.content
    key = json.loads(begun.content)["key"]
    return program.ask("PUT", f"{path}/{key}?offset=0", content)


def _stored(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_not_what_it_claims_is_refused_and_not_kept(
    what: str, parties: Parties, book: BookFolder
) -> None:
    name, content, words = HOSTILE[what]
    before = _stored(book.path)
    status, answer = told(_upload(Program(parties.provider), parties.key, name, content()))
    assert status == 422
    assert words in json.dumps(answer, ensure_ascii=False)
    assert _stored(book.path) == before
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.xlsx", _workbook(cell='<c r="B1" t="str"><v>=== below ===</v></c>')),
        ("t.csv", b"number,what\n1,== see below ==\n2,a = b\n3,-4\n4,@ten\n"),
        ("t.csv", b'number,what\n1,"first\nsecond,=more"\n'),
        ("t.csv.gz", gzip.compress(b"number\n1\n")),
    ],
    # Of their own, since a compressed file says when it was made.
    ids=["a workbook", "signs in cells", "a cell in quotes", "compressed"],
)
def test_what_only_looks_so_is_taken_in(
    name: str, content: bytes, parties: Parties, book: BookFolder
) -> None:
    status, answer = told(_upload(Program(parties.provider), parties.key, name, content))
    assert (status, answer.get("is_complete")) == (200, True), answer
    assert (parties.evidence(book.path) / name).read_bytes() == content


def test_files_that_are_begun_and_never_sent_do_not_pile_up(parties: Parties) -> None:
    program, path = Program(parties.provider), f"/agreements/{parties.key}/uploads"
    new = {"name": "t.csv", "size": 10, "sha256": "0" * 64}
    keys = [told(program.ask("POST", path, new))[1]["key"] for _ in range(20)]
    program.ask("PUT", f"{path}/{keys[0]}?offset=0", b"12345")
    status, answer = told(program.ask("POST", path, new))
    assert (status, "20 files have been begun" in answer["detail"]) == (422, True)
    for upload in Upload.objects.all():
        upload.begun_at -= timedelta(days=15)
        upload.save()
    assert program.ask("POST", path, new).status_code == 201
    assert Upload.objects.count() == 1


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is told by Linux")
def test_two_gigabytes_are_refused_while_they_come(tmp_path: Path) -> None:
    """A real server, and requests that announce two gigabytes or say nothing of their length."""
    served = Served(tmp_path / "book")
    try:
        served.send("GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", b"", 0)
        before, size = served.peak_kilobytes(), 2 << 30
        head = "PUT /api/v1/agreements/a/uploads/b?offset=0 HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        chunk = bytes(1 << 20)
        for how, piece in (
            (f"Content-Length: {size}\r\n\r\n", chunk),
            ("Transfer-Encoding: chunked\r\n\r\n", b"100000\r\n" + chunk + b"\r\n"),
        ):
            answer, sent = served.send(head + how, piece, size // len(chunk))
            assert answer == b"" or answer.startswith(b"HTTP/1.1 413"), answer
            assert sent < 100 << 20
        assert served.peak_kilobytes() - before < 40_000
        assert not (tmp_path / "book" / "agreements").exists()
    finally:
        served.stop()
