"""Are people anything else than many in every figure?"""

from __future__ import annotations

from servanda.agreement import diagnostics as found
from servanda.agreement.check.where import Where
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.evidence import EvidenceTable
from servanda.agreement.model.measure import Measure, ScoreRule
from servanda.agreement.model.money import Figure, Purpose, RowSet
from servanda.agreement.notebook import Notebook, advise_name
from servanda.kernel.source import SourceSpan

__all__ = ["check_people"]

_SECTIONS = {
    Purpose.FIGURE: "figures",
    Purpose.CHARGE: "charges",
    Purpose.PENALTY: "penalties",
    Purpose.INCENTIVE: "incentives",
}


def check_people(agreement: Agreement, where: Where, notebook: Notebook) -> None:
    """Note figures on one person, opinions of too few, and names sealed that stand in the open."""
    look = _Look(agreement, where, notebook)
    for table in agreement.evidence.values():
        look.at_table(table)
    for measure in agreement.measures.values():
        look.at_measure(measure)
    for figure in agreement.figures.values():
        look.at_figure(figure)
    for party in agreement.people.contacts:
        look.at_contact(party)


class _Look:
    """Hold what every look needs."""

    def __init__(self, agreement: Agreement, where: Where, notebook: Notebook) -> None:
        self._agreement = agreement
        self._where = where
        self._notebook = notebook

    def at_table(self, table: EvidenceTable) -> None:
        for name, column in table.columns.items():
            if column.sealed and not column.personal:
                span = self._where.key("evidence", table.name, "columns", name, "sealed")
                self._notebook.report(found.SEALED_IN_THE_OPEN, span, name=name)

    def at_measure(self, measure: Measure) -> None:
        people = self._people(measure.table)
        for column in measure.by:
            if column in people:
                span = self._where.item(column, "measures", measure.name, "by")
                self._apart(measure.name, column, span)
        least = self._agreement.people.least_group
        if isinstance(measure.rule, ScoreRule) and people and measure.minimum_sample < least:
            answers = "answer" if measure.minimum_sample == 1 else "answers"
            self._notebook.report(
                found.TOO_FEW_PEOPLE,
                self._where.at("measures", measure.name, "minimum sample"),
                name=measure.name,
                sample=f"{measure.minimum_sample} {answers}",
                least=str(least),
            )

    def at_figure(self, figure: Figure) -> None:
        path = (_SECTIONS[figure.purpose], figure.name)
        for column in figure.by:
            if column in self._people(""):
                self._apart(figure.name, column, self._where.item(column, *path, "by"))
        rows = self._agreement.rows.get(figure.each)
        # Money that is owed to one person is a right of theirs and no figure on them.
        if rows is not None and figure.purpose is Purpose.FIGURE:
            people = self._people(self._table_of(rows))
            for column in sorted(people.intersection(rows.by)):
                self._apart(figure.name, column, self._where.at(*path, "for each"))

    def at_contact(self, party: str) -> None:
        if party not in self._agreement.parties:
            self._notebook.report(
                found.UNKNOWN_REFERENCE,
                self._where.item(party, "people", "contacts"),
                what="party",
                name=party,
                advice=advise_name(party, self._agreement.parties),
            )

    def _apart(self, name: str, column: str, span: SourceSpan) -> None:
        self._notebook.report(found.PERSON_APART, span, name=name, column=column)

    def _people(self, table: str) -> frozenset[str]:
        """Return the personal columns of a table, of all tables where none is named."""
        tables = self._agreement.evidence
        looked_at = [tables[table]] if table in tables else tables.values()
        return frozenset(
            name for each in looked_at for name, column in each.columns.items() if column.personal
        )

    def _table_of(self, rows: RowSet) -> str:
        seen: set[str] = set()
        while rows.group and rows.name not in seen and rows.group in self._agreement.rows:
            seen.add(rows.name)
            rows = self._agreement.rows[rows.group]
        measure = self._agreement.measures.get(rows.measure)
        return measure.table if measure is not None else rows.table
