"""``servanda forecast --format json``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from servanda.cli.documents.common import ValueDocument, segment_document, value_document
from servanda.facts.statement import Statement
from servanda.pipeline.forecasting import Chances, Forecast
from servanda.pipeline.open_period import OpenPeriod
from servanda.reports.reader import Reader

__all__ = ["ForecastDocument", "forecast_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChancesDocument:
    """Amounts that 5, 50 and 95 of a hundred futures do not pass, by nearest rank."""

    p5: ValueDocument
    p50: ValueDocument
    p95: ValueDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodChancesDocument:
    """What the client may pay in one period."""

    period: str
    net: ChancesDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChancesDocument:
    """What one line may come to over all periods ahead."""

    name: str
    segment: Mapping[str, str]
    purpose: str
    total: ChancesDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitChanceDocument:
    """In which share of the futures a limit is reached at least once."""

    name: str
    text: str
    share: ValueDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class StandDocument:
    """How the open period would be settled."""

    service_credits: ValueDocument
    incentives: ValueDocument
    net: ValueDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidingCaseDocument:
    """An open case, when it falls due, and how much more the client pays if it ends in time than
    if it ends late, all else as it stands.
    """

    measure: str
    key: str
    segment: Mapping[str, str]
    due: str
    decides: ValueDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPeriodDocument:
    """The period under way: as it stands, with every open case that falls due in it ending in
    time (what is lost even so is lost), and with every one of them ending late.
    """

    period: str
    now: StandDocument
    best: StandDocument
    worst: StandDocument
    cases: tuple[DecidingCaseDocument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastDocument:
    """What the next periods may pay.

    ``drawn_from`` counts the complete periods behind it; ``continued`` says that the agreement is
    supposed to go on after its last day.
    """

    agreement: str
    seed: int
    samples: int
    block: int
    drawn_from: int
    continued: bool
    net: ChancesDocument
    service_credits: ChancesDocument
    incentives: ChancesDocument
    periods: tuple[PeriodChancesDocument, ...]
    lines: tuple[LineChancesDocument, ...]
    limits: tuple[LimitChanceDocument, ...]
    open: OpenPeriodDocument | None
    format: str = "servanda/forecast/1"


def forecast_document(found: Forecast, reader: Reader) -> ForecastDocument:
    """Return the document of a forecast."""
    return ForecastDocument(
        agreement=found.past[-1].agreement,
        seed=found.future.seed,
        samples=found.future.samples,
        block=found.block,
        drawn_from=len(found.past),
        continued=found.continued,
        net=_chances(found.net, reader),
        service_credits=_chances(found.credits, reader),
        incentives=_chances(found.incentives, reader),
        periods=tuple(
            PeriodChancesDocument(period=each.period, net=_chances(each.net, reader))
            for each in found.periods
        ),
        lines=tuple(
            LineChancesDocument(
                name=each.name,
                segment=segment_document(each.segment),
                purpose=each.purpose.value,
                total=_chances(each.total, reader),
            )
            for each in found.lines
        ),
        limits=tuple(
            LimitChanceDocument(
                name=each.name, text=each.text, share=value_document(each.share, reader)
            )
            for each in found.limits
        ),
        open=_open(found.open, reader) if found.open else None,
    )


def _open(found: OpenPeriod, reader: Reader) -> OpenPeriodDocument:
    return OpenPeriodDocument(
        period=found.period.label,
        now=_stand(found.now, reader),
        best=_stand(found.best, reader),
        worst=_stand(found.worst, reader),
        cases=tuple(
            DecidingCaseDocument(
                measure=each.case.measure,
                key=each.case.key,
                segment=segment_document(each.case.segment),
                due=str(each.case.due),
                decides=value_document(each.decides, reader),
            )
            for each in found.cases
        ),
    )


def _stand(statement: Statement, reader: Reader) -> StandDocument:
    totals = statement.totals
    return StandDocument(
        service_credits=value_document(totals.service_credits, reader),
        incentives=value_document(totals.incentives, reader),
        net=value_document(totals.net, reader),
    )


def _chances(chances: Chances, reader: Reader) -> ChancesDocument:
    return ChancesDocument(
        p5=value_document(chances.p5, reader),
        p50=value_document(chances.p50, reader),
        p95=value_document(chances.p95, reader),
    )
