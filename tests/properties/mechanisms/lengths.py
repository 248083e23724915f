"""Amounts by how long a condition over time held."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from tests.properties.draft import Draft, known, money
from tests.properties.mechanisms.common import HOUR, ZERO
from tests.properties.sheet import Place, Section, Worth

__all__ = ["by_the_hour_held", "each_spell", "held_too_long"]


def by_the_hour_held(draft: Draft) -> None:
    """An amount for each hour in which a condition held."""
    name, rate = draft.condition(), draft.amount(0, 9)

    def worth(place: Place) -> Worth:
        return rate * known(place.held(name), ZERO) / HOUR

    pays = f"{money(rate)} per hour * (time({name}) otherwise 0 hours)"
    draft.line("time of a condition", Section.PENALTY, pays, worth)


def held_too_long(draft: Draft) -> None:
    """An amount where a condition held longer than so many hours, in this period and the last."""
    name, amount = draft.condition(), draft.amount(50, 900)
    hours = draft.random.choice([1, 40, 300])

    def worth(place: Place) -> Worth:
        before = place.ago(1)
        earlier = known(before.held(name), ZERO) if before else ZERO
        held = known(place.held(name), ZERO) + earlier
        return amount if held > hours * HOUR else ZERO

    figure = draft.name("held")
    draft.add(figures={**draft.sheet.figures, figure: f"time({name})"})
    when = (
        f"({figure} otherwise 0 hours) + (previous {figure} otherwise 0 hours) above {hours} hours"
    )
    draft.line("time over periods", Section.PENALTY, money(amount), worth, when=when)


def each_spell(draft: Draft) -> None:
    """An amount for each stretch in which a condition held, by steps of its length."""
    condition, noun = draft.condition(), draft.name("spell")
    at_end, hours = draft.random.choice([True, False]), draft.random.choice([0, 2, 30])
    fields = [f"each: {noun}", f"spells: {condition}"]
    fields += [f'where: "length above {hours} hours"'] if hours else []
    fields += [f"counts in: {'ended' if at_end else 'began'}"]
    rows, rate = f"{noun}s", draft.amount(1, 40)
    draft.add(rows={**draft.sheet.rows, rows: f"{{{', '.join(fields)}}}"})
    draft.spells[rows] = (condition, at_end, hours * HOUR)

    def worth(place: Place) -> Worth:
        assert place.row is not None
        return rate * ceil(Fraction(place.row.length) / (2 * HOUR))

    pays = f"{money(rate)} per started 2 hours of length"
    draft.line("each spell", Section.PENALTY, pays, worth, each=rows)
