"""Which columns of a row of evidence anything looks at, so that no others are carried along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.measure import ClockRule, Measure
from servanda.facts.decision import StretchNamed
from servanda.formula.syntax import Name
from servanda.measurement.made_of import divided_by
from servanda.measurement.study import Span, Study, stored_name

__all__ = ["describing", "names_within"]


def describing(study: Study, span: Span, table: str) -> tuple[str, ...]:
    """Return the stored names of the columns of a table that any of its measures looks at.

    Those are the same for all measures, so that what is made for one serves the others.
    """
    wanted = {name for each in study.spans for name in _looked_at(each.version, table)}
    wanted |= {
        name
        for relief in study.reliefs
        if isinstance(relief.subject, StretchNamed)
        for name, _ in relief.subject.segment
    }
    held = study.table(span, table).columns
    return tuple(sorted({stored_name(name) for name in wanted} & set(held)))


def _looked_at(version: Agreement, table: str) -> Iterator[str]:
    for measure in _measures_of(version, table):
        yield from measure.by
        yield from names_within(measure)
        if isinstance(measure.rule, ClockRule) and measure.rule.paused_while is not None:
            yield from divided_by(version, measure.rule.paused_while.expression)


def _measures_of(version: Agreement, table: str) -> Iterable[Measure]:
    return (each for each in version.measures.values() if each.table == table)


def names_within(node: object) -> Iterator[str]:
    """Yield every name that stands in the formulas of a part of an agreement."""
    if isinstance(node, Name):
        yield node.name
    elif isinstance(node, tuple):
        for part in node:
            yield from names_within(part)
    elif is_dataclass(node):
        for field in fields(node):
            yield from names_within(getattr(node, field.name))
