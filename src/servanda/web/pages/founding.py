"""An agreement taken into the book: its text, and which party one's own organisation is."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from servanda.decisions.rulebook import SIDES
from servanda.desk.callers import Caller, allow
from servanda.desk.founding import found_agreement
from servanda.desk.refusals import Mistaken
from servanda.pipeline.refusals import MisusedCommand
from servanda.web.kept import refuse_unkept
from servanda.web.languages.speaking import say
from servanda.web.pages.seeing import page, show

__all__ = ["found"]


@page("agreement founded", at_fields=True)
def found(request: HttpRequest, caller: Caller) -> HttpResponse:
    """Take an agreement into the book."""
    allow(caller, "agreement founded")
    if request.method != "POST":
        return show(request, "found.html", {"sides": SIDES})
    # A form's lines end otherwise than a text's.
    text = request.POST.get("text", "").replace("\r\n", "\n")
    party = request.POST.get("party", "")
    try:
        refuse_unkept(request.POST)
        made = found_agreement(caller, {"agreement.yaml": text}, party)
    except MisusedCommand as refusal:
        values = {"sides": SIDES, "text": text, "party": party, "wrong": _wrong(refusal)}
        return show(request, "found.html", values, status=422)
    messages.success(
        request, say("'{made}' is in the book. Invite the other party to it.", made=made.title)
    )
    return redirect("people", agreement=made.key)


def _wrong(refusal: MisusedCommand) -> list[str]:
    if not isinstance(refusal, Mistaken):
        return [str(refusal)]
    return [
        say("line {line}: {message}", line=each.span.line, message=each.message)
        + (f"; {each.hint}" if each.hint else "")
        for each in refusal.diagnostics
    ]
