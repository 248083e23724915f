"""Charges, shared gains and losses."""

from __future__ import annotations

from fractions import Fraction

from tests.properties.draft import Draft, money, percent
from tests.properties.mechanisms.common import (
    ZERO,
    a_measure,
)
from tests.properties.sheet import Place, Section, Worth

__all__ = ["bonus_and_malus", "fixed_charge", "gain_share", "overspend", "pro_rata", "unit_price"]


def bonus_and_malus(draft: Draft) -> None:
    """More above a benchmark and less below, between two bounds."""
    measure = a_measure(draft)
    mark, slope = draft.share(940, 990), draft.amount(100, 5000)
    bound = draft.amount(20, 300)
    pays = (
        f"greatest(-{money(bound)}, least({money(bound)}, "
        f"{money(slope)} * ({measure.name} - {percent(mark)}) as %)) otherwise 0"
    )

    def worth(place: Place) -> Worth:
        value = place.measured(measure.name)
        if value is None:
            return ZERO
        return max(-bound, min(bound, slope * (value - mark)))

    draft.line("bonus and malus", Section.INCENTIVE, pays, worth, divided=measure.divided)


def gain_share(draft: Draft) -> None:
    """A share of what was saved, outside a dead band, at most so much."""
    measure = draft.measure("money")
    baseline, dead = draft.amount(3000, 9000), draft.amount(10, 800)
    share, most = draft.share(100, 700, 50), draft.amount(100, 2000)
    cliff = draft.random.random() < 0.5
    saved = f"({money(baseline)} - {measure.name})"
    counted = saved if cliff else f"({saved} - {money(dead)})"
    pays = (
        f"if {saved} at most {money(dead)} then 0 else "
        f"least({money(most)}, {percent(share)} of {counted}) otherwise 0"
    )

    def worth(place: Place) -> Worth:
        spent = place.measured(measure.name)
        if spent is None or baseline - spent <= dead:
            return ZERO
        return min(most, share * (baseline - spent - (0 if cliff else dead)))

    draft.line(
        "dead band cliff" if cliff else "dead band deductible", Section.INCENTIVE, pays, worth
    )


def overspend(draft: Draft) -> None:
    """Share bands of what was spent above a baseline."""
    measure = draft.measure("money")
    base, width = draft.amount(2000, 6000), draft.amount(100, 2000)
    low, high = draft.share(100, 400, 50), draft.share(400, 900, 50)
    over = f"greatest(0, {measure.name} - {money(base)})"
    pays = (
        f"{percent(low)} of least({money(width)}, {over}) + "
        f"{percent(high)} of greatest(0, {over} - {money(width)}) otherwise 0"
    )

    def worth(place: Place) -> Worth:
        spent = place.measured(measure.name)
        if spent is None:
            return ZERO
        above = max(ZERO, spent - base)
        return low * min(width, above) + high * max(ZERO, above - width)

    draft.line("share bands", Section.PENALTY, pays, worth)


def fixed_charge(draft: Draft) -> None:
    """The fee, or a part of it."""
    parts = draft.random.choice([1, 3, 7])

    def worth(place: Place) -> Worth:
        return place.term("fee") / parts

    draft.line("charge", Section.CHARGE, "fee" if parts == 1 else f"fee / {parts}", worth)


def unit_price(draft: Draft) -> None:
    """Rate card times volume, in marginal bands."""
    measure = draft.measure("count")
    first, price, less = draft.random.randint(5, 60), draft.amount(1, 20), draft.amount(0, 5)
    name = measure.name
    pays = (
        f"{money(price)} per booking * least({name}, {first} bookings) + "
        f"{money(less)} per booking * greatest(0, {name} - {first} bookings) otherwise 0"
    )

    def worth(place: Place) -> Worth:
        volume = place.measured(name)
        if volume is None:
            return ZERO
        return price * min(volume, Fraction(first)) + less * max(ZERO, volume - first)

    draft.line("unit price", Section.CHARGE, pays, worth)


def pro_rata(draft: Draft) -> None:
    """A charge by the days of the period."""
    rate = draft.amount(1, 200)

    def worth(place: Place) -> Worth:
        return rate * (place.span.end_day - place.span.first_day).days

    pays = f"{money(rate)} per calendar day * (period.end - period.start)"
    draft.line("pro rata", Section.CHARGE, pays, worth)
