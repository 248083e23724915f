"""One run of the measuring half over a snapshot, remembered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from servanda.agreement.model.agreement import History
from servanda.businesstime.compile import compile_calendar
from servanda.businesstime.rule import CalendarRule
from servanda.evidence.snapshot import Snapshot
from servanda.kernel.diagnostic import Diagnostic, Severity
from servanda.kernel.time import Instant, Period
from servanda.measurement.check import check_measures
from servanda.measurement.diagnostics import CannotMeasure
from servanda.measurement.engine import EngineStopped
from servanda.measurement.measure import Measurements
from servanda.measurement.measure import measure as measure_evidence
from servanda.pipeline.answer import Answer, Progress
from servanda.pipeline.choosing import (
    Choice,
    choose,
    complete_periods,
    known_through,
    periods_up_to,
)
from servanda.pipeline.diagnostics import LONE_MOMENT
from servanda.pipeline.horizon import lone_moment, newest_instant
from servanda.pipeline.measured import Measured
from servanda.pipeline.refusals import EngineGaveUp
from servanda.pipeline.remembering import recall, remember, run_digest

__all__ = ["calendars_sha256", "run"]

# The last one for which calendars are laid out.
_LAST_YEAR = 2200


def run(
    history: History, snapshot: Snapshot, cache: Path, choice: Choice, progress: Progress
) -> Answer[Measured]:
    """Measure a snapshot, or recall what was measured of it before.

    Raises:
        UnknownPeriod: A period was named that does not exist.
        NotSoFar: No period is complete and none was named.
        EngineGaveUp: The machine is too small, or a sum too long.
    """
    mistakes = check_measures(history)
    if any(each.severity is Severity.ERROR for each in mistakes):
        return Answer(None, mistakes)
    known = newest_instant(history, snapshot)
    periods = periods_up_to(history, known, choice)
    chosen = choose(periods, choice)
    calendars = calendars_sha256(history, known)
    seen = known_through(history, known)
    try:
        measurements = _recalled(history, snapshot, calendars, periods, seen, cache, progress)
        reread = {
            reading.name: _recalled(
                reading.history,
                snapshot,
                calendars_sha256(reading.history, known),
                periods,
                seen,
                cache,
                progress,
            )
            for reading in history.readings
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
            calendars_sha256=calendars,
            known_until=known,
            reread=reread,
        ),
        tuple(_lone(history, snapshot)),
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


def _recalled(
    history: History,
    snapshot: Snapshot,
    calendars: str,
    periods: tuple[Period, ...],
    seen: Instant | None,
    cache: Path,
    progress: Progress,
) -> Measurements:
    folder = cache / "results" / run_digest(history, snapshot, calendars, periods)[:16]
    known = recall(folder, periods)
    return known or _measure(history, snapshot, periods, seen, folder, progress)


def calendars_sha256(history: History, known: Instant | None) -> str:
    """Return the digest of all opening hours, laid out over the days in force.

    It changes whenever a calendar, a holiday or the rules of a zone do, and does not depend on
    which periods are asked for. Of an open-ended agreement, the days up to the end of the year
    after the newest evidence are looked at.
    """
    first_day = history.versions[0].in_force.first_day
    last_day = history.latest.in_force.last_day or _end_of_next_year(first_day, known)
    digest = hashlib.sha256()
    for number, version in enumerate(history.versions):
        for name, rule in sorted(version.calendars.items()):
            digest.update(f"{number} {name}\n".encode())
            digest.update("".join(_openings(rule, first_day, last_day)).encode())
    return digest.hexdigest()


def _end_of_next_year(first_day: date, known: Instant | None) -> date:
    year = known.to_datetime().year if known else first_day.year
    return date(min(max(year, first_day.year) + 1, _LAST_YEAR), 12, 31)


def _openings(rule: CalendarRule, first_day: date, last_day: date) -> Iterator[str]:
    compiled = compile_calendar(rule, first_day, last_day)
    edges = zip(compiled.opening_starts, compiled.opening_ends, strict=True)
    return (f"{start} {end}\n" for start, end in edges)


def _measure(
    history: History,
    snapshot: Snapshot,
    periods: tuple[Period, ...],
    seen: Instant | None,
    folder: Path,
    progress: Progress,
) -> Measurements:
    folder.mkdir(parents=True, exist_ok=True)
    try:
        measurements = measure_evidence(
            history, snapshot, periods, folder, known_until=seen, progress=progress
        )
    except EngineStopped as stop:
        raise EngineGaveUp(str(stop)) from None
    remember(folder, measurements)
    return measurements
