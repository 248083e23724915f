"""What an operating model knows before a session: the words it may use, and what stands already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from servanda.agreement.model.agreement import History
from servanda.facts.said import Place
from servanda.operating_model.model.portfolio import OperatingModel
from servanda.operating_model.model.risk import Treatment
from servanda.operating_model.model.service import Service
from servanda.operating_model.model.words import UNDECIDED, Ambition, Mode, Role, Scope
from servanda.operating_model.session.places import Sort, cell_place
from servanda.operating_model.standing import RiskState, ServiceStanding, stand

__all__ = ["AMBITIONS", "MODES", "Choice", "Subject", "choices", "known_before"]

_BETWEEN: Final = " / "

AMBITIONS: Final[Mapping[Ambition, str]] = {
    Ambition.A: "A: IT operates it end to end",
    Ambition.B: "B: the business operates it, IT supports technical interfaces",
    Ambition.C: "C: mixed, every cell is chosen",
}
MODES: Final[Mapping[Mode, str]] = {
    Mode.EXPERIMENT: "2: an experiment, with few commitments",
    Mode.COMMITTED: "1: a service with commitments",
}
_TREATMENTS: Final[Mapping[Treatment, str]] = {
    Treatment.REDUCE: "reduce: make it rarer or milder",
    Treatment.AVOID: "avoid: do otherwise",
    Treatment.TRANSFER: "transfer: let somebody else bear it",
    Treatment.ACCEPT: "accept: bear it, knowing of it",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the answers that a place takes: as it is kept, and as people read it."""

    value: str
    words: str


_FIXED: Final[Mapping[Sort, tuple[Choice, ...]]] = {
    Sort.AMBITION: tuple(Choice(value=e.value, words=words) for e, words in AMBITIONS.items()),
    Sort.MODE: tuple(Choice(value=e.value, words=words) for e, words in MODES.items()),
    Sort.TREATMENT: tuple(Choice(value=e.value, words=words) for e, words in _TREATMENTS.items()),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a session is about.

    Args:
        model: The operating model as it stands.
        histories: The agreements that it names, by the link's name.
        name: Of the service; the model need not have it yet.
        day: The day of the session.
    """

    model: OperatingModel
    histories: Mapping[str, History]
    name: str
    day: date

    @property
    def service(self) -> Service | None:
        """Return the service; nothing where the model does not have it yet."""
        return self.model.services.get(self.name)

    @property
    def standing(self) -> ServiceStanding | None:
        """Return how the service stands; nothing where the model does not have it yet."""
        return stand(self.model, self.service, self.day) if self.service else None


def choices(subject: Subject, sort: Sort, covered_by: str = "") -> tuple[Choice, ...]:
    """Return the answers that a place takes, or that are offered for it; none for free words.

    Args:
        subject: What the session is about.
        sort: What sort of answer.
        covered_by: The agreement and its service, as the answer names them; for measures.
    """
    if sort in _FIXED:
        return _FIXED[sort]
    model = subject.model
    match sort:
        case Sort.ACCOUNTABLE:
            able = (each for each in model.parties.values() if each.side.may_be_accountable)
            return tuple(Choice(value=each.name, words=each.title) for each in able)
        case Sort.PARTY:
            others = (each for each in model.parties.values() if each.name != UNDECIDED)
            return tuple(Choice(value=each.name, words=each.title) for each in others)
        case Sort.ROLE:
            return tuple(Choice(value=e.title, words=e.title) for e in model.roles.values())
        case Sort.COVERED:
            return tuple(_covered(subject))
        case Sort.MEASURE:
            return tuple(_measures(subject, covered_by))
        case _:
            return ()


def _covered(subject: Subject) -> Iterator[Choice]:
    for link, history in subject.histories.items():
        for name in history.latest.services:
            yield Choice(value=f"{link}{_BETWEEN}{name}", words=f"{history.latest.title}: {name}")


def _measures(subject: Subject, covered_by: str) -> Iterator[Choice]:
    link = covered_by.partition(_BETWEEN)[0]
    if subject.service is not None and subject.service.agreement:
        link = subject.service.agreement
    if link in subject.histories:
        for name in subject.histories[link].latest.measures:
            yield Choice(value=name, words=name.replace("_", " "))


def known_before(subject: Subject) -> dict[Place, str]:
    """Return what the operating model says already about the service, by place."""
    standing = subject.standing
    if standing is None:
        return {}
    found = (*_of_service(subject, standing), *_of_rows(subject, standing), *_cells(standing))
    return {place: value for place, value in found if value}


def _of_service(subject: Subject, standing: ServiceStanding) -> Iterator[tuple[Place, str]]:
    service, roles = standing.service, subject.model.roles
    said = {
        "title": service.title,
        "used by": service.used_by,
        "used for": service.used_for,
        "ambition": standing.ambition.value if standing.ambition else "",
        "contract with the provider": service.contracts.provider,
        "contract for it elements": service.contracts.it_elements,
        "strategic": _title(roles, service.relationship.strategic),
        "tactical": _title(roles, service.relationship.tactical),
        "operational": _title(roles, service.relationship.operational),
    }
    for part, value in said.items():
        yield Place("service", "", part), value


def _of_rows(subject: Subject, standing: ServiceStanding) -> Iterator[tuple[Place, str]]:
    service, roles = standing.service, subject.model.roles
    for number, system in enumerate(service.interfaces, 1):
        yield Place("interface", str(number), "system"), system
    for benefit in service.benefits:
        told = {
            "expected": benefit.expected,
            "measure": benefit.measure,
            "on": benefit.on.isoformat(),
            "owner": _title(roles, benefit.owner),
        }
        for part, value in told.items():
            yield Place("benefit", benefit.name, part), value
    for each in standing.risks:
        if each.state is RiskState.CLOSED or each.risk.rule is not None:
            continue
        told = {
            "title": each.risk.title,
            "likelihood": each.risk.likelihood,
            "consequence": each.risk.consequence,
            "owner": _title(roles, each.risk.owner),
            "treatment": each.risk.treatment.value,
        }
        for part, value in told.items():
            yield Place("danger", each.risk.name, part), value


def _cells(standing: ServiceStanding) -> Iterator[tuple[Place, str]]:
    """Yield what is meant in each cell, where the text says it rather than the ambition."""
    for cell in standing.cells:
        if standing.service.together and cell.scope is not Scope.APPLICATION:
            continue
        stated = standing.service.target.get(cell.key)
        if stated is None:
            continue
        if stated.accountable:
            yield cell_place(cell.key, "accountable"), stated.accountable
        if stated.performs and len(stated.performs) == 1:
            yield cell_place(cell.key, "performs"), stated.performs[0]
        yield cell_place(cell.key, "because"), stated.because


def _title(roles: Mapping[str, Role], name: str) -> str:
    return roles[name].title if name in roles else name
