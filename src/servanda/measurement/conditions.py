"""Conditions over time in the engine: laid out as stretches in which they hold or are unknown.

The one place where conditions are compiled. Whatever a condition is made of becomes edges on
the time line; one sweep over all edges says what each part is between two of them, and the whole
is computed from the parts, three-valued, once per stretch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

import ibis
import ibis.expr.types as ir

from servanda.agreement.held import UNSEEN
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.condition import TimeCondition
from servanda.agreement.model.evidence import EvidenceForm
from servanda.businesstime.rule import ALWAYS
from servanda.formula.syntax import Expression
from servanda.measurement.amount import Amount
from servanda.measurement.compile import compile_condition
from servanda.measurement.logic import NO, YES, possibly, whole
from servanda.measurement.made_of import calendars_of, conditions_in, divided_by
from servanda.measurement.relief import relief_of_key
from servanda.measurement.rows import Compiled, RowNames, Truth
from servanda.measurement.study import (
    FAR_FUTURE,
    FAR_PAST,
    Span,
    Study,
    names_of,
    segment_name,
    stored_name,
)

__all__ = [
    "UNSEEN",
    "first_told",
    "laid_out",
    "set_aside",
]


@dataclass(frozen=True, slots=True)
class _Part:
    """What a condition is made of, as stretches.

    Args:
        stretches: ``a``, ``b``, ``sure`` (true rather than unknown) and the part's columns.
        by: The columns of which each value has stretches of its own.
        keys: The values that occur; absent for what is not divided.
        silent: Whether of values that do not occur nothing is known, rather than that it is not so.
    """

    stretches: ir.Table
    by: tuple[str, ...] = ()
    keys: ir.Table | None = None
    silent: bool = False


def laid_out(
    study: Study,
    span: Span,
    expression: Expression,
    *,
    keys: ir.Table | None = None,
    besides: ir.Table | None = None,
    unseen: bool = False,
    measure: str = "",
) -> ir.Table:
    """Return all time as stretches in which a condition is true, false or unknown.

    Args:
        study: The evidence.
        span: The version whose conditions are meant.
        expression: Made of conditions and calendars by name, typed.
        keys: The values of the columns that divide it, under their segment names, for which it
            is wanted; absent takes those that occur in the evidence.
        besides: Values for which it is wanted beside those that occur.
        measure: The measure that it is the down time of; relief may be about that alone.
        unseen: Whether it is wanted as well for values that do not occur, under ``UNSEEN``.

    Returns:
        ``a``, ``b``, ``holds`` and the columns: the longest stretches ``[a, b)`` of microseconds
        in which it is the same, without gaps; ``holds`` is nothing where it is unknown.
    """
    columns = [segment_name(name) for name in divided_by(span.version, expression)]
    parts = dict(_parts(study, span, expression, measure)) or {
        ALWAYS.name: _of_calendar(study, span, ALWAYS.name)
    }
    universe = keys.select(*columns).distinct() if keys is not None and columns else None
    if universe is not None:
        universe = study.engine.keep(
            reduce(lambda found, name: found.filter(found[name].notnull()), columns, universe)
        )
    if universe is None:
        universe = _keys_found(study, parts, columns)
        if universe is not None and besides is not None:
            universe = ibis.union(universe, besides.select(*columns)).distinct()
    if unseen and universe is not None:
        nobody = study.engine.given(dict.fromkeys(columns, "string"), [(UNSEEN,) * len(columns)])
        universe = ibis.union(universe, nobody)
    edges = [_always(universe, columns, parts)]
    edges += [_edges(name, part, universe, columns, parts) for name, part in parts.items()]
    swept = _swept(study.engine.keep(ibis.union(*edges)), columns, parts)
    held = _computed(span.version, expression, swept, parts)
    return study.engine.keep(_longest(held, columns))


def first_told(study: Study, span: Span, expression: Expression) -> ir.Table:
    """Return the values that the evidence of a condition tells of, each with its first instant.

    Returns:
        The columns that divide the condition, and ``seen``, in microseconds.
    """
    columns = [segment_name(name) for name in divided_by(span.version, expression)]
    found = _keys_found(study, dict(_parts(study, span, expression)), columns)
    if found is None:
        return study.engine.given({"seen": "int64"}, [(FAR_PAST,)])
    firsts = [found.mutate(seen=ibis.literal(FAR_FUTURE, "int64"))]
    for condition in conditions_in(span.version, expression):
        if condition.by and condition.of is None and study.has(condition.table):
            own = [segment_name(name) for name in condition.by]
            rows = _telling(_stated(study, span, condition), own)
            first = rows.group_by(own).aggregate(seen=rows["a"].min())
            firsts.append(found.inner_join(first, own).select(*columns, "seen"))
    every = ibis.union(*firsts) if len(firsts) > 1 else firsts[0]
    return study.engine.keep(every.group_by(columns).aggregate(seen=every["seen"].min()))


def set_aside(
    study: Study, span: Span, expression: Expression, *, measure: str, blank: str
) -> ir.Table:
    """Return the rows behind a condition that say nothing of it, with the reason.

    Args:
        study: The evidence.
        span: The version whose conditions are meant.
        expression: Made of conditions and calendars by name.
        measure: The measure that it is the down time of; empty for none.
        blank: The reason for rows that do not say whom they are about, and so are about nobody.

    Returns:
        ``_record``, ``key``, ``a``, ``b`` (unknown for what has no end), ``reason`` and the
        columns that divide the condition.
    """
    columns = [segment_name(name) for name in divided_by(span.version, expression)]
    types = {"_record": "int64", "key": "string", "a": "int64", "b": "int64", "reason": "string"}
    types |= dict.fromkeys(columns, "string")
    found = [study.engine.given(types, [])]
    for condition in conditions_in(span.version, expression):
        if condition.of is None and study.has(condition.table):
            own = [segment_name(name) for name in condition.by]
            rows = _said_rows(study, span, condition, measure)
            nobody = reduce(or_, (rows[name].isnull() for name in own), NO)
            told = rows.mutate(
                _record=rows["record"],
                key=ibis.ifelse(rows["key"] == "", rows["record"].cast("string"), rows["key"]),
                reason=ibis.coalesce(rows["relief"], ibis.ifelse(nobody, blank, None)),
                **{name: ibis.null("string") for name in columns if name not in own},
            )
            kept = told.filter(told["reason"].notnull() & possibly(told["holds"]))
            found.append(kept.select(*types))
    return ibis.union(*found) if len(found) > 1 else found[0]


def _parts(
    study: Study, span: Span, expression: Expression, measure: str = ""
) -> Iterator[tuple[str, _Part]]:
    for condition in conditions_in(span.version, expression):
        if condition.of is None:
            yield condition.name, _of_table(study, span, condition, measure)
    for name in calendars_of(span.version, expression):
        yield name, _of_calendar(study, span, name)


def _of_calendar(study: Study, span: Span, name: str) -> _Part:
    """Return the open hours; what lies outside the days at hand is unknown."""
    compiled = study.calendars.clockwork(span.version, name).compiled
    if name == ALWAYS.name:
        rows = [(FAR_PAST, FAR_FUTURE, True)]
    else:
        edges = zip(compiled.opening_starts, compiled.opening_ends, strict=True)
        rows = [(start, until, True) for start, until in edges]
        rows += [
            (FAR_PAST, compiled.start_micros, False),
            (compiled.end_micros, FAR_FUTURE, False),
        ]
    types = {"a": "int64", "b": "int64", "sure": "boolean"}
    return _Part(study.engine.given(types, rows))


def _of_table(study: Study, span: Span, condition: TimeCondition, measure: str) -> _Part:
    columns = [segment_name(name) for name in condition.by]
    if not study.has(condition.table):
        return _nothing_known(study, condition)
    rows = study.engine.keep(_telling(_stated(study, span, condition, measure), columns))
    lasts = span.version.evidence[condition.table].form is EvidenceForm.INTERVAL
    horizon = study.horizon(condition.table)
    stretches = _lasting(rows) if lasts else _until_next(rows)
    stretches = _cut(stretches, columns, horizon)
    keys = rows.select(*columns).distinct() if columns else None
    if not lasts:
        stretches = ibis.union(stretches, _before_first(rows, columns))
        if not columns:
            stretches = ibis.union(stretches, _without_events(rows))
    return _Part(stretches, condition.by, keys, silent=not lasts)


def _nothing_known(study: Study, condition: TimeCondition) -> _Part:
    types = {"a": "int64", "b": "int64", "sure": "boolean"}
    if not condition.by:
        return _Part(study.engine.given(types, [(FAR_PAST, FAR_FUTURE, False)]))
    columns = {segment_name(name): "string" for name in condition.by}
    nobody = study.engine.given(columns, [])
    return _Part(study.engine.given({**types, **columns}, []), condition.by, nobody, silent=True)


def _stated(study: Study, span: Span, condition: TimeCondition, measure: str = "") -> ir.Table:
    """Return the table's rows with what they say; those that relief takes out say nothing."""
    rows = _said_rows(study, span, condition, measure)
    return rows.filter(rows["relief"].isnull()) if study.reliefs else rows


