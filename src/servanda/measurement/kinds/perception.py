"""Perception: what people answered, recent answers weighing more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import cache

import ibis.expr.types as ir

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.measure import Every, Measure, ScoreRule
from servanda.facts.figure import Absence, NoValue, Segment, Value
from servanda.facts.measurement import Measurement
from servanda.formula.exact import value_of
from servanda.formula.printing import print_expression
from servanda.formula.syntax import Aggregate, Aggregator
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Period
from servanda.kernel.unit import Unit
from servanda.measurement import reasons
from servanda.measurement.aggregates import aggregates_in, finished, shown
from servanda.measurement.amount import Amount
from servanda.measurement.compile import compile_formula
from servanda.measurement.diagnostics import NOT_WEIGHED, CannotMeasure
from servanda.measurement.figures import (
    ORDER,
    KindNames,
    by_version,
    left_out_of,
    measurement,
    prepared_over,
    segment_of,
    segments_at,
)
from servanda.measurement.kinds.named import counted_by
from servanda.measurement.kinds.windows import windows_over
from servanda.measurement.logic import certainly
from servanda.measurement.lookup import period_lookup
from servanda.measurement.outcome import read_value
from servanda.measurement.place import Place, with_names
from servanda.measurement.rows import RowNames
from servanda.measurement.study import Study, segment_name

__all__ = ["check_weighed", "half_life_days", "perception_figures", "weight_of"]

_WEIGHED = frozenset({Aggregator.MEAN, Aggregator.SHARE, Aggregator.NPS})


@cache
def weight_of(age_days: int, half_life: Fraction, digits: int) -> Fraction:
    """Return 2 to the power of -age / half-life, rounded half up to so many decimal places.

    Decided in whole numbers alone, so that it is the same on every machine.

    Args:
        age_days: Age in days, at least 0.
        half_life: Days after which the weight is one half, above 0.
        digits: Decimal places, at least 1.

    Example:
        >>> [str(weight_of(age, Fraction(30), 6)) for age in (0, 30)]
        ['1', '1/2']
        >>> weight_of(15, Fraction(30), 6)
        Fraction(707107, 1000000)
    """
    exponent = Fraction(age_days) / half_life
    scale = 10**digits
    if exponent > digits * 4 + 2:
        return Fraction(0)
    above, below = exponent.numerator, exponent.denominator
    # The greatest whole w with w - 1/2 at most scale / 2 ** exponent.
    bound = (2 * scale) ** below
    low, high = 0, scale
    while low < high:
        middle = (low + high + 1) // 2
        if ((2 * middle - 1) ** below) << above <= bound:
            low = middle
        else:
            high = middle - 1
    return Fraction(low, scale)


def half_life_days(rule: ScoreRule, version: Agreement) -> Fraction:
    """Return a rule's half-life in days; raises ``CannotMeasure`` where it is not above 0."""
    assert rule.half_life is not None
    names = RowNames(table="answers", columns={}, agreement=version)
    found = compile_formula(rule.half_life.expression, names)
    if isinstance(found, Amount) and found.is_constant and found.factor > 0:
        return found.factor
    raise CannotMeasure.at(NOT_WEIGHED, rule.half_life.span, what="this half-life")


def check_weighed(value: Formula) -> None:
    """Raise ``CannotMeasure`` where a formula aggregates in a way that weights have no part in."""
    for node in aggregates_in(value.expression):
        if node.aggregator not in _WEIGHED:
            raise CannotMeasure.at(NOT_WEIGHED, node.span, what=f"'{node.aggregator.value}'")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sums:
    """Hold one day's answers of one segment: by aggregate, how many, and their sum."""

    day: int
    by_node: Mapping[Aggregate, tuple[int, Quantity]]


