"""What a period's result gives a right to, and what earlier results still do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from servanda.agreement.model.formula import Formula
from servanda.agreement.model.right import Right
from servanda.facts.statement import ClauseText, RightStanding, RightState
from servanda.facts.trace import Step
from servanda.formula.exact import evaluate, value_of
from servanda.formula.syntax import Arithmetic, ArithmeticOperator, Literal
from servanda.settlement.book import Arisen
from servanda.settlement.place import Here

__all__ = ["rights_of"]


def rights_of(place: Here, *, settled: bool) -> tuple[RightState, ...]:
    """Return how each right stands on the day after a period's end.

    A right arises where its condition is true; where that is not known, it is not known to have
    arisen. What arose earlier stands until its last day.

    Args:
        place: The period, for the whole agreement.
        settled: Whether the period's result counts: not in stabilization, nor where evidence is
            refused.
    """
    rights = place.agreement.rights.values()
    return tuple(_state(right, place, settled=settled) for right in rights)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    how: RightStanding
    since: date | None = None
    until: date | None = None


def _state(right: Right, place: Here, *, settled: bool) -> RightState:
    when = evaluate(right.when.expression, place)
    arisen = place.book.arisen.setdefault(right.name, [])
    if when.value is True and settled:
        arisen.append(_arise(right, place))
    found = _standing(arisen, place, when)
    return RightState(
        name=right.name,
        title=right.title or right.name,
        kind=right.kind.value,
        held_by=right.held_by.value,
        standing=found.how,
        when=replace(
            when,
            name=f"{right.name} in {place.period.label}",
            text=right.when.text,
            span=right.when.span,
            period=place.period.label,
        ),
        since=found.since,
        until=found.until,
        notice=right.notice.text if right.notice is not None else "",
        effective=_effective(right, found, place),
        clause=ClauseText(document=right.clause.document, place=right.clause.place)
        if right.clause
        else None,
        span=right.span,
    )


def _arise(right: Right, place: Here) -> Arisen:
    since = _day(right.arises, place) or place.period.end_day
    return Arisen(index=place.index, since=since, until=_day(right.until, place))


def _day(formula: Formula | None, place: Here) -> date | None:
    value = value_of(formula.expression, place) if formula is not None else None
    return value if isinstance(value, date) else None


def _standing(arisen: list[Arisen], place: Here, when: Step) -> _Standing:
    today = place.period.end_day
    now = [each for each in arisen if each.index == place.index]
    standing = now + [
        each
        for each in arisen
        if each.index < place.index and each.until is not None and each.until >= today
    ]
    if standing:
        ends = [each.until for each in standing]
        known = [each for each in ends if each is not None]
        return _Standing(
            how=RightStanding.ARISEN if now else RightStanding.STANDS,
            since=min(each.since for each in standing),
            until=max(known) if len(known) == len(ends) else None,
        )
    if not isinstance(when.value, bool):
        return _Standing(how=RightStanding.UNKNOWN)
    ended = [each for each in arisen if _ends_in(each, place)]
    if ended:
        last = ended[-1]
        return _Standing(how=RightStanding.LAPSED, since=last.since, until=last.until)
    return _Standing(how=RightStanding.NOT_GIVEN)


def _ends_in(arisen: Arisen, place: Here) -> bool:
    """Return whether a right that stood when the period began has lapsed by its end."""
    if arisen.until is None:
        return arisen.index == place.index - 1
    return place.period.first_day <= arisen.until < place.period.end_day


def _effective(right: Right, found: _Standing, place: Here) -> date | None:
    if found.how not in {RightStanding.ARISEN, RightStanding.STANDS} or found.since is None:
        return None
    first = max(found.since, place.period.end_day)
    if right.notice is None:
        return first
    span = right.notice.span
    day = Literal(span=span, value=first, text=first.isoformat())
    moved = Arithmetic(
        span=span, operator=ArithmeticOperator.ADD, left=day, right=right.notice.expression
    )
    value = value_of(moved, place)
    return value if isinstance(value, date) else None
