"""What is said so that others learn from an incident: case studies, and how far they are read."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CaseStudyAgreed", "CaseStudyRead", "CaseStudyWritten"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStudyWritten:
    """Make a case study of an incident's review; it is one once the other party agrees.

    Args:
        review: Digest of the entry that asked for the incident's review.
        title: What it is called; without names of people, like all of it.
        audience: For whom it is: ``operators of payment platforms``.
        learn: What there is to learn, each in a sentence.
    """

    review: str
    title: str
    audience: str
    learn: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStudyAgreed:
    """Agree that a case study of the other party's is one.

    Args:
        study: Digest of the entry that wrote it.
        words: What one likes to say to it; may be empty.
    """

    study: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStudyRead:
    """Say how many of a group of the provider's staff have read a case study: never who.

    What was said of a group last counts.

    Args:
        study: Digest of the entry that wrote it.
        group: The group: ``service desk``.
        staff: How many people the group has.
        read: How many of them have read it; absent for a group of fewer than five.
    """

    study: str
    group: str
    staff: int
    read: int | None = None
