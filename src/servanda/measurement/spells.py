"""Stretches of time in which a condition holds, as rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from servanda.agreement.held import held_name
from servanda.agreement.model.money import RowSet
from servanda.businesstime.zone import load_zone
from servanda.facts.figure import Absence, NoValue, Value
from servanda.facts.row import EvidenceRow
from servanda.formula.exact import value_of
from servanda.formula.syntax import Expression
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import MICROS_PER_SECOND, Instant
from servanda.kernel.unit import BaseKind, Unit
from servanda.measurement.conditions import laid_out
from servanda.measurement.logic import certainly
from servanda.measurement.made_of import divided_by
from servanda.measurement.place import Place
from servanda.measurement.study import FAR_FUTURE, FAR_PAST, Span, Study, segment_name

__all__ = ["held_rows", "spell_rows"]

_UNKNOWN = NoValue(Absence.NO_DATA, "not known at this time")


def spell_rows(study: Study, span: Span, wanted: RowSet) -> Iterator[EvidenceRow]:
    """Yield a row for every stretch in which a set's condition certainly holds, oldest first.

    Stretches are cut from all that is known, never at the edges of a period. One without a
    beginning or an end is none: it began, and ended, at no moment that anybody knows.
    """
    assert wanted.spells is not None
    expression = wanted.spells.expression
    columns = [segment_name(name) for name in divided_by(span.version, expression)]
    stretches = laid_out(study, span, expression)
    known = stretches.filter(
        certainly(stretches["holds"]) & (stretches["a"] > FAR_PAST) & (stretches["b"] < FAR_FUTURE)
    )
    for found in study.engine.rows(known.order_by(["a", "b", *columns])):
        row = _row(study, wanted, found)
        if _is_wanted(span, wanted, row):
            yield row


def held_rows(study: Study, span: Span, condition: Expression) -> Iterator[EvidenceRow]:
    """Yield all time as rows, one for each stretch in which a condition is the same.

    They have ``began``, ``ended`` and ``holds``, the columns that divide the condition as their
    segment, and their version's name for it: what settling answers ``time(...)`` from.
    """
    by = divided_by(span.version, condition)
    columns = [segment_name(name) for name in by]
    stretches = laid_out(study, span, condition, unseen=True)
    name = held_name(span.version, condition)
    for found in study.engine.rows(stretches.order_by(["a", *columns])):
        segment = tuple((each, str(found[segment_name(each)])) for each in by)
        start, holds = Instant(int(found["a"])), found["holds"]
        columns_held: dict[str, Value] = {
            "began": start,
            "ended": Instant(int(found["b"])),
            "holds": _UNKNOWN if holds is None else bool(holds),
        }
        yield EvidenceRow(
            rows=name,
            key=" ".join(value for _, value in segment),
            at=start,
            period="",
            segment=segment,
            columns=columns_held,
        )


def _row(study: Study, wanted: RowSet, found: Mapping[str, Any]) -> EvidenceRow:
    start, end = int(found["a"]), int(found["b"])
    segment = tuple((name, str(found[segment_name(name)])) for name in wanted.by)
    seconds = Fraction(end - start, MICROS_PER_SECOND)
    columns: dict[str, Value] = {
        "began": Instant(start),
        "ended": Instant(end),
        "length": Quantity(seconds, Unit.of(BaseKind.ELAPSED)),
        **dict(segment),
    }
    at = Instant(end if wanted.counts_in == "ended" else start)
    period = next((each.label for each in study.periods if each.holds(at)), "")
    return EvidenceRow(
        rows=wanted.name,
        key=" ".join([str(Instant(start)), *(value for _, value in segment)]),
        at=at,
        period=period,
        segment=segment,
        columns=columns,
    )


def _is_wanted(span: Span, wanted: RowSet, row: EvidenceRow) -> bool:
    if wanted.where is None:
        return True
    moment: datetime = row.at.to_datetime().astimezone(UTC)
    day = moment.astimezone(load_zone(span.version.settlement.zone)).date()
    place = Place(agreement=span.version, day=day, values=row.columns)
    return value_of(wanted.where.expression, place) is True
