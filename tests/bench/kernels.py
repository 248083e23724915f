"""The works that are measured, each with the bare scan of the columns that it reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

import ibis
import ibis.expr.types as ir

from servanda.kernel.time import Instant, Period
from servanda.measurement.kinds.sweep import union_of
from servanda.measurement.logic import certainly, in_micros, whole
from servanda.measurement.lookup import Lookup, load, period_pieces
from servanda.measurement.ranks import VALUES_AT_ONCE, nearest_ranks, runs_of
from tests.bench.calendars import CALENDARS, OFFICE, all_calendars, beside_calendars, compiled
from tests.bench.data import make_cases, make_events, make_outages
from tests.bench.stage import Stage

__all__ = ["WORKS", "Pair", "hand_written", "kernel"]

HOUR = 3_600_000_000
_PARTS_LEAST = 8
_CASES_AT_ONCE = 2_000_000


@dataclass(frozen=True, slots=True)
class Pair:
    """Hold a work and the scan beside it, both ready to run."""

    scan: Callable[[], object]
    work: Callable[[], object]


def _cases(stage: Stage, resolved_in: tuple[Period, ...] = ()) -> ir.Table:
    table = stage.engine.read(make_cases(stage.folder, stage.rows))
    if resolved_in:
        first, end = resolved_in[0].start, resolved_in[-1].end
        table = table.filter(
            table["resolved"].between(
                ibis.timestamp(str(first).rstrip("Z")), ibis.timestamp(str(end).rstrip("Z"))
            )
        )
    return table.mutate(opened=in_micros(table["opened"]), resolved=in_micros(table["resolved"]))


def _scan(stage: Stage, rows: ir.Table, *columns: str) -> Callable[[], object]:
    """Return the reading of columns and nothing else: each is looked at, and forgotten."""
    return stage.compiled(rows.aggregate(**{name: rows[name].max() for name in columns}))


def _timed(stage: Stage, rows: ir.Table, months: tuple[Period, ...] = ()) -> ir.Table:
    """Add the open time of each case, by its own calendar, and the month in which it ended."""
    table, stride = all_calendars()
    shift = rows["calendar"].cast("int64") * stride
    shifted = rows.mutate(a=rows["opened"] + shift, b=rows["resolved"] + shift)
    begun = load(stage.engine, table).on(shifted, "a", "f_a")
    if months:
        ends = load(stage.engine, table, beside_calendars(period_pieces(months)))
        found = ends.on(begun, "b", "f_b", "month")
    else:
        found = load(stage.engine, table).on(begun, "b", "f_b")
    return found.mutate(elapsed=found["f_b"] - found["f_a"])


def kernel(stage: Stage) -> Pair:
    """Add up the business time of all cases."""
    rows = _cases(stage)
    timed = _timed(stage, rows)
    total = timed.aggregate(total=timed["elapsed"].sum())
    return Pair(_scan(stage, rows, "opened", "resolved", "calendar"), stage.compiled(total))


def written(stage: Stage) -> Pair:
    """Write the business time of each case as Parquet."""
    rows = _cases(stage)
    timed = _timed(stage, rows).select("id", "elapsed")
    file = stage.scratch / "written.parquet"
    copy = f"COPY ({ibis.to_sql(timed, dialect='duckdb')}) TO '{file}' (FORMAT parquet)"
    return Pair(_scan(stage, rows, "id", "opened", "resolved", "calendar"), stage.compiled(copy))


def hand_written(stage: Stage) -> Pair:
    """Do the kernel as ibis spells it beside the same join spelled by hand; the scan is by hand."""
    ours = kernel(stage).work
    pieces, stride = all_calendars()
    table = load(stage.engine, pieces)
    slots = table.table.get_name()

    def value(x: str, of: str) -> str:
        def held(n: int) -> str:
            low, high = f"{of}.low_{n}", f"{of}.high_{n}"
            below, above = f"WHEN {x} < {low} THEN {low}", f"WHEN {x} > {high} THEN {high}"
            return f"{of}.base_{n} + CASE {below} {above} ELSE {x} END"

        whens = " ".join(
            f"WHEN {x} >= {of}.at_{n} THEN {held(n)}" for n in range(table.shapes[0].width, 1, -1)
        )
        return f"CASE {whens} ELSE {held(1)} END"

    def slot(x: str) -> str:
        return (
            f"(CASE WHEN {x} BETWEEN {table.first} AND {table.last} "
            f"THEN ({x} - {table.origin}) >> {table.slot_bits} ELSE -32768 END)::SMALLINT"
        )

    file = make_cases(stage.folder, stage.rows)
    by_hand = (
        f"SELECT sum({value('b', 'q')} - ({value('a', 'p')})) FROM ("
        f"SELECT epoch_us(opened) + calendar::BIGINT * {stride} AS a, "
        f"epoch_us(resolved) + calendar::BIGINT * {stride} AS b FROM '{file}') "
        f"JOIN {slots} AS p ON p.slot = {slot('a')} JOIN {slots} AS q ON q.slot = {slot('b')}"
    )
    return Pair(stage.compiled(by_hand), ours)


def range_join(stage: Stage) -> Pair:
    """Add up business time as most people write it first: each case joined to its openings."""
    rows = _cases(stage)
    openings = [
        (number, start, end)
        for number, rule in enumerate(CALENDARS)
        for calendar in [compiled(rule)]
        for start, end in zip(calendar.opening_starts, calendar.opening_ends, strict=True)
    ]
    table = stage.engine.given({"calendar": "int8", "start": "int64", "until": "int64"}, openings)
    file = make_cases(stage.folder, stage.rows)
    query = (
        "SELECT sum(least(until, epoch_us(resolved)) - greatest(start, epoch_us(opened))) "
        f"FROM '{file}' AS c JOIN {table.get_name()} AS o ON c.calendar = o.calendar "
        "AND o.start < epoch_us(c.resolved) AND o.until > epoch_us(c.opened)"
    )
    return Pair(_scan(stage, rows, "opened", "resolved", "calendar"), stage.compiled(query))


def _months() -> tuple[Period, ...]:
    starts = [date(year, month, 1) for year in range(2016, 2027) for month in range(1, 13)]
    return tuple(
        Period(
            index=number,
            first_day=start,
            end_day=after,
            start=Instant.parse(f"{start}T00:00:00Z"),
            end=Instant.parse(f"{after}T00:00:00Z"),
            label=f"{start:%Y-%m}",
        )
        for number, (start, after) in enumerate(pairwise(starts))
    )


def _reported(stage: Stage, months: tuple[Period, ...], shares: tuple[int, ...]) -> ir.Table:
    every = _months()
    placed = _timed(stage, _cases(stage, () if months == every else months), months)
    if months != every:
        placed = placed.filter(placed["month"].notnull())
    elapsed = placed["elapsed"]
    figures: dict[str, ir.Value] = {
        "cases": placed.count(),
        "total": whole(elapsed.sum()),
        "late": whole((elapsed > 40 * HOUR).cast("int64").sum()),
    }
    if shares:
        figures["ranks"] = nearest_ranks(elapsed, [Fraction(share, 100) for share in shares])
    grouped = placed.group_by(["month", "service", "priority"]).aggregate(**figures)
    chosen = {f"p{share}": grouped["ranks"][place] for place, share in enumerate(shares)}
    return grouped.mutate(**chosen).drop("ranks") if shares else grouped


def _report(stage: Stage, shares: tuple[int, ...]) -> Pair:
    months = _months()
    # As measuring does: no more values in memory than so many, some months after the others.
    counts = dict.fromkeys(range(len(months)), stage.rows // len(months) + 1)
    most = VALUES_AT_ONCE if shares else stage.rows + len(months)
    parts = [
        stage.compiled(_reported(stage, months[first : last + 1], shares))
        for first, last in runs_of(counts, most)
    ]
    columns = ("opened", "resolved", "calendar", "service", "priority")
    return Pair(
        _scan(stage, _cases(stage), *columns), lambda: [row for part in parts for row in part()]
    )


def report(stage: Stage) -> Pair:
    """Count, add up and judge by month, service and priority."""
    return _report(stage, ())


def percentiles(stage: Stage) -> Pair:
    """Do the same with the exact 50th, 90th and 95th percentile of each group."""
    return _report(stage, (50, 90, 95))


def due(stage: Stage) -> Pair:
    """Find when each case is due after 16 open hours, and the latest of them."""
    rows = _cases(stage)
    office = compiled(OFFICE)
    since = load(stage.engine, office.elapsed_table()).on(rows, "opened", "f")
    ahead = since.mutate(ahead=since["f"] + 16 * HOUR)
    found = load(stage.engine, office.inverse_table()).on(ahead, "ahead", "due")
    return Pair(
        _scan(stage, rows, "opened", "resolved"),
        stage.compiled(found.aggregate(due=found["due"].max(), late=_late(found))),
    )


def _late(rows: ir.Table) -> ir.IntegerValue:
    return whole((rows["resolved"] > rows["due"]).cast("int64").sum())


def pauses(stage: Stage) -> Pair:
    """Add up the open time in which each case waited, one range of cases after the other."""
    table = stage.engine.read(make_events(stage.folder, stage.rows))
    rows = table.mutate(at=in_micros(table["at"]))
    elapsed = load(stage.engine, compiled(OFFICE).elapsed_table())
    bound = min(stage.rows // _PARTS_LEAST + 1, _CASES_AT_ONCE)
    parts = [
        stage.compiled(_waited(rows, elapsed, first, first + bound))
        for first in range(0, stage.rows + 1, bound)
    ]
    scan = stage.compiled(
        rows.aggregate(
            id=rows["id"].max(),
            turn=rows["turn"].max(),
            at=rows["at"].max(),
            waiting=whole((rows["status"] == "waiting").cast("int64").sum()),
        )
    )
    return Pair(scan, lambda: sum(int(part()[0][0] or 0) for part in parts))


def _waited(rows: ir.Table, elapsed: Lookup, first: int, after: int) -> ir.Table:
    some = rows.filter((rows["id"] >= first) & (rows["id"] < after))
    # A range has few enough cases for a narrow number, which is sorted and grouped sooner.
    number = (some["id"] - first).cast("int32")
    marked = some.select("at", "turn", id=number, waits=some["status"] == "waiting")
    window = ibis.window(group_by=marked["id"], order_by=marked["turn"])
    before = certainly(marked["waits"].lag().over(window))
    edges = marked.mutate(sign=before.cast("int64") - marked["waits"].cast("int64"))
    timed = elapsed.on(edges.filter(edges["sign"] != 0), "at", "f")
    by_case = timed.group_by("id").aggregate(waited=whole((timed["f"] * timed["sign"]).sum()))
    ended = by_case.filter(by_case["waited"] > 0)
    return ended.aggregate(total=whole(ended["waited"].sum()))


def outages(stage: Stage) -> Pair:
    """Add up the open time in which each service was down, overlapping outages once."""
    table = stage.engine.read(make_outages(stage.folder, stage.rows))
    rows = table.select("service", begins=in_micros(table["begins"]), ends=in_micros(table["ends"]))
    elapsed = load(stage.engine, compiled(OFFICE).elapsed_table())
    # What overlaps in open time is what overlaps inside opening hours.
    timed = elapsed.on(elapsed.on(rows, "begins", "a"), "ends", "b")
    joined = union_of(timed.select("service", "a", "b"), ["service"])
    down = joined.group_by("service").aggregate(down=whole((joined["b"] - joined["a"]).sum()))
    return Pair(_scan(stage, rows, "service", "begins", "ends"), stage.compiled(down))


WORKS: Mapping[str, Callable[[Stage], Pair]] = {
    "kernel": kernel,
    "written": written,
    "by hand": hand_written,
    "range join": range_join,
    "report": report,
    "percentiles": percentiles,
    "due": due,
    "outages": outages,
    "pauses": pauses,
}
