"""Who agrees, for how long, in what rhythm; and where the signed paper stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from servanda.agreement.model.card import ServiceCard
from servanda.kernel.quantity import Quantity
from servanda.kernel.rounding import RoundingMode
from servanda.kernel.source import SourceSpan

__all__ = [
    "Clause",
    "Contract",
    "Document",
    "InForce",
    "Notice",
    "Party",
    "PartyRole",
    "Prevails",
    "Rhythm",
    "Service",
    "SettlementRule",
]


class PartyRole(Enum):
    """The side that a party is on."""

    CLIENT = "client"
    PROVIDER = "provider"
    THIRD_PARTY = "third party"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party.

    Args:
        zone: IANA name.
        country: ISO 3166 code, or empty.
        keys: Public keys that it signs with, ``ed25519:...`` or ``passkey:...``; none where it
            does not sign.
    """

    identifier: str
    role: PartyRole
    name: str
    zone: str
    country: str
    span: SourceSpan
    keys: tuple[str, ...] = ()


class Prevails(Enum):
    """Say which text wins where the signed contract and this text differ."""

    CONTRACT = "contract"
    AGREEMENT = "agreement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document of the signed contract, named by the SHA-256 of its bytes in lower-case hex."""

    identifier: str
    file: str
    sha256: str
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """The signed paper behind the text."""

    documents: Mapping[str, Document]
    prevails: Prevails
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A place in the signed contract: a document's identifier and the place as written there."""

    document: str
    place: str
    span: SourceSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """How long before its last day a party ends an agreement, or keeps it from being renewed.

    Args:
        count: How many, 1 or more.
        of_months: Whether months are counted; calendar days otherwise.
        text: As its author wrote it.
    """

    count: int
    of_months: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """The days on which a text applies; both are included.

    Args:
        first_day: The first day.
        last_day: The last one; absent if it is open, or is renewed until a party gives notice.
        term_ends: Last day of the first term as the text has it; absent if it is open.
        notice: By when notice is given; absent where none is foreseen.
        renewal_months: How much longer it is in force each time; 0 where it is not renewed.
    """

    first_day: date
    last_day: date | None
    span: SourceSpan
    term_ends: date | None = None
    notice: Notice | None = None
    renewal_months: int = 0


class Rhythm(Enum):
    """How often the parties settle; weeks count from the first day in force."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    FOUR_WEEKS = "four weeks"
    WEEK = "week"


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementRule:
    """How periods are cut and money is rounded.

    Args:
        rhythm: How long a period is.
        starts_on: Day of the month, 1 to 31, on which months, quarters and years begin; in a
            shorter month, its last day.
        zone: IANA zone whose midnights bound the periods.
        currency: ISO 4217 code of the money settled.
        quantum: What payable lines are rounded to.
        rounding: How they are rounded.
        stabilization_periods: Number of first periods measured and shown without money.
        from_first_day: Whether months, quarters and years count from the first day in force,
            whatever the calendar's are; ``starts_on`` is that day's then.
        stabilization_until_agreed: Whether it lasts, however long, until both parties end it.
    """

    rhythm: Rhythm
    starts_on: int
    zone: str
    currency: str
    quantum: Quantity
    rounding: RoundingMode
    stabilization_periods: int
    span: SourceSpan
    from_first_day: bool = False
    stabilization_until_agreed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service that the agreement covers.

    Args:
        title: A reader's name; may be empty.
        description: What it comprises; may be empty.
        card: What its users are told; absent where the text says nothing of that.
    """

    identifier: str
    title: str
    description: str
    span: SourceSpan
    card: ServiceCard | None = None
