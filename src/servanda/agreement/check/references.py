"""Does every name that stands where a name of a section is expected exist?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from servanda.agreement import diagnostics as found
from servanda.agreement.check.measure_columns import named_columns
from servanda.agreement.check.where import Where
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.condition import TimeCondition
from servanda.agreement.model.evidence import ColumnType, EvidenceForm, EvidenceTable
from servanda.agreement.model.measure import (
    AvailabilityRule,
    ClockRule,
    Measure,
    WarningRule,
)
from servanda.agreement.model.money import Limit, Purpose
from servanda.agreement.model.promise import Commitment
from servanda.agreement.model.setting import Clause, PartyRole
from servanda.agreement.model.stretches import table_of
from servanda.agreement.notebook import Notebook, advise_name
from servanda.businesstime.rule import ALWAYS
from servanda.formula.walk import names_in
from servanda.kernel.source import SourceSpan

__all__ = ["check_references"]

_PURPOSES = {
    "penalties": Purpose.PENALTY,
    "incentives": Purpose.INCENTIVE,
    "charges": Purpose.CHARGE,
}
_SECTIONS = {
    Purpose.FIGURE: "figures",
    Purpose.CHARGE: "charges",
    Purpose.PENALTY: "penalties",
    Purpose.INCENTIVE: "incentives",
}


def check_references(agreement: Agreement, where: Where, notebook: Notebook) -> None:
    """Note every name that is not declared, and what then cannot be used."""
    names = _Names(agreement, where, notebook)
    for measure in agreement.measures.values():
        if not names.measure(measure):
            notebook.broken.add(measure.name)
    names.conditions()
    names.rows()
    names.history()
    names.commitments()
    names.outcomes()
    names.figures()
    for limit in agreement.limits:
        names.limit(limit)
    names.clauses()


@dataclass(frozen=True, slots=True)
class _Names:
    agreement: Agreement
    where: Where
    notebook: Notebook

    def known(self, what: str, name: str, names: Collection[str], span: SourceSpan) -> bool:
        """Return whether a name is declared; nothing at all is always all right."""
        if not name or name in names:
            return True
        if name not in self.notebook.broken:
            advice = advise_name(name, names)
            self.notebook.report(found.UNKNOWN_REFERENCE, span, what=what, name=name, advice=advice)
        return False

    def table(self, name: str, *path: str) -> EvidenceTable | None:
        """Return a table of evidence, noting an unknown one."""
        self.known("evidence table", name, self.agreement.evidence, self.where.at(*path))
        return self.agreement.evidence.get(name)

    def column(
        self, table: EvidenceTable, name: str, span: SourceSpan, *, instant: bool = False
    ) -> bool:
        """Return whether a table has a column, noting one that it does not have."""
        if not name or f"{table.name}.{name}" in self.notebook.broken:
            return not name
        column = table.columns.get(name)
        if column is None:
            advice = advise_name(name, table.columns)
            self.notebook.report(
                found.UNKNOWN_COLUMN, span, table=table.name, name=name, advice=advice
            )
            return False
        if instant and column.type is not ColumnType.INSTANT:
            self.notebook.report(found.NOT_AN_INSTANT, span, name=name, type=column.type.value)
            return False
        return True

    def calendar(self, name: str, *path: str) -> bool:
        """Return whether a calendar exists."""
        calendars = {*self.agreement.calendars, ALWAYS.name}
        known = self.known("calendar", name, calendars, self.where.at(*path))
        return known and name not in self.notebook.broken

    def measure(self, measure: Measure) -> bool:
        """Return whether all that a measure names exists."""
        path = ("measures", measure.name)
        if not self._has_source(measure):
            return False
        table = table_of(self.agreement, measure)
        segments = [self._segment(measure, table, column) for column in measure.by]
        sound = all(segments)
        match measure.rule:
            case ClockRule() as rule:
                known = self.calendar(rule.calendar, *path, "clock", "calendar")
                events = not rule.events or self.table(rule.events, *path, "clock", "events")
                return sound and known and bool(events)
            case AvailabilityRule() as rule:
                known = self.calendar(rule.calendar, *path, "availability", "calendar")
                planned = self._planned(rule, *path, "availability")
                # Without a table there are no columns, which typing says of 'before' itself.
                before = not measure.table or self._before(
                    rule, table, (*path, "availability", "before")
                )
                return sound and known and planned and before
            case WarningRule() as rule:
                return self._columns(measure, table) and self._warnings(measure, rule) and sound
            case _:
                return self._columns(measure, table) and sound

    def _has_source(self, measure: Measure) -> bool:
        """Return whether what a measure is made of exists: its table, or a condition over time."""
        path = ("measures", measure.name)
        if measure.table:
            return self.table(measure.table, *path, "from") is not None
        over_time = {*self.agreement.conditions, *self.agreement.calendars, ALWAYS.name}
        down = measure.rule.down if isinstance(measure.rule, AvailabilityRule) else None
        if down is not None and names_in(down.expression) & (over_time | self.notebook.broken):
            return True
        expected = "an evidence table, or a condition over time under 'down'"
        self.notebook.report(
            found.MISSING_KEY, measure.span, key="from", what="measure", expected=expected
        )
        return False

    def _columns(self, measure: Measure, table: EvidenceTable) -> bool:
        """Check the columns that a kind's keys name."""
        word, columns = named_columns(measure.rule)
        found_all = [
            self.column(
                table,
                each.name,
                self.where.at("measures", measure.name, word, each.key),
                instant=each.instant,
            )
            for each in columns
        ]
        return all(found_all)

    def _warnings(self, measure: Measure, rule: WarningRule) -> bool:
        path = ("measures", measure.name, "warning")
        table, problems = (
            self.table(rule.warnings, *path, "warnings"),
            self.agreement.evidence[measure.table],
        )
        if table is None:
            return False
        announced = self.where.at(*path, "announced")
        known = [
            self.column(table, rule.announced, announced, instant=True),
            self.column(table, rule.about, self.where.at(*path, "about")),
        ]
        for name in rule.same:
            span = self.where.item(name, *path, "same")
            known += [self.column(each, name, span) for each in (table, problems)]
        return all(known)

    def _segment(self, measure: Measure, table: EvidenceTable, column: str) -> bool:
        span = self.where.item(column, "measures", measure.name, "by")
        if not self.column(table, column, span):
            return False
        kind = table.columns[column].type
        if kind is not ColumnType.TEXT:
            self.notebook.report(found.SEGMENT_COLUMN, span, name=column, type=kind.value)
        return kind is ColumnType.TEXT

    def _condition_column(
        self, condition: TimeCondition, table: EvidenceTable | None, column: str
    ) -> bool:
        """Return whether a condition can be kept for each value of a column."""
        span = self.where.item(column, "conditions", condition.name, "by")
        if table is None or not self.column(table, column, span):
            return False
        kind = table.columns[column].type
        if kind is not ColumnType.TEXT:
            self.notebook.report(found.SEGMENT_COLUMN, span, name=column, type=kind.value)
        return kind is ColumnType.TEXT

    def _planned(self, rule: AvailabilityRule, *path: str) -> bool:
        """Return whether planned time is that of a table, of a condition or of a calendar."""
        over_time = {*self.agreement.conditions, *self.agreement.calendars}
        if not rule.planned or rule.planned in over_time - self.agreement.evidence.keys():
            return rule.planned not in self.notebook.broken
        return self.table(rule.planned, *path, "planned") is not None

    def _before(self, rule: AvailabilityRule, table: EvidenceTable, path: tuple[str, ...]) -> bool:
        """Return whether the columns exist that say what was before the first event."""
        sound = True
        for column, source in rule.before.items():
            sound &= self.column(table, column, self.where.item(column, *path))
            sound &= self.column(table, source, self.where.at(*path, column))
        return sound

    def conditions(self) -> None:
        """Check what conditions over time are made of."""
        for condition in self.agreement.conditions.values():
            if condition.of is not None:
                continue
            table = self.table(condition.table, "conditions", condition.name, "from")
            columns = [self._condition_column(condition, table, each) for each in condition.by]
            if not all(columns):
                self.notebook.broken.add(condition.name)
                continue
            if table is None or table.form in {EvidenceForm.CASE, EvidenceForm.RECORD}:
                self.notebook.broken.add(condition.name)
            if table is not None and condition.name in self.notebook.broken:
                self.notebook.report(
                    found.CONDITION_SOURCE,
                    self.where.at("conditions", condition.name, "from"),
                    table=table.name,
                )

    def history(self) -> None:
        """Check that what is stated of earlier periods are figures, and columns that state them."""
        stated = self.agreement.stated
        if stated is None:
            return
        table = self.agreement.evidence.get(self.agreement.rows[stated.rows].table)
        for name, column in stated.gives.items():
            span = self.where.item(name, "history", "gives")
            self.known("figure or line", name, self.agreement.figures, span)
            if table is not None:
                self.column(table, column, self.where.at("history", "gives", name))
        for name, column in stated.measured.items():
            span = self.where.item(name, "history", "measured")
            known = self.known("measure", name, self.agreement.measures, span)
            needed = self.agreement.measures[name].by if known else ()
            if table is not None:
                for each in (column, *needed):
                    self.column(table, each, self.where.at("history", "measured", name))

    def rows(self) -> None:
        """Check what rows are made of."""
        for rows in self.agreement.rows.values():
            path = ("rows", rows.name)
            sound = self.known(
                "measure", rows.measure, self.agreement.measures, self.where.at(*path, "of")
            )
            sound &= self.known(
                "set of rows", rows.group, self.agreement.rows, self.where.at(*path, "group")
            )
            measure = self.agreement.measures.get(rows.measure)
            name = measure.table if measure else rows.table
            table = self.table(name, *path, "from") if name else None
            sound &= bool(table or not name)
            if table is not None and not rows.measure:
                span = self.where.at(*path, "counts in")
                sound &= self.column(table, rows.counts_in, span, instant=True)
            if rows.measure in self.notebook.broken or rows.group in self.notebook.broken:
                sound = False
            if not sound:
                self.notebook.broken.add(rows.name)

    def commitments(self) -> None:
        """Check what commitments name."""
        agreement = self.agreement
        for commitment in agreement.commitments.values():
            path = ("commitments", commitment.name)
            if not self._judged(commitment):
                self.notebook.broken.add(f"{commitment.name}.met")
            elif commitment.only:
                self._only(commitment.name)
            self.known(
                "service", commitment.service, agreement.services, self.where.at(*path, "service")
            )
            self.known(
                "outcome", commitment.serves, agreement.outcomes, self.where.at(*path, "serves")
            )
            self.known("table", commitment.bands, agreement.tables, self.where.at(*path, "bands"))
            self._relieves(commitment.name)

    def _judged(self, commitment: Commitment) -> bool:
        """Return whether what a commitment judges exists: one measure, or one figure."""
        path = ("commitments", commitment.name)
        both = [self.where.has(*path, key) for key in ("measure", "figure")]
        key = "figure" if commitment.figure else "measure"
        span = self.where.at(*path, key) if any(both) else commitment.span
        if all(both):
            self.notebook.report(found.JUDGES_BOTH, self.where.key(*path, "figure"))
            return False
        figures = {
            name
            for name, figure in self.agreement.figures.items()
            if figure.purpose is Purpose.FIGURE
        }
        if commitment.figure:
            known = self.known("figure", commitment.figure, figures, span)
        elif commitment.measure in figures:
            self.notebook.report(
                found.UNKNOWN_REFERENCE,
                span,
                what="measure",
                name=commitment.measure,
                advice=f"it is a figure: write 'figure: {commitment.measure}'",
            )
            return False
        else:
            known = self.known("measure", commitment.measure, self.agreement.measures, span)
        return known and commitment.judged not in self.notebook.broken

    def _only(self, name: str) -> None:
        commitment = self.agreement.commitments[name]
        measure = self.agreement.measures.get(commitment.measure)
        by = measure.by if measure else self.agreement.figures[commitment.figure].by
        for column, value in commitment.only:
            span = self.where.item(column, "commitments", name, "for")
            if not self.known("segment column", column, by, span):
                continue
            register = measure.segments.get(column) if measure else None
            if register is not None:
                span = self.where.at("commitments", name, "for", column)
                self.known(f"value of {column}", value, register, span)

    def _relieves(self, name: str) -> None:
        agreement = self.agreement
        commitment = agreement.commitments[name]
        for relieves in commitment.relieves:
            known = {other.name for other in agreement.commitments.values() if other.name != name}
            if f"{relieves.commitment}.met" in self.notebook.broken:
                continue
            if not self.known("commitment", relieves.commitment, known, relieves.span):
                continue
            other = agreement.commitments[relieves.commitment]
            if commitment.by is not PartyRole.CLIENT:
                self._wrong_side(
                    relieves.span,
                    f"'{name}' is the provider's, and cannot relieve the provider",
                    "add 'by: client', or take 'relieves' out",
                )
            elif other.by is PartyRole.CLIENT:
                self._wrong_side(
                    relieves.span,
                    f"'{other.name}' is the client's own commitment",
                    "name a commitment of the provider",
                )

    def _wrong_side(self, span: SourceSpan, message: str, advice: str) -> None:
        self.notebook.report(found.RELIEVES_WRONG_SIDE, span, message=message, advice=advice)

    def outcomes(self) -> None:
        """Check what outcomes name."""
        for outcome in self.agreement.outcomes.values():
            span = self.where.at("outcomes", outcome.name, "measure")
            self.known("measure", outcome.measure, self.agreement.measures, span)
            success = outcome.success
            if success is not None:
                span = self.where.at("outcomes", outcome.name, "shared success", "commitment")
                self.known("commitment", success.commitment, self.agreement.commitments, span)

    def figures(self) -> None:
        """Check what figures name."""
        agreement = self.agreement
        for figure in agreement.figures.values():
            path = (_SECTIONS[figure.purpose], figure.name)
            rows = {*agreement.rows, "period"}
            if not self.known("set of rows", figure.each, rows, self.where.at(*path, "for each")):
                self.notebook.broken.add(figure.name)
            if figure.each in self.notebook.broken:
                self.notebook.broken.add(figure.name)
            if self.where.has(*path, "commitment") and not figure.commitment:
                span = self.where.at(*path, "commitment")
                name = self.where.text(*path, "commitment")
                self.known("commitment", name, agreement.commitments, span)
            columns = {column for measure in agreement.measures.values() for column in measure.by}
            for column in figure.by:
                self.known("segment column", column, columns, self.where.item(column, *path, "by"))
            others = set(self._penalties()) - {figure.name}
            for name in figure.besides:
                self.known("other penalty", name, others, self.where.key(*path, "besides", name))

    def _penalties(self) -> Iterator[str]:
        for name, figure in self.agreement.figures.items():
            if figure.purpose is Purpose.PENALTY:
                yield name

    def limit(self, limit: Limit) -> None:
        """Check the lines that a limit holds, and the rows that it exists for."""
        lines = {
            name
            for name, figure in self.agreement.figures.items()
            if figure.purpose is not Purpose.FIGURE
        }
        for name in (*limit.of, *limit.less):
            if name in _PURPOSES or name in self.notebook.broken:
                continue
            if name in self.agreement.figures and name not in lines:
                self.notebook.report(found.LIMIT_LINE, limit.span, name=name)
            else:
                self.known("line", name, {*lines, *_PURPOSES}, limit.span)
        if limit.for_each not in self.notebook.broken:
            self.known("set of rows", limit.for_each, self.agreement.rows, limit.span)

    def clauses(self) -> None:
        """Check that clauses name documents of the contract."""
        agreement = self.agreement
        documents = agreement.contract.documents if agreement.contract else {}
        things: list[Clause | None] = [each.clause for each in agreement.measures.values()]
        things += [each.clause for each in agreement.commitments.values()]
        things += [each.clause for each in agreement.figures.values()]
        things += [each.clause for each in agreement.limits]
        things += [each.clause for each in agreement.rights.values()]
        things += [each.clause for each in agreement.relief.values()]
        things += [agreement.holding_account.clause] if agreement.holding_account else []
        for clause in things:
            if clause is not None and clause.document not in documents:
                advice = advise_name(clause.document, documents)
                self.notebook.report(
                    found.UNKNOWN_DOCUMENT, clause.span, name=clause.document, advice=advice
                )
