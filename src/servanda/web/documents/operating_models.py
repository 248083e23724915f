"""The shapes of operating models: services, matrices, risks, texts, and who may do what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from ninja import Schema
from pydantic import Field

from servanda.desk.operating_model.appointing import AppointedOnModel
from servanda.desk.operating_model.changing import LookedAtTexts
from servanda.desk.operating_model.reading import last_change
from servanda.desk.operating_model.seeing import ModelOnList, ModelSeen
from servanda.operating_model.differences import Difference
from servanda.operating_model.rules.finding import Finding
from servanda.operating_model.standing import Cell, CellStanding, RiskStanding, ServiceStanding
from servanda.record.models import OperatingModel
from servanda.web.documents.common import Line, Words

__all__ = [
    "AppointedOnModelDocument",
    "AppointmentsOnModel",
    "ChangedTextsDocument",
    "ModelDocument",
    "ModelRisks",
    "ModelSeenDocument",
    "ModelTexts",
    "ModelsDocument",
    "NewModel",
    "NewModelAppointment",
    "NewTexts",
    "ServiceSeenDocument",
]

Texts = dict[str, str]


class NewModel(Schema):
    """An operating model's texts by their names: `operating-model.yaml`, and further ones."""

    texts: Texts = Field(max_length=200)


class NewTexts(NewModel):
    """Texts that take the place of those that hold.

    ``instead_of`` is the `text` that was answered when one looked, so that nobody's change is
    lost; empty to change whatever stands there.
    """

    instead_of: Line = ""
    note: Words = ""


class NewModelAppointment(Schema):
    """A role for a colleague: `owner`, `architect`, or `role holder` of a role of the text."""

    person: Line
    role: Line
    named: Line = ""


class ModelDocument(Schema):
    """An operating model, and whether it is one's own organisation's."""

    key: str
    identifier: str
    title: str
    entries: int
    head: str
    is_own: bool

    @classmethod
    def of(cls, listed: ModelOnList) -> ModelDocument:
        """Return the document of a model on a list."""
        return cls.told(listed.model, is_own=listed.is_own)

    @classmethod
    def founded(cls, model: OperatingModel) -> ModelDocument:
        """Return the document of a model that one has taken in."""
        return cls.told(model, is_own=True)

    @classmethod
    def told(cls, model: OperatingModel, *, is_own: bool) -> ModelDocument:
        """Return a model's document."""
        return cls(
            key=model.key,
            identifier=model.identifier,
            title=model.title,
            entries=model.head_number,
            head=model.head_sha256,
            is_own=is_own,
        )


class ModelsDocument(Schema):
    """The operating models that one has a part in, by title."""

    models: list[ModelDocument]


class ServiceOnListDocument(Schema):
    """A service at a glance; ``undecided`` and so on count cells of its matrix."""

    name: str
    title: str
    ambition: str | None
    mode: str | None
    is_live: bool
    cells: int
    undecided: int
    as_meant: int
    deviating: int
    open_findings: int | None

    @classmethod
    def of(cls, seen: ModelSeen, standing: ServiceStanding) -> ServiceOnListDocument:
        """Return a service's document."""
        cells = standing.shown_cells()
        findings = seen.examination.of(standing.service.name)
        open_ = sum(each.is_pressing for each in findings)
        return cls(
            name=standing.service.name,
            title=standing.service.title,
            ambition=standing.ambition.value if standing.ambition else None,
            mode=standing.mode.value if standing.mode else None,
            is_live=standing.is_live,
            cells=len(cells),
            undecided=sum(each.is_undecided for each in cells),
            as_meant=sum(each.has_arrived for each in cells),
            deviating=sum(each.deviates for each in cells),
            open_findings=None if seen.seat.is_of_another_party else open_,
        )


class ModelSeenDocument(ModelDocument):
    """An operating model on a day, what one is on it, and its services.

    ``text`` is the digest of the entry by which its texts hold.
    """

    day: date
    text: str
    roles: list[str]
    holds: list[str]
    services: list[ServiceOnListDocument]

    @classmethod
    def seen(cls, seen: ModelSeen) -> ModelSeenDocument:
        """Return the document of a model that somebody looks at."""
        other = seen.seat.is_of_another_party
        head = ModelDocument.told(seen.seat.model, is_own=not other).model_dump()
        return cls(
            **head,
            day=seen.day,
            text=last_change(seen.journal.entries),
            roles=[each.value for each in seen.seat.roles],
            holds=list(seen.seat.holds),
            services=[
                ServiceOnListDocument.of(seen, each) for each in seen.examination.standings.values()
            ],
        )


class AccountableDocument(Schema):
    """Who is accountable, and who performs; `t.b.d.` where nobody is decided on."""

    accountable: str
    performs: list[str]

    @classmethod
    def of(cls, cell: Cell) -> AccountableDocument:
        """Return a cell's document."""
        return cls(accountable=cell.accountable, performs=list(cell.performs))


