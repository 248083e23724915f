"""What is said about an operating model: risks borne, gates agreed, tasks done, controls shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from servanda.agreement.notebook import advise_name
from servanda.decisions import diagnostics as found
from servanda.facts.accounted import (
    ControlShown,
    GateAgreed,
    RiskAccepted,
    SteppedIn,
    TextChanged,
)
from servanda.facts.decision import Entry, EntryReversed
from servanda.kernel.diagnostic import Diagnostic, DiagnosticKind
from servanda.kernel.source import SourceSpan
from servanda.operating_model.model.portfolio import OperatingModel
from servanda.operating_model.model.service import Service, StepIn

__all__ = ["day_of", "objections_on_model", "task_of"]


def day_of(entry: Entry) -> date:
    """Return the day on which something was said, in UTC: an operating model has no zone."""
    return entry.at.to_datetime().date()


def task_of(service: Service, act: SteppedIn) -> StepIn | None:
    """Return the task that was done by stepping in, nothing if there is none."""
    return next(
        (
            task
            for task in service.step_ins
            if (task.process, task.asked) == (act.process, act.asked)
            and (task.scope.value if task.scope else "") == act.scope
        ),
        None,
    )


def objections_on_model(
    model: OperatingModel, counted: Mapping[str, Entry], entry: Entry, place: SourceSpan
) -> tuple[Diagnostic, ...]:
    """Return everything that speaks against an entry; nothing means that it counts.

    Args:
        model: The operating model with all that was said about it before.
        counted: The entries before it that count, by digest.
        entry: What is said.
        place: Where mistakes are reported.
    """
    case = _Case(model=model, counted=counted, entry=entry, place=place)
    return tuple(case.speaker()) or tuple(_RULES[type(entry.act)](case, entry.act))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """What is said, and what it is said into."""

    model: OperatingModel
    counted: Mapping[str, Entry]
    entry: Entry
    place: SourceSpan

    @property
    def day(self) -> date:
        return day_of(self.entry)

    def say(self, kind: DiagnosticKind, **arguments: str) -> Diagnostic:
        return kind.at(self.place, **arguments)

    def speaker(self) -> Iterator[Diagnostic]:
        """Object to who speaks: in a role of the text, which answers for what it says."""
        entry = self.entry
        if entry.agreement != self.model.identifier:
            yield self.say(found.OTHER_MODEL, name=entry.agreement, expected=self.model.identifier)
        if not entry.person.strip():
            yield self.say(found.NOBODY, party=entry.role or "organisation")
        if not isinstance(entry.act, TextChanged):
            # Who may change a text is not for the text to say.
            yield from self.known("role", entry.role, self.model.roles)

    def answering(self) -> Iterator[Diagnostic]:
        """Object to a role of who only performs."""
        role = self.model.roles[self.entry.role]
        party = self.model.parties.get(role.party)
        if party is not None and not party.side.may_be_accountable:
            yield self.say(
                found.SIDE_THAT_PERFORMS,
                role=role.name,
                party=party.title,
                side=party.side.value,
            )

    def known(self, what: str, name: str, names: Collection[str]) -> Iterator[Diagnostic]:
        if name not in names:
            advice = advise_name(name, names)
            yield self.say(found.UNKNOWN_NAME, what=what, name=name, advice=advice)

    def so_already(self, what: str, how: str, service: str) -> Diagnostic:
        return self.say(found.SO_ALREADY, what=what, how=how, service=service)

    def not_later(self, what: str, day: date, since: date | None = None) -> Iterator[Diagnostic]:
        """Object to a day that is still to come, or lies before another."""
        if day > self.day:
            yield self._wrong_day(what, day, "still to come")
        elif since is not None and day < since:
            yield self._wrong_day(what, day, f"before {since.isoformat()}")

    def _wrong_day(self, what: str, day: date, why: str) -> Diagnostic:
        return self.say(found.WRONG_DAY, what=what, day=day.isoformat(), why=why)


def _risk_accepted(case: _Case, act: RiskAccepted) -> Iterator[Diagnostic]:
    yield from case.answering()
    if not act.reason.strip():
        yield case.say(found.NO_REASON, what="an acceptance")
    if act.until < case.day:
        yield case.say(
            found.WRONG_DAY,
            what="the acceptance holds until",
            day=act.until.isoformat(),
            why="over before it begins",
        )
    yield from case.known("service", act.service, case.model.services)
    if (service := case.model.services.get(act.service)) is None:
        return
    yield from case.known(f"risk of '{act.service}'", act.risk, service.risks)
    if (risk := service.risks.get(act.risk)) is None:
        return
    if risk.closed is not None and risk.closed <= case.day:
        how = f"was closed on {risk.closed.isoformat()}"
        yield case.so_already(f"the risk '{act.risk}'", how, act.service)
    if risk.raised > case.day:
        why = f"before the risk was raised, on {risk.raised.isoformat()}"
        yield case.say(
            found.WRONG_DAY, what="the day of the word,", day=f"{case.day.isoformat()},", why=why
        )


def _gate_agreed(case: _Case, act: GateAgreed) -> Iterator[Diagnostic]:
    yield from case.answering()
    yield from case.known("service", act.service, case.model.services)
    if (service := case.model.services.get(act.service)) is None:
        return
    yield from case.known(f"gate of '{act.service}'", act.process, service.gates)
    if (gate := service.gates.get(act.process)) is None:
        return
    process = case.model.processes[act.process].title.lower()
    if gate.agreed is not None:
        how = f"was agreed to on {gate.agreed.isoformat()}"
        yield case.so_already(f"the gate of {process}", how, act.service)
        return
    if gate.agreed_by != case.entry.role:
        yield case.say(
            found.GATE_OF_OTHERS, process=process, right=gate.agreed_by, role=case.entry.role
        )
    if not (act.evidence or gate.evidence).strip():
        yield case.say(found.NOTHING_SHOWN, what=f"the gate of {process} is met")


def _stepped_in(case: _Case, act: SteppedIn) -> Iterator[Diagnostic]:
    yield from case.answering()
    yield from case.known("service", act.service, case.model.services)
    if (service := case.model.services.get(act.service)) is None:
        return
    yield from case.not_later("it was done on", act.on, since=act.asked)
    if not act.outcome.strip():
        yield case.say(found.NO_REASON, what="what came of stepping in")
    task = task_of(service, act)
    if task is None:
        which = f" (asked on {act.asked.isoformat()})"
        yield case.say(found.NOBODY_ASKED, service=act.service, process=act.process, which=which)
    elif task.done is not None:
        how = f"was done on {task.done.isoformat()}"
        what = f"the task of {act.asked.isoformat()} for {act.process}"
        yield case.so_already(what, how, act.service)


def _control_shown(case: _Case, act: ControlShown) -> Iterator[Diagnostic]:
    yield from case.known("service", act.service, case.model.services)
    if (service := case.model.services.get(act.service)) is None:
        return
    yield from case.known(f"control of '{act.service}'", act.control, service.controls)
    if (control := service.controls.get(act.control)) is None:
        return
    if control.proof is not None and control.proof.on > act.on:
        how = f"was shown to work on {control.proof.on.isoformat()}"
        yield case.so_already(f"the control '{act.control}'", how, act.service)
    yield from case.not_later("it was shown on", act.on)
    if not act.evidence.strip():
        yield case.say(found.NOTHING_SHOWN, what=f"the control '{act.control}' works")


def _text_changed(case: _Case, act: TextChanged) -> Iterator[Diagnostic]:
    if not act.texts:
        yield case.say(found.NOTHING_SHOWN, what="what the text says from now on")


def _reversed(case: _Case, act: EntryReversed) -> Iterator[Diagnostic]:
    entry = case.counted.get(act.entry)
    if entry is None or isinstance(entry.act, EntryReversed | TextChanged):
        yield case.say(found.NO_SUCH_ENTRY, name=act.entry[:12] or "of no name")
        return
    if entry.role != case.entry.role:
        yield case.say(found.NOT_ONES_OWN, number=str(entry.number), right=entry.role)
    if not act.reason.strip():
        yield case.say(found.NO_REASON, what="taking something back")


_Rule = Callable[[_Case, Any], Iterator[Diagnostic]]
_RULES: Mapping[type, _Rule] = {
    RiskAccepted: _risk_accepted,
    GateAgreed: _gate_agreed,
    SteppedIn: _stepped_in,
    ControlShown: _control_shown,
    TextChanged: _text_changed,
    EntryReversed: _reversed,
}
