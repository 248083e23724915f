"""Claims for relief, and answers to them, by the sheet: a look at each row, then all entered."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from servanda.desk.callers import Caller
from servanda.desk.seeing import Seen, see
from servanda.desk.sheets import (
    SHEETS,
    NotASheet,
    SheetLooked,
    SheetSort,
    enter_sheet,
    look_at_sheet,
)
from servanda.facts.decision import AttachedDocument, ReliefAnswered, ReliefClaimed
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.quantity import Quantity
from servanda.pipeline.deciding import Said
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.sheets import template_workbook
from servanda.reports.act_words import subject_text
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural, spell
from servanda.web.kept import kept_json
from servanda.web.pages.bringing import bring_document
from servanda.web.pages.hints import on_pages
from servanda.web.pages.seeing import page, reader_of, show_agreement

__all__ = ["SHEET_PAGES"]

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """Say what a page for a sheet is called, and what it is for."""

    sort: SheetSort
    title: str
    intro: str
    file: str


_CLAIMS = SheetPage(
    sort=SheetSort.CLAIMS,
    title="Claim relief from a sheet",
    intro="One claim a row. All of them are entered, or none.",
    file="claims.xlsx",
)
_ANSWERS = SheetPage(
    sort=SheetSort.ANSWERS,
    title="Decide on claims from a sheet",
    intro="One answer a row. All of them are entered, or none.",
    file="answers.xlsx",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShown:
    """Show what a row says, and what speaks against it."""

    number: int
    what: str
    about: str
    reason: str
    wrong: tuple[str, ...]


def _view(shown: SheetPage) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
        seen = see(caller, agreement, shown.sort.value)
        if request.GET.get("template"):
            content = template_workbook(SHEETS[shown.sort].columns)
            answer = HttpResponse(content, content_type=_XLSX)
            answer.headers["Content-Disposition"] = f'attachment; filename="{shown.file}"'
            return answer
        if request.method != "POST":
            return _shown(request, seen, shown)
        return _sent(request, caller, seen, shown)

    view.__name__ = f"{shown.sort.name.lower()}_sheet"
    view.__doc__ = f"{shown.title}."
    return page(shown.sort.value)(view)


SHEET_PAGES = {
    f"{each.sort.name.lower()}_sheet": (f"{each.sort.name.lower()}/sheet", _view(each))
    for each in (_CLAIMS, _ANSWERS)
}
"""Where each page stands below the decisions, and its view, by its name among the routes."""


def _sent(request: HttpRequest, caller: Caller, seen: Seen, shown: SheetPage) -> HttpResponse:
    key = seen.seat.agreement.key
    try:
        document = _document(request, caller, key)
        looked = look_at_sheet(caller, key, shown.sort, document)
        if looked.wrong or request.POST.get("then") != "enter":
            return _shown(request, looked.seen, shown, document=document, looked=looked)
        entered = enter_sheet(caller, key, shown.sort, document)
    except MisusedCommand as refusal:
        return _shown(request, seen, shown, wrong=str(refusal))
    count = len(entered.entries)
    said = f"Entered {count} {plural(count, 'entry')} from {document.name}."
    messages.success(request, said)
    return redirect("decisions", agreement=key)


def _document(request: HttpRequest, caller: Caller, agreement: str) -> AttachedDocument:
    """Return the sheet: brought now, or looked at before."""
    file = request.FILES.get("sheet")
    if file is not None:
        brought = bring_document(caller, agreement, file)
        return AttachedDocument(name=brought.name, sha256=brought.sha256)
    try:
        named = kept_json(request.POST.get("looked", ""))
        return AttachedDocument(name=str(named["name"]), sha256=str(named["sha256"]))
    except (ValueError, KeyError, TypeError):
        raise NotASheet from None


def _shown(
    request: HttpRequest,
    seen: Seen,
    shown: SheetPage,
    *,
    document: AttachedDocument | None = None,
    looked: SheetLooked | None = None,
    wrong: str = "",
) -> HttpResponse:
    reader = reader_of(request, seen.zone)
    rows = list(_rows(looked, reader)) if looked else []
    count = len(looked.said) if looked else 0
    values = {
        "sheet": shown,
        "columns": SHEETS[shown.sort].columns.items(),
        "rows": rows,
        "count": f"{reader.number_of(count)} {plural(count, 'row')}",
        "mistaken": sum(bool(each.wrong) for each in rows),
        "is_sound": looked is not None and not looked.wrong,
        "name": one_line(document.name) if document else "",
        "looked": json.dumps({"name": document.name, "sha256": document.sha256})
        if document
        else "",
        "wrong": wrong,
    }
    status = 422 if wrong or (looked is not None and looked.wrong) else 200
    return show_agreement(request, "sheet.html", seen.seat, values, tab="decisions", status=status)


def _rows(looked: SheetLooked, reader: Reader) -> Iterator[RowShown]:
    said = {each.place.line: each for each in looked.said if each.place is not None}
    wrong: dict[int, list[str]] = {}
    for found in looked.wrong:
        wrong.setdefault(found.span.line, []).append(_words(found))
    for number in sorted({*said, *wrong}):
        what, about, reason = _told(said.get(number), reader)
        yield RowShown(
            number=number,
            what=what,
            about=about,
            reason=reason,
            wrong=tuple(wrong.get(number, ())),
        )


def _told(said: Said | None, reader: Reader) -> tuple[str, str, str]:
    match said.act if said else None:
        case ReliefClaimed() as act:
            share = "" if act.share == 1 else f"{spell(Quantity.share(act.share), reader)} of "
            about = one_line(f"{share}{subject_text(act.subject)}")
            return one_line(act.relief.replace("_", " ")), about, one_line(act.reason)
        case ReliefAnswered() as act:
            share = "" if act.share is None else f": {spell(Quantity.share(act.share), reader)}"
            return f"{act.answer.value}{share}", "", one_line(act.reason)
    return "", "", ""


def _words(found: Diagnostic) -> str:
    words = f"{found.message}; {found.hint}" if found.hint else found.message
    return one_line(on_pages(words))
