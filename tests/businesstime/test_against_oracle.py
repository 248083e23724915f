"""Compiled calendars agree with looking at the wall clock every minute."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.businesstime.refusals import OutsideCalendar
from servanda.kernel.time import Instant

from .strategies import Case, cases, instants

SLOW = settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
INSTANTS_PER_CASE = 12


def answered(ask: Callable[..., Instant], at: int, *allowed: int) -> int | None:
    """The microseconds of an answer, or nothing where it lies outside the calendar."""
    try:
        return ask(Instant(at), *allowed).micros
    except OutsideCalendar:
        return None


@SLOW
@given(cases(), st.data())
def test_open_time(case: Case, data: st.DataObject) -> None:
    compiled, oracle = case.compiled, case.oracle
    assert (compiled.start_micros, compiled.end_micros) == (oracle.start, oracle.end)
    assert compiled.total_open_micros == oracle.open_at(oracle.end)
    previous = oracle.start
    for _ in range(INSTANTS_PER_CASE):
        at = data.draw(instants(compiled))
        elapsed = compiled.open_micros_between(Instant(previous), Instant(at))
        assert elapsed == oracle.open_at(at) - oracle.open_at(previous)
        if at < oracle.end:
            assert compiled.is_open(Instant(at)) == oracle.is_open(at)
        found = answered(compiled.next_opening, at)
        assert found == (oracle.next_opening(at) if at < oracle.end else None)
        previous = at


@SLOW
@given(cases(), st.data())
def test_due_after_open_time(case: Case, data: st.DataObject) -> None:
    compiled, oracle = case.compiled, case.oracle
    for _ in range(INSTANTS_PER_CASE):
        a, b = data.draw(instants(compiled)), data.draw(instants(compiled))
        # The open time between two instants often runs out on an edge.
        allowed = abs(oracle.open_at(b) - oracle.open_at(a)) + data.draw(st.sampled_from([0, 0, 1]))
        found = answered(compiled.due_after_open, a, allowed)
        assert found == oracle.due_after_open(a, allowed)


@SLOW
@given(cases(), st.integers(0, 4), st.data())
def test_due_after_days(case: Case, days: int, data: st.DataObject) -> None:
    compiled, oracle = case.compiled, case.oracle
    for _ in range(INSTANTS_PER_CASE):
        at = data.draw(instants(compiled).filter(lambda at: at < compiled.end_micros))
        found = answered(compiled.due_after_business_days, at, days)
        assert found == oracle.due_after_business_days(at, days)
        found = answered(compiled.due_after_calendar_days, at, days)
        assert found == oracle.due_after_calendar_days(at, days)


@SLOW
@given(cases())
def test_business_days(case: Case) -> None:
    days = case.compiled.open_days
    assert {day.day: day.openings[0].start for day in days} == case.oracle.first_minutes
    assert [day.ordinal for day in days] == list(range(len(days)))
