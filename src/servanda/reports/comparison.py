"""Two versions compared, as text and as a page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from servanda.facts.figure import Segment
from servanda.kernel.quantity import Quantity
from servanda.pipeline.comparing import Change, Comparison
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural, spell
from servanda.reports.templating import style_sheet
from servanda.settlement.difference import Difference

__all__ = ["changed_lines", "comparison_lines", "comparison_page", "effect"]


def effect(paid_more: Quantity | None, reader: Reader) -> str:
    """Say who would have paid more; empty where nobody knows.

    Args:
        paid_more: How much more the client would have paid; negative for less.
        reader: How numbers are spelt.
    """
    if paid_more is None:
        return ""
    if paid_more.amount == 0:
        return "no difference in money"
    more = "more" if paid_more.amount > 0 else "less"
    amount = spell(Quantity(abs(paid_more.amount), paid_more.unit), reader)
    return f"the client would have paid {amount} {more}"


def comparison_lines(found: Comparison, reader: Reader) -> Iterator[str]:
    """Return a comparison as lines of text."""
    if not found.changes:
        yield "The two say the same."
        return
    count = len(found.changes)
    yield f"{count} {plural(count, 'part')} {'differs' if count == 1 else 'differ'}:"
    for change in found.changes:
        yield from _change(change, reader)
    if found.not_settled:
        yield ""
        yield f"Not said in money: {found.not_settled}."
    if found.money is not None:
        yield ""
        yield from _money(found.money, found.changes, reader)


def comparison_page(found: Comparison, title: str, reader: Reader) -> str:
    """Return a comparison as one self-contained page, every text escaped."""
    periods = found.money.periods if found.money else ()
    return _template().render(
        title=title,
        found=found,
        css=style_sheet("statement"),
        effect=lambda value: effect(value, reader),
        spelt=lambda value: spell(value, reader),
        summary=list(_summary(found.money, reader)) if found.money else [],
        lines=[(each.period, line) for each in periods for line in each.changed_lines],
        levels=[(each.period, level) for each in periods for level in each.levels],
        named=_named,
    )


def _change(change: Change, reader: Reader) -> Iterator[str]:
    for words in change.words:
        yield f"  {one_line(words.text)}"
        yield f"      {words.favour.value}; from {change.since}"
    if change.alone is not None:
        yield f"      alone: {effect(change.alone, reader)}"


def _summary(money: Difference, reader: Reader) -> Iterator[str]:
    first, last = money.periods[0].period, money.periods[-1].period
    yield f"On the evidence of {first} to {last}: {effect(money.client_pays_more, reader)}"
    yield f"({spell(money.before, reader)} before, {spell(money.after, reader)} after)."


def _money(money: Difference, changes: tuple[Change, ...], reader: Reader) -> Iterator[str]:
    yield " ".join(_summary(money, reader))
    if len(changes) > 1:
        yield "What each part changes alone need not add up: parts act on one another."
    for line in changed_lines(money, reader):
        yield f"  {line}"


def changed_lines(money: Difference, reader: Reader) -> Iterator[str]:
    """Yield what each period pays and judges otherwise: lines first, then commitments."""
    for period in money.periods:
        for line in period.changed_lines:
            before, after = spell(line.before, reader), spell(line.after, reader)
            yield f"{period.period}  {_named(line.name, line.segment)}: {before} becomes {after}"
    for period in money.periods:
        for each in period.levels:
            name = _named(each.commitment, each.segment)
            yield f"{period.period}  {name}: {each.before} becomes {each.after}"


def _named(name: str, segment: Segment) -> str:
    return one_line(" ".join((name, *(value for _, value in segment))))


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    source = (files("servanda.reports") / "templates" / "comparison.html").read_text("utf-8")
    return environment.from_string(source)
