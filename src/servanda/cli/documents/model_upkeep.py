"""What an operating model's document says of gates, controls, tasks and teams."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from servanda.operating_model.model.portfolio import Team, TeamPeriod
from servanda.operating_model.model.risk import Control
from servanda.operating_model.model.service import Gate, StepIn

__all__ = [
    "ControlDocument",
    "GateDocument",
    "StepInTaskDocument",
    "TeamDocument",
    "control_document",
    "gate_document",
    "step_in_document",
    "team_document",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class GateDocument:
    """What a process needs before it leaves the experiment; ``agreed`` is null while it is open."""

    process: str
    needs: str
    evidence: str
    agreed_by: str
    by: str | None
    agreed: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlDocument:
    """A control; ``shown`` is the day on which it was last shown to work, ``excepted_until`` the
    last day of leave to do without it.
    """

    name: str
    title: str
    about: str
    owner: str
    executed_by: str
    every_months: int
    shown: str | None
    evidence: str
    excepted_until: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepInTaskDocument:
    """Where who is accountable was asked to step in; ``done`` is null until they have."""

    process: str
    scope: str | None
    because: str
    asked: str
    by: str
    done: str | None
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamDocument:
    """What a team can do a month on the day, run against change; budgets in whole ``currency``."""

    name: str
    title: str
    since: str
    run_days: int
    change_days: int
    run_percent_most: int | None
    currency: str
    run_budget: int | None
    change_budget: int | None


def gate_document(gate: Gate, day: date) -> GateDocument:
    """Return a gate's document as of a day."""
    return GateDocument(
        process=gate.process,
        needs=gate.needs,
        evidence=gate.evidence,
        agreed_by=gate.agreed_by,
        by=_day(gate.by),
        agreed=_past(gate.agreed, day),
    )


def control_document(control: Control, day: date) -> ControlDocument:
    """Return a control's document as of a day."""
    proof = control.proof if control.proof is not None and control.proof.on <= day else None
    return ControlDocument(
        name=control.name,
        title=control.title,
        about=control.about,
        owner=control.owner,
        executed_by=control.executed_by,
        every_months=control.every_months,
        shown=_day(proof.on if proof else None),
        evidence=proof.evidence if proof else "",
        excepted_until=_day(control.exception.until if control.exception else None),
    )


def step_in_document(task: StepIn, day: date) -> StepInTaskDocument:
    """Return a task's document as of a day."""
    done = _past(task.done, day)
    return StepInTaskDocument(
        process=task.process,
        scope=task.scope.value if task.scope else None,
        because=task.because,
        asked=task.asked.isoformat(),
        by=task.by.isoformat(),
        done=done,
        outcome=task.outcome if done else "",
    )


def team_document(team: Team, work: TeamPeriod) -> TeamDocument:
    """Return the document of a team and its work."""
    return TeamDocument(
        name=team.name,
        title=team.title,
        since=work.first_day.isoformat(),
        run_days=work.run_days,
        change_days=work.change_days,
        run_percent_most=team.run_most,
        currency=team.currency,
        run_budget=work.run_budget,
        change_budget=work.change_budget,
    )


def _past(event: date | None, day: date) -> str | None:
    """Return the day of what has happened by a day."""
    return _day(event) if event is not None and event <= day else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
