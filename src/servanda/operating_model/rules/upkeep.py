"""Rules about what has to be kept up: controls, stepping in, acceptances, room for change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from servanda.agreement.term import moved_by_months
from servanda.operating_model.diagnostics import KINDS_OF_RULES
from servanda.operating_model.model.portfolio import OperatingModel, Team, TeamPeriod
from servanda.operating_model.model.risk import Control, Rule
from servanda.operating_model.rules.finding import Finding, Look
from servanda.operating_model.standing import RiskState

__all__ = ["acceptances", "controls", "run_shares", "step_ins", "work_on"]


def controls(look: Look) -> Iterator[Finding]:
    """Find controls that were not shown to work in time, exceptions that ended among them."""
    for control in look.standing.service.controls.values():
        what = _lacking(control, look.day)
        if what:
            yield look.find(Rule.CONTROL, control.span, control=control.title, what=what)


def _lacking(control: Control, day: date) -> str:
    if control.exception is not None and day <= control.exception.until:
        return ""
    ended = ""
    if control.exception is not None:
        ended = f"; the exception ended on {control.exception.until.isoformat()}"
    if control.proof is None:
        return f"was never shown to work{ended}"
    # Of a day before the last proof nobody knows whether there was an earlier one.
    due = moved_by_months(control.proof.on, control.every_months)
    if due < day:
        return f"was to be shown to work again by {due.isoformat()}{ended}"
    return ""


def step_ins(look: Look) -> Iterator[Finding]:
    """Find tasks of stepping in that are past their day."""
    for task in look.standing.service.step_ins:
        late = task.asked <= look.day and task.by < look.day
        if late and (task.done is None or task.done > look.day):
            yield look.find(Rule.STEP_IN, task.span, process=task.process, day=task.by.isoformat())


def acceptances(look: Look) -> Iterator[Finding]:
    """Find risks whose acceptance has ended."""
    for each in look.standing.risks:
        if each.state is RiskState.EXPIRED and each.acceptance is not None:
            yield look.find(
                Rule.ACCEPTANCE,
                each.acceptance.span,
                process=each.risk.process,
                risk=each.risk.title,
                day=each.acceptance.until.isoformat(),
            )


def work_on(team: Team, day: date) -> TeamPeriod | None:
    """Return a team's work on a day, nothing before its first."""
    known = [each for each in team.periods if each.first_day <= day]
    return known[-1] if known else None


def run_shares(model: OperatingModel, day: date) -> Iterator[Finding]:
    """Find teams for which keeping things running leaves too little for change."""
    for team in model.teams.values():
        work = work_on(team, day)
        if work is None or team.run_most is None or not work.run_days + work.change_days:
            continue
        share = Fraction(100 * work.run_days, work.run_days + work.change_days)
        if share > team.run_most:
            yield Finding(
                rule=Rule.RUN_SHARE,
                service="",
                process="",
                scope=None,
                diagnostic=KINDS_OF_RULES[Rule.RUN_SHARE].at(
                    team.span, team=team.title, share=_percent(share), most=f"{team.run_most}%"
                ),
            )


def _percent(share: Fraction) -> str:
    tenths = (share * 10).__floor__()
    whole, tenth = divmod(tenths, 10)
    exact = "" if share * 10 == tenths else "more than "
    return f"{exact}{whole}.{tenth}%" if tenth else f"{exact}{whole}%"