def _said_rows(study: Study, span: Span, condition: TimeCondition, measure: str) -> ir.Table:
    """Return the table's rows: when, for whom, whether it holds, and what relief there is."""
    evidence = span.version.evidence[condition.table]
    table = study.table(span, condition.table)
    begins = stored_name(evidence.begins or evidence.at)
    rows = table.filter(table[begins].notnull() & study.is_known(table[begins]))
    lasts = evidence.form is EvidenceForm.INTERVAL
    more: dict[str, Compiled] = {}
    if lasts and "length" not in evidence.columns:
        more["length"] = Amount.micros(rows[stored_name(evidence.ends)] - rows[begins])
    names = names_of(rows, evidence, span.version, dated_by=rows[begins], more=more)
    where = condition.where
    own = {segment_name(name): rows[stored_name(name)].cast("string") for name in condition.by}
    stated = rows.select(
        a=rows[begins],
        b=rows[stored_name(evidence.ends)] if lasts else ibis.null("int64"),
        key=rows[stored_name(evidence.key)].cast("string") if evidence.key else ibis.literal(""),
        turn=rows[stored_name(evidence.order)] if evidence.order else ibis.literal(0, "int64"),
        holds=compile_condition(where.expression, names) if where else YES,
        record=rows["_record"],
        **own,
    )
    return relief_of_key(study, measure, (condition.table,), stated)


