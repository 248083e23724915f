"""When a case is due: where its allowance runs out on the running clock.

Without pauses the nominal due time stands. Otherwise, with the open time paused so far added to
it, the due time is the first that falls inside a stretch in which the clock runs, before that
stretch ends; at the end of the clock, where it would fall if the clock ran on from there. An
allowance used up exactly as a pause begins is due when the pause ends.
"""

from __future__ import annotations

from functools import reduce

import ibis
import ibis.expr.types as ir

from servanda.measurement.allowance import Allowance
from servanda.measurement.calendars import Clockwork
from servanda.measurement.kinds.paused import Pauses
from servanda.measurement.logic import NO, YES, certainly, whole

__all__ = ["stretches_of", "with_due", "with_elapsed"]


def with_elapsed(
    clockwork: Clockwork, cases: ir.Table, spells: ir.Table | None, pauses: Pauses | None = None
) -> ir.Table:
    """Add ``elapsed`` and ``paused``: open time in which the clock ran, and in which it did not."""
    timed = clockwork.open_time(
        clockwork.open_time(cases, "started", "f_started"), "ended", "f_ended"
    )
    between = timed["f_ended"] - timed["f_started"]
    if spells is None:
        return timed.mutate(
            elapsed=between, paused=ibis.cases((between.notnull(), 0)).cast("int64")
        )
    measured = _measured(pauses or clockwork, spells)
    sums = measured.group_by("key").aggregate(ran=whole(measured["length"].sum()))
    joined = timed.left_join(sums, "key")
    ran = ibis.cases((between.notnull(), sums["ran"].fill_null(0)))
    return joined.select(
        *(timed[name] for name in timed.columns), elapsed=ran, paused=between - ran
    )


def _measured(running: Clockwork | Pauses, spells: ir.Table) -> ir.Table:
    timed = running.open_time(running.open_time(spells, "a", "f_a"), "b", "f_b")
    return timed.mutate(length=timed["f_b"] - timed["f_a"])


def with_due(
    clockwork: Clockwork,
    cases: ir.Table,
    stretches: ir.Table | None,
    allowance: Allowance,
    pauses: Pauses | None = None,
) -> ir.Table:
    """Add ``due`` to cases that have ``f_started``.

    Args:
        clockwork: The calendar whose open time, or whose days, count.
        cases: Cases with ``started`` and ``f_started``.
        stretches: Where the clocks run, as `stretches_of` lays them out; absent where nothing
            pauses.
        allowance: Time allowed, compiled over ``cases``.
        pauses: Pauses by conditions over time.
    """
    nominal = _with_nominal(clockwork, cases, allowance, paused=stretches is not None)
    if stretches is None:
        return nominal.rename(due="nominal")
    heads = nominal.select("key", "f_started", "nominal", "f_nominal")
    placed = _placed(clockwork, stretches.inner_join(heads, "key"), pauses)
    found = placed.group_by("key").aggregate(due=placed["candidate"].min(where=placed["fits"]))
    joined = nominal.left_join(found, "key")
    return joined.select(*(nominal[name] for name in cases.columns), found["due"])


def _with_nominal(
    clockwork: Clockwork, cases: ir.Table, allowance: Allowance, *, paused: bool
) -> ir.Table:
    """Add the due time without pauses, and where there are some, the open time by then."""
    rows = cases.mutate(
        allowed=allowance.micros,
        business_days=allowance.business_days,
        calendar_days=allowance.calendar_days,
    )
    rows = rows.mutate(f_allowed=rows["f_started"] + rows["allowed"])
    rows = clockwork.instant(rows, "f_allowed", "after_open")
    if clockwork.stays_on_closing:
        rows = rows.mutate(after_open=_later(rows["after_open"], rows["started"]))
    rows, after_business = _after_days(clockwork, rows, "business_days", allowance.business_choices)
    rows, after_calendar = _after_days(clockwork, rows, "calendar_days", allowance.calendar_choices)
    by_days = ibis.coalesce(after_business, after_calendar)
    rows = rows.mutate(nominal=ibis.coalesce(rows["after_open"], by_days))
    if not paused:
        return rows.select(*cases.columns, "nominal")
    rows = clockwork.open_time(rows, "nominal", "f_by_days")
    rows = rows.mutate(
        f_nominal=ibis.ifelse(rows["allowed"].notnull(), rows["f_allowed"], rows["f_by_days"])
    )
    return rows.select(*cases.columns, "nominal", "f_nominal")


