"""What the users of a service are told: what is promised at which hours, and what comes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.card import CardContact
from servanda.agreement.model.setting import PartyRole, Service
from servanda.businesstime.picture import tell_hours
from servanda.businesstime.rule import ALWAYS
from servanda.decisions.rulebook import Rulebook
from servanda.kernel.diagnostic import near_match
from servanda.kernel.time import Instant
from servanda.partnership.cards import Maintenance, announced_ahead
from servanda.partnership.state import Partnership
from servanda.pipeline.plain.overview import Promise, promises_on
from servanda.pipeline.refusals import MisusedCommand

__all__ = ["CardTold", "NoSuchService", "card_of"]


class NoSuchService(MisusedCommand):
    """A service was named that the agreement does not cover."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        near = near_match(name, list(known))
        hint = f"; did you mean '{near}'?" if near else ""
        super().__init__(f"the agreement has no service called '{name}'{hint}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CardTold:
    """Hold what stands on the card of a service at a moment.

    Args:
        service: The service.
        agreement: The version in force.
        at: The moment.
        promises: What the provider promises of it.
        hours: The hours of each calendar that promises count in, by its name, in words.
        ahead: Maintenance announced and not over, what begins first first.
        left_out: What does not count against what is promised, each in a few words.
    """

    service: Service
    agreement: Agreement
    at: Instant
    promises: tuple[Promise, ...]
    hours: dict[str, str]
    ahead: tuple[Maintenance, ...]
    left_out: tuple[str, ...]

    @property
    def call(self) -> tuple[CardContact, ...]:
        """Return whom users reach when."""
        return self.service.card.call if self.service.card else ()

    @property
    def not_promised(self) -> tuple[str, ...]:
        """Return what is not promised, each in a sentence."""
        return self.service.card.not_promised if self.service.card else ()


def card_of(history: History, partnership: Partnership, service: str, at: Instant) -> CardTold:
    """Return the card of a service.

    Args:
        history: The agreement.
        partnership: What was said about working together.
        service: The service's name.
        at: The moment; the version that governs then is told.

    Raises:
        NoSuchService: There is none of that name.
    """
    day = Rulebook(history).day_of(at)
    agreement = history.at(day)
    found = agreement.services.get(service)
    if found is None:
        raise NoSuchService(service, agreement.services)
    promises = tuple(each for each in promises_on(history, day) if _is_told(found, each))
    return CardTold(
        service=found,
        agreement=agreement,
        at=at,
        promises=promises,
        hours={
            each.calendar: tell_hours(agreement.calendars[each.calendar], day)
            for each in promises
            if each.calendar and each.calendar != ALWAYS.name
        },
        ahead=announced_ahead(partnership.maintenance, service, at),
        left_out=_left_out(agreement, promises),
    )


def _is_told(service: Service, promise: Promise) -> bool:
    commitment = promise.commitment
    if service.card is not None and service.card.promises:
        return commitment.name in service.card.promises
    return commitment.service == service.identifier and commitment.by is not PartyRole.CLIENT


def _left_out(agreement: Agreement, promises: tuple[Promise, ...]) -> tuple[str, ...]:
    measures = {each.commitment.measure for each in promises if each.commitment.measure}
    return tuple(
        relief.title or relief.name.replace("_", " ")
        for relief in agreement.relief.values()
        if measures and (not relief.measures or measures & set(relief.measures))
    )
