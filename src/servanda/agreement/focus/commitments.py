"""Commitments: not too many, none hidden in an average, none that serves nothing."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement.focus import diagnostics as found
from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.promise import Aspect, Commitment
from servanda.agreement.model.setting import PartyRole
from servanda.formula.syntax import (
    Aggregate,
    Aggregator,
    Expression,
    Membership,
    Name,
)
from servanda.formula.walk import nodes_in
from servanda.kernel.diagnostic import Diagnostic

__all__ = ["COMMITMENTS_MAX", "look_at_commitments"]

COMMITMENTS_MAX = 10
"""Commitments of the provider that people can still keep in mind."""


def look_at_commitments(agreement: Agreement) -> Iterator[Diagnostic]:
    """Yield what commitments lack in focus."""
    own = [each for each in agreement.commitments.values() if each.by is PartyRole.PROVIDER]
    if len(own) > COMMITMENTS_MAX:
        yield found.TOO_MANY_COMMITMENTS.at(
            own[COMMITMENTS_MAX].span, count=str(len(own)), most=str(COMMITMENTS_MAX)
        )
    for commitment in own:
        yield from _averaged(commitment, agreement)
        yield from _alone(commitment, agreement)
        if not commitment.service and len(agreement.services) > 1:
            yield found.NO_SERVICE.at(commitment.span, name=commitment.name)


def _averaged(commitment: Commitment, agreement: Agreement) -> Iterator[Diagnostic]:
    figure = agreement.figures.get(commitment.figure)
    if commitment.critical and figure is not None and _is_mean(figure.pays):
        yield found.CRITICAL_IN_AVERAGE.at(
            commitment.span, name=commitment.name, measure=figure.name
        )
    measure = agreement.measures.get(commitment.measure)
    if not commitment.critical or measure is None:
        return
    if _is_mean(measure.value):
        yield found.CRITICAL_IN_AVERAGE.at(
            commitment.span, name=commitment.name, measure=measure.name
        )
    several = _several(measure.where.expression) if measure.where else ""
    if several and several not in measure.by:
        yield found.CRITICAL_MIXED.at(commitment.span, name=commitment.name, column=several)


def _is_mean(formula: Formula) -> bool:
    return any(
        isinstance(node, Aggregate) and node.aggregator is Aggregator.MEAN
        for node in nodes_in(formula.expression)
    )


def _several(condition: Expression) -> str:
    """Return a column of which a condition lets several values through, empty if there is none."""
    for node in nodes_in(condition):
        if isinstance(node, Membership) and not node.negated and len(node.members) > 1:
            return node.of.name if isinstance(node.of, Name) else ""
    return ""


def _alone(commitment: Commitment, agreement: Agreement) -> Iterator[Diagnostic]:
    if commitment.aspect is not Aspect.TECHNICAL or commitment.serves:
        return
    beside = (
        each
        for each in agreement.commitments.values()
        if each.service == commitment.service and each.aspect is not Aspect.TECHNICAL
    )
    if next(beside, None) is None:
        yield found.TECHNICAL_ALONE.at(commitment.span, name=commitment.name)
