"""What is taken away is spelt for its reader; what was signed and settled is the same for all."""

from __future__ import annotations

import hashlib
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.test import Client
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from servanda.desk.reading import choose_reading, moment_for, reader_for
from servanda.kernel.time import Instant
from servanda.record.folder import BookFolder
from servanda.reports.workbook.book import Book
from tests.desk.book import Parties
from tests.desk.story import play

AMSTERDAM, KOLKATA = "Europe/Amsterdam", "Asia/Kolkata"
READERS = {
    ("nl", KOLKATA): ("10.000,00", "04-02-2026 17:30", "[$-413]d mmm yyyy"),
    ("en-US", AMSTERDAM): ("10,000.00", "04-02-2026 13:00", "[$-409]mmm d, yyyy"),
    ("de", AMSTERDAM): ("10.000,00", "04-02-2026 13:00", "[$-407]dd.mm.yyyy"),
}

PLAIN = b",2026-02-04T12:00:00+00:00,open,9000 EUR\r\n"


def _digests(folder: Path) -> dict[str, str]:
    """Return the digest of everything that the book keeps in files."""
    return {
        str(each.relative_to(folder)): hashlib.sha256(each.read_bytes()).hexdigest()
        for each in folder.rglob("*")
        if each.is_file() and "sqlite" not in each.name
    }


def _paper(client: Client, address: str) -> str:
    content = client.get(f"{address}?as=pdf").content
    return "".join(each.extract_text() for each in PdfReader(BytesIO(content)).pages)


def _rows(content: bytes) -> list[list[object]]:
    sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
    return [list(row) for row in sheet.to_python()]


def _formats(content: bytes) -> str:
    """Return what a workbook says of how its cells are shown."""
    with ZipFile(BytesIO(content)) as parts:
        return unescape(parts.read("xl/styles.xml").decode())


def test_files_are_spelt_for_their_reader_and_what_was_signed_is_not(
    parties: Parties, book: BookFolder
) -> None:
    play(parties)
    at = f"/agreements/{parties.key}/statements/"
    kept = _digests(book.path)
    assert any("statement" in name for name in kept)
    journal = list(parties.agreement.entries.values_list("sha256", flat=True))
    for (locale, zone), (money, moment, _) in READERS.items():
        choose_reading(parties.caller("client"), language="", locale=locale, zone=zone)
        client = Client()
        client.force_login(parties.client)
        assert money in _paper(client, f"{at}2026-01/"), locale
        assert money in client.get(f"{at}2026-01/").content.decode(), locale
        workbook = client.get(f"{at}?as=xlsx").content
        heading, row = _rows(workbook)
        assert heading[2] == f"Handed over ({zone})"
        assert f"{row[2]:%d-%m-%Y %H:%M}" == moment
        assert '#,##0.00"\xa0EUR"' in _formats(workbook)
        assert client.get(f"{at}?as=csv").content.endswith(PLAIN), "CSV is for programs"
    assert _digests(book.path) == kept
    assert list(parties.agreement.entries.values_list("sha256", flat=True)) == journal


@pytest.mark.parametrize(("locale", "zone"), READERS)
def test_days_of_a_workbook_and_moments_of_a_letter_are_the_readers(
    locale: str, zone: str, parties: Parties
) -> None:
    person = choose_reading(parties.caller("client"), language="", locale=locale, zone=zone)
    _, _, days = READERS[locale, zone]
    book = Book(title="Days", day=date(2026, 2, 4), reader=reader_for(person, "UTC"))
    book.sheet("Days").add(date(2026, 2, 4))
    content = book.content()
    assert _rows(content) == [[date(2026, 2, 4)]]
    assert days in _formats(content)
    said = moment_for(person, "UTC", Instant.parse("2026-02-04T12:00:00Z"))
    clock = "17:30" if zone == KOLKATA else "13:00"
    day = {"nl": "wo 4 feb 2026", "en-US": "Wed Feb 4, 2026", "de": "Mi. 04.02.2026"}[locale]
    assert said.replace("\xa0", " ") == f"{day} {clock} ({zone})"
