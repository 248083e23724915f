"""What is said about what hurts the users of a service, until they say that it is gone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = [
    "PainPointAnswered",
    "PainPointConfirmed",
    "PainPointEased",
    "PainPointNamed",
    "PainPointReopened",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PainPointNamed:
    """Say what hurts a group of users, and who looks after it.

    Args:
        group: The users, as both sides call them: ``branch staff``. Never a person.
        what: What hurts, in their words.
        owner: Identifier of the party that looks after it.
        role: In whose role there: ``service delivery manager``.
        service: Name of the service in the agreement; may be empty.
        users: How many of them it hurts; absent where nobody has counted.
    """

    group: str
    what: str
    owner: str
    role: str
    service: str = ""
    users: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PainPointAnswered:
    """Answer a pain point that one looks after; what was answered last counts.

    Args:
        pain_point: Digest of the entry that named it.
        words: What will be done, or why nothing can be.
        due: Last day for it, by the agreement's zone; absent where none is promised.
        role: In whose role it is looked after from now on; empty where that stays.
    """

    pain_point: str
    words: str
    due: date | None = None
    role: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PainPointEased:
    """Say what was done about a pain point; whether it is gone is for its users to say.

    Args:
        pain_point: Digest of the entry that named it.
        what: What was done.
    """

    pain_point: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PainPointConfirmed:
    """Say for the users whether a pain point is gone.

    Args:
        pain_point: Digest of the entry that named it.
        gone: Whether it is; otherwise it goes back to who looks after it.
        words: What the users say; needed where it is not gone.
        speaks: In which role somebody speaks for the users: ``head of branches``; may be empty
            where a survey speaks.
        measure: Name of the measure of a survey that shows it; may be empty.
        period: Label of the period of that measure's figure.
    """

    pain_point: str
    gone: bool
    words: str = ""
    speaks: str = ""
    measure: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PainPointReopened:
    """Say for the users that a pain point has come back.

    Args:
        pain_point: Digest of the entry that named it.
        words: How they notice.
    """

    pain_point: str
    words: str
