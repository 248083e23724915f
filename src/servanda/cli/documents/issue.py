"""``servanda issue --format json``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.cli.documents.common import ValueDocument, value_document
from servanda.pipeline.issuing import Issued
from servanda.reports.reader import Reader
from servanda.settlement.canonical import statement_sha256

__all__ = ["IssueDocument", "IssuedPeriodDocument", "issue_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedPeriodDocument:
    """A statement handed over; ``edition`` 1 is the first, ``reasons`` say why there is another.

    ``entry`` is the number and ``entry_sha256`` the digest of its entry in the journal.
    """

    period: str
    edition: int
    reasons: tuple[str, ...]
    net: ValueDocument
    due: ValueDocument
    adjustments: ValueDocument
    statement_sha256: str
    entry: int
    entry_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDocument:
    """What was handed over, oldest period first; empty where nothing came out otherwise."""

    periods: tuple[IssuedPeriodDocument, ...]
    format: str = "servanda/issue/1"


def issue_document(issued: Sequence[Issued], reader: Reader) -> IssueDocument:
    """Return the document of statements handed over."""
    return IssueDocument(periods=tuple(_period(each, reader) for each in issued))


def _period(issued: Issued, reader: Reader) -> IssuedPeriodDocument:
    totals = issued.statement.totals
    return IssuedPeriodDocument(
        period=issued.statement.period.label,
        edition=issued.edition,
        reasons=issued.reasons,
        net=value_document(totals.net, reader),
        due=value_document(totals.due, reader),
        adjustments=value_document(totals.adjustments, reader),
        statement_sha256=statement_sha256(issued.statement),
        entry=issued.entry.number,
        entry_sha256=issued.entry.sha256,
    )
