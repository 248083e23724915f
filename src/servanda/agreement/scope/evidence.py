"""What names mean over rows of evidence, and over what a measure makes of them."""

from __future__ import annotations

from collections.abc import Mapping

from servanda.agreement.model.evidence import (
    ColumnType,
    EvidenceColumn,
    EvidenceForm,
    EvidenceTable,
)
from servanda.agreement.model.measure import (
    AttestedRule,
    AvailabilityRule,
    ClockRule,
    Measure,
    NamedRule,
    OutcomeRule,
    RatioRule,
    ScoreRule,
    VariationRule,
    WarningRule,
)
from servanda.agreement.model.terms import Range
from servanda.agreement.scope.names import (
    INSTANT,
    PERIOD,
    TEXT,
    TRUTH,
    Dictionary,
    PlainScope,
    figure_type,
    finer,
)
from servanda.businesstime.rule import ALWAYS
from servanda.formula.types import FormulaType, Grain, Kind, Meaning
from servanda.kernel.quantity import NUMBER, PERCENTAGE_POINTS, SHARE
from servanda.kernel.unit import BaseKind, Unit

__all__ = [
    "case_names",
    "column_names",
    "column_type",
    "figure_scope",
    "interval_scope",
    "row_grain",
    "spell_names",
    "table_scope",
    "value_scope",
]

OWN_ROWS = ""
"""The name by which a scope is asked for a measure's own rows."""

_KINDS = {
    ColumnType.TEXT: Kind.TEXT,
    ColumnType.TRUTH: Kind.TRUTH,
    ColumnType.INSTANT: Kind.INSTANT,
    ColumnType.DATE: Kind.DATE,
}


def row_grain(rows: str) -> Grain:
    """Return the grain of what exists once for each row."""
    return frozenset({f"row:{rows}"})


def column_type(column: EvidenceColumn) -> FormulaType:
    """Return what a column holds.

    A figure may be missing from a row, and money made of it has to say what then, unless the
    column says ``only``: then evidence with an empty cell is refused. A text is taken to be
    there: where one is missing, what is compared with it is unknown, the record is left out with
    that reason, and a line of money that needs it is not settled.
    """
    kind = _KINDS.get(column.type)
    if kind is not None:
        return FormulaType(kind=kind, among=frozenset(column.only.texts if column.only else ()))
    return FormulaType(
        kind=Kind.QUANTITY,
        unit=column.unit or NUMBER,
        may_be_absent=column.only is None,
        positive=column.only is not None and _is_above_zero(column.only.range),
    )


def _is_above_zero(extent: Range | None) -> bool:
    if extent is None or extent.low is None:
        return False
    return extent.low.amount > 0 or (extent.low.amount == 0 and not extent.low_included)


def column_names(table: EvidenceTable, grain: Grain) -> dict[str, Meaning]:
    """Return what the names of a table's rows mean, intervals with their ``length``."""
    names = {
        name: Meaning(what="column", type=finer(column_type(column), grain))
        for name, column in table.columns.items()
    }
    if table.form is EvidenceForm.INTERVAL and "length" not in names:
        elapsed = figure_type(Unit.of(BaseKind.ELAPSED), grain=grain)
        names["length"] = Meaning(what="column", type=elapsed)
    return names


def spell_names(grain: Grain, by: tuple[str, ...]) -> dict[str, Meaning]:
    """Return what the names of a stretch of time mean; of a divided condition, its columns too."""
    found = {
        "began": INSTANT,
        "ended": INSTANT,
        "length": figure_type(Unit.of(BaseKind.ELAPSED)),
        **dict.fromkeys(by, TEXT),
    }
    return {name: Meaning(what="column", type=finer(made, grain)) for name, made in found.items()}


def table_scope(table: EvidenceTable, dictionary: Dictionary) -> PlainScope:
    """Return the scope inside a row of evidence: filters, conditions on events."""
    grain = row_grain(table.name)
    return PlainScope(
        dictionary=dictionary,
        own=column_names(table, grain),
        grain=grain,
        row_nouns={table.name: table.noun},
    )


def interval_scope(measure: Measure, table: EvidenceTable, dictionary: Dictionary) -> PlainScope:
    """Return the scope of one of the equal intervals that rows are cut into."""
    grain = row_grain(table.name)
    rows = {**column_names(table, grain), **_timed_names(measure.rule, grain)}
    return PlainScope(
        dictionary=dictionary,
        grain=frozenset({"interval"}),
        inner={
            OWN_ROWS: PlainScope(
                dictionary=dictionary, own=rows, grain=grain, row_nouns={table.name: table.noun}
            )
        },
        row_nouns={OWN_ROWS: table.noun},
    )


def figure_scope(measure: Measure, table: EvidenceTable, dictionary: Dictionary) -> PlainScope:
    """Return the scope of the figure that an outcome or a chart looks at."""
    return PlainScope(
        dictionary=dictionary,
        grain=frozenset({PERIOD, *measure.by}),
        inner={OWN_ROWS: table_scope(table, dictionary)},
        row_nouns={OWN_ROWS: table.noun},
    )


