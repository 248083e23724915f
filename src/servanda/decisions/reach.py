"""Whether relief would find anything: the records and the time that a text measures or pays for."""

from __future__ import annotations

from collections.abc import Collection

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.measure import AvailabilityRule, ClockRule, Measure, WarningRule
from servanda.facts.decision import RecordsNamed, StretchNamed

__all__ = ["reaches"]


def reaches(
    version: Agreement, subject: RecordsNamed | StretchNamed, measures: Collection[str]
) -> bool:
    """Return whether relief for a subject can change a figure or a row that money is for.

    Records are found by what reads their table. A stretch of time that is about a segment is
    found by what tells that segment apart, and by the measures that are named.

    Args:
        version: The version that governs.
        subject: The records, or the stretch of time.
        measures: Measures that the relief is about; empty for everything.
    """
    if any(
        _measure_reaches(version, measure, subject, named=name in measures)
        for name, measure in version.measures.items()
        if not measures or name in measures
    ):
        return True
    return not measures and any(
        _table_reaches(version, table, subject) for table in _other_tables(version)
    )


def _measure_reaches(
    version: Agreement, measure: Measure, subject: RecordsNamed | StretchNamed, *, named: bool
) -> bool:
    if isinstance(subject, RecordsNamed):
        return subject.table in _tables_of(measure)
    divided = {column for column, _ in subject.segment}
    if named or divided <= set(measure.by):
        return True
    if isinstance(measure.rule, AvailabilityRule):
        return False
    return any(divided <= set(version.evidence[each].columns) for each in _tables_of(measure))


def _tables_of(measure: Measure) -> set[str]:
    found = {measure.table}
    if isinstance(measure.rule, ClockRule) and measure.rule.events:
        found.add(measure.rule.events)
    if isinstance(measure.rule, WarningRule):
        found.add(measure.rule.warnings)
    return found


def _other_tables(version: Agreement) -> set[str]:
    """Return the tables of rows that money is for, and of conditions over time."""
    rows = {each.table for each in version.rows.values() if each.table}
    return rows | {each.table for each in version.conditions.values()}


def _table_reaches(version: Agreement, table: str, subject: RecordsNamed | StretchNamed) -> bool:
    if isinstance(subject, RecordsNamed):
        return subject.table == table
    evidence = version.evidence.get(table)
    return evidence is not None and {each for each, _ in subject.segment} <= set(evidence.columns)
