"""Evidence surveyed before it is measured: how far it reaches, and the days that it asks for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from servanda.agreement.model.agreement import History
from servanda.evidence.snapshot import Snapshot
from servanda.kernel.time import Instant, Period
from servanda.measurement.calendars import Calendars, days_around
from servanda.measurement.engine import Engine
from servanda.measurement.lookup import period_lookup
from servanda.measurement.rows import read_columns
from servanda.measurement.study import FAR_PAST, Study, own_instants, spans_of

__all__ = ["study_of"]


def study_of(
    engine: Engine,
    history: History,
    snapshot: Snapshot,
    periods: tuple[Period, ...],
    known_until: Instant | None,
) -> Study:
    """Return what every kind of measure works with, made of the evidence at hand."""
    horizons, earliest = _edges(engine, history, snapshot)
    first = min([periods[0].start.micros, *earliest])
    last = max([periods[-1].end.micros, *horizons.values()])
    first_day, last_day = days_around(_day(first), _day(last))
    period_of = period_lookup(engine, periods)
    return Study(
        engine=engine,
        snapshot=snapshot,
        spans=spans_of(history),
        periods=periods,
        period_of=period_of,
        calendars=Calendars(engine, first_day, last_day, periods, period_of),
        known_until=known_until,
        horizons=horizons,
    )


def _day(micros: int) -> date:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)).date()


def _edges(
    engine: Engine, history: History, snapshot: Snapshot
) -> tuple[dict[str, int], list[int]]:
    """Return the end of each table's evidence, and its beginning where it has one."""
    horizons: dict[str, int] = {}
    earliest: list[int] = []
    for name, stored in snapshot.tables.items():
        evidence = next(
            (
                version.evidence[name]
                for version in reversed(history.versions)
                if name in version.evidence
            ),
            None,
        )
        columns = (
            [column for column in own_instants(history, evidence) if column in stored.columns]
            if evidence
            else []
        )
        if evidence is None or not columns or not stored.rows:
            continue
        recorded = snapshot.recorded_until(name)
        table = read_columns(engine.read(stored.path), evidence)
        [row] = engine.rows(
            table.aggregate(
                **{f"n_{column}": table[column].max() for column in columns},
                **{f"o_{column}": table[column].min() for column in columns},
            )
        )
        horizons[name] = max(
            [
                recorded.micros if recorded is not None else FAR_PAST,
                *(row[f"n_{column}"] for column in columns if row[f"n_{column}"] is not None),
            ]
        )
        earliest += [row[f"o_{column}"] for column in columns if row[f"o_{column}"] is not None]
    return horizons, earliest
