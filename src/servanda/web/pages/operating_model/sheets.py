"""Papers and sheets: the matrix out and back in, with what would change shown before it does."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from servanda.desk.callers import Caller
from servanda.desk.operating_model.changing import change_texts
from servanda.desk.operating_model.seats import take_model_seat
from servanda.desk.operating_model.seeing import see_whole_model
from servanda.desk.operating_model.sheets import Prepared, matrix_of, prepare_list, prepare_matrix
from servanda.desk.refusals import Mistaken, NotThere
from servanda.operating_model.model.portfolio import FoundIn
from servanda.pipeline.refusals import ChangedMeanwhile, MisusedCommand
from servanda.reports.model_paper import coverage_paper
from servanda.reports.model_service_paper import service_paper
from servanda.reports.paper import Paper
from servanda.web.files import file_response
from servanda.web.kept import kept_json
from servanda.web.languages.speaking import say
from servanda.web.pages.operating_model.seeing import day_asked, show_model, words_of
from servanda.web.pages.seeing import page, reader_of

__all__ = ["fill", "paper", "service_on_paper", "sheet", "take", "take_list"]

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_KINDS = {"pdf": "application/pdf", "xlsx": _WORKBOOK}
_BYTES_MOST = 4 * 1024 * 1024


@page("whole operating model looked at")
def paper(request: HttpRequest, caller: Caller, model: str, form: str) -> HttpResponse:
    """Return the portfolio on paper, or as a workbook."""
    seen, reader = see_whole_model(caller, model, day=day_asked(request)), reader_of(request)
    chosen = [*seen.examination.standings.values()]
    made = coverage_paper(seen.examination, chosen, reader)
    return _on_paper(request, made, form, seen.model.identifier)


@page("whole operating model looked at")
def service_on_paper(
    request: HttpRequest, caller: Caller, model: str, service: str, form: str
) -> HttpResponse:
    """Return a service on paper, or as a workbook."""
    seen, reader = see_whole_model(caller, model, day=day_asked(request)), reader_of(request)
    made = service_paper(seen.examination, seen.standing(service), reader)
    return _on_paper(request, made, form, service)


def _on_paper(request: HttpRequest, made: Paper, form: str, name: str) -> HttpResponse:
    if form not in _KINDS:
        raise NotThere
    # Drawing and workbooks take their time to load.
    if form == "pdf":
        from servanda.reports.pdf import paper_pdf  # noqa: PLC0415 - as said above

        content = paper_pdf(made, reader_of(request))
    else:
        from servanda.reports.workbook.paper_book import paper_workbook  # noqa: PLC0415 - as above

        content = paper_workbook(made)
    return file_response(content, _KINDS[form], f"{name}.{form}")


@page("whole operating model looked at")
def sheet(request: HttpRequest, caller: Caller, model: str) -> HttpResponse:
    """Return the matrix as a workbook to be filled in."""
    service = request.GET.get("service", "")
    return file_response(
        matrix_of(caller, model, service), _WORKBOOK, f"{service or 'matrix'}.xlsx"
    )


@page("text changed")
def fill(request: HttpRequest, caller: Caller, model: str) -> HttpResponse:
    """Take a matrix that was filled in, and show what it would change."""
    bringing = _Bringing(
        title=say("Bring a filled matrix back"),
        intro=say(
            "The workbook as you took it from here, filled in. You see what it changes "
            "before anything does; what cannot be taken is told with the name of its cell."
        ),
        prepare=lambda name, content: prepare_matrix(caller, model, name, content),
        tab="model",
        note="Matrix filled in as a sheet",
    )
    return _brought(request, caller, model, bringing)


@page("text changed")
def take_list(request: HttpRequest, caller: Caller, model: str) -> HttpResponse:
    """Take a list of services for the register, and show what it would bring."""
    sort = request.POST.get("found_in", FoundIn.SPREADSHEET.value)
    known = {each.value: each for each in FoundIn}
    bringing = _Bringing(
        title=say("Take a list into the register"),
        intro=say(
            "A spreadsheet, a contract list, or the applications of single sign-on, as XLSX "
            "or CSV with headings in its first row: a service and its function at least. "
            "What is in the register already stays as it is."
        ),
        prepare=lambda name, content: prepare_list(
            caller, model, name, content, known.get(sort, FoundIn.SPREADSHEET)
        ),
        tab="model-register",
        note=f"Register: taken from a {sort}",
        sorts=tuple(known),
    )
    return _brought(request, caller, model, bringing)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bringing:
    """Say what sort of sheet is brought, and what it is prepared by."""

    title: str
    intro: str
    prepare: Callable[[str, bytes], Prepared]
    tab: str
    note: str
    sorts: tuple[str, ...] = ()


def _brought(request: HttpRequest, caller: Caller, model: str, bringing: _Bringing) -> HttpResponse:
    seat, tab = take_model_seat(caller, model, "text changed"), bringing.tab
    values: dict[str, object] = {
        "title": bringing.title,
        "intro": bringing.intro,
        "sorts": bringing.sorts,
        "back": reverse(tab, kwargs={"model": model}),
    }
    if request.method != "POST":
        return show_model(request, "bring.html", seat, values, tab=tab)
    prepared, wrong = _looked_at(request, bringing)
    if prepared is None:
        return show_model(
            request, "bring.html", seat, values | {"wrong": wrong}, tab=tab, status=422
        )
    shown = {**_prepared(prepared), "note": bringing.note, "tab_after": tab}
    return show_model(request, "prepared.html", seat, values | shown, tab=tab)


def _looked_at(request: HttpRequest, bringing: _Bringing) -> tuple[Prepared | None, list[str]]:
    file = request.FILES.get("file")
    if file is None or not file.name:
        return None, [say("please choose a file")]
    if (file.size or 0) > _BYTES_MOST:
        return None, [say("a sheet has at most 4 MB")]
    try:
        return bringing.prepare(file.name, file.read()), []
    except Mistaken as refusal:
        return None, words_of(refusal.diagnostics)
    except MisusedCommand as refusal:
        return None, [str(refusal)]


def _prepared(prepared: Prepared) -> Mapping[str, object]:
    titles = {name: each.title for name, each in prepared.seen.model.services.items()}
    return {
        "differences": [
            (titles.get(each.service, each.service), each) for each in prepared.differences
        ],
        "added": prepared.added,
        "known": prepared.known,
        "unread": prepared.unread,
        "texts": json.dumps(dict(prepared.texts)),
        "instead_of": prepared.instead_of,
    }


@page("text changed")
def take(request: HttpRequest, caller: Caller, model: str) -> HttpResponse:
    """Enter what was looked at before: texts that take the place of those that hold."""
    seat = take_model_seat(caller, model, "text changed")
    back = request.POST.get("back", "")
    route = back if back in {"model", "model-register"} else "model"
    if request.method != "POST":
        return redirect(route, model=model)
    sent = request.POST
    try:
        texts = kept_json(sent.get("texts", ""))
        if not (isinstance(texts, dict) and all(isinstance(each, str) for each in texts.values())):
            raise NotThere
    except ValueError:
        raise NotThere from None
    try:
        change_texts(
            caller,
            model,
            texts,
            instead_of=sent.get("instead_of", ""),
            note=sent.get("note", "")[:200],
        )
    except (MisusedCommand, ChangedMeanwhile) as refusal:
        wrong = words_of(refusal.diagnostics) if isinstance(refusal, Mistaken) else [str(refusal)]
        values = {
            "title": say("Nothing was taken"),
            "intro": say("Bring the sheet again."),
            "wrong": wrong,
            "back": reverse(route, kwargs={"model": model}),
        }
        return show_model(request, "bring.html", seat, values, tab=route, status=422)
    messages.success(request, say("It is taken into the text."))
    return redirect(route, model=model)
