"""Typing of tables and functions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from servanda.formula import inference_names
from servanda.formula.diagnostics import UNKNOWN_FUNCTION, UNKNOWN_MEMBER, WRONG_ARGUMENTS
from servanda.formula.found import Found, figure
from servanda.formula.functions import AGGREGATES, FORMS, FUNCTIONS, Function
from servanda.formula.syntax import Call, Member
from servanda.formula.types import FormulaType, FunctionType
from servanda.kernel.diagnostic import near_match
from servanda.kernel.quantity import NUMBER
from servanda.kernel.source import SourceSpan

if TYPE_CHECKING:
    from servanda.formula.inference import Inference

__all__ = ["infer_call", "infer_column"]


def infer_call(walk: Inference, call: Call) -> Found:
    """Type a function of values, or a table."""
    function = FUNCTIONS.get(call.function)
    if function is not None:
        return _call_function(walk, call, function)
    table = walk.scope.table(call.function)
    if table is not None:
        called = _call_table(walk, call, table)
        if table.result is None:
            column = min(table.members, default="column")
            walk.report(
                UNKNOWN_MEMBER,
                call.span,
                whole=f"the table '{call.function}'",
                name="",
                advice=f"say which column: {call.function}(...).{column}",
            )
            return Found(called.expression, None)
        return Found(called.expression, _with_argument(table.result, called.type))
    arguments = tuple(walk.infer(argument).expression for argument in call.arguments)
    _report_function(walk, call)
    return Found(replace(call, arguments=arguments), None)


def _report_function(walk: Inference, call: Call) -> None:
    usages = {rule.aggregator.value: rule.usage for rule in AGGREGATES.values()}
    usages |= {form.name: form.usage for form in FORMS}
    span = _name_span(call)
    if call.function in usages:
        walk.report(
            WRONG_ARGUMENTS,
            span,
            name=call.function,
            needed="two values" if call.function == "percentile" else "one value",
            given=_counted(len(call.arguments)),
            example=usages[call.function],
        )
        return
    near = near_match(call.function, {*usages, *FUNCTIONS, *walk.scope.names()})
    known = ", ".join(sorted({*usages, *FUNCTIONS}))
    advice = f"did you mean '{near}'?" if near else f"the functions are {known}"
    walk.report(UNKNOWN_FUNCTION, span, name=call.function, advice=advice)


def _name_span(call: Call) -> SourceSpan:
    span = call.span
    return replace(span, end_line=span.line, end_column=span.column + len(call.function))


def _counted(values: int) -> str:
    return {0: "none", 1: "one"}.get(values, str(values))


def _call_table(walk: Inference, call: Call, table: FunctionType) -> Found:
    """Return the call with its argument's type: that of the result is the caller's to find."""
    arguments = [walk.infer(argument) for argument in call.arguments]
    if len(arguments) != 1:
        walk.report(
            WRONG_ARGUMENTS,
            _name_span(call),
            name=call.function,
            needed="one value",
            given=_counted(len(arguments)),
            example=f"{call.function}(x)",
        )
        return Found(call, None)
    argument = walk.expect(arguments[0], table.argument)
    return Found(replace(call, arguments=(argument.expression,)), argument.type)


def _call_function(walk: Inference, call: Call, function: Function) -> Found:
    parts = [walk.figure(argument, call.function) for argument in call.arguments]
    given = len(parts)
    if given < function.fewest or (function.most is not None and given > function.most):
        walk.report(
            WRONG_ARGUMENTS,
            _name_span(call),
            name=call.function,
            needed=f"{'at least ' if function.most is None else ''}{_counted(function.fewest)}",
            given=_counted(given),
            example=function.usage,
        )
        return Found(call, None)
    fitted = walk.alike(parts, f"take the {call.function} of")
    if fitted is None:
        return Found(call, None)
    types = [part.type for part in fitted if part.type]
    unit = function.unit(types[0].unit or NUMBER)
    ready = replace(call, arguments=tuple(part.expression for part in fitted))
    return Found(ready, figure(unit, *types))


def infer_column(walk: Inference, member: Member, call: Call, table: FunctionType) -> Found:
    """Type a column of a table: ``severity(x).points``."""
    called = _call_table(walk, call, table)
    ready = replace(member, of=called.expression)
    made = table.members.get(member.name)
    if made is None:
        inference_names.report_member(walk, member, f"the table '{call.function}'", table.members)
        return Found(ready, None)
    argument = called.type
    return Found(ready, _with_argument(made, argument))


def _with_argument(made: FormulaType, argument: FormulaType | None) -> FormulaType:
    if argument is None:
        return made
    return replace(
        made,
        grain=made.grain | argument.grain,
        may_be_absent=made.may_be_absent or argument.may_be_absent,
    )
