"""Clock time under pauses that are conditions over time: one look-up per instant.

As a calendar is the open time before each instant, pauses are the open time under them before
each instant, per value of the columns that divide them. The time a clock runs is the difference,
and its inverse says when an allowance runs out; no case is cut into pieces.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

import ibis
import ibis.expr.types as ir

from servanda.agreement.model.formula import Formula
from servanda.agreement.model.measure import ClockRule, Measure
from servanda.facts.relief import Relief
from servanda.measurement.calendars import Clockwork
from servanda.measurement.conditions import laid_out
from servanda.measurement.kinds.sweep import union_of
from servanda.measurement.logic import YES, certainly, whole
from servanda.measurement.made_of import divided_by
from servanda.measurement.relief import bounds_of, segment_of, stretches_for
from servanda.measurement.study import Span, Study, segment_name, stored_name

__all__ = ["Pauses", "StandingStill", "lay_out_pauses", "standing_still"]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingStill:
    """Say what makes a measure's clocks stand still, whatever the state of a case.

    Args:
        condition: The agreement's condition over time; absent without one.
        reliefs: Stretches of time that were relieved as a whole.
        divided: Columns by which a case finds its own, sorted.
    """

    condition: Formula | None
    reliefs: tuple[Relief, ...]
    divided: tuple[str, ...]

    def stretches(self, study: Study, span: Span, cases: ir.Table) -> ir.Table:
        """Return the stretches in which clocks stand still, for the columns that cases have.

        Returns:
            ``a``, ``b``, ``holds`` and the columns, without overlap.
        """
        columns = [segment_name(name) for name in self.divided]
        condition = None
        if self.condition is not None:
            expression = self.condition.expression
            own = divided_by(span.version, expression)
            condition = laid_out(study, span, expression, keys=cases if own else None)
            if not self.reliefs:
                return condition
            condition = _for_each(cases, condition.filter(certainly(condition["holds"])), columns)
        found = [] if condition is None else [condition]
        found += [
            _for_each(cases, _of_relief(study, each, columns), columns) for each in self.reliefs
        ]
        every = union_of(
            reduce(ibis.union, (each.select("a", "b", *columns) for each in found)), columns
        )
        return study.engine.keep(every.mutate(holds=YES))


def standing_still(
    study: Study, span: Span, measure: Measure, rule: ClockRule, columns: Iterable[str]
) -> StandingStill | None:
    """Return what makes a measure's clocks stand still, nothing where nothing does.

    Args:
        study: The evidence, with the reliefs granted.
        span: The version.
        measure: The measure.
        rule: Its clock.
        columns: Stored names of the columns that describe a case.
    """
    known = frozenset(columns)
    found = stretches_for(study.reliefs, measure.name, known)
    reliefs = tuple(each for each in found if each.share == 1)
    condition = rule.paused_while
    if condition is None and not reliefs:
        return None
    own = divided_by(span.version, condition.expression) if condition is not None else ()
    more = {name for each in reliefs for name in segment_of(each) if stored_name(name) in known}
    return StandingStill(condition=condition, reliefs=reliefs, divided=tuple(sorted({*own, *more})))


def _of_relief(study: Study, relief: Relief, columns: Sequence[str]) -> ir.Table:
    start, end = bounds_of(relief)
    own = {
        segment_name(name): value
        for name, value in segment_of(relief).items()
        if segment_name(name) in columns
    }
    types = {"a": "int64", "b": "int64", **dict.fromkeys(own, "string")}
    return study.engine.given(types, [(start.micros, end.micros, *own.values())])


def _for_each(cases: ir.Table, stretches: ir.Table, columns: Sequence[str]) -> ir.Table:
    """Repeat stretches for every value that cases have in the columns that divide them all."""
    if not columns:
        return stretches
    values = cases.select(*columns).distinct()
    shared = [name for name in columns if name in stretches.columns]
    joined = values.inner_join(stretches, shared) if shared else values.cross_join(stretches)
    return joined.select("a", "b", *columns)


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
