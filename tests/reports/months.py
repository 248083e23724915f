"""An agreement's months as reports see them, without evidence: what stands behind is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import cast

from servanda.agreement.model.measure import Measure
from servanda.facts.measurement import Measurement
from servanda.facts.statement import Assessment, LevelReached, Statement
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant, Period
from servanda.kernel.unit import BaseKind, Unit
from servanda.pipeline.records import Record
from servanda.pipeline.reporting import Behind, Promised
from tests.reports import samples

ELAPSED = Unit.of(BaseKind.ELAPSED)


@dataclass(frozen=True)
class Rule:
    """Stand for a rule: reports ask of which kind it is, and nothing else."""


@dataclass(frozen=True)
class GivenMeasure:
    """Stand for a measure."""

    name: str
    rule: object = field(default_factory=Rule)


@dataclass(frozen=True)
class GivenBehind:
    """Answer what stands behind statements with what a test says."""

    cases: Mapping[str, Sequence[Record]] = field(default_factory=dict)
    rules: Mapping[str, object] = field(default_factory=dict)
    risk: Quantity | None = field(default_factory=lambda: samples.euro("30780"))
    allowed: Quantity | None = None

    def promised(self, judged: Assessment) -> Promised:
        return Promised(expected=Quantity.share("0.95"), minimum=Quantity.share("0.9"))

    def at_risk(self, period: Period) -> Quantity | None:
        return self.risk

    def time_allowed(self, measurement: Measurement) -> Quantity | None:
        return self.allowed

    def measure(self, measurement: Measurement) -> Measure:
        rule = self.rules.get(measurement.measure, Rule())
        return cast("Measure", GivenMeasure(measurement.measure, rule))

    def records(self, measurement: Measurement, *, whole: bool = True) -> Iterator[Record]:
        return iter(self.cases.get(measurement.measure, ()))


def behind(**given: object) -> Behind:
    """Return what stands behind statements, as given."""
    return cast("Behind", GivenBehind(**given))  # type: ignore[arg-type]  # as the fields say


def case(key: str, day: int, *, met: bool, hours: int = 2, counted: bool = True) -> Record:
    """Return a case that was closed at noon of a day of July."""
    return Record(
        key=key,
        period="2026-07",
        counted=counted,
        reason="" if counted else "cancelled",
        at=Instant.parse(f"2026-07-{day:02}T10:00:00Z"),
        values={"met": met, "elapsed": Quantity(Fraction(hours * 3600), ELAPSED)},
    )


def month(number: int, share: str | None, *, of: Statement | None = None) -> Statement:
    """Return a month of 2026 in which the first commitment reached a share."""
    period = Period(
        label=f"2026-{number:02}",
        index=number,
        first_day=date(2026, number, 1),
        end_day=date(2026, number + 1, 1),
        start=Instant.parse(f"2026-{number:02}-01T00:00:00Z"),
        end=Instant.parse(f"2026-{number + 1:02}-01T00:00:00Z"),
    )
    base = of or samples.typical()
    judged = tuple(
        replace(each, measurement=replace(each.measurement, period=period))
        for each in base.assessments
    )
    if share is None or not judged:
        return replace(base, period=period, assessments=judged)
    value = Quantity.share(share)
    level = (
        LevelReached.EXPECTED if value.amount >= Fraction("0.95") else LevelReached.BELOW_EXPECTED
    )
    first = judged[0]
    first = replace(first, level=level, measurement=replace(first.measurement, value=value))
    return replace(base, period=period, assessments=(first, *judged[1:]))


def months() -> tuple[Statement, ...]:
    """Return five months up to July."""
    shares = ("0.97", "0.93", "0.96", "0.99")
    early = tuple(month(number, share) for number, share in enumerate(shares, start=3))
    return (*early, samples.typical())
