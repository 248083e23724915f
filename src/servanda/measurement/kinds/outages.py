"""Down, unknown and planned time on the time line, from rows that last or from changes of state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import ibis
import ibis.expr.types as ir

from servanda.agreement.model.evidence import EvidenceForm, EvidenceTable
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.measure import AvailabilityRule, Measure
from servanda.agreement.model.stretches import table_of
from servanda.formula.syntax import ComparisonOperator
from servanda.kernel.quantity import SHARE, Quantity
from servanda.measurement import reasons
from servanda.measurement.amount import Amount
from servanda.measurement.compile import compile_condition, compile_formula
from servanda.measurement.conditions import first_told
from servanda.measurement.diagnostics import NOT_BY_ROW, CannotMeasure
from servanda.measurement.kinds.held import held_down, left_out_of_down, left_out_of_planned
from servanda.measurement.logic import NO, certainly, possibly
from servanda.measurement.relief import relief_of_key, shares_of_keys
from servanda.measurement.results import first_reason, segment_reason
from servanda.measurement.rows import RowNames
from servanda.measurement.study import FAR_PAST, Span, Study, names_of, segment_name, stored_name

__all__ = ["TimeLine", "time_line"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLine:
    """Hold what is known of a measure's time, in stretches ``[a, b)`` of microseconds.

    Args:
        down: Outages as recorded: ``_record``, ``key``, ``a``, ``b``, the segments and
            ``weight``, the position of its weight in ``weights``.
        unknown: Stretches of which nothing is known: ``a``, ``b`` and the segments.
        left_out: Outages that do not count: as ``down``, with ``reason``.
        segments: Each segment, with ``seen``, the instant of its first record.
        weights: The shares that outages weigh, ascending.
    """

    down: ir.Table
    unknown: ir.Table
    left_out: ir.Table
    segments: ir.Table
    weights: tuple[Fraction, ...]


def time_line(
    study: Study, span: Span, measure: Measure, rule: AvailabilityRule, until: int
) -> TimeLine:
    """Return down and unknown time as one version's measure sees it.

    Args:
        study: The evidence.
        span: The version.
        measure: The measure.
        rule: Its availability rule.
        until: Where what has no end yet is cut, in microseconds.
    """
    evidence = table_of(span.version, measure)
    by_state = evidence.form in {EvidenceForm.EVENT, EvidenceForm.RECORD}
    over_time = rule.down.expression if rule.down is not None and not measure.table else None
    if over_time is not None:
        rows = _about(held_down(study, span, measure, over_time, until), span, measure)
    else:
        rows = _stated(study, span, measure, rule)
    rows = _from_states(rows, measure, until) if by_state else _from_intervals(rows, until)
    rows = study.engine.keep(_judged(span, measure, rule, _relieved(study, measure, rows)))
    sound = rows.filter(rows["reason"].isnull())
    segments = [segment_name(name) for name in measure.by]
    unknown = sound.filter(sound["state"] == "unknown").select("a", "b", *segments)
    if by_state:
        unknown = ibis.union(unknown, _before_first(sound, segments))
    down, weights = _weighed(study, sound.filter(sound["state"] == "down"), segments)
    left_out = rows.filter(rows["reason"].notnull() & (rows["state"] != "up"))
    left_out = left_out.select("_record", "key", "a", "b", "reason", *segments)
    if over_time is not None:
        seen = first_told(study, span, over_time)
        left_out = ibis.union(left_out, left_out_of_down(study, span, measure, over_time))
    elif segments:
        seen = sound.group_by(segments).aggregate(seen=sound["a"].min())
    else:
        seen = sound.aggregate(seen=sound["a"].min())
    planned = left_out_of_planned(study, span, measure, rule)
    return TimeLine(
        down=down,
        unknown=unknown,
        left_out=left_out if planned is None else ibis.union(left_out, planned),
        segments=seen,
        weights=weights,
    )


def _about(rows: ir.Table, span: Span, measure: Measure) -> ir.Table:
    """Keep the stretches that the measure may be about."""
    names = _names(rows, span, measure)
    told = rows.mutate(about=_condition(measure.where, names, default=True))
    return told.filter(possibly(told["about"]))


def _stated(study: Study, span: Span, measure: Measure, rule: AvailabilityRule) -> ir.Table:
    """Return the rows that the measure may be about, each with its state."""
    table, evidence = study.table(span, measure.table), span.version.evidence[measure.table]
    begins = stored_name(evidence.begins or evidence.at)
    rows = table.filter(table[begins].isnull() | study.is_known(table[begins]))
    rows = _with_state_before(rows, rule, evidence)
    names = _names(rows, span, measure)
    about = _condition(measure.where, names, default=True)
    down = _condition(rule.down, names, default=evidence.form is EvidenceForm.INTERVAL)
    unknown = possibly(_condition(rule.unknown, names, default=False))
    state = ibis.cases((unknown, "unknown"), (down.isnull(), "unknown"), (down, "down"), else_="up")
    stated = rows.mutate(
        key=rows[stored_name(evidence.key)].cast("string")
        if evidence.key
        else rows["_record"].cast("string"),
        a=rows[begins],
        b=rows[stored_name(evidence.ends)] if evidence.ends else ibis.null("int64"),
        turn=rows[stored_name(evidence.order)] if evidence.order else ibis.literal(0, "int64"),
        state=state,
        about=about,
        **{segment_name(name): rows[stored_name(name)].cast("string") for name in measure.by},
    )
    return stated.filter(possibly(stated["about"]))


def _with_state_before(rows: ir.Table, rule: AvailabilityRule, evidence: EvidenceTable) -> ir.Table:
    """Add the state before each key's first event, as that event tells of it."""
    if not rule.before:
        return rows
    at, key = stored_name(evidence.at), stored_name(evidence.key)
    order = [rows[at], *([rows[stored_name(evidence.order)]] if evidence.order else ())]
    place = ibis.row_number().over(
        ibis.window(group_by=rows[key], order_by=[*order, rows["_record"]])
    )
    first = rows.mutate(_place=place)
    first = first.filter(first["_place"] == 0).drop("_place")
    told = {
        stored_name(column): first[stored_name(source)] for column, source in rule.before.items()
    }
    long_ago = ibis.literal(FAR_PAST, "int64")
    return rows.union(first.mutate(**{at: long_ago, **told}).select(*rows.columns))


