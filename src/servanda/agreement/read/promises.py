"""Reading commitments."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from servanda.agreement.model.formula import Dated
from servanda.agreement.model.measure import NoDataRule
from servanda.agreement.model.promise import Aspect, Commitment, Level, Relieves
from servanda.agreement.model.setting import PartyRole
from servanda.agreement.notebook import Notebook
from servanda.agreement.read.fields import Fields, entries_of, scalars_of, text_of
from servanda.agreement.read.phrases import read_level
from servanda.agreement.read.shorthand import whole_share
from servanda.agreement.read.terms import dated_entries
from servanda.agreement.read.windows import read_window
from servanda.agreement.text.node import Entry, MappingNode, Node, ScalarNode

__all__ = ["Judgeable", "read_commitments"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgeable:
    """Hold what commitments can judge, and by what words windows are called.

    Args:
        measures: Names of the measures.
        figures: Names of the figures.
        period: What a period of the settlement's rhythm is called: ``month``.
    """

    measures: Collection[str]
    figures: Collection[str]
    period: str


def read_commitments(
    node: Node | None, first_day: date, judgeable: Judgeable, notebook: Notebook
) -> dict[str, Commitment]:
    """Read what was promised."""
    commitments = {}
    for entry in entries_of(node):
        commitment = _commitment(entry, first_day, judgeable, notebook)
        if commitment is None:
            notebook.broken.add(f"{entry.key.text}.met")
        else:
            commitments[entry.key.text] = commitment
    return commitments


def _commitment(
    entry: Entry, first_day: date, judgeable: Judgeable, notebook: Notebook
) -> Commitment | None:
    fields = Fields(entry.value, notebook, entry.key.span)
    expected = _levels(fields.get("expected"), first_day, notebook)
    minimum = _levels(fields.get("minimum"), first_day, notebook)
    relieves = tuple(_relieves(fields))
    clause = fields.clause()
    window, length = read_window(fields.get("over"), judgeable.period, notebook)
    if expected is None or (fields.has("minimum") and minimum is None):
        return None
    figure = _figure(entry.key.text, fields, judgeable)
    only = sorted((each.key.text, text_of(each.value)) for each in fields.entries("for"))
    return Commitment(
        name=entry.key.text,
        title=fields.text("title"),
        measure="" if figure else fields.text("measure", entry.key.text),
        by=PartyRole.CLIENT if fields.text("by") == "client" else PartyRole.PROVIDER,
        service=fields.text("service"),
        aspect=fields.word("aspect", Aspect, Aspect.TECHNICAL),
        expected=expected,
        minimum=minimum,
        bands=fields.text("bands"),
        critical=fields.truth("critical", default=False),
        serves=fields.text("serves"),
        relieves=relieves,
        clause=clause,
        span=entry.key.span,
        only=tuple(only),
        figure=figure,
        over=window,
        over_length=length,
        no_data=fields.word("no data", NoDataRule, NoDataRule.NOT_SETTLED)
        if fields.has("no data")
        else None,
    )


def _figure(name: str, fields: Fields, judgeable: Judgeable) -> str:
    """Return the figure that is judged; nothing where it is a measure."""
    if fields.has("figure") or fields.has("measure") or name in judgeable.measures:
        return fields.text("figure")
    return name if name in judgeable.figures else ""


def _levels(node: Node | None, first_day: date, notebook: Notebook) -> Dated[Level] | None:
    steps = []
    for day, held in dated_entries(node, first_day, notebook):
        level = read_level(held, notebook)
        if level is None:
            return None
        steps.append((day, level))
    return Dated(tuple(steps)) if steps else None


def _relieves(fields: Fields) -> list[Relieves]:
    node = fields.get("relieves")
    if isinstance(node, MappingNode):
        shares = [(each.key, fields.notebook.formula(each.value)) for each in node.entries]
        return [
            Relieves(commitment=key.text, share=share, span=key.span)
            for key, share in shares
            if share is not None
        ]
    named: tuple[ScalarNode, ...] = scalars_of(node)
    return [
        Relieves(commitment=each.text, share=whole_share(each.span), span=each.span)
        for each in named
    ]
