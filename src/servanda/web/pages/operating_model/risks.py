"""All risks of an operating model, open ones first, with every word by which one was accepted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from servanda.desk.callers import Caller
from servanda.desk.operating_model.seeing import see_whole_model
from servanda.operating_model.standing import RiskState
from servanda.web.languages.speaking import say_count
from servanda.web.pages.operating_model.seeing import day_asked, show_model
from servanda.web.pages.operating_model.service import risk_shown
from servanda.web.pages.seeing import page, reader_of

__all__ = ["risks"]

_ORDER = (RiskState.EXPIRED, RiskState.OPEN, RiskState.ACCEPTED, RiskState.CLOSED)


@page("whole operating model looked at")
def risks(request: HttpRequest, caller: Caller, model: str) -> HttpResponse:
    """List risks with how they stand, and what nobody has recorded a risk for."""
    seen = see_whole_model(caller, model, day=day_asked(request))
    reader, state = reader_of(request), request.GET.get("state", "")
    listed = [
        (standing, risk)
        for standing in seen.examination.standings.values()
        for risk in standing.risks
    ]
    chosen = [each for each in listed if state in {"", each[1].state.value}]
    chosen.sort(key=lambda each: _ORDER.index(each[1].state))
    bare = [each for each in seen.examination.findings if each.risk is None]
    open_ = sum(risk.state.is_open for _, risk in listed)
    titles = {name: each.service.title for name, each in seen.examination.standings.items()}
    values = {
        "risks": [risk_shown(seen, standing, risk, reader) for standing, risk in chosen],
        "states": [each.value for each in _ORDER],
        "state": state,
        "opening": " ".join(
            (
                say_count(
                    "{count} risk, {open} open.",
                    "{count} risks, {open} open.",
                    len(listed),
                    count=len(listed),
                    open=open_,
                ),
                say_count(
                    "For {count} finding no risk is recorded.",
                    "For {count} findings no risk is recorded.",
                    len(bare),
                    count=len(bare),
                ),
            )
        ),
        "bare": [
            (titles.get(each.service, ""), each.rule.value, each.diagnostic.message)
            for each in bare
        ],
        "on": seen.day.isoformat() if request.GET.get("on") else "",
        "day": reader.day(seen.day),
    }
    return show_model(request, "risks.html", seen.seat, values, tab="model-risks")
