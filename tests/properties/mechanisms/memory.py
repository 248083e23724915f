"""Amounts that come back: withheld and released, earned back, kept in a balance."""

from __future__ import annotations

from fractions import Fraction

from tests.properties.draft import Draft, money, percent
from tests.properties.mechanisms.common import ZERO, a_commitment
from tests.properties.sheet import Place, Section, Worth

__all__ = ["balance", "earn_back", "withheld_and_released"]


def withheld_and_released(draft: Draft) -> None:
    """Part of the fee is withheld in every period, and paid out later after few misses."""
    commitment, share = a_commitment(draft), draft.share(10, 150, 5)
    back, few = draft.random.randint(1, 3), draft.random.randint(1, 3)
    held = draft.line(
        "withheld",
        Section.PENALTY,
        f"{percent(share)} of fee",
        lambda place: share * place.term("fee"),
    )

    def worth(place: Place) -> Worth:
        found = [each.missed(commitment.name) for each in place.last(back)]
        if None in found or found.count(True) >= few:
            return ZERO
        return _paid(place, held, back)

    missed = f"count(last {back} periods where {commitment.name}.missed)"
    draft.line(
        "released",
        Section.INCENTIVE,
        f"{held}.payable {back} periods ago otherwise 0 EUR",
        worth,
        when=f"{missed} below {few} otherwise no",
    )


def earn_back(draft: Draft) -> None:
    """A share of what was paid comes back after so many good periods in a row."""
    commitment, amount = a_commitment(draft), draft.amount(50, 900)
    many, share, name = draft.random.randint(1, 3), draft.share(100, 1000, 50), commitment.name

    def credited(place: Place) -> Worth:
        missed = place.missed(name)
        return None if missed is None else amount if missed else ZERO

    credit = draft.line(
        "credit to earn back",
        Section.PENALTY,
        money(amount),
        credited,
        when=f"{name}.missed",
        commitment=name,
    )

    def worth(place: Place) -> Worth:
        length = 0
        here: Place | None = place
        while here is not None and here.missed(name) is False:
            length, here = length + 1, here.ago(1)
        # Counting goes back until it is known; a period nobody judged leaves it unknown.
        if here is not None and here.missed(name) is None:
            return ZERO
        return share * _paid(place, credit, many) if length == many else ZERO

    draft.line(
        "earned back",
        Section.INCENTIVE,
        f"{percent(share)} of ({credit}.payable {many} periods ago otherwise 0 EUR)",
        worth,
        when=f"run({name}.met) is {many} otherwise no",
        commitment=name,
    )


def _paid(place: Place, line: str, back: int) -> Fraction:
    """Return what a line paid so many periods earlier, 0 before the first and where it was not."""
    before = place.ago(back)
    if before is None:
        return ZERO
    return place.world.paid.get((before.index, line), ZERO)


def balance(draft: Draft) -> None:
    """Good periods earn what bad ones are offset with."""
    commitment = a_commitment(draft)
    due, earned, name = draft.amount(50, 900), draft.amount(10, 400), commitment.name
    names = [draft.name(stem) for stem in ("due", "earned", "before", "offset", "balance")]
    owed, won, before, offset, kept = names
    figures = {
        owed: f'{{when: "{name}.missed otherwise no", is: {money(due)}}}',
        won: f'{{when: "{name}.met otherwise no", is: {money(earned)}}}',
        before: f"previous {kept} otherwise 0 EUR",
        offset: f"least({owed}, {before})",
        kept: f"{before} + {won} - {offset}",
    }
    draft.add(figures={**draft.sheet.figures, **figures})

    def worth(place: Place) -> Worth:
        held = offset_now = asked = ZERO
        for each in place.last(place.index + 1):
            missed = each.missed(name)
            asked = due if missed else ZERO
            offset_now = min(asked, held)
            held += (earned if missed is False else ZERO) - offset_now
        return asked - offset_now

    draft.line("balance", Section.PENALTY, f"{owed} - {offset}", worth, commitment=name)
