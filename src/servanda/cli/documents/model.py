"""``servanda model ... --format json``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from servanda.cli.documents.common import DiagnosticDocument, diagnostic_document
from servanda.cli.documents.model_upkeep import (
    ControlDocument,
    GateDocument,
    StepInTaskDocument,
    TeamDocument,
    control_document,
    gate_document,
    step_in_document,
    team_document,
)
from servanda.kernel.diagnostic import Diagnostic
from servanda.operating_model.differences import Difference
from servanda.operating_model.model.portfolio import RegisterEntry
from servanda.operating_model.rules.everything import Examination
from servanda.operating_model.rules.finding import Finding
from servanda.operating_model.rules.upkeep import work_on
from servanda.operating_model.standing import Cell, CellStanding, RiskStanding, ServiceStanding
from servanda.operating_model.stepping_in import Task

__all__ = [
    "ModelChangesDocument",
    "ModelDocument",
    "RegisterDocument",
    "StepInDocument",
    "changes_document",
    "model_document",
    "register_document",
    "tasks_document",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountableDocument:
    """Who is accountable, and who performs; ``t.b.d.`` where nobody is decided on."""

    accountable: str
    performs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellDocument:
    """A cell of a matrix; ``step_by`` is the day of the next step that is not done."""

    process: str
    title: str
    scope: str
    present: AccountableDocument
    target: AccountableDocument
    reference: str
    because: str
    step_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskDocument:
    """A risk with how it stands; ``accepted_until`` is the last day of the latest acceptance."""

    name: str
    title: str
    rule: str | None
    process: str
    likelihood: str
    consequence: str
    owner: str
    treatment: str
    raised: str
    state: str
    accepted_by: str | None
    accepted_until: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFindingDocument:
    """What a rule found; ``risk`` names the risk recorded for it, ``open`` says that nobody bears
    it.
    """

    rule: str
    service: str
    process: str
    scope: str | None
    risk: str | None
    open: bool
    diagnostic: DiagnosticDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceDocument:
    """A service on a day."""

    name: str
    title: str
    ambition: str | None
    mode: str | None
    live: bool
    together: bool
    cells: tuple[CellDocument, ...]
    risks: tuple[RiskDocument, ...]
    gates: tuple[GateDocument, ...]
    controls: tuple[ControlDocument, ...]
    step_ins: tuple[StepInTaskDocument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelDocument:
    """An operating model on a day; ``diagnostics`` are what was found in the text itself."""

    model: str
    title: str
    day: str
    services: tuple[ServiceDocument, ...]
    teams: tuple[TeamDocument, ...]
    findings: tuple[RuleFindingDocument, ...]
    diagnostics: tuple[DiagnosticDocument, ...]
    format: str = "servanda/model/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceDocument:
    """One thing that is not as it was; ``none`` where it was not there, or is gone."""

    service: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelChangesDocument:
    """What differs between two days, or between a text and a sheet; ``written`` names the files
    that were changed.
    """

    differences: tuple[DifferenceDocument, ...]
    written: tuple[str, ...]
    format: str = "servanda/model-changes/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntryDocument:
    """A service that a business function buys or runs."""

    name: str
    title: str
    function: str
    owner: str
    contract: str
    data: str
    interfaces: tuple[str, ...]
    exposure: str
    ambition: str | None
    found: str
    found_in: str
    letter: str | None
    service: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterDocument:
    """The register of business-led IT."""

    entries: tuple[RegisterEntryDocument, ...]
    format: str = "servanda/register/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDocument:
    """What who is accountable is asked to do, and by when."""

    service: str
    process: str
    accountable: str
    performs: tuple[str, ...]
    because: str
    asked: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepInDocument:
    """Where who is accountable has to step in."""

    tasks: tuple[TaskDocument, ...]
    format: str = "servanda/step-in/1"


def tasks_document(tasks: Sequence[Task]) -> StepInDocument:
    """Return the document of tasks of stepping in."""
    return StepInDocument(
        tasks=tuple(
            TaskDocument(
                service=each.service,
                process=each.process,
                accountable=each.accountable,
                performs=each.performs,
                because=each.because,
                asked=each.asked.isoformat(),
                by=each.by.isoformat(),
            )
            for each in tasks
        )
    )


def model_document(
    examination: Examination,
    chosen: Sequence[ServiceStanding],
    diagnostics: Sequence[Diagnostic] = (),
) -> ModelDocument:
    """Return the document of some services, and of what was found of them and of none."""
    names = {each.service.name for each in chosen} | {""}
    return ModelDocument(
        model=examination.model.identifier,
        title=examination.model.title,
        day=examination.day.isoformat(),
        services=tuple(map(_service, chosen)),
        teams=tuple(
            team_document(team, work)
            for team in examination.model.teams.values()
            if (work := work_on(team, examination.day)) is not None
        ),
        findings=tuple(_finding(each) for each in examination.findings if each.service in names),
        diagnostics=tuple(map(diagnostic_document, diagnostics)),
    )


def _service(standing: ServiceStanding) -> ServiceDocument:
    return ServiceDocument(
        name=standing.service.name,
        title=standing.service.title,
        ambition=standing.ambition.value if standing.ambition else None,
        mode=standing.mode.value if standing.mode else None,
        live=standing.is_live,
        together=standing.service.together,
        cells=tuple(map(_cell, standing.cells)),
        risks=tuple(map(_risk, standing.risks)),
        gates=tuple(gate_document(each, standing.day) for each in standing.service.gates.values()),
        controls=tuple(
            control_document(each, standing.day) for each in standing.service.controls.values()
        ),
        step_ins=tuple(
            step_in_document(each, standing.day)
            for each in standing.service.step_ins
            if each.asked <= standing.day
        ),
    )


def _cell(cell: CellStanding) -> CellDocument:
    return CellDocument(
        process=cell.process.name,
        title=cell.process.title,
        scope=cell.scope.value,
        present=_who(cell.present),
        target=_who(cell.target),
        reference=cell.reference,
        because=cell.because,
        step_by=_day(cell.step.by if cell.step else None),
    )


def _who(cell: Cell) -> AccountableDocument:
    return AccountableDocument(accountable=cell.accountable, performs=cell.performs)


def _risk(standing: RiskStanding) -> RiskDocument:
    risk, accepted = standing.risk, standing.acceptance
    return RiskDocument(
        name=risk.name,
        title=risk.title,
        rule=risk.rule.value if risk.rule else None,
        process=risk.process,
        likelihood=risk.likelihood,
        consequence=risk.consequence,
        owner=risk.owner,
        treatment=risk.treatment.value,
        raised=risk.raised.isoformat(),
        state=standing.state.value,
        accepted_by=accepted.by if accepted else None,
        accepted_until=_day(accepted.until if accepted else None),
    )


def _finding(finding: Finding) -> RuleFindingDocument:
    return RuleFindingDocument(
        rule=finding.rule.value,
        service=finding.service,
        process=finding.process,
        scope=finding.scope.value if finding.scope else None,
        risk=finding.risk.risk.name if finding.risk else None,
        open=finding.is_open,
        diagnostic=diagnostic_document(finding.diagnostic),
    )


def changes_document(
    found: Sequence[Difference], written: Sequence[str] = ()
) -> ModelChangesDocument:
    """Return the document of differences."""
    return ModelChangesDocument(
        differences=tuple(
            DifferenceDocument(
                service=each.service, what=each.what, before=each.before, after=each.after
            )
            for each in found
        ),
        written=tuple(written),
    )


def register_document(entries: Sequence[RegisterEntry]) -> RegisterDocument:
    """Return the document of entries of the register."""
    return RegisterDocument(
        entries=tuple(
            RegisterEntryDocument(
                name=each.name,
                title=each.title,
                function=each.function,
                owner=each.owner,
                contract=each.contract,
                data=each.data,
                interfaces=each.interfaces,
                exposure=each.exposure,
                ambition=each.ambition.value if each.ambition else None,
                found=each.found.isoformat(),
                found_in=each.found_in.value,
                letter=_day(each.letter),
                service=each.service,
            )
            for each in entries
        )
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
