"""Aggregates over rows, computed in the engine and handed back exact.

The engine gives counts, sums and chosen values; quotients (shares, means) are made from them
outside it. A row whose operand is unknown takes no part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction

import ibis
import ibis.expr.types as ir

from servanda.formula.syntax import Aggregate, Aggregator, ComparisonOperator, Expression
from servanda.kernel.quantity import NUMBER, Quantity
from servanda.measurement.amount import Amount, Numerator
from servanda.measurement.compile import compile_condition, compile_formula
from servanda.measurement.diagnostics import NOT_BY_ROW, CannotMeasure
from servanda.measurement.logic import NO, YES, certainly, whole
from servanda.measurement.ranks import has_rank, nearest_ranks
from servanda.measurement.rows import Compiled, RowNames

__all__ = ["Prepared", "aggregates_in", "finished", "prepare", "shown"]


def aggregates_in(expression: Expression) -> tuple[Aggregate, ...]:
    """Return the aggregates of a formula over a measure's rows, in order of place."""
    return tuple(dict.fromkeys(_found(expression)))


def _found(node: object) -> Iterator[Aggregate]:
    if isinstance(node, Aggregate):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from _found(part)
    elif is_dataclass(node):
        for field in fields(node):
            yield from _found(getattr(node, field.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Hold one aggregate, compiled over its rows.

    Args:
        node: The aggregate.
        operand: Value per row; absent for ``count``, and where it never has a value.
        known: Rows in which the operand is known.
        takes_part: Rows that take part: ``where`` holds too.
        share: The parameter of a percentile.
        prefix: Beginning of the names of its columns.
    """

    node: Aggregate
    operand: Compiled | None
    known: ir.BooleanValue
    takes_part: ir.BooleanValue
    share: Fraction
    prefix: str

    @property
    def is_quotient(self) -> bool:
        """Return whether its rows' values are quotients, which the engine must not add up."""
        return isinstance(self.operand, Amount) and self.operand.divisor is not None

    @property
    def looks_up_ranks(self) -> bool:
        """Return whether it takes values at their rank, for which the engine holds all of them."""
        ranked = self.node.aggregator in _BY_RANK
        return ranked and self.operand is not None and not self.is_quotient


_BY_TIME = {Aggregator.FIRST, Aggregator.LAST}
_BY_RANK = {Aggregator.PERCENTILE, Aggregator.MEDIAN}


def prepare(node: Aggregate, names: RowNames, prefix: str) -> Prepared:
    """Compile an aggregate's operand and condition over its rows."""
    operand = None if node.of is None else compile_formula(node.of, names)
    known: ir.BooleanValue = YES
    if node.of is not None:
        known = _known(operand)
    takes_part = known
    if node.where is not None:
        takes_part = known & certainly(compile_condition(node.where, names))
    return Prepared(
        node=node,
        operand=operand,
        known=known,
        takes_part=takes_part,
        share=_share_of(node, names),
        prefix=prefix,
    )


def _known(operand: Compiled | None) -> ir.BooleanValue:
    if operand is None:
        return NO
    return operand.known() if isinstance(operand, Amount) else operand.column.notnull()


def _share_of(node: Aggregate, names: RowNames) -> Fraction:
    if node.parameter is None:
        return Fraction(1, 2)
    compiled = compile_formula(node.parameter, names)
    if isinstance(compiled, Amount) and compiled.is_constant and 0 < compiled.factor <= 1:
        if not has_rank(compiled.factor):
            raise CannotMeasure.at(NOT_BY_ROW, node.parameter.span, what="so fine a percentile")
        return compiled.factor
    raise CannotMeasure.at(NOT_BY_ROW, node.parameter.span, what="a percentile that varies by row")


def shown(
    prepared: Sequence[Prepared], rows: ir.Table, by: Sequence[str], order: Sequence[str]
) -> ir.Table:
    """Add what aggregating will read to the rows.

    Args:
        prepared: The aggregates, compiled over ``rows``.
        rows: One row per record.
        by: Columns that the figures are divided by.
        order: Columns in which the records follow each other, for ``first`` and ``last``.

    Returns:
        The columns ``by`` and ``order``, and those of each aggregate under its prefix.
    """
    kept = [rows[name] for name in dict.fromkeys([*by, *order])]
    columns = {name: column for each in prepared for name, column in _inputs(each).items()}
    table = rows.select(*kept, **columns)
    places = {
        name: place for each in prepared for name, place in _places(each, table, by, order).items()
    }
    return table.mutate(**places) if places else table


def _inputs(each: Prepared) -> dict[str, ir.Value]:
    columns: dict[str, ir.Value] = {
        f"{each.prefix}in": each.takes_part,
        f"{each.prefix}known": each.known,
    }
    match each.operand:
        case None:
            pass
        case Amount():
            above = each.operand.numerator
            value = above.column if above else ibis.literal(1, type="int64")
            columns[f"{each.prefix}of"] = ibis.cases((each.takes_part, value))
            if each.operand.divisor is not None:
                columns[f"{each.prefix}by"] = each.operand.divisor.column
        case _:
            columns[f"{each.prefix}of"] = ibis.cases((each.takes_part, each.operand.column))
    return columns


def _places(
    each: Prepared, table: ir.Table, by: Sequence[str], order: Sequence[str]
) -> dict[str, ir.Value]:
    """Return each record's place among those of its group that take part, counted from 1."""
    if each.node.aggregator not in _BY_TIME or each.operand is None:
        return {}
    groups = [table[name] for name in by]
    takes_part = table[f"{each.prefix}in"]
    # Rows that take no part come last.
    ordered = ibis.window(group_by=groups, order_by=[~takes_part, *(table[name] for name in order)])
    return {
        f"{each.prefix}place": ibis.row_number().over(ordered) + 1,
        f"{each.prefix}all": whole(
            takes_part.cast("int64").sum().over(ibis.window(group_by=groups))
        ),
    }


def _is_turned(each: Prepared) -> bool:
    """Return whether the column runs against the figure, its factor being negative."""
    return isinstance(each.operand, Amount) and each.operand.factor < 0


def finished(
    prepared: Sequence[Prepared],
    table: ir.Table,
    by: Sequence[str],
    **more: ir.Value,
) -> ir.Table:
    """Return one row per group with all that is read of it; ``more`` are further columns."""
    columns = {name: column for each in prepared for name, column in _outputs(each, table).items()}
    ranks = _ranks(prepared)
    lists = {
        f"ranks_{number}": nearest_ranks(
            _turned(table[of], downwards), [each.share for each in some]
        )
        for number, ((of, downwards), some) in enumerate(ranks.items())
    }
    grouped = table.group_by(list(by)).aggregate(**columns, **lists, **more)
    chosen = {
        each.into: _turned(grouped[name][place], downwards)
        for name, ((_, downwards), some) in zip(lists, ranks.items(), strict=True)
        for place, each in enumerate(some)
    }
    return grouped.mutate(**chosen).drop(*lists) if lists else grouped


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rank:
    """Say which share's rank a column of a group holds."""

    into: str
    share: Fraction


def _ranks(prepared: Sequence[Prepared]) -> dict[tuple[str, bool], list[_Rank]]:
    """Return the ranks that are looked up, by column and by whether they count from above.

    Percentiles of the same values are looked up together.
    """
    columns: dict[tuple[Expression | None, Expression | None], str] = {}
    found: dict[tuple[str, bool], list[_Rank]] = defaultdict(list)
    for each in prepared:
        if not each.looks_up_ranks:
            continue
        of = columns.setdefault((each.node.of, each.node.where), f"{each.prefix}of")
        value = _Rank(into=f"{each.prefix}value", share=each.share)
        if each.node.aggregator is Aggregator.PERCENTILE:
            found[(of, _is_turned(each))].append(value)
        else:
            # The lower and the upper of the two in the middle, which may be the same one.
            found[(of, False)].append(value)
            found[(of, True)].append(_Rank(into=f"{each.prefix}high", share=each.share))
    return found


def _turned(value: ir.NumericValue, downwards: bool) -> ir.NumericValue:  # noqa: FBT001 - yes or no
    return -value if downwards else value


def _outputs(each: Prepared, table: ir.Table) -> dict[str, ir.Value]:
    takes_part = table[f"{each.prefix}in"]
    columns: dict[str, ir.Value] = {
        f"{each.prefix}n": whole(takes_part.cast("int64").sum()).fill_null(0)
    }
    if each.operand is not None and not each.is_quotient:
        columns.update(_values(each, table[f"{each.prefix}of"], table))
    return columns


def _values(each: Prepared, of: ir.Value, table: ir.Table) -> dict[str, ir.Value]:
    value = f"{each.prefix}value"
    match each.node.aggregator:
        case Aggregator.SUM | Aggregator.MEAN:
            return {value: _total(each, of)}
        case Aggregator.SHARE | Aggregator.ANY | Aggregator.ALL:
            return {value: whole(of.cast("int64").sum()).fill_null(0)}
        case Aggregator.LEAST | Aggregator.GREATEST:
            smallest = (each.node.aggregator is Aggregator.LEAST) != _is_turned(each)
            return {value: of.min() if smallest else of.max()}
        case Aggregator.NPS:
            return {value: _balance(each, of)}
        case Aggregator.FIRST | Aggregator.LAST:
            return {value: of.max(where=_is_chosen(each, table))}
        case Aggregator.COUNT | Aggregator.PERCENTILE | Aggregator.MEDIAN:
            return {}


def _total(each: Prepared, of: ir.NumericValue) -> ir.NumericValue:
    decimals, _ = _shape(each)
    return of.cast(f"decimal(38, {decimals})").sum().cast(f"decimal(38, {decimals})")


def _shape(each: Prepared) -> tuple[int, bool]:
    above = each.operand.numerator if isinstance(each.operand, Amount) else None
    return (above.decimals, above.wide) if above else (0, False)


def _balance(each: Prepared, of: ir.NumericValue) -> ir.NumericValue:
    assert isinstance(each.operand, Amount)
    answer = Amount(numerator=Numerator(of, *_shape(each)), factor=each.operand.factor, unit=NUMBER)
    nine, six = (Amount.constant(Quantity(Fraction(bound))) for bound in (9, 6))
    promoter = answer.compared(ComparisonOperator.AT_LEAST, nine)
    detractor = answer.compared(ComparisonOperator.AT_MOST, six)
    return whole((promoter.cast("int64") - detractor.cast("int64")).sum())


def _is_chosen(each: Prepared, table: ir.Table) -> ir.BooleanValue:
    place = table[f"{each.prefix}place"]
    wanted = 1 if each.node.aggregator is Aggregator.FIRST else table[f"{each.prefix}all"]
    return table[f"{each.prefix}in"] & (place == wanted)
