"""What is said about reviews, what they decided, and actions that are followed until done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from servanda.facts.attached import AttachedDocument
from servanda.kernel.time import Instant

__all__ = [
    "ActionAgreed",
    "ActionDone",
    "Attendee",
    "ReviewHeld",
    "ReviewMinuted",
    "ReviewPlanned",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """Name somebody who is asked to come, or was there.

    Args:
        party: Identifier of the party that the person comes for.
        role: In which role, as the agreement calls it: ``CIO``.
        person: Who it is; may be empty in an invitation.
        address: Address of electronic mail for the invitation; may be empty.
    """

    party: str
    role: str
    person: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPlanned:
    """Plan a review, or plan it anew; what was planned last counts.

    Args:
        review: Name of the review in the agreement.
        period: Label of the stretch of time that it is due in: ``2026-H1``.
        starts: When it begins.
        ends: The instant after its end.
        place: Where: a room, or an address to dial in; may be empty.
        invited: Who is asked to come.
        brings: What else is put on the table: issues, experience from elsewhere, own goals.
    """

    review: str
    period: str
    starts: Instant
    ends: Instant
    place: str = ""
    invited: tuple[Attendee, ...] = ()
    brings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewHeld:
    """Say that a review took place, and who was there.

    Args:
        review: Name of the review in the agreement.
        period: Label of the stretch of time that it is held for.
        at: When it began.
        attendance: Who was there.
        cost: What it cost in hours of both sides' people, as a text; may be empty.
        ended: The instant after its end; may be left out, and is left out of what is signed then.
    """

    review: str
    period: str
    at: Instant
    attendance: tuple[Attendee, ...]
    cost: str = ""
    ended: Instant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewMinuted:
    """Add to the minutes of a review.

    Args:
        held: Digest of the entry that said it took place.
        minutes: What was talked about; may be empty where something was decided.
        decisions: What was decided, each in a sentence.
        documents: What was handed round.
    """

    held: str
    minutes: str
    decisions: tuple[str, ...] = ()
    documents: tuple[AttachedDocument, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionAgreed:
    """Agree on something to be done, which is followed until it is.

    Args:
        what: What is to be done.
        owner: Identifier of the party that does it.
        role: In whose role there: ``service delivery manager``.
        due: Last day for it, by the agreement's zone.
        comes_from: Digest of the entry that it comes from: a review, an incident's review; may
            be empty.
    """

    what: str
    owner: str
    role: str
    due: date
    comes_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionDone:
    """Say that an action of one's own is done.

    Args:
        action: Digest of the entry that agreed on it.
        how: What was done.
    """

    action: str
    how: str