def case_names(measure: Measure, table: EvidenceTable, grain: Grain) -> dict[str, Meaning]:
    """Return what the names of a clock's cases mean: the table's columns, and the clock's."""
    rule = measure.rule
    names = column_names(table, grain)
    if not isinstance(rule, ClockRule):
        return names
    kind = BaseKind.ELAPSED if rule.calendar == ALWAYS.name else BaseKind.OPEN
    clock = {"elapsed": figure_type(Unit.of(kind)), "started": INSTANT, "stopped": INSTANT}
    if rule.within is not None:
        clock |= {"met": TRUTH, "late": TRUTH, "overdue": TRUTH, "due": INSTANT}
    meanings = {
        name: Meaning(what="part of the clock", type=finer(found, grain))
        for name, found in clock.items()
    }
    return {**names, **meanings}


def value_scope(
    measure: Measure, table: EvidenceTable, dictionary: Dictionary, *, unit: Unit = NUMBER
) -> PlainScope:
    """Return the scope of a measure's value: aggregates over its rows, and its kind's names.

    Args:
        measure: The measure.
        table: The evidence that it reads.
        dictionary: What the agreement's own names mean.
        unit: Unit of the figure that an outcome, a chart or an attestation is about.
    """
    grain = frozenset({PERIOD, *measure.by})
    if isinstance(measure.rule, NamedRule):
        names = _period_names(measure.rule, unit, grain)
        return PlainScope(
            dictionary=dictionary,
            own=names,
            grain=grain,
            row_nouns={table.name: table.noun},
        )
    rows = PlainScope(
        dictionary=dictionary,
        own=_row_names(measure, table),
        grain=row_grain(table.name),
        row_nouns={table.name: table.noun},
    )
    return PlainScope(
        dictionary=dictionary,
        # A row's own names are there to be told apart from unknown ones: they are too fine.
        own=rows.own,
        grain=grain,
        inner={OWN_ROWS: rows},
        row_nouns={OWN_ROWS: _noun(measure, table), table.name: table.noun},
    )


def _noun(measure: Measure, table: EvidenceTable) -> str:
    rule = measure.rule
    return "" if isinstance(rule, RatioRule) and rule.every is not None else table.noun


def _row_names(measure: Measure, table: EvidenceTable) -> Mapping[str, Meaning]:
    grain = row_grain(table.name)
    match measure.rule:
        case ClockRule():
            return case_names(measure, table, grain)
        case RatioRule() as rule:
            good = {"good": Meaning(what="verdict", type=finer(TRUTH, grain))}
            if rule.every is not None:
                return good
            timed = _timed_names(rule, grain)
            return {**column_names(table, grain), **timed, **(good if rule.good else {})}
        case ScoreRule() as rule:
            names = column_names(table, grain)
            column = table.columns.get(rule.answer)
            unit = (column.unit or NUMBER) if column else NUMBER
            answer = Meaning(what="answer", type=figure_type(unit, grain=grain))
            return {**names, "answer": answer}
        case WarningRule():
            lead = figure_type(Unit.of(BaseKind.ELAPSED), grain=grain, may_be_absent=True)
            return {
                **column_names(table, grain),
                "warned": Meaning(what="verdict", type=finer(TRUTH, grain)),
                "lead": Meaning(what="lead time", type=lead),
            }
        case _:
            return {}


def _timed_names(rule: object, grain: Grain) -> dict[str, Meaning]:
    if not isinstance(rule, RatioRule) or rule.time is None:
        return {}
    elapsed = figure_type(Unit.of(BaseKind.ELAPSED), grain=grain, may_be_absent=True)
    names = {"elapsed": elapsed}
    if rule.within is not None:
        names |= dict.fromkeys(("met", "late"), finer(TRUTH, grain))
    return {name: Meaning(what="response time", type=found) for name, found in names.items()}


def _period_names(rule: NamedRule, unit: Unit, grain: Grain) -> dict[str, Meaning]:
    """Return the names of a period that the value of a kind without rows is made of."""
    if isinstance(rule, AvailabilityRule):
        return _availability_names(rule, grain)
    return {
        name: Meaning(what="figure", type=figure_type(each, grain=grain, may_be_absent=True))
        for name, each in _period_units(rule, unit).items()
    }


def _period_units(rule: OutcomeRule | VariationRule | AttestedRule, unit: Unit) -> dict[str, Unit]:
    match rule:
        case OutcomeRule():
            effect = PERCENTAGE_POINTS if unit.is_share else unit
            return {"actual": unit, "baseline": unit, "expected": unit, "effect": effect}
        case VariationRule():
            limits = dict.fromkeys(("centre", "upper", "lower"), unit)
            return {**limits, "stable": SHARE, "signals": Unit.count("signal")}
        case AttestedRule():
            return {"attested": unit}


def _availability_names(rule: AvailabilityRule, grain: Grain) -> dict[str, Meaning]:
    kind = BaseKind.ELAPSED if rule.calendar == ALWAYS.name else BaseKind.OPEN
    length = figure_type(Unit.of(kind), grain=grain)
    outages = figure_type(Unit.count("outage"), grain=grain)
    return {
        "availability": Meaning(
            what="figure", type=figure_type(SHARE, grain=grain, may_be_absent=True)
        ),
        **{
            name: Meaning(what="figure", type=length)
            for name in ("down", "agreed", "planned", "unknown")
        },
        "outages": Meaning(what="figure", type=outages),
    }
