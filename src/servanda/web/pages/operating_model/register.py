"""The register of business-led IT, and the letter to who looks after a service there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from servanda.desk.callers import Caller
from servanda.desk.operating_model.changing import change_values
from servanda.desk.operating_model.seeing import ModelSeen, see_model, see_whole_model
from servanda.desk.refusals import NotThere
from servanda.operating_model.changing import Value
from servanda.operating_model.model.portfolio import FoundIn, RegisterEntry
from servanda.operating_model.model.words import Ambition
from servanda.pipeline.model_register import free_name
from servanda.pipeline.refusals import ChangedMeanwhile, MisusedCommand
from servanda.reports.letter_text import letter_lines
from servanda.reports.model_paper import register_paper
from servanda.reports.reader import Reader
from servanda.web.languages.speaking import say
from servanda.web.pages.fields import Field, FormView, Sort, filled, typed
from servanda.web.pages.listing import Column, listed
from servanda.web.pages.operating_model.forms import mistakes_apart
from servanda.web.pages.operating_model.seeing import show_model
from servanda.web.pages.seeing import page, reader_of

__all__ = ["enter", "letter", "register"]

_FIELDS = (
    Field(name="title", label="Service"),
    Field(name="function", label="Business function that buys or runs it"),
    Field(name="owner", label="Who looks after it", needed=False),
    Field(name="contract", label="Who holds the contract", needed=False),
    Field(name="data", label="What data is in it", needed=False),
    Field(
        name="interfaces",
        label="What it is connected to",
        needed=False,
        help="Several with a comma between.",
    ),
    Field(name="exposure", label="What is at stake", needed=False),
    Field(
        name="ambition",
        label="Where it is meant to go",
        sort=Sort.CHOICE,
        needed=False,
        choices=lambda _: (("", "open"), *((each.value, each.value) for each in Ambition)),
    ),
)


_COLUMNS: tuple[Column[Mapping[str, Any]], ...] = (
    Column(heading="Service", cell=lambda each: each["entry"].title),
    Column(heading="Function", cell=lambda each: each["entry"].function),
    Column(heading="Owner", cell=lambda each: each["entry"].owner),
    Column(heading="Contract", cell=lambda each: each["contract"]),
    Column(heading="Data", cell=lambda each: each["data"]),
    Column(heading="Connected to", cell=lambda each: each["interfaces"]),
    Column(heading="At stake", cell=lambda each: each["entry"].exposure),
    Column(heading="Ambition", cell=lambda each: each["ambition"]),
    Column(heading="Found on", cell=lambda each: each["entry"].found),
    Column(heading="Letter sent on", cell=lambda each: each["entry"].letter),
)


@page("whole operating model looked at")
def register(request: HttpRequest, caller: Caller, model: str) -> HttpResponse:
    """Show the services that business functions buy or run."""
    seen, reader = see_whole_model(caller, model), reader_of(request)
    entries = [each for each in seen.model.register.values() if each.found <= seen.day]
    opening = register_paper(seen.model.title, entries, seen.day, reader).opening
    shown = listed(
        request,
        [_shown(seen, each, reader) for each in entries],
        _COLUMNS,
        title="Register",
        at=caller.at,
    )
    if shown.file is not None:
        return shown.file
    values = {
        "listed": shown,
        "opening": opening,
        "entries": shown.rows,
        "draws": seen.seat.may("text changed"),
    }
    return show_model(request, "register.html", seen.seat, values, tab="model-register")


def _shown(seen: ModelSeen, entry: RegisterEntry, reader: Reader) -> Mapping[str, Any]:
    key = seen.seat.model.key
    service = seen.model.services.get(entry.service)
    return {
        "entry": entry,
        "contract": entry.contract or say("not known"),
        "data": entry.data or say("not known"),
        "ambition": entry.ambition.value if entry.ambition else "open",
        "interfaces": ", ".join(entry.interfaces),
        "found": f"{reader.day(entry.found)}, {entry.found_in.value}",
        "written": reader.day(entry.letter) if entry.letter else "",
        "letter": reverse("model-letter", kwargs={"model": key, "entry": entry.name}),
        "service": service.title if service else "",
        "address": reverse("model-service", kwargs={"model": key, "service": service.name})
        if service
        else "",
    }


@page("whole operating model looked at")
def letter(request: HttpRequest, caller: Caller, model: str, entry: str) -> HttpResponse:
    """Show the letter to who looks after a service, and note that it went out."""
    seen = see_whole_model(caller, model)
    found = seen.model.register.get(entry)
    if found is None:
        raise NotThere
    if request.method == "POST":
        see_model(caller, model, "text changed")
        sent: Mapping[str, Value] = {"register": {entry: {"letter": seen.day.isoformat()}}}
        change_values(caller, model, lambda *_: sent, note=f"Letter on {found.title}")
        messages.success(
            request, say("It is noted that the letter on {what} went out.", what=found.title)
        )
        return redirect("model-register", model=model)
    sender = caller.person.name
    values = {
        "entry": found,
        "text": "\n".join(letter_lines(found, sender)),
        "written": reader_of(request).day(found.letter) if found.letter else "",
        "draws": seen.seat.may("text changed"),
    }
    return show_model(request, "letter.html", seen.seat, values, tab="model-register")


@page("text changed", at_fields=True)
def enter(request: HttpRequest, caller: Caller, model: str) -> HttpResponse:
    """Enter a service into the register by hand."""
    seen = see_model(caller, model, "text changed")
    sent: dict[str, Any] = dict(request.POST.lists())
    wrong: Mapping[str, str] = {}
    rest: list[str] = []
    if request.method == "POST":
        read = typed(_FIELDS, sent, zone="UTC", currency="EUR", reader=reader_of(request))
        wrong = read.wrong
        if not wrong:
            try:
                _enter(caller, model, seen, read.said)
            except (MisusedCommand, ChangedMeanwhile) as refusal:
                wrong, rest = mistakes_apart(_FIELDS, refusal)
            else:
                messages.success(
                    request, say("{title} is in the register.", title=read.said["title"])
                )
                return redirect("model-register", model=model)
    values = {
        "form": FormView(
            fields=filled(_FIELDS, sent, seen, wrong),
            wrong=tuple(rest),
            action=reverse("model-enter", kwargs={"model": model}),
            button=say("Enter it"),
        ),
        "title": say("Enter a service by hand"),
        "intro": say("What is not known may stay empty; it can be asked in a letter."),
        "back": reverse("model-register", kwargs={"model": model}),
    }
    status = 422 if wrong or rest else 200
    return show_model(request, "form.html", seen.seat, values, tab="model-register", status=status)


def _enter(caller: Caller, model: str, seen: ModelSeen, said: Mapping[str, Any]) -> None:
    entry: dict[str, Value] = {name: str(value) for name, value in said.items()}
    if "interfaces" in said:
        entry["interfaces"] = [part.strip() for part in said["interfaces"].split(",")]
    entry |= {"found": seen.day.isoformat(), "found in": FoundIn.BY_HAND.value}

    def makes(opened: Any, _: object) -> Mapping[str, Value]:  # noqa: ANN401 - as ``change_values``
        name = free_name(str(said["title"]), set(opened.model.register))
        return {"register": {name: entry}}

    change_values(caller, model, makes, note=f"Register: {said['title']}")
