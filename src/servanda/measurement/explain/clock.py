"""One clock, walked over event by event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.evidence import EvidenceTable
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.measure import AttributesAt, ClockRule, Reopened
from servanda.kernel.time import Instant
from servanda.measurement.explain.evidence import Row, condition, place_of
from servanda.measurement.explain.timeline import StretchKind, TimelineEvent

__all__ = ["Clock", "RunningStretch", "cut_by_pauses", "walk"]


@dataclass(frozen=True, slots=True)
class RunningStretch:
    """Hold a stretch of one state: running, paused or stopped, and under which condition."""

    start: Instant
    end: Instant
    kind: StretchKind
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Hold what a walk over the events found.

    Args:
        started: When the clock started, nothing if it never did.
        stopped: When it stopped for good.
        ended: The stop, or the end of the evidence.
        stretches: What it did in between.
        events: The events that it saw.
        described_by: The row whose columns describe the case.
    """

    started: Instant | None
    stopped: Instant | None = None
    ended: Instant | None = None
    stretches: tuple[RunningStretch, ...] = ()
    events: tuple[TimelineEvent, ...] = ()
    described_by: Row | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Conditions:
    """What is asked of each event; absent where a column answers instead."""

    start: Formula | None
    stop: Formula | None
    pause: Formula | None
    reopen: Formula | None


@dataclass(slots=True, kw_only=True)
class _Seen:
    """An event with what its conditions say."""

    row: Row
    at: Instant
    starts: bool
    stops: bool
    pauses: bool
    reopens: bool
    state: StretchKind = field(default=StretchKind.RUNNING)


def walk(  # noqa: PLR0913 - a clock is read from all of these
    version: Agreement,
    rule: ClockRule,
    table: EvidenceTable | None,
    rows: Sequence[Row],
    *,
    case: Row | None,
    start_column: str,
    stop_column: str,
    horizon: Instant,
) -> Clock:
    """Walk over one case's events.

    Args:
        version: The version whose terms the conditions read.
        rule: The clock.
        table: Table of the events, absent if the clock has none.
        rows: The events of the case, in any order.
        case: The case's own row, where a table of cases describes it.
        start_column: Instant column that starts the clock, empty for a condition.
        stop_column: Instant column that stops it, empty for a condition.
        horizon: The end of the evidence.
    """
    told = _Conditions(
        start=None if start_column else rule.start,
        stop=None if stop_column else rule.stop,
        pause=rule.pause,
        reopen=rule.reopen,
    )
    seen = _in_order(version, told, table, rows, horizon) if table else []
    started = _started(seen, case, start_column)
    if started is None:
        return Clock(started=None, described_by=case or _first_row(seen))
    ceased = _ceased(seen, case, stop_column, horizon)
    mattering = _with_states(
        rule, seen, started, by_column=bool(start_column), stops=not stop_column
    )
    stopped = ceased if stop_column else _final_stop(mattering)
    ended = stopped or horizon
    described = case or _describing(
        rule,
        seen,
        mattering,
        started,
        stopped,
        by_column=bool(start_column),
        stop_column=stop_column,
    )
    return Clock(
        started=started,
        stopped=stopped,
        ended=ended,
        stretches=tuple(_stretches(mattering, started, ended)),
        events=tuple(
            TimelineEvent(at=each.at, left=each.state, columns=each.row.values)
            for each in mattering
        ),
        described_by=described,
    )


def _first_row(seen: Sequence[_Seen]) -> Row | None:
    return seen[0].row if seen else None


def _in_order(
    version: Agreement,
    rule: _Conditions,
    table: EvidenceTable,
    rows: Sequence[Row],
    horizon: Instant,
) -> list[_Seen]:
    found = []
    for row in rows:
        at = row.instant(table.at)
        if at is not None and at <= horizon:
            found.append(_see(version, rule, row, at))
    return sorted(found, key=lambda each: (each.at, *each.row.turn(table), each.row.record))


def _see(version: Agreement, rule: _Conditions, row: Row, at: Instant) -> _Seen:
    place = place_of(version, at, row.values)
    return _Seen(
        row=row,
        at=at,
        starts=condition(rule.start, place, default=False) is True,
        stops=condition(rule.stop, place, default=False) is True,
        pauses=condition(rule.pause, place, default=False) is True,
        reopens=condition(rule.reopen, place, default=True) is True,
    )


