"""All rules over all services: what an operating model comes to on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from servanda.agreement.model.agreement import History
from servanda.operating_model.model.portfolio import OperatingModel
from servanda.operating_model.model.risk import Rule
from servanda.operating_model.model.words import Mode
from servanda.operating_model.rules import agreed, growing, holding, matrix, upkeep
from servanda.operating_model.rules.finding import Finding, Look
from servanda.operating_model.standing import (
    RiskStanding,
    RiskState,
    ServiceStanding,
    stand,
)

__all__ = ["Examination", "examine"]

_RULES: Final[tuple[Callable[[Look], Iterator[Finding]], ...]] = (
    matrix.undecided,
    matrix.deviations,
    matrix.gaps,
    matrix.late_steps,
    holding.contracts,
    holding.interface_support,
    holding.escalation,
    holding.relationship,
    agreed.performers,
    agreed.exposure,
    growing.experiments,
    growing.gates,
    growing.benefits,
    upkeep.controls,
    upkeep.step_ins,
    upkeep.acceptances,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """Hold how everything stands on a day.

    Args:
        standings: The services, by name in the order of the text.
        findings: What the rules found, by the place in the text.
    """

    model: OperatingModel
    day: date
    standings: Mapping[str, ServiceStanding]
    findings: tuple[Finding, ...]

    def of(self, service: str) -> tuple[Finding, ...]:
        """Return what was found of one service."""
        return tuple(each for each in self.findings if each.service == service)


def examine(model: OperatingModel, histories: Mapping[str, History], day: date) -> Examination:
    """Hold an operating model against the rules.

    A service that was stopped, or was not begun yet, is not looked at.

    Args:
        model: The model.
        histories: The agreements that could be read, by the link's name.
        day: The day; what happened on it counts.
    """
    standings = {name: stand(model, service, day) for name, service in model.services.items()}
    found: list[Finding] = []
    for standing in standings.values():
        if standing.mode in {None, Mode.STOPPED} or standing.ambition is None:
            continue
        history = histories.get(standing.service.agreement)
        look = Look(model=model, standing=standing, history=history)
        found += [_with_risk(each, standing) for rule in _RULES for each in rule(look)]
    found += agreed.coverage(model, histories, standings)
    found += agreed.agreement_roles(model, histories, standings)
    found += upkeep.run_shares(model, day)
    ordered = tuple(sorted(found, key=lambda each: each.diagnostic.sort_key))
    return Examination(model=model, day=day, standings=standings, findings=ordered)


def _with_risk(finding: Finding, standing: ServiceStanding) -> Finding:
    """Return a finding with the risk that was recorded for it."""
    if finding.rule is Rule.ACCEPTANCE:
        return finding
    answering = [each for each in standing.risks if _answers(each, finding)]
    if not answering:
        return finding
    return replace(finding, risk=min(answering, key=lambda each: each.state.is_open))


def _answers(standing: RiskStanding, finding: Finding) -> bool:
    risk = standing.risk
    if risk.rule is not finding.rule or standing.state is RiskState.CLOSED:
        return False
    if risk.process not in {"", finding.process}:
        return False
    return risk.scope is None or finding.scope in {None, risk.scope}
