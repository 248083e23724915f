"""``servanda outcomes --format json``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from servanda.cli.documents.common import ValueDocument, segment_document, value_document
from servanda.facts.figure import Value
from servanda.kernel.decimals import amount_text
from servanda.partnership.outcomes import OutcomeStanding
from servanda.pipeline.outcomes import OutcomesSeen
from servanda.reports.reader import Reader

__all__ = [
    "OutcomePeriodDocument",
    "OutcomeStandingDocument",
    "OutcomesDocument",
    "outcomes_document",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomePeriodDocument:
    """An outcome in one period; ``shared`` is what of the gain the provider is paid."""

    period: str
    value: ValueDocument | None
    gained: ValueDocument | None
    shared: ValueDocument | None
    moves: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeStandingDocument:
    """An outcome; ``way`` is how far it has come from baseline to target, 1 for all of it."""

    name: str
    agreement: str
    segment: Mapping[str, str]
    owner: str
    owned_by: str
    baseline: ValueDocument | None
    target: ValueDocument | None
    by: str | None
    level: str
    trend: str
    way: str | None
    attribution: Mapping[str, str]
    gained: ValueDocument | None
    shared: ValueDocument | None
    periods: tuple[OutcomePeriodDocument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TogetherDocument:
    """An outcome that several agreements serve; the gain is the same one and counts once."""

    name: str
    agreements: tuple[str, ...]
    lacking: tuple[str, ...]
    differences: tuple[str, ...]
    gained: ValueDocument | None
    shared: ValueDocument | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomesDocument:
    """Where outcomes stand, of one agreement or of several."""

    period: str
    outcomes: tuple[OutcomeStandingDocument, ...]
    together: tuple[TogetherDocument, ...]
    format: str = "servanda/outcomes/1"


def outcomes_document(seen: OutcomesSeen, reader: Reader) -> OutcomesDocument:
    """Return the document of outcomes."""
    return OutcomesDocument(
        period=seen.period.label,
        outcomes=tuple(_outcome(each, reader) for each in seen.standings),
        together=tuple(
            TogetherDocument(
                name=each.name,
                agreements=tuple(one.agreement for one in each.standings),
                lacking=each.lacking,
                differences=each.differences,
                gained=_value(each.gained, reader),
                shared=_value(each.shared, reader),
            )
            for each in seen.together
        ),
    )


def _outcome(each: OutcomeStanding, reader: Reader) -> OutcomeStandingDocument:
    outcome = each.outcome
    return OutcomeStandingDocument(
        name=outcome.name,
        agreement=each.agreement,
        segment=segment_document(each.segment),
        owner=outcome.owner,
        owned_by=outcome.owned_by,
        baseline=_value(each.baseline, reader),
        target=_value(each.target, reader),
        by=outcome.target.by.isoformat() if outcome.target else None,
        level=each.level.value,
        trend=each.trend.value,
        way=amount_text(each.way) if each.way is not None else None,
        attribution={whose: amount_text(share) for whose, share in each.attribution.items()},
        gained=_value(each.gained, reader),
        shared=_value(each.shared, reader),
        periods=tuple(
            OutcomePeriodDocument(
                period=one.label,
                value=_value(one.value, reader),
                gained=_value(one.gained, reader),
                shared=_value(one.shared, reader),
                moves=one.moves,
            )
            for one in each.periods
        ),
    )


def _value(value: Value | None, reader: Reader) -> ValueDocument | None:
    return None if value is None else value_document(value, reader)
