"""How the measures beside the one that is looked at can stand: every case, one value for each.

Where a line uses a measure only through commitments on it (met, missed, its level), all its
values between two edges of their levels are one case. One value for each case, with the other
measure over its whole range, is then a proof over both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.proof.model import Undecided
from servanda.agreement.proof.place import Place
from servanda.facts.figure import NoValue
from servanda.formula.interval import Domain
from servanda.kernel.quantity import Quantity

__all__ = ["CASES_MAX", "NOTHING_BESIDE", "Standing", "standings"]

CASES_MAX = 64
"""Cases beyond which a line over several measures is not gone through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Hold one case: a value for each measure beside, and what it stands for in words."""

    values: Mapping[str, Quantity]
    words: tuple[str, ...]


NOTHING_BESIDE = Standing(values={}, words=())


def standings(agreement: Agreement, place: Place, domains: Mapping[str, Domain]) -> list[Standing]:
    """Return every case of how commitments on some measures can stand.

    Args:
        agreement: The agreement.
        place: Where levels are known without evidence.
        domains: The measures, with where each may lie.

    Returns:
        One case with nothing in it where there are no measures.

    Raises:
        Undecided: A level depends on evidence, or there are too many cases.
    """
    each = [
        list(_cases(agreement, place, measure, domain))
        for measure, domain in sorted(domains.items())
    ]
    count = 1
    for cases in each:
        count *= len(cases)
    if count > CASES_MAX:
        raise Undecided(f"its measures can stand in {count} ways together")
    return [
        Standing(
            values={name: value for name, value, _ in chosen},
            words=tuple(words for _, _, words in chosen),
        )
        for chosen in product(*each)
    ]


def _cases(
    agreement: Agreement, place: Place, measure: str, domain: Domain
) -> Iterator[tuple[str, Quantity, str]]:
    """Yield a measure's values that stand for all others: its edges, and one between any two."""
    seen = set()
    for amount in _samples(sorted(_edges(agreement, place, measure)), domain):
        value = Quantity(amount, domain.unit)
        stands = _stands(agreement, place, measure, value)
        if stands not in seen:
            seen.add(stands)
            told = [f"{name} is {level}" for name, level in stands]
            yield measure, value, " and ".join(told)


def _edges(agreement: Agreement, place: Place, measure: str) -> Iterator[Fraction]:
    for commitment in agreement.commitments.values():
        if commitment.judged != measure:
            continue
        for dated in (commitment.expected, commitment.minimum):
            level = dated.at(place.day) if dated is not None else None
            if level is None:
                continue
            promised = place.worth(level.value.expression)
            if isinstance(promised, NoValue) or not isinstance(promised, Quantity):
                raise Undecided(f"the level '{level.text}' has no value")
            yield promised.amount
        if commitment.bands:
            for row in agreement.tables[commitment.bands].rows:
                for edge in (row.range.low, row.range.high):
                    if edge is not None:
                        yield edge.amount


def _samples(edges: list[Fraction], domain: Domain) -> list[Fraction]:
    low, high = domain.low, domain.high
    inside = [x for x in edges if (low is None or x >= low) and (high is None or x <= high)]
    first = low if low is not None else (inside[0] if inside else Fraction(0)) - 1
    last = high if high is not None else (inside[-1] if inside else Fraction(0)) + 1
    places = sorted({first, *inside, last})
    return sorted({*places, *((a + b) / 2 for a, b in pairwise(places))}, reverse=True)


def _stands(
    agreement: Agreement, place: Place, measure: str, value: Quantity
) -> tuple[tuple[str, str], ...]:
    there = place.with_measure(measure, value)
    told = []
    for name, commitment in agreement.commitments.items():
        if commitment.judged == measure:
            level = there.member(name, "level").value
            met = there.member(name, "met").value
            if commitment.bands and isinstance(level, str):
                word = f"'{level}' ({'met' if met else 'missed'})"
            else:
                word = str(level)
            told.append((name, word))
    return tuple(told)
