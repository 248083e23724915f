"""Whatever anybody types is a text to everybody who reads it, in every form that there is."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from email import message_from_string
from html import escape
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core import mail
from pptx import Presentation
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from servanda.desk.callers import Caller
from servanda.desk.life import renewal_of
from servanda.desk.seeing import see
from servanda.desk.worker import Worker
from servanda.record.models import OperatingModel, Organisation, Person, Workshop
from servanda.reports.clean import one_line
from servanda.reports.paper import Paper
from servanda.reports.reader import Reader
from servanda.reports.renewal import renewal_paper
from servanda.reports.slides import paper_slides
from servanda.web.api import api
from servanda.web.clock import now
from tests.desk.book import Parties
from tests.web.corpus import KEYS, TEXTS, TITLE
from tests.web.hostile import HostileLife, Reading
from tests.web.life import months_ago
from tests.web.outputs import OUTPUTS, SHEETS, SLIDES, letter_faults, paper_words
from tests.web.visiting import visited

_HOLD = {"text/html", "text/csv", "text/calendar", "application/pdf", "application/json", SHEETS}
"""In which what was typed has to stand."""


_READ_AS_TEXTS = {"text", "texts", "place", "value"}


def _lived(parties: Parties) -> HostileLife:
    """Live with people, organisations and a model that are called as what does harm is."""
    Person.objects.update(name=TITLE)
    Organisation.objects.update(name=TITLE)
    for each in (parties.client, parties.provider):
        each.refresh_from_db()
    life = HostileLife(parties, 2)
    life.live()
    Organisation.objects.update(name=TITLE, requires_second_factor=False)
    worker = Worker(now=now)
    while worker.step():
        pass
    return life


def _of(life: HostileLife) -> str:
    return f"/agreements/{life.key}/"


def _renewal(life: HostileLife) -> Paper:
    seen = see(Caller(person=life.parties.client, at=now()), life.key)
    return renewal_paper(renewal_of(seen), Reader(), as_handed_over=True)


def _told(life: HostileLife) -> dict[str, str]:
    model = OperatingModel.objects.get()
    return {
        "agreement": life.key,
        "model": model.key,
        "service": "campaigns",
        "session": str(model.sessions.get().key),
        "workshop": Workshop.objects.earliest("begun_at").key,
        "period": f"{months_ago(2):%Y-%m}",
        "digest": life.parties.agreement.head_sha256,
        "case": f"{months_ago(2):%y%m}2",
        "system": "none",
        "upload": "none",
        "first_day": str(months_ago(2)),
        "last_day": str(months_ago(1)),
    }


def test_what_is_typed_does_nothing_wherever_it_is_read(parties: Parties) -> None:
    life = _lived(parties)
    pages = visited(_told(life))
    cases = [f"{_of(life)}cases/restored?{urlencode({'key': each, 'case': 1})}" for each in KEYS]
    model = OperatingModel.objects.get()
    everybody = (
        parties.client,
        parties.provider,
        Person.objects.get(organisation=model.organisation),
    )
    client, provider, owner = readings = [Reading(person=each) for each in everybody]
    client.go([*pages, *cases, "/?page=1"])
    for name, answer in life.answers:
        client.read_answer(name, answer)
    provider.go([each for each in pages if life.key in each])
    owner.go([each for each in pages if model.key in each])
    faults = [each for reading in readings for each in reading.faults]
    faults += [each for letter in mail.outbox for each in letter_faults(letter.message())]
    faults += OUTPUTS[SLIDES](paper_slides(_renewal(life), Reader()))
    assert not faults, "\n".join(faults)
    _is_read_as_typed(life, client)
    held = sum((each.read for each in readings), Counter[str]())
    assert {kind for kind, count in held.items() if count} >= _HOLD
    assert mail.outbox
    assert len(life.taken) >= 45, "operations that take a text"
    filled = {name for each in readings for name in each.filled if name.startswith("say-")}
    assert len(filled) >= 45, "forms of acts into which something is typed"


def _is_read_as_typed(life: HostileLife, reading: Reading) -> None:
    """Look at one output of each kind: nothing of what was typed was left out either."""
    shown = one_line(TITLE)
    assert escape(shown) in reading.get(_of(life)).decode()
    sheet = reading.get(f"{_of(life)}renewal/?as=xlsx")
    rows = CalamineWorkbook.from_filelike(BytesIO(sheet)).get_sheet_by_index(0).to_python()
    assert any(shown in str(cell) for row in rows for cell in row)
    paper = paper_words(reading.get(f"{_of(life)}renewal/?as=pdf"))
    assert "<script>zqx(1)</script>" in paper
    assert "#zqx()" in paper


_DAYS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n"
    "BEGIN:VEVENT\r\nUID:1\r\n{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def _workbook(write: str, *said: str) -> bytes:
    made = BytesIO()
    book = Workbook(made)
    getattr(book.add_worksheet(), write)(0, 0, *said)
    book.close()
    return made.getvalue()


def _paper(script: str) -> bytes:
    made, writer = BytesIO(), PdfWriter()
    writer.add_blank_page(100, 100)
    said = {
        NameObject("/S"): NameObject("/JavaScript"),
        NameObject("/JS"): TextStringObject(script),
    }
    writer._root_object[NameObject("/OpenAction")] = DictionaryObject(said)
    writer.write(made)
    return made.getvalue()


def _slides(address: str) -> bytes:
    made, deck = BytesIO(), Presentation()
    shape = deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_textbox(0, 0, 9, 9)
    run = shape.text_frame.paragraphs[0].add_run()
    run.text, run.hyperlink.address = "zqx", address
    deck.save(made)
    return made.getvalue()


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        *(("text/html", f"<p>{each}</p>".encode()) for each in TEXTS if each.startswith("<")),
        ("text/html", f'<p title="{TEXTS[1]}">'.encode()),
        ("text/html", f'<a href="{TEXTS[2]}">'.encode()),
        ("text/html", b'<a href="//zqx.example">'),
        *(
            ("text/csv", f'a\r\n"{each.replace(chr(34), "")}"\r\n'.encode())
            for each in TEXTS[16:24]
        ),
        ("text/csv", b"a,b\r\nzqx\r\n"),
        *(("text/calendar", _DAYS.format(f"SUMMARY:{each}").encode()) for each in TEXTS[25:27]),
        ("text/calendar", _DAYS.format(f"SUMMARY:{'zqx' * 30}").encode()),
        ("application/json", b'"\x1b"'),
    ],
)
def test_what_is_not_made_a_text_is_found(kind: str, content: bytes) -> None:
    assert [*OUTPUTS[kind](content)]


def test_what_is_not_made_a_text_in_a_file_is_found() -> None:
    for content in (
        _workbook("write_formula", TEXTS[16]),
        _workbook("write_url", "https://zqx.example"),
        _slides("https://zqx.example"),
    ):
        assert [*OUTPUTS[SHEETS](content)]
    assert [*OUTPUTS["application/pdf"](_paper("zqx()"))]


def test_a_head_of_a_letter_that_was_typed_is_found() -> None:
    letter = message_from_string(f"Subject: {TEXTS[25]}\r\nTo: a@example.com\r\n\r\n")
    assert [*letter_faults(letter)]


def test_no_operation_takes_a_sign_that_no_database_keeps() -> None:
    described = api.get_openapi_schema()
    known, left = described["components"]["schemas"], [*_named(_bodies(described))]
    for name in left:
        left += [each for each in _named(known[name]) if each not in left]
    assert len(left) > 40
    # Texts, and values that are written into them, are looked at by their reader, which refuses it.
    assert {at for name in left for at in _open_ended(known[name], name)} <= _READ_AS_TEXTS


def _bodies(described: Mapping[str, Any]) -> list[Any]:
    operations = [each for methods in described["paths"].values() for each in methods.values()]
    return [each.get("requestBody") for each in operations]


def _named(schema: object) -> Iterator[str]:
    yield from dict.fromkeys(re.findall(r"#/components/schemas/(\w+)", json.dumps(schema)))


def _open_ended(schema: object, at: str) -> Iterator[str]:
    """Yield the fields that are texts of which nothing is said."""
    match schema:
        case {"type": "string", **said}:
            if not said.keys() & {"pattern", "enum", "format", "const"}:
                yield at
        case dict():
            for name, each in schema.items():
                if name == "properties":
                    yield from (
                        found for field in each for found in _open_ended(each[field], field)
                    )
                elif name not in {"examples", "default"}:
                    yield from _open_ended(each, at)
        case list():
            for each in schema:
                yield from _open_ended(each, at)
