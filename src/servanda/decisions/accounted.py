"""An operating model with what people have said about it: the text, then each word on top of it.

Nothing beside the model itself is changed by a word: an acceptance in the journal is an acceptance
like one in the text, so that every rule and every report knows it without asking where it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from servanda.decisions.diagnostics import SO_ALREADY
from servanda.decisions.objections.accounted import day_of, objections_on_model, task_of
from servanda.decisions.standing import place_of
from servanda.facts.accounted import (
    ControlShown,
    GateAgreed,
    RiskAccepted,
    SteppedIn,
    TextChanged,
)
from servanda.facts.decision import Entry, EntryReversed
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.source import SourceSpan
from servanda.operating_model.model.portfolio import OperatingModel
from servanda.operating_model.model.risk import Acceptance, Proof
from servanda.operating_model.model.service import Service

__all__ = ["Heard", "hear", "hear_one"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Hold an operating model with what was said about it.

    Args:
        text: The model as its text has it.
        model: The same with all that counts of what was said.
        counted: The entries that count, by digest, in their order.
    """

    text: OperatingModel
    model: OperatingModel
    counted: Mapping[str, Entry] = field(default_factory=dict)


def hear(
    text: OperatingModel, entries: Iterable[Entry], *, file: str = "journal.jsonl"
) -> tuple[Heard, tuple[Diagnostic, ...]]:
    """Return an operating model with what was said about it, and which entries do not count.

    Pure: the same text and entries give the same. The text may have changed since something was
    said: what speaks of a risk, gate, task or control that it no longer has counts no longer, and
    what the text says itself by now needs no word.

    Args:
        text: The model as its text has it.
        entries: Those of a sound journal, in their order.
        file: How diagnostics call the journal.
    """
    heard, wrong = Heard(text=text, model=text), list[Diagnostic]()
    for entry in entries:
        heard, objections = hear_one(heard, entry, place_of(entry, file))
        wrong += (each for each in objections if each.code != SO_ALREADY.code)
    return heard, tuple(wrong)


def hear_one(heard: Heard, entry: Entry, place: SourceSpan) -> tuple[Heard, tuple[Diagnostic, ...]]:
    """Return the model after one more entry, and why it does not count where it does not."""
    objections = objections_on_model(heard.model, heard.counted, entry, place)
    if objections:
        return heard, objections
    counted = {**heard.counted, entry.sha256: entry}
    if not isinstance(entry.act, EntryReversed):
        return replace(heard, model=_after(heard.model, entry), counted=counted), ()
    del counted[entry.act.entry]
    model = heard.text
    for each in counted.values():
        model = _after(model, each)
    return replace(heard, model=model, counted=counted), ()


def _after(model: OperatingModel, entry: Entry) -> OperatingModel:
    act = entry.act
    if isinstance(act, EntryReversed | TextChanged):
        return model
    assert isinstance(act, RiskAccepted | GateAgreed | SteppedIn | ControlShown), "it was let in"
    service = _CHANGES[type(act)](model.services[act.service], entry, act)
    return replace(model, services={**model.services, act.service: service})


def _risk_accepted(service: Service, entry: Entry, act: RiskAccepted) -> Service:
    risk = service.risks[act.risk]
    acceptance = Acceptance(
        by=entry.person,
        role=entry.role,
        on=day_of(entry),
        until=act.until,
        because=act.reason,
        span=risk.span,
    )
    said = sorted((*risk.acceptances, acceptance), key=lambda each: each.on)
    risks = {**service.risks, act.risk: replace(risk, acceptances=tuple(said))}
    return replace(service, risks=risks)


def _gate_agreed(service: Service, entry: Entry, act: GateAgreed) -> Service:
    gate = service.gates[act.process]
    agreed = replace(gate, agreed=day_of(entry), evidence=act.evidence or gate.evidence)
    return replace(service, gates={**service.gates, act.process: agreed})


def _stepped_in(service: Service, _: Entry, act: SteppedIn) -> Service:
    task = task_of(service, act)
    done = tuple(
        replace(each, done=act.on, outcome=act.outcome) if each is task else each
        for each in service.step_ins
    )
    return replace(service, step_ins=done)


def _control_shown(service: Service, _: Entry, act: ControlShown) -> Service:
    control = service.controls[act.control]
    shown = replace(control, proof=Proof(on=act.on, evidence=act.evidence))
    return replace(service, controls={**service.controls, act.control: shown})


_CHANGES: Mapping[type, Callable[[Service, Entry, Any], Service]] = {
    RiskAccepted: _risk_accepted,
    GateAgreed: _gate_agreed,
    SteppedIn: _stepped_in,
    ControlShown: _control_shown,
}