def _telling(rows: ir.Table, columns: list[str]) -> ir.Table:
    """Leave out the rows that do not tell which one they are about: they are about none."""
    return reduce(lambda found, name: found.filter(found[name].notnull()), columns, rows)


def _lasting(rows: ir.Table) -> ir.Table:
    return rows.filter(possibly(rows["holds"]))


def _until_next(rows: ir.Table) -> ir.Table:
    """Let what each event says last until the next event of its key."""
    order = [rows["a"], rows["turn"].isnull(), rows["turn"], rows["record"]]
    later = rows["a"].lead().over(ibis.window(group_by=rows["key"], order_by=order))
    return _lasting(rows.mutate(b=later))


def _cut(rows: ir.Table, columns: list[str], horizon: int) -> ir.Table:
    """End stretches where the evidence does: whether they go on from there is unknown."""
    goes_on = rows["b"].isnull() | (rows["b"] > horizon)
    cut = rows.mutate(
        b=ibis.ifelse(goes_on, ibis.literal(horizon, "int64"), rows["b"]),
        sure=rows["holds"].notnull(),
        goes_on=goes_on,
    )
    on = cut.filter(cut["goes_on"]).mutate(
        a=ibis.literal(horizon, "int64"), b=ibis.literal(FAR_FUTURE, "int64"), sure=NO
    )
    both = ibis.union(cut, on)
    return both.filter(both["a"] < both["b"]).select("a", "b", "sure", *columns)


def _before_first(rows: ir.Table, columns: list[str]) -> ir.Table:
    """Return the time before each key's first event, of which nothing is known."""
    order = [rows["a"], rows["turn"].isnull(), rows["turn"], rows["record"]]
    place = ibis.row_number().over(ibis.window(group_by=rows["key"], order_by=order))
    marked = rows.mutate(b="a", place=place)
    firsts = marked.filter(marked["place"] == 0)
    return firsts.select(a=ibis.literal(FAR_PAST, "int64"), b="b", sure=NO, **_same(columns))


def _without_events(rows: ir.Table) -> ir.Table:
    """Return all time where there is no event at all: nothing is known then."""
    counted = rows.aggregate(events=rows["a"].count())
    far_past, far_future = (ibis.literal(at, "int64") for at in (FAR_PAST, FAR_FUTURE))
    none = counted.filter(counted["events"] == 0)
    return none.select(a=far_past, b=far_future, sure=NO)


def _same(columns: list[str]) -> dict[str, str]:
    return {name: name for name in columns}


def _keys_found(study: Study, parts: Mapping[str, _Part], columns: list[str]) -> ir.Table | None:
    """Return the values that occur; where parts are divided differently, all that fit together."""
    if not columns:
        return None
    by_columns: dict[tuple[str, ...], ir.Table] = {}
    for part in parts.values():
        if part.keys is not None:
            before = by_columns.get(part.by)
            by_columns[part.by] = part.keys if before is None else ibis.union(before, part.keys)
    found = reduce(_fitting, (keys.distinct() for keys in by_columns.values()))
    return study.engine.keep(found.select(*columns).distinct())


def _fitting(left: ir.Table, right: ir.Table) -> ir.Table:
    shared = sorted(set(left.columns) & set(right.columns))
    return left.inner_join(right, shared) if shared else left.cross_join(right)


def _deltas(parts: Mapping[str, _Part], **given: ir.IntegerValue) -> dict[str, ir.IntegerValue]:
    names = [f"{sort}_{name}" for name in parts for sort in ("yes", "unknown")]
    return {name: given.get(name, ibis.literal(0, "int64")) for name in names}


