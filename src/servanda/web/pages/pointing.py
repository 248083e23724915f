"""A file of evidence before it is taken in: which of its columns is what the agreement reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from servanda.agreement.model.evidence import EvidenceColumn
from servanda.desk import drafts_kept, pointing
from servanda.desk.callers import Caller
from servanda.desk.pointing import ColumnPointed, FilePointed, Pointed
from servanda.desk.seeing import see
from servanda.evidence.profile import ColumnProfile
from servanda.pipeline.refusals import MisusedCommand
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.web.kept import Unkept, refuse_unkept
from servanda.web.languages.speaking import say, say_count
from servanda.web.pages.doing import NOTHING_REFUSED, Refused
from servanda.web.pages.seeing import page, reader_of, show_agreement

__all__ = ["COLUMNS", "columns"]

_CELL = 60
_TWICE = "two columns of the file are said to be '{name}'; choose one of them"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadingShown:
    """Show a column of the file, with what it is said to be."""

    name: str
    heading: str
    chosen: str
    wrong: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnShown:
    """Show what a column of the agreement's table would be read from."""

    title: str
    heading: str
    kind: str
    holds: str
    refused: tuple[str, ...]


@page(pointing.DOES, at_fields=True)
def columns(request: HttpRequest, caller: Caller, agreement: str, upload: str) -> HttpResponse:
    """Show the beginning of a file, and what its columns would be read as."""
    sent = request.POST if request.method == "POST" else request.GET
    try:
        refuse_unkept(request.POST)
    except Unkept as refusal:
        refused = Refused.of("take_in", refusal, sent.dict())
        return _shown(request, caller, agreement, upload, sent.dict(), refused=refused)
    return _shown(request, caller, agreement, upload, sent.dict())


def _shown(
    request: HttpRequest,
    caller: Caller,
    agreement: str,
    upload: str,
    sent: Mapping[str, str],
    *,
    refused: Refused = NOTHING_REFUSED,
) -> HttpResponse:
    pointed, twice = _pointed(caller, agreement, upload, sent)
    found = pointing.point(caller, agreement, upload, sent.get("table", ""), pointed)
    reader, seat = reader_of(request, found.seen.zone), found.seen.seat
    place = {"agreement": agreement, "upload": upload}
    values = {
        "upload": found.upload,
        "name": one_line(found.upload.name),
        "rows": say_count(
            "{count} row",
            "{count} rows",
            found.preview.count,
            count=reader.number_of(found.preview.count),
        ),
        "table": found.table.name,
        "tables": [(each, each.replace("_", " ")) for each in found.tables],
        "headings": _headings(found, twice),
        "options": [(each, each.replace("_", " ")) for each in found.table.columns],
        "preview": [[one_line(cell)[:_CELL] for cell in row] for row in found.preview.rows],
        "columns": [_column(each, reader) for each in found.columns],
        "missing": sum(not each.heading for each in found.columns),
        "refused": refused,
        "wrong": [one_line(each) for each in found.wrong],
        "findings": [
            (one_line(each.text), "; ".join(map(one_line, each.examples)))
            for each in found.findings
        ],
        "is_sound": found.is_sound and not twice,
        "reads": found.reads and found.name == found.upload.name,
        "called": sent.get("called", found.name),
        "may_change": seat.may(drafts_kept.DOES) and not found.reads,
        "look": reverse("columns", kwargs=place),
        "take": reverse("columns-take_in", kwargs=place),
        "change": reverse("columns-change_text", kwargs=place),
        "leave": reverse("columns-let_go", kwargs=place),
    }
    status = 422 if refused.form or twice else 200
    return show_agreement(request, "columns.html", seat, values, tab="evidence", status=status)


@page(pointing.DOES)
def let_go(request: HttpRequest, caller: Caller, agreement: str, upload: str) -> HttpResponse:
    """Let the file go."""
    see(caller, agreement, pointing.DOES)
    if request.method != "POST":
        return _back(agreement, upload)
    gone = pointing.let_aside_go(caller, agreement, upload)
    messages.success(
        request, say("{gone} is gone. The evidence is as it was.", gone=one_line(gone.name))
    )
    return HttpResponseRedirect(reverse("evidence", kwargs={"agreement": agreement}))


