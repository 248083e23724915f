"""What every kind of measure works with: the evidence in the engine, the periods, the versions."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar, cast

import ibis
import ibis.expr.types as ir

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.evidence import ColumnType, EvidenceForm, EvidenceTable
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.measure import ClockRule
from servanda.evidence.snapshot import Snapshot
from servanda.facts.relief import Relief
from servanda.formula.syntax import Name
from servanda.kernel.time import Instant, Period
from servanda.measurement.calendars import Calendars
from servanda.measurement.engine import Engine
from servanda.measurement.logic import YES
from servanda.measurement.lookup import Lookup
from servanda.measurement.rows import Compiled, RowNames, column_value, local_midnight, read_columns

__all__ = [
    "FAR_FUTURE",
    "FAR_PAST",
    "Chosen",
    "Placing",
    "Span",
    "Study",
    "bare_instant",
    "names_of",
    "own_instants",
    "segment_name",
    "spans_of",
    "stored_name",
]

T = TypeVar("T")

FAR_PAST = -(1 << 60)
FAR_FUTURE = 1 << 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Hold one version of the agreement and the stretch of time in which it governs.

    Args:
        number: Position of the version in its history, from 0.
        last: Position of the last version that reads alike in all that a measure looks at.
        version: The agreement as it then reads.
        start: First instant, in microseconds; the first version also governs what lies before.
        end: Instant at which the next version takes over.
    """

    number: int
    last: int
    version: Agreement
    start: int
    end: int

    def governs(self, history: History, day: date) -> bool:
        """Return whether what is bound to a period that begins on a day follows this version."""
        version = history.at(day)
        return any(version is each for each in history.versions[self.number : self.last + 1])


