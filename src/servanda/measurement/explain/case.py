"""One case of a clock measure, told from its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.evidence import EvidenceTable
from servanda.agreement.model.measure import ClockRule, CountsIn, Measure
from servanda.agreement.periods import periods_of
from servanda.businesstime.compile import compile_calendar
from servanda.businesstime.compiled import CompiledCalendar
from servanda.evidence.snapshot import Snapshot
from servanda.formula.exact import value_of
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import MICROS_PER_SECOND, Instant, Period
from servanda.kernel.unit import BaseKind, Unit
from servanda.measurement import reasons
from servanda.measurement.calendars import calendar_rule
from servanda.measurement.explain.clock import Clock, RunningStretch, cut_by_pauses, walk
from servanda.measurement.explain.evidence import (
    Row,
    condition,
    local_day,
    newest,
    place_of,
    rows_of,
)
from servanda.measurement.explain.held import times_held
from servanda.measurement.explain.relieved import in_order, reason_of_key, relief_pauses
from servanda.measurement.explain.timeline import CaseTimeline, Stretch, StretchKind
from servanda.measurement.names import duration_kind
from servanda.measurement.study import bare_instant, own_instants

__all__ = ["UnknownCase", "explain_case"]

Pauses = Sequence[tuple[Instant, Instant]]

_ROOM = timedelta(days=500)


class UnknownCase(LookupError):
    """The evidence has no case of that key, or the measure has no cases."""

    def __init__(self, measure: str, key: str) -> None:
        super().__init__(f"'{measure}' has no case '{key}'")
        self.measure = measure
        self.key = key


def explain_case(
    history: History,
    snapshot: Snapshot,
    measure: str,
    key: str,
    *,
    known_until: Instant | None = None,
) -> CaseTimeline:
    """Tell one case of a clock measure from its own rows.

    Args:
        history: The agreement's versions.
        snapshot: The evidence.
        measure: Name of a clock measure.
        key: The case.
        known_until: Last instant known, as in ``measure``.

    Raises:
        UnknownCase: There is no such case, or the measure is no clock.
    """
    told: CaseTimeline | None = None
    for number in reversed(range(len(history.versions))):
        version = history.versions[number]
        found = version.measures.get(measure)
        if found is None or not isinstance(found.rule, ClockRule):
            continue
        told = _Telling(history, snapshot, version, found, found.rule, key, known_until).told()
        # The newest version under whose own rule the case starts while it governs has it.
        if (
            number
            and told.started is not None
            and local_day(version, told.started) >= version.effective_from
        ):
            break
    if told is None:
        raise UnknownCase(measure, key)
    return told


class _Telling:
    """Tell one case under one version."""

    def __init__(
        self,
        history: History,
        snapshot: Snapshot,
        version: Agreement,
        measure: Measure,
        rule: ClockRule,
        key: str,
        known_until: Instant | None,
    ) -> None:
        self.history = history
        self.snapshot = snapshot
        self.version = version
        self.measure = measure
        self.rule = rule
        self.key = key
        evidence = version.evidence[measure.table]
        self.start_column = bare_instant(rule.start, evidence)
        self.stop_column = bare_instant(rule.stop, evidence)
        self.events = self._events_table()
        self.known_until = known_until
        self.horizon = self._horizon(known_until)

    def _events_table(self) -> EvidenceTable | None:
        by_columns = self.start_column and self.stop_column
        if by_columns and self.rule.pause is None and not self.rule.events:
            return None
        return self.version.evidence[self.rule.events or self.measure.table]

    def _horizon(self, known_until: Instant | None) -> Instant:
        tables = {self.measure.table, *([self.events.name] if self.events else [])}
        found = [
            self.snapshot.recorded_until(table)
            or newest(
                self.snapshot,
                table,
                own_instants(self.history, self.history.latest.evidence[table]),
            )
            for table in tables
        ]
        newest_known = max((each for each in found if each is not None), default=Instant(0))
        return newest_known if known_until is None else min(newest_known, known_until)

    def told(self) -> CaseTimeline:
        """Return the case's timeline."""
        table = self.version.evidence[self.measure.table]
        by_events_alone = self.events is not None and self.events.name == table.name
        cases = [] if by_events_alone else rows_of(self.snapshot, table, keys=[self.key])
        events = rows_of(self.snapshot, self.events, keys=[self.key]) if self.events else []
        if not cases and not events:
            raise UnknownCase(self.measure.name, self.key)
        if not by_events_alone and len(cases) != 1:
            return self._silent(
                reasons.TWICE if cases else reasons.NO_CASE, cases[0] if cases else None
            )
        clock = walk(
            self.version,
            self.rule,
            self.events,
            events,
            case=None if by_events_alone else cases[0],
            start_column=self.start_column,
            stop_column=self.stop_column,
            horizon=self.horizon,
        )
        return self._judged(clock)

    def _silent(self, reason: str, row: Row | None, started: Instant | None = None) -> CaseTimeline:
        return CaseTimeline(
            measure=self.measure.name,
            key=self.key,
            amendment=self.version.amendment,
            calendar=self.rule.calendar,
            started=started,
            stopped=None,
            ended=None,
            elapsed=None,
            allowed=None,
            due=None,
            met=None,
            counts_at=None,
            period=None,
            reason=reason,
            stretches=(),
            events=(),
            columns=row.values if row else {},
        )

    def _judged(self, clock: Clock) -> CaseTimeline:
        row = clock.described_by
        if clock.started is None or clock.ended is None or row is None:
            return self._silent(
                reasons.NO_START if self.start_column else reasons.NEVER_STARTED, row
            )
        if clock.stopped is not None and clock.stopped < clock.started:
            return self._silent(reasons.STOP_BEFORE_START, row, clock.started)
        place = place_of(self.version, clock.started, row.values)
        about = condition(self.measure.where, place, default=True)
        if about is not True:
            reason = reasons.NOT_KNOWN_WHERE if about is None else reasons.NOT_ABOUT
            return self._silent(reason, row, clock.started)
        calendar = self._calendar(clock.started, clock.ended)
        allowed = self._allowed(row, clock.started)
        held = self._pauses(row, clock.ended)
        because = self.rule.paused_while.text if self.rule.paused_while else ""
        stretches = tuple(cut_by_pauses(clock.stretches, held, because))
        relieved = relief_pauses(self.snapshot.reliefs, self.measure.name, row)
        for each in relieved:
            stretches = tuple(cut_by_pauses(stretches, [(each.start, each.end)], each.because))
        pauses = in_order((*held, *((each.start, each.end) for each in relieved)))
        clock = replace(clock, stretches=stretches)
        return self._with_verdict(clock, row, calendar, allowed, pauses)

    def _pauses(self, row: Row, ended: Instant) -> Pauses:
        """Return when the condition over time that pauses the clock certainly holds."""
        if self.rule.paused_while is None:
            return ()
        return times_held(
            self.history,
            self.snapshot,
            self.version,
            self.rule.paused_while.expression,
            {name: row.text(name) for name in row.values},
            known_until=self.known_until,
            until=ended,
        )

    def _calendar(self, started: Instant, ended: Instant) -> CompiledCalendar:
        first = local_day(self.version, started) - timedelta(days=10)
        last = local_day(self.version, ended) + _ROOM
        return compile_calendar(calendar_rule(self.version, self.rule.calendar), first, last)

    def _allowed(self, row: Row, started: Instant) -> Quantity | None:
        if self.rule.within is None:
            return None
        found = value_of(self.rule.within.expression, place_of(self.version, started, row.values))
        return found if isinstance(found, Quantity) else None

    def _with_verdict(
        self,
        clock: Clock,
        row: Row,
        calendar: CompiledCalendar,
        allowed: Quantity | None,
        pauses: Pauses,
    ) -> CaseTimeline:
        assert clock.started is not None
        assert clock.ended is not None
        ran = sum(
            calendar.open_micros_between(each.start, each.end)
            for each in clock.stretches
            if each.kind is StretchKind.RUNNING
        )
        due = None if allowed is None else _due(clock, calendar, allowed, pauses)
        late = None if allowed is None else due is not None and due < clock.ended
        counts_at = self._counts_at(clock, due, late=bool(late))
        reason = self._reason(clock, allowed, counts_at, late=bool(late))
        period = self._period(counts_at) if counts_at and not reason else None
        unit = Unit.of(duration_kind(self.rule.calendar))
        return replace(
            self._silent(reason, row, clock.started),
            stopped=clock.stopped,
            ended=clock.ended,
            elapsed=Quantity(Fraction(ran, MICROS_PER_SECOND), unit),
            allowed=allowed,
            due=due,
            met=None if late is None else not late,
            counts_at=counts_at if not reason else None,
            period=period,
            stretches=_with_closed_hours(clock.stretches, calendar),
            events=clock.events,
        )

    def _counts_at(self, clock: Clock, due: Instant | None, *, late: bool) -> Instant | None:
        return {
            CountsIn.START: clock.started,
            CountsIn.STOP: clock.stopped,
            CountsIn.DUE: due,
            CountsIn.STOP_OR_DUE: due if late else clock.stopped,
        }[self.measure.counts_in]

    def _reason(
        self, clock: Clock, allowed: Quantity | None, counts_at: Instant | None, *, late: bool
    ) -> str:
        if self.rule.within is not None and allowed is None:
            return reasons.NO_ALLOWANCE
        if clock.stopped is None and not late:
            return reasons.OPEN
        if counts_at is None:
            return reasons.NOT_STOPPED
        tables = {self.measure.table, *([self.events.name] if self.events else [])}
        return reason_of_key(self.snapshot.reliefs, self.measure.name, tables, self.key)

    def _period(self, at: Instant) -> Period | None:
        day: date = local_day(self.version, at)
        return next((each for each in periods_of(self.history, day) if each.holds(at)), None)


