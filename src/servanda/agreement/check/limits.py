"""Typing limits and what must hold; lines that nothing caps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from servanda.agreement import diagnostics as found
from servanda.agreement.check.constants import ConstantPlace, days_of_change
from servanda.agreement.check.elaborate import Bench
from servanda.agreement.check.walk import uses
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.money import Bound, Limit, Must, Purpose
from servanda.agreement.notebook import Notebook
from servanda.agreement.scope.names import Dictionary, PlainScope, figure_type
from servanda.agreement.scope.period import PeriodWorld
from servanda.facts.figure import NoValue
from servanda.facts.trace import Step
from servanda.formula.display import format_value
from servanda.formula.exact import evaluate
from servanda.formula.types import FormulaType, Kind
from servanda.kernel.unit import Unit

__all__ = ["check_caps", "check_limits", "check_musts", "type_limits"]

_TRUTH = FormulaType(kind=Kind.TRUTH)
_ALL_PENALTIES = "penalties"


def type_limits(bench: Bench, world: PeriodWorld) -> tuple[Limit, ...]:
    """Return the limits with their amounts made ready: money that is always known."""
    money = figure_type(Unit.money(bench.agreement.settlement.currency))
    limits = []
    for limit in bench.agreement.limits:
        scope = world.scope()
        typed = bench.settled(limit.amount, world.row_scope(limit.for_each, scope) or scope, money)
        if typed.type is not None and typed.type.may_be_absent:
            bench.notebook.report(
                found.MAY_BE_ABSENT,
                limit.amount.span,
                name=limit.text,
                advice=f"say what it is then: ({limit.amount.text}) otherwise ...",
            )
        limits.append(replace(limit, amount=typed.formula))
    return tuple(limits)


def check_limits(agreement: Agreement, notebook: Notebook) -> None:
    """Note limits for rows on lines that have none, and limits that undo an earlier one."""
    for index, limit in enumerate(agreement.limits):
        before = agreement.limits[:index]
        if limit.for_each:
            _check_rows(limit, agreement, notebook)
        if limit.for_each and not all(each.for_each for each in before):
            what = "limits for each row come before those of whole periods"
            notebook.report(found.LIMIT_ORDER, limit.span, what=what)
        for name in limit.of:
            if any(name in each.less for each in before):
                what = f"an earlier limit takes '{name}' off as it is before this one"
                notebook.report(found.LIMIT_ORDER, limit.span, what=what)


def _check_rows(limit: Limit, agreement: Agreement, notebook: Notebook) -> None:
    rows = agreement.rows.get(limit.for_each)
    for name in limit.of:
        figure = agreement.figures.get(name)
        if rows is not None and figure is not None and not rows.takes_in(figure.each):
            notebook.report(found.LIMIT_ROWS, limit.span, name=name, rows=limit.for_each)


def check_caps(agreement: Agreement, notebook: Notebook) -> None:
    """Warn of penalties that no limit holds."""
    if "limits" in notebook.broken:
        return
    caps = [
        limit for limit in agreement.limits if limit.bound is Bound.AT_MOST and not limit.for_each
    ]
    held = {name for limit in caps for name in limit.of}
    for figure in agreement.figures.values():
        if figure.purpose is not Purpose.PENALTY or figure.name in held:
            continue
        if _ALL_PENALTIES in held and figure.counts_towards_limits:
            continue
        notebook.report(found.NO_CAP, figure.span, name=figure.name)


def check_musts(
    bench: Bench, dictionary: Dictionary, world: PeriodWorld, place: ConstantPlace
) -> tuple[Must, ...]:
    """Return what must hold made ready, noting each condition that does not on some day.

    Args:
        bench: Where formulas are typed.
        dictionary: Terms and tables: all that a condition decided now may use.
        world: What conditions on evidence may use besides.
        place: What terms are worth; the day is replaced by each day of change.
    """
    musts = []
    for must in bench.agreement.musts:
        if not _is_constant(must, bench):
            typed = bench.settled(must.condition, world.scope(), _TRUTH)
            musts.append(replace(must, condition=typed.formula, each_period=True))
            continue
        typed = bench.type(must.condition, PlainScope(dictionary=dictionary), _TRUTH)
        musts.append(replace(must, condition=typed.formula))
        if typed.type is not None:
            _evaluate(musts[-1], bench, place)
    return tuple(musts)


def _is_constant(must: Must, bench: Bench) -> bool:
    """Return whether a condition names nothing but terms and tables."""
    agreement = bench.agreement
    known = {*agreement.terms, *agreement.tables}
    return all(use.name in known for use in uses(must.condition.expression))


def _evaluate(must: Must, bench: Bench, place: ConstantPlace) -> None:
    for day in days_of_change(place.terms, bench.agreement.in_force.first_day):
        step = evaluate(must.condition.expression, replace(place, day=day))
        if step.value is True:
            continue
        values = ", ".join(dict.fromkeys(_spelled(step)))
        bench.notebook.report(
            found.MUST_FAILS,
            must.span,
            values=f"{values or must.text} (on {day.isoformat()})",
        )
        return


def _spelled(step: Step) -> Iterator[str]:
    for part in step.of:
        if isinstance(part.value, NoValue) or part.name:
            yield f"{part.name or part.text} is {format_value(part.value)}"
