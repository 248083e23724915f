"""What reports draw on beside statements: levels and caps as figures, and every record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.formula import Dated, Formula
from servanda.agreement.model.measure import ClockRule, Measure
from servanda.agreement.model.money import Limit
from servanda.agreement.model.promise import Level
from servanda.agreement.model.stretches import table_of
from servanda.facts.figure import Value
from servanda.facts.measurement import Measurement
from servanda.facts.statement import Assessment
from servanda.facts.tally import Tally
from servanda.formula.exact import evaluate
from servanda.formula.nowhere import Nowhere
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Period
from servanda.pipeline.explaining import uses_calendar
from servanda.pipeline.measured import Measured
from servanda.pipeline.records import ELAPSED, OPEN, Reading, Record, every_record
from servanda.pipeline.tallies import NOTHING, Asked, Group, tallies
from servanda.settlement.book import Book
from servanda.settlement.given import Given
from servanda.settlement.place import Here

__all__ = ["Behind", "Promised", "Promises", "Stated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """Hold the levels of a commitment as figures, nothing where there is none."""

    expected: Quantity | None
    minimum: Quantity | None


class Promises(Protocol):
    """Answer what was promised in a period of statements."""

    def promised(self, judged: Assessment) -> Promised:
        """Return the levels that a commitment was judged by."""
        ...

    def at_risk(self, period: Period) -> Quantity | None:
        """Return what all penalties of a period can come to, where that is known."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """Answer what statements and the text alone say of what was promised: nothing is measured.

    Args:
        history: The agreement.
    """

    history: History

    def promised(self, judged: Assessment) -> Promised:
        """Return the levels that a commitment was judged by, where they hang on nothing else."""
        day = judged.measurement.period.first_day
        commitment = self.history.at(day).commitments.get(judged.commitment)
        computed = {step.name: _amount(step.value) for step in judged.levels}
        for name in ("expected", "minimum"):
            levels = getattr(commitment, name) if commitment else None
            level = levels.at(day) if levels else None
            if name not in computed and level is not None:
                computed[name] = _alone(level.value)
        return Promised(expected=computed.get("expected"), minimum=computed.get("minimum"))

    def at_risk(self, _: Period) -> None:
        """Return nothing: a cap hangs on what was charged."""
        return


def _alone(formula: Formula) -> Quantity | None:
    try:
        return _amount(evaluate(formula.expression, Nowhere()).value)
    except LookupError:
        return None


@dataclass(frozen=True, kw_only=True)
class Behind:
    """Answer what stands behind statements.

    Args:
        measured: What they were settled from.
    """

    measured: Measured

    def promised(self, judged: Assessment) -> Promised:
        """Return the levels that a commitment was judged by."""
        period = judged.measurement.period
        commitment = self._version(period).commitments.get(judged.commitment)
        if commitment is None:
            return Promised(expected=None, minimum=None)
        minimum = commitment.minimum
        computed = {step.name: step.value for step in judged.levels}
        return Promised(
            expected=_amount(computed["expected"])
            if "expected" in computed
            else self._level(period, commitment.expected),
            minimum=_amount(computed["minimum"])
            if "minimum" in computed
            else self._level(period, minimum)
            if minimum
            else None,
        )

    def at_risk(self, period: Period) -> Quantity | None:
        """Return what all penalties of a period can come to; nothing without such a cap."""
        limits = filter(_caps_penalties, self._version(period).limits)
        caps = (self._figure(period, each.amount) for each in limits)
        return min((cap for cap in caps if cap), key=lambda cap: cap.amount, default=None)

    def time_allowed(self, measurement: Measurement) -> Quantity | None:
        """Return the time that every case of a clock has; nothing where cases differ in it."""
        measure = self.measure(measurement)
        rule = measure.rule if measure else None
        if not isinstance(rule, ClockRule) or rule.within is None:
            return None
        return self._figure(measurement.period, rule.within)

    def measure(self, measurement: Measurement) -> Measure | None:
        """Return the measure as it governs a figure's period; nothing for a named figure."""
        return self._version(measurement.period).measures.get(measurement.measure)

    def tally(self, measurement: Measurement, zone: str) -> Tally:
        """Return what a figure's records come to, days as a zone has them.

        The records of a measure are looked at once, for all periods that are shown.
        """
        place = (measurement.measure, zone)
        if place not in self._tallied:
            self._tallied[place] = self._tally(measurement.measure, zone)
        group = (measurement.period.label, measurement.segment)
        return self._tallied[place].get(group, NOTHING)

    def _tally(self, name: str, zone: str) -> dict[Group, Tally]:
        files = self.measured.measurements.results.get(name, ())
        shown = set(self.measured.chosen)
        wanted = {
            (each.period.label, each.segment): Asked(
                unit=OPEN if uses_calendar(measure) else ELAPSED, allowed=self.time_allowed(each)
            )
            for each in self.measured.measurements.figures
            if each.measure == name and each.period in shown and (measure := self.measure(each))
        }
        return tallies(files, wanted, zone=zone) if files else {}

    @cached_property
    def _tallied(self) -> dict[tuple[str, str], dict[Group, Tally]]:
        return {}

    def records(self, measurement: Measurement) -> Iterator[Record]:
        """Return every record of a figure's period and segment, those that count first."""
        measure = self.measure(measurement)
        if measure is None:
            return iter(())
        version = self._version(measurement.period)
        files = self.measured.measurements.results.get(measure.name, ())
        if not files:
            return iter(())
        columns = table_of(version, measure).columns
        reading = Reading(columns=columns, open_time=uses_calendar(measure))
        return every_record(files, measurement, reading)

    @cached_property
    def _given(self) -> Given:
        measured = self.measured
        return Given(
            history=measured.history,
            periods=measured.periods,
            measurements=measured.measurements.figures,
            rows=measured.measurements.rows,
        )

    def _version(self, period: Period) -> Agreement:
        return self.measured.history.at(period.first_day)

    def _level(self, period: Period, levels: Dated[Level]) -> Quantity | None:
        level = levels.at(period.first_day)
        return self._figure(period, level.value) if level else None

    def _figure(self, period: Period, formula: Formula) -> Quantity | None:
        """Evaluate a formula; nothing if it hangs on more than terms and what was measured."""
        index = self.measured.periods.index(period)
        place = Here(given=self._given, book=Book(), index=index)
        try:
            value = evaluate(formula.expression, place).value
        except LookupError:
            return None
        return value if isinstance(value, Quantity) else None


def _amount(value: Value) -> Quantity | None:
    return value if isinstance(value, Quantity) else None


def _caps_penalties(limit: Limit) -> bool:
    return limit.caps_each_period and "penalties" in limit.of
