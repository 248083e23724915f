"""What is handed over: evidence, and a statement on it."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.facts.attached import AttachedDocument
from servanda.facts.claiming import LineNamed
from servanda.facts.figure import Segment
from servanda.facts.statement import LinePurpose
from servanda.kernel.quantity import Quantity

__all__ = [
    "EvidenceSubmitted",
    "LinePaid",
    "StatementAgreed",
    "StatementIssued",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePaid:
    """Say what one line of an issued statement pays.

    Args:
        name: The line's name.
        segment: The segment it is for.
        purpose: What its amount does.
        payable: The amount, rounded as the agreement says.
        evened_out: What of it was added or, below zero, taken away beside the line's own
            rounding, so that the lines of a limit together do not pass it; absent for nothing.
    """

    name: str
    segment: Segment = ()
    purpose: LinePurpose
    payable: Quantity
    evened_out: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSubmitted:
    """Say that from now on this evidence is what is known.

    Args:
        snapshot_sha256: Its digest by content.
        texts: The agreement's texts as they then are, the base first.
        note: What is new about it, may be empty.
    """

    snapshot_sha256: str
    texts: tuple[AttachedDocument, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementIssued:
    """Hand over a period's statement, the first time or restated.

    Args:
        period: The period's label.
        edition: 1 for the first, 2 for the first restatement and so on.
        statement_sha256: Digest of its canonical bytes.
        snapshot_sha256: Evidence that it was settled on.
        texts: The agreement's texts, the base first, then its amendments.
        lines: What each line pays.
        adjusts: Digests of the entries with the earlier restatements whose differences this
            statement pays; a first edition only.
        reasons: Of a restatement, what brought it about, in words.
    """

    period: str
    edition: int
    statement_sha256: str
    snapshot_sha256: str
    texts: tuple[AttachedDocument, ...]
    lines: tuple[LinePaid, ...]
    adjusts: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementAgreed:
    """Agree to lines of an issued statement.

    Args:
        statement: Digest of the entry that issued it.
        lines: The lines agreed to; empty for all that are not disputed.
    """

    statement: str
    lines: tuple[LineNamed, ...] = ()
