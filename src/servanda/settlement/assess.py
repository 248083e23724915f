"""Measured values against what was promised."""

from __future__ import annotations

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.measure import Measure, NoDataRule
from servanda.agreement.model.promise import Commitment, Level
from servanda.facts.figure import Absence, NoValue, Scalar, Segment
from servanda.facts.measurement import Measurement
from servanda.facts.statement import Assessment, LevelReached
from servanda.formula.environment import Environment
from servanda.formula.exact import evaluate
from servanda.formula.operations import compare
from servanda.kernel.time import Period
from servanda.settlement.given import Given

__all__ = ["assess", "judged_segments"]


def judged_segments(given: Given, commitment: Commitment, period: Period) -> tuple[Segment, ...]:
    """Return the segments of its measure that a commitment is about, in their order.

    A commitment that names its segments is judged for them even where nothing was measured.
    """
    found = given.segments(commitment.measure, period)
    wanted = tuple(each for each in found if set(commitment.only) <= set(each))
    return wanted or (commitment.only,)


def assess(
    given: Given, index: int, commitment: Commitment, segment: Segment, place: Environment
) -> Assessment:
    """Judge a commitment over one period and segment.

    The exact value is compared, never the displayed one. Levels are those in force on the
    period's first day. Without a value, the measure's no-data rule judges; before the start of
    the evidence nothing is judged.
    """
    period = given.periods[index]
    agreement = given.version(period)
    measurement = given.measurement(commitment.measure, period, segment)
    expected = commitment.expected.at(period.first_day)
    minimum = commitment.minimum.at(period.first_day) if commitment.minimum else None
    level, rule = _judge(measurement, expected, minimum, _rule(agreement, commitment), place)
    return Assessment(
        commitment=commitment.name,
        title=title_of(agreement, commitment),
        party=commitment.by.value,
        aspect=commitment.aspect.value,
        service=commitment.service,
        critical=commitment.critical,
        measurement=measurement,
        expected=expected.text if expected else "",
        minimum=minimum.text if minimum else "",
        level=level,
        band=_band(commitment, measurement, place),
        rule=rule,
        span=commitment.span,
    )


def title_of(agreement: Agreement, commitment: Commitment) -> str:
    """Return a reader's name for a commitment: its own, its measure's, else its identifier."""
    measure = agreement.measures.get(commitment.measure)
    return commitment.title or (measure.title if measure else "") or commitment.name


def _rule(agreement: Agreement, commitment: Commitment) -> NoDataRule:
    measure: Measure | None = agreement.measures.get(commitment.measure)
    return (measure.no_data if measure else None) or NoDataRule.NOT_SETTLED


def _judge(
    measurement: Measurement,
    expected: Level | None,
    minimum: Level | None,
    rule: NoDataRule,
    place: Environment,
) -> tuple[LevelReached, str]:
    if isinstance(measurement.value, NoValue):
        return _without_value(measurement.value, rule)
    if minimum is not None and _reached(measurement.value, minimum, place) is False:
        return LevelReached.BELOW_MINIMUM, ""
    if expected is None:
        return LevelReached.NOT_JUDGED, "no level was in force yet"
    match _reached(measurement.value, expected, place):
        case True:
            return LevelReached.EXPECTED, ""
        case False:
            return LevelReached.BELOW_EXPECTED, ""
        case None:
            return LevelReached.NOT_JUDGED, f"the level '{expected.text}' has no value"


def _without_value(absent: NoValue, rule: NoDataRule) -> tuple[LevelReached, str]:
    because = f"{absent.why.value}: {absent.note}" if absent.note else absent.why.value
    if absent.why in {Absence.BEFORE_START, Absence.REFUSED}:
        return LevelReached.NOT_JUDGED, because
    match rule:
        case NoDataRule.MET:
            return LevelReached.EXPECTED, f"{because}; the agreement counts this as met"
        case NoDataRule.MISSED:
            return LevelReached.BELOW_MINIMUM, f"{because}; the agreement counts this as missed"
        case NoDataRule.NOT_SETTLED:
            return LevelReached.NOT_JUDGED, because


def _reached(value: Scalar, level: Level, place: Environment) -> bool | None:
    """Return whether a value reaches a level, nothing where the level itself has no value."""
    promised = evaluate(level.value.expression, place).value
    if isinstance(promised, NoValue):
        return None
    return compare(level.operator, value, promised)


def _band(commitment: Commitment, measurement: Measurement, place: Environment) -> str:
    if not commitment.bands or isinstance(measurement.value, NoValue):
        return ""
    label = place.table(commitment.bands, measurement.value, "").value
    return label if isinstance(label, str) else ""
