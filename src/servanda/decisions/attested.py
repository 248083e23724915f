"""Figures entered by hand: read as the agreement would read them."""

from __future__ import annotations

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.evidence import ColumnType, EvidenceColumn
from servanda.agreement.model.measure import AttestedRule, Measure
from servanda.agreement.read.phrases import constant
from servanda.decisions.rulebook import Rulebook
from servanda.facts.entered import EnteredRow
from servanda.facts.standing import AttestedFigure, Standing
from servanda.formula.origin import Origin
from servanda.formula.parse import parse
from servanda.kernel.decimals import amount_text
from servanda.kernel.quantity import NUMBER, SHARE, Quantity
from servanda.kernel.unit import BaseKind, Unit

__all__ = ["attested_rows", "example_of", "figure_column", "read_figure"]

_EXAMPLES = {
    ColumnType.PERCENT: "97.5%",
    ColumnType.DURATION: "90 minutes",
    ColumnType.WHOLE: "12",
    ColumnType.NUMBER: "12.5",
}


def figure_column(agreement: Agreement, measure: Measure) -> EvidenceColumn:
    """Return the column that holds the figure of an attested measure."""
    assert isinstance(measure.rule, AttestedRule), "only an attested measure is entered by hand"
    return agreement.evidence[measure.table].columns[measure.rule.figure]


def read_figure(text: str, column: EvidenceColumn, nouns: dict[str, str]) -> Quantity | None:
    """Return a figure written as in the agreement, nothing if it is none of its column.

    Args:
        text: The figure with its unit: ``97.5%``, ``1250.50 EUR``.
        column: The column that holds it.
        nouns: Singulars of the counted nouns, by either form.
    """
    parsed = parse(text, Origin(file="figure"))
    if parsed.expression is None or parsed.diagnostics:
        return None
    quantity = constant(parsed.expression, nouns)
    expected = _unit(column)
    if quantity is None or quantity.unit not in {expected, NUMBER}:
        return None
    if quantity.unit != expected and not expected.noun:
        return None
    whole = column.type is ColumnType.WHOLE
    if whole and quantity.amount.denominator != 1:
        return None
    return Quantity(quantity.amount, expected)


def example_of(column: EvidenceColumn) -> str:
    """Return a figure as it could be written."""
    if column.unit is not None and column.unit.currency:
        return f"1250.50 {column.unit.currency}"
    if column.unit is not None and column.unit.noun:
        return f"12 {column.unit.noun}s"
    return _EXAMPLES.get(column.type, "12")


def attested_rows(history: History, standing: Standing) -> tuple[EnteredRow, ...]:
    """Return the figures that stand in the journal, as rows of the tables of their measures.

    Args:
        history: The agreement; a figure is read as the version does that governs its period.
        standing: How everything stands.

    Returns:
        A row for each figure, oldest first, confirmed or not; what nobody has said is left out.
    """
    book = Rulebook(history)
    rows = (_row(book, figure, standing) for figure in standing.attested)
    return tuple(each for each in rows if each is not None)


def _row(book: Rulebook, figure: AttestedFigure, standing: Standing) -> EnteredRow | None:
    period = book.period(figure.period)
    agreement = book.governing(period) if period else book.history.latest
    measure = agreement.measures.get(figure.measure)
    if measure is None or not isinstance(measure.rule, AttestedRule):
        return None
    rule, table = measure.rule, agreement.evidence[measure.table]
    quantity = read_figure(figure.value, table.columns[rule.figure], dict(agreement.nouns))
    if quantity is None:
        return None
    cells = {
        table.key: f"entry {standing.entries[figure.entry].number}",
        rule.figure: amount_text(quantity.amount),
        rule.period: figure.period,
        rule.entered_by: figure.attested_by,
        rule.entered_at or table.at: str(figure.attested_at),
        rule.document: next(iter(figure.documents), ""),
        rule.countersigned_by: figure.countersigned_by,
        rule.countersigned_at: str(figure.countersigned_at or ""),
        **dict(figure.segment),
    }
    known = {name: cell for name, cell in cells.items() if name and cell}
    return EnteredRow(measure=measure.name, table=measure.table, cells=known)


def _unit(column: EvidenceColumn) -> Unit:
    if column.type is ColumnType.PERCENT:
        return SHARE
    if column.type is ColumnType.DURATION:
        return column.unit or Unit.of(BaseKind.ELAPSED)
    return column.unit or NUMBER
