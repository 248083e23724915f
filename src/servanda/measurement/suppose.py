"""What measures would be if cases that are still open ended in time, or late.

Only measures whose value looks at verdicts alone are supposed: of those, every case of a segment
counts as much as any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from servanda.agreement.model.agreement import History
from servanda.agreement.model.measure import ClockRule, CountsIn, Measure
from servanda.evidence.snapshot import Snapshot
from servanda.facts.figure import Segment
from servanda.facts.measurement import Measurement
from servanda.formula.syntax import Name
from servanda.kernel.time import Instant, Period
from servanda.measurement import reasons
from servanda.measurement.alike import joined_spans
from servanda.measurement.engines.embedded import open_embedded
from servanda.measurement.figures import figures_of
from servanda.measurement.kinds.clock import CLOCK_INSTANTS
from servanda.measurement.names import record_names
from servanda.measurement.results import ResultFile, files_by_span, read_results
from servanda.measurement.study import Study, spans_of
from servanda.measurement.survey import study_of

__all__ = ["OpenCase", "Supposition", "open_cases", "supposed_figures"]

_VERDICTS = frozenset({"met", "late", "overdue"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """A case whose clock still runs.

    Args:
        measure: The measure that looks at it.
        key: Its key.
        segment: The segment that it counts in.
        due: When it falls due.
        period: Label of the period that it would count in.
    """

    measure: str
    key: str
    segment: Segment
    due: Instant
    period: str


_STILL_OPEN = [("reason", "=", reasons.OPEN)]

Supposition = Mapping[tuple[str, str], bool]
"""Whether cases end in time, by measure and key."""


def open_cases(
    history: History, results: Mapping[str, Sequence[Path]], periods: Sequence[Period]
) -> tuple[OpenCase, ...]:
    """Return the cases that are still open and fall due within the last period, soonest first.

    Args:
        history: The agreement.
        results: The records of each measure.
        periods: The periods measured; the last one is looked at.
    """
    version, last = history.at(periods[-1].first_day), periods[-1]
    found = [
        case
        for name, measure in version.measures.items()
        if _by_verdict_alone(measure)
        for path in results.get(name, ())
        for case in _open(measure, path, last)
    ]
    return tuple(sorted(found, key=lambda each: (each.due, each.measure, each.key)))


def supposed_figures(
    history: History,
    snapshot: Snapshot,
    periods: Sequence[Period],
    results: Mapping[str, Sequence[Path]],
    folder: Path,
    suppositions: Sequence[Supposition],
) -> list[tuple[Measurement, ...]]:
    """Return for each supposition the figures of the last period that it touches.

    Args:
        history: The agreement.
        snapshot: The evidence.
        periods: The periods measured.
        results: The records of each measure.
        folder: Where records as supposed are kept meanwhile.
        suppositions: What is supposed, each by itself.
    """
    files = [table.path for table in snapshot.tables.values()]
    files += [path for paths in results.values() for path in paths]
    with open_embedded(files, folder) as engine:
        study = study_of(engine, history, snapshot, tuple(periods), None)
        return [
            tuple(_figures(study, history, results, folder, supposition))
            for supposition in suppositions
        ]


def _figures(
    study: Study,
    history: History,
    results: Mapping[str, Sequence[Path]],
    folder: Path,
    supposition: Supposition,
) -> Iterator[Measurement]:
    last = study.periods[-1]
    for name in dict.fromkeys(measure for measure, _ in supposition):
        ended = {key: met for (measure, key), met in supposition.items() if measure == name}
        end = partial(
            _ended,
            ended=ended,
            counts_in=history.at(last.first_day).measures[name].counts_in,
            periods=study.periods,
        )
        spans = joined_spans(spans_of(history), name)
        held = files_by_span(name, spans, results[name])
        with TemporaryDirectory(dir=folder) as supposed:
            into = Path(supposed)
            files = [
                ResultFile(
                    measure=name,
                    span=span,
                    paths=tuple(
                        _supposed(path, into / f"{span.number}.{number}.parquet", end)
                        for number, path in enumerate(paths)
                    ),
                    instants=CLOCK_INSTANTS,
                )
                for span, paths in held
            ]
            records = read_results(study, files)
            found = figures_of(study, history, name, records, record_names)
        yield from (each for each in found if each.period == last)


def _supposed(path: Path, into: Path, end: Callable[[pa.Table], pa.Table]) -> Path:
    """Return a file of records with the open ones ended; the same where none is open."""
    if not pq.read_table(path, columns=["key"], filters=_STILL_OPEN).num_rows:
        return path
    pq.write_table(end(pq.read_table(path)), into)
    return into


def _ended(
    table: pa.Table, ended: Mapping[str, bool], counts_in: CountsIn, periods: Sequence[Period]
) -> pa.Table:
    rows = table.to_pylist()
    for row in rows:
        if row["key"] in ended and row["reason"] == reasons.OPEN:
            _end(row, met=ended[row["key"]], counts_in=counts_in, periods=periods)
    return pa.Table.from_pylist(rows, schema=table.schema)


def _end(row: dict[str, Any], *, met: bool, counts_in: CountsIn, periods: Sequence[Period]) -> None:
    place = row["started"] if counts_in is CountsIn.START else row["due"]
    period = _period_of(_instant(place), periods)
    row |= {
        "met": met,
        "late": not met,
        "overdue": not met,
        "counted": True,
        "reason": None,
        "place": place,
        "position": period.index - periods[0].index if period else None,
        "period": period.label if period else None,
    }


def _open(measure: Measure, path: Path, last: Period) -> Iterator[OpenCase]:
    table = pq.read_table(path, filters=_STILL_OPEN)
    for row in table.to_pylist():
        if row["due"] is None:
            continue
        due = _instant(row["due"])
        place = _instant(row["started"]) if measure.counts_in is CountsIn.START else due
        segment = tuple(sorted((each, row[f"segment_{each}"]) for each in measure.by))
        if last.holds(place) and due < last.end and all(value for _, value in segment):
            yield OpenCase(
                measure=measure.name,
                key=str(row["key"]),
                segment=segment,
                due=due,
                period=last.label,
            )


def _by_verdict_alone(measure: Measure) -> bool:
    rule = measure.rule
    if not isinstance(rule, ClockRule) or rule.within is None or measure.counts_in is CountsIn.STOP:
        return False
    return set(_names(measure.value.expression)) <= _VERDICTS


def _names(node: object) -> Iterator[str]:
    if isinstance(node, Name):
        yield node.name
    elif isinstance(node, tuple):
        for part in node:
            yield from _names(part)
    elif is_dataclass(node):
        for field in fields(node):
            yield from _names(getattr(node, field.name))


def _period_of(moment: Instant, periods: Sequence[Period]) -> Period | None:
    return next((period for period in periods if period.holds(moment)), None)


def _instant(cell: datetime) -> Instant:
    return Instant.from_datetime(cell if cell.tzinfo else cell.replace(tzinfo=UTC))
