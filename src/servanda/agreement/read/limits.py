"""Reading limits: caps and minimums on sums of lines, in their order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from servanda.agreement import diagnostics as found
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.money import Bound, Limit, LimitRest, LimitWindow
from servanda.agreement.notebook import Notebook, origin_of
from servanda.agreement.read.fields import Fields
from servanda.agreement.read.windows import read_window, window_called
from servanda.agreement.text.node import ListNode, Node, ScalarNode
from servanda.formula.phrases import LimitPhrase, parse_limit
from servanda.formula.printing import print_expression

__all__ = ["LimitPlace", "read_limits"]

_FITS_CAPS = {
    "less": "only a cap is held against a difference",
    "within": "a minimum is asked of each period",
}
_FITS_PERIODS = {
    "less": "lines of one row are added up",
    "within": "each row has a limit of its own, whatever the period",
    "rest": "only amounts of whole periods carry over",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitPlace:
    """What limits are read with.

    Args:
        period: What a period of the settlement's rhythm is called: ``month``.
        rows: Rows that limits can exist for, by their own name and by one of them.
        notebook: Where mistakes are noted.
    """

    period: str
    rows: Mapping[str, str]
    notebook: Notebook


def read_limits(node: Node | None, place: LimitPlace) -> tuple[Limit, ...]:
    """Read the limits, in their order."""
    items = node.items if isinstance(node, ListNode) else ()
    limits = [
        _sentence(item, number, place)
        if isinstance(item, ScalarNode)
        else _limit(item, number, place)
        for number, item in enumerate(items, start=1)
    ]
    if None in limits:
        place.notebook.broken.add("limits")
    return tuple(limit for limit in limits if limit is not None)


def _sentence(node: ScalarNode, number: int, place: LimitPlace) -> Limit | None:
    read = parse_limit(node.text, origin_of(node))
    place.notebook.take(read.diagnostics)
    if read.value is None:
        return None
    phrase = read.value
    window = _said_window(phrase, place.period)
    if window is None:
        text = f"last {phrase.length} {phrase.counted_in}" if phrase.length else phrase.each
        place.notebook.report(found.BAD_WINDOW, node.span, text=text)
        return None
    cap = phrase.at_most
    return Limit(
        name=f"limit_{number}",
        of=phrase.names,
        bound=Bound.AT_MOST,
        amount=Formula(text=print_expression(cap), expression=cap, span=cap.span),
        window=window,
        window_length=phrase.length,
        rest=LimitRest.LAPSES,
        text=node.text.strip(),
        clause=None,
        span=node.span,
        for_each=_rows(phrase.counted_in, place) if phrase.each == "row" else "",
    )


def _rows(name: str, place: LimitPlace) -> str:
    return place.rows.get(name, name)


def _said_window(phrase: LimitPhrase, period: str) -> LimitWindow | None:
    match phrase.each:
        case "row":
            return LimitWindow.PERIOD
        case "last" if phrase.counted_in == "days":
            return LimitWindow.LAST_DAYS
        case "last":
            fits = phrase.counted_in in {f"{period}s", "periods"}
            return LimitWindow.LAST_PERIODS if fits else None
        case each:
            return window_called(each, period)


def _limit(node: Node, number: int, place: LimitPlace) -> Limit | None:
    fields = Fields(node, place.notebook, node.span)
    bound = Bound.AT_LEAST if fields.has(Bound.AT_LEAST.value) else Bound.AT_MOST
    amount, clause = fields.formula(bound.value), fields.clause()
    window, length = read_window(fields.get("within"), place.period, place.notebook)
    rest = fields.word("rest", LimitRest, LimitRest.LAPSES)
    rows = fields.text("for each")
    carries_for = _carries_for(fields, rest, place)
    if not _fits(fields, bound, rest) or amount is None:
        return None
    of = fields.texts("of")
    over = f"for each {rows}" if rows else f"within {fields.text('within', f'this {place.period}')}"
    less = f" less {', '.join(fields.texts('less'))}" if fields.has("less") else ""
    return Limit(
        name=fields.text("name", f"limit_{number}"),
        of=of,
        bound=bound,
        amount=amount,
        window=window,
        window_length=length,
        rest=rest,
        text=f"{', '.join(of)}{less} {bound.value} {amount.text} {over}",
        clause=clause,
        span=fields.span_of("name"),
        for_each=_rows(rows, place) if rows else "",
        less=fields.texts("less"),
        carries_for=carries_for,
    )


def _fits(fields: Fields, bound: Bound, rest: LimitRest) -> bool:
    """Return whether the keys go together, noting those that do not."""
    misfits = []
    if bound is Bound.AT_LEAST:
        misfits += [(key, why) for key, why in _FITS_CAPS.items() if fields.has(key)]
        if not fields.has("rest"):
            fields.notebook.report(found.MINIMUM_UNSAID, fields.span_of(bound.value))
            return False
    elif rest is LimitRest.RAISED:
        misfits.append(("rest", "only what is below a minimum can be raised to it"))
    if fields.has("for each"):
        carries = rest is LimitRest.CARRIES
        keys = [key for key in _FITS_PERIODS if key != "rest" or carries]
        misfits += [(key, _FITS_PERIODS[key]) for key in keys if fields.has(key)]
    if fields.has("carries for") and rest is not LimitRest.CARRIES:
        misfits.append(("carries for", "nothing carries over: the rest lapses or is raised"))
    for key, why in dict(misfits).items():
        fields.notebook.report(found.LIMIT_KEY, fields.span_of(key), key=key, why=why)
    return not misfits


def _carries_for(fields: Fields, rest: LimitRest, place: LimitPlace) -> int | None:
    if not fields.has("carries for") or rest is not LimitRest.CARRIES:
        return None
    text = fields.text("carries for")
    said = re.fullmatch(r"([1-9][0-9]{0,3}) ([a-z]+?)s?", " ".join(text.split()))
    if said is None or said[2] not in {place.period, "period"}:
        span = fields.span_of("carries for")
        place.notebook.report(found.BAD_CARRIES_FOR, span, text=text, periods=f"{place.period}s")
        return None
    return int(said[1])
