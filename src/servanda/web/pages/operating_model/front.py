"""The operating models that one has a part in, and a portfolio of services at a glance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from servanda.desk.callers import Caller, allow
from servanda.desk.operating_model.founding import found_model
from servanda.desk.operating_model.seeing import ModelSeen, list_models, see_model
from servanda.desk.refusals import Mistaken
from servanda.operating_model.model.words import Ambition, Mode
from servanda.operating_model.standing import RiskState, ServiceStanding
from servanda.pipeline.operating import FIRST_TEXT
from servanda.pipeline.refusals import MisusedCommand
from servanda.reports.reader import Reader
from servanda.web.kept import refuse_unkept
from servanda.web.languages.speaking import say, say_count
from servanda.web.pages.listing import FORMS, Column, list_file
from servanda.web.pages.operating_model.seeing import day_asked, show_model, words_of
from servanda.web.pages.seeing import page, reader_of, show

__all__ = ["found", "model", "models"]

_SAMPLE = """\
servanda: 1
operating model: our-organisation
title: Our operating model
roles:
  cio: {title: Chief Information Officer, party: IT operations}
services:
  first_service:
    title: The first service
    ambition: A
    mode: 1
"""


@page("operating models listed")
def models(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Show the operating models that one has a part in; a single one right away."""
    listed = list_models(caller)
    if len(listed) == 1 and not request.GET:
        return redirect("model", model=listed[0].model.key)
    may_found = caller.person.administers and not any(each.is_own for each in listed)
    return show(request, "model/models.html", {"models": listed, "found": may_found})