def perception_figures(
    study: Study, history: History, name: str, records: ir.Table, kind_names: KindNames
) -> list[Measurement]:
    """Return a measure's figures: weighed means over all answers up to a period's end.

    Answers from before the first period measured count as well, if the evidence has them. A
    period without an answer of its own has no value.
    """
    earlier = certainly(records["reason"] == reasons.OUTSIDE_PERIODS)
    answers = records.filter(records["counted"] | earlier)
    found: list[Measurement] = []
    for version, positions in by_version(study, history, name):
        measure = version.measures[name]
        days, windows = _days(study, version, measure, answers, kind_names)
        rows = records.filter(records["position"].isin(positions))
        by = ["position", *(segment_name(column) for column in measure.by)]
        left_out = left_out_of(study, rows, measure, by)
        counted = counted_by(study, rows, measure, by)
        for position in positions:
            period = study.periods[position]
            for segment in segments_at(measure, position, {*counted, *left_out}):
                group = (position, segment)
                own = counted.get(group, 0)
                values = _weighed(version, measure, period, days[segment], windows, own)
                found.append(
                    _figure(period, version, measure, segment, values, own, left_out.get(group, {}))
                )
    return found


def _days(
    study: Study, version: Agreement, measure: Measure, answers: ir.Table, kind_names: KindNames
) -> tuple[dict[Segment, list[_Sums]], Sequence[Period]]:
    """Return the answers of each day, oldest first, and the days."""
    windows = _windows(study, version, answers)
    found: dict[Segment, list[_Sums]] = defaultdict(list)
    if not windows:
        return found, windows
    placed = period_lookup(study.engine, tuple(windows)).on(
        answers.drop("position"), "place", "position"
    )
    placed = study.engine.keep(placed.filter(placed["position"].notnull()))
    prepared = prepared_over(version, measure, placed, kind_names)
    by = ["position", *(segment_name(column) for column in measure.by)]
    table = shown(prepared, placed, by, ORDER)
    for row in study.engine.rows(finished(prepared, table, by).order_by(by)):
        sums: dict[Aggregate, tuple[int, Quantity]] = {}
        for each in prepared:
            n, value = int(row[f"{each.prefix}n"]), read_value(each, row)
            if isinstance(value, Quantity):
                sums[each.node] = (n, Quantity(value.amount * n, value.unit))
        found[segment_of(row, measure)].append(_Sums(day=int(row["position"]), by_node=sums))
    return found, windows


def _windows(study: Study, version: Agreement, answers: ir.Table) -> Sequence[Period]:
    [row] = study.engine.rows(answers.aggregate(first=answers["place"].min()))
    if row["first"] is None:
        return ()
    first = datetime.fromtimestamp(row["first"] // 1_000_000, UTC).date() - timedelta(days=1)
    last = study.periods[-1].end_day
    return windows_over(first, max(first, last), Every.DAY, version.settlement)


def _weighed(
    version: Agreement,
    measure: Measure,
    period: Period,
    days: Sequence[_Sums],
    windows: Sequence[Period],
    own: int,
) -> dict[Aggregate, Value]:
    nodes = aggregates_in(measure.value.expression)
    if not own:
        return dict.fromkeys(nodes, NoValue(Absence.NO_DATA, "there are no rows"))
    assert isinstance(measure.rule, ScoreRule)
    half_life = half_life_days(measure.rule, version)
    weighed = [
        (weight_of(age, half_life, measure.rule.digits), each)
        for each in days
        if (age := (period.end_day - windows[each.day].end_day).days) >= 0
    ]
    return {node: _mean(node, weighed) for node in nodes}


def _mean(node: Aggregate, days: Sequence[tuple[Fraction, _Sums]]) -> Value:
    above = below = Fraction(0)
    unit: Unit | None = None
    for weight, each in days:
        if node in each.by_node:
            n, total = each.by_node[node]
            above, below, unit = above + weight * total.amount, below + weight * n, total.unit
    if unit is None or not below:
        return NoValue(Absence.NO_DATA, "there are no rows")
    return Quantity(above / below, unit)


def _figure(
    period: Period,
    version: Agreement,
    measure: Measure,
    segment: Segment,
    values: Mapping[Aggregate, Value],
    counted: int,
    left_out: Mapping[str, int],
) -> Measurement:
    names = {node: f"#{number}" for number, node in enumerate(values)}
    given = {names[node]: value for node, value in values.items()}
    place = Place(agreement=version, day=period.first_day, values={**given, **dict(segment)})
    parts = {
        f"{print_expression(node)} by age": value
        for node, value in values.items()
        if isinstance(value, Quantity)
    }
    return measurement(
        period,
        measure,
        segment,
        value_of(with_names(measure.value.expression, names), place),
        counted=counted,
        left_out=left_out,
        parts=parts,
    )
