"""A cell of a matrix changed by a form; the text stays in step, comments and all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from servanda.desk.callers import Caller
from servanda.desk.operating_model.changing import NothingDiffers, change_values
from servanda.desk.operating_model.seeing import ModelSeen, see_model
from servanda.desk.refusals import NotThere
from servanda.operating_model.changing import Value
from servanda.operating_model.filling import FilledCell, filled_values
from servanda.operating_model.model.words import UNDECIDED, Scope
from servanda.operating_model.rules.everything import Examination
from servanda.operating_model.standing import Cell, CellStanding, ServiceStanding
from servanda.pipeline.operating import OpenedModel
from servanda.pipeline.refusals import ChangedMeanwhile, MisusedCommand
from servanda.web.languages.speaking import say
from servanda.web.pages.fields import Choice, Field, FormView, Sort, filled, typed
from servanda.web.pages.operating_model.forms import mistakes_apart
from servanda.web.pages.operating_model.seeing import show_model
from servanda.web.pages.seeing import page, reader_of

__all__ = ["cell"]

_REASON_NEEDED = "say why it is meant otherwise than the ambition has it"


def _answering(seen: ModelSeen) -> Iterator[Choice]:
    for each in seen.model.parties.values():
        if each.side.may_be_accountable:
            yield each.name, each.title


def _performing(seen: ModelSeen) -> Iterator[Choice]:
    for each in seen.model.parties.values():
        if each.name != UNDECIDED:
            yield each.name, each.title


_FIELDS = (
    Field(name="process", label="process", sort=Sort.HIDDEN),
    Field(name="scope", label="scope", sort=Sort.HIDDEN),
    Field(
        name="accountable",
        label="Who is accountable now",
        sort=Sort.CHOICE,
        choices=_answering,
        help="End responsible for operation and governance. t.b.d. is an answer, and an open risk.",
    ),
    Field(
        name="performs",
        label="Who does the work now",
        sort=Sort.SEVERAL,
        choices=_performing,
        needed=False,
        help="Nobody chosen means: who is accountable.",
    ),
    Field(
        name="meant",
        label="Who is meant to be accountable",
        sort=Sort.CHOICE,
        choices=_answering,
    ),
    Field(
        name="meant_performs",
        label="Who is meant to do the work",
        sort=Sort.SEVERAL,
        choices=_performing,
        needed=False,
        help="Nobody chosen leaves it open.",
    ),
    Field(
        name="because",
        label="Why it is meant so",
        sort=Sort.WORDS,
        needed=False,
        help="Needed where it is meant otherwise than the ambition has it.",
    ),
)


@page("text changed", at_fields=True)
def cell(request: HttpRequest, caller: Caller, model: str, service: str) -> HttpResponse:
    """Show and change one cell of a service's matrix."""
    seen = see_model(caller, model, "text changed")
    standing = seen.standing(service)
    if request.method != "POST":
        found = _cell(standing, request.GET)
        return _asked(request, seen, standing, found, _as_it_is(found), {}, ())
    found = _cell(standing, request.POST)
    sent = dict(request.POST.lists())
    read = typed(_FIELDS, sent, zone="UTC", currency="EUR", reader=reader_of(request))
    wrong = dict(read.wrong) | _unknown(seen, read.said)
    if not wrong and _lacks_reason(found, read.said):
        wrong["because"] = _REASON_NEEDED
    if wrong:
        return _asked(request, seen, standing, found, sent, wrong, ())
    try:
        _change(caller, model, standing, found, read.said)
    except (MisusedCommand, ChangedMeanwhile) as refusal:
        return _asked(request, seen, standing, found, sent, *mistakes_apart(_FIELDS, refusal))
    messages.success(
        request,
        say(
            "{process} of {service} is changed.",
            process=found.process.title,
            service=standing.service.title,
        ),
    )
    return redirect("model-service", model=model, service=service)


def _cell(standing: ServiceStanding, named: Mapping[str, Any]) -> CellStanding:
    for each in standing.shown_cells():
        if (each.process.name, each.scope.value) == (named.get("process"), named.get("scope")):
            return each
    raise NotThere


def _as_it_is(found: CellStanding) -> dict[str, list[str]]:
    """Return the form's fields as the cell stands."""
    own = found.present.performs == (found.present.accountable,)
    return {
        "process": [found.process.name],
        "scope": [found.scope.value],
        "accountable": [found.present.accountable],
        "performs": [] if own else [*found.present.performs],
        "meant": [found.target.accountable],
        "meant_performs": [*found.target.performs],
        "because": [found.because],
    }


def _unknown(seen: ModelSeen, said: Mapping[str, Any]) -> dict[str, str]:
    """Say at its field what can be chosen nowhere."""
    wrong = {}
    for field in _FIELDS:
        if field.choices is None or field.name not in said:
            continue
        known = {name for name, _ in field.choices(seen)}
        chosen = said[field.name]
        if not known.issuperset(chosen if isinstance(chosen, list) else [chosen]):
            wrong[field.name] = say("please choose among those that are shown")
    return wrong


def _lacks_reason(found: CellStanding, said: Mapping[str, Any]) -> bool:
    deviates = said["meant"] != found.reference != UNDECIDED
    return deviates and not said.get("because")


def _change(
    caller: Caller,
    model: str,
    standing: ServiceStanding,
    found: CellStanding,
    said: Mapping[str, Any],
) -> None:
    service, together = standing.service.name, standing.service.together
    accountable = str(said["accountable"])
    chosen = FilledCell(
        service=service,
        process=found.process.name,
        scopes=tuple(Scope) if together else (found.scope,),
        present=Cell(
            accountable=accountable, performs=tuple(said.get("performs", ())) or (accountable,)
        ),
        target=Cell(accountable=str(said["meant"]), performs=tuple(said.get("meant_performs", ()))),
        because=" ".join(str(said.get("because", "")).split()),
    )

    def makes(_: OpenedModel, before: Examination) -> Mapping[str, Value]:
        if service not in before.standings:
            raise NotThere
        values = filled_values([chosen], before.standings, before.day)
        if not values:
            raise NothingDiffers
        return values

    change_values(caller, model, makes, note=f"{found.process.title} of {standing.service.title}")


def _asked(
    request: HttpRequest,
    seen: ModelSeen,
    standing: ServiceStanding,
    found: CellStanding,
    sent: Mapping[str, Sequence[str]],
    wrong: Mapping[str, str],
    rest: Sequence[str],
) -> HttpResponse:
    place = {"model": seen.seat.model.key, "service": standing.service.name}
    reference = "" if found.reference == UNDECIDED else seen.model.parties[found.reference].title
    values = {
        "form": FormView(
            fields=filled(_FIELDS, sent, seen, wrong),
            wrong=tuple(rest),
            action=reverse("model-cell", kwargs=place),
            button=say("Change it"),
        ),
        "title": f"{found.process.title}, {standing.scope_words(found)}",
        "intro": found.process.meaning,
        "about": [
            f"{standing.service.title}: "
            + (
                say(
                    "under ambition {ambition}, {reference} would be accountable.",
                    ambition=standing.ambition.value,
                    reference=reference,
                )
                if reference and standing.ambition
                else say("the ambition leaves it open who is accountable.")
            )
        ],
        "back": reverse("model-service", kwargs=place),
    }
    status = 422 if wrong or rest else 200
    return show_model(request, "form.html", seen.seat, values, tab="model", status=status)