def _due(
    clock: Clock, calendar: CompiledCalendar, allowed: Quantity, pauses: Pauses
) -> Instant | None:
    """Return where the allowance runs out on the running clock."""
    assert clock.started is not None
    nominal = _nominal(clock.started, calendar, allowed)
    budget = _budget(clock.started, nominal, calendar, allowed)
    ran = lost = 0
    for stretch in clock.stretches:
        open_micros = calendar.open_micros_between(stretch.start, stretch.end)
        if stretch.kind is not StretchKind.RUNNING:
            lost += open_micros
            continue
        if ran <= budget:
            due = nominal if lost == 0 else calendar.due_after_open(stretch.start, budget - ran)
            if due < stretch.end:
                return due
        ran += open_micros
    return _due_at_end(clock, calendar, nominal, budget - ran, lost, pauses)


def _due_at_end(
    clock: Clock,
    calendar: CompiledCalendar,
    nominal: Instant,
    left: int,
    lost: int,
    pauses: Pauses,
) -> Instant | None:
    assert clock.ended is not None
    runs_on = not clock.events or clock.events[-1].left is StretchKind.RUNNING
    if clock.stopped is None and not runs_on:
        return None
    ahead = [
        (max(start, clock.ended), end)
        for start, end in pauses
        if end > clock.ended and _opens(calendar, start, end)
    ]
    if lost == 0 and not (ahead and ahead[0][0] <= nominal):
        return nominal
    return _runs_on(calendar, clock.ended, max(left, 0), ahead)


