"""What the kinds of measures mean, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement.model.formula import Formula
from servanda.agreement.model.measure import (
    AttestedRule,
    OutcomeRule,
    RatioRule,
    Rule,
    ScoreRule,
    Stretch,
    VariationRule,
    WarningRule,
)
from servanda.reports.clean import one_line
from servanda.reports.condition_words import condition_words, described

__all__ = ["kind_sentences"]


def kind_sentences(rule: Rule) -> Iterator[str]:
    """Say how a figure comes about; nothing for clocks and availability, told elsewhere."""
    match rule:
        case RatioRule() if rule.time is not None:
            yield from map(one_line, _response_time(rule))
        case ScoreRule():
            yield from map(one_line, _answers(rule))
        case OutcomeRule():
            yield from map(one_line, _outcome(rule))
        case VariationRule():
            yield from map(one_line, _variation(rule))
        case WarningRule():
            yield from map(one_line, _warning(rule))
        case AttestedRule():
            yield "The figure is entered by hand, with who, when and the document behind it."
            yield "It counts once someone else has countersigned it; the last one signed stands."
        case _:
            pass


def _response_time(rule: RatioRule) -> Iterator[str]:
    if rule.within is not None:
        yield f"An answer is in time within {rule.within.text}."
    if rule.failed is not None:
        failed = described(rule.failed.expression)
        yield f"An answer {failed} is late, however quick it was."
    if rule.every is not None and rule.good is not None:
        good = condition_words(rule.good.expression)
        yield f"Each {rule.every.text.removeprefix('1 ')} is judged: {good}."


def _answers(rule: ScoreRule) -> Iterator[str]:
    if rule.scale is not None:
        low, high = (value.amount for value in rule.scale)
        yield f"Answers run from {low} to {high}."
    if rule.half_life is not None:
        yield f"An answer weighs half after {rule.half_life.text}; earlier periods count as well."


def _outcome(rule: OutcomeRule) -> Iterator[str]:
    yield f"It looks at {rule.of.text}, before: {_days(rule.baseline)}."
    if rule.agreed_share is not None:
        yield f"Of the change, {rule.agreed_share.text} is taken to be the provider's."
    elif rule.compared_with is not None:
        others = described(rule.compared_with.expression)
        yield f"What changed alike for rows {others} is taken off."
    else:
        yield "It is held against the straight line through the periods before, drawn on."


def _days(baseline: Formula | Stretch) -> str:
    if isinstance(baseline, Formula):
        return baseline.text
    return f"the periods from {baseline.first_day.isoformat()} to {baseline.last_day.isoformat()}"


def _variation(rule: VariationRule) -> Iterator[str]:
    yield f"Each {rule.every.value} is a point: {rule.of.text}."
    signals = ", ".join(signal.value for signal in rule.signals)
    yield f"What tells a special cause: {signals}."
    if rule.limits_from is not None:
        yield f"The limits come from {_days(rule.limits_from).removeprefix('the periods from ')}."


def _warning(rule: WarningRule) -> Iterator[str]:
    least = f"at least {rule.at_least.text} " if rule.at_least is not None else ""
    yield f"A warning is in time if it came {least}before users noticed the problem."
    if rule.valid_for is not None:
        yield f"A warning holds for {rule.valid_for.text}."