def spans_of(history: History) -> tuple[Span, ...]:
    """Return the versions of an agreement with the stretches of time that they govern."""
    versions = history.versions
    starts = [FAR_PAST]
    starts += [local_midnight(each.effective_from, each.settlement.zone) for each in versions[1:]]
    ends = [*starts[1:], FAR_FUTURE]
    return tuple(
        Span(number=number, last=number, version=version, start=starts[number], end=ends[number])
        for number, version in enumerate(versions)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Say which rows of a table are looked at.

    Args:
        column: The column of their key.
        keys: A table whose ``key`` holds the keys as text.
        keyless: Whether rows without a key are looked at as well.
    """

    column: str
    keys: ir.Table
    keyless: bool

    def of(self, rows: ir.Table) -> ir.Table:
        """Return the rows that are looked at."""
        key = rows[self.column]
        chosen = rows.semi_join(self.keys, key.cast("string") == self.keys["key"])
        return ibis.union(chosen, rows.filter(key.isnull())) if self.keyless else chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """Say in which portion of the records each key is.

    Args:
        keys: A table with ``key`` as text, and its ``portion``.
        keyless: The portion of what has no key.
    """

    keys: ir.Table
    keyless: int

    def on(self, rows: ir.Table) -> ir.Table:
        """Add ``portion`` to rows with a ``key``, and number the records within it.

        A record's number in the whole table changes whenever one is added before it.
        """
        joined = rows.left_join(self.keys, rows["key"] == self.keys["key"])
        placed = joined.select(
            *(rows[name] for name in rows.columns),
            portion=self.keys["portion"].fill_null(self.keyless),
        )
        within = ibis.window(group_by="portion", order_by="_record")
        number = ibis.row_number().over(within).cast("int64")
        return placed.mutate(
            _record=ibis.ifelse(placed["_record"].notnull(), number, placed["_record"])
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """Hold a run's engine, evidence, periods and versions.

    Args:
        engine: Where the evidence is read.
        snapshot: The evidence.
        spans: The agreement's versions, oldest first.
        periods: Periods to measure, oldest first, without gaps.
        period_of: Function from an instant to the position of its period.
        calendars: Calendars, laid out over the years at hand.
        known_until: Nothing later than this is looked at; absent takes all evidence.
        horizons: End of the evidence by table, in microseconds.
        chosen: Which rows of a table are looked at, where not all are.
        placing: In which portion each record is, where they are measured in portions.
    """

    engine: Engine
    snapshot: Snapshot
    spans: tuple[Span, ...]
    periods: tuple[Period, ...]
    period_of: Lookup
    calendars: Calendars
    known_until: Instant | None
    horizons: Mapping[str, int]
    chosen: Mapping[str, Chosen] = field(default_factory=dict)
    placing: Placing | None = None
    _tables: dict[tuple[str, int], ir.Table] = field(default_factory=dict)
    _made: dict[Hashable, object] = field(default_factory=dict)

    @property
    def reliefs(self) -> tuple[Relief, ...]:
        """Return what of the evidence does not count."""
        return self.snapshot.reliefs

    def has(self, table: str) -> bool:
        """Return whether the snapshot has a file of that table, or rows that were entered."""
        found = self.snapshot.tables.get(table)
        if found is None:
            return False
        return found.present or any(each.table == table for each in self.snapshot.entered)

    def table(self, span: Span, name: str) -> ir.Table:
        """Return an evidence table as one version reads it.

        Returns:
            ``_record`` and the columns under their stored names; instants in microseconds.
        """
        if (name, span.number) not in self._tables:
            read = self.engine.read(self.snapshot.tables[name].path)
            evidence = span.version.evidence[name]
            if name in self.chosen:
                read = self.engine.keep(self.chosen[name].of(read), lasting=True)
            micros = read_columns(read, evidence)
            held = [column for column in evidence.columns if column in read.columns]
            stored = {stored_name(column): micros[column] for column in held}
            self._tables[(name, span.number)] = micros.select("_record", **stored)
        return self._tables[(name, span.number)]

    def once(self, what: Hashable, make: Callable[[], T]) -> T:
        """Return what several measures look at, made when the first of them does.

        Args:
            what: A name for it.
            make: Makes it, of tables that last.
        """
        if what not in self._made:
            self._made[what] = make()
        found = self._made[what]
        return cast("T", found)

    def anew(self) -> Study:
        """Return the same study with nothing made of its evidence yet."""
        return replace(self, _tables={}, _made={})

    def in_portions(self, placing: Placing, chosen: Mapping[str, Chosen]) -> Study:
        """Return the same study of records that are told apart by portions.

        Args:
            placing: In which portion each record is.
            chosen: Which rows of a table are looked at, where not all are.
        """
        return replace(self, chosen=chosen, placing=placing, _tables={}, _made={})

    def horizon(self, *tables: str) -> int:
        """Return the end of the evidence of some tables, in microseconds."""
        known = max(
            (self.horizons[table] for table in tables if table in self.horizons), default=FAR_PAST
        )
        return known if self.known_until is None else min(known, self.known_until.micros)

    def is_known(self, at: ir.IntegerValue) -> ir.BooleanValue:
        """Return whether something that happened at an instant is known in this study."""
        if self.known_until is None:
            return YES
        return at <= self.known_until.micros


def names_of(
    rows: ir.Table,
    evidence: EvidenceTable,
    version: Agreement,
    *,
    dated_by: ir.IntegerValue | None,
    more: Mapping[str, Compiled] | None = None,
) -> RowNames:
    """Return the names in formulas over rows of an evidence table."""
    columns = {
        name: column_value(rows, column, name=stored_name(name))
        for name, column in evidence.columns.items()
        if stored_name(name) in rows.columns
    }
    return RowNames(
        table=evidence.nouns,
        columns={**columns, **(more or {})},
        agreement=version,
        dated_by=dated_by,
    )


def clock_columns(history: History, table: str) -> tuple[str, ...]:
    """Return the instant columns of a table of cases that some clock starts or stops on."""
    found: set[str] = set()
    for version in history.versions:
        for measure in version.measures.values():
            if measure.table == table and isinstance(measure.rule, ClockRule):
                evidence = version.evidence[table]
                edges = (measure.rule.start, measure.rule.stop)
                found |= {bare_instant(edge, evidence) for edge in edges} - {""}
    return tuple(sorted(found))


def bare_instant(formula: Formula, evidence: EvidenceTable) -> str:
    """Return the instant column that a formula consists of, or an empty text for a condition."""
    expression = formula.expression
    if isinstance(expression, Name) and not expression.outer:
        column = evidence.columns.get(expression.name)
        if column is not None and column.type is ColumnType.INSTANT:
            return expression.name
    return ""


def own_instants(history: History, measure_table: EvidenceTable) -> tuple[str, ...]:
    """Return the columns whose newest instant is the end of a table's evidence.

    Events and records end at their newest ``at``, intervals at their newest edge, cases at
    the newest start or stop of any clock over them: a due date in a column is no evidence.
    """
    match measure_table.form:
        case EvidenceForm.EVENT | EvidenceForm.RECORD:
            return (measure_table.at,)
        case EvidenceForm.INTERVAL:
            return (measure_table.begins, measure_table.ends)
        case EvidenceForm.CASE:
            return clock_columns(history, measure_table.name)


def stored_name(column: str) -> str:
    """Return the name under which tables of a run keep a column of the evidence."""
    return f"column_{column}"


def segment_name(column: str) -> str:
    """Return the name under which results keep a column that divides the measure."""
    return f"segment_{column}"
