"""What holds of every calendar, whatever its hours, zone and days."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from servanda.businesstime.compiled import CompiledCalendar
from servanda.businesstime.pieces import Motion, Piece, PieceTable, tabulate
from servanda.businesstime.refusals import OutsideCalendar
from servanda.businesstime.rule import ClosingEdge
from servanda.businesstime.zone import DAY_MICROS
from servanda.kernel.time import Instant

from .strategies import Case, cases, instants

MANY = settings(max_examples=80)
SLOTS = st.sampled_from([1 << 35, 1 << 33, DAY_MICROS, 3_600_000_000])


@MANY
@given(cases(), st.data())
def test_splitting_time_adds_up(case: Case, data: st.DataObject) -> None:
    compiled = case.compiled
    a, b, c = (Instant(data.draw(instants(compiled))) for _ in range(3))
    whole = compiled.open_micros_between(a, c)
    assert compiled.open_micros_between(a, b) + compiled.open_micros_between(b, c) == whole
    assert compiled.open_micros_between(c, a) == -whole


@MANY
@given(cases(), st.data())
def test_open_time_never_exceeds_elapsed_time_nor_runs_backwards(
    case: Case, data: st.DataObject
) -> None:
    compiled = case.compiled
    a, b = sorted(data.draw(instants(compiled)) for _ in range(2))
    assert 0 <= compiled.open_micros_between(Instant(a), Instant(b)) <= b - a


@MANY
@given(cases(), st.data())
def test_openings_between_sum_to_open_time(case: Case, data: st.DataObject) -> None:
    compiled = case.compiled
    a, b = (Instant(micros) for micros in sorted(data.draw(instants(compiled)) for _ in range(2)))
    lengths = [opening.until - opening.start for opening in compiled.openings_between(a, b)]
    assert sum(lengths) == compiled.open_micros_between(a, b)
    assert all(length > 0 for length in lengths)


@MANY
@given(cases(), st.data(), st.integers(0, 3 * DAY_MICROS))
def test_due_is_the_inverse_of_elapsed(case: Case, data: st.DataObject, allowed: int) -> None:
    compiled = case.compiled
    start = Instant(data.draw(instants(compiled)))
    due = _due(compiled, start, allowed)
    assert compiled.open_micros_between(start, due) == allowed
    if compiled.rule.due_edge is ClosingEdge.CLOSING:
        # The earliest: a moment before, less was used up.
        earlier = Instant(due.micros - 1)
        assert due == start or compiled.open_micros_between(start, earlier) < allowed
    else:
        # The last: the moment that follows is open and would be too much.
        assert compiled.is_open(due)


@MANY
@given(cases(), st.data(), st.integers(0, 2 * DAY_MICROS), st.integers(0, DAY_MICROS))
def test_due_never_comes_earlier_for_a_later_start_or_a_longer_allowance(
    case: Case, data: st.DataObject, allowed: int, more: int
) -> None:
    compiled = case.compiled
    a, b = (Instant(micros) for micros in sorted(data.draw(instants(compiled)) for _ in range(2)))
    assert _due(compiled, a, allowed) <= _due(compiled, b, allowed)
    assert _due(compiled, a, allowed) <= _due(compiled, a, allowed + more)


def _due(compiled: CompiledCalendar, start: Instant, allowed: int) -> Instant:
    try:
        return compiled.due_after_open(start, allowed)
    except OutsideCalendar:
        assume(False)
        raise


@MANY
@given(cases(), st.integers(0, 4), st.data())
def test_business_days_never_come_earlier_for_a_later_start(
    case: Case, days: int, data: st.DataObject
) -> None:
    compiled = case.compiled
    a, b = sorted(data.draw(instants(compiled)) for _ in range(2))
    # In a repeated hour the wall clock runs twice, so that a later start may show less.
    assume(compiled.clock.wall(a) <= compiled.clock.wall(b))
    starts = [_answered(compiled.next_opening, at) for at in (a, b)]
    assume(None not in starts)
    walls = [compiled.clock.wall(at) for at in starts if at is not None]
    assume(walls[0] <= walls[1])
    dues = [_answered(compiled.due_after_business_days, at, days) for at in (a, b)]
    assume(dues[1] is not None)
    assert dues == sorted(due for due in dues if due is not None)


@MANY
@given(cases(), st.integers(0, 3), st.data())
def test_tables_answer_as_the_calendar_does(case: Case, days: int, data: st.DataObject) -> None:
    compiled = case.compiled
    slot_micros = data.draw(SLOTS)
    elapsed = compiled.elapsed_table(slot_micros=slot_micros)
    inverse = compiled.inverse_table(slot_micros=slot_micros)
    business = compiled.business_day_table(days, slot_micros=slot_micros)
    calendar = compiled.calendar_day_table(days, slot_micros=slot_micros)
    for _ in range(8):
        at = data.draw(instants(compiled))
        allowed = data.draw(st.integers(0, 2 * DAY_MICROS))
        since = compiled.open_micros_between(Instant(compiled.start_micros), Instant(at))
        assert _looked_up(elapsed, at) == since
        assert _looked_up(business, at) == _answered(compiled.due_after_business_days, at, days)
        assert _looked_up(calendar, at) == _answered(compiled.due_after_calendar_days, at, days)
        found = _looked_up(inverse, since + allowed)
        if found is not None and compiled.rule.due_edge is ClosingEdge.CLOSING:
            found = max(found, at)
        assert found == _answered(compiled.due_after_open, at, allowed)
    for table in (elapsed, business, calendar):
        assert _looked_up(table, compiled.start_micros - 1) is None
        assert _looked_up(table, compiled.end_micros + 1) is None
    assert _looked_up(inverse, compiled.total_open_micros + 1) is None


def _looked_up(table: PieceTable, x: int) -> int | None:
    """Find a value by the columns, as an engine does, and by the rows."""
    found = _by_columns(table, x) if table.first <= x <= table.last else None
    assert found == table.value(x)
    return found


def _by_columns(table: PieceTable, x: int) -> int | None:
    columns = {
        name: dict(zip(table.columns()["slot"], found, strict=True))
        for name, found in table.columns().items()
    }
    slot = x // table.slot_micros
    [n] = [1, *(m for m in range(2, table.width + 1) if x >= (columns[f"at_{m}"][slot] or 0))][-1:]
    base = columns[f"base_{n}"][slot]
    if base is None or table.motion is Motion.STILL:
        return base
    if table.motion is Motion.ALONG:
        return base + x
    low, high = columns[f"low_{n}"][slot], columns[f"high_{n}"][slot]
    assert low is not None
    assert high is not None
    return base + min(max(x, low), high)


@MANY
@given(cases(), st.integers(2, 9))
def test_slots_grow_until_they_are_few_enough(case: Case, slots_max: int) -> None:
    compiled = case.compiled
    edges = sorted({compiled.start_micros, *compiled.opening_starts, *compiled.opening_ends})
    pieces = tuple(Piece(at, n, 0) for n, at in enumerate(edges))
    table = tabulate(
        pieces, compiled.start_micros, compiled.end_micros, 1 << 30, slots_max=slots_max
    )
    assert len(table.rows) <= slots_max
    assert [table.value(at) for at in edges] == list(range(len(edges)))


def _answered(ask: Callable[..., Instant], at: int, *allowed: int) -> int | None:
    try:
        return ask(Instant(at), *allowed).micros
    except OutsideCalendar:
        return None
