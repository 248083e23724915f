"""Availability: down time within agreed time, overlapping outages counted once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

import ibis
import ibis.expr.types as ir

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.measure import AvailabilityRule, Measure, PlannedTime, UnknownTime
from servanda.facts.figure import Absence, NoValue, Segment, Value
from servanda.facts.measurement import Measurement
from servanda.facts.relief import Relief
from servanda.formula.exact import value_of
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant, Period
from servanda.kernel.unit import Unit
from servanda.measurement import reasons
from servanda.measurement.amount import MICROSECOND
from servanda.measurement.calendars import Clockwork
from servanda.measurement.figures import measurement, segment_of
from servanda.measurement.kinds.held import held_planned
from servanda.measurement.kinds.outages import TimeLine, time_line
from servanda.measurement.kinds.sweep import joined_outages, swept
from servanda.measurement.logic import whole
from servanda.measurement.names import duration_kind
from servanda.measurement.place import Place
from servanda.measurement.relief import bounds_of, holds_at, overlaps, stretches_for
from servanda.measurement.results import Judged, first_reason
from servanda.measurement.study import Span, Study, segment_name

__all__ = ["AvailabilityFound", "availability_values", "judge_availability"]

_OUTAGE = Unit.count("outage")


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityFound:
    """Hold an availability measure's figures under one version, with its records."""

    judged: Judged
    figures: list[Measurement]


def judge_availability(
    study: Study, history: History, span: Span, measure: Measure, rule: AvailabilityRule
) -> AvailabilityFound:
    """Return the availability of every period that a version governs, and what became of every
    outage.
    """
    until = _until(study)
    line = time_line(study, span, measure, rule, until)
    segments = study.engine.keep(_segments(study, measure, line))
    planned = held_planned(study, span, measure, rule, segments, until)
    clockwork = study.calendars.clockwork(span.version, rule.calendar)
    positions = [
        position
        for position, period in enumerate(study.periods)
        if span.governs(history, period.first_day)
    ]
    names = [segment_name(name) for name in measure.by]
    outages = study.engine.keep(joined_outages(line.down, names))
    reliefs = stretches_for(study.reliefs, measure.name, names)
    edges = _edges(study, positions, until, reliefs)
    cut = swept(study, outages, line.unknown, planned, edges, names)
    relieved, shares = _relieved(_timed(positions, clockwork, cut, until), reliefs)
    pieces = study.engine.keep(relieved)
    reading = _Reading(
        study=study,
        version=span.version,
        measure=measure,
        rule=rule,
        clockwork=clockwork,
        weights=line.weights,
        shares=shares,
        until=until,
    )
    records = _records(measure, line, outages, _counting(pieces, shares), reliefs)
    return AvailabilityFound(
        judged=Judged(table=records, instants=("began", "ended")),
        figures=reading.figures(positions, pieces, segments, records),
    )


def _until(study: Study) -> int:
    last = study.periods[-1].end.micros
    return last if study.known_until is None else min(last, study.known_until.micros)


def _segments(study: Study, measure: Measure, line: TimeLine) -> ir.Table:
    """Return the segments that have records or stand in a register, and since when."""
    names = [segment_name(name) for name in measure.by]
    if not names or not all(name in measure.segments for name in measure.by):
        return line.segments
    registered = [
        (*values, study.periods[0].start.micros)
        for values in product(*(measure.segments[name] for name in measure.by))
    ]
    return study.engine.given({**dict.fromkeys(names, "string"), "seen": "int64"}, registered)


def _edges(
    study: Study, positions: Sequence[int], until: int, reliefs: Sequence[Relief]
) -> ir.Table:
    """Return where each period begins, where what is known of it ends, and where relief does."""
    periods = [study.periods[position] for position in positions]
    edges = {period.start.micros for period in periods}
    edges |= {min(until, period.end.micros) for period in periods}
    edges |= {edge.micros for each in reliefs for edge in bounds_of(each)}
    return study.engine.given({"at": "int64"}, [(edge,) for edge in sorted(edges)])


def _timed(positions: Sequence[int], clockwork: Clockwork, cut: ir.Table, until: int) -> ir.Table:
    """Add each stretch's period and its agreed time; keep those of the periods at hand."""
    placed = clockwork.placed(cut, "a", "position", "f_a")
    placed = placed.filter(placed["position"].isin(positions) & (placed["a"] < until))
    timed = clockwork.open_time(placed, "b", "f_b")
    return timed.mutate(length=timed["f_b"] - timed["f_a"]).drop("f_a", "f_b")