def _started(seen: Sequence[_Seen], case: Row | None, column: str) -> Instant | None:
    if not column:
        return next((each.at for each in seen if each.starts), None)
    if case is not None:
        return case.instant(column)
    return next((each.row.instant(column) for each in seen if each.row.instant(column)), None)


def _ceased(
    seen: Sequence[_Seen], case: Row | None, column: str, horizon: Instant
) -> Instant | None:
    if not column:
        return None
    if case is not None:
        found = case.instant(column)
    else:
        found = next(
            (each.row.instant(column) for each in reversed(seen) if each.row.instant(column)), None
        )
    return found if found is not None and found <= horizon else None


def _with_states(
    rule: ClockRule, seen: Sequence[_Seen], started: Instant, *, by_column: bool, stops: bool
) -> list[_Seen]:
    """Return the events that matter, each with the state that it leaves the case in."""
    first = 0 if by_column else next(n for n, each in enumerate(seen) if each.starts)
    mattering: list[_Seen] = []
    is_stopped = False
    for each in seen[first:]:
        may_stop = stops and each.stops and each.at >= started
        if may_stop:
            is_stopped = True
        elif is_stopped and each.reopens and (stops and not each.stops):
            is_stopped = False
        each.state = StretchKind.STOPPED if is_stopped else _unstopped(each)
        mattering.append(each)
        if is_stopped and rule.reopened is Reopened.IGNORED:
            break
    if rule.reopened is Reopened.COUNTS_THROUGH:
        _count_through(mattering)
    return mattering


def _unstopped(each: _Seen) -> StretchKind:
    return StretchKind.PAUSED if each.pauses else StretchKind.RUNNING


def _count_through(mattering: Sequence[_Seen]) -> None:
    reopened_later = False
    for each in reversed(mattering):
        if each.state is not StretchKind.STOPPED:
            reopened_later = True
        elif reopened_later:
            each.state = _unstopped(each)


def _final_stop(mattering: Sequence[_Seen]) -> Instant | None:
    final: Instant | None = None
    for each in reversed(mattering):
        if each.state is not StretchKind.STOPPED:
            break
        final = each.at
    return final


def _stretches(
    mattering: Sequence[_Seen], started: Instant, ended: Instant
) -> list[RunningStretch]:
    found: list[RunningStretch] = []
    state, since = StretchKind.RUNNING, started
    for each in mattering:
        at = min(max(each.at, started), ended)
        if at > since:
            found.append(RunningStretch(since, at, state))
        state, since = each.state, max(since, at)
    if ended > since:
        found.append(RunningStretch(since, ended, state))
    return found


def _describing(
    rule: ClockRule,
    seen: Sequence[_Seen],
    mattering: Sequence[_Seen],
    started: Instant,
    stopped: Instant | None,
    *,
    by_column: bool,
    stop_column: str,
) -> Row:
    """Return the event whose columns describe a case that is known by its events alone."""
    if rule.attributes_at is AttributesAt.START:
        if not by_column:
            return mattering[0].row
        before = [each for each in seen if each.at <= started]
        return (before[-1] if before else seen[0]).row
    if stopped is None:
        return seen[-1].row
    if stop_column:
        before = [each for each in seen if each.at <= stopped]
        return (before[-1] if before else seen[0]).row
    final = next(
        n
        for n in range(len(mattering))
        if all(each.state is StretchKind.STOPPED for each in mattering[n:])
    )
    return mattering[final].row


def cut_by_pauses(
    stretches: Sequence[RunningStretch], pauses: Sequence[tuple[Instant, Instant]], because: str
) -> Iterator[RunningStretch]:
    """Yield stretches with those in which the clock runs cut where a condition pauses it.

    Args:
        stretches: What the clock did by its events, without gaps.
        pauses: When the condition holds, oldest first, without overlap.
        because: The condition in the author's words.
    """
    for stretch in stretches:
        if stretch.kind is not StretchKind.RUNNING:
            yield stretch
            continue
        at = stretch.start
        for start, end in pauses:
            start, end = max(start, at), min(end, stretch.end)  # noqa: PLW2901 - cut to what is left
            if start < end:
                if at < start:
                    yield RunningStretch(at, start, StretchKind.RUNNING)
                yield RunningStretch(start, end, StretchKind.PAUSED, because)
                at = end
        if at < stretch.end:
            yield RunningStretch(at, stretch.end, StretchKind.RUNNING)