def _after_days(
    days: Clockwork, rows: ir.Table, column: str, choices: tuple[int, ...]
) -> tuple[ir.Table, ir.IntegerValue]:
    if not choices:
        return rows, ibis.null("int64")
    look_up = days.after_business_days if column == "business_days" else days.after_calendar_days
    names = {number: f"{column}_{number}" for number in choices}
    found = reduce(
        lambda table, number: look_up(table, "started", number, names[number]), choices, rows
    )
    return found, ibis.cases(
        *((found[column] == number, found[name]) for number, name in names.items())
    )


def _later(value: ir.IntegerValue, bound: ir.IntegerValue) -> ir.IntegerValue:
    """Return the later of two instants; unknown where the first is."""
    return ibis.ifelse(value < bound, bound, value)


def stretches_of(
    clockwork: Clockwork, cases: ir.Table, spells: ir.Table, pauses: Pauses | None = None
) -> ir.Table:
    """Return each case's running stretches, and a last one of no length where its clock ends.

    Nothing in them depends on the time allowed.

    Args:
        clockwork: The calendar whose open time counts.
        cases: Cases with ``started``, ``ended``, ``stopped``, ``runs_on`` and ``f_started``.
        spells: Stretches in which the clocks run.
        pauses: Pauses by conditions over time; cases and spells have the columns that divide them.
    """
    own = pauses.columns if pauses else ()
    ends = cases.filter(cases["stopped"].notnull() | cases["runs_on"]).select(
        "key", *own, a="ended", b="ended", last=YES
    )
    both = ibis.union(spells.select("key", *own, "a", "b", last=NO), ends)
    measured = _measured(pauses or clockwork, both)
    if pauses:
        measured = clockwork.open_time(measured, "a", "open_a")
    else:
        measured = measured.mutate(open_a="f_a")
    begun = cases.select("key", f_begun="f_started")
    joined = measured.inner_join(begun, "key")
    window = ibis.window(
        group_by=joined["key"],
        order_by=[joined["last"], joined["a"]],
        preceding=None,
        following=0,
    )
    ran = whole(joined["length"].sum().over(window)) - joined["length"]
    laid = joined.mutate(ran=ran, paused_before=joined["open_a"] - joined["f_begun"] - ran)
    return laid.select("key", *own, "a", "b", "last", "f_a", "ran", "paused_before")


def _placed(clockwork: Clockwork, stretches: ir.Table, pauses: Pauses | None) -> ir.Table:
    running: Clockwork | Pauses = pauses or clockwork
    left = stretches["f_nominal"] - stretches["f_started"] - stretches["ran"]
    moved = running.instant(stretches.mutate(f_moved=stretches["f_a"] + left), "f_moved", "moved")
    if clockwork.stays_on_closing:
        moved = moved.mutate(moved=_later(moved["moved"], moved["a"]))
    unpaused = moved["paused_before"] == 0
    if pauses:
        moved = pauses.open_time(moved, "nominal", "f_by_then")
        by_then = moved["ran"] + moved["f_by_then"] - moved["f_a"]
        unpaused = by_then == moved["f_nominal"] - moved["f_started"]
    candidate = ibis.ifelse(certainly(unpaused), moved["nominal"], moved["moved"])
    placed = moved.mutate(candidate=candidate)
    return placed.mutate(fits=placed["last"] | (placed["candidate"] < placed["b"]))