def _opens(calendar: CompiledCalendar, start: Instant, end: Instant) -> bool:
    first, last = Instant(calendar.start_micros), Instant(calendar.end_micros)
    start, end = max(start, first), min(end, last)
    return start < end and calendar.open_micros_between(start, end) > 0


def _runs_on(
    calendar: CompiledCalendar, at: Instant, left: int, ahead: Sequence[tuple[Instant, Instant]]
) -> Instant | None:
    """Return when what is left runs out, on a clock that goes on but for the pauses ahead."""
    last = Instant(calendar.end_micros)
    for start, end in ahead:
        due = calendar.due_after_open(at, left)
        if due < start:
            return due
        left -= calendar.open_micros_between(at, start)
        if end >= last:
            return None
        at = end
    return calendar.due_after_open(at, left)


def _nominal(started: Instant, calendar: CompiledCalendar, allowed: Quantity) -> Instant:
    amount = allowed.amount
    if allowed.unit.is_only(BaseKind.BUSINESS_DAY):
        return calendar.due_after_business_days(started, int(amount))
    if allowed.unit.is_only(BaseKind.DAY):
        return calendar.due_after_calendar_days(started, int(amount))
    return calendar.due_after_open(started, int(amount * MICROS_PER_SECOND))


def _budget(
    started: Instant, nominal: Instant, calendar: CompiledCalendar, allowed: Quantity
) -> int:
    """Return the open microseconds that the clock may run."""
    if allowed.unit.is_only(BaseKind.BUSINESS_DAY) or allowed.unit.is_only(BaseKind.DAY):
        return calendar.open_micros_between(started, nominal)
    return int(allowed.amount * MICROS_PER_SECOND)


def _with_closed_hours(
    stretches: tuple[RunningStretch, ...], calendar: CompiledCalendar
) -> tuple[Stretch, ...]:
    """Cut running stretches at opening and closing times."""
    found: list[Stretch] = []
    for stretch in stretches:
        if stretch.kind is not StretchKind.RUNNING:
            whole = _stretch(stretch.start, stretch.end, stretch.kind, calendar)
            found.append(replace(whole, because=stretch.because))
            continue
        since = stretch.start
        for opening in calendar.openings_between(stretch.start, stretch.end):
            start, until = Instant(opening.start), Instant(opening.until)
            if start > since:
                found.append(_stretch(since, start, StretchKind.CLOSED, calendar))
            found.append(_stretch(start, until, StretchKind.RUNNING, calendar))
            since = until
        if since < stretch.end:
            found.append(_stretch(since, stretch.end, StretchKind.CLOSED, calendar))
    return tuple(found)


def _stretch(
    start: Instant, end: Instant, kind: StretchKind, calendar: CompiledCalendar
) -> Stretch:
    return Stretch(
        start=start, end=end, kind=kind, open_micros=calendar.open_micros_between(start, end)
    )
