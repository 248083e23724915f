"""The texts of an operating model as they are written, and changed as a whole."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from servanda.desk.callers import Caller
from servanda.desk.operating_model.changing import change_texts, texts_seen
from servanda.desk.operating_model.reading import last_change
from servanda.desk.operating_model.seats import take_model_seat
from servanda.desk.refusals import Mistaken
from servanda.pipeline.operating import FIRST_TEXT
from servanda.pipeline.refusals import ChangedMeanwhile, MisusedCommand
from servanda.web.kept import refuse_unkept
from servanda.web.languages.speaking import say
from servanda.web.pages.operating_model.seeing import show_model, words_of
from servanda.web.pages.seeing import page

__all__ = ["rewrite", "text"]


@page("whole operating model looked at")
def text(request: HttpRequest, caller: Caller, model: str) -> HttpResponse:
    """Show the texts that hold."""
    seen, texts = texts_seen(caller, model)
    values = {
        "texts": [(name, content.splitlines()) for name, content in texts.items()],
        "draws": seen.seat.may("text changed"),
    }
    return show_model(request, "text.html", seen.seat, values, tab="model-text")


@page("text changed", at_fields=True)
def rewrite(request: HttpRequest, caller: Caller, model: str) -> HttpResponse:
    """Show a text to be changed, and take it."""
    seat = take_model_seat(caller, model, "text changed")
    seen, texts = texts_seen(caller, model)
    name = (request.POST if request.method == "POST" else request.GET).get("name", FIRST_TEXT)
    values: dict[str, object] = {
        "name": name,
        "content": texts.get(name, ""),
        "instead_of": last_change(seen.journal.entries),
    }
    if request.method != "POST":
        return show_model(request, "rewrite.html", seat, values, tab="model-text")
    sent = request.POST
    # A form's lines end otherwise than a text's.
    content = sent.get("content", "").replace("\r\n", "\n")
    try:
        refuse_unkept(sent)
        change_texts(
            caller,
            model,
            {**texts, name: content},
            instead_of=sent.get("instead_of", ""),
            note=sent.get("note", "").strip()[:500],
        )
    except (MisusedCommand, ChangedMeanwhile) as refusal:
        wrong = words_of(refusal.diagnostics) if isinstance(refusal, Mistaken) else [str(refusal)]
        values |= {"content": content, "wrong": wrong, "note": sent.get("note", "")}
        values["instead_of"] = sent.get("instead_of", "")
        return show_model(request, "rewrite.html", seat, values, tab="model-text", status=422)
    messages.success(request, say("The text is changed."))
    return redirect("model-text", model=model)
