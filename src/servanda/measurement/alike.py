"""Versions that read alike in all that one measure looks at are measured in one go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.measure import AvailabilityRule, ClockRule, WarningRule
from servanda.formula.syntax import Expression, Lookup, Name
from servanda.measurement.made_of import calendars_of, conditions_in
from servanda.measurement.study import Span

__all__ = ["joined_spans"]


def joined_spans(spans: tuple[Span, ...], measure: str) -> tuple[Span, ...]:
    """Return the spans of the versions that have a measure, neighbours that read alike as one.

    Args:
        spans: One span per version, oldest first.
        measure: Name of the measure.
    """
    found: list[Span] = []
    for span in spans:
        if measure not in span.version.measures:
            continue
        before = found[-1] if found else None
        if before is not None and before.last + 1 == span.number and _alike(before, span, measure):
            found[-1] = replace(before, last=span.number, end=span.end)
        else:
            found.append(span)
    return tuple(found)


def _alike(one: Span, other: Span, measure: str) -> bool:
    return _looked_at(one.version, measure) == _looked_at(other.version, measure)


def _looked_at(version: Agreement, name: str) -> tuple[object, ...]:
    measure = version.measures[name]
    rule = measure.rule
    tables = {measure.table} - {""}
    calendar = ""
    over_time: list[Expression] = []
    if isinstance(rule, ClockRule):
        tables |= {rule.events} - {""}
        calendar = rule.calendar
        over_time = [rule.paused_while.expression] if rule.paused_while else []
    elif isinstance(rule, AvailabilityRule):
        over_time = [Name(span=measure.span, name=rule.planned)]
        over_time += [rule.down.expression] if rule.down and not measure.table else []
        tables |= {rule.planned} & version.evidence.keys()
        calendar = rule.calendar
    elif isinstance(rule, WarningRule):
        tables |= {rule.warnings}
    conditions = [each for found in over_time for each in conditions_in(version, found)]
    tables |= {each.table for each in conditions} - {""}
    calendars = {name for found in over_time for name in calendars_of(version, found)}
    return (
        measure,
        conditions,
        [version.calendars.get(name) for name in sorted(calendars)],
        [version.evidence[table] for table in sorted(tables)],
        version.calendars.get(calendar),
        version.settlement.zone,
        version.in_force.first_day,
        [version.terms[term] for term in sorted(_terms(version, (measure, *conditions), set()))],
    )


def _terms(version: Agreement, node: object, seen: set[str]) -> set[str]:
    """Return the terms that a formula reads, and those that they read in turn."""
    for name in _names(node):
        if name in version.terms and name not in seen:
            seen.add(name)
            _terms(version, version.terms[name].values, seen)
    return seen


def _names(node: object) -> Iterator[str]:
    if isinstance(node, Name):
        yield node.name
    elif isinstance(node, Lookup):
        yield node.of.name
        yield from _names(node.at)
    elif isinstance(node, tuple):
        for part in node:
            yield from _names(part)
    elif hasattr(node, "values") and hasattr(node, "keys"):
        for part in node.values():
            yield from _names(part)
    elif is_dataclass(node):
        for field in fields(node):
            yield from _names(getattr(node, field.name))
