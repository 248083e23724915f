"""Building of what has brackets: functions, tables, aggregates and their rows."""

from __future__ import annotations

from typing import cast

from lark import Token

from servanda.formula.built import (
    Built,
    Part,
    PartMaker,
    Refused,
    expression_after,
    expression_at,
    is_listing,
    listed,
    plural,
    row_source,
)
from servanda.formula.diagnostics import UNKNOWN_FUNCTION, WRONG_ARGUMENTS
from servanda.formula.functions import AGGREGATES, aggregator_of
from servanda.formula.syntax import (
    Aggregate,
    Aggregator,
    Call,
    Expression,
    Marginal,
    Name,
    Round,
    RowSource,
    RowWindow,
    Run,
    Time,
)
from servanda.formula.words import MODE_WORDS
from servanda.kernel.diagnostic import Diagnostic, near_match

__all__ = ["build_call", "build_count", "build_round", "build_rows", "build_time"]

_WINDOWS = {
    "month": RowWindow.THIS_MONTH,
    "quarter": RowWindow.THIS_QUARTER,
    "half year": RowWindow.THIS_HALF_YEAR,
    "year": RowWindow.THIS_YEAR,
    "contract year": RowWindow.THIS_CONTRACT_YEAR,
}
_PERIODS = "periods"


def build_call(maker: PartMaker, parts: list[Part]) -> Built:
    """Build a function, a table or an aggregate."""
    name = str(parts[0])
    arguments = listed(parts[2]) if is_listing(parts[2]) else ()
    over = row_source(parts)
    where = expression_after(parts, "WHERE")
    if name == "run" and len(arguments) == 1 and not (over or where):
        return maker.make(parts, lambda span: Run(span=span, of=arguments[0]))
    if name == "marginal" and len(arguments) == 3 and isinstance(arguments[0], Name):
        table = arguments[0].name
        return maker.make(
            parts,
            lambda span: Marginal(span=span, table=table, low=arguments[1], high=arguments[2]),
        )
    aggregator = aggregator_of(name, values=len(arguments))
    if aggregator is None and (over or where):
        raise Refused(_not_an_aggregate(maker, parts))
    if aggregator is None:
        return maker.make(parts, lambda span: Call(span=span, function=name, arguments=arguments))
    return _aggregate(maker, parts, aggregator, arguments, over, where)


def _not_an_aggregate(maker: PartMaker, parts: list[Part]) -> Diagnostic:
    name = str(parts[0])
    known = {aggregator.value: rule for aggregator, rule in AGGREGATES.items()}
    if name in known:
        needed = "two values" if known[name].aggregator is Aggregator.PERCENTILE else "a value"
        return WRONG_ARGUMENTS.at(
            maker.span(parts[:1]),
            name=name,
            needed=f"{needed} of each row",
            given="another number",
            example=known[name].usage,
        )
    near = near_match(name, known)
    return UNKNOWN_FUNCTION.at(
        maker.span(parts[:1]),
        name=f"{name}(... over ROWS)",
        advice=f"did you mean '{near}'?" if near else f"of many rows there are {', '.join(known)}",
    )


def _aggregate(
    maker: PartMaker,
    parts: list[Part],
    aggregator: Aggregator,
    arguments: tuple[Expression, ...],
    over: RowSource | None,
    where: Expression | None,
) -> Built:
    return maker.make(
        parts,
        lambda span: Aggregate(
            span=span,
            aggregator=aggregator,
            of=arguments[-1] if arguments else None,
            parameter=arguments[0] if len(arguments) > 1 else None,
            over=over,
            where=where,
        ),
    )


def build_count(maker: PartMaker, parts: list[Part]) -> Built:
    """Build a count of rows."""
    over, where = row_source(parts), expression_after(parts, "WHERE")
    return _aggregate(maker, parts, Aggregator.COUNT, (), over, where)


def build_round(maker: PartMaker, parts: list[Part]) -> Built:
    """Build a rounding."""
    return maker.make(
        parts,
        lambda span: Round(
            span=span,
            of=expression_at(parts, 2),
            to=expression_at(parts, 4),
            mode=MODE_WORDS[str(parts[5])],
        ),
    )


def build_time(maker: PartMaker, parts: list[Part]) -> Built:
    """Build the length of a condition over time."""
    return maker.make(
        parts,
        lambda span: Time(
            span=span,
            of=expression_at(parts, 2),
            since=expression_after(parts, "FROM"),
            until=expression_after(parts, "TO"),
        ),
    )


def build_rows(maker: PartMaker, parts: list[Part]) -> Built:
    """Build the rows that an aggregate goes over."""
    tokens = cast("list[Token]", parts)
    earlier = tokens[0].type == "EARLIER"
    name = next((str(each) for each in tokens if each.type == "NAME"), "")
    windows = [each for each in tokens if each.type not in {"EARLIER", "NAME"}]
    window, length, counted_in = _window(maker, windows[0]) if windows else (RowWindow.ALL, 0, "")
    return maker.make(
        parts,
        lambda span: RowSource(
            span=span,
            name=name or counted_in or _PERIODS,
            window=window,
            length=length,
            counted_in=counted_in or _PERIODS,
            earlier=earlier,
        ),
    )


def _window(maker: PartMaker, token: Token) -> tuple[RowWindow, int, str]:
    """Return a window with its length, and which periods the length counts."""
    words = str(token).removeprefix("with").removeprefix("in").split()
    match token.type:
        case "IN_LAST_DAYS" | "LAST_DAYS":
            return RowWindow.LAST_DAYS, maker.whole(words[1], token), ""
        case "IN_LAST_PERIODS" | "LAST_PERIODS":
            return RowWindow.LAST_PERIODS, maker.whole(words[1], token), plural(words[2])
        case _:
            return _WINDOWS[" ".join(words[1:])], 0, ""
