"""What users were told: maintenance announced, and cards that everybody may read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from servanda.facts.decision import CardMadePublic, CardTakenBack, Entry, MaintenanceAnnounced
from servanda.kernel.time import Instant

__all__ = ["Card", "CardWord", "Maintenance", "announced_ahead", "public_card", "take_card"]

CardWord = CardMadePublic | CardTakenBack


@dataclass(frozen=True, slots=True, kw_only=True)
class Maintenance:
    """Maintenance that was announced: the entry that says so, and what it says."""

    entry: Entry
    announced: MaintenanceAnnounced


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card that was made public: the entry that did, of which service, and when it ended."""

    entry: Entry
    service: str
    taken_back_at: Instant | None = None


def take_card(cards: dict[str, Card], entry: Entry, act: CardWord) -> None:
    """Take a word on a card into how they stand, by the digest of what made each public."""
    if isinstance(act, CardMadePublic):
        cards[entry.sha256] = Card(entry=entry, service=act.service)
    elif act.card in cards:
        cards[act.card] = replace(cards[act.card], taken_back_at=entry.at)


def public_card(cards: Mapping[str, Card], service: str) -> Card | None:
    """Return the card of a service that everybody may read; nothing where there is none."""
    return next(
        (each for each in cards.values() if each.service == service and each.taken_back_at is None),
        None,
    )


def announced_ahead(
    windows: Mapping[str, Maintenance], service: str, now: Instant
) -> tuple[Maintenance, ...]:
    """Return the maintenance of a service that is not over yet, what begins first first."""
    return tuple(
        sorted(
            (
                each
                for each in windows.values()
                if each.announced.service == service and each.announced.ends > now
            ),
            key=lambda each: (each.announced.starts, each.entry.number),
        )
    )
