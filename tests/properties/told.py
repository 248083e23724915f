"""What the parties state of periods that are over when a text takes over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from tests.properties.draft import Draft
from tests.properties.oracle import spans_of
from tests.properties.sheet import SERVICES, Measure, Sheet, Span, Told

__all__ = ["told_later", "told_of"]

_LOOKING_BACK = frozenset(
    {"balance", "credit to earn back", "earned back", "released", "time over periods", "withheld"}
)
"""Mechanisms that look back on figures of which nothing is stated."""


def told_of(draft: Draft) -> list[Told]:
    """State of the first periods, which are over, what a line paid and a measure came to."""
    spans = spans_of(draft.sheet)
    free = [each.name for each in draft.sheet.lines.values() if not (each.divided or each.each)]
    if not free or len(spans) < 3 or draft.used & _LOOKING_BACK:
        return []
    line, over = draft.random.choice(free), draft.random.randint(1, min(3, len(spans) - 1))
    measures = [draft.random.choice(draft.shares())] if draft.random.random() < 0.6 else []
    fields = [
        f"until: {_last_day(spans[over - 1])}",
        "from: earlier_statements",
        f"gives: {{{line}: paid}}",
        *(f"measured: {{{each.name}: reached}}" for each in measures),
    ]
    draft.add(history=f"history: {{{', '.join(fields)}}}\n")
    draft.used.add("stated history")
    draft.used |= {"stated measures"} if measures else set()
    return [_period_told(draft, line, measures) for _ in range(over)]


def _period_told(draft: Draft, line: str, measures: Sequence[Measure]) -> Told:
    reached = {
        (each.name, cut): None if draft.random.random() < 0.15 else draft.share(880, 1000)
        for each in measures
        for cut in (SERVICES if each.divided else ("",))
    }
    return Told(paid={line: draft.amount(0, 900)}, reached=reached)


def told_later(
    draft: Draft, told: list[Told], later: list[tuple[Sheet, str]]
) -> tuple[list[Told], list[tuple[Sheet, str]]]:
    """Let an amendment that is in force from the first period that is settled state that too."""
    spans, (sheet, text), over = spans_of(draft.sheet), later[0], len(told)
    if sheet.from_day > spans[over].first_day or over + 1 >= len(spans):
        return told, later
    draft.used.add("more is stated later")
    measures = [draft.sheet.measures[name] for name, _ in told[0].reached]
    [line] = told[0].paid
    more = _period_told(draft, line, list(dict.fromkeys(measures)))
    text += f"history: {{until: {_last_day(spans[over])}}}\n"
    return [*told, more], [(sheet, text), *later[1:]]


def _last_day(span: Span) -> date:
    return span.end_day - timedelta(days=1)
