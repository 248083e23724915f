"""The way in, by an invitation."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from servanda.desk.joining import take_invitation
from servanda.pipeline.refusals import MisusedCommand
from servanda.web.clock import now
from servanda.web.kept import refuse_unkept
from servanda.web.routes import lets

__all__ = ["join"]


@lets("invitation taken")
def join(request: HttpRequest, word: str) -> HttpResponse:
    """Take an invitation: say one's name, and choose a password."""
    if request.method != "POST":
        return render(request, "servanda/join.html", {"said": {}})
    try:
        refuse_unkept(request.POST)
        take_invitation(
            word,
            now(),
            name=request.POST.get("name", ""),
            organisation=request.POST.get("organisation", ""),
            password=request.POST.get("password", ""),
        )
    except MisusedCommand as refusal:
        said = {"refusal": str(refusal), "said": request.POST}
        return render(request, "servanda/join.html", said, status=422)
    return redirect("account_login")
