"""Do the cards of services tell their users of that service, and how to reach somebody?"""

from __future__ import annotations

from servanda.agreement import diagnostics as found
from servanda.agreement.check.where import Where
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.setting import Service
from servanda.agreement.notebook import Notebook, advise_name

__all__ = ["check_cards"]


def check_cards(agreement: Agreement, where: Where, notebook: Notebook) -> None:
    """Note promises that are none of the service's, and contacts that nobody can reach."""
    for service in agreement.services.values():
        if service.card is None:
            continue
        _promises(service, agreement, where, notebook)
        for contact in service.card.call:
            if not contact.phone and not contact.mail and contact.whom:
                notebook.report(found.CARD_WITHOUT_A_WAY, contact.span, whom=contact.whom)


def _promises(service: Service, agreement: Agreement, where: Where, notebook: Notebook) -> None:
    path = ("services", service.identifier, "card", "promises")
    for name in service.card.promises if service.card else ():
        span = where.item(name, *path)
        commitment = agreement.commitments.get(name)
        if commitment is None and name not in notebook.broken:
            notebook.report(
                found.UNKNOWN_REFERENCE,
                span,
                what="commitment",
                name=name,
                advice=advise_name(name, agreement.commitments),
            )
        elif commitment is not None and commitment.service not in {"", service.identifier}:
            notebook.report(
                found.CARD_OF_ANOTHER_SERVICE,
                span,
                name=name,
                other=commitment.service,
                service=service.identifier,
            )
