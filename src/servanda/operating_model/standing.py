"""How a service stands on a day: its matrix, present beside target, and its risks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from servanda.operating_model.model.portfolio import OperatingModel
from servanda.operating_model.model.risk import Acceptance, Risk
from servanda.operating_model.model.service import Service, Step
from servanda.operating_model.model.words import (
    UNDECIDED,
    Ambition,
    CellKey,
    Mode,
    Process,
    Scope,
)

__all__ = [
    "Cell",
    "CellStanding",
    "RiskStanding",
    "RiskState",
    "ServiceStanding",
    "risk_standing",
    "stand",
    "stand_cell",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Who is accountable, and who performs; empty where a target does not say who performs."""

    accountable: str
    performs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellStanding:
    """One cell of a service's matrix on a day.

    Args:
        present: Who it is now.
        target: Who it is meant to be.
        reference: Who would be accountable under the ambition.
        because: Why the target is as it is, may be empty.
        step: The next step that is not done, if there is one.
    """

    process: Process
    scope: Scope
    present: Cell
    target: Cell
    reference: str
    because: str
    step: Step | None

    @property
    def key(self) -> CellKey:
        """Return which cell it is."""
        return self.process.name, self.scope

    @property
    def is_undecided(self) -> bool:
        """Return whether nobody is accountable now."""
        return self.present.accountable == UNDECIDED

    @property
    def deviates(self) -> bool:
        """Return whether the target is not what the ambition would have, where it says anything."""
        return self.target.accountable != self.reference != UNDECIDED

    @property
    def has_arrived(self) -> bool:
        """Return whether present and target are the same."""
        if self.present.accountable != self.target.accountable:
            return False
        return self.target.performs in {(), self.present.performs}


class RiskState(Enum):
    """How a risk stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    EXPIRED = "acceptance expired"
    CLOSED = "closed"

    @property
    def is_open(self) -> bool:
        """Return whether nobody bears it: an expired acceptance is an open risk."""
        return self in {RiskState.OPEN, RiskState.EXPIRED}


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskStanding:
    """A risk on a day, with the acceptance that holds, or that held last."""

    risk: Risk
    state: RiskState
    acceptance: Acceptance | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceStanding:
    """A service on a day.

    Args:
        ambition: Its direction; nothing before it has one.
        mode: How grown up it is; nothing before it was begun.
        cells: Its matrix: the processes in their order, the application before the interface.
        risks: Those that had been raised, in the order of the text.
    """

    service: Service
    day: date
    ambition: Ambition | None
    mode: Mode | None
    is_live: bool
    cells: tuple[CellStanding, ...]
    risks: tuple[RiskStanding, ...]

    def shown_cells(self) -> tuple[CellStanding, ...]:
        """Return the cells that a matrix shows: one for both scopes where they are together."""
        if not self.service.together:
            return self.cells
        return tuple(each for each in self.cells if each.scope is Scope.APPLICATION)

    def scope_words(self, cell: CellStanding) -> str:
        """Say what a shown cell is about."""
        return "both scopes" if self.service.together else cell.scope.value


def stand(model: OperatingModel, service: Service, day: date) -> ServiceStanding:
    """Return how a service stands at the end of a day.

    Args:
        model: The processes that its matrix has.
        service: The service.
        day: The day; what was done, agreed or raised on it counts.
    """
    cells = tuple(
        stand_cell(service, process, scope, day)
        for process in model.processes.values()
        for scope in Scope
    )
    return ServiceStanding(
        service=service,
        day=day,
        ambition=service.ambition.on(day),
        mode=service.mode.on(day),
        is_live=service.is_live(day),
        cells=cells,
        risks=tuple(
            risk_standing(risk, day) for risk in service.risks.values() if risk.raised <= day
        ),
    )


def stand_cell(service: Service, process: Process, scope: Scope, day: date) -> CellStanding:
    """Return how one cell of a service's matrix stands at the end of a day."""
    key, ambition = (process.name, scope), service.ambition.on(day)
    reference = process.reference.get((ambition, scope), UNDECIDED) if ambition else UNDECIDED
    meant, at_first = service.target.get(key), service.present.get(key)
    chosen = meant.accountable if meant else None
    target = Cell(
        accountable=chosen or reference, performs=(meant.performs if meant else None) or ()
    )
    accountable = (at_first.accountable if at_first else None) or target.accountable
    performs = (at_first.performs if at_first else None) or target.performs
    steps = [step for step in service.steps if step.is_about(key)]
    for step in sorted((s for s in steps if s.done and s.done <= day), key=_done):
        accountable = step.accountable or accountable
        performs = step.performs or performs
    undone = [step for step in steps if step.done is None or step.done > day]
    return CellStanding(
        process=process,
        scope=scope,
        present=Cell(accountable=accountable, performs=performs or (accountable,)),
        target=target,
        reference=reference,
        because=meant.because if meant else "",
        step=min(undone, key=lambda step: step.by, default=None),
    )


def _done(step: Step) -> date:
    assert step.done is not None, "only steps that were done are sorted by it"
    return step.done


def risk_standing(risk: Risk, day: date) -> RiskStanding:
    """Return how a risk stands on a day.

    An acceptance holds from its day to its last one; once the last of them has ended, the risk is
    open again.
    """
    if risk.closed is not None and risk.closed <= day:
        return RiskStanding(risk=risk, state=RiskState.CLOSED, acceptance=None)
    said = [each for each in risk.acceptances if each.on <= day]
    holding = [each for each in said if each.holds_on(day)]
    if holding:
        return RiskStanding(
            risk=risk,
            state=RiskState.ACCEPTED,
            acceptance=max(holding, key=lambda each: each.until),
        )
    if said:
        last = max(said, key=lambda each: each.until)
        return RiskStanding(risk=risk, state=RiskState.EXPIRED, acceptance=last)
    return RiskStanding(risk=risk, state=RiskState.OPEN, acceptance=None)