def _names(rows: ir.Table, span: Span, measure: Measure) -> RowNames:
    evidence = table_of(span.version, measure)
    begins = rows[stored_name(evidence.begins or evidence.at)]
    more = {}
    if evidence.form is EvidenceForm.INTERVAL and "length" not in evidence.columns:
        more["length"] = Amount.micros(rows[stored_name(evidence.ends)] - begins)
    return names_of(rows, evidence, span.version, dated_by=begins, more=more)


def _condition(formula: Formula | None, names: RowNames, *, default: bool) -> ir.BooleanValue:
    return (
        ibis.literal(default) if formula is None else compile_condition(formula.expression, names)
    )


def _from_intervals(rows: ir.Table, until: int) -> ir.Table:
    """Cut rows that last at the end of what is known."""
    open_still = rows["b"].isnull() | (rows["b"] > until)
    return rows.mutate(b=ibis.ifelse(open_still, until, rows["b"]), ended=rows["b"])


def _from_states(rows: ir.Table, measure: Measure, until: int) -> ir.Table:
    """Let each state last until the next one of its key; equal states in a row are one."""
    order = [rows["a"], rows["turn"].isnull(), rows["turn"], rows["_record"]]
    marked = rows.mutate(
        number=ibis.row_number().over(ibis.window(group_by=rows["key"], order_by=order))
    )
    window = ibis.window(group_by=marked["key"], order_by=marked["number"])
    same = marked["state"] == marked["state"].lag().over(window)
    for name in measure.by:
        column = marked[segment_name(name)]
        same = same & (column == column.lag().over(window))
    changed = marked.mutate(same=certainly(same))
    edges = changed.filter(~changed["same"])
    later = edges["a"].lead().over(ibis.window(group_by=edges["key"], order_by=edges["number"]))
    lasting = edges.mutate(b=ibis.coalesce(later, ibis.literal(until, "int64")))
    return lasting.mutate(ended=lasting["b"]).drop("number", "same")


def _before_first(rows: ir.Table, segments: Sequence[str]) -> ir.Table:
    """Return the time before each key's first state, of which nothing is known."""
    window = ibis.window(group_by=rows["key"])
    marked = rows.mutate(first=rows["a"].min().over(window))
    firsts = marked.filter(marked["a"] == marked["first"])
    return firsts.select(
        a=ibis.literal(FAR_PAST, "int64"), b="first", **{name: name for name in segments}
    ).distinct()