def _relieved(pieces: ir.Table, reliefs: Sequence[Relief]) -> tuple[ir.Table, tuple[Fraction, ...]]:
    """Add ``relief``, the position of the greatest share that relief takes off each stretch.

    Stretches have been cut where relief begins and ends.

    Returns:
        The stretches, and the shares by their position; the first is none.
    """
    shares = tuple(sorted({Fraction(0), *(each.share for each in reliefs)}))
    position: ir.IntegerValue = ibis.literal(0, "int64")
    for share in shares[1:]:
        for relief in reliefs:
            if relief.share == share:
                inside = holds_at(relief, pieces, pieces["a"])
                position = ibis.ifelse(inside, ibis.literal(shares.index(share), "int64"), position)
    return pieces.mutate(relief=position), shares


def _counting(pieces: ir.Table, shares: Sequence[Fraction]) -> ir.Table:
    """Return the stretches of outages that count, wholly or in part."""
    down = pieces.filter((pieces["state"] == "down") & (pieces["length"] > 0))
    whole_of_it = [number for number, share in enumerate(shares) if share == 1]
    return down.filter(down["relief"].notin(whole_of_it)) if whole_of_it else down


def _records(
    measure: Measure,
    line: TimeLine,
    outages: ir.Table,
    down: ir.Table,
    reliefs: Sequence[Relief],
) -> ir.Table:
    """Return what became of every outage as recorded, once per period in which it counts."""
    names = [segment_name(name) for name in measure.by]
    joined = outages.inner_join(
        down.select(
            "outage", "position", "length", c="a", d="b", **{f"_{name}": name for name in names}
        ),
        "outage",
    )
    inside = joined.filter((joined["c"] >= joined["a"]) & (joined["d"] <= joined["b"]))
    common = {name: name for name in names}
    counted = inside.group_by(["_record", "key", "a", "b", "position", *names]).aggregate(
        place=inside["c"].min(), time=whole(inside["length"].sum())
    )
    counting = counted.select(
        "_record",
        "key",
        "place",
        reason=ibis.null("string"),
        began="a",
        ended="b",
        time="time",
        **common,
    )
    idle = outages.anti_join(counted, ["_record", "a"])
    without = {"time": ibis.literal(0, "int64"), **common}
    why = [
        (overlaps(each, idle, idle["a"], idle["b"]), each.reason)
        for each in reliefs
        if each.share == 1
    ]
    idle = idle.select(
        "_record",
        "key",
        place="a",
        reason=ibis.coalesce(first_reason(why), ibis.literal(reasons.OUTSIDE_HOURS)),
        began="a",
        ended="b",
        **without,
    )
    left = line.left_out.select(
        "_record", "key", place="a", reason="reason", began="a", ended="b", **without
    )
    return ibis.union(counting, idle, left)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sums:
    """Add up one period's time of one segment, in microseconds of the calendar."""

    down: Fraction = Fraction(0)
    planned: int = 0
    unknown: int = 0
    outages: int = 0


