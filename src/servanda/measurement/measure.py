"""Measure an agreement's evidence: every figure of every period, and the records behind it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import ibis.expr.types as ir

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.measure import (
    AttestedRule,
    AvailabilityRule,
    ClockRule,
    Measure,
    NamedRule,
    OutcomeRule,
    RatioRule,
    Rule,
    ScoreRule,
    VariationRule,
    WarningRule,
)
from servanda.evidence.snapshot import Snapshot
from servanda.facts.figure import Value
from servanda.facts.measurement import LeftOut, Measurement
from servanda.facts.row import EvidenceRow
from servanda.kernel.time import Instant, Period
from servanda.measurement import reasons
from servanda.measurement.alike import joined_spans
from servanda.measurement.engine import EngineLimits, EngineStopped
from servanda.measurement.engines.opening import open_engine
from servanda.measurement.figures import Group, absent_figures, by_version, figures_of
from servanda.measurement.kinds.attested import judge_attested
from servanda.measurement.kinds.availability import judge_availability
from servanda.measurement.kinds.case_rows import same_clock
from servanda.measurement.kinds.clock import judge_clock
from servanda.measurement.kinds.count import within_evidence
from servanda.measurement.kinds.named import Named, named_figures
from servanda.measurement.kinds.outcome import judge_outcome
from servanda.measurement.kinds.perception import perception_figures
from servanda.measurement.kinds.ratio import judge_ratio
from servanda.measurement.kinds.score import judge_score
from servanda.measurement.kinds.variation import judge_variation
from servanda.measurement.kinds.warning import judge_warning
from servanda.measurement.logic import certainly
from servanda.measurement.made_of import tables_of
from servanda.measurement.names import record_names
from servanda.measurement.portions import Division, PortionFound, among
from servanda.measurement.results import (
    Judged,
    ResultFile,
    read_results,
    write_portions,
    write_results,
)
from servanda.measurement.settlement_rows import rows_for
from servanda.measurement.study import Span, Study
from servanda.measurement.survey import study_of

__all__ = [
    "Measurements",
    "Progress",
    "ResultFolders",
    "measure",
    "measure_names",
]


class Progress(Protocol):
    """Be told how far long work has come."""

    def __call__(self, doing: str, done: int, total: int) -> None:
        """Take note that ``done`` of ``total`` rows were looked at and what comes next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurements:
    """Hold all that one run measured.

    Args:
        figures: One per measure, period and segment, in that order.
        results: The Parquet files with every record, by measure, oldest version first.
        rows: Rows of the agreement's row sets, by name.
        rows_left_out: Records that none of these rows are made of, by row set: they ask for a
            business day that is not known.
        unplaced: Records that belong to no period or segment, by measure and reason.
        known_until: End of the evidence by table.
        portions: How long what was measured of each portion holds, by measure and number.
    """

    figures: tuple[Measurement, ...]
    results: Mapping[str, tuple[Path, ...]]
    rows: Mapping[str, tuple[EvidenceRow, ...]]
    rows_left_out: Mapping[str, tuple[LeftOut, ...]]
    unplaced: Mapping[str, tuple[LeftOut, ...]]
    known_until: Mapping[str, Instant]
    portions: Mapping[str, Mapping[int, PortionFound]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultFolders:
    """Say which measures are wanted, and where their records go.

    Row sets are made as well; they are whole only where the measures are wanted whose cases they
    hold.

    Args:
        folder: Folder that holds all of them; what does not fit in memory waits there.
        measures: Folders below it, by measure.
        divided: What is wanted of the measures whose records are measured in portions; all of
            their folders lie below it too.
    """

    folder: Path
    measures: Mapping[str, Path]
    divided: Mapping[str, Division] = field(default_factory=dict)


def _all_into(history: History, folder: Path) -> ResultFolders:
    return ResultFolders(folder=folder, measures=dict.fromkeys(measure_names(history), folder))


def measure(
    history: History,
    snapshot: Snapshot,
    periods: Sequence[Period],
    results: Path | ResultFolders,
    *,
    known_until: Instant | None = None,
    progress: Progress | None = None,
    limits: EngineLimits | None = None,
) -> Measurements:
    """Measure every measure of an agreement over its evidence.

    The same versions, evidence and periods give the same figures and the same files, whatever
    the order of the evidence's rows, the machine's zone or its locale.

    Args:
        history: The agreement's versions, without mistakes.
        snapshot: The evidence.
        periods: Periods to measure, oldest first, at least one, without gaps.
        results: Folder that receives one Parquet per measure and version, or a folder for each
            measure that is wanted.
        known_until: Last instant known, included: later events, starts and stops have not
            happened yet. Absent, the evidence of a table ends with its newest event, record,
            interval edge, or clock start or stop; clocks still running then are read there.
        progress: Told before each step, and whenever a part of the evidence is done.
        limits: Memory and threads of the engine.

    Raises:
        CannotMeasure: A formula cannot be measured exactly.
        EngineMissing: The chosen engine is not installed, or cannot be reached.
        EngineStopped: The engine ran out of memory, disk or digits.
    """
    into = results if isinstance(results, ResultFolders) else _all_into(history, results)
    files = [table.path for table in snapshot.tables.values()]
    files += {each.keys for each in into.divided.values()}
    with open_engine(files, into.folder, limits=limits) as engine:
        study = study_of(engine, history, snapshot, tuple(periods), known_until)
        run = _Run(study, history, into, progress)
        return run.all()


@dataclass(slots=True)
class _Run:
    """Measure one measure after the other, and tell how far it has come."""

    study: Study
    history: History
    into: ResultFolders
    progress: Progress | None
    _portions: dict[str, dict[int, PortionFound]] = field(default_factory=dict)
    _done: int = 0
    _total: int = 0
    _written: dict[str, dict[int, ResultFile]] = field(default_factory=dict)
    _found: list[Measurement] = field(default_factory=list)
    _values: dict[str, dict[Group, Mapping[str, Value]]] = field(default_factory=dict)

    def all(self) -> Measurements:
        """Measure everything."""
        names = [name for name in measure_names(self.history) if name in self.into.measures]
        self._total = sum(map(self._rows, names))
        complete = [name for name in names if self._is_complete(name)]
        for together in self._together(complete):
            self._judge_all(together)
        unplaced: dict[str, tuple[LeftOut, ...]] = {}
        for name in complete:
            with _naming(name):
                self._found += self._figures_of_records(name)
                unplaced[name] = self._unplaced(name)
            self.study.engine.forget()
        self._tell("reading rows for settlement")
        written = {name: list(self._written[name].values()) for name in complete}
        taken = rows_for(self.study, self.history, written)
        self._tell("measured")
        return Measurements(
            figures=tuple(
                sorted(
                    self._found, key=lambda each: (each.measure, each.period.index, each.segment)
                )
            ),
            results={
                name: tuple(path for file in written.get(name, ()) for path in file.paths)
                for name in names
            },
            rows=taken.rows,
            rows_left_out=taken.left_out,
            unplaced=unplaced,
            known_until={
                table: Instant(self.study.horizon(table)) for table in sorted(self.study.horizons)
            },
            portions=self._portions,
        )

    def _is_complete(self, name: str) -> bool:
        """Make room for a measure's records, and return whether all its evidence is there."""
        division = self.into.divided.get(name)
        folder = self.into.measures[name]
        for place in (folder, *(division.wanted.values() if division else ())):
            for stale in place.glob(f"{name}.*.parquet"):
                stale.unlink()
        complete = all(self.study.has(table) for table in self._tables(name))
        self._found += absent_figures(self.study, self.history, name, without_evidence=not complete)
        if not complete:
            self._note(name, 0)
            self._note(name, self._rows(name))
        return complete

    def _together(self, names: Sequence[str]) -> Iterable[list[str]]:
        """Return the measures in groups that look at the same clocks of the same records."""
        found: dict[Hashable, list[str]] = {}
        for name in names:
            found.setdefault(self._looked_at(name), []).append(name)
        return found.values()

    def _looked_at(self, name: str) -> Hashable:
        versions = (each for each in self.history.versions if name in each.measures)
        *_, measure = (version.measures[name] for version in versions)
        if not isinstance(measure.rule, ClockRule):
            return name
        division = self.into.divided.get(name)
        return same_clock(measure, measure.rule), division.numbers if division else None

    def _judge_all(self, names: Sequence[str]) -> None:
        """Write what became of every record of measures that share their evidence."""
        division = self.into.divided.get(names[0])
        for portions in division.groups() if division else [()]:
            study = among(self.study, division, portions) if division else self.study.anew()
            for name in names:
                self._note(name, 0)
                with _naming(name):
                    self._judge(study, name, division, portions)
                rows = sum(division.rows[each] for each in portions) if division else 0
                self._note(name, rows if division else self._rows(name))
                self.study.engine.forget()
            self.study.engine.forget(lasting=True)

    def _judge(
        self, study: Study, name: str, division: Division | None, portions: Sequence[int]
    ) -> None:
        written = self._written.setdefault(name, {})
        for span in joined_spans(self.study.spans, name):
            measure = span.version.measures[name]
            judged, figures, values = self._judged(study, span, measure)
            self._found += figures
            self._values.setdefault(name, {}).update(values)
            if division is None:
                folder = self.into.measures[name]
                written[span.number] = write_results(study, measure, span, judged, folder)
            else:
                written[span.number], holding = write_portions(
                    study, measure, span, judged, division, portions
                )
                self._hold(name, holding)

    def _figures_of_records(self, name: str) -> list[Measurement]:
        """Return the figures that are made of what became of a measure's records."""
        files = list(self._written[name].values())
        rule = files[0].span.version.measures[name].rule
        if isinstance(rule, AvailabilityRule):
            return []
        return self._figures(name, rule, read_results(self.study, files), self._values[name])

    def _figures(self, name: str, rule: Rule, records: ir.Table, named: Named) -> list[Measurement]:
        """Return the figures of a kind that are made of what became of its records."""
        if isinstance(rule, NamedRule):
            return named_figures(self.study, self.history, name, records, named)
        if isinstance(rule, ScoreRule) and rule.half_life is not None:
            return perception_figures(self.study, self.history, name, records, record_names)
        figures = figures_of(self.study, self.history, name, records, record_names)
        if isinstance(rule, RatioRule) and rule.spelling == "count":
            return within_evidence(
                self.study, name, (file.span for file in self._written[name].values()), figures
            )
        return figures

    def _hold(self, name: str, portions: Mapping[int, PortionFound]) -> None:
        """Note how long what was measured of a measure's portions holds, under all versions."""
        held = self._portions.setdefault(name, {})
        for number, found in portions.items():
            before = held.get(number)
            held[number] = before.with_other(found) if before else found

    def _judged(
        self, study: Study, span: Span, measure: Measure
    ) -> tuple[Judged, list[Measurement], Named]:
        place = (study, self.history, span, measure)
        match measure.rule:
            case ClockRule() as rule:
                return judge_clock(*place, rule), [], {}
            case RatioRule() as rule:
                return judge_ratio(*place, rule), [], {}
            case ScoreRule() as rule:
                return judge_score(*place, rule), [], {}
            case WarningRule() as rule:
                return judge_warning(*place, rule), [], {}
            case OutcomeRule() as rule:
                judged, named = judge_outcome(*place, rule)
                return judged, [], named
            case VariationRule() as rule:
                judged, named = judge_variation(*place, rule)
                return judged, [], named
            case AttestedRule() as rule:
                judged, named = judge_attested(*place, rule)
                return judged, [], named
            case AvailabilityRule() as rule:
                found = judge_availability(*place, rule)
                return found.judged, found.figures, {}

    def _unplaced(self, name: str) -> tuple[LeftOut, ...]:
        records = read_results(self.study, list(self._written[name].values()))
        figures = by_version(self.study, self.history, name)
        governed = sorted({position for _, positions in figures for position in positions})
        nowhere = ~certainly(records["position"].isin(governed))
        lost = records.filter(
            records["reason"].notnull() & (nowhere | records["reason"].isin(_NO_FIGURE))
        )
        counts = lost.group_by("reason").aggregate(records=lost["reason"].count())
        rows = self.study.engine.rows(counts.order_by("reason"))
        return tuple(LeftOut(reason=row["reason"], records=row["records"]) for row in rows)

    def _tables(self, name: str) -> set[str]:
        return {
            table
            for version in self.history.versions
            if name in version.measures
            for table in _tables_of(version, version.measures[name])
        }

    def _rows(self, name: str) -> int:
        """Return how many rows are looked at for a measure."""
        division = self.into.divided.get(name)
        if division is not None:
            return sum(division.rows.values())
        held = self.study.snapshot.tables
        return sum(held[table].rows for table in self._tables(name) & held.keys())

    def _note(self, name: str, rows: int) -> None:
        """Note that so many more rows have been looked at, and for which measure."""
        self._done += rows
        self._tell(f"measuring {name}")

    def _tell(self, doing: str) -> None:
        """Tell how many rows were looked at, of all that there are to look at."""
        if self.progress is not None:
            self.progress(doing, self._done, self._total)


@contextmanager
def _naming(measure: str) -> Iterator[None]:
    try:
        yield
    except EngineStopped as stopped:
        raise EngineStopped(f"'{measure}': {stopped}") from stopped


# No figure is of a segment that is not known, so none can tell of these records.
_NO_FIGURE = (reasons.NO_SEGMENT, reasons.OUTSIDE_REGISTER, reasons.PLANNED_NO_SEGMENT)


def measure_names(history: History) -> list[str]:
    """Return the measures of all versions, in the order in which they are first declared."""
    return list(dict.fromkeys(name for version in history.versions for name in version.measures))


def _tables_of(version: Agreement, measure: Measure) -> set[str]:
    more = ""
    over_time: Formula | None = None
    if isinstance(measure.rule, ClockRule):
        more = measure.rule.events
        over_time = measure.rule.paused_while
    elif isinstance(measure.rule, AvailabilityRule):
        over_time = None if measure.table else measure.rule.down
    elif isinstance(measure.rule, WarningRule):
        more = measure.rule.warnings
    rest = tables_of(version, over_time.expression) if over_time is not None else frozenset[str]()
    return {*rest, *(table for table in (measure.table, more) if table)}
