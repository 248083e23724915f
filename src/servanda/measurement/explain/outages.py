"""One segment's outages in one period, told from the rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

from servanda.agreement.model.agreement import History
from servanda.agreement.model.evidence import EvidenceForm, EvidenceTable
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.measure import AvailabilityRule, Measure
from servanda.agreement.model.stretches import table_of
from servanda.agreement.periods import periods_of
from servanda.businesstime.compile import compile_calendar
from servanda.evidence.snapshot import Snapshot
from servanda.facts.figure import Absence, NoValue, Segment, Value
from servanda.formula.exact import value_of
from servanda.formula.syntax import Name
from servanda.kernel.quantity import SHARE, Quantity
from servanda.kernel.time import MICROS_PER_SECOND, Instant, Period
from servanda.measurement import reasons
from servanda.measurement.calendars import calendar_rule
from servanda.measurement.explain.behind import length_between, records_behind
from servanda.measurement.explain.evidence import Row, condition, place_of, rows_of
from servanda.measurement.explain.held import stretches_told, times_held
from servanda.measurement.explain.timeline import OutageStretch, OutageTimeline, StretchKind
from servanda.measurement.kinds.availability import availability_values
from servanda.measurement.made_of import is_over_time
from servanda.measurement.study import FAR_FUTURE, FAR_PAST

__all__ = ["explain_outages"]

_UNKNOWN = NoValue(Absence.NO_DATA)
_LONG_AGO = Instant(-(10**17))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layer:
    """A stretch of one sort, as recorded."""

    start: Instant
    end: Instant
    kind: StretchKind
    key: str
    weight: Fraction = Fraction(1)


def explain_outages(
    history: History,
    snapshot: Snapshot,
    measure: str,
    period: Period,
    segment: Segment,
    *,
    until: Instant | None = None,
) -> OutageTimeline:
    """Tell a segment's outages in a period from the rows themselves.

    Args:
        history: The agreement's versions; the one of the period's first day governs.
        snapshot: The evidence.
        measure: Name of an availability measure.
        period: The period.
        segment: The segment, ``()`` for a measure that is not divided.
        until: Last instant known; absent is the period's end.
    """
    version = history.at(period.first_day)
    found = version.measures[measure]
    assert isinstance(found.rule, AvailabilityRule)
    return _Telling(
        history, snapshot, found, found.rule, period, segment, until or period.end
    ).told()


class _Telling:
    """Tell one period of one segment."""

    def __init__(
        self,
        history: History,
        snapshot: Snapshot,
        measure: Measure,
        rule: AvailabilityRule,
        period: Period,
        segment: Segment,
        until: Instant,
    ) -> None:
        self.history = history
        self.snapshot = snapshot
        self.version = history.at(period.first_day)
        self.measure = measure
        self.rule = rule
        self.period = period
        self.segment = segment
        self.until = until
        self.left_out: list[tuple[str, str]] = []
        self.calendar = compile_calendar(
            calendar_rule(self.version, rule.calendar),
            period.first_day - timedelta(days=10),
            period.end_day + timedelta(days=10),
        )

    def told(self) -> OutageTimeline:
        """Return the outages, cut at the period's edges."""
        table = table_of(self.version, self.measure)
        layers = [*self._recorded(table), *self._planned()]
        stretches = tuple(self._stretches(layers))
        values = self._values(stretches, layers)
        return OutageTimeline(
            measure=self.measure.name,
            period=self.period,
            segment=self.segment,
            stretches=stretches,
            left_out=tuple(sorted(self.left_out)),
            values=values,
        )

    def _recorded(self, table: EvidenceTable) -> Iterator[_Layer]:
        if self.rule.down is not None and not self.measure.table:
            yield from self._held_down(table, self.rule.down)
            return
        rows = rows_of(self.snapshot, table)
        if table.form in {EvidenceForm.EVENT, EvidenceForm.RECORD}:
            yield from self._from_states(table, rows)
            return
        for row in rows:
            yield from self._from_row(table, row)

    def _held_down(self, table: EvidenceTable, down: Formula) -> Iterator[_Layer]:
        """Yield down time that a condition tells, under the records behind it."""
        behind = records_behind(
            self.snapshot,
            self.version,
            down.expression,
            dict(self.segment),
            measure=self.measure.name,
        )
        stretches = stretches_told(
            self.history,
            self.snapshot,
            self.version,
            down.expression,
            dict(self.segment),
            known_until=self.until,
            until=self.until,
            measure=self.measure.name,
        )
        for start, end, holds in stretches:
            if holds is False or start >= self.until:
                continue
            kind = StretchKind.DOWN if holds else StretchKind.UNKNOWN
            for layer in self._from_stretch(table, start, end, kind):
                keys = {each.key for each in behind if each.overlaps(layer.start, layer.end)}
                for key in sorted(keys) or [down.text]:
                    yield replace(layer, key=key)

    def _from_stretch(
        self, table: EvidenceTable, start: Instant, end: Instant, kind: StretchKind
    ) -> Iterator[_Layer]:
        always, endless = start.micros <= FAR_PAST, end.micros >= FAR_FUTURE
        values: dict[str, Value] = {
            **dict(self.segment),
            table.begins: _UNKNOWN if always else start,
            table.ends: _UNKNOWN if endless else end,
            "length": _UNKNOWN if always or endless else length_between(start, end),
        }
        if always:
            start = next(iter(periods_of(self.history, self.period.first_day))).start
        about = condition(self.measure.where, place_of(self.version, start, values), default=True)
        if about is None:
            self.left_out.append((str(start), reasons.NOT_KNOWN_WHERE))
        elif about:
            row = Row(record=0, values=values)
            yield from self._layer(row, start, min(end, self.until), kind, str(start))

    def _from_row(self, table: EvidenceTable, row: Row) -> Iterator[_Layer]:
        start, recorded_end = row.instant(table.begins), row.instant(table.ends)
        if not self._is_own(row) or (start is not None and start > self.until):
            return
        key = row.text(table.key) or ""
        about, state = self._state(table, row, start)
        if about is False or state is None:
            return
        end = (
            recorded_end if recorded_end is not None and recorded_end <= self.until else self.until
        )
        if start is None:
            self.left_out.append((key, reasons.NO_BEGIN))
        elif recorded_end is not None and recorded_end < start:
            self.left_out.append((key, reasons.ENDS_BEFORE_BEGIN))
        elif about is None:
            self.left_out.append((key, reasons.NOT_KNOWN_WHERE))
        else:
            yield from self._layer(row, start, end, state, key)

    def _state(
        self, table: EvidenceTable, row: Row, at: Instant | None
    ) -> tuple[bool | None, StretchKind | None]:
        values = dict(row.values)
        if table.form is EvidenceForm.INTERVAL and "length" not in table.columns:
            values["length"] = length_between(row.instant(table.begins), row.instant(table.ends))
        place = place_of(self.version, at, values)
        about = condition(self.measure.where, place, default=True)
        down = condition(self.rule.down, place, default=table.form is EvidenceForm.INTERVAL)
        unknown = condition(self.rule.unknown, place, default=False)
        if unknown is not False or down is None:
            return about, StretchKind.UNKNOWN
        return about, StretchKind.DOWN if down else None

    def _layer(
        self, row: Row, start: Instant, end: Instant, state: StretchKind, key: str
    ) -> Iterator[_Layer]:
        if state is not StretchKind.DOWN:
            yield _Layer(start=start, end=end, kind=state, key=key)
            return
        place = place_of(self.version, start, row.values)
        weight = self._weight(row, start)
        shortest = value_of(self.rule.at_least.expression, place) if self.rule.at_least else None
        length = Fraction(end.micros - start.micros, MICROS_PER_SECOND)
        if weight is None:
            self.left_out.append((key, reasons.NO_WEIGHT))
        elif isinstance(shortest, Quantity) and length < shortest.amount:
            self.left_out.append((key, reasons.TOO_SHORT))
        else:
            yield _Layer(start=start, end=end, kind=state, key=key, weight=weight)

    def _weight(self, row: Row, start: Instant) -> Fraction | None:
        if self.rule.weight is None:
            return Fraction(1)
        found = value_of(self.rule.weight.expression, place_of(self.version, start, row.values))
        if isinstance(found, Quantity) and 0 <= found.amount <= 1:
            return found.amount
        return None

    def _from_states(self, table: EvidenceTable, rows: Sequence[Row]) -> Iterator[_Layer]:
        by_key: dict[str, list[Row]] = {}
        for row in rows:
            at = row.instant(table.at)
            if at is not None and at <= self.until and self._state(table, row, at)[0] is True:
                by_key.setdefault(row.text(table.key) or "", []).append(row)
        for key, own in by_key.items():
            ordered = sorted(
                own, key=lambda row: (row.instant(table.at), row.turn(table), row.record)
            )
            yield from self._of_key(table, key, [*self._told_before(table, ordered[0]), *ordered])

    def _told_before(self, table: EvidenceTable, first: Row) -> Iterator[Row]:
        """Yield the state before the first event, as that event tells of it."""
        if self.rule.before:
            told = {column: first.values[source] for column, source in self.rule.before.items()}
            yield replace(first, values={**first.values, table.at: _LONG_AGO, **told})

    def _of_key(self, table: EvidenceTable, key: str, rows: Sequence[Row]) -> Iterator[_Layer]:
        first = rows[0].instant(table.at)
        assert first is not None
        if self._is_own(rows[0]):
            yield _Layer(start=_LONG_AGO, end=first, kind=StretchKind.UNKNOWN, key=key)
        runs: list[tuple[Row, StretchKind | None]] = []
        for row in rows:
            state = self._state(table, row, row.instant(table.at))[1]
            if (
                not runs
                or runs[-1][1] is not state
                or self._segment(runs[-1][0]) != self._segment(row)
            ):
                runs.append((row, state))
        for number, (row, state) in enumerate(runs):
            end = runs[number + 1][0].instant(table.at) if number + 1 < len(runs) else self.until
            start = row.instant(table.at)
            assert start is not None
            assert end is not None
            if state is not None and self._is_own(row):
                yield from self._layer(row, start, end, state, key)

    def _segment(self, row: Row) -> tuple[str | None, ...]:
        return tuple(row.text(name) for name in self.measure.by)

    def _is_own(self, row: Row) -> bool:
        return self._segment(row) == tuple(value for _, value in self.segment)

    def _planned(self) -> Iterator[_Layer]:
        if not self.rule.planned:
            return
        if is_over_time(self.version, self.rule.planned):
            yield from self._held()
            return
        table = self.version.evidence[self.rule.planned]
        for row in rows_of(self.snapshot, table):
            start, end = row.instant(table.begins), row.instant(table.ends)
            if start is None or end is None or not self._concerns(table, row):
                continue
            values = {
                **row.values,
                **({} if "length" in table.columns else {"length": length_between(start, end)}),
            }
            if condition(
                self.rule.planned_where, place_of(self.version, start, values), default=True
            ):
                yield _Layer(
                    start=start, end=end, kind=StretchKind.PLANNED, key=row.text(table.key) or ""
                )

    def _held(self) -> Iterator[_Layer]:
        """Yield the time in which the condition of this segment certainly holds."""
        stretches = times_held(
            self.history,
            self.snapshot,
            self.version,
            Name(span=self.measure.span, name=self.rule.planned),
            dict(self.segment),
            known_until=self.until,
            until=self.until,
        )
        for start, end in stretches:
            yield _Layer(
                start=start,
                end=min(end, self.until),
                kind=StretchKind.PLANNED,
                key=self.rule.planned,
            )

    def _concerns(self, table: EvidenceTable, row: Row) -> bool:
        return all(row.text(name) == value for name, value in self.segment if name in table.columns)

    def _stretches(self, layers: Sequence[_Layer]) -> Iterator[OutageStretch]:
        first, last = self.period.start, min(self.period.end, self.until)
        edges = sorted(
            {
                first,
                last,
                *(
                    edge
                    for layer in layers
                    for edge in (layer.start, layer.end)
                    if first < edge < last
                ),
            }
        )
        for start, end in pairwise(edges):
            covering = [
                layer
                for layer in layers
                if layer.start <= start and layer.end >= end and layer.start < layer.end
            ]
            if covering:
                yield self._stretch(start, end, covering)

    def _stretch(self, start: Instant, end: Instant, covering: Sequence[_Layer]) -> OutageStretch:
        kinds = {layer.kind for layer in covering}
        kind = next(
            each
            for each in (StretchKind.PLANNED, StretchKind.DOWN, StretchKind.UNKNOWN)
            if each in kinds
        )
        weight = max(layer.weight for layer in covering if layer.kind is kind)
        return OutageStretch(
            start=start,
            end=end,
            kind=kind,
            keys=tuple(sorted({layer.key for layer in covering if layer.kind is kind})),
            weight=Quantity(weight, SHARE),
            agreed_micros=self.calendar.open_micros_between(start, end),
        )

    def _values(
        self, stretches: Sequence[OutageStretch], layers: Sequence[_Layer]
    ) -> dict[str, Value]:
        sums = {
            kind: sum(
                (
                    each.agreed_micros * each.weight.amount
                    for each in stretches
                    if each.kind is kind
                ),
                Fraction(0),
            )
            for kind in StretchKind
        }
        whole = self.calendar.open_micros_between(
            self.period.start, min(self.period.end, self.until)
        )
        return availability_values(
            self.rule,
            whole,
            sums[StretchKind.DOWN],
            int(sums[StretchKind.PLANNED]),
            int(sums[StretchKind.UNKNOWN]),
            self._onsets(layers),
        )

    def _onsets(self, layers: Sequence[_Layer]) -> int:
        """Count joined outages whose first counted moment lies in the period."""
        return sum(1 for island in _islands(layers) if self._counts_first_here(island, layers))

    def _counts_first_here(self, island: tuple[Instant, Instant], layers: Sequence[_Layer]) -> bool:
        planned = sorted(
            (layer.start, layer.end) for layer in layers if layer.kind is StretchKind.PLANNED
        )
        rest = [island]
        for start, end in planned:
            rest = [
                part
                for low, high in rest
                for part in ((low, min(high, start)), (max(low, end), high))
                if part[0] < part[1]
            ]
        wide = compile_calendar(
            self.calendar.rule,
            island[0].to_datetime().date() - timedelta(days=10),
            max(island[1], self.period.end).to_datetime().date() + timedelta(days=10),
        )
        for low, high in rest:
            openings = wide.openings_between(low, high)
            if openings:
                return self.period.holds(Instant(openings[0].start))
        return False


def _islands(layers: Sequence[_Layer]) -> list[tuple[Instant, Instant]]:
    found: list[tuple[Instant, Instant]] = []
    down = sorted(
        (layer.start, layer.end)
        for layer in layers
        if layer.kind is StretchKind.DOWN and layer.start < layer.end
    )
    for start, end in down:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
