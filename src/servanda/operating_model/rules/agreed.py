"""Rules that hold agreement and operating model against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.money import Purpose
from servanda.agreement.model.setting import PartyRole
from servanda.agreement.periods import in_stabilization, periods_of
from servanda.operating_model.diagnostics import KINDS_OF_RULES
from servanda.operating_model.model.portfolio import OperatingModel
from servanda.operating_model.model.risk import Rule
from servanda.operating_model.model.words import Mode
from servanda.operating_model.rules.finding import Finding, Look
from servanda.operating_model.standing import ServiceStanding

__all__ = ["agreement_roles", "coverage", "exposure", "performers"]


def performers(look: Look) -> Iterator[Finding]:
    """Find a provider that is measured on a process and does not appear as performing it."""
    agreement = look.agreement
    if agreement is None:
        return
    providers = _providers(look, agreement)
    for measured in look.standing.service.measured_by:
        performing = {
            party
            for cell in look.standing.cells
            if cell.process.name == measured.process
            for party in cell.present.performs
        }
        for name, span in measured.commitments:
            commitment = agreement.commitments.get(name)
            if commitment is None or commitment.by is not PartyRole.PROVIDER:
                continue
            if performing.isdisjoint(providers):
                yield look.find(
                    Rule.PERFORMER,
                    span,
                    process=measured.process,
                    party=agreement.parties["provider"].name,
                    commitment=name,
                )


def _providers(look: Look, agreement: Agreement) -> set[str]:
    """Return the names under which the agreement's provider may stand in the matrix."""
    link = look.standing.service.agreement
    declared = {
        party.name
        for party in look.model.parties.values()
        if party.agreement == link
        and party.party in agreement.parties
        and agreement.parties[party.party].role is PartyRole.PROVIDER
    }
    return declared | {"provider"}


def exposure(look: Look) -> Iterator[Finding]:
    """Find an experiment that costs a party penalties, or promises more than it meant to."""
    agreement, service = look.agreement, look.standing.service
    if agreement is None or look.history is None or look.standing.mode is not Mode.EXPERIMENT:
        return
    own = [each for each in agreement.commitments.values() if each.service == service.covers]
    most = service.experiment.commitments_most if service.experiment else None
    span = service.experiment.span if service.experiment else service.span
    if most is not None and len(own) > most:
        what = f"the agreement holds {len(own)} commitments on it, more than the {most} meant"
        yield look.find(Rule.EXPOSURE, span, what=what)
    names = {each.name for each in own}
    charging = [
        figure.name
        for figure in agreement.figures.values()
        if figure.purpose is Purpose.PENALTY and figure.commitment in names
    ]
    if charging and _money_moves(look.history, look):
        penalties = ", ".join(f"'{name}'" for name in charging[:3])
        what = f"the agreement charges {penalties} for it since before its gate"
        yield look.find(Rule.EXPOSURE, span, what=what)


def _money_moves(history: History, look: Look) -> bool:
    """Return whether the period of the day is one in which money moves."""
    periods = periods_of(history, look.day)
    if not periods or not periods[-1].first_day <= look.day < periods[-1].end_day:
        return False
    return not in_stabilization(history.at(look.day).settlement, periods[-1])


def coverage(
    model: OperatingModel,
    histories: Mapping[str, History],
    standings: Mapping[str, ServiceStanding],
) -> Iterator[Finding]:
    """Find what stands in an agreement and not in the model: services and commitments."""
    for link, history in histories.items():
        covering = [each for each in standings.values() if each.service.agreement == link]
        if not covering:
            continue
        agreement = history.at(covering[0].day)
        covered = {each.service.covers for each in covering}
        measuring = {
            name
            for each in covering
            for measured in each.service.measured_by
            for name, _ in measured.commitments
        }
        lacking = [
            f"the agreement '{link}' has the service '{name}', and no service here covers it"
            for name in agreement.services
            if name not in covered
        ]
        lacking += [
            f"'{name}' of the agreement '{link}' measures no process of any service here"
            for name, commitment in agreement.commitments.items()
            if commitment.by is PartyRole.PROVIDER and name not in measuring
        ]
        span = model.agreements[link].span
        for what in lacking:
            yield Finding(
                rule=Rule.COVERAGE,
                service="",
                process="",
                scope=None,
                diagnostic=KINDS_OF_RULES[Rule.COVERAGE].at(span, what=what),
            )


def agreement_roles(
    model: OperatingModel,
    histories: Mapping[str, History],
    standings: Mapping[str, ServiceStanding],
) -> Iterator[Finding]:
    """Find owners of outcomes whom nobody here knows."""
    titles = {role.title.casefold() for role in model.roles.values()}
    day = next((each.day for each in standings.values()), None)
    for link, history in histories.items():
        outcomes = history.at(day).outcomes if day else {}
        for outcome in outcomes.values():
            if outcome.owner.casefold() in titles:
                continue
            yield Finding(
                rule=Rule.AGREEMENT_ROLE,
                service="",
                process="",
                scope=None,
                diagnostic=KINDS_OF_RULES[Rule.AGREEMENT_ROLE].at(
                    model.agreements[link].span,
                    agreement=link,
                    role=outcome.owner,
                    outcome=outcome.name,
                ),
            )
