"""What of an operating model another organisation may know: what it is a party to, and no more."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from servanda.operating_model.model.portfolio import OperatingModel
from servanda.operating_model.model.service import Service, StatedCell

__all__ = ["shared_with"]


def shared_with(model: OperatingModel, links: Collection[str]) -> OperatingModel:
    """Return the services that some agreements cover, as another party to these may see them.

    It sees who answers for what and performs it, the dated steps, who carries the relationship,
    and where it was stepped in. Risks and their reasons, controls, experiments, teams and the
    register are the organisation's own, and so is every name that only other services need.

    Args:
        model: The whole model.
        links: Names of the agreements, as the text calls them.
    """
    services = {
        name: _shared(service)
        for name, service in model.services.items()
        if service.agreement in links
    }
    roles = {name for service in services.values() for name in _roles(service)}
    parties = {name for service in services.values() for name in _parties(service)}
    parties |= {model.roles[name].party for name in roles if name in model.roles}
    return replace(
        model,
        agreements={name: each for name, each in model.agreements.items() if name in links},
        services=services,
        roles={name: each for name, each in model.roles.items() if name in roles},
        parties={
            name: each
            for name, each in model.parties.items()
            # What the language brings has no place in the text, and tells nothing.
            if each.span is None or name in parties or each.agreement in links
        },
        teams={},
        register={},
    )


def _shared(service: Service) -> Service:
    target = {key: replace(cell, because="") for key, cell in service.target.items()}
    present = {key: replace(cell, because="") for key, cell in service.present.items()}
    return replace(
        service,
        target=target,
        present=present,
        benefits=(),
        experiment=None,
        gates={},
        risks={},
        controls={},
    )


def _roles(service: Service) -> Iterator[str]:
    carried = service.relationship
    yield from (carried.strategic, carried.tactical, carried.operational)
    yield from (step.owner for step in service.steps)
    yield from (way.through for way in service.escalations)


def _parties(service: Service) -> Iterator[str]:
    for cell in (*service.present.values(), *service.target.values()):
        yield from _named(cell)
    for step in service.steps:
        yield from (step.accountable or "", *(step.performs or ()))
    for way in service.escalations:
        yield from (way.start, way.to)
    yield from (service.contracts.provider, service.contracts.it_elements)


def _named(cell: StatedCell) -> Iterator[str]:
    yield from (cell.accountable or "", *(cell.performs or ()))
