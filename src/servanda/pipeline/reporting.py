"""What reports draw on beside statements: levels and caps as figures, and every record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.agreement.model.formula import Dated, Formula
from servanda.agreement.model.measure import ClockRule, Measure
from servanda.agreement.model.money import Limit, LimitWindow
from servanda.agreement.model.promise import Commitment, Level
from servanda.facts.measurement import Measurement
from servanda.facts.statement import Assessment
from servanda.formula.exact import evaluate
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Period
from servanda.pipeline.explaining import uses_calendar
from servanda.pipeline.measured import Measured
from servanda.pipeline.records import Reading, Record, every_record
from servanda.settlement.book import Book
from servanda.settlement.given import Given
from servanda.settlement.place import Here

__all__ = ["Promised", "at_risk", "measure_of", "promised", "records_of", "time_allowed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """Hold the levels of a commitment as figures, nothing where there is none."""

    expected: Quantity | None
    minimum: Quantity | None


def promised(measured: Measured, judged: Assessment) -> Promised:
    """Return the levels that a commitment was judged by."""
    period = judged.measurement.period
    commitment = measured.history.at(period.first_day).commitments.get(judged.commitment)
    if commitment is None:
        return Promised(expected=None, minimum=None)
    return Promised(
        expected=_level(measured, period, commitment.expected),
        minimum=_level(measured, period, _minimum(commitment)),
    )


def at_risk(measured: Measured, period: Period) -> Quantity | None:
    """Return what all penalties of a period can come to together; nothing without such a cap."""
    limits = measured.history.at(period.first_day).limits
    caps = (_figure(measured, period, each.at_most) for each in limits if _caps_penalties(each))
    return min((cap for cap in caps if cap), key=lambda cap: cap.amount, default=None)


def time_allowed(measured: Measured, measurement: Measurement) -> Quantity | None:
    """Return the time that every case of a clock has; nothing where cases differ in it."""
    rule = measure_of(measured, measurement).rule
    if not isinstance(rule, ClockRule) or rule.within is None:
        return None
    return _figure(measured, measurement.period, rule.within)


def measure_of(measured: Measured, measurement: Measurement) -> Measure:
    """Return the measure as it governs a figure's period."""
    return measured.history.at(measurement.period.first_day).measures[measurement.measure]


def records_of(measured: Measured, measurement: Measurement) -> Iterator[Record]:
    """Return every record of a figure's period and segment, those that count first."""
    measure = measure_of(measured, measurement)
    version = measured.history.at(measurement.period.first_day)
    reading = Reading(
        columns=version.evidence[measure.table].columns, open_time=uses_calendar(measure)
    )
    return every_record(measured.measurements.results[measure.name], measurement, reading)


def _minimum(commitment: Commitment) -> Dated[Level]:
    return commitment.minimum or Dated(())


def _caps_penalties(limit: Limit) -> bool:
    return limit.window is LimitWindow.PERIOD and "penalties" in limit.of


def _level(measured: Measured, period: Period, levels: Dated[Level]) -> Quantity | None:
    level = levels.at(period.first_day)
    return _figure(measured, period, level.value) if level else None


def _figure(measured: Measured, period: Period, formula: Formula) -> Quantity | None:
    """Evaluate a formula of terms and measures; nothing if it hangs on more than these."""
    given = Given(
        history=measured.history,
        periods=measured.periods,
        measurements=measured.measurements.figures,
        rows=measured.measurements.rows,
    )
    place = Here(given=given, book=Book(), index=measured.periods.index(period))
    try:
        value = evaluate(formula.expression, place).value
    except LookupError:
        return None
    return value if isinstance(value, Quantity) else None
