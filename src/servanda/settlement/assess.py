"""Measured values, and figures, against what was promised."""

from __future__ import annotations

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.measure import NoDataRule
from servanda.agreement.model.promise import Commitment
from servanda.facts.figure import Absence, NoValue, Segment
from servanda.facts.measurement import Measurement
from servanda.facts.statement import Assessment, LevelReached
from servanda.facts.trace import Step
from servanda.formula.environment import Environment
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Period
from servanda.settlement.given import Given
from servanda.settlement.promised import PromisedLevel, promised_level
from servanda.settlement.windows import window_ends

__all__ = ["assess", "judged_by", "judged_segments", "not_due", "title_of"]


def judged_by(agreement: Agreement, commitment: Commitment) -> tuple[str, ...]:
    """Return the columns by which what a commitment judges is divided."""
    if commitment.figure:
        return agreement.figures[commitment.figure].by
    return agreement.measures[commitment.measure].by


def judged_segments(given: Given, commitment: Commitment, period: Period) -> tuple[Segment, ...]:
    """Return the segments of what it judges that a commitment is about, in their order.

    A commitment that names its segments is judged for them even where nothing was measured.
    """
    if commitment.figure:
        columns = judged_by(given.version(period), commitment)
        found = given.segments_by(columns, period)
    else:
        found = given.segments(commitment.measure, period)
    wanted = tuple(each for each in found if set(commitment.only) <= set(each))
    return wanted or (commitment.only,)


def not_due(given: Given, index: int, commitment: Commitment) -> str:
    """Return why a commitment is not judged in a period: its window does not end there."""
    period = given.periods[index]
    in_force = given.version(period).in_force
    return window_ends(period, index, commitment.over, commitment.over_length, in_force)


def assess(
    given: Given, index: int, commitment: Commitment, segment: Segment, place: Environment
) -> Assessment:
    """Judge a commitment over one period and segment.

    The exact value is compared, never the displayed one. Levels are those in force on the
    period's first day, computed where they are formulas. Without a value the no-data rule
    judges; before the start of the evidence, and where a window does not end, nothing is judged.

    Args:
        given: The inputs of the settlement.
        index: The period's index.
        commitment: The commitment, as the period's version has it.
        segment: The segment judged.
        place: The period and segment, where figures and levels are evaluated.
    """
    period = given.periods[index]
    agreement = given.version(period)
    figure = place.value(commitment.figure) if commitment.figure else None
    measurement = (
        _of_figure(commitment, figure, period, segment)
        if figure is not None
        else given.measurement(commitment.measure, period, segment)
    )
    expected = promised_level("expected", commitment.expected, period, place)
    minimum = promised_level("minimum", commitment.minimum, period, place)
    waiting = not_due(given, index, commitment)
    rule = _rule(agreement, commitment)
    level, because = (
        (LevelReached.NOT_JUDGED, waiting)
        if waiting
        else _judge(measurement, expected, minimum, rule, commitment.no_data)
    )
    promised = [each for each in (expected, minimum) if each is not None]
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
        band="" if waiting else _band(commitment, measurement, place),
        rule=because,
        span=commitment.span,
        figure=figure,
        levels=tuple(each.step for each in promised if each.is_computed),
    )


def title_of(agreement: Agreement, commitment: Commitment) -> str:
    """Return a reader's name for a commitment: its own, that of what it judges, else its
    identifier.
    """
    measure = agreement.measures.get(commitment.measure)
    figure = agreement.figures.get(commitment.figure)
    judged = measure.title if measure else figure.title if figure else ""
    return commitment.title or judged or commitment.name


def _of_figure(
    commitment: Commitment, figure: Step, period: Period, segment: Segment
) -> Measurement:
    """Return a figure in the place of what was measured, with the amounts that it is made of."""
    return Measurement(
        measure=commitment.figure,
        period=period,
        segment=segment,
        value=figure.value,
        counted=0,
        parts={each.name: each.value for each in figure.of if isinstance(each.value, Quantity)},
    )


def _rule(agreement: Agreement, commitment: Commitment) -> NoDataRule:
    measure = agreement.measures.get(commitment.measure)
    own = commitment.no_data or (measure.no_data if measure else None)
    return own or NoDataRule.NOT_SETTLED


def _judge(
    measurement: Measurement,
    expected: PromisedLevel | None,
    minimum: PromisedLevel | None,
    rule: NoDataRule,
    without_level: NoDataRule | None,
) -> tuple[LevelReached, str]:
    """Judge a value; ``without_level`` is what the commitment itself says of a missing level."""
    value = measurement.value
    if isinstance(value, NoValue):
        because = f"{value.why.value}: {value.note}" if value.note else value.why.value
        if value.why in {Absence.BEFORE_START, Absence.REFUSED}:
            return LevelReached.NOT_JUDGED, because
        return _by_rule(because, rule)
    if minimum is not None and not minimum.absence and not minimum.is_reached(value):
        return LevelReached.BELOW_MINIMUM, ""
    if expected is None:
        return LevelReached.NOT_JUDGED, "no level was in force yet"
    unknown = expected.absence
    if not unknown and expected.is_reached(value):
        return LevelReached.EXPECTED, ""
    unknown = unknown or (minimum.absence if minimum is not None else "")
    if unknown:
        return _by_rule(unknown, without_level or NoDataRule.NOT_SETTLED)
    return LevelReached.BELOW_EXPECTED, ""


def _by_rule(because: str, rule: NoDataRule) -> tuple[LevelReached, str]:
    match rule:
        case NoDataRule.MET:
            return LevelReached.EXPECTED, f"{because}; the agreement counts this as met"
        case NoDataRule.MISSED:
            return LevelReached.BELOW_MINIMUM, f"{because}; the agreement counts this as missed"
        case NoDataRule.NOT_SETTLED:
            return LevelReached.NOT_JUDGED, because


def _band(commitment: Commitment, measurement: Measurement, place: Environment) -> str:
    if not commitment.bands or isinstance(measurement.value, NoValue):
        return ""
    label = place.table(commitment.bands, measurement.value, "").value
    return label if isinstance(label, str) else ""
