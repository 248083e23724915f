"""What is known without evidence: amounts that terms, tables and dates alone decide."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.formula import Formula
from servanda.agreement.model.money import Figure
from servanda.agreement.proof.model import Undecided
from servanda.agreement.proof.place import Place
from servanda.agreement.proof.suppose import Suppositions
from servanda.facts.figure import Value
from servanda.kernel.quantity import NUMBER, Quantity

__all__ = ["fixed_amount", "known_amount", "nowhere"]


def nowhere(agreement: Agreement, day: date) -> Place:
    """Return a place at which nothing that evidence brings is known."""
    return Place(
        agreement=agreement,
        day=day,
        unknown="",
        amount=Quantity(Fraction(0), NUMBER),
        columns=frozenset(),
        supposed=Suppositions(),
    )


def known_amount(formula: Formula, agreement: Agreement, day: date) -> Quantity | None:
    """Return what a formula gives whatever the evidence says, nothing if it depends on it."""
    place = nowhere(agreement, day)
    return _decided(place, lambda: place.worth(formula.expression))


def fixed_amount(line: Figure, agreement: Agreement, day: date) -> Quantity | None:
    """Return what a line gives whatever the evidence says, nothing if it depends on it."""
    place = nowhere(agreement, day)
    return _decided(place, lambda: place.figure(line))


def _decided(place: Place, compute: Callable[[], Value]) -> Quantity | None:
    try:
        value = compute()
    except Undecided:
        return None
    return value if isinstance(value, Quantity) and not place.supposed.amounts else None
