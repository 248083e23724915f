"""Reading figures, charges, penalties, incentives and what must hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from servanda.agreement import diagnostics as found
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.measure import Measure
from servanda.agreement.model.money import (
    Figure,
    IncentiveKind,
    LimitWindow,
    Must,
    Purpose,
    RowSet,
    StatedHistory,
)
from servanda.agreement.model.promise import Commitment
from servanda.agreement.notebook import Notebook, advise_name
from servanda.agreement.read.fields import Fields, entries_of, text_of
from servanda.agreement.read.phrases import read_repeat
from servanda.agreement.read.shorthand import spell_due, spell_shares
from servanda.agreement.surface.money import SHORTHAND_KEYS
from servanda.agreement.text.node import Entry, ListNode, MappingNode, Node, ScalarNode
from servanda.kernel.source import SourceSpan

__all__ = ["Promised", "read_figures", "read_history", "read_musts"]

_FORMULA_KEY = {Purpose.FIGURE: "is"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """What lines of money hang on.

    Args:
        commitments: What was promised.
        measures: What commitments judge.
        figures: Named figures, which commitments judge as well.
        rows: Rows that lines can exist for, by their own name and by one of them in the singular.
    """

    commitments: Mapping[str, Commitment]
    measures: Mapping[str, Measure]
    rows: Mapping[str, str]
    figures: Mapping[str, Figure] = field(default_factory=dict)

    def segments_of(self, commitment: str) -> tuple[str, ...]:
        """Return the columns by which a commitment is divided."""
        promised = self.commitments.get(commitment)
        if promised is None:
            return ()
        judged = self.measures.get(promised.measure) or self.figures.get(promised.figure)
        fixed = {column for column, _ in promised.only}
        return tuple(column for column in judged.by if column not in fixed) if judged else ()


def read_figures(
    node: Node | None, purpose: Purpose, promised: Promised, notebook: Notebook
) -> dict[str, Figure]:
    """Read one section of named formulas.

    Args:
        node: The section.
        purpose: What its amounts do.
        promised: What lines of money can hang on.
        notebook: Where mistakes are noted.
    """
    figures = {}
    for entry in entries_of(node):
        figure = _figure(entry, purpose, promised, notebook)
        if figure is None:
            notebook.broken.add(entry.key.text)
        else:
            figures[entry.key.text] = figure
    return figures


def _figure(
    entry: Entry, purpose: Purpose, promised: Promised, notebook: Notebook
) -> Figure | None:
    fields = Fields(entry.value, notebook, entry.key.span)
    when, clause = fields.formula("when"), fields.clause()
    commitment = _commitment_of(fields, entry, purpose)
    by = fields.texts("by")
    each = fields.text("for each", "period")
    if fields.has("of"):
        pays = _shorthand(fields, commitment, promised)
        when = _when_due(when, promised.commitments.get(commitment), fields)
        by = by or promised.segments_of(commitment)
    else:
        pays = _pays(fields, entry, purpose)
    if pays is None or (fields.has("when") and when is None):
        return None
    return Figure(
        name=entry.key.text,
        title=fields.text("title"),
        purpose=purpose,
        each=promised.rows.get(each, each),
        by=by,
        when=when,
        pays=pays,
        commitment=commitment if commitment in promised.commitments else "",
        counts_towards_limits=fields.truth("counts towards limits", default=True),
        clause=clause,
        span=entry.key.span,
        kind=fields.word("kind", IncentiveKind, IncentiveKind.INCENTIVE),
        answers=fields.text("answers"),
        cure_costs=fields.formula("cure costs"),
        besides={each.key.text: text_of(each.value) for each in fields.entries("besides")},
    )


def _pays(fields: Fields, entry: Entry, purpose: Purpose) -> Formula | None:
    if isinstance(entry.value, ScalarNode):
        return fields.notebook.formula(entry.value)
    for key in SHORTHAND_KEYS:
        if fields.has("pays") and fields.has(key):
            span = _key_span(fields, key)
            fields.notebook.report(found.SHORTHAND_MIXED, span, key=key)
    return fields.formula(_FORMULA_KEY.get(purpose, "pays"))


def _key_span(fields: Fields, key: str) -> SourceSpan:
    entry = fields.node.entry(key) if isinstance(fields.node, MappingNode) else None
    return entry.key.span if entry else fields.span


def _commitment_of(fields: Fields, entry: Entry, purpose: Purpose) -> str:
    """Return the commitment named, or else the one of the same name."""
    if purpose not in {Purpose.PENALTY, Purpose.INCENTIVE}:
        return ""
    return fields.text("commitment", entry.key.text)


def _when_due(
    when: Formula | None, commitment: Commitment | None, fields: Fields
) -> Formula | None:
    """Return the condition of a shorthand: one on a window is due only where the window ends."""
    if commitment is None or commitment.over is LimitWindow.PERIOD:
        return when
    return spell_due(commitment.name, when, fields.span)


def _shorthand(fields: Fields, commitment: str, promised: Promised) -> Formula | None:
    notebook = fields.notebook
    of, pool = fields.formula("of"), fields.formula("pool")
    expected, minimum = fields.formula("below expected"), fields.formula("below minimum")
    repeat = fields.get("repeat")
    factor = read_repeat(repeat if isinstance(repeat, ScalarNode) else None, notebook)
    if not (fields.has("below expected") or fields.has("below minimum")):
        notebook.report(found.SHORTHAND_EMPTY, fields.span)
        return None
    if not _is_promised(fields, commitment, promised):
        return None
    given = {"pool": pool, "below expected": expected, "below minimum": minimum}
    if of is None or any(fields.has(key) and value is None for key, value in given.items()):
        return None
    return spell_shares(
        commitment=promised.commitments[commitment],
        of=of,
        pool=pool,
        below_expected=expected,
        below_minimum=minimum,
        repeat=factor,
        span=fields.node.span if fields.node is not None else fields.span,
    )


def _is_promised(fields: Fields, commitment: str, promised: Promised) -> bool:
    notebook = fields.notebook
    if f"{commitment}.met" in notebook.broken:
        return False
    known = promised.commitments.get(commitment)
    if known is None:
        if not fields.has("commitment"):
            notebook.report(found.SHORTHAND_COMMITMENT, fields.span, name=commitment)
        else:
            advice = advise_name(commitment, promised.commitments)
            notebook.report(
                found.UNKNOWN_REFERENCE,
                fields.span_of("commitment"),
                what="commitment",
                name=commitment,
                advice=advice,
            )
        return False
    if known.minimum is None and fields.has("below minimum"):
        span = _key_span(fields, "below minimum")
        notebook.report(found.NO_MINIMUM, span, commitment=commitment)
        return False
    return True


def read_musts(node: Node | None, notebook: Notebook) -> tuple[Must, ...]:
    """Read what has to hold."""
    items = node.items if isinstance(node, ListNode) else (node,)
    musts = (_must(item, notebook) for item in items if item is not None)
    return tuple(must for must in musts if must is not None)


def _must(node: Node, notebook: Notebook) -> Must | None:
    fields = Fields(node, notebook, node.span)
    written = fields.get("holds") if isinstance(node, MappingNode) else node
    condition = notebook.formula(written)
    if condition is None:
        return None
    return Must(
        text=condition.text, condition=condition, span=condition.span, says=fields.text("says")
    )


STATED_ROWS = "history"
"""Name of the rows in which the history of earlier periods is stated."""


def read_history(node: Node | None, notebook: Notebook) -> tuple[StatedHistory, RowSet] | None:
    """Read the history of the periods before this text took over, and the rows that state it."""
    if not isinstance(node, MappingNode):
        return None
    fields = Fields(node, notebook, node.span)
    until, table = fields.date("until"), fields.text("from")
    if until is None or not table:
        return None
    gives = {each.key.text: text_of(each.value) for each in fields.entries("gives")}
    measured = {each.key.text: text_of(each.value) for each in fields.entries("measured")}
    rows = RowSet(
        name=STATED_ROWS,
        noun="stated_period",
        table=table,
        measure="",
        where=None,
        group="",
        by=(),
        counts_in="",
        span=fields.span_of("from"),
    )
    stated = StatedHistory(
        until=until, rows=STATED_ROWS, gives=gives, measured=measured, span=node.span
    )
    return stated, rows