@page("operating model founded", at_fields=True)
def found(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Take the operating model of one's own organisation into the book."""
    allow(caller, "operating model founded")
    if request.method != "POST":
        return show(request, "model/found.html", {"text": _SAMPLE})
    text = request.POST.get("text", "").replace("\r\n", "\n")
    try:
        refuse_unkept(request.POST)
        made = found_model(caller, {FIRST_TEXT: text})
    except MisusedCommand as refusal:
        wrong = words_of(refusal.diagnostics) if isinstance(refusal, Mistaken) else [str(refusal)]
        return show(request, "model/found.html", {"text": text, "wrong": wrong}, status=422)
    messages.success(
        request,
        say("'{made}' is in the book. Say who holds its roles.", made=made.title),
    )
    return redirect("model-people", model=made.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody looks for in a portfolio; what is empty is not looked at."""

    words: str
    ambition: str
    mode: str
    undecided: bool
    at_risk: bool
    expired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRow:
    """Show a service at a glance."""

    title: str
    address: str
    used_by: str
    ambition: str
    mode: str
    is_live: bool
    cells: int
    decided: int
    as_meant: int
    deviating: int
    open: int
    expired: int
    following: str
    late: bool


_COLUMNS: tuple[Column[ServiceRow], ...] = (
    Column(heading="Service", cell=lambda each: each.title),
    Column(heading="Used by", cell=lambda each: each.used_by),
    Column(heading="Ambition", cell=lambda each: each.ambition),
    Column(heading="Mode", cell=lambda each: each.mode),
    Column(heading="Live", cell=lambda each: "yes" if each.is_live else "no"),
    Column(heading="Cells", cell=lambda each: each.cells),
    Column(heading="Decided", cell=lambda each: each.decided),
    Column(heading="As meant", cell=lambda each: each.as_meant),
    Column(heading="Deviate", cell=lambda each: each.deviating),
    Column(heading="Next step", cell=lambda each: each.following),
)
_RISKS: tuple[Column[ServiceRow], ...] = (
    Column(heading="Open risks", cell=lambda each: each.open),
    Column(heading="Acceptance ended", cell=lambda each: each.expired),
)


@page("operating model looked at")
def model(request: HttpRequest, caller: Caller, model: str) -> HttpResponse:
    """Show the services of an operating model at a glance."""
    seen = see_model(caller, model, day=day_asked(request))
    reader, asked = reader_of(request), _asked(request)
    everything = list(seen.examination.standings.values())
    chosen = [each for each in everything if _fits(seen, each, asked)]
    rows = [_row(seen, each, reader) for each in chosen]
    whole = seen.seat.may("whole operating model looked at")
    columns = (*_COLUMNS, *(_RISKS if whole else ()))
    file = list_file(request, rows, columns, title="Services", at=caller.at)
    if file is not None:
        return file
    said = request.GET.dict()
    values = {
        "rows": rows,
        "exports": [(form, f"?{urlencode({**said, 'as': form})}") for form in FORMS],
        "asked": asked,
        "of_all": len(everything),
        "counted": say_count(
            "{chosen} of {count} service",
            "{chosen} of {count} services",
            len(everything),
            chosen=len(chosen),
            count=len(everything),
        ),
        "ambitions": [each.value for each in Ambition],
        "modes": [each.value for each in Mode],
        "whole": whole,
        "sentences": list(_at_a_glance(seen, chosen)),
        "on": seen.day.isoformat() if request.GET.get("on") else "",
        "day": reader.day(seen.day),
        "draws": seen.seat.may("text changed"),
    }
    return show_model(request, "portfolio.html", seen.seat, values, tab="model")


def _asked(request: HttpRequest) -> Asked:
    sent = request.GET
    return Asked(
        words=sent.get("words", "").strip()[:200],
        ambition=sent.get("ambition", ""),
        mode=sent.get("mode", ""),
        undecided=bool(sent.get("undecided")),
        at_risk=bool(sent.get("risk")),
        expired=bool(sent.get("expired")),
    )


def _fits(seen: ModelSeen, standing: ServiceStanding, asked: Asked) -> bool:
    service = standing.service
    said = f"{service.title} {service.name} {service.used_by} {service.used_for}".casefold()
    return all(
        (
            all(word in said for word in asked.words.casefold().split()),
            asked.ambition in {"", standing.ambition.value if standing.ambition else ""},
            asked.mode in {"", standing.mode.value if standing.mode else ""},
            not asked.undecided or any(each.is_undecided for each in standing.cells),
            not asked.at_risk or _open(seen, standing) > 0,
            not asked.expired or _expired(standing) > 0,
        )
    )


def _open(seen: ModelSeen, standing: ServiceStanding) -> int:
    return sum(each.is_pressing for each in seen.examination.of(standing.service.name))


def _expired(standing: ServiceStanding) -> int:
    return sum(each.state is RiskState.EXPIRED for each in standing.risks)


def _row(seen: ModelSeen, standing: ServiceStanding, reader: Reader) -> ServiceRow:
    service, cells = standing.service, standing.shown_cells()
    steps = [each for each in service.steps if not each.done or each.done > seen.day]
    following = min(steps, key=lambda step: step.by, default=None)
    place = {"model": seen.seat.model.key, "service": service.name}
    return ServiceRow(
        title=service.title,
        address=reverse("model-service", kwargs=place),
        used_by=service.used_by,
        ambition=standing.ambition.value if standing.ambition else "",
        mode=standing.mode.value if standing.mode else "",
        is_live=standing.is_live,
        cells=len(cells),
        decided=sum(not each.is_undecided for each in cells),
        as_meant=sum(each.has_arrived for each in cells),
        deviating=sum(each.deviates for each in cells),
        open=_open(seen, standing),
        expired=_expired(standing),
        following=reader.day(following.by) if following else "",
        late=following is not None and following.by < seen.day,
    )


def _at_a_glance(seen: ModelSeen, chosen: Sequence[ServiceStanding]) -> Iterator[str]:
    """Say how far the chosen services are decided on."""
    cells = [cell for each in chosen for cell in each.shown_cells()]
    if not cells:
        return
    decided = sum(not each.is_undecided for each in cells)
    yield say(
        "{decided} of {cells} cells are decided on ({percent}%).",
        decided=decided,
        cells=len(cells),
        percent=decided * 100 // len(cells),
    )
    ambitions = Counter(each.ambition.value for each in chosen if each.ambition)
    modes = Counter(each.mode.value for each in chosen if each.mode)
    yield say(
        "Ambition {ambitions}; mode {modes}.",
        ambitions=", ".join(f"{word}: {ambitions[word]}" for word in sorted(ambitions)),
        modes=", ".join(f"{word}: {modes[word]}" for word in sorted(modes)),
    )
    if not seen.seat.is_of_another_party:
        open_ = sum(_open(seen, each) for each in chosen)
        yield say_count(
            "{count} finding is borne by nobody.",
            "{count} findings are borne by nobody.",
            open_,
            count=open_,
        )
