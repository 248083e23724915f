"""Rules about who holds what: contracts, interfaces, ways to escalate, the relationship."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.operating_model.model.risk import Rule
from servanda.operating_model.model.words import UNDECIDED, Ambition, Scope, Side
from servanda.operating_model.reference import SERVICE_LEVELS
from servanda.operating_model.rules.finding import Finding, Look

__all__ = ["contracts", "escalation", "interface_support", "relationship"]


def contracts(look: Look) -> Iterator[Finding]:
    """Find who operates a service end to end without the contract that this needs."""
    service, held = look.standing.service, look.standing.service.contracts
    span = held.span
    all_it = all(look.is_it(cell.present.accountable) for cell in look.standing.cells)
    if all_it or look.standing.ambition is Ambition.A:
        if not held.it_elements or not look.is_it(held.it_elements):
            yield look.find(Rule.CONTRACT_OF_IT, span, holder=_holder(held.it_elements))
    elif look.standing.ambition is Ambition.B and (
        not held.provider or look.side(held.provider) is not Side.BUSINESS
    ):
        assert service.contracts is held
        yield look.find(Rule.CONTRACT_OF_BUSINESS, span, holder=_holder(held.provider))


def _holder(party: str) -> str:
    return f"held by {party}" if party else "not said to be anybody's"


def interface_support(look: Look) -> Iterator[Finding]:
    """Find interfaces into other systems that IT has no part in."""
    service = look.standing.service
    if not service.interfaces or not look.standing.is_live:
        return
    without = [
        cell.process.name
        for cell in look.standing.cells
        if cell.scope is Scope.INTERFACE
        and not cell.is_undecided
        and not any(map(look.is_it, (cell.present.accountable, *cell.present.performs)))
    ]
    if without:
        yield look.find(
            Rule.INTERFACE_SUPPORT,
            service.span,
            systems=", ".join(service.interfaces[:3]),
            processes=look.titles(without),
        )


def escalation(look: Look) -> Iterator[Finding]:
    """Find who answers for service levels and cannot call to account who performs."""
    if not look.standing.is_live:
        return
    for performer, accountable, processes in _performing_for_others(look):
        if not _can_escalate(look, accountable, performer):
            yield look.find(
                Rule.ESCALATION,
                look.standing.service.span,
                accountable=_title(look, accountable),
                performer=_title(look, performer),
                processes=look.titles(processes),
            )


def _performing_for_others(look: Look) -> Iterator[tuple[str, str, list[str]]]:
    """Yield who performs for another, who answers for the service levels, and what is performed."""
    pairs: dict[tuple[str, str], dict[str, None]] = {}
    levels = {
        cell.scope: cell.present.accountable
        for cell in look.standing.cells
        if cell.process.name == SERVICE_LEVELS
    }
    for cell in look.standing.cells:
        accountable = levels[cell.scope]
        for performer in cell.present.performs:
            own = performer in {cell.present.accountable, accountable, UNDECIDED}
            if not own and accountable != UNDECIDED:
                pairs.setdefault((performer, accountable), {})[cell.process.name] = None
    for (performer, accountable), processes in pairs.items():
        yield performer, accountable, list(processes)


def _can_escalate(look: Look, accountable: str, performer: str) -> bool:
    service = look.standing.service
    if look.is_it(accountable) and look.is_it(performer):
        return True
    if any(each.start == accountable and each.to == performer for each in service.escalations):
        return True
    held = {service.contracts.provider, service.contracts.it_elements} - {""}
    bought = look.side(performer) in {Side.PROVIDER, Side.VENDOR}
    return bought and any(_one_side(look, accountable, holder) for holder in held)


def _one_side(look: Look, one: str, other: str) -> bool:
    return look.side(one) is look.side(other) or (look.is_it(one) and look.is_it(other))


def _title(look: Look, party: str) -> str:
    known = look.model.parties[party]
    return known.title if known.span else party


def relationship(look: Look) -> Iterator[Finding]:
    """Find levels of the relationship that nobody carries."""
    carried = look.standing.service.relationship
    if not look.standing.is_live:
        return
    roles = {
        "strategic": carried.strategic,
        "tactical": carried.tactical,
        "operational": carried.operational,
    }
    lacking = [level for level, role in roles.items() if not role]
    if lacking:
        yield look.find(Rule.RELATIONSHIP, carried.span, levels=", ".join(lacking))
