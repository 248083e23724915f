"""What is said to learn from an incident, without asking whose fault it was."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.facts.attached import AttachedDocument
from servanda.kernel.time import Instant

__all__ = ["IncidentReviewOpened", "IncidentReviewPublished", "TimelineItem"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineItem:
    """Say what happened at one instant of an incident."""

    at: Instant
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentReviewOpened:
    """Ask for the review of an incident.

    Args:
        incident: The incident's key in the evidence.
        restored: When the service was restored; the time for the review runs from then.
        what: What happened, in a sentence.
        service: Name of the service in the agreement; may be empty.
    """

    incident: str
    restored: Instant
    what: str
    service: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentReviewPublished:
    """Hand over the review of an incident. It asks what, and how, and never who.

    Args:
        review: Digest of the entry that asked for it.
        timeline: What happened, in its order.
        users: What users experienced.
        staff: What technical staff saw.
        causes: Causes, each in a few words, alike where they are the same as before.
        prevented_by: What would have prevented it, rather than fixed it.
        changes: What is to change in service, agreement or operating model.
        early_signal: A signal that would have shown it before; may be empty.
        documents: What belongs to it.
    """

    review: str
    timeline: tuple[TimelineItem, ...]
    users: str
    staff: str
    causes: tuple[str, ...]
    prevented_by: str
    changes: tuple[str, ...]
    early_signal: str = ""
    documents: tuple[AttachedDocument, ...] = ()
