"""All risks of an operating model, open ones first, with every word by which one was accepted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from servanda.desk.callers import Caller
from servanda.desk.operating_model.seeing import see_whole_model
from servanda.operating_model.standing import RiskState
from servanda.web.languages.speaking import say_count
from servanda.web.pages.listing import Column, listed
from servanda.web.pages.operating_model.seeing import day_asked, days_spelt, show_model
from servanda.web.pages.operating_model.service import RiskShown, risk_shown
from servanda.web.pages.seeing import page, reader_of

__all__ = ["risks"]

_ORDER = (RiskState.EXPIRED, RiskState.OPEN, RiskState.ACCEPTED, RiskState.CLOSED)


_COLUMNS: tuple[Column[RiskShown], ...] = (
    Column(heading="Risk", cell=lambda each: each.title),
    Column(heading="Service", cell=lambda each: each.service),
    Column(heading="How it stands", cell=lambda each: each.state),
    Column(heading="Likelihood", cell=lambda each: each.likelihood),
    Column(heading="Consequence", cell=lambda each: each.consequence),
    Column(heading="Owner", cell=lambda each: each.owner),
    Column(heading="Treatment", cell=lambda each: each.treatment),
    Column(heading="Raised", cell=lambda each: each.raised),
    Column(heading="Who bears it", cell=lambda each: "; ".join(each.words)),
)


@page("whole operating model looked at")
def risks(request: HttpRequest, caller: Caller, model: str) -> HttpResponse:
    """List risks with how they stand, and what nobody has recorded a risk for."""
    seen = see_whole_model(caller, model, day=day_asked(request))
    reader, state = reader_of(request), request.GET.get("state", "")
    everything = [
        (standing, risk)
        for standing in seen.examination.standings.values()
        for risk in standing.risks
    ]
    chosen = [each for each in everything if state in {"", each[1].state.value}]
    chosen.sort(key=lambda each: _ORDER.index(each[1].state))
    bare = [each for each in seen.examination.findings if each.risk is None]
    open_ = sum(risk.state.is_open for _, risk in everything)
    titles = {name: each.service.title for name, each in seen.examination.standings.items()}
    on = seen.day.isoformat() if request.GET.get("on") else ""
    shown = listed(
        request,
        [risk_shown(seen, standing, risk, reader) for standing, risk in chosen],
        _COLUMNS,
        title="Risks",
        at=caller.at,
        kept={name: value for name, value in (("state", state), ("on", on)) if value},
    )
    if shown.file is not None:
        return shown.file
    values = {
        "listed": shown,
        "risks": shown.rows,
        "states": [each.value for each in _ORDER],
        "state": state,
        "opening": " ".join(
            (
                say_count(
                    "{count} risk, {open} open.",
                    "{count} risks, {open} open.",
                    len(everything),
                    count=len(everything),
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
            (
                titles.get(each.service, ""),
                each.rule.value,
                days_spelt(each.diagnostic.message, reader),
            )
            for each in bare
        ],
        "on": on,
        "day": reader.day(seen.day),
    }
    return show_model(request, "risks.html", seen.seat, values, tab="model-risks")
