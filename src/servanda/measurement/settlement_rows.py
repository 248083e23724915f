"""The rows that money is computed for: evidence rows, a clock's cases, and groups of rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import ibis.expr.types as ir

from servanda.agreement.held import lengths_asked
from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.evidence import ColumnType, EvidenceForm, EvidenceTable
from servanda.agreement.model.measure import ClockRule
from servanda.agreement.model.money import RowSet
from servanda.facts.figure import NoValue, Value
from servanda.facts.measurement import LeftOut
from servanda.facts.row import EvidenceRow
from servanda.formula.syntax import Expression
from servanda.kernel.time import Instant
from servanda.measurement import reasons
from servanda.measurement.amount import Amount
from servanda.measurement.beyond import asks_beyond
from servanda.measurement.compile import compile_condition
from servanda.measurement.logic import certainly
from servanda.measurement.names import record_names
from servanda.measurement.outcome import read_scalar
from servanda.measurement.relief import without_relieved
from servanda.measurement.results import ResultFile, read_results
from servanda.measurement.rows import Compiled, RowNames
from servanda.measurement.spells import held_rows, spell_rows
from servanda.measurement.study import Span, Study, names_of, stored_name

__all__ = ["RowsTaken", "rows_for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsTaken:
    """Hold the rows that money is computed for, by row set.

    Args:
        rows: The rows, oldest first, ties by key.
        left_out: Records of which a business day that ``where`` asks for is not known.
    """

    rows: Mapping[str, tuple[EvidenceRow, ...]]
    left_out: Mapping[str, tuple[LeftOut, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taking:
    """One row set as one version has it.

    Args:
        beyond: Counts the records left out, by row set.
    """

    study: Study
    history: History
    span: Span
    wanted: RowSet
    beyond: Counter[str]


def rows_for(
    study: Study, history: History, results: Mapping[str, Sequence[ResultFile]]
) -> RowsTaken:
    """Return the rows of every row set.

    A row follows the version in force on the first day of the period that it counts in. Rows of
    which it is not known whether ``where`` holds, or when they happened, are none.

    Args:
        study: The evidence.
        history: The versions.
        results: What became of the cases of clock measures.
    """
    names = dict.fromkeys(name for version in history.versions for name in version.rows)
    found: dict[str, tuple[EvidenceRow, ...]] = {}
    beyond: Counter[str] = Counter()
    for name in _members_first(list(names), history):
        taken = [
            _Taking(
                study=study,
                history=history,
                span=span,
                wanted=span.version.rows[name],
                beyond=beyond,
            )
            for span in study.spans
            if name in span.version.rows
        ]
        rows = [row for each in taken for row in _rows(each, results, found)]
        found[name] = tuple(sorted(rows, key=lambda row: (row.at, row.key)))
    return RowsTaken(
        rows=found | _lengths(study),
        left_out={
            name: (LeftOut(reason=reasons.NO_BUSINESS_DAY, records=records),)
            for name, records in beyond.items()
        },
    )


def _lengths(study: Study) -> dict[str, tuple[EvidenceRow, ...]]:
    """Return when each condition held whose length money asks for."""
    return {
        name: tuple(held_rows(study, span, condition))
        for span in study.spans
        for name, condition in lengths_asked(span.version).items()
    }


def _members_first(names: Sequence[str], history: History) -> list[str]:
    def depth(name: str) -> int:
        groups = [version.rows[name].group for version in history.versions if name in version.rows]
        return 1 + max((depth(group) for group in groups if group and group != name), default=0)

    return sorted(names, key=depth)


def _rows(
    taking: _Taking,
    results: Mapping[str, Sequence[ResultFile]],
    found: Mapping[str, Sequence[EvidenceRow]],
) -> Iterator[EvidenceRow]:
    wanted = taking.wanted
    if wanted.spells is not None:
        rows = spell_rows(taking.study, taking.span, wanted)
        yield from (row for row in rows if _governs(taking, row.at))
    elif wanted.group:
        members = found.get(wanted.group, ())
        yield from _groups(wanted, [row for row in members if _governs(taking, row.at)])
    elif wanted.measure:
        yield from _cases(taking, results.get(wanted.measure, ()))
    elif taking.study.has(wanted.table):
        yield from _evidence(taking)


def _governs(taking: _Taking, at: Instant) -> bool:
    span = taking.span
    period = next((period for period in taking.study.periods if period.holds(at)), None)
    if period is not None:
        return taking.history.at(period.first_day) is span.version
    return span.start <= at.micros < span.end


def _evidence(taking: _Taking) -> Iterator[EvidenceRow]:
    study, span, wanted = taking.study, taking.span, taking.wanted
    evidence, table = span.version.evidence[wanted.table], study.table(span, wanted.table)
    at = wanted.counts_in or _own_instant(evidence)
    rows = table.mutate(
        at=table[stored_name(at)],
        key=table[stored_name(evidence.key)].cast("string")
        if evidence.key
        else table["_record"].cast("string"),
    )
    rows = rows.filter(rows["at"].notnull() & study.is_known(rows["at"]))
    rows = without_relieved(study, wanted.table, rows, at="at")
    more: dict[str, Compiled] = {}
    if evidence.form is EvidenceForm.INTERVAL and "length" not in evidence.columns:
        rows = rows.mutate(
            _length=rows[stored_name(evidence.ends)] - rows[stored_name(evidence.begins)]
        )
        more["length"] = Amount.micros(rows["_length"])
    names = names_of(rows, evidence, span.version, dated_by=rows["at"], more=more)
    yield from _taken(taking, rows, names, ())


def _own_instant(evidence: EvidenceTable) -> str:
    if evidence.at or evidence.begins:
        return evidence.at or evidence.begins
    instants = [
        name for name, column in evidence.columns.items() if column.type is ColumnType.INSTANT
    ]
    return instants[0]


def _cases(taking: _Taking, files: Sequence[ResultFile]) -> Iterator[EvidenceRow]:
    study, span = taking.study, taking.span
    measure = span.version.measures[taking.wanted.measure]
    if not isinstance(measure.rule, ClockRule):
        return
    for file in files:
        table = measure.table
        results = read_results(study, [file])
        counted = results.filter(results["counted"])
        own = [name for name in counted.columns if not name.startswith("column_")]
        described = study.table(file.span, table)
        joined = counted.select(*own).left_join(described, "_record")
        columns = [name for name in described.columns if name != "_record"]
        rows = joined.select(
            *(counted[name] for name in own if name != "_record"),
            *(described[name] for name in columns),
            "_record",
        )
        rows = rows.mutate(at=rows["place"])
        names = names_of(
            rows,
            span.version.evidence[table],
            span.version,
            dated_by=rows["started"],
            more=record_names(rows, span.version, measure),
        )
        yield from _taken(taking, rows, names, measure.by)


def _taken(
    taking: _Taking, rows: ir.Table, names: RowNames, by: Sequence[str]
) -> Iterator[EvidenceRow]:
    study, span, wanted = taking.study, taking.span, taking.wanted
    if wanted.where is not None:
        holds = compile_condition(wanted.where.expression, names)
        _count_beyond(taking, rows.filter(holds.isnull()), wanted.where.expression, names)
        rows = rows.filter(certainly(holds))
    columns = {f"v{number}": _shown(kind) for number, kind in enumerate(names.columns.values())}
    segments = tuple(sorted({*by, *_dividing(span.version)} & set(names.columns)))
    shown = rows.select("key", "at", "_record", **columns)
    placed = study.period_of.on(shown, "at", "position")
    for row in study.engine.rows(placed.order_by(["at", "key", "_record"])):
        at = Instant(int(row["at"]))
        if not _governs(taking, at):
            continue
        values = {
            name: read_scalar(kind, row[f"v{number}"])
            for number, (name, kind) in enumerate(names.columns.items())
        }
        position = row["position"]
        yield EvidenceRow(
            rows=wanted.name,
            key=str(row["key"]),
            at=at,
            period="" if position is None else study.periods[position].label,
            segment=tuple(
                (name, str(values[name])) for name in segments if isinstance(values[name], str)
            ),
            columns=values,
        )


def _count_beyond(taking: _Taking, undecided: ir.Table, where: Expression, names: RowNames) -> None:
    """Count the records for which a business day lies outside the days of its calendar."""
    asked = asks_beyond(where, names)
    if asked is None:
        return
    lost = undecided.filter(asked).select("at")
    count = sum(_governs(taking, Instant(int(row["at"]))) for row in taking.study.engine.rows(lost))
    if count:
        taking.beyond[taking.wanted.name] += count


def _shown(kind: Compiled) -> ir.Value:
    if isinstance(kind, Amount):
        assert kind.numerator is not None
        return kind.numerator.column
    return kind.column


def _dividing(version: Agreement) -> set[str]:
    """Return the columns that divide any measure or figure."""
    found = {name for measure in version.measures.values() for name in measure.by}
    return found | {name for figure in version.figures.values() for name in figure.by}


def _groups(wanted: RowSet, members: Sequence[EvidenceRow]) -> Iterator[EvidenceRow]:
    """Make one row of those that share their columns; it counts where its first member does."""
    grouped: dict[tuple[Value, ...], list[EvidenceRow]] = defaultdict(list)
    for member in members:
        grouped[tuple(member.columns[name] for name in wanted.by)].append(member)
    for shared, rows in grouped.items():
        if any(isinstance(value, NoValue) for value in shared):
            continue
        first = min(rows, key=lambda row: (row.at, row.key))
        columns = dict(zip(wanted.by, shared, strict=True))
        yield EvidenceRow(
            rows=wanted.name,
            key=" ".join(str(value) for value in shared),
            at=first.at,
            period=first.period,
            segment=tuple(
                (name, value) for name, value in sorted(columns.items()) if isinstance(value, str)
            ),
            columns=columns,
        )
