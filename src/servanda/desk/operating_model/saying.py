"""What people say about an operating model, in the roles of its text that they hold."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from servanda.decisions.accounted import hear_one
from servanda.decisions.standing import place_of
from servanda.desk.callers import Caller
from servanda.desk.operating_model.seats import ModelSeat, take_model_seat
from servanda.desk.operating_model.working import (
    ModelEntered,
    ModelWork,
    SaidOnModel,
    enter_on_model,
)
from servanda.desk.refusals import Mistaken
from servanda.facts.accounted import GateAgreed, TextChanged
from servanda.facts.decision import Act, EntryReversed
from servanda.journal.acts import ACTS_ON_MODELS
from servanda.journal.chain import Speaker, next_entry
from servanda.pipeline.refusals import MisusedCommand

__all__ = ["SAID_ON_MODELS", "NotYourRole", "say_on_model"]

_TAKEN_BACK = "word taken back"

SAID_ON_MODELS: Mapping[str, type[Act]] = MappingProxyType(
    {
        _TAKEN_BACK if kind is EntryReversed else name: kind
        for name, kind in ACTS_ON_MODELS.items()
        if kind is not TextChanged
    }
)
"""What is said in a role of the text, by what the table of rights calls it."""

_DOES = {kind: name for name, kind in SAID_ON_MODELS.items()}


class NotYourRole(MisusedCommand):
    """Somebody speaks in a role that they do not hold, or does not say in which of several."""

    def __init__(self, role: str, holds: tuple[str, ...]) -> None:
        mine = " or ".join(f"'{each}'" for each in holds)
        why = f"you do not hold the role '{role}'" if role else "you hold several roles"
        super().__init__(f"{why}; say it as {mine}")


def say_on_model(caller: Caller, model: str, act: Act, *, role: str = "") -> ModelEntered:
    """Say something about an operating model: bear a risk, agree to a gate, show a control.

    Args:
        caller: Who says it.
        model: The operating model's key.
        act: What is said.
        role: In which role of the text; may be left out by whoever holds one alone, and where a
            gate names whose word it needs.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        NotYourRole: The caller does not hold the role, or holds several and names none.
        Mistaken: It does not fit the model; everything that speaks against it is named.
    """
    seat = take_model_seat(caller, model, _DOES[type(act)])

    def does(work: ModelWork) -> SaidOnModel:
        speaks_as = _role(seat, work, act, role)
        known = work.opened.model.roles.get(speaks_as)
        speaker = Speaker(
            party=known.party if known else "", person=caller.person.name, role=speaks_as
        )
        entry = next_entry(work.opened.journal, seat.model.identifier, work.at, speaker, act)
        _, objections = hear_one(work.heard, entry, place_of(entry, "journal"))
        if objections:
            raise Mistaken(objections)
        return SaidOnModel(act=act, role=speaks_as)

    return enter_on_model(seat, does)


def _role(seat: ModelSeat, work: ModelWork, act: Act, role: str) -> str:
    holds = seat.holds
    if role:
        wanted = [role]
    elif isinstance(act, GateAgreed):
        service = work.opened.model.services.get(act.service)
        gate = service.gates.get(act.process) if service else None
        wanted = [gate.agreed_by] if gate and gate.agreed_by in holds else [*holds]
    elif isinstance(act, EntryReversed):
        entry = work.heard.counted.get(act.entry)
        wanted = [entry.role] if entry and entry.role in holds else [*holds]
    else:
        wanted = [*holds]
    if len(wanted) != 1 or wanted[0] not in holds:
        raise NotYourRole(role, holds)
    return wanted[0]
