"""A system of one's own organisation: what it is for, its tokens, and its end."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from servanda.desk.appointing import colleagues, person_left
from servanda.desk.callers import Caller, allow
from servanda.desk.rights import FOR_PROGRAMS, Scope
from servanda.desk.systems import make_system_token, revoke_system_token, system_seen
from servanda.pipeline.refusals import MisusedCommand
from servanda.reports.clean import one_line
from servanda.web.kept import refuse_unkept
from servanda.web.languages.speaking import say
from servanda.web.pages.doing import NOTHING_REFUSED, Refused, doing
from servanda.web.pages.seeing import page, reader_of, show
from servanda.web.pages.tokens import SCOPES_SAID, days_typed, token_shown

__all__ = ["SYSTEM", "system"]


@page("organisation looked at")
def system(request: HttpRequest, caller: Caller, system: str) -> HttpResponse:
    """Show a system of one's own organisation."""
    return _shown(request, caller, system=system)


def _shown(
    request: HttpRequest,
    caller: Caller,
    *,
    system: str,
    refused: Refused = NOTHING_REFUSED,
    secret: str = "",
) -> HttpResponse:
    seen = system_seen(caller, system)
    reader, place = reader_of(request), {"system": system}
    values = {
        "system": seen.system,
        "tokens": [
            token_shown(each, caller, reader, _end(system, each.key)) for each in seen.tokens
        ],
        "heirs": [each for each in colleagues(caller) if each != seen.system],
        "make": "" if seen.system.left_at else reverse("system-new_token", kwargs=place),
        "scopes": [(each.value, say(SCOPES_SAID[each])) for each in FOR_PROGRAMS],
        "chosen": request.POST.getlist("scopes") if refused.form else [Scope.READ.value],
        "secret": secret,
        "refused": refused,
    }
    return show(request, "system.html", values, status=422 if refused.form else 200)


@page("token of a system made", at_fields=True)
def new_token(request: HttpRequest, caller: Caller, system: str) -> HttpResponse:
    """Make a token for a system, and show its secret this once."""
    allow(caller, "token of a system made")
    if request.method != "POST":
        return redirect("system", system=system)
    sent = request.POST
    name, scopes = sent.get("name", "")[:200], sent.getlist("scopes")
    try:
        refuse_unkept(sent)
        made = make_system_token(caller, system, name, scopes, days=days_typed(sent))
    except MisusedCommand as refusal:
        refused = Refused.of("new_token", refusal, sent.dict())
        return _shown(request, caller, system=system, refused=refused)
    return _shown(request, caller, system=system, secret=made.secret)


@doing("token of a system revoked", "system", _shown)
def no_token(caller: Caller, _: Mapping[str, str], system: str, token: str) -> str:
    """Make a token of a system useless."""
    revoked = revoke_system_token(caller, system, token)
    return say("The token '{revoked}' opens nothing any more.", revoked=one_line(revoked.name))


@doing("colleague left", "system", _shown)
def end(caller: Caller, typed: Mapping[str, str], system: str) -> str:
    """End a system; its roles end with it, or go to a colleague or another system."""
    key = system_seen(caller, system).system.key
    ended = person_left(caller, key, successor=typed.get("successor", ""))
    return say("{ended} works no more; what it said stays.", ended=one_line(ended.name))


def _end(system: str, token: str) -> str:
    return reverse("system-no_token", kwargs={"system": system, "token": token})


SYSTEM = {
    "tokens": new_token,
    "tokens/<str:token>/revoke": no_token,
    "end": end,
}
"""What is done on the page, by where it stands below it."""
