"""What is said about work beside the agreement's own: asked, quoted, accepted, delivered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from servanda.facts.attached import AttachedDocument
from servanda.kernel.quantity import Quantity

__all__ = [
    "QuotationAsked",
    "QuotationDecided",
    "QuotationGiven",
    "WorkAccepted",
    "WorkDelivered",
    "WorkRequested",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationAsked:
    """Ask what a piece of work would cost, and when it would be there."""

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationGiven:
    """Quote a price and a day.

    Args:
        quotation: Digest of the entry that asked for it.
        price: What the work costs.
        due: Last day of delivery, if the quotation is accepted.
        note: What is included, and what is not; may be empty.
        documents: The offer.
    """

    quotation: str
    price: Quantity
    due: date
    note: str = ""
    documents: tuple[AttachedDocument, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationDecided:
    """Accept a quotation, which makes a work request of it, or decline it.

    Args:
        quotation: Digest of the entry that asked for it.
        accepted: Whether the work is wanted at that price.
        reason: Why; needed to decline.
    """

    quotation: str
    accepted: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkRequested:
    """Ask for work that needs no quotation.

    Args:
        what: What is to be done.
        due: Last day of delivery.
    """

    what: str
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDelivered:
    """Say that work is delivered.

    Args:
        work: Digest of the entry that requested it, or that asked for its quotation.
        note: What was delivered; may be empty.
        documents: What belongs to it.
    """

    work: str
    note: str = ""
    documents: tuple[AttachedDocument, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkAccepted:
    """Accept delivered work as done, or say what is missing; it is delivered again then.

    Args:
        work: Digest of the entry that requested it, or that asked for its quotation.
        accepted: Whether it is done.
        reason: What is missing; needed where it is not done.
    """

    work: str
    accepted: bool
    reason: str = ""
