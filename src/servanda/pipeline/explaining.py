"""Any figure opened: its formula with values, what counted, what did not, and why."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.measure import AvailabilityRule, ClockRule, Measure
from servanda.agreement.model.stretches import table_of
from servanda.businesstime.rule import ALWAYS
from servanda.facts.figure import Value
from servanda.facts.measurement import Measurement
from servanda.facts.statement import (
    Assessment,
    LinePurpose,
    RightState,
    Statement,
    StatementLine,
)
from servanda.facts.trace import Step
from servanda.kernel.time import Period
from servanda.measurement.explain import OutageTimeline, explain_outages
from servanda.pipeline.answer import Answer, Progress, say_nothing
from servanda.pipeline.choosing import Choice, known_through
from servanda.pipeline.measured import Measured
from servanda.pipeline.moment import NOW, Moment
from servanda.pipeline.records import Reading, Records, period_records
from servanda.pipeline.refusals import UnknownFigure
from servanda.pipeline.settling import settle
from servanda.pipeline.workspace import Workspace

__all__ = ["Explanation", "Taken", "explain"]

_SECTIONS = {
    "charges": "charge",
    "penalties": "service credit",
    "incentives": "incentive",
    "adjustments": "adjustment",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Open one measurement.

    Args:
        measure: The measure, as the version has it that governs the period.
        measurement: The figure.
        assessments: How commitments judge it.
        records: What counted and what did not.
        outages: For availability, the period's stretches that were down, unknown or planned.
        before_relief: What it would be without relief; absent where that is the same.
    """

    measure: Measure
    measurement: Measurement
    assessments: tuple[Assessment, ...]
    records: Records
    outages: OutageTimeline | None
    before_relief: Value | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Open a name of the agreement in one period: a measure, a figure, a right, or lines of money.

    Args:
        name: What was asked for.
        version: The version that governs the period.
        period: The period.
        taken: The measurements of that name, one for each segment.
        judged: How commitments judge the figures of that name.
        figures: The figures of that name.
        lines: The lines of money of that name.
        rights: The right of that name.
        zone: Zone in which instants are shown.
    """

    name: str
    version: Agreement
    period: Period
    taken: tuple[Taken, ...]
    judged: tuple[Assessment, ...]
    figures: tuple[Step, ...]
    lines: tuple[StatementLine, ...]
    zone: str
    rights: tuple[RightState, ...] = ()


def explain(
    workspace: Workspace,
    name: str,
    period: str = "",
    *,
    moment: Moment = NOW,
    progress: Progress = say_nothing,
) -> Answer[Explanation]:
    """Open a figure in one period.

    Args:
        workspace: Where everything lies.
        name: A measure, commitment, figure, right or line; with its section in front where a name
            stands in several: ``penalties.restore_major``. The difference that a restatement
            makes is a line too: ``restore_major of 2025-08``.
        period: Label of the period; the last one so far if not said.
        moment: As of when.
        progress: Told before each step.

    Raises:
        UnknownFigure: The agreement has nothing of that name.
        UnknownPeriod: The agreement has no such period.
        NotSoFar: No period is complete and none was named.
    """
    answer = settle(workspace, choice=Choice(only=period), moment=moment, progress=progress)
    if answer.value is None:
        return Answer(None, answer.diagnostics)
    statement = answer.value.statements[-1]
    return Answer(_opened(name, statement, answer.value.measured), answer.diagnostics)


def _opened(name: str, statement: Statement, measured: Measured) -> Explanation:
    version = measured.history.at(statement.period.first_day)
    section, _, bare = name.rpartition(".")
    lines = tuple(line for line in statement.lines if _is_line(line, bare, section))
    adjustments = {line.name for line in statement.lines if line.purpose is LinePurpose.ADJUSTMENT}
    if bare not in _names(version, section) and not (lines and bare in adjustments):
        raise UnknownFigure(name, _all_names(version) | adjustments)
    measure, figure = _judged_names(version, bare)
    return Explanation(
        name=name,
        version=version,
        period=statement.period,
        taken=() if section in _SECTIONS else _taken(measure, statement, measured),
        judged=()
        if section in _SECTIONS
        else tuple(
            each
            for each in statement.assessments
            if each.measurement.measure == figure and figure in version.figures
        ),
        figures=()
        if section in _SECTIONS
        else tuple(step for step in statement.figures if _is_figure(step, figure)),
        lines=lines,
        rights=tuple(each for each in statement.rights if each.name == bare)
        if section in {"", "rights"}
        else (),
        zone=version.settlement.zone,
    )


def _names(version: Agreement, section: str) -> set[str]:
    money = set(version.figures)
    known = {
        "measures": set(version.measures),
        "commitments": set(version.commitments),
        "rights": set(version.rights),
        "": {*version.measures, *version.commitments, *version.rights, *money},
    }
    return known.get(section, money if section in {*_SECTIONS, "figures"} else set())


def _all_names(version: Agreement) -> set[str]:
    names = _names(version, "")
    twice = set(version.figures) & {*version.measures, *version.commitments}
    return names | {f"penalties.{name}" for name in twice}


def _judged_names(version: Agreement, name: str) -> tuple[str, str]:
    """Return the measure and the figure that a name stands for, itself or as a commitment."""
    commitment = version.commitments.get(name)
    if commitment is None or name in version.measures:
        return name, name
    return commitment.measure, commitment.figure or name


def _is_line(line: StatementLine, name: str, section: str) -> bool:
    wanted = _SECTIONS.get(section)
    return line.name == name and (wanted is None or line.purpose.value == wanted)


def _is_figure(step: Step, name: str) -> bool:
    return step.name.split(" in ")[0] == name


def _taken(name: str, statement: Statement, measured: Measured) -> tuple[Taken, ...]:
    version = measured.history.at(statement.period.first_day)
    measure = version.measures.get(name)
    if measure is None:
        return ()
    figures = (
        each
        for each in measured.measurements.figures
        if each.measure == name and each.period.label == statement.period.label
    )
    return tuple(_opened_figure(measure, each, statement, measured) for each in figures)


def _opened_figure(
    measure: Measure, measurement: Measurement, statement: Statement, measured: Measured
) -> Taken:
    judged = (each for each in statement.assessments if each.measurement == measurement)
    return Taken(
        measure=measure,
        measurement=measurement,
        assessments=tuple(judged),
        records=period_records(
            measured.measurements.results[measure.name],
            measurement,
            _reading(measure, measured.history.at(measurement.period.first_day)),
        ),
        outages=_outages(measure, measurement, measured),
        before_relief=_before_relief(measurement, measured),
    )


def _before_relief(own: Measurement, measured: Measured) -> Value | None:
    if measured.unrelieved is None:
        return None
    place = (own.measure, own.period, own.segment)
    values = (
        each.value
        for each in measured.unrelieved.figures
        if (each.measure, each.period, each.segment) == place
    )
    before = next(values, None)
    return None if before == own.value else before


def _reading(measure: Measure, version: Agreement) -> Reading:
    return Reading(columns=table_of(version, measure).columns, open_time=uses_calendar(measure))


def _outages(
    measure: Measure, measurement: Measurement, measured: Measured
) -> OutageTimeline | None:
    if not isinstance(measure.rule, AvailabilityRule):
        return None
    seen = known_through(measured.history, measured.known_until)
    if seen is not None and seen <= measurement.period.start:
        return None
    return explain_outages(
        measured.history,
        measured.snapshot,
        measure.name,
        measurement.period,
        measurement.segment,
        until=seen,
    )


def uses_calendar(measure: Measure) -> bool:
    """Return whether a measure's durations are open time rather than elapsed."""
    rule = measure.rule
    return isinstance(rule, ClockRule | AvailabilityRule) and rule.calendar != ALWAYS.name
