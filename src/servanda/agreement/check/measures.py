"""Typing measures, and what their kinds need of the evidence."""

from __future__ import annotations

from dataclasses import replace

from servanda.agreement import diagnostics as found
from servanda.agreement.check.elaborate import Bench
from servanda.agreement.check.pauses import divide_pause
from servanda.agreement.check.where import Where
from servanda.agreement.model.evidence import ColumnType, EvidenceForm, EvidenceTable
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.measure import (
    AttestedRule,
    AvailabilityRule,
    ClockRule,
    CountsIn,
    Measure,
    OutcomeRule,
    RatioRule,
    Rule,
    ScoreRule,
    VariationRule,
    WarningRule,
)
from servanda.agreement.model.stretches import table_of
from servanda.agreement.scope.evidence import (
    column_type,
    figure_scope,
    interval_scope,
    table_scope,
    value_scope,
)
from servanda.agreement.scope.names import PERIOD, Dictionary, PlainScope, figure_type, finer
from servanda.agreement.scope.period import answers_no_data
from servanda.businesstime.rule import ALWAYS
from servanda.formula.diagnostics import CONDITION_DIVIDED
from servanda.formula.syntax import Name
from servanda.formula.types import FormulaType, Kind, Scope
from servanda.kernel.diagnostic import DiagnosticKind
from servanda.kernel.quantity import NUMBER, SHARE
from servanda.kernel.source import SourceSpan
from servanda.kernel.unit import BaseKind, Unit

__all__ = ["type_measures"]

_TRUTH = FormulaType(kind=Kind.TRUTH)
_OVER_TIME = FormulaType(kind=Kind.CONDITION)
_FIGURE = FormulaType(kind=Kind.QUANTITY)
_ELAPSED = figure_type(Unit.of(BaseKind.ELAPSED))
_DAYS = figure_type(Unit.of(BaseKind.DAY))
_ALLOWANCES = {
    BaseKind.ELAPSED: "an elapsed time",
    BaseKind.OPEN: "open time of a calendar",
    BaseKind.DAY: "calendar days",
    BaseKind.BUSINESS_DAY: "business days",
}


def type_measures(
    bench: Bench, where: Where, dictionary: Dictionary
) -> tuple[dict[str, Measure], dict[str, FormulaType]]:
    """Type all measures.

    Returns:
        The measures with their formulas made ready, and the types of their values. A measure's
        bare value counts as always known where the agreement leaves lines open without it.
    """
    measures, types = {}, {}
    for measure in bench.agreement.measures.values():
        measures[measure.name] = measure
        if measure.name in bench.notebook.broken:
            continue
        table = table_of(bench.agreement, measure)
        typer = _MeasureTyper(bench, where, dictionary, measure, table)
        typed, found_type = typer.typed()
        if found_type is None:
            bench.notebook.broken.add(measure.name)
            continue
        absent = found_type.may_be_absent and not answers_no_data(measure)
        grain = frozenset({PERIOD, *measure.by})
        measures[measure.name] = typed
        types[measure.name] = finer(replace(found_type, may_be_absent=absent, bare=None), grain)
    return measures, types