def _always(universe: ir.Table | None, columns: list[str], parts: Mapping[str, _Part]) -> ir.Table:
    """Return where all time begins, for each of those that it is wanted for."""
    at = ibis.literal(FAR_PAST, "int64")
    if universe is not None:
        return universe.select(**_same(columns), at=at, **_deltas(parts))
    first = next(iter(parts.values())).stretches
    one = first.aggregate(rows=first.count())
    return one.select(at=at, **_deltas(parts))


def _edges(
    name: str,
    part: _Part,
    universe: ir.Table | None,
    columns: list[str],
    parts: Mapping[str, _Part],
) -> ir.Table:
    """Return what each stretch of a part adds where it begins and takes away where it ends."""
    rows = part.stretches
    if universe is not None:
        own = [segment_name(each) for each in part.by]
        joined = universe.inner_join(rows, own) if own else universe.cross_join(rows)
        rows = joined.select("a", "b", "sure", *columns)
        if part.keys is not None and part.silent:
            rows = ibis.union(rows, _never_seen(part, universe, own, columns))
    sure, unsure = rows["sure"].cast("int64"), (~rows["sure"]).cast("int64")
    yes, unknown = f"yes_{name}", f"unknown_{name}"
    opens = rows.select(**_same(columns), at="a", **_deltas(parts, **{yes: sure, unknown: unsure}))
    closes = rows.select(
        **_same(columns), at="b", **_deltas(parts, **{yes: -sure, unknown: -unsure})
    )
    return ibis.union(opens, closes)


def _never_seen(part: _Part, universe: ir.Table, own: list[str], columns: list[str]) -> ir.Table:
    assert part.keys is not None
    unseen = universe.anti_join(part.keys, own)
    far_past, far_future = (ibis.literal(at, "int64") for at in (FAR_PAST, FAR_FUTURE))
    return unseen.mutate(a=far_past, b=far_future, sure=NO).select("a", "b", "sure", *columns)


def _swept(edges: ir.Table, columns: list[str], parts: Mapping[str, _Part]) -> ir.Table:
    """Return each stretch between two edges, with what every part is in it."""
    names = list(_deltas(parts))
    points = edges.group_by(["at", *columns]).aggregate(
        **{name: whole(edges[name].sum()) for name in names}
    )
    groups = [points[name] for name in columns]
    so_far = ibis.window(group_by=groups, order_by=points["at"], preceding=None, following=0)
    lasting = points.select(
        *columns, "at", **{name: whole(points[name].sum().over(so_far)) for name in names}
    )
    return lasting.select(
        *columns,
        "at",
        **{
            _column(name): ibis.cases(
                (lasting[f"yes_{name}"] > 0, YES),
                (lasting[f"unknown_{name}"] > 0, ibis.null("boolean")),
                else_=NO,
            )
            for name in parts
        },
    )


def _column(name: str) -> str:
    return f"is_{name}"


def _computed(
    version: Agreement, expression: Expression, rows: ir.Table, parts: Mapping[str, _Part]
) -> ir.Table:
    """Add whether the whole holds, computing conditions made of others from the inside out."""
    known = {*parts}
    for condition in conditions_in(version, expression):
        if condition.of is not None:
            holds = _holds(version, condition.of.expression, rows, known)
            rows = rows.mutate(**{_column(condition.name): holds})
            known.add(condition.name)
    return rows.mutate(holds=_holds(version, expression, rows, known))


def _holds(
    version: Agreement, expression: Expression, rows: ir.Table, known: set[str]
) -> ir.BooleanValue:
    columns = {name: Truth(rows[_column(name)]) for name in known}
    names = RowNames(table="conditions", columns=columns, agreement=version)
    return compile_condition(expression, names)


def _longest(rows: ir.Table, columns: list[str]) -> ir.Table:
    """Join neighbours that say the same."""
    told = rows.select(*columns, "at", "holds")
    groups = [told[name] for name in columns]
    before = told["holds"].lag().over(ibis.window(group_by=groups, order_by=told["at"]))
    first = told["at"] == ibis.literal(FAR_PAST, "int64")
    same = told["holds"].identical_to(before) & ~first
    marked = told.mutate(same=same)
    changes = marked.filter(~marked["same"])
    groups = [changes[name] for name in columns]
    later = changes["at"].lead().over(ibis.window(group_by=groups, order_by=changes["at"]))
    lasting = changes.mutate(b=ibis.coalesce(later, ibis.literal(FAR_FUTURE, "int64")))
    found = lasting.filter(lasting["at"] < lasting["b"])
    return found.select(*columns, "holds", a="at", b="b")