@page(pointing.DOES, at_fields=True)
def take_in(request: HttpRequest, caller: Caller, agreement: str, upload: str) -> HttpResponse:
    """Take the file in as evidence."""
    see(caller, agreement, pointing.DOES)
    if request.method != "POST":
        return _back(agreement, upload)
    called = request.POST.get("called", "").strip()
    try:
        refuse_unkept(request.POST)
        taken = pointing.take_in(caller, agreement, upload, called)
    except MisusedCommand as refusal:
        sent = request.POST.dict()
        refused = Refused.of("take_in", refusal, sent)
        return _shown(request, caller, agreement, upload, sent, refused=refused)
    messages.success(
        request, say("{taken} is in the book. Submit it once all is there.", taken=taken.name)
    )
    return HttpResponseRedirect(reverse("evidence", kwargs={"agreement": agreement}))


@page(pointing.DOES)
def change_text(request: HttpRequest, caller: Caller, agreement: str, upload: str) -> HttpResponse:
    """Draft the change of the agreement that reads the file as it was pointed at."""
    see(caller, agreement, pointing.DOES)
    if request.method != "POST":
        return _back(agreement, upload)
    sent = request.POST.dict()
    pointed, twice = _pointed(caller, agreement, upload, sent)
    if twice:
        return _shown(request, caller, agreement, upload, sent)
    try:
        table = sent.get("table", "")
        pointing.change_text(caller, agreement, upload, table, pointed or {})
    except MisusedCommand as refusal:
        refused = Refused.of("change_text", refusal, sent)
        return _shown(request, caller, agreement, upload, sent, refused=refused)
    messages.success(
        request,
        say(
            "Your draft says which columns are read. Propose it; once both parties have "
            "signed it and it governs, take the file in."
        ),
    )
    return HttpResponseRedirect(reverse("draft", kwargs={"agreement": agreement}))


COLUMNS = {"take-in": take_in, "change": change_text, "let-go": let_go}
"""What is done on the page, by where it stands below it."""


def _back(agreement: str, upload: str) -> HttpResponse:
    return HttpResponseRedirect(
        reverse("columns", kwargs={"agreement": agreement, "upload": upload})
    )


def _pointed(
    caller: Caller, agreement: str, upload: str, sent: Mapping[str, str]
) -> tuple[Pointed | None, frozenset[str]]:
    """Return what was pointed at, nothing where nothing was sent, and what was twice."""
    chosen = {name: value for name, value in sent.items() if name.startswith("column-")}
    # Another table has other columns, for which a proposal is made anew.
    if not chosen or sent.get("table", "") != sent.get("was", ""):
        return None, frozenset()
    headings = pointing.headings_of(caller, agreement, upload, sent.get("table", ""))
    pointed: dict[str, str] = {}
    twice: set[str] = set()
    for index, heading in enumerate(headings):
        column = chosen.get(f"column-{index}", "")
        if column in pointed:
            twice.add(column)
        elif column:
            pointed[column] = heading
    return pointed, frozenset(twice)


def _headings(found: FilePointed, twice: frozenset[str]) -> list[HeadingShown]:
    chosen = {each.heading: each.column.name for each in found.columns if each.heading}
    return [
        HeadingShown(
            name=f"column-{index}",
            heading=one_line(heading),
            chosen=chosen.get(heading, ""),
            wrong="; ".join(
                _TWICE.format(name=each) for each in twice if chosen.get(heading) == each
            ),
        )
        for index, heading in enumerate(found.preview.headings)
    ]


def _column(each: ColumnPointed, reader: Reader) -> ColumnShown:
    profile = each.profile
    return ColumnShown(
        title=each.column.name.replace("_", " "),
        heading=one_line(each.heading),
        kind=_kind(each.column),
        holds=_holds(profile, reader) if profile else "",
        refused=tuple(map(one_line, each.refused)),
    )


def _kind(column: EvidenceColumn) -> str:
    words = column.type.value
    if column.scale_text:
        words += f" in {column.scale_text}"
    return f"{words} ({column.format})" if column.format else words


def _holds(profile: ColumnProfile, reader: Reader) -> str:
    filled = say("{filled} filled", filled=reader.number_of(profile.filled))
    different = say("{different} different", different=reader.number_of(profile.different))
    if not profile.least:
        return f"{filled}, {different}"
    least, greatest = one_line(profile.least)[:_CELL], one_line(profile.greatest)[:_CELL]
    return say(
        "{filled}, {different}, from {least} to {greatest}",
        filled=filled,
        different=different,
        least=least,
        greatest=greatest,
    )
