"""What names mean where periods are settled, in a segment of them, and in their rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.measure import Measure, NoDataRule
from servanda.agreement.model.money import Figure, LimitWindow, Purpose, RowSet
from servanda.agreement.model.promise import Commitment
from servanda.agreement.model.setting import Rhythm
from servanda.agreement.scope.evidence import case_names, column_names, row_grain, spell_names
from servanda.agreement.scope.names import (
    PERIOD,
    TEXT,
    TRUTH,
    Dictionary,
    PlainScope,
    figure_type,
    finer,
)
from servanda.businesstime.business_days import BusinessCalendar
from servanda.formula.types import FormulaType, FunctionType, Grain, Kind, Meaning, Scope
from servanda.kernel.quantity import NUMBER, SHARE
from servanda.kernel.unit import BaseKind, Unit

__all__ = ["PERIOD_MEMBERS", "PeriodWorld", "SettlementScope", "answers_no_data", "grain_of"]

_DATE = FormulaType(kind=Kind.DATE, grain=frozenset({PERIOD}))
_NUMBER = replace(figure_type(NUMBER, grain=frozenset({PERIOD})), positive=True)
PERIOD_MEMBERS: Mapping[str, FormulaType] = {
    "start": _DATE,
    "end": _DATE,
    "index": _NUMBER,
    "month": _NUMBER,
    "year": _NUMBER,
    "contract_year": _NUMBER,
    "in_contract_year": _NUMBER,
    "label": finer(TEXT, frozenset({PERIOD})),
    "share": replace(figure_type(SHARE, grain=frozenset({PERIOD})), positive=True),
    "days": replace(figure_type(Unit.of(BaseKind.DAY), grain=frozenset({PERIOD})), positive=True),
    "length": replace(
        figure_type(Unit.of(BaseKind.ELAPSED), grain=frozenset({PERIOD})), positive=True
    ),
}
"""The parts of ``period``."""

_PERIOD_ROWS = {
    Rhythm.MONTH: "months",
    Rhythm.QUARTER: "quarters",
    Rhythm.YEAR: "years",
    Rhythm.WEEK: "weeks",
}


@dataclass(slots=True, kw_only=True)
class PeriodWorld:
    """Hold what a settlement's formulas can name.

    Args:
        agreement: The agreement.
        dictionary: Terms and tables, typed.
        measures: Types of the measures' values, typed.
        figure_type: Answers the type of a figure, typing it if need be; nothing where it is
            broken.
        in_doubt: Answers whether a commitment may not be judged in a period in which it is due.
    """

    agreement: Agreement
    dictionary: Dictionary
    measures: Mapping[str, FormulaType]
    figure_type: Callable[[str], FormulaType | None]
    in_doubt: Callable[[str], bool]
    rows: dict[str, Mapping[str, Meaning]] = field(default_factory=dict)

    def scope(
        self, by: tuple[str, ...] = (), *, due: frozenset[str] = frozenset()
    ) -> SettlementScope:
        """Return the scope of a period, or of a segment of it.

        Args:
            by: Columns of the segment.
            due: Commitments whose windows end in each period in which a formula here counts.
        """
        return SettlementScope(world=self, by=by, grain=frozenset({PERIOD, *by}), due=due)

    def judged_by(self, commitment: Commitment) -> tuple[str, ...] | None:
        """Return the columns by which what a commitment judges is divided; nothing where that
        does not exist.
        """
        measure = self.agreement.measures.get(commitment.measure)
        figure = self.agreement.figures.get(commitment.figure)
        return measure.by if measure else figure.by if figure else None

    def judged_type(self, commitment: Commitment) -> FormulaType | None:
        """Return the type of what a commitment judges, nothing where it is broken."""
        if not commitment.figure:
            return self.measures.get(commitment.measure)
        known = commitment.figure in self.agreement.figures
        return self.figure_type(commitment.figure) if known else None

    def segment_values(self, column: str, by: tuple[str, ...]) -> frozenset[str]:
        """Return the only values that a segment column can have, none where it can be any.

        Args:
            column: The column.
            by: The columns by which the figure at hand is divided.
        """
        registers = [
            frozenset(each.segments.get(column, ()))
            for each in self.agreement.measures.values()
            if set(by) <= set(each.by)
        ]
        return frozenset().union(*registers) if registers and all(registers) else frozenset()

    def row_scope(self, rows: str, outer: SettlementScope) -> SettlementScope | None:
        """Return the scope inside a row."""
        if rows not in self.agreement.rows:
            return None
        columns = self.row_names(self.agreement.rows[rows])
        return replace(outer, row=rows, columns=columns, grain=row_grain(rows))

    def row_names(self, rows: RowSet) -> Mapping[str, Meaning]:
        """Return the columns of rows: a table's, a clock's cases', or those a group shares."""
        if rows.name not in self.rows:
            self.rows[rows.name] = {}
            self.rows[rows.name] = self._row_names(rows)
        return self.rows[rows.name]

    def _row_names(self, rows: RowSet) -> Mapping[str, Meaning]:
        grain = row_grain(rows.name)
        if rows.spells is not None:
            return spell_names(grain, rows.by)
        measure = self.agreement.measures.get(rows.measure)
        table = self.agreement.evidence.get(measure.table if measure else rows.table)
        if measure is not None and table is not None:
            return case_names(measure, table, grain)
        if table is not None:
            return column_names(table, grain)
        inner = self.agreement.rows.get(rows.group)
        if inner is None:
            return {}
        shared = self.row_names(inner)
        return {
            name: replace(shared[name], type=finer(shared[name].type, grain))
            for name in rows.by
            if name in shared
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementScope:
    """Terms, figures, measures, commitments and the period; inside rows their columns too."""

    world: PeriodWorld
    by: tuple[str, ...]
    grain: Grain
    row: str = ""
    columns: Mapping[str, Meaning] = field(default_factory=dict)
    due: frozenset[str] = frozenset()

    def meaning(self, name: str) -> Meaning | None:
        """Return what a name stands for: inner names hide outer ones."""
        if name in self.columns:
            return self.columns[name]
        if name in self.by:
            text = replace(TEXT, among=self.world.segment_values(name, self.by))
            return Meaning(what="segment", type=finer(text, frozenset({PERIOD, name})))
        if name == PERIOD:
            return Meaning(what="period", type=_DATE, members=PERIOD_MEMBERS)
        if name in self.world.dictionary.terms:
            return self.world.dictionary.terms[name]
        return self._promised(name) or self._figure(name) or self._stage(name)

    def _promised(self, name: str) -> Meaning | None:
        measured = self.world.measures.get(name)
        members = self._members(name)
        if measured is None and name in self.world.agreement.commitments:
            measured = self.world.judged_type(self.world.agreement.commitments[name])
        if measured is None:
            return None
        what = "measure" if name in self.world.agreement.measures else "commitment"
        return Meaning(what=what, type=measured, members=members)

    def _members(self, name: str) -> dict[str, FormulaType]:
        agreement = self.world.agreement
        members = {}
        commitment = agreement.commitments.get(name)
        by = self.world.judged_by(commitment) if commitment else None
        if commitment is not None and by is not None:
            fixed = {column for column, _ in commitment.only}
            grain = frozenset({PERIOD, *by} - fixed)
            absent = self._may_be_unjudged(commitment)
            truth = replace(finer(TRUTH, grain), may_be_absent=absent)
            members = dict.fromkeys(("met", "missed", "minimum_met"), truth)
            members["level"] = replace(finer(TEXT, grain), may_be_absent=absent)
            members["due"] = finer(TRUTH, frozenset({PERIOD}))
        return members | self._payable(name)

    def _may_be_unjudged(self, commitment: Commitment) -> bool:
        waits = commitment.over is not LimitWindow.PERIOD and commitment.name not in self.due
        return waits or self.world.in_doubt(commitment.name)

    def _payable(self, name: str) -> dict[str, FormulaType]:
        figure = self.world.agreement.figures.get(name)
        if figure is None or figure.purpose is Purpose.FIGURE:
            return {}
        money = Unit.money(self.world.agreement.settlement.currency)
        # Money asks for it of earlier periods alone, and each of these has been settled.
        return {"payable": figure_type(money, grain=frozenset({PERIOD}))}

    def _figure(self, name: str) -> Meaning | None:
        figure = self.world.agreement.figures.get(name)
        found = self.world.figure_type(name) if figure is not None else None
        if figure is None or found is None:
            return None
        return Meaning(
            what=figure.purpose.value,
            type=finer(found, grain_of(figure)),
            members=self._payable(name),
        )

    def _stage(self, name: str) -> Meaning | None:
        if not any(limit.name == name for limit in self.world.agreement.limits):
            return None
        money = Unit.money(self.world.agreement.settlement.currency)
        return Meaning(what="limit", type=figure_type(money, grain=frozenset({PERIOD})))

    def table(self, name: str) -> FunctionType | None:
        """Return the table of that name."""
        return self.world.dictionary.tables.get(name)

    def rows(self, name: str) -> Scope | None:
        """Return the scope inside a period, a segment of a measure, or a row."""
        rhythm = self.world.agreement.settlement.rhythm
        if name in {"periods", _PERIOD_ROWS.get(rhythm)}:
            return replace(self, row="", columns={}, grain=frozenset({PERIOD, *self.by}))
        measure = self.world.agreement.measures.get(name)
        if measure is not None and measure.by:
            return self.world.scope(measure.by)
        return self.world.row_scope(name, self)

    def row_noun(self, name: str) -> str:
        """Return the noun that a row of the source is counted by."""
        rows = self.world.agreement.rows.get(name)
        return rows.noun if rows else ""

    def calendar(self, name: str) -> BusinessCalendar | None:
        """Return the business days of a calendar."""
        return self.world.dictionary.calendar(name)

    def calendars(self) -> frozenset[str]:
        """Return the names of all calendars."""
        return frozenset(self.world.dictionary.calendars)

    def over_time(self) -> PlainScope:
        """Return the scope of the conditions over time."""
        return self.world.dictionary.over_time()

    @property
    def has_time(self) -> bool:
        """Return yes: a period has a beginning and an end, and its rows have instants."""
        return True

    def noun(self, word: str) -> str | None:
        """Return the singular of a declared noun."""
        return self.world.dictionary.nouns.get(word)

    def names(self) -> frozenset[str]:
        """Return all names, for near matches."""
        agreement = self.world.agreement
        return frozenset(
            {
                *self.columns,
                *self.by,
                PERIOD,
                *self.world.dictionary.terms,
                *self.world.dictionary.tables,
                *self.world.measures,
                *agreement.commitments,
                *agreement.figures,
                *agreement.rows,
            }
        )


def grain_of(figure: Figure) -> Grain:
    """Return what a figure exists once for each of."""
    if figure.each not in {"", PERIOD}:
        return row_grain(figure.each)
    return frozenset({PERIOD, *figure.by})


def answers_no_data(measure: Measure) -> bool:
    """Return whether a line that has no value, because the measure has none, is agreed to stay
    open: then the measure's bare value may stand in money.
    """
    return measure.no_data in {None, NoDataRule.NOT_SETTLED}
