"""The first pages: what one has a part in, and the way in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from servanda.desk.callers import Caller
from servanda.desk.joining import take_invitation
from servanda.desk.looking import agreements
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import Person
from servanda.web.clock import now
from servanda.web.routes import lets

__all__ = ["front", "join"]


@lets("agreements listed")
@login_required
def front(request: HttpRequest) -> HttpResponse:
    """List the agreements that one has a part in."""
    person = request.user
    assert isinstance(person, Person)
    found = agreements(Caller(person=person, at=now()))
    return render(request, "servanda/front.html", {"agreements": found, "person": person})


@lets("invitation taken")
def join(request: HttpRequest, word: str) -> HttpResponse:
    """Take an invitation: say one's name, and choose a password."""
    if request.method != "POST":
        return render(request, "servanda/join.html", {"said": {}})
    try:
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
