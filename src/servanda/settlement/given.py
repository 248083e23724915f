"""What settling is given: the agreement, the periods, and what was measured."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from servanda.agreement.model.agreement import Agreement, History
from servanda.facts.figure import Absence, NoValue, Segment, Value
from servanda.facts.measurement import Measurement
from servanda.facts.row import EvidenceRow
from servanda.facts.standing import Standing
from servanda.kernel.time import Period
from servanda.settlement.semantics import CURRENT, Semantics

__all__ = ["Given"]


@dataclass(frozen=True, kw_only=True)
class Given:
    """Hold all inputs of a settlement, indexed for look-up.

    Args:
        history: The agreement's versions.
        periods: Periods to settle, oldest first, the agreement's first one at index 0.
        measurements: Every figure measured, in any order.
        rows: Evidence rows by row set, in any order.
        standing: What the parties have said and decided.
        semantics: The rules by which statements are computed.
    """

    history: History
    periods: tuple[Period, ...]
    measurements: Sequence[Measurement]
    rows: Mapping[str, Sequence[EvidenceRow]]
    standing: Standing = field(default_factory=Standing)
    semantics: Semantics = CURRENT

    def version(self, period: Period) -> Agreement:
        """Return the version that governs a period: the one in force on its first day."""
        return self.history.at(period.first_day)

    def measurement(self, measure: str, period: Period, segment: Segment) -> Measurement:
        """Return a figure; one that was not measured is *no data*, never zero."""
        stated = self._stated(measure, period)
        if stated is not None:
            return _stated_measurement(measure, period, segment, stated)
        found = self._by_place.get((measure, period.label, segment))
        if found is not None:
            return found
        absent = NoValue(Absence.NO_DATA, "nothing was measured")
        return Measurement(measure=measure, period=period, segment=segment, value=absent, counted=0)

    def segments(self, measure: str, period: Period) -> tuple[Segment, ...]:
        """Return the segments in which a measure was taken in a period, in their order."""
        stated = self._stated(measure, period)
        if stated is not None:
            return tuple(sorted(stated))
        return self._segments.get((measure, period.label), ())

    def segments_by(self, columns: Sequence[str], period: Period) -> tuple[Segment, ...]:
        """Return the segments of a figure divided by columns: those in which any measure that is
        divided by them was taken.
        """
        if not columns:
            return ((),)
        found: set[Segment] = set()
        for measure in self.version(period).measures.values():
            if set(columns) <= set(measure.by):
                for segment in self.segments(measure.name, period):
                    found.add(tuple((c, v) for c, v in segment if c in columns))
        return tuple(sorted(found))

    def rows_in(self, rows: str, period: str) -> Sequence[EvidenceRow]:
        """Return the rows of a set that count in a period, oldest first, ties by key."""
        return self._rows_by_period.get((rows, period), ())

    def all_rows(self, rows: str) -> Sequence[EvidenceRow]:
        """Return all rows of a set, oldest first, ties by key."""
        return self._ordered_rows.get(rows, ())

    def by_segment(self, rows: str) -> Mapping[Segment, Sequence[EvidenceRow]]:
        """Return the rows of a set by their segment, oldest first."""
        return self._rows_by_segment.get(rows, {})

    def _stated(self, measure: str, period: Period) -> Mapping[Segment, Value] | None:
        """Return what the parties stated of a measure, by segment; nothing where they did not."""
        agreement = self.version(period)
        stated = agreement.stated
        if stated is None or period.first_day > stated.until or measure not in stated.measured:
            return None
        by = sorted(agreement.measures[measure].by)
        rows = self.rows_in(stated.rows, period.label)
        return {
            tuple((each, str(row.columns[each])) for each in by): row.columns[
                stated.measured[measure]
            ]
            for row in rows
            if not isinstance(row.columns[stated.measured[measure]], NoValue)
        }

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, str, Segment], Measurement]:
        return {(each.measure, each.period.label, each.segment): each for each in self.measurements}

    @cached_property
    def _segments(self) -> Mapping[tuple[str, str], tuple[Segment, ...]]:
        found: dict[tuple[str, str], set[Segment]] = defaultdict(set)
        for each in self.measurements:
            found[(each.measure, each.period.label)].add(each.segment)
        return {place: tuple(sorted(segments)) for place, segments in found.items()}

    @cached_property
    def _ordered_rows(self) -> Mapping[str, Sequence[EvidenceRow]]:
        return {
            name: sorted(rows, key=lambda row: (row.at, row.key))
            for name, rows in self.rows.items()
        }

    @cached_property
    def _rows_by_segment(self) -> Mapping[str, Mapping[Segment, Sequence[EvidenceRow]]]:
        found: dict[str, dict[Segment, list[EvidenceRow]]] = defaultdict(lambda: defaultdict(list))
        for name, rows in self._ordered_rows.items():
            for row in rows:
                found[name][row.segment].append(row)
        return found

    @cached_property
    def _rows_by_period(self) -> Mapping[tuple[str, str], Sequence[EvidenceRow]]:
        found: dict[tuple[str, str], list[EvidenceRow]] = defaultdict(list)
        for name, rows in self._ordered_rows.items():
            for row in rows:
                found[(name, row.period)].append(row)
        return found


def _stated_measurement(
    measure: str, period: Period, segment: Segment, stated: Mapping[Segment, Value]
) -> Measurement:
    unknown = NoValue(Absence.BEFORE_START, f"nothing is stated for {period.label}")
    value = stated.get(segment, unknown)
    counted = 0 if isinstance(value, NoValue) else 1
    return Measurement(
        measure=measure, period=period, segment=segment, value=value, counted=counted
    )
