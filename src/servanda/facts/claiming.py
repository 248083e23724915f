"""What is said about relief and disputes: what should not count, and what is answered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from servanda.facts.attached import AttachedDocument
from servanda.facts.figure import Segment
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant

__all__ = [
    "Answer",
    "DisputeAnswered",
    "DisputeRaised",
    "LineNamed",
    "RecordsNamed",
    "ReliefAnswered",
    "ReliefClaimed",
    "StretchNamed",
]


class Answer(Enum):
    """What the other party says to a claim or a dispute."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineNamed:
    """Name one line of a statement.

    Args:
        name: The line's name.
        segment: The segment it is for, ``()`` if undivided.
    """

    name: str
    segment: Segment = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsNamed:
    """Name records of a table of evidence by their keys.

    Args:
        table: The table.
        keys: Their keys.
        period: Label of the period that they count in.
    """

    table: str
    keys: tuple[str, ...]
    period: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StretchNamed:
    """Name a stretch of time.

    Args:
        start: Its first instant.
        end: The instant after its last.
        segment: Columns and values of what it is about: ``(("service", "payments"),)``; ``()``
            for everything.
    """

    start: Instant
    end: Instant
    segment: Segment = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeRaised:
    """Dispute one line of an issued statement.

    Args:
        statement: Digest of the entry that issued it.
        line: The line.
        reason: Why.
        proposed: What the line should pay, if the party says so.
        documents: What supports it.
    """

    statement: str
    line: LineNamed
    reason: str
    proposed: Quantity | None = None
    documents: tuple[AttachedDocument, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeAnswered:
    """Answer a dispute.

    Args:
        dispute: Digest of the entry that raised it.
        answer: Accepted pays what was proposed, declined leaves the line, settled pays
            ``amount``.
        reason: Why.
        amount: What the line pays, where the parties settled on an amount.
    """

    dispute: str
    answer: Answer
    reason: str
    amount: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliefClaimed:
    """Claim that something should not count.

    Args:
        relief: Name of the relief in the agreement: ``third_party``.
        subject: The records, or the stretch of time, that should not count.
        reason: What happened.
        measures: Measures that it is about; empty for every measure that reads the subject.
        share: How much of the subject should not count, above 0, at most 1 (all of it).
        documents: What supports it.
    """

    relief: str
    subject: RecordsNamed | StretchNamed
    reason: str
    measures: tuple[str, ...] = ()
    share: Fraction = Fraction(1)
    documents: tuple[AttachedDocument, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliefAnswered:
    """Answer a claim for relief.

    Args:
        claim: Digest of the entry that claimed it.
        answer: Accepted grants the share claimed, declined none, settled ``share``.
        reason: Why.
        share: The share granted, where the parties settled on one.
    """

    claim: str
    answer: Answer
    reason: str
    share: Fraction | None = None
