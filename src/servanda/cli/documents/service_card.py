"""``servanda service-card --format json``."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.pipeline.plain.card import CardTold
from servanda.reports.paper import Paper

__all__ = [
    "ContactDocument",
    "PromiseDocument",
    "ServiceCardDocument",
    "WindowDocument",
    "service_card_document",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseDocument:
    """What is promised, in words; ``hours`` is empty where no hours are counted."""

    what: str
    promised: str
    hours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowDocument:
    """Maintenance announced and not over."""

    starts: str
    ends: str
    what: str
    expect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDocument:
    """Whom users reach when; what the agreement does not say is empty."""

    when: str
    whom: str
    phone: str
    mail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCardDocument:
    """What the users of a service can rely on."""

    service: str
    title: str
    description: str
    at: str
    promised: tuple[PromiseDocument, ...]
    not_promised: tuple[str, ...]
    maintenance: tuple[WindowDocument, ...]
    call: tuple[ContactDocument, ...]
    format: str = "servanda/service-card/1"


def service_card_document(told: CardTold, paper: Paper) -> ServiceCardDocument:
    """Return the document of a card, its words as they stand on paper."""
    rows = {each.title: each.rows for each in paper.tables}
    return ServiceCardDocument(
        service=told.service.identifier,
        title=paper.title,
        description=told.service.description,
        at=str(told.at),
        promised=tuple(
            PromiseDocument(what=str(what), promised=str(promised), hours=str(hours))
            for what, promised, hours in rows.get("What is promised", ())
        ),
        not_promised=tuple(str(each) for (each,) in rows.get("What is not promised", ())),
        maintenance=tuple(
            WindowDocument(
                starts=str(each.announced.starts),
                ends=str(each.announced.ends),
                what=each.announced.what,
                expect=each.announced.expect,
            )
            for each in told.ahead
        ),
        call=tuple(
            ContactDocument(when=each.when, whom=each.whom, phone=each.phone, mail=each.mail)
            for each in told.call
        ),
    )
