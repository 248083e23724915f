"""What a bad month costs and a good one brings, computed from the agreement's own formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from servanda.agreement.model.agreement import Agreement, History
from servanda.agreement.model.money import Figure, LimitWindow, Purpose
from servanda.agreement.model.setting import PartyRole
from servanda.agreement.proof.known import fixed_amount
from servanda.agreement.proof.most import most_of
from servanda.facts.statement import LinePurpose, Statement, StatementLine
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Period
from servanda.pipeline.plain.bounding import AddedUp, Pot, join, most_within_limits
from servanda.pipeline.plain.supposed import (
    Supposition,
    nowhere,
    settle_supposed,
    supposable_values,
)
from servanda.settlement.place import Here

__all__ = ["LineStake", "Stakes", "find_stakes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineStake:
    """Say what one line can come to in a month.

    Args:
        name: The line's figure.
        title: A reader's name for it.
        purpose: Service credit or incentive.
        most: The most it asks before limits, proven; absent where there is none.
        why: Why there is none, as the end of a sentence; else empty.
        each: What it exists once for, where nobody knows how many there will be; else empty.
        supposed: What it asks in the worst (or best) month that could be supposed; absent where
            that depends on earlier figures.
        besides: Titles of penalties that may charge the same records, with the reason given.
    """

    name: str
    title: str
    purpose: LinePurpose
    most: Quantity | None
    why: str
    each: str
    supposed: Quantity | None
    besides: tuple[tuple[str, str], ...]

    @property
    def is_bounded(self) -> bool:
        """Return whether it has an end of its own."""
        return self.most is not None and not self.each


@dataclass(frozen=True, slots=True, kw_only=True)
class Stakes:
    """Say what a month can cost and bring.

    Args:
        rhythm: What a period is called: month, quarter.
        period: The month that it is computed for: the first with money under the latest version.
        charges: What the client owes for it.
        lines: What each line can come to.
        worst: What service credits of a month come to at most, within limits; absent if nothing
            limits them.
        best: What incentives of a month come to at most, within limits; absent if nothing limits
            them.
        limits: The limits in the author's words.
        open_charges: Titles of charges that evidence decides, which ``charges`` leaves out.
        added_up: Lines that ``worst`` or ``best`` adds up, though nothing is decided about their
            being due at once.
    """

    rhythm: str
    period: Period
    charges: Quantity
    lines: tuple[LineStake, ...]
    worst: Quantity | None
    best: Quantity | None
    limits: tuple[str, ...]
    open_charges: tuple[str, ...]
    added_up: tuple[AddedUp, ...] = ()


def find_stakes(history: History, periods: tuple[Period, ...], index: int) -> Stakes:
    """Suppose months between the worst and the best and settle them.

    Args:
        history: The agreement.
        periods: Its periods, from the first up to the one at ``index``.
        index: The month looked at.

    Returns:
        The stakes. What a line can ask at most is proven over the whole range of its figure.
        Beside it, each measure is supposed by itself just below and at its levels and at the ends
        of what is possible; what is costliest for the lines that hang on it is kept.
    """
    place = _moneyed(nowhere(history, periods, index))
    worst = _settled(place, _chosen(place, LinePurpose.SERVICE_CREDIT))
    best = _settled(place, _chosen(place, LinePurpose.INCENTIVE))
    blind = _settled(place, {})
    owed = _lines(place, worst, blind, LinePurpose.SERVICE_CREDIT)
    rewards = _lines(place, best, blind, LinePurpose.INCENTIVE)
    (most_owed, owed_undecided), (most_earned, earned_undecided) = (
        _bounded(lines, place, blind) for lines in (owed, rewards)
    )
    return Stakes(
        rhythm=place.agreement.settlement.rhythm.value,
        period=place.period,
        charges=best.totals.charges,
        lines=(*owed, *rewards),
        worst=most_owed,
        best=most_earned,
        added_up=(*owed_undecided, *earned_undecided),
        open_charges=_open_charges(place),
        limits=tuple(limit.text or limit.name for limit in place.agreement.limits),
    )


def _open_charges(place: Here) -> tuple[str, ...]:
    agreement = place.agreement
    return tuple(
        figure.title or figure.name
        for figure in agreement.figures.values()
        if figure.purpose is Purpose.CHARGE
        and fixed_amount(figure, agreement, place.period.first_day) is None
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


def _lines(
    place: Here, statement: Statement, without_data: Statement, purpose: LinePurpose
) -> list[LineStake]:
    asked = {(line.name, line.segment): _first(line) for line in without_data.lines}
    titles = {line.name: line.title for line in statement.lines}
    return [
        _line(line, place, titles, asked.get((line.name, line.segment), Fraction(0)))
        for line in statement.lines
        if line.purpose is purpose
    ]


def _line(
    line: StatementLine, place: Here, titles: Mapping[str, str], without_data: Fraction
) -> LineStake:
    agreement, currency = place.agreement, place.agreement.settlement.currency
    figure = agreement.figures[line.name]
    most = most_of(figure, agreement, place.period.first_day)
    known = isinstance(line.asked.value, Quantity)
    asked = max(_first(line), without_data)
    return LineStake(
        name=line.name,
        title=" ".join((line.title, *(f"({value})" for _, value in line.segment))),
        purpose=line.purpose,
        most=Quantity.money(max(most.amount.amount, asked), currency) if most.amount else None,
        why=most.why,
        each=_each(figure, line, agreement),
        supposed=Quantity.money(asked, currency) if known else None,
        besides=tuple((titles.get(name, name), reason) for name, reason in figure.besides.items()),
    )


def _each(figure: Figure, line: StatementLine, agreement: Agreement) -> str:
    """Return what a line exists once for, where nobody knows how many there will be."""
    if figure.each not in {"", "period"}:
        return agreement.rows[figure.each].noun
    return " and ".join(figure.by) if not line.segment else ""


def _bounded(
    lines: Sequence[LineStake], place: Here, blind: Statement
) -> tuple[Quantity | None, tuple[AddedUp, ...]]:
    """Return the most that lines can come to together after limits, nothing if that has no end,
    and which of them that adds up without knowing whether they go together.
    """
    agreement, day = place.agreement, place.period.first_day
    alone = [Pot(lines=frozenset({each.name}), most=_amount(each)) for each in lines]
    joined = join(alone, agreement, day, {line.name: _first(line) for line in blind.lines})
    # A limit on some of the lines bounds what is theirs alone; two bounds are the lesser one.
    most = [
        found
        for pots in (alone, joined.pots)
        if (found := most_within_limits(pots, agreement, day)) is not None
    ]
    if not most:
        return None, ()
    asked = sum((pot.most or Fraction(0) for pot in joined.pots), Fraction(0))
    is_open = min(most) == asked
    return Quantity.money(min(most), blind.currency), joined.undecided if is_open else ()


def _amount(line: LineStake) -> Fraction | None:
    return line.most.amount if line.is_bounded and line.most is not None else None
