"""The same records charged twice: two penalties that look at overlapping rows of one table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from servanda.agreement.focus import diagnostics as found
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.money import Figure, Purpose
from servanda.agreement.proof.depends import depends_on, measures_behind
from servanda.formula.syntax import (
    Comparison,
    ComparisonOperator,
    Expression,
    Literal,
    Logical,
    LogicalOperator,
    Membership,
    Name,
)
from servanda.kernel.diagnostic import Diagnostic

__all__ = ["charged_twice"]

_Values = dict[str, frozenset[str]]
"""Which values conditions let through, by column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    table: str
    values: _Values


def charged_twice(agreement: Agreement) -> Iterator[Diagnostic]:
    """Yield pairs of penalties whose records may be the same, and which do not say why.

    Records are taken to be the same unless a column keeps them apart: conditions that let
    different values of it through.
    """
    lines = [each for each in agreement.figures.values() if each.purpose is Purpose.PENALTY]
    sources = {line.name: list(_sources(line, agreement)) for line in lines}
    for first, second in combinations(lines, 2):
        table = _shared(sources[first.name], sources[second.name])
        if table and not (_is_meant(first, second) or _is_meant(second, first)):
            yield found.CHARGED_TWICE.at(
                second.span,
                first=first.name,
                line=str(first.span.line),
                second=second.name,
                table=table,
            )


def _is_meant(line: Figure, other: Figure) -> bool:
    """Return whether a penalty gives a reason for charging what another one charges."""
    return bool(line.besides.get(other.name, "").strip())


def _shared(first: list[_Source], second: list[_Source]) -> str:
    for one in first:
        for other in second:
            if one.table == other.table and not _apart(one.values, other.values):
                return one.table
    return ""


def _apart(one: _Values, other: _Values) -> bool:
    return any(one[column].isdisjoint(other[column]) for column in one.keys() & other.keys())


def _sources(line: Figure, agreement: Agreement) -> Iterator[_Source]:
    rows = agreement.rows.get(line.each)
    if rows is not None and rows.table:
        yield _Source(table=rows.table, values=_let_through(rows.where))
    judged = depends_on(line, agreement, frozenset()).measures
    used = {*measures_behind(judged, agreement), rows.measure if rows is not None else ""}
    for name in sorted(used - {""}):
        measure = agreement.measures[name]
        values = _let_through(measure.where) | _only(line, name, agreement)
        if measure.table:
            yield _Source(table=measure.table, values=values)


def _only(line: Figure, measure: str, agreement: Agreement) -> _Values:
    """Return the segment that the line's commitment is about."""
    commitment = agreement.commitments.get(line.commitment)
    if commitment is None or commitment.measure != measure:
        return {}
    return {column: frozenset({value}) for column, value in commitment.only}


def _let_through(condition: Formula | None) -> _Values:
    return dict(_pinned(condition.expression)) if condition is not None else {}


def _pinned(node: Expression) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield columns of which only some values are let through."""
    match node:
        case Logical(operator=LogicalOperator.AND, left=left, right=right):
            yield from _pinned(left)
            yield from _pinned(right)
        case Comparison(operator=ComparisonOperator.EQUAL, left=Name(name=column), right=right):
            yield from _texts(column, (right,))
        case Membership(of=Name(name=column), members=members, negated=False):
            yield from _texts(column, members)


def _texts(column: str, members: tuple[Expression, ...]) -> Iterator[tuple[str, frozenset[str]]]:
    values = [each.value for each in members if isinstance(each, Literal)]
    texts = frozenset(value for value in values if isinstance(value, str))
    if len(texts) == len(members):
        yield column, texts
