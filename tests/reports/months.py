"""An agreement's months as reports see them, without evidence: what stands behind is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import pyarrow as pa
import pyarrow.parquet as pq

from servanda.agreement.model.measure import Measure
from servanda.facts.measurement import Measurement
from servanda.facts.statement import Assessment, LevelReached, Statement
from servanda.facts.tally import Tally
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant, Period
from servanda.kernel.unit import BaseKind, Unit
from servanda.pipeline.reporting import Behind, Promised
from servanda.pipeline.tallies import NOTHING, Asked, Group, tallies
from tests.reports import samples

ELAPSED = Unit.of(BaseKind.ELAPSED)


_KEPT = pa.schema(
    [
        ("period", pa.string()),
        ("counted", pa.bool_()),
        ("place", pa.timestamp("us")),
        ("met", pa.bool_()),
        ("elapsed", pa.int64()),
    ]
)


@dataclass(frozen=True)
class Case:
    """Hold what measuring keeps of a case."""

    period: str
    counted: bool
    place: datetime
    met: bool | None
    elapsed: int | None


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

    cases: Mapping[str, Sequence[Case]] = field(default_factory=dict)
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

    def tally(self, measurement: Measurement, zone: str) -> Tally:
        return tally_of(self.cases.get(measurement.measure, ()), self.allowed, zone)


def behind(**given: object) -> Behind:
    """Return what stands behind statements, as given."""
    return cast("Behind", GivenBehind(**given))  # type: ignore[arg-type]  # as the fields say


def tally_of(cases: Sequence[Case], allowed: Quantity | None, zone: str) -> Tally:
    """Return what cases of July come to, counted as those that measuring kept are."""
    if not cases:
        return NOTHING
    with TemporaryDirectory() as folder:
        file = Path(folder) / "cases.parquet"
        pq.write_table(pa.Table.from_pylist([asdict(each) for each in cases], schema=_KEPT), file)
        group: Group = ("2026-07", ())
        return tallies([file], {group: Asked(unit=ELAPSED, allowed=allowed)}, zone=zone)[group]


def case(day: int, *, met: bool | None, hours: int | None = 2, counted: bool = True) -> Case:
    """Return a case that was closed at noon of a day of July."""
    return Case(
        period="2026-07",
        counted=counted,
        place=datetime(2026, 7, day, 10),  # noqa: DTZ001 - as it is stored: in UTC, without a zone
        met=met,
        elapsed=None if hours is None else hours * 3_600_000_000,
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
