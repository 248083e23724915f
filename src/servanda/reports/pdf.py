"""Statements and reports as PDF: the same bytes for the same inputs.

Fonts are those that the typesetter brings along, none of the machine's; the document's date is
the period's end; texts are data to the templates, never source.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Period
from servanda.reports.credit_note_view import CreditNoteView
from servanda.reports.paper import Paper, PaperTable, cell_words
from servanda.reports.pictures.drawing import picture_svg
from servanda.reports.pictures.picture import MoneyDrawing, MonthDrawing, Picture
from servanda.reports.reader import Reader
from servanda.reports.report_view import Gallery, ReportView
from servanda.reports.session_pack import SessionPack
from servanda.reports.view import StatementView

__all__ = ["credit_note_pdf", "paper_pdf", "report_pdf", "session_pack_pdf", "statement_pdf"]

_LONGEST_WORD = 15
_LONG_WORD = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")
_ZERO_WIDTH_SPACE = "\u200b"
_FOOTER = 120
_LONG_CELL = 22
_LETTERS_WIDE = 75
_NOT_ON_PAPER = re.compile(
    "[\u0900-\u0fff\u1000-\u109f\u1100-\u11ff\u2e80-\ua4cf\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
_LETTERS_MISSING = (
    "Some letters of this document (Chinese, Japanese, Korean and others) are not in the fonts"
    " that it is set with, and do not show on paper; the page and the workbook show them."
)
_LONGEST_TEXT = 1_000
_CUT = "\N{HORIZONTAL ELLIPSIS} (cut here; the statement as JSON has all of it)"


def statement_pdf(
    view: StatementView, period: Period, reader: Reader, galleries: Sequence[Gallery] = ()
) -> bytes:
    """Return a statement on paper."""
    content = {
        **_plain(view),
        **_heading("Statement", view, period),
        "totals": [*_plain(view)["totals"], _plain(view)["net"]],
        "left_out": list(_left_out(view)),
        "galleries": [_gallery(each, reader) for each in galleries],
    }
    for group in content["groups"]:
        for line in group["lines"]:
            line["opens"] = line["status"] != "nothing due"
            line["formula"] = {name: line["formula"][name] for name in ("text", "filled")}
    content.pop("figures")
    return _compiled("statement.typ", content)


def report_pdf(view: ReportView, period: Period, reader: Reader) -> bytes:
    """Return a scorecard or a trend on paper."""
    content = {
        **_plain(view),
        **_heading(view.kind.value.capitalize(), view, period),
        "galleries": [_gallery(each, reader) for each in view.galleries],
    }
    return _compiled("report.typ", content)


def credit_note_pdf(view: CreditNoteView, day: date) -> bytes:
    """Return a credit note on paper, dated as the statement that it belongs to."""
    footer = f"{view.number}, {view.title}, {view.period}"
    content = {
        **asdict(view),
        "kind": view.number,
        "language": "en",
        "document_title": f"{view.number}: {view.title}, {view.period}"[:200],
        "date": [day.year, day.month, day.day],
        "parties": f"{view.provider} for {view.client}",
        "footer": footer if len(footer) <= _FOOTER else f"{footer[:_FOOTER]}…",
        "opening": view.says,
        "rest": "",
        "alarm": "",
        "notice": view.adjusts,
    }
    return _compiled("credit_note.typ", content)


def paper_pdf(paper: Paper, reader: Reader) -> bytes:
    """Return a paper on paper, dated by the end of the last period that it looks at."""
    day: date = paper.period.end_day
    footer = f"{paper.kind}, {paper.title}"
    content = {
        "kind": paper.kind,
        "title": paper.title,
        "days": "",
        "language": "en",
        "document_title": f"{paper.kind}: {paper.title}"[:200],
        "date": [day.year, day.month, day.day],
        "parties": "",
        "footer": footer if len(footer) <= _FOOTER else f"{footer[:_FOOTER]}…",
        "opening": paper.opening,
        "rest": "",
        "alarm": "",
        "notice": "",
        "totals": [{"label": label, "value": value} for label, value in paper.totals],
        "sentences": list(paper.sentences),
        "picture": _picture(paper.picture, reader) if paper.picture else None,
        "tables": [_table(each, reader) for each in paper.tables if each.rows],
        "notes": list(paper.notes),
    }
    return _compiled("paper.typ", content)


def session_pack_pdf(pack: SessionPack, day: date) -> bytes:
    """Return what a facilitator takes into a support model design session, dated by its day."""
    kind = "Support model design session"
    footer = f"{kind}, {pack.title}"
    content = {
        **asdict(pack),
        "kind": kind,
        "days": pack.day,
        "language": "en",
        "document_title": f"{kind}: {pack.title}"[:200],
        "date": [day.year, day.month, day.day],
        "parties": pack.model,
        "footer": footer if len(footer) <= _FOOTER else f"{footer[:_FOOTER]}…",
        "opening": f"{pack.title}: who answers for what",
        "rest": f"{pack.minutes} minutes with the people who use, run and pay for it",
        "alarm": "",
        "notice": "",
        "totals": [],
        "known": any(cell.today for process in pack.processes for cell in process.cells),
    }
    return _compiled("session_pack.typ", content)


def _table(table: PaperTable, reader: Reader) -> dict[str, object]:
    figures = [
        all(isinstance(row[column], Quantity) for row in table.rows)
        for column in range(len(table.headings))
    ]
    return {
        "title": table.title,
        "headings": list(table.headings),
        "figures": figures,
        "wide": _wide(table, reader),
        "rows": [[cell_words(cell, reader) for cell in row] for row in table.rows],
        "note": table.note,
        "message": table.message,
        "pictures": [_picture(each, reader) for each in table.pictures],
    }


def _wide(table: PaperTable, reader: Reader) -> list[bool]:
    """Return which columns share what is left of the width: those that hold long words, or else
    the first, where anything is left.
    """
    letters = [
        max(len(cell_words(row[column], reader)) for row in table.rows)
        for column in range(len(table.headings))
    ]
    if any(each > _LONG_CELL for each in letters):
        return [each > _LONG_CELL for each in letters]
    return [index == 0 and sum(letters) < _LETTERS_WIDE for index in range(len(letters))]


def _heading(kind: str, view: StatementView | ReportView, period: Period) -> dict[str, object]:
    day: date = period.end_day
    footer = f"{kind}, {view.title}, {view.period}"
    return {
        "kind": kind,
        "language": "en",
        "document_title": f"{view.period}: {view.title}, {kind.lower()}"[:200],
        "date": [day.year, day.month, day.day],
        "parties": f"{view.provider} for {view.client}",
        "footer": footer if len(footer) <= _FOOTER else f"{footer[:_FOOTER]}…",
    }


def _left_out(view: StatementView) -> Iterator[Mapping[str, str]]:
    for section in view.sections:
        for commitment in section.commitments:
            for out in commitment.left_out:
                yield {
                    "title": commitment.title,
                    "reason": out.reason,
                    "records": out.records,
                }


def _gallery(gallery: Gallery, reader: Reader) -> dict[str, object]:
    small = all(isinstance(each.drawing, MonthDrawing) for each in gallery.pictures)
    whole = all(isinstance(each.drawing, MoneyDrawing) for each in gallery.pictures)
    return {
        "title": gallery.title,
        "note": gallery.note,
        "key": [[tone.value, words] for tone, words in gallery.key],
        "across": 3 if small else 1 if whole else 2,
        "pictures": [_picture(each, reader) for each in gallery.pictures],
    }


def _picture(picture: Picture, reader: Reader) -> dict[str, str]:
    return {
        "title": picture.title,
        "described": picture.described,
        "svg": picture_svg(picture.drawing, reader),
    }


def _plain(view: StatementView | ReportView) -> dict[str, Any]:
    plain: dict[str, Any] = {
        name: value for name, value in asdict(view).items() if name != "galleries"
    }
    return plain


def _compiled(template: str, content: Mapping[str, object]) -> bytes:
    content = {**content, "notice": _noticed(content)}
    data = json.dumps(_said(content), ensure_ascii=False, default=_value)
    source = _resource("common.typ") + _resource(template)
    return typst.compile(source, format="pdf", ignore_system_fonts=True, sys_inputs={"data": data})


def _noticed(content: Mapping[str, object]) -> str:
    """Return what is said above a document, and that paper lacks some of its letters."""
    notice = str(content.get("notice", ""))
    if not _NOT_ON_PAPER.search(json.dumps(content, ensure_ascii=False, default=_value)):
        return notice
    return f"{notice} {_LETTERS_MISSING}".strip()


def _said(value: object) -> object:
    """Let long words break, and cut what would fill a page: paper has an edge."""
    match value:
        case str():
            return _LONG_WORD.sub(_broken, _cut(value))
        case dict():
            return {name: each if name == "svg" else _said(each) for name, each in value.items()}
        case list() | tuple():
            return [_said(each) for each in value]
        case _:
            return value


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT] + _CUT


def _broken(found: re.Match[str]) -> str:
    word = found.group()
    parts = (word[at : at + _LONGEST_WORD] for at in range(0, len(word), _LONGEST_WORD))
    return _ZERO_WIDTH_SPACE.join(parts)


def _value(each: object) -> object:
    if isinstance(each, Enum):
        return each.value
    raise TypeError(type(each).__name__)


@cache
def _resource(name: str) -> bytes:
    return (files("servanda.reports") / "templates" / name).read_bytes()
