"""Typing of the length of a condition over time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from servanda.formula.diagnostics import CONDITION_DIVIDED, NOT_WHAT_WAS_ASKED, TIME_NOT_HERE
from servanda.formula.found import Found, describe, figure
from servanda.formula.syntax import Expression, Time
from servanda.formula.types import FormulaType, Kind
from servanda.kernel.unit import BaseKind, Unit

if TYPE_CHECKING:
    from servanda.formula.inference import Inference

__all__ = ["infer_time"]

_ELAPSED = Unit.of(BaseKind.ELAPSED)
_OVER_TIME = FormulaType(kind=Kind.CONDITION)
_PERIOD = "period"


def infer_time(walk: Inference, time: Time) -> Found:
    """Type a length of time: one per period, or per row where two instants of it are named."""
    if not walk.scope.has_time:
        walk.report(TIME_NOT_HERE, time.span)
        return Found(time, None)
    of = _condition(walk, time.of)
    ready = replace(time, of=of.expression)
    edges = [_instant(walk, edge) for edge in (time.since, time.until) if edge is not None]
    if len(edges) == 2:
        ready = replace(ready, since=edges[0].expression, until=edges[1].expression)
    if of.type is None or any(edge.type is None for edge in edges):
        return Found(ready, None)
    divided = [_of_its_own(walk, time, column) for column in sorted(of.type.grain)]
    if any(each is None for each in divided):
        return Found(ready, None)
    # What makes it one per period, or per row, is the place; the condition's columns match it.
    whole = FormulaType(kind=Kind.INSTANT, grain=frozenset({_PERIOD}))
    parts = [edge.type for edge in edges if edge.type] or [whole]
    parts += [each for each in divided if each is not None]
    made = figure(_ELAPSED, *parts, may_be_absent=of.type.may_be_absent)
    return Found(ready, made)


def _condition(walk: Inference, expression: Expression) -> Found:
    """Type a condition over time: inside it names are those of conditions and calendars."""
    scope = walk.scope.over_time()
    walk.scopes.append(scope)
    try:
        found = walk.infer(expression)
        return walk.expect(found, _OVER_TIME)
    finally:
        walk.scopes.pop()


def _instant(walk: Inference, expression: Expression) -> Found:
    found = walk.infer(expression)
    if found.type is None or found.type.kind is Kind.INSTANT:
        return found
    walk.report(
        NOT_WHAT_WAS_ASKED,
        expression.span,
        needed="an instant",
        found=describe(found.type),
        advice="time runs from an instant to an instant: time(office from opened to resolved)",
    )
    return Found(found.expression, None)


def _of_its_own(walk: Inference, time: Time, column: str) -> FormulaType | None:
    """Return the type of the text that says which one of a divided condition is meant."""
    meaning = walk.scope.meaning(column)
    if meaning is not None and meaning.type.kind is Kind.TEXT:
        return meaning.type
    walk.report(CONDITION_DIVIDED, time.of.span, column=column, place="this formula")
    return None
