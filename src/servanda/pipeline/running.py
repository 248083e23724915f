"""One run of the measuring half over a snapshot, remembered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from servanda.agreement.model.agreement import History
from servanda.agreement.model.formula import Formula
from servanda.evidence.snapshot import Snapshot
from servanda.formula.syntax import BusinessDayMove, BusinessDays, Expression
from servanda.formula.walk import nodes_in
from servanda.kernel.diagnostic import Diagnostic, Severity
from servanda.kernel.time import Instant, Period
from servanda.measurement.check import check_measures
from servanda.measurement.diagnostics import CannotMeasure
from servanda.measurement.engine import EngineMissing, EngineStopped
from servanda.measurement.measure import Measurements, ResultFolders, measure_names
from servanda.measurement.measure import measure as measure_evidence
from servanda.measurement.relief import touches
from servanda.measurement.settlement_rows import RowsTaken
from servanda.pipeline.answer import Answer, Progress
from servanda.pipeline.choosing import (
    Choice,
    choose,
    complete_periods,
    known_through,
    periods_up_to,
)
from servanda.pipeline.dependence import Laid, laid_out, measure_parts, rows_parts, tables_behind
from servanda.pipeline.diagnostics import LONE_MOMENT, NO_BUSINESS_DAY
from servanda.pipeline.dividing import ROWS_LEAST, Dividing
from servanda.pipeline.files import alone
from servanda.pipeline.horizon import lone_moment, newest_instant
from servanda.pipeline.measured import Measured
from servanda.pipeline.refusals import EngineGaveUp, NoEngine
from servanda.pipeline.remembering import Kept, KeptMeasure, put_together, run_digest

__all__ = ["calendars_sha256", "run"]

_DIGITS = 24


def run(
    history: History,
    snapshot: Snapshot,
    cache: Path,
    choice: Choice,
    progress: Progress,
    *,
    portion_rows_least: int = ROWS_LEAST,
) -> Answer[Measured]:
    """Measure a snapshot, or recall what was measured of it before.

    Args:
        history: The agreement.
        snapshot: The evidence.
        cache: Folder for what can be computed again.
        choice: The periods wanted.
        progress: Told before each step.
        portion_rows_least: How many records are at least looked after together, so that they are
            measured again only when something about them changes.

    Raises:
        UnknownPeriod: A period was named that does not exist.
        NotSoFar: No period is complete and none was named.
        EngineGaveUp: The machine is too small, or a sum too long.
        NoEngine: The engine that was asked for is not installed, or cannot be reached.
    """
    mistakes = check_measures(history)
    if any(each.severity is Severity.ERROR for each in mistakes):
        return Answer(None, mistakes)
    known = newest_instant(history, snapshot)
    periods = periods_up_to(history, known, choice)
    chosen = choose(periods, choice)
    laid = laid_out(history, known)
    place = _Place(
        snapshot=snapshot,
        periods=periods,
        seen=known_through(history, known),
        cache=cache,
        portion_rows_least=portion_rows_least,
        progress=progress,
    )
    try:
        measurements = place.measurements(history, laid)
        reread = {
            each.name: place.measurements(each.history, laid_out(each.history, known))
            for each in history.readings
        }
    except CannotMeasure as mistake:
        return Answer(None, (mistake.diagnostic,))
    return Answer(
        Measured(
            history=history,
            snapshot=snapshot,
            periods=periods,
            chosen=chosen,
            measurements=measurements,
            calendars_sha256=_laid_sha256(laid),
            known_until=known,
            reread=reread,
        ),
        (*_lone(history, snapshot), *_beyond_calendars(history, measurements)),
    )


def _lone(history: History, snapshot: Snapshot) -> Iterator[Diagnostic]:
    """Say where one row alone decides how far the evidence reaches."""
    found = lone_moment(history, snapshot)
    if found is None:
        return
    reached = len(complete_periods(history, found.newest))
    count = reached - len(complete_periods(history, found.before))
    if count > 1:
        yield LONE_MOMENT.at(
            history.latest.evidence[found.table].span,
            table=found.table,
            column=found.column,
            newest=str(found.newest),
            before=str(found.before),
            count=str(count),
        )


def calendars_sha256(history: History, known: Instant | None) -> str:
    """Return the digest of all opening hours, laid out over the days in force.

    It changes whenever a calendar, a holiday or the rules of a zone do, and does not depend on
    which periods are asked for.
    """
    return _laid_sha256(laid_out(history, known))


def _laid_sha256(laid: Laid) -> str:
    digest = hashlib.sha256()
    for (number, name), openings in laid.items():
        digest.update(f"{number} {name}\n".encode())
        digest.update(openings.encode())
    return digest.hexdigest()


def _beyond_calendars(history: History, measurements: Measurements) -> Iterator[Diagnostic]:
    """Say which rows are left out because a calendar does not know a day that they ask for."""
    for name, left_out in measurements.rows_left_out.items():
        count = sum(each.records for each in left_out)
        where = _where(history, name)
        if where is not None:
            yield NO_BUSINESS_DAY.at(
                where.span,
                rows=name,
                count=f"{count} record{'s' if count > 1 else ''}",
                calendars=" and ".join(_known_days(where.expression)),
            )


def _where(history: History, rows: str) -> Formula | None:
    own = (version.rows[rows] for version in reversed(history.versions) if rows in version.rows)
    return next((each.where for each in own if each.where is not None), None)


def _known_days(where: Expression) -> list[str]:
    calendars = [
        node.known
        for node in nodes_in(where)
        if isinstance(node, BusinessDays | BusinessDayMove) and node.known is not None
    ]
    return [
        f"'{each.rule.name}' is known from {each.first_day} to {each.last_day} only"
        for each in dict.fromkeys(calendars)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Hold what all measuring of one run shares: evidence, periods, where results are kept."""

    snapshot: Snapshot
    periods: tuple[Period, ...]
    seen: Instant | None
    cache: Path
    portion_rows_least: int
    progress: Progress

    @property
    def results(self) -> Path:
        """Return the folder of all that was measured."""
        return self.cache / "results"

    def measurements(self, history: History, laid: Laid) -> Measurements:
        """Return all figures and rows; only what was not measured before is measured now.

        Of several processes that want the same, one measures and the others find it.
        """
        kept = Kept(folder=self.results, periods=self.periods)
        own = {name: self._own_parts(history, name, laid) for name in measure_names(history)}
        keys, rows = self._digests(history, laid, own)
        known, known_rows = _known(kept, keys, rows, history)
        if known_rows is None or len(known) < len(keys):
            with alone(self.results):
                known, known_rows = _known(kept, keys, rows, history)
                missing = {name: key for name, key in keys.items() if name not in known}
                if missing or known_rows is None:
                    fresh = self._measure(history, missing, own)
                    for name, key in missing.items():
                        known[name] = kept.remember_measure(key, fresh, name)
                    known_rows = known_rows or kept.remember_rows(rows, fresh)
        return put_together([known[name] for name in keys], known_rows)

    def _digests(
        self, history: History, laid: Laid, own: Mapping[str, Sequence[str]]
    ) -> tuple[dict[str, str], str]:
        """Return what names the results of each measure, and of the rows."""
        reliefs = self.snapshot.reliefs
        common = (self.snapshot.digest, str(self.seen), *map(_told, self.periods))
        keys = {name: run_digest((*common, *parts))[:_DIGITS] for name, parts in own.items()}
        parts = (
            *common,
            *map(str, reliefs),
            *_recorded(self.snapshot, self.snapshot.tables),
            *rows_parts(history, laid),
        )
        return keys, run_digest(parts)[:_DIGITS]

    def _own_parts(self, history: History, name: str, laid: Laid) -> tuple[str, ...]:
        """Return what a measure depends on beside evidence, moment and periods."""
        return (
            *(str(each) for each in self.snapshot.reliefs if touches(each, name)),
            *_entered(self.snapshot, name),
            *_recorded(self.snapshot, tables_behind(history, name)),
            *measure_parts(history, name, laid),
        )

    def _measure(
        self, history: History, missing: Mapping[str, str], own: Mapping[str, Sequence[str]]
    ) -> Measurements:
        dividing = Dividing(
            snapshot=self.snapshot,
            periods=self.periods,
            seen=self.seen,
            cache=self.cache,
            rows_least=self.portion_rows_least,
        )
        divided = {
            name: found
            for name in missing
            if (found := dividing.divided(history, name, own[name])) is not None
        }
        into = ResultFolders(
            folder=self.results,
            measures={name: self.results / key for name, key in missing.items()},
            divided={name: each.division for name, each in divided.items()},
        )
        try:
            fresh = measure_evidence(
                history,
                self.snapshot,
                self.periods,
                into,
                known_until=self.seen,
                progress=self.progress,
            )
        except EngineStopped as stop:
            raise EngineGaveUp(str(stop)) from None
        except EngineMissing as none:
            raise NoEngine(str(none)) from None
        for name, portions in fresh.portions.items():
            dividing.note(divided[name], portions)
        return fresh


def _known(
    kept: Kept, keys: Mapping[str, str], rows: str, history: History
) -> tuple[dict[str, KeptMeasure], RowsTaken | None]:
    """Return what was measured before."""
    known = {name: found for name, key in keys.items() if (found := kept.measure(key))}
    known_rows = kept.rows(rows)
    if known_rows is None:
        # Rows of cases are made of what became of the cases, which has to be at hand.
        for name in _under_rows(history):
            known.pop(name, None)
    return known, known_rows


def _entered(snapshot: Snapshot, measure: str) -> list[str]:
    return [str(each) for each in snapshot.entered if each.measure == measure]


def _recorded(snapshot: Snapshot, tables: Iterable[str]) -> list[str]:
    """Return texts that change with what the journal says in some tables, and until when."""
    return [
        f"{name} {snapshot.tables[name].digest} until {until}"
        for name in sorted(tables)
        if (until := snapshot.recorded_until(name)) is not None
    ]


def _told(period: Period) -> str:
    return f"{period.label} {period.start} {period.end}"


def _under_rows(history: History) -> set[str]:
    return {rows.measure for version in history.versions for rows in version.rows.values()}
