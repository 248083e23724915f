"""What is said to the users of a service: its card, and maintenance that is announced."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.kernel.time import Instant

__all__ = ["CardMadePublic", "CardTakenBack", "MaintenanceAnnounced"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MaintenanceAnnounced:
    """Announce planned maintenance of a service.

    Args:
        service: Name of the service in the agreement.
        starts: When it begins.
        ends: The instant after its end.
        what: What is done, in words that users understand.
        expect: What users notice meanwhile; may be empty.
    """

    service: str
    starts: Instant
    ends: Instant
    what: str
    expect: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardMadePublic:
    """Let everybody who has its address read the card of a service.

    Args:
        service: Name of the service in the agreement.
    """

    service: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardTakenBack:
    """Let nobody read a card by its address any more; either party may say so.

    Args:
        card: Digest of the entry that made it public.
    """

    card: str
