"""``servanda report --format json``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from servanda.cli.documents.common import ValueDocument, segment_document, value_document
from servanda.cli.documents.right import RightDocument, right_document
from servanda.facts.statement import Statement
from servanda.pipeline.reporting import Behind
from servanda.reports.headline import headline
from servanda.reports.pictures.trends import Series, series_of
from servanda.reports.reader import Reader
from servanda.settlement.glance import is_watermelon

__all__ = ["ReportDocument", "report_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedPeriod:
    """One period in short; ``at_risk`` is absent in stabilization and without a cap."""

    period: str
    headline: str
    watermelon: bool
    stabilization: bool
    at_risk: ValueDocument | None
    charges: ValueDocument
    service_credits: ValueDocument
    incentives: ValueDocument
    adjustments: ValueDocument
    net: ValueDocument
    due: ValueDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedPoint:
    """How a commitment stood in one period; levels are in words."""

    period: str
    value: ValueDocument
    expected: str
    minimum: str
    level: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedCommitment:
    """A commitment over the periods in which it was promised."""

    name: str
    title: str
    aspect: str
    promised_by: str
    critical: bool
    segment: dict[str, str]
    points: tuple[ReportedPoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDocument:
    """How things stand in ``period``, and how they came to: periods oldest first.

    ``rights`` are what the results give a right to on the day after ``period``.
    """

    agreement: str
    kind: str
    period: str
    headline: str
    watermelon: bool
    periods: tuple[ReportedPeriod, ...]
    commitments: tuple[ReportedCommitment, ...]
    rights: tuple[RightDocument, ...] = ()
    format: str = "servanda/report/1"


def report_document(
    kind: str, statements: Sequence[Statement], behind: Behind, reader: Reader
) -> ReportDocument:
    """Return the document of a report; a statement's is of its own period alone."""
    latest = statements[-1]
    told = statements[-1:] if kind == "statement" else statements
    return ReportDocument(
        agreement=latest.agreement,
        kind=kind,
        period=latest.period.label,
        headline=headline(latest, reader),
        watermelon=is_watermelon(latest),
        periods=tuple(_period(each, behind, reader) for each in told),
        commitments=tuple(_commitment(each, reader) for each in series_of(told)),
        rights=tuple(right_document(each, reader) for each in latest.rights),
    )


def _period(statement: Statement, behind: Behind, reader: Reader) -> ReportedPeriod:
    totals = statement.totals
    risk = None if statement.stabilization else behind.at_risk(statement.period)
    return ReportedPeriod(
        period=statement.period.label,
        headline=headline(statement, reader),
        watermelon=is_watermelon(statement),
        stabilization=statement.stabilization,
        at_risk=value_document(risk, reader) if risk else None,
        charges=value_document(totals.charges, reader),
        service_credits=value_document(totals.service_credits, reader),
        incentives=value_document(totals.incentives, reader),
        adjustments=value_document(totals.adjustments, reader),
        net=value_document(totals.net, reader),
        due=value_document(totals.due, reader),
    )


def _commitment(series: Series, reader: Reader) -> ReportedCommitment:
    latest = series.latest
    return ReportedCommitment(
        name=latest.commitment,
        title=latest.title,
        aspect=latest.aspect,
        promised_by=latest.party,
        critical=latest.critical,
        segment=segment_document(latest.measurement.segment),
        points=tuple(_points(series, reader)),
    )


def _points(series: Series, reader: Reader) -> Iterator[ReportedPoint]:
    for period, judged in series.judged.items():
        yield ReportedPoint(
            period=period,
            value=value_document(judged.measurement.value, reader),
            expected=judged.expected,
            minimum=judged.minimum,
            level=judged.level.value,
        )
