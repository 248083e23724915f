"""What is said about how both sides behave, and about circumstances that changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["CircumstanceAnswered", "CircumstanceReported", "ExampleGiven"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleGiven:
    """Give an example of a principle, kept or departed from; it is about what, not about whom.

    Args:
        principle: Name of the principle in the agreement.
        kept: Whether it was kept.
        on: Day on which it happened.
        what: What happened, in a sentence.
    """

    principle: str
    kept: bool
    on: date
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CircumstanceReported:
    """Report a circumstance that changed and that the agreement did not foresee.

    Args:
        what: What changed, in a sentence.
        since: Day since when it is so.
        affects: Who or what is affected by it, and how.
    """

    what: str
    since: date
    affects: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CircumstanceAnswered:
    """Answer the other party's report of a changed circumstance.

    Args:
        circumstance: Digest of the entry that reported it.
        words: What one makes of it, and what is to become of it.
    """

    circumstance: str
    words: str