class _MeasureTyper:
    """Type the formulas of one measure."""

    def __init__(
        self,
        bench: Bench,
        where: Where,
        dictionary: Dictionary,
        measure: Measure,
        table: EvidenceTable,
    ) -> None:
        self.bench = bench
        self.where = where
        self.dictionary = dictionary
        self.measure = measure
        self.table = table
        self.failed = False
        self.unit = NUMBER

    def typed(self) -> tuple[Measure, FormulaType | None]:
        """Return the measure with its formulas made ready, and the type of its value."""
        rows = table_scope(self.table, self.dictionary)
        condition = self.maybe(self.measure.where, rows, _TRUTH)
        rule = self._rule(rows)
        if self.measure.no_data is None:
            self._report(found.NO_DATA_RULE, name=self.measure.name)
        scope = value_scope(self.measure, self.table, self.dictionary, unit=self.unit)
        value = self.bench.type(self.measure.value, scope)
        measure = replace(self.measure, where=condition, rule=rule, value=value.formula)
        return measure, None if self.failed else value.type

    def maybe(
        self, formula: Formula | None, scope: Scope, expected: FormulaType | None
    ) -> Formula | None:
        """Return a formula made ready, if there is one."""
        return None if formula is None else self.ready(formula, scope, expected)

    def ready(self, formula: Formula, scope: Scope, expected: FormulaType | None) -> Formula:
        """Return a formula made ready."""
        typed = self.bench.type(formula, scope, expected)
        if typed.type is None:
            self.failed = True
        return typed.formula

    def _rule(self, rows: Scope) -> Rule:
        match self.measure.rule:
            case ClockRule() as rule:
                return self._clock(rule, rows)
            case AvailabilityRule() as rule:
                return self._availability(rule, rows)
            case RatioRule() as rule:
                return self._ratio(rule, rows)
            case ScoreRule() as rule:
                self._needs_instant(rule.at, rule.spelling)
                half_life = self.maybe(
                    rule.half_life, PlainScope(dictionary=self.dictionary), _DAYS
                )
                return replace(rule, half_life=half_life)
            case OutcomeRule() as rule:
                return self._outcome(rule, rows)
            case VariationRule() as rule:
                self._needs_instant(rule.at, "variation")
                return replace(rule, of=self._figure(rule.of))
            case WarningRule() as rule:
                return self._warning(rule, rows)
            case AttestedRule() as rule:
                return self._attested(rule)

    def _figure(self, formula: Formula) -> Formula:
        """Return the figure that a measure looks at made ready, and keep its unit."""
        scope = figure_scope(self.measure, self.table, self.dictionary)
        typed = self.bench.type(formula, scope, _FIGURE)
        if typed.type is None or typed.type.unit is None:
            self.failed = True
        else:
            self.unit = typed.type.unit
        return typed.formula

    def _outcome(self, rule: OutcomeRule, rows: Scope) -> OutcomeRule:
        self._needs_instant(rule.at, "outcome")
        of, baseline = self._figure(rule.of), rule.baseline
        plain = PlainScope(dictionary=self.dictionary, grain=frozenset({PERIOD}))
        if isinstance(baseline, Formula):
            baseline = self.ready(baseline, plain, figure_type(self.unit))
            if rule.agreed_share is None:
                span = self.where.at("measures", self.measure.name, "outcome", "baseline")
                self._refuse(found.BASELINE_DAYS, span)
        return replace(
            rule,
            of=of,
            baseline=baseline,
            agreed_share=self.maybe(rule.agreed_share, plain, figure_type(SHARE)),
            compared_with=self.maybe(rule.compared_with, rows, _TRUTH),
        )

    def _warning(self, rule: WarningRule, rows: Scope) -> WarningRule:
        warnings = self.bench.agreement.evidence[rule.warnings]
        self._needs_instant(rule.noticed, "warning")
        if not rule.announced and not warnings.at:
            span = self.where.key("measures", self.measure.name, "warning", "warnings")
            self._refuse(found.NO_INSTANT, span, table=warnings.name)
        return replace(
            rule,
            valid_for=self.maybe(rule.valid_for, rows, _ELAPSED),
            at_least=self.maybe(rule.at_least, rows, _ELAPSED),
        )

    def _attested(self, rule: AttestedRule) -> AttestedRule:
        self._needs_instant(rule.entered_at, "attested")
        column = column_type(self.table.columns[rule.figure])
        path = ("measures", self.measure.name, "attested")
        if column.kind is not Kind.QUANTITY or column.unit is None:
            self._refuse(found.ATTESTED_COLUMN, self.where.at(*path, "figure"), name=rule.figure)
        else:
            self.unit = column.unit
        texts = (
            ("period", rule.period),
            ("entered by", rule.entered_by),
            ("document", rule.document),
            ("countersigned by", rule.countersigned_by),
        )
        for key, name in texts:
            if self.table.columns[name].type is not ColumnType.TEXT:
                self._refuse(found.ATTESTED_COLUMN, self.where.at(*path, key), name=name)
        return rule

    def _clock(self, rule: ClockRule, rows: Scope) -> ClockRule:
        events_name = rule.events
        events = self.bench.agreement.evidence[events_name] if events_name else self.table
        event_rows = table_scope(events, self.dictionary)
        has_events = events.form is EvidenceForm.EVENT
        start = self._edge(rule.start, rows, event_rows, has_events=has_events)
        stop = self._edge(rule.stop, rows, event_rows, has_events=has_events)
        pause, paused_while = self._pause(rule.pause, event_rows)
        self._check_events(replace(rule, pause=pause), events)
        within = self.maybe(rule.within, rows, _FIGURE)
        if rule.within is not None:
            self._check_allowance(rule, rows)
        self._check_counts_in(rule)
        return replace(
            rule,
            start=start,
            stop=stop,
            pause=self.maybe(pause, event_rows, _TRUTH),
            paused_while=self.over_time(paused_while, f"the table '{self.table.name}'"),
            reopen=self.maybe(rule.reopen, event_rows, _TRUTH),
            within=within,
        )

    def _pause(self, pause: Formula | None, events: Scope) -> tuple[Formula | None, Formula | None]:
        """Return what pauses a clock by its events, and what does over time."""
        if pause is None or self.bench.uses_broken(pause):
            return pause, None
        divided = divide_pause(pause, events)
        for part in divided.mixed:
            self._refuse(found.CONDITION_MIXED, part.span)
        return divided.on_events, divided.over_time

    def over_time(self, formula: Formula | None, place: str) -> Formula | None:
        """Return a condition over time made ready whose own one every row can find."""
        if formula is None:
            return None
        typed = self.bench.type(formula, self.dictionary.over_time(), _OVER_TIME)
        if typed.type is None:
            self.failed = True
            return formula
        for column in sorted(typed.type.grain):
            held = self.table.columns.get(column)
            if held is None or held.type is not ColumnType.TEXT:
                self._refuse(CONDITION_DIVIDED, formula.span, column=column, place=place)
        return typed.formula

    def _edge(self, formula: Formula, rows: Scope, events: Scope, *, has_events: bool) -> Formula:
        if isinstance(formula.expression, Name):
            return self.ready(formula, rows, FormulaType(kind=Kind.INSTANT))
        ready = self.ready(formula, events, _TRUTH)
        if not has_events and not self.failed:
            self._refuse(
                found.CLOCK_EVENTS,
                formula.span,
                message="a condition starts or stops a clock only where there are events",
                advice="name an instant column, or a table with 'each: event' under 'events'",
            )
        return ready

    def _check_events(self, rule: ClockRule, events: EvidenceTable) -> None:
        path = ("measures", self.measure.name, "clock")
        if rule.events and events.form is not EvidenceForm.EVENT:
            self._refuse(
                found.CLOCK_EVENTS,
                self.where.at(*path, "events"),
                message=f"the table '{rule.events}' holds no events",
                advice="name a table with 'each: event'",
            )
        for key, formula in (("pause", rule.pause), ("reopen", rule.reopen)):
            if formula is not None and events.form is not EvidenceForm.EVENT:
                self._refuse(
                    found.CLOCK_EVENTS,
                    formula.span,
                    message=f"'{key}' is a condition on events, and there are none",
                    advice="name the table of the events under 'events'",
                )
        if self.table.form not in {EvidenceForm.CASE, EvidenceForm.EVENT}:
            self._refuse(
                found.CLOCK_EVENTS,
                self.where.at("measures", self.measure.name, "from"),
                message="a clock runs for cases, and this table holds none",
                advice="read a table with 'each: case' or 'each: event'",
            )

    def _check_allowance(self, rule: ClockRule, rows: Scope) -> None:
        assert rule.within is not None
        if self.bench.uses_broken(rule.within):
            return
        typed = self.bench.attempt(rule.within, rows)
        unit = typed.type.unit if typed.type else None
        if unit is None:
            return
        kind = next((kind for kind in _ALLOWANCES if unit.is_only(kind)), None)
        always = rule.calendar == ALWAYS.name
        if kind is None:
            message, advice = "'within' is no time", "write like 4 hours or 3 business days"
        elif always and kind in {BaseKind.OPEN, BaseKind.BUSINESS_DAY}:
            message = f"'within' is {_ALLOWANCES[kind]}, and the clock has no calendar"
            advice = "add 'calendar' with one of your calendars, or write elapsed time"
        elif not always and kind is BaseKind.ELAPSED:
            message = f"'within' is {_ALLOWANCES[kind]}, and the clock counts open time"
            advice = "write business hours, or take the calendar out"
        else:
            return
        self._refuse(found.WITHIN_CALENDAR, rule.within.span, message=message, advice=advice)

    def _check_counts_in(self, rule: ClockRule) -> None:
        due = {CountsIn.DUE, CountsIn.STOP_OR_DUE}
        if rule.within is None and self.measure.counts_in in due:
            span = self.where.at("measures", self.measure.name, "counts in")
            self._refuse(found.COUNTS_IN_DUE, span, word=self.measure.counts_in.value)

    def _availability(self, rule: AvailabilityRule, rows: Scope) -> AvailabilityRule:
        planned = self.bench.agreement.evidence.get(rule.planned)
        self._check_source(rule, planned)
        self._check_planned(rule, planned)
        planned_rows = table_scope(planned, self.dictionary) if planned else rows
        down = self._down_over_time if not self.measure.table else self._down
        return replace(
            rule,
            down=down(rule, rows),
            unknown=self.maybe(rule.unknown, rows, _TRUTH) if self.measure.table else None,
            planned_where=self.maybe(rule.planned_where, planned_rows, _TRUTH),
            at_least=self.maybe(rule.at_least, rows, _ELAPSED),
            weight=self.maybe(rule.weight, rows, figure_type(SHARE)),
        )

    def _down(self, rule: AvailabilityRule, rows: Scope) -> Formula | None:
        """Return the condition on rows under which they are down."""
        if rule.down is not None and divide_pause(rule.down, rows).over_time is not None:
            self._refuse(
                found.AVAILABILITY_SOURCE,
                rule.down.span,
                message="'down' is a condition over time, and 'from' names a table beside it",
                advice="take 'from' out: the condition's own tables say when it is down",
            )
            return rule.down
        return self.maybe(rule.down, rows, _TRUTH)

    def _down_over_time(self, rule: AvailabilityRule, _rows: Scope) -> Formula | None:
        """Return the condition over time that is a measure's down time, made ready."""
        assert rule.down is not None
        typed = self.bench.type(rule.down, self.dictionary.over_time(), _OVER_TIME)
        if typed.type is None:
            self.failed = True
            return rule.down
        for column in sorted(typed.type.grain - {*self.measure.by}):
            place = f"the measure '{self.measure.name}'"
            self._refuse(CONDITION_DIVIDED, rule.down.span, column=column, place=place)
        for column in self.measure.by:
            if column not in typed.type.grain:
                self._refuse(
                    found.AVAILABILITY_SOURCE,
                    self.where.item(column, "measures", self.measure.name, "by"),
                    message=f"the condition under 'down' is not kept for each '{column}'",
                    advice=f"keep one of its conditions 'by: {column}', or take {column} out here",
                )
        return typed.formula

    def _check_planned(self, rule: AvailabilityRule, planned: EvidenceTable | None) -> None:
        """Check that each segment can find its own planned time, where a condition tells it."""
        condition = self.dictionary.conditions.get(rule.planned)
        if planned is not None or condition is None:
            return
        path = ("measures", self.measure.name, "availability")
        for column in sorted(condition.type.grain - {*self.measure.by}):
            place = f"the measure '{self.measure.name}'"
            self._refuse(
                CONDITION_DIVIDED, self.where.at(*path, "planned"), column=column, place=place
            )
        if rule.planned_where is not None:
            self._refuse(found.PLANNED_WHERE, rule.planned_where.span, name=rule.planned)

    def _check_source(self, rule: AvailabilityRule, planned: EvidenceTable | None) -> None:
        path = ("measures", self.measure.name)
        form = self.table.form
        if not self.measure.table:
            self._check_alone(rule)
        if form not in {EvidenceForm.INTERVAL, EvidenceForm.EVENT}:
            self._refuse(
                found.AVAILABILITY_SOURCE,
                self.where.at(*path, "from"),
                message="availability is made of outages or of changes of state",
                advice="read a table with 'each: interval' or 'each: event'",
            )
        if form is EvidenceForm.EVENT and rule.down is None:
            self._refuse(
                found.AVAILABILITY_SOURCE,
                self.where.key(*path, "availability"),
                message="nothing says which state is down",
                advice="add 'down' with a condition, like state = 'down'",
            )
        if planned is not None and planned.form is not EvidenceForm.INTERVAL:
            self._refuse(
                found.AVAILABILITY_SOURCE,
                self.where.at(*path, "availability", "planned"),
                message=f"the table '{rule.planned}' holds no intervals",
                advice="name a table with 'each: interval'",
            )

    def _check_alone(self, rule: AvailabilityRule) -> None:
        """Check that nothing asks for states of rows, where there are only stretches of time."""
        path = ("measures", self.measure.name, "availability")
        for key, given in (("unknown", rule.unknown is not None), ("before", bool(rule.before))):
            if given:
                self._refuse(
                    found.AVAILABILITY_SOURCE,
                    self.where.key(*path, key),
                    message=f"'{key}' is about the rows of a table, and 'down' is a condition "
                    "over time",
                    advice=f"take '{key}' out: where the condition is unknown, time is unknown",
                )

    def _ratio(self, rule: RatioRule, rows: Scope) -> RatioRule:
        self._needs_instant(rule.at, rule.spelling)
        intervals = interval_scope(self.measure, self.table, self.dictionary)
        if rule.every is not None and rule.good is None:
            span = self.where.key("measures", self.measure.name, rule.spelling, "every")
            self._refuse(found.RATIO_GOOD, span)
        return replace(
            rule,
            every=self.maybe(rule.every, rows, _ELAPSED),
            good=self.maybe(rule.good, intervals if rule.every is not None else rows, _TRUTH),
            time=self.maybe(rule.time, rows, _ELAPSED),
            within=self.maybe(rule.within, rows, _ELAPSED),
            failed=self.maybe(rule.failed, rows, _TRUTH),
        )

    def _needs_instant(self, at: str, key: str) -> None:
        if not at and not self.table.at and not self.table.begins:
            span = self.where.key("measures", self.measure.name, key)
            self._refuse(found.NO_INSTANT, span, table=self.table.name)

    def _refuse(self, kind: DiagnosticKind, span: SourceSpan, **arguments: str) -> None:
        self.failed = True
        self.bench.notebook.report(kind, span, **arguments)

    def _report(self, kind: DiagnosticKind, **arguments: str) -> None:
        self.bench.notebook.report(kind, self.measure.span, **arguments)
