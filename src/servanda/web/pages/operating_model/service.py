"""A service: its matrix, what was found, risks, gates, controls, tasks, steps and benefits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from servanda.desk.callers import Caller
from servanda.desk.operating_model.seeing import ModelSeen, see_model
from servanda.operating_model.model.words import UNDECIDED, Scope
from servanda.operating_model.standing import (
    Cell,
    CellStanding,
    RiskStanding,
    RiskState,
    ServiceStanding,
)
from servanda.reports.model_service_paper import service_paper
from servanda.reports.reader import Reader
from servanda.reports.view import Tone
from servanda.web.languages.speaking import say, say_count
from servanda.web.pages.links import ActLink
from servanda.web.pages.operating_model.seeing import (
    day_asked,
    days_spelt,
    model_link,
    show_model,
    table_shown,
)
from servanda.web.pages.seeing import page, reader_of

__all__ = ["RiskShown", "risk_shown", "service"]

RISK_TONES = {
    RiskState.OPEN: Tone.BAD,
    RiskState.EXPIRED: Tone.BAD,
    RiskState.ACCEPTED: Tone.FAIR,
    RiskState.CLOSED: Tone.QUIET,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CellShown:
    """Show a cell: who answers, who performs, what is meant, why and by when."""

    scope: str
    accountable: str
    undecided: bool
    performs: str
    meant: str
    by: str
    late: bool
    deviates: str
    because: str
    edit: str
    edit_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShown:
    """Show a process with its cells."""

    title: str
    cells: tuple[CellShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskShown:
    """Show a risk with every word by which it was accepted, newest first."""

    name: str
    title: str
    service: str
    service_address: str
    state: str
    tone: Tone
    likelihood: str
    consequence: str
    owner: str
    treatment: str
    raised: str
    words: tuple[str, ...]
    acts: tuple[ActLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemShown:
    """Show a gate, control, task, step or benefit: what it is, how it stands, what can be done."""

    title: str
    state: str
    tone: Tone
    lines: tuple[str, ...]
    acts: tuple[ActLink, ...]


@page("operating model looked at")
def service(request: HttpRequest, caller: Caller, model: str, service: str) -> HttpResponse:
    """Show a service of an operating model on a day."""
    seen = see_model(caller, model, day=day_asked(request))
    standing, reader = seen.standing(service), reader_of(request)
    shown = _Shown(seen=seen, standing=standing, reader=reader)
    paper = service_paper(seen.examination, standing, reader)
    beside = {each.title: each for each in paper.tables}
    found = seen.examination.of(service)
    values = {
        "service": standing.service,
        "opening": paper.opening,
        "sentences": paper.sentences,
        "together": standing.service.together,
        "scopes": [each.value for each in Scope],
        "rows": list(shown.rows()),
        "findings": [
            (each.rule.value, days_spelt(each.diagnostic.message, reader), not each.is_open)
            for each in (() if seen.seat.is_of_another_party else found)
        ],
        "risks": [shown.risk(each) for each in standing.risks],
        "lists": [(title, [*items]) for title, items in shown.lists() if items],
        "relationship": table_shown(beside["Who carries the relationship"]),
        "whole": not seen.seat.is_of_another_party,
        "on": seen.day.isoformat() if request.GET.get("on") else "",
        "day": reader.day(seen.day),
    }
    return show_model(request, "service.html", seen.seat, values, tab="model")


def risk_shown(
    seen: ModelSeen, service: ServiceStanding, standing: RiskStanding, reader: Reader
) -> RiskShown:
    """Return a risk as pages show it."""
    risk, name = standing.risk, service.service.name
    said = sorted(risk.acceptances, key=lambda each: each.on, reverse=True)
    about = {"service": name, "risk": risk.name}
    title = say("Accept it again") if said else say("Accept it")
    accept = model_link(seen.seat, "risk accepted", title, "model-risk_accepted", about=about)
    place = {"model": seen.seat.model.key, "service": name}
    return RiskShown(
        name=risk.name,
        title=risk.title,
        service=service.service.title,
        service_address=reverse("model-service", kwargs=place),
        state=standing.state.value,
        tone=RISK_TONES[standing.state],
        likelihood=risk.likelihood,
        consequence=risk.consequence,
        owner=_role(seen, risk.owner),
        treatment=risk.treatment.value,
        raised=reader.day(risk.raised),
        words=tuple(
            say(
                "{by} ({seen}) bears it from {on} until {until}: {because}",
                by=each.by,
                seen=_role(seen, each.role),
                on=reader.day(each.on),
                until=reader.day(each.until),
                because=each.because,
            )
            for each in said
            if each.on <= seen.day
        ),
        acts=() if standing.state is RiskState.CLOSED else accept,
    )


def _role(seen: ModelSeen, name: str) -> str:
    known = seen.model.roles.get(name)
    return known.title if known else name


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """Make what a service's page shows."""

    seen: ModelSeen
    standing: ServiceStanding
    reader: Reader

    def rows(self) -> Iterator[RowShown]:
        by_process: dict[str, list[CellStanding]] = {}
        for cell in self.standing.shown_cells():
            by_process.setdefault(cell.process.title, []).append(cell)
        for title, cells in by_process.items():
            yield RowShown(title=title, cells=tuple(self._cell(each) for each in cells))

    def _cell(self, cell: CellStanding) -> CellShown:
        step, about = cell.step, {"process": cell.process.name, "scope": cell.scope.value}
        place = {"service": self.standing.service.name}
        edit = model_link(
            self.seen.seat, "text changed", "Change", "model-cell", about=about, **place
        )
        scope = self.standing.scope_words(cell)
        return CellShown(
            scope=scope,
            accountable=self._party(cell.present.accountable),
            undecided=cell.is_undecided,
            performs=self._performs(cell.present),
            meant="" if cell.has_arrived else self._meant(cell.target),
            by=self.reader.day(step.by) if step else "",
            late=step is not None and step.by < self.seen.day,
            deviates=self._party(cell.reference) if cell.deviates else "",
            because=cell.because,
            edit=edit[0].address if edit else "",
            edit_title=f"{cell.process.title}, {scope}",
        )

    def _party(self, name: str) -> str:
        known = self.seen.model.parties.get(name)
        return known.title if known else name

    def _performs(self, cell: Cell) -> str:
        if cell.performs in {(), (cell.accountable,)}:
            return ""
        return ", ".join(
            say("nobody decided on") if p == UNDECIDED else self._party(p) for p in cell.performs
        )

    def _meant(self, cell: Cell) -> str:
        performs = self._performs(cell)
        return self._party(cell.accountable) + (
            say(", performed by {performs}", performs=performs) if performs else ""
        )

    def risk(self, standing: RiskStanding) -> RiskShown:
        return risk_shown(self.seen, self.standing, standing, self.reader)

    def lists(self) -> Iterator[tuple[str, list[ItemShown]]]:
        yield say("Steps"), list(self._steps())
        yield say("Gates to mode 1"), list(self._gates())
        yield say("Stepping in"), list(self._tasks())
        yield say("Controls"), list(self._controls())
        yield say("Benefits"), list(self._benefits())

    def _link(
        self, does: str, title: str, route: str, about: Mapping[str, str]
    ) -> tuple[ActLink, ...]:
        named = {"service": self.standing.service.name, **about}
        return model_link(self.seen.seat, does, title, route, about=named)

    def _steps(self) -> Iterator[ItemShown]:
        for number, step in enumerate(self.standing.service.steps, 1):
            done = step.done is not None and step.done <= self.seen.day
            late = not done and step.by < self.seen.day
            scope = f", {step.scope.value}" if step.scope else ""
            who = self._party(step.accountable) if step.accountable else say("to be decided")
            performs = ", ".join(map(self._party, step.performs or ()))
            yield ItemShown(
                title=f"{self.seen.model.processes[step.process].title}{scope}: {who}",
                state=say("done on {done}", done=self.reader.day(step.done))
                if done and step.done
                else ("late" if late else f"by {self.reader.day(step.by)}"),
                tone=Tone.GOOD if done else Tone.BAD if late else Tone.FAIR,
                lines=tuple(
                    filter(
                        None,
                        (
                            say("Performed by {performs}.", performs=performs) if performs else "",
                            say("{seen} sees to it.", seen=_role(self.seen, step.owner))
                            if step.owner
                            else "",
                            say("Was due on {by}.", by=self.reader.day(step.by)) if late else "",
                        ),
                    )
                ),
                acts=()
                if done
                else self._link(
                    "text changed", say("It is done"), "model-step_done", {"step": str(number)}
                ),
            )

    def _gates(self) -> Iterator[ItemShown]:
        for gate in self.standing.service.gates.values():
            agreed = gate.agreed is not None and gate.agreed <= self.seen.day
            late = not agreed and gate.by is not None and gate.by < self.seen.day
            yield ItemShown(
                title=self.seen.model.processes[gate.process].title,
                state=say("agreed on {agreed}", agreed=self.reader.day(gate.agreed))
                if agreed and gate.agreed
                else "open",
                tone=Tone.GOOD if agreed else Tone.BAD if late else Tone.FAIR,
                lines=tuple(
                    filter(
                        None,
                        (
                            say("Needs: {needs}", needs=gate.needs),
                            say("Shown by: {evidence}", evidence=gate.evidence)
                            if gate.evidence
                            else "",
                            say("{seen} agrees", seen=_role(self.seen, gate.agreed_by))
                            + (f", by {self.reader.day(gate.by)}." if gate.by else "."),
                        ),
                    )
                ),
                acts=()
                if agreed
                else self._link(
                    "gate agreed",
                    say("Agree to it"),
                    "model-gate_agreed",
                    {"process": gate.process},
                ),
            )

    def _tasks(self) -> Iterator[ItemShown]:
        for task in self.standing.service.step_ins:
            if task.asked > self.seen.day:
                continue
            done = task.done is not None and task.done <= self.seen.day
            late = not done and task.by < self.seen.day
            about = {
                "process": task.process,
                "scope": task.scope.value if task.scope else "",
                "asked": task.asked.isoformat(),
            }
            yield ItemShown(
                title=self.seen.model.processes[task.process].title,
                state=say("done on {done}", done=self.reader.day(task.done))
                if done and task.done
                else f"by {self.reader.day(task.by)}",
                tone=Tone.GOOD if done else Tone.BAD if late else Tone.FAIR,
                lines=tuple(
                    filter(
                        None,
                        (
                            say(
                                "Asked on {asked}: {because}",
                                asked=self.reader.day(task.asked),
                                because=task.because,
                            ),
                            task.outcome if done else "",
                        ),
                    )
                ),
                acts=()
                if done
                else self._link("stepped in", say("We stepped in"), "model-stepped_in", about),
            )

    def _controls(self) -> Iterator[ItemShown]:
        for control in self.standing.service.controls.values():
            proof = control.proof if control.proof and control.proof.on <= self.seen.day else None
            every = say_count(
                "{count} month", "{count} months", control.every_months, count=control.every_months
            )
            owner, does = _role(self.seen, control.owner), self._party(control.executed_by)
            yield ItemShown(
                title=control.title,
                state=say("shown on {on}", on=self.reader.day(proof.on))
                if proof
                else say("never shown"),
                tone=Tone.GOOD if proof else Tone.BAD,
                lines=(
                    say(
                        "{about}. {owner} owns it; {does} does it every {every}.",
                        about=control.about.capitalize(),
                        owner=owner,
                        does=does,
                        every=every,
                    ),
                    *(
                        (say("Proof: {evidence}", evidence=proof.evidence),)
                        if proof and proof.evidence
                        else ()
                    ),
                ),
                acts=self._link(
                    "control shown",
                    say("It was shown to work"),
                    "model-control_shown",
                    {"control": control.name},
                ),
            )

    def _benefits(self) -> Iterator[ItemShown]:
        for benefit in self.standing.service.benefits:
            seen_on, measure = benefit.seen_on, benefit.measure.replace("_", " ")
            looked = seen_on is not None and seen_on <= self.seen.day
            late = not looked and benefit.on < self.seen.day
            yield ItemShown(
                title=benefit.expected,
                state=say("looked at") if looked else f"on {self.reader.day(benefit.on)}",
                tone=Tone.GOOD if looked else Tone.BAD if late else Tone.FAIR,
                lines=tuple(
                    filter(
                        None,
                        (
                            say("Shown by {measure}.", measure=measure) if measure else "",
                            say("{seen} looks.", seen=_role(self.seen, benefit.owner))
                            if benefit.owner
                            else "",
                            say("Seen: {seen}", seen=benefit.seen) if looked else "",
                        ),
                    )
                ),
                acts=()
                if looked
                else self._link(
                    "text changed",
                    say("We have looked"),
                    "model-benefit_seen",
                    {"benefit": benefit.name},
                ),
            )
