"""What mechanisms draw on."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from tests.properties.draft import Draft
from tests.properties.sheet import Commitment, Measure, Place

__all__ = ["HOUR", "ZERO", "a_commitment", "a_fee", "a_measure", "rows_of", "shortfall", "steps"]

ZERO = Fraction(0)
HOUR = Fraction(3600)
NEW_ROWS = "{each: failure, from: outages, counts in: ended}"


def a_measure(draft: Draft) -> Measure:
    return draft.random.choice(draft.shares())


def a_commitment(draft: Draft) -> Commitment:
    """Return a commitment that is judged once a period."""
    found = [
        each
        for each in draft.promised()
        if each.only or not draft.sheet.measures[each.measure].divided
    ]
    return draft.random.choice(found) if found else draft.commitment(draft.measure("share"))


def a_fee(draft: Draft) -> str:
    return draft.random.choice(["fee", "at_risk"])


def rows_of(draft: Draft) -> str:
    if "failures" not in draft.sheet.rows:
        draft.add(rows={**draft.sheet.rows, "failures": NEW_ROWS})
    return "failures"


def shortfall(place: Place, measure: str, target: Fraction) -> Fraction | None:
    value = place.measured(measure)
    return None if value is None else max(ZERO, target - value)


def steps(word: str, amount: Fraction) -> int:
    """Count steps; halfway between two, the nearer is the upper one."""
    match word:
        case "full":
            return floor(amount)
        case "started":
            return ceil(amount)
    return floor(amount + Fraction(1, 2))
