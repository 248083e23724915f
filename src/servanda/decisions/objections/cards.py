"""What users are told: maintenance announced ahead, and cards that everybody may read."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.decisions import diagnostics as found
from servanda.decisions.objections.case import Case
from servanda.facts.decision import CardMadePublic, CardTakenBack, MaintenanceAnnounced
from servanda.kernel.diagnostic import Diagnostic
from servanda.partnership.cards import public_card

__all__ = ["made_public", "maintenance_announced", "taken_back"]


def maintenance_announced(case: Case, act: MaintenanceAnnounced) -> Iterator[Diagnostic]:
    """Yield what speaks against announcing maintenance."""
    yield from case.only("provider", "when its services are maintained")
    yield from case.known("service", act.service, case.now.services)
    if not act.what.strip():
        yield case.say(
            found.NOTHING_SAID, what="what is done", advice="say it in words that users understand"
        )
    if act.ends <= act.starts:
        yield case.say(
            found.OVER_BEFORE,
            what="the maintenance",
            end=case.book.words(act.ends),
            start=case.book.words(act.starts),
        )
    if act.starts <= case.entry.at:
        yield case.say(found.MAINTENANCE_OVER, starts=case.book.words(act.starts))


def made_public(case: Case, act: CardMadePublic) -> Iterator[Diagnostic]:
    """Yield what speaks against letting everybody read a card."""
    service = case.now.services.get(act.service)
    if service is None:
        yield from case.known("service", act.service, case.now.services)
        return
    if service.card is None or not service.card.is_public:
        yield case.say(found.CARD_NOT_PUBLIC, service=act.service)
    card = public_card(case.partnership.cards, act.service)
    if card is not None:
        yield case.say(found.SAID_ALREADY, number=str(card.entry.number))


def taken_back(case: Case, act: CardTakenBack) -> Iterator[Diagnostic]:
    """Yield what speaks against letting nobody read a card any more."""
    cited = case.cited(act.card, CardMadePublic, "card that was made public")
    if isinstance(cited, Diagnostic):
        yield cited
        return
    card = case.partnership.cards[act.card]
    if card.taken_back_at is not None:
        yield case.say(
            found.OVER_WITH,
            what="the card",
            number=str(cited.number),
            how=f"was taken back {case.book.words(card.taken_back_at)}",
            advice="nothing has to be said",
        )