def _judged(span: Span, measure: Measure, rule: AvailabilityRule, rows: ir.Table) -> ir.Table:
    """Add why an outage does not count, and the share that it weighs as two whole numbers."""
    names = _names(rows, span, measure)
    weight = _weight(rule, names)
    valid = certainly(_is_share(weight))
    reason = ibis.coalesce(
        first_reason(
            [
                (rows["a"].isnull(), reasons.NO_BEGIN),
                (rows["ended"] < rows["a"], reasons.ENDS_BEFORE_BEGIN),
                (rows["about"].isnull(), reasons.NOT_KNOWN_WHERE),
                ((rows["state"] == "down") & ~valid, reasons.NO_WEIGHT),
                ((rows["state"] == "down") & _is_short(rule, names, rows), reasons.TOO_SHORT),
            ]
        ),
        segment_reason(rows, measure),
        rows["relief"],
    )
    above = weight.numerator.column if weight.numerator is not None else ibis.literal(1, "int64")
    below = weight.divisor.column if weight.divisor is not None else ibis.literal(1, "int64")
    segments = [segment_name(name) for name in measure.by]
    return rows.mutate(
        reason=reason,
        above=above * rows["left_above"],
        below=below * rows["left_below"],
        factor=ibis.literal(str(weight.factor)),
    ).select("_record", "key", "a", "b", "state", "reason", "above", "below", "factor", *segments)


def _relieved(study: Study, measure: Measure, rows: ir.Table) -> ir.Table:
    """Add why relief takes an outage out, or else the share of it that relief leaves."""
    keyed = relief_of_key(study, measure.name, (measure.table,), rows)
    named = shares_of_keys(study.reliefs, measure.name, (measure.table,))
    left = [(key, 1 - relief.share) for key, relief in named.items()]
    one = ibis.literal(1, "int64")
    if not left:
        return keyed.mutate(left_above=one, left_below=one)
    types = {"_relieved": "string", "_above": "int64", "_below": "int64"}
    shares = [(key, max(share.numerator, 1), share.denominator) for key, share in left]
    table = study.engine.given(types, shares)
    joined = keyed.left_join(table, keyed["key"] == table["_relieved"])
    return joined.select(
        *(keyed[name] for name in keyed.columns),
        left_above=ibis.coalesce(table["_above"], one),
        left_below=ibis.coalesce(table["_below"], one),
    )


def _weight(rule: AvailabilityRule, names: RowNames) -> Amount:
    if rule.weight is None:
        return Amount.constant(Quantity.share(1))
    weight = compile_formula(rule.weight.expression, names)
    if not isinstance(weight, Amount):
        raise CannotMeasure.at(NOT_BY_ROW, rule.weight.span, what="a weight that is not a share")
    return weight


def _is_share(weight: Amount) -> ir.BooleanValue:
    none, whole = (Amount.constant(Quantity(Fraction(bound), SHARE)) for bound in (0, 1))
    at_least = weight.compared(ComparisonOperator.AT_LEAST, none)
    return at_least & weight.compared(ComparisonOperator.AT_MOST, whole)


def _is_short(rule: AvailabilityRule, names: RowNames, rows: ir.Table) -> ir.BooleanValue:
    if rule.at_least is None:
        return NO
    shortest = compile_formula(rule.at_least.expression, names)
    if not isinstance(shortest, Amount):
        return NO
    return Amount.micros(rows["b"] - rows["a"]).compared(ComparisonOperator.BELOW, shortest)


def _weighed(
    study: Study, rows: ir.Table, segments: Sequence[str]
) -> tuple[ir.Table, tuple[Fraction, ...]]:
    """Number the weights that occur, ascending, and give each outage the number of its own."""
    pairs = study.engine.rows(rows.select("above", "below", "factor").distinct())
    known = {(pair["above"], pair["below"]): _share(pair) for pair in pairs}
    weights = tuple(sorted(set(known.values())))
    kept = ("_record", "key", "a", "b", *segments)
    if len(weights) <= 1:
        return rows.select(*kept, weight=ibis.literal(0, "int64")), weights
    ranks = [(above, below, weights.index(share)) for (above, below), share in known.items()]
    types = {"above": rows["above"].type(), "below": rows["below"].type(), "weight": "int64"}
    table = study.engine.given({name: str(kind) for name, kind in types.items()}, ranks)
    joined = rows.inner_join(table, ["above", "below"])
    return joined.select(*(rows[name] for name in kept), table["weight"]), weights


def _share(pair: Mapping[str, Any]) -> Fraction:
    above, below = Fraction(pair["above"]), Fraction(pair["below"])
    return above / below * Fraction(str(pair["factor"]))
