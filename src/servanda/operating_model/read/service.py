"""Reading a service."""

from __future__ import annotations

from enum import Enum
from typing import TypeVar

from servanda.agreement.read.fields import Fields, entries_of, text_of
from servanda.agreement.surface.leaf import read_date, read_whole
from servanda.agreement.text.node import Entry, ListNode, MappingNode, Node
from servanda.operating_model import diagnostics as found
from servanda.operating_model.model.service import (
    Benefit,
    ByDate,
    Contracts,
    Escalation,
    Experiment,
    Gate,
    MeasuredBy,
    Relationship,
    Service,
)
from servanda.operating_model.model.words import UNDECIDED, Ambition, Mode
from servanda.operating_model.read.matrix import read_matrix, read_step_ins, read_steps
from servanda.operating_model.read.names import Names, scalars
from servanda.operating_model.read.risks import read_controls, read_risks

__all__ = ["read_service"]

Word = TypeVar("Word", bound=Enum)


def read_service(entry: Entry, names: Names) -> Service:
    """Return a service; what cannot be read of it is noted and left out."""
    fields = Fields(entry.value, names.notebook, entry.key.span)
    ambition = _by_date(fields.get("ambition"), Ambition)
    together = _together(fields, ambition)
    service = Service(
        name=entry.key.text,
        title=fields.text("title"),
        used_by=fields.text("used by"),
        used_for=fields.text("used for"),
        agreement=names.agreement(fields.get("agreement")),
        covers=fields.text("covers") or entry.key.text,
        ambition=ambition,
        mode=_by_date(fields.get("mode"), Mode),
        live_from=fields.date("live from"),
        together=together,
        contracts=_contracts(fields.inside("contracts"), names),
        interfaces=fields.texts("interfaces"),
        relationship=_relationship(fields.inside("relationship"), names),
        escalations=_escalations(fields.get("escalation"), names),
        present=read_matrix(fields.get("present"), names, together=together),
        target=read_matrix(fields.get("target"), names, together=together),
        span=entry.key.span,
        steps=read_steps(fields.get("steps"), names),
        measured_by=_measured_by(fields.get("measured by"), names),
        benefits=_benefits(fields.get("benefits"), names),
        experiment=_experiment(fields.inside("experiment")),
        gates=_gates(fields.get("gates"), names),
        risks=read_risks(fields.get("risks"), names),
        controls=read_controls(fields.get("controls"), names),
        step_ins=read_step_ins(fields.get("step in"), names),
    )
    _check_reasons(service, names)
    return service


def _by_date(node: Node | None, words: type[Word]) -> ByDate[Word]:
    known = {str(word.value): word for word in words}
    if isinstance(node, MappingNode):
        dated = {
            day: known[text]
            for entry in node.entries
            if (day := read_date(entry.key.text)) and (text := text_of(entry.value)) in known
        }
        return ByDate(tuple((day, dated[day]) for day in sorted(dated)))
    text = text_of(node)
    return ByDate(((None, known[text]),) if text in known else ())


def _together(fields: Fields, ambition: ByDate[Ambition]) -> bool:
    said = fields.text("scopes")
    if said in {"together", "apart"}:
        return said == "together"
    return all(word is Ambition.A for _, word in ambition.values)


def _check_reasons(service: Service, names: Names) -> None:
    """Note targets that leave the ambition without saying why."""
    ambition = service.ambition.values[-1][1] if service.ambition.values else None
    if ambition is None:
        return
    noted = set()
    for (process, scope), cell in service.target.items():
        reference = names.processes[process].reference.get((ambition, scope), UNDECIDED)
        differs = cell.accountable is not None and cell.accountable != reference
        if differs and reference != UNDECIDED and not cell.because and cell.span not in noted:
            noted.add(cell.span)
            names.notebook.report(
                found.NO_REASON,
                cell.span,
                ambition=ambition.value,
                reference=reference,
                chosen=cell.accountable or "",
            )


def _contracts(fields: Fields, names: Names) -> Contracts:
    return Contracts(
        provider=names.party(fields.get("provider")),
        it_elements=names.party(fields.get("it elements")),
        span=fields.span,
    )


def _relationship(fields: Fields, names: Names) -> Relationship:
    return Relationship(
        strategic=names.role(fields, "strategic"),
        tactical=names.role(fields, "tactical"),
        operational=names.role(fields, "operational"),
        span=fields.span,
    )


def _escalations(node: Node | None, names: Names) -> tuple[Escalation, ...]:
    items = node.items if isinstance(node, ListNode) else ()
    each = [Fields(item, names.notebook, item.span) for item in items]
    return tuple(
        Escalation(
            start=names.party(fields.get("from")),
            to=names.party(fields.get("to")),
            through=names.role(fields, "through"),
            span=fields.span,
        )
        for fields in each
    )


def _measured_by(node: Node | None, names: Names) -> tuple[MeasuredBy, ...]:
    read = [
        MeasuredBy(
            process=names.process(entry.key),
            commitments=tuple((each.text, each.span) for each in scalars(entry.value)),
            span=entry.key.span,
        )
        for entry in entries_of(node)
    ]
    return tuple(each for each in read if each.process)


def _benefits(node: Node | None, names: Names) -> tuple[Benefit, ...]:
    benefits = []
    for entry in entries_of(node):
        fields = Fields(entry.value, names.notebook, entry.key.span)
        owner, on = names.role(fields, "owner"), fields.date("on")
        if on is not None:
            benefits.append(
                Benefit(
                    name=entry.key.text,
                    expected=fields.text("expected"),
                    measure=fields.text("measure"),
                    measure_span=fields.span_of("measure"),
                    on=on,
                    owner=owner,
                    seen=fields.text("seen"),
                    seen_on=fields.date("seen on"),
                    span=entry.key.span,
                )
            )
    return tuple(benefits)


def _experiment(fields: Fields) -> Experiment | None:
    if not isinstance(fields.node, MappingNode):
        return None
    return Experiment(
        hypothesis=fields.text("hypothesis"),
        stops_when=fields.text("stops when"),
        case_for_staying=fields.text("case for staying"),
        exposure=fields.text("exposure"),
        commitments_most=read_whole(fields.text("commitments at most")),
        learned=fields.text("learned"),
        span=fields.span,
    )


def _gates(node: Node | None, names: Names) -> dict[str, Gate]:
    gates = {}
    for entry in entries_of(node):
        process = names.process(entry.key)
        fields = Fields(entry.value, names.notebook, entry.key.span)
        agreed_by = names.role(fields, "agreed by")
        if process:
            gates[process] = Gate(
                process=process,
                needs=fields.text("needs"),
                evidence=fields.text("evidence"),
                agreed_by=agreed_by,
                by=fields.date("by"),
                agreed=fields.date("agreed"),
                span=entry.key.span,
            )
    return gates
