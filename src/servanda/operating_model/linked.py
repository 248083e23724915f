"""Do names that point into agreements exist there? What does not is a mistake of the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from servanda.agreement.model.agreement import History
from servanda.agreement.notebook import advise_name
from servanda.kernel.diagnostic import Diagnostic
from servanda.operating_model import diagnostics as found
from servanda.operating_model.model.portfolio import OperatingModel
from servanda.operating_model.model.service import Service

__all__ = ["check_links"]


def check_links(model: OperatingModel, histories: Mapping[str, History]) -> Iterator[Diagnostic]:
    """Yield what the text names in an agreement that the agreement does not have.

    A name counts if any version of the agreement has it.

    Args:
        model: The model.
        histories: The agreements that could be read, by the link's name.
    """
    for party in model.parties.values():
        history = histories.get(party.agreement)
        if history is None or party.span is None:
            continue
        known = {name for version in history.versions for name in version.parties}
        if party.party not in known:
            yield found.UNKNOWN_PARTY_THERE.at(
                party.span,
                agreement=party.agreement,
                name=party.party,
                advice=_advice(party.party, known),
            )
    for service in model.services.values():
        if history := histories.get(service.agreement):
            yield from _of_service(service, history)


def _of_service(service: Service, history: History) -> Iterator[Diagnostic]:
    services = {name for version in history.versions for name in version.services}
    commitments = {name for version in history.versions for name in version.commitments}
    measures = {name for version in history.versions for name in version.measures}
    link = service.agreement
    if service.covers not in services:
        yield found.UNKNOWN_COVERED.at(
            service.span,
            agreement=link,
            name=service.covers,
            advice=_advice(service.covers, services),
        )
    for measured in service.measured_by:
        for name, span in measured.commitments:
            if name not in commitments:
                advice = _advice(name, commitments)
                yield found.UNKNOWN_COMMITMENT.at(span, agreement=link, name=name, advice=advice)
    for benefit in service.benefits:
        if benefit.measure and benefit.measure not in measures:
            yield found.UNKNOWN_MEASURE.at(
                benefit.measure_span,
                agreement=link,
                name=benefit.measure,
                advice=_advice(benefit.measure, measures),
            )


def _advice(name: str, known: set[str]) -> str:
    return advise_name(name, known) or "it has none"