def availability_values(
    rule: AvailabilityRule, whole: int, down: Fraction, planned: int, unknown: int, outages: int
) -> dict[str, Value]:
    """Return the names in an availability's value.

    Args:
        rule: What planned and unknown time do.
        whole: Microseconds of the calendar in the period.
        down: Of those, down, as they weigh; neither planned nor unknown.
        planned: Of those, planned.
        unknown: Of those, unknown; neither planned nor down.
        outages: Joined outages that begin to count in the period.
    """
    agreed = whole
    if rule.planned_time is PlannedTime.OUT:
        agreed -= planned
    if rule.unknown_time is UnknownTime.OUT:
        agreed -= unknown
    if rule.unknown_time is UnknownTime.DOWN:
        down += unknown
    unit = Unit.of(duration_kind(rule.calendar))
    lengths: dict[str, Value] = {
        name: Quantity(Fraction(amount) * MICROSECOND, unit)
        for name, amount in (
            ("down", down),
            ("agreed", Fraction(agreed)),
            ("planned", Fraction(planned)),
            ("unknown", Fraction(unknown)),
        )
    }
    share: Value = NoValue(Absence.NO_DATA, "no time was agreed")
    if agreed > 0:
        share = Quantity.share(1 - Fraction(down) / agreed)
    return {"availability": share, **lengths, "outages": Quantity(Fraction(outages), _OUTAGE)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """Make figures of the pieces of one version."""

    study: Study
    version: Agreement
    measure: Measure
    rule: AvailabilityRule
    clockwork: Clockwork
    weights: tuple[Fraction, ...]
    shares: tuple[Fraction, ...]
    until: int

    def figures(
        self, positions: Sequence[int], pieces: ir.Table, segments: ir.Table, records: ir.Table
    ) -> list[Measurement]:
        """Return one figure per period and segment."""
        sums = self._sums(pieces)
        placed = self.study.period_of.on(records, "place", "position")
        counts = self._counts(placed)
        seen = [
            (segment_of(row, self.measure), row["seen"]) for row in self.study.engine.rows(segments)
        ]
        return [
            self._figure(
                self.study.periods[position],
                segment,
                sums.get((position, segment), _Sums()),
                counts.get((position, segment), {}),
            )
            for position in positions
            for segment in sorted(self._present(self.study.periods[position], seen))
        ]

    def _present(self, period: Period, seen: Sequence[tuple[Segment, int | None]]) -> list[Segment]:
        if not self.measure.by:
            return [()]
        registered = all(name in self.measure.segments for name in self.measure.by)
        return [
            segment
            for segment, first in seen
            if registered or (first is not None and first < period.end.micros)
        ]

    def _figure(
        self, period: Period, segment: Segment, sums: _Sums, counts: Mapping[str | None, int]
    ) -> Measurement:
        whole = self._whole(period)
        values = availability_values(
            self.rule, whole, sums.down, sums.planned, sums.unknown, sums.outages
        )
        place = Place(
            agreement=self.version, day=period.first_day, values={**values, **dict(segment)}
        )
        value: Value = NoValue(Absence.NO_DATA, "the evidence ends before the period")
        if period.start.micros < self.until:
            value = value_of(self.measure.value.expression, place)
        return measurement(
            period,
            self.measure,
            segment,
            value,
            counted=counts.get(None, 0),
            left_out={reason: records for reason, records in counts.items() if reason is not None},
            parts={name: each for name, each in values.items() if isinstance(each, Quantity)},
        )

    def _whole(self, period: Period) -> int:
        end = Instant(min(self.until, period.end.micros))
        if end <= period.start:
            return 0
        return self.clockwork.compiled.open_micros_between(period.start, end)

    def _sums(self, pieces: ir.Table) -> dict[tuple[int, Segment], _Sums]:
        by = ["position", *(segment_name(name) for name in self.measure.by)]
        lengths = pieces.group_by([*by, "state", "weight", "relief"]).aggregate(
            length=whole(pieces["length"].sum())
        )
        parts: dict[tuple[int, Segment], dict[str, Any]] = defaultdict(
            lambda: defaultdict(Fraction)
        )
        for row in self.study.engine.rows(lengths):
            share = self._share(row) if row["state"] == "down" else Fraction(1)
            parts[(row["position"], segment_of(row, self.measure))][row["state"]] += (
                row["length"] * share
            )
        for row in self.study.engine.rows(self._onsets(pieces, by)):
            parts[(row["position"], segment_of(row, self.measure))]["outages"] = row["outages"]
        return {
            group: _Sums(
                down=part["down"],
                planned=int(part["planned"]),
                unknown=int(part["unknown"]),
                outages=int(part["outages"]),
            )
            for group, part in parts.items()
        }

    def _share(self, row: Mapping[str, Any]) -> Fraction:
        weight, taken_off = self.weights[int(row["weight"])], self.shares[int(row["relief"])]
        return weight * (1 - taken_off)

    def _onsets(self, pieces: ir.Table, by: Sequence[str]) -> ir.Table:
        """Count each outage once, in the period in which it first counts."""
        down = _counting(pieces, self.shares)
        first = down.group_by(["outage", *by[1:]]).aggregate(position=down["position"].min())
        return first.group_by(by).aggregate(outages=first["outage"].count())

    def _counts(self, placed: ir.Table) -> dict[tuple[int, Segment], dict[str | None, int]]:
        by = ["position", *(segment_name(name) for name in self.measure.by)]
        known = placed.filter(placed["position"].notnull())
        counts = known.group_by([*by, "reason"]).aggregate(records=known["place"].count())
        found: dict[tuple[int, Segment], dict[str | None, int]] = defaultdict(dict)
        for row in self.study.engine.rows(counts):
            found[(row["position"], segment_of(row, self.measure))][row["reason"]] = row["records"]
        return found
