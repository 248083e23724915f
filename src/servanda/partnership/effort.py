"""What talking costs both sides: the hours that are planned for it."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from servanda.facts.decision import ReviewPlanned
from servanda.kernel.decimals import amount_text
from servanda.kernel.time import MICROS_PER_SECOND

__all__ = ["effort_words", "planned_hours"]

_HOUR_MICROS = 3600 * MICROS_PER_SECOND


def planned_hours(plan: ReviewPlanned) -> Mapping[str, Fraction]:
    """Return the hours that each side's people spend in a review by its plan, by party.

    Everybody who is asked to come is there from its beginning to its end.
    """
    long = Fraction(plan.ends.micros - plan.starts.micros, _HOUR_MICROS)
    sides = [each.party for each in plan.invited]
    return {side: long * sides.count(side) for side in dict.fromkeys(sides)}


def effort_words(plan: ReviewPlanned) -> str:
    """Say what a plan costs both sides: ``4 hours of the client, 2 of the provider``."""
    said = [
        f"{_spelt(hours)} {'hour' if hours == 1 else 'hours'} of the {side}"
        for side, hours in planned_hours(plan).items()
    ]
    return ", ".join(said)


def _spelt(hours: Fraction) -> str:
    return amount_text(Fraction(round(hours * 4), 4))
