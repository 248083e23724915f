"""One service of an operating model for people: matrix, findings, risks, gates, controls, tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from servanda.operating_model.differences import cell_words
from servanda.operating_model.model.portfolio import OperatingModel
from servanda.operating_model.model.risk import Control
from servanda.operating_model.model.service import Experiment, Service
from servanda.operating_model.model.words import Mode, Role
from servanda.operating_model.rules.everything import Examination
from servanda.operating_model.standing import CellStanding, ServiceStanding
from servanda.reports.model_tables import ACCOUNTABLE, findings_table, risks_table
from servanda.reports.paper import Paper, PaperTable, day_as_period
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural

__all__ = ["service_paper"]


def service_paper(examination: Examination, standing: ServiceStanding, reader: Reader) -> Paper:
    """Say how one service stands: its matrix, what was found, risks, gates, controls, tasks."""
    service = standing.service
    cells = standing.shown_cells()
    undecided = sum(each.is_undecided for each in cells)
    decided = f"{undecided} of {len(cells)} cells undecided" if undecided else "all decided on"
    ambition = standing.ambition.value if standing.ambition else "none"
    mode = standing.mode.value if standing.mode else "not begun"
    return Paper(
        kind="Operating model",
        title=service.title,
        opening=f"{service.title}: ambition {ambition}, mode {mode}; {decided}.",
        sentences=tuple(_about(standing, reader)),
        picture=None,
        tables=(
            PaperTable(
                title="Matrix",
                headings=("Process", "Scope", "Accountable", "Performs", "Meant", "Ambition", "Why",
                          "By"),
                rows=tuple(_cell_row(standing, each, reader) for each in cells),
            ),
            findings_table(examination.of(service.name), "Findings"),
            risks_table([(service.title, each) for each in standing.risks], reader),
            *_further_tables(examination, standing, reader),
        ),
        notes=(ACCOUNTABLE,),
        period=day_as_period(examination.day),
    )  # fmt: skip


def _about(standing: ServiceStanding, reader: Reader) -> Iterator[str]:
    service, tried = standing.service, standing.service.experiment
    if service.used_by or service.used_for:
        yield f"Used by {service.used_by or 'nobody said'} for {service.used_for or 'nobody said'}."
    if service.interfaces:
        yield f"Connected to {', '.join(service.interfaces)}."
    if service.contracts.provider:
        yield f"Contract with the provider: held by {service.contracts.provider}."
    if service.contracts.it_elements:
        yield f"Contract for the IT elements: held by {service.contracts.it_elements}."
    if tried is not None and standing.mode is Mode.EXPERIMENT:
        yield from _tried(tried, reader)
    if tried is not None and tried.learned:
        yield f"Learned: {tried.learned}"
    if standing.is_live and service.live_from:
        yield f"Live from {reader.day(service.live_from)}."


def _tried(tried: Experiment, reader: Reader) -> Iterator[str]:
    yield f"Tried: {tried.hypothesis}"
    yield f"What would end it: {tried.stops_when}"
    if tried.case_for_staying:
        yield f"What speaks for leaving things as they are: {tried.case_for_staying}"
    if tried.exposure:
        yield f"At stake at most: {tried.exposure}"
    if tried.commitments_most is not None:
        yield f"Commitments at most: {reader.number_of(tried.commitments_most)}."


def _cell_row(standing: ServiceStanding, cell: CellStanding, reader: Reader) -> tuple[str, ...]:
    meant = "" if cell.has_arrived else cell_words(cell.target)
    return (
        cell.process.title,
        standing.scope_words(cell),
        cell.present.accountable,
        ", ".join(cell.present.performs),
        meant,
        cell.reference if cell.deviates else "",
        cell.because,
        reader.day(cell.step.by) if cell.step else "",
    )


def _further_tables(
    examination: Examination, standing: ServiceStanding, reader: Reader
) -> Iterator[PaperTable]:
    roles = examination.model.roles
    yield _relationship_table(standing.service, roles)
    yield _benefits_table(standing, roles, reader)
    yield _gates_table(examination.model, standing, reader)
    yield _controls_table(standing, roles, reader)
    yield _tasks_table(examination.model, standing, reader)


def _benefits_table(
    standing: ServiceStanding, roles: Mapping[str, Role], reader: Reader
) -> PaperTable:
    day = standing.day
    return PaperTable(
        title="Benefits",
        headings=("Expected", "Measure", "Looked at", "Owner", "Seen"),
        rows=tuple(
            (
                each.expected,
                each.measure.replace("_", " "),
                reader.day(each.on),
                _title(each.owner, roles),
                each.seen if each.seen_on and each.seen_on <= day else "nobody has looked",
            )
            for each in standing.service.benefits
        ),
    )


def _gates_table(model: OperatingModel, standing: ServiceStanding, reader: Reader) -> PaperTable:
    day = standing.day
    return PaperTable(
        title="Gates to mode 1",
        headings=("Process", "Needs", "Shown by", "Agreed by", "Agreed"),
        rows=tuple(
            (
                model.processes[each.process].title,
                each.needs,
                each.evidence,
                _title(each.agreed_by, model.roles),
                reader.day(each.agreed) if each.agreed and each.agreed <= day else "open",
            )
            for each in standing.service.gates.values()
        ),
    )


def _controls_table(
    standing: ServiceStanding, roles: Mapping[str, Role], reader: Reader
) -> PaperTable:
    day = standing.day
    return PaperTable(
        title="Controls",
        headings=("Control", "About", "Owner", "Done by", "Every", "Last proof", "Done without"),
        rows=tuple(
            (
                each.title,
                each.about,
                _title(each.owner, roles),
                each.executed_by,
                f"{each.every_months} {plural(each.every_months, 'month')}",
                reader.day(each.proof.on) if each.proof and each.proof.on <= day else "not known",
                _leave(each, reader),
            )
            for each in standing.service.controls.values()
        ),
    )


def _tasks_table(model: OperatingModel, standing: ServiceStanding, reader: Reader) -> PaperTable:
    day = standing.day
    return PaperTable(
        title="Stepping in",
        headings=("Process", "Because", "Asked", "By", "Done", "Outcome"),
        rows=tuple(
            (
                model.processes[each.process].title,
                each.because,
                reader.day(each.asked),
                reader.day(each.by),
                reader.day(each.done) if each.done and each.done <= day else "open",
                each.outcome if each.done and each.done <= day else "",
            )
            for each in standing.service.step_ins
            if each.asked <= day
        ),
    )


def _relationship_table(service: Service, roles: Mapping[str, Role]) -> PaperTable:
    """Return who carries the relationship; a level that nobody carries says so."""
    carried = service.relationship
    levels = (
        ("strategic", carried.strategic),
        ("tactical", carried.tactical),
        ("operational", carried.operational),
    )
    rows = tuple(
        (
            level,
            _title(name, roles) or "nobody",
            roles[name].party if name in roles else "",
            roles[name].held_by if name in roles else "",
        )
        for level, name in levels
    )
    return PaperTable(
        title="Who carries the relationship",
        headings=("Level", "Role", "Party", "Held by"),
        rows=rows,
    )


def _title(name: str, roles: Mapping[str, Role]) -> str:
    return roles[name].title if name in roles else name


def _leave(control: Control, reader: Reader) -> str:
    if control.exception is None:
        return ""
    return f"until {reader.day(control.exception.until)}: {control.exception.because}"
