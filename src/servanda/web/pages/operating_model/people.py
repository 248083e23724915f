"""Who draws an operating model, and who speaks in which role of its text."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse

from servanda.desk.appointing import colleagues
from servanda.desk.callers import Caller
from servanda.desk.operating_model.appointing import (
    AppointedOnModel,
    appoint_on_model,
    appointments_on_model,
    end_on_model,
)
from servanda.desk.operating_model.seeing import ModelSeen, see_whole_model
from servanda.desk.refusals import NotThere
from servanda.desk.rights import ON_MODELS, Role
from servanda.kernel.time import Instant
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.web.languages.speaking import say
from servanda.web.pages.doing import NOTHING_REFUSED, Refused, doing
from servanda.web.pages.listing import Column, listed
from servanda.web.pages.operating_model.seeing import show_model
from servanda.web.pages.seeing import page, reader_of

__all__ = ["MODEL_PEOPLE", "people"]

_GIVEN, _ENDED = "role on a model given", "role on a model ended"


_COLUMNS: tuple[Column[Mapping[str, object]], ...] = (
    Column(heading="Name", cell=lambda each: each["name"]),
    Column(heading="Role", cell=lambda each: each["role"]),
    Column(heading="Since", cell=lambda each: each["since"]),
)


@page("whole operating model looked at")
def people(request: HttpRequest, caller: Caller, model: str) -> HttpResponse:
    """Show who holds which role on an operating model."""
    return _shown(request, caller, model=model)


def _shown(
    request: HttpRequest, caller: Caller, *, model: str, refused: Refused = NOTHING_REFUSED
) -> HttpResponse:
    seen, reader = see_whole_model(caller, model), reader_of(request)
    held = appointments_on_model(caller, model)
    owns = seen.seat.may(_GIVEN)
    taken = {each.appointment.named for each in held}
    shown = listed(
        request,
        [_holder(seen, each, reader) for each in held],
        _COLUMNS,
        title="People",
        at=caller.at,
    )
    if shown.file is not None:
        return shown.file
    values = {
        "listed": shown,
        "holders": shown.rows,
        "open": [role.title for name, role in seen.model.roles.items() if name not in taken],
        "owns": owns,
        "colleagues": colleagues(caller) if owns else (),
        "choices": [
            *((each.value, each.value) for each in ON_MODELS if each is not Role.ROLE_HOLDER),
            *((f"as {name}", each.title) for name, each in seen.model.roles.items()),
        ],
        "refused": refused,
    }
    status = 422 if refused.form else 200
    return show_model(request, "people.html", seen.seat, values, tab="model-people", status=status)


def _holder(seen: ModelSeen, found: AppointedOnModel, reader: Reader) -> Mapping[str, object]:
    held = found.appointment
    known = seen.model.roles.get(held.named)
    return {
        "number": found.number,
        "name": one_line(held.person.name),
        "role": known.title if known else held.named or held.role,
        "is_gone": bool(held.named) and known is None,
        "since": reader.day(reader.local(Instant.from_datetime(held.begun_at)).date()),
    }


@doing(_GIVEN, "model-people", _shown)
def give_role(caller: Caller, typed: Mapping[str, str], model: str) -> str:
    """Give a colleague a role."""
    chosen = typed.get("role", "")
    named = chosen.removeprefix("as ") if chosen.startswith("as ") else ""
    role = Role.ROLE_HOLDER.value if named else chosen
    made = appoint_on_model(caller, model, typed.get("person", ""), role, named=named)
    what = made.appointment.named.replace("_", " ") or made.appointment.role
    return say("{person} is {what} now.", person=one_line(made.appointment.person.name), what=what)


@doing(_ENDED, "model-people", _shown)
def end_role(caller: Caller, _: Mapping[str, str], model: str, number: str) -> str:
    """End a role."""
    if not number.isascii() or not number.isdigit() or len(number) > 9:
        raise NotThere
    ended = end_on_model(caller, model, int(number)).appointment
    what = ended.named.replace("_", " ") or ended.role
    return say("{person} is {what} no longer.", person=one_line(ended.person.name), what=what)


MODEL_PEOPLE = {"appoint": give_role, "<str:number>/end": end_role}
"""What is done on the page, by where it stands below it."""
