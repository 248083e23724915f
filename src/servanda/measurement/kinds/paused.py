"""Clock time under pauses that are conditions over time: one look-up per instant.

As a calendar is the open time before each instant, pauses are the open time under them before
each instant, per value of the columns that divide them. The time a clock runs is the difference,
and its inverse says when an allowance runs out; no case is cut into pieces.
"""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from servanda.measurement.calendars import Clockwork
from servanda.measurement.logic import certainly, whole
from servanda.measurement.study import Study

__all__ = ["Pauses", "lay_out_pauses"]


@dataclass(frozen=True, slots=True)
class Pauses:
    """Hold the certain pauses of a clock.

    Args:
        clockwork: The calendar whose open time counts.
        columns: The columns by which rows find their own pauses.
        by_time: ``a``, ``b``, the open time ``f_a`` and ``f_b`` before them, and that under
            earlier pauses, ``before``.
        by_clock: The clock time ``c`` at which pauses begin, with the open time under them and
            all before them, ``absorbed``.
    """

    clockwork: Clockwork
    columns: tuple[str, ...]
    by_time: ir.Table
    by_clock: ir.Table

    def open_time(self, rows: ir.Table, x: str, into: str) -> ir.Table:
        """Add the clock time from the calendar's start to the instant of a column."""
        timed = self.clockwork.open_time(rows, x, "_open")
        found = self._latest(timed, self.by_time, x, "a", strict=False)
        inside = ibis.least(found["_open"], found["pause_f_b"]) - found["pause_f_a"]
        under = ibis.coalesce(found["pause_before"] + inside, ibis.literal(0, "int64"))
        return found.select(*rows.columns, (found["_open"] - under).name(into))

    def instant(self, rows: ir.Table, x: str, into: str) -> ir.Table:
        """Add the instant at which so much clock time has passed, under the calendar's edge.

        Time used up exactly as a pause begins is used up when the pause ends.
        """
        stays = self.clockwork.stays_on_closing
        found = self._latest(rows, self.by_clock, x, "c", strict=stays)
        absorbed = ibis.coalesce(found["pause_absorbed"], ibis.literal(0, "int64"))
        moved = found.select(*rows.columns, _open=found[x] + absorbed)
        moved = self.clockwork.instant(moved, "_open", "_at")
        if stays:
            around = self._latest(moved, self.by_time, "_at", "a", strict=False)
            resumed = ibis.ifelse(
                certainly(around["_at"] < around["pause_b"]), around["pause_b"], around["_at"]
            )
            moved = around.mutate(_at=resumed)
        return moved.select(*rows.columns, moved["_at"].name(into))

    def _latest(
        self, rows: ir.Table, pauses: ir.Table, x: str, edge: str, *, strict: bool
    ) -> ir.Table:
        """Join to each row the last of its own pauses that begins by the value of a column."""
        # What a join before this one computed can be compared only once that join is finished.
        rows = rows.view()
        theirs = pauses.rename({f"pause_{name}": name for name in pauses.columns}).view()
        began = theirs[f"pause_{edge}"]
        before = rows[x] > began if strict else rows[x] >= began
        own = [rows[name] == theirs[f"pause_{name}"] for name in self.columns]
        return rows.asof_join(theirs, before, predicates=own)


def lay_out_pauses(
    study: Study, clockwork: Clockwork, stretches: ir.Table, columns: tuple[str, ...]
) -> Pauses:
    """Return a clock's pauses.

    Args:
        study: Where the work is done.
        clockwork: The calendar whose open time counts.
        stretches: ``a``, ``b``, ``holds`` and the columns that divide them, without overlap.
        columns: Those columns.
    """
    first, last = clockwork.compiled.start_micros, clockwork.compiled.end_micros
    sure = stretches.filter(
        certainly(stretches["holds"]) & (stretches["a"] < last) & (stretches["b"] > first)
    )
    cut = sure.select(
        *columns,
        a=ibis.ifelse(sure["a"] < first, ibis.literal(first, "int64"), sure["a"]),
        b=ibis.ifelse(sure["b"] > last, ibis.literal(last, "int64"), sure["b"]),
    )
    timed = clockwork.open_time(clockwork.open_time(cut, "a", "f_a"), "b", "f_b")
    groups = [timed[name] for name in columns]
    so_far = ibis.window(group_by=groups, order_by=timed["a"], preceding=None, following=0)
    under = timed["f_b"] - timed["f_a"]
    absorbed = timed.mutate(absorbed=whole(under.sum().over(so_far)))
    laid = absorbed.mutate(before=absorbed["absorbed"] - (absorbed["f_b"] - absorbed["f_a"]))
    by_time = study.engine.keep(laid)
    clock = by_time.mutate(c=by_time["f_a"] - by_time["before"])
    by_clock = clock.group_by(["c", *columns]).aggregate(absorbed=clock["absorbed"].max())
    return Pauses(clockwork, columns, by_time, study.engine.keep(by_clock))