class CellDocument(Schema):
    """A cell of the matrix; ``step_by`` is the day of the next step that is not done."""

    process: str
    title: str
    scope: str
    present: AccountableDocument
    target: AccountableDocument
    reference: str
    because: str
    step_by: date | None

    @classmethod
    def of(cls, standing: ServiceStanding, cell: CellStanding) -> CellDocument:
        """Return a cell's document."""
        return cls(
            process=cell.process.name,
            title=cell.process.title,
            scope=standing.scope_words(cell),
            present=AccountableDocument.of(cell.present),
            target=AccountableDocument.of(cell.target),
            reference=cell.reference,
            because=cell.because,
            step_by=cell.step.by if cell.step else None,
        )


class StepInDocument(Schema):
    """A task of who is accountable, where who performs has failed."""

    process: str
    scope: str | None
    because: str
    asked: date
    by: date
    done: date | None
    outcome: str


class ServiceSeenDocument(ServiceOnListDocument):
    """A service with its matrix, and where who is accountable was asked to step in."""

    matrix: list[CellDocument]
    step_ins: list[StepInDocument]

    @classmethod
    def seen(cls, seen: ModelSeen, standing: ServiceStanding) -> ServiceSeenDocument:
        """Return the document of a service that somebody looks at."""
        tasks = [
            StepInDocument(
                process=each.process,
                scope=each.scope.value if each.scope else None,
                because=each.because,
                asked=each.asked,
                by=each.by,
                done=each.done,
                outcome=each.outcome,
            )
            for each in standing.service.step_ins
        ]
        return cls(
            **ServiceOnListDocument.of(seen, standing).model_dump(),
            matrix=[CellDocument.of(standing, each) for each in standing.shown_cells()],
            step_ins=tasks,
        )


class RiskDocument(Schema):
    """A risk with how it stands; ``accepted_until`` is the last day of the latest acceptance."""

    service: str
    name: str
    title: str
    likelihood: str
    consequence: str
    owner: str
    raised: date
    state: str
    accepted_by: str | None
    accepted_until: date | None

    @classmethod
    def of(cls, service: str, standing: RiskStanding) -> RiskDocument:
        """Return a risk's document."""
        risk, acceptance = standing.risk, standing.acceptance
        return cls(
            service=service,
            name=risk.name,
            title=risk.title,
            likelihood=risk.likelihood,
            consequence=risk.consequence,
            owner=risk.owner,
            raised=risk.raised,
            state=standing.state.value,
            accepted_by=acceptance.by if acceptance else None,
            accepted_until=acceptance.until if acceptance else None,
        )


class ModelFindingDocument(Schema):
    """What a rule found; ``service`` is empty where it is of no single one."""

    service: str
    code: str
    rule: str
    message: str
    hint: str
    is_open: bool

    @classmethod
    def of(cls, finding: Finding) -> ModelFindingDocument:
        """Return a finding's document."""
        return cls(
            service=finding.service,
            code=finding.diagnostic.code,
            rule=finding.rule.value,
            message=finding.diagnostic.message,
            hint=finding.diagnostic.hint,
            is_open=finding.is_open,
        )


class ModelRisks(Schema):
    """All risks, and what the rules found."""

    risks: list[RiskDocument]
    findings: list[ModelFindingDocument]

    @classmethod
    def seen(cls, seen: ModelSeen) -> ModelRisks:
        """Return the document of a model's risks."""
        standings = seen.examination.standings
        risks = [
            RiskDocument.of(name, risk)
            for name, standing in standings.items()
            for risk in standing.risks
        ]
        found = [ModelFindingDocument.of(each) for each in seen.examination.findings]
        return cls(risks=risks, findings=found)


class ModelTexts(Schema):
    """The texts that hold, and the digest of the entry by which they do."""

    texts: Texts
    text: str

    @classmethod
    def of(cls, held: tuple[ModelSeen, Mapping[str, str]]) -> ModelTexts:
        """Return the document of texts."""
        seen, texts = held
        return cls(texts=dict(texts), text=last_change(seen.journal.entries))


class DifferenceDocument(Schema):
    """One thing that would not be as it is; ``none`` where it is not there."""

    service: str
    what: str
    before: str
    after: str

    @classmethod
    def of(cls, difference: Difference) -> DifferenceDocument:
        """Return a difference's document."""
        return cls.model_validate(difference, from_attributes=True)


class ChangedTextsDocument(Schema):
    """What texts would change."""

    differences: list[DifferenceDocument]

    @classmethod
    def of(cls, looked: LookedAtTexts) -> ChangedTextsDocument:
        """Return the document of what would change."""
        return cls(differences=[DifferenceDocument.of(each) for each in looked.differences])


class AppointedOnModelDocument(Schema):
    """A role that somebody holds on an operating model."""

    number: int
    person: str
    name: str
    role: str
    named: str
    begun_at: datetime
    ended_at: datetime | None

    @classmethod
    def of(cls, appointed: AppointedOnModel) -> AppointedOnModelDocument:
        """Return an appointment's document."""
        held = appointed.appointment
        return cls(
            number=appointed.number,
            person=held.person.key,
            name=held.person.name,
            role=held.role,
            named=held.named,
            begun_at=held.begun_at,
            ended_at=held.ended_at,
        )


class AppointmentsOnModel(Schema):
    """Who holds which role on an operating model now."""

    appointments: list[AppointedOnModelDocument]
