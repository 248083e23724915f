"""Reading what the parties promised each other about working together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.agreement import diagnostics as found
from servanda.agreement.model.partnership import (
    GoodwillRule,
    Principle,
    PromisedBy,
    ReviewEvery,
    ReviewLevel,
    ReviewRule,
    Tabled,
)
from servanda.agreement.notebook import Notebook
from servanda.agreement.read.fields import Fields, entries_of, text_of
from servanda.agreement.text.node import Entry, MappingNode, Node
from servanda.kernel.quantity import Quantity

__all__ = ["read_goodwill", "read_principles", "read_reviews"]

_SIDES = ("client", "provider")
_PRICE = re.compile(r"([0-9]+(?:\.[0-9]+)?) +([A-Z]{3})")
_HABIT = re.compile(r"([0-9]{1,3}) times in a (month|quarter|half year|year)")


def read_reviews(node: Node | None, currency: str, notebook: Notebook) -> dict[str, ReviewRule]:
    """Read which reviews there are; what an hour costs is in the settlement's currency."""
    return {entry.key.text: _review(entry, currency, notebook) for entry in entries_of(node)}


def _review(entry: Entry, currency: str, notebook: Notebook) -> ReviewRule:
    fields = Fields(entry.value, notebook, entry.key.span)
    attended = fields.inside("attended by")
    words = {each.value: each for each in Tabled}
    return ReviewRule(
        name=entry.key.text,
        title=fields.text("title"),
        level=fields.word("level", ReviewLevel, ReviewLevel.OPERATIONAL),
        every=fields.word("every", ReviewEvery, ReviewEvery.MONTH),
        attended_by={side: attended.texts(side) for side in _SIDES},
        tabled=tuple(words[each] for each in fields.texts("on the table") if each in words),
        clause=fields.clause(),
        span=entry.key.span,
        hour_costs=dict(_hour_costs(fields.inside("hour costs"), currency)),
    )


def _hour_costs(fields: Fields, currency: str) -> Iterator[tuple[str, Quantity]]:
    for side in _SIDES:
        if not fields.has(side):
            continue
        text = fields.text(side)
        matched = _PRICE.fullmatch(text.strip())
        if matched is None or matched[2] != currency:
            fields.notebook.report(
                found.BAD_HOUR_COST, fields.span_of(side), text=text, currency=currency
            )
        else:
            yield side, Quantity.money(matched[1], currency)


def read_goodwill(fields: Fields) -> GoodwillRule | None:
    """Read from when on a favour that is given again is a habit."""
    if not isinstance(fields.node, MappingNode) or not fields.has("habit"):
        return None
    text = " ".join(fields.text("habit").split())
    matched = _HABIT.fullmatch(text)
    if matched is None or int(matched[1]) < 2:
        fields.notebook.report(found.NO_HABIT, fields.span_of("habit"), text=text)
        return None
    return GoodwillRule(
        times=int(matched[1]),
        every=ReviewEvery(matched[2]),
        text=text,
        clause=fields.clause(),
        span=fields.span_of("habit"),
    )


def read_principles(node: Node | None, notebook: Notebook) -> dict[str, Principle]:
    """Read how the parties promised each other to behave."""
    return {entry.key.text: _principle(entry, notebook) for entry in entries_of(node)}


def _principle(entry: Entry, notebook: Notebook) -> Principle:
    fields = Fields(entry.value, notebook, entry.key.span)
    return Principle(
        name=entry.key.text,
        title=fields.text("title"),
        says=fields.text("says") or text_of(entry.value),
        by=fields.word("by", PromisedBy, PromisedBy.BOTH),
        clause=fields.clause(),
        span=entry.key.span,
    )
