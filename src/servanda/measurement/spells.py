"""Stretches of time in which a condition holds: conditions over time combined, and cut out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction

import ibis

from servanda.agreement.model.condition import TimeCondition
from servanda.agreement.model.evidence import EvidenceForm
from servanda.agreement.model.money import RowSet
from servanda.businesstime.zone import load_zone
from servanda.facts.figure import Absence, NoValue, Value
from servanda.facts.row import EvidenceRow
from servanda.facts.trace import Step
from servanda.formula.exact import value_of
from servanda.formula.nowhere import Nowhere
from servanda.formula.syntax import Expression
from servanda.formula.walk import names_in
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import MICROS_PER_SECOND, Instant
from servanda.kernel.unit import BaseKind, Unit
from servanda.measurement.amount import Amount
from servanda.measurement.compile import compile_condition
from servanda.measurement.place import Place
from servanda.measurement.rows import Compiled
from servanda.measurement.study import FAR_PAST, Span, Study, names_of, stored_name

__all__ = ["spell_rows"]

_UNKNOWN = NoValue(Absence.NO_DATA, "not known at this time")


@dataclass(frozen=True, slots=True, order=True)
class _Stretch:
    """A stretch from one instant to another, in microseconds, in which a state holds."""

    start: int
    end: int
    state: str


def spell_rows(study: Study, span: Span, wanted: RowSet) -> Iterator[EvidenceRow]:
    """Yield a row for every stretch in which a set's condition holds, oldest first.

    Stretches are cut from all that is known, never at the edges of a period; one that still
    lasts ends where the evidence does.
    """
    assert wanted.spells is not None
    expression = wanted.spells.expression
    conditions = [
        span.version.conditions[name]
        for name in sorted(names_in(expression))
        if name in span.version.conditions
    ]
    if not all(study.has(each.table) for each in conditions):
        return
    stretches = {each.name: _stretches(study, span, each) for each in conditions}
    for start, end in _holding(expression, stretches):
        row = _row(study, wanted, start, end)
        if _is_wanted(span, wanted, row):
            yield row


def _stretches(study: Study, span: Span, condition: TimeCondition) -> Sequence[_Stretch]:
    evidence = span.version.evidence[condition.table]
    table = study.table(span, condition.table)
    begins = stored_name(evidence.begins or evidence.at)
    rows = table.filter(table[begins].notnull() & study.is_known(table[begins]))
    horizon = study.horizon(condition.table)
    lasts = evidence.form is EvidenceForm.INTERVAL
    more: dict[str, Compiled] = {}
    if lasts and "length" not in evidence.columns:
        more["length"] = Amount.micros(rows[stored_name(evidence.ends)] - rows[begins])
    names = names_of(rows, evidence, span.version, dated_by=rows[begins], more=more)
    where = condition.where
    holds = compile_condition(where.expression, names) if where else ibis.literal(value=True)
    selected = rows.select(
        a=rows[begins],
        b=rows[stored_name(evidence.ends)] if lasts else ibis.null("int64"),
        key=rows[stored_name(evidence.key)].cast("string") if evidence.key else ibis.literal(""),
        turn=rows[stored_name(evidence.order)] if evidence.order else ibis.literal(0, "int64"),
        holds=holds,
        record=rows["_record"],
    )
    found = study.engine.rows(selected.order_by(["a", "turn", "record"]))
    return _lasting(found, horizon) if lasts else _until_next(found, horizon)


def _lasting(rows: Sequence[Mapping[str, object]], horizon: int) -> list[_Stretch]:
    stretches = []
    for row in rows:
        start, end = _whole(row["a"]), _whole(row["b"], horizon)
        if row["holds"] is not False and end > start:
            state = "unknown" if row["holds"] is None else "yes"
            stretches.append(_Stretch(start, min(end, horizon), state))
    return stretches


def _until_next(rows: Sequence[Mapping[str, object]], horizon: int) -> list[_Stretch]:
    """Let the state after each event last until the next one of its key."""
    by_key: dict[object, list[Mapping[str, object]]] = {}
    for row in rows:
        by_key.setdefault(row["key"], []).append(row)
    stretches = []
    for own in by_key.values():
        stretches.append(_Stretch(FAR_PAST, _whole(own[0]["a"]), "unknown"))
        for number, row in enumerate(own):
            following = own[number + 1]["a"] if number + 1 < len(own) else horizon
            start, end = _whole(row["a"]), _whole(following)
            if row["holds"] is not False and end > start:
                state = "unknown" if row["holds"] is None else "yes"
                stretches.append(_Stretch(start, end, state))
    return stretches


def _whole(value: object, absent: int = 0) -> int:
    return absent if value is None else int(str(value))


def _holding(
    expression: Expression, stretches: Mapping[str, Sequence[_Stretch]]
) -> Iterator[tuple[int, int]]:
    """Yield the longest stretches in which an expression over conditions is true."""
    changes = sorted(
        (moment, name, stretch.state, step)
        for name, own in stretches.items()
        for stretch in own
        for moment, step in ((stretch.start, 1), (stretch.end, -1))
    )
    lasting = {(name, state): 0 for name in stretches for state in ("yes", "unknown")}
    began: int | None = None
    for number, (moment, name, state, step) in enumerate(changes):
        lasting[(name, state)] += step
        if number + 1 < len(changes) and changes[number + 1][0] == moment:
            continue
        holds = value_of(expression, _Now(lasting)) is True
        if holds and began is None:
            began = moment
        elif not holds and began is not None:
            yield began, moment
            began = None


class _Now(Nowhere):
    """Answer what conditions are at one instant."""

    def __init__(self, lasting: Mapping[tuple[str, str], int]) -> None:
        self._lasting = lasting

    def value(self, name: str) -> Step:
        """Return whether a condition holds now."""
        known: Value = self._lasting[(name, "yes")] > 0
        if not known and self._lasting[(name, "unknown")] > 0:
            known = _UNKNOWN
        return Step(name=name, text="", value=known)


def _row(study: Study, wanted: RowSet, start: int, end: int) -> EvidenceRow:
    seconds = Fraction(end - start, MICROS_PER_SECOND)
    columns: dict[str, Value] = {
        "began": Instant(start),
        "ended": Instant(end),
        "length": Quantity(seconds, Unit.of(BaseKind.ELAPSED)),
    }
    at = Instant(end if wanted.counts_in == "ended" else start)
    period = next((each.label for each in study.periods if each.holds(at)), "")
    return EvidenceRow(
        rows=wanted.name,
        key=str(Instant(start)),
        at=at,
        period=period,
        segment=(),
        columns=columns,
    )


def _is_wanted(span: Span, wanted: RowSet, row: EvidenceRow) -> bool:
    if wanted.where is None:
        return True
    moment: datetime = row.at.to_datetime().astimezone(UTC)
    day = moment.astimezone(load_zone(span.version.settlement.zone)).date()
    place = Place(agreement=span.version, day=day, values=row.columns)
    return value_of(wanted.where.expression, place) is True
