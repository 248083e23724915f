"""What a bad month costs and a good one brings, computed from the agreement's own formulas."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.money import Bound, Figure, Limit, LimitWindow
from servanda.agreement.model.setting import PartyRole
from servanda.facts.figure import NoValue
from servanda.facts.statement import LinePurpose, Statement, StatementLine
from servanda.formula.exact import value_of
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Period
from servanda.pipeline.plain.supposed import (
    Supposition,
    nowhere,
    settle_supposed,
    supposable_values,
)
from servanda.settlement.limits import shares_in
from servanda.settlement.place import Here

__all__ = ["LineStake", "Stakes", "find_stakes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineStake:
    """Say what one line can come to in a month.

    Args:
        name: The line's figure.
        title: A reader's name for it.
        purpose: Service credit or incentive.
        most: The most it asks before limits, with the month before as bad (or good); absent
            where it depends on how many events there are, or on earlier figures.
        by_event: Whether it depends on how many events there are.
    """

    name: str
    title: str
    purpose: LinePurpose
    most: Quantity | None
    by_event: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakes:
    """Say what a month can cost and bring.

    Args:
        period: The month that it is computed for: the first with money under the latest version.
        charges: What the client owes for it.
        lines: What each line can come to.
        worst: Service credits of the worst month within limits; absent if nothing limits them.
        best: Incentives of the best month within limits; absent if nothing limits them.
        limits: The limits in the author's words.
    """

    period: Period
    charges: Quantity
    lines: tuple[LineStake, ...]
    worst: Quantity | None
    best: Quantity | None
    limits: tuple[str, ...]


def find_stakes(history: History, periods: tuple[Period, ...], index: int) -> Stakes:
    """Suppose months between the worst and the best and settle them.

    Args:
        history: The agreement.
        periods: Its periods, from the first up to the one at ``index``.
        index: The month looked at.

    Returns:
        The stakes. Each measure is supposed by itself just below and at its levels and at the
        ends of what is possible; what is costliest for the lines that hang on it is kept.
    """
    place = _moneyed(nowhere(history, periods, index))
    agreement = place.agreement
    worst = _settled(place, _chosen(place, LinePurpose.SERVICE_CREDIT))
    best = _settled(place, _chosen(place, LinePurpose.INCENTIVE))
    return Stakes(
        period=place.period,
        charges=best.totals.charges,
        lines=(
            *_lines(agreement, worst, LinePurpose.SERVICE_CREDIT),
            *_lines(agreement, best, LinePurpose.INCENTIVE),
        ),
        worst=_bounded(worst, LinePurpose.SERVICE_CREDIT, place),
        best=_bounded(best, LinePurpose.INCENTIVE, place),
        limits=tuple(limit.text or limit.name for limit in agreement.limits),
    )


def _moneyed(place: Here) -> Here:
    """Return the period with the one before it alone, outside of any stabilization, and with
    every window ending in it.
    """
    given = place.given
    versions = (
        replace(
            version,
            settlement=replace(version.settlement, stabilization_periods=0),
            commitments={
                name: replace(commitment, over=LimitWindow.PERIOD)
                for name, commitment in version.commitments.items()
            },
        )
        for version in given.history.versions
    )
    start = max(0, place.index - 1)
    return nowhere(
        History(tuple(versions)), given.periods[start : place.index + 1], place.index - start
    )


def _settled(place: Here, values: Supposition) -> Statement:
    given = place.given
    suppositions = dict.fromkeys(range(len(given.periods)), values)
    return settle_supposed(given.history, given.periods, suppositions)


def _chosen(place: Here, purpose: LinePurpose) -> Supposition:
    """Choose for every measure the value at which the lines of a purpose ask most."""
    agreement = place.agreement
    ladders = {
        commitment.judged: supposable_values(commitment.judged, place)
        for commitment in agreement.commitments.values()
    }
    best_of = {name: values[-1] for name, values in ladders.items()}
    chosen = dict(best_of)
    for commitment in agreement.commitments.values():
        if commitment.by is PartyRole.CLIENT:
            continue
        name = commitment.judged
        tried = [
            (_asked({**best_of, name: value}, place, purpose), -rank, value)
            for rank, value in enumerate(ladders[name])
        ]
        chosen[name] = max(tried, key=lambda each: each[:2])[2]
    return chosen


def _asked(values: Supposition, place: Here, purpose: LinePurpose) -> Fraction:
    statement = _settled(place, values)
    return sum((_first(line) for line in statement.lines if line.purpose is purpose), Fraction(0))


def _first(line: StatementLine) -> Fraction:
    value = line.asked.value
    return value.amount if isinstance(value, Quantity) else Fraction(0)


def _lines(agreement: Agreement, statement: Statement, purpose: LinePurpose) -> list[LineStake]:
    return [
        LineStake(
            name=line.name,
            title=" ".join((line.title, *(f"({value})" for _, value in line.segment))),
            purpose=purpose,
            most=None
            if _depends_on_events(agreement.figures[line.name])
            or isinstance(line.asked.value, NoValue)
            else Quantity.money(_first(line), statement.currency),
            by_event=_depends_on_events(agreement.figures[line.name]),
        )
        for line in statement.lines
        if line.purpose is purpose
    ]


def _depends_on_events(figure: Figure) -> bool:
    return figure.each not in {"", "period"}


def _bounded(statement: Statement, purpose: LinePurpose, place: Here) -> Quantity | None:
    """Return the sum of lines, those without a bound of their own at the cap that holds them."""
    agreement = place.agreement
    own = [line for line in statement.lines if line.purpose is purpose]
    endless = [line for line in own if _depends_on_events(agreement.figures[line.name])]
    total = sum((line.payable.amount for line in own), Fraction(0))
    if not endless:
        return Quantity.money(total, statement.currency)
    caps = [_cap(limit, place) for limit in agreement.limits if _holds_all(limit, own, agreement)]
    known = [cap for cap in caps if cap is not None]
    return Quantity.money(min(known), statement.currency) if known else None


def _holds_all(limit: Limit, lines: list[StatementLine], agreement: Agreement) -> bool:
    held = all(shares_in(limit, agreement.figures[line.name]) for line in lines)
    return held and limit.bound is Bound.AT_MOST and not (limit.for_each or limit.less)


def _cap(limit: Limit, place: Here) -> Fraction | None:
    value = value_of(limit.amount.expression, place)
    return value.amount if isinstance(value, Quantity) else None
