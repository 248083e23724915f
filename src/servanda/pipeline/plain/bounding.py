"""The most that lines come to together: of what they ask at once, and within limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.model.money import Figure, Limit, LimitRest
from servanda.agreement.proof.depends import depends_on
from servanda.agreement.proof.known import known_amount
from servanda.agreement.proof.most import Most
from servanda.agreement.proof.together import is_of_the_period, most_together
from servanda.settlement.limits import shares_in

__all__ = ["AddedUp", "Joined", "Pot", "join", "most_within_limits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pot:
    """Hold lines with the most that they come to together, nothing where there is no end."""

    lines: frozenset[str]
    most: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedUp:
    """Say that lines are added up as though all could ask at once, which nothing decides.

    Args:
        lines: Names of the lines.
        why: Why it is not decided, as the end of a sentence.
    """

    lines: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Hold pots of which none shares a figure with another, as far as that can be decided.

    Args:
        pots: The pots.
        undecided: Why lines that share a figure are added up all the same; else empty.
    """

    pots: tuple[Pot, ...]
    undecided: tuple[AddedUp, ...] = ()


def join(
    pots: Sequence[Pot], agreement: Agreement, day: date, without_data: Mapping[str, Fraction]
) -> Joined:
    """Put lines together that depend on the same figures, where at once they ask less than one
    by one: the one pays below a level, say, and the other from it on.

    Args:
        pots: A pot for each line, or each segment of it.
        agreement: The version in force.
        day: The day by which terms and levels are read.
        without_data: What each line asks when nothing is measured.

    Returns:
        The same lines; a pot of several holds no more than theirs did.
    """
    alone = {name: pot for pot in pots if pot.most is not None for name in pot.lines}
    lines = [
        figure for name in sorted(alone) if is_of_the_period(figure := agreement.figures[name])
    ]
    joined: list[Pot] = []
    undecided: list[AddedUp] = []
    for group in _sharing(lines, agreement):
        found = _Group(lines=group, agreement=agreement, day=day).most()
        one_by_one = sum((alone[each.name].most or Fraction(0) for each in group), Fraction(0))
        names = tuple(each.name for each in group)
        if found.amount is None:
            undecided.append(AddedUp(lines=names, why=found.why))
            continue
        blind = sum((without_data.get(name, Fraction(0)) for name in names), Fraction(0))
        most = max(found.amount.amount, blind)
        if most < one_by_one:
            joined.append(Pot(lines=frozenset(names), most=most))
    taken = frozenset().union(*(pot.lines for pot in joined))
    rest = [pot for pot in pots if not pot.lines <= taken]
    return Joined(pots=(*rest, *joined), undecided=tuple(undecided))


def _sharing(lines: Sequence[Figure], agreement: Agreement) -> Iterator[tuple[Figure, ...]]:
    """Yield lines that depend on the same figures, each in one group, at least two in it."""
    groups: list[tuple[frozenset[str], tuple[Figure, ...]]] = []
    for line in lines:
        figures = frozenset(depends_on(line, agreement, frozenset()).measures)
        inside = [each for each in groups if each[0] & figures]
        figures = figures.union(*(each[0] for each in inside))
        members = tuple(member for each in inside for member in each[1])
        groups = [each for each in groups if each not in inside]
        groups.append((figures, (*members, line)))
    yield from (members for _, members in groups if len(members) > 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    lines: tuple[Figure, ...]
    agreement: Agreement
    day: date

    def most(self) -> Most:
        """Return the most that the lines ask at once."""
        found = [depends_on(line, self.agreement, frozenset()) for line in self.lines]
        measures = frozenset().union(*(each.measures for each in found))
        valued = frozenset().union(*(each.valued for each in found))
        if valued and len(measures) > 1:
            # One of them may have no value while the others have, and then other rules decide.
            listed = ", ".join(f"'{name}'" for name in sorted(measures))
            return Most(amount=None, why=f"they depend on {listed}, and not only on levels")
        return most_together(self.lines, self.agreement, self.day)


def most_within_limits(pots: Sequence[Pot], agreement: Agreement, day: date) -> Fraction | None:
    """Return the most that pots come to together after limits, nothing if that has no end.

    Caps are taken in their order. What one holds together it bounds, be the lines bounded or not;
    one whose amount depends on evidence bounds nothing. What waits for another period, or is
    raised to a minimum, may exceed what its lines ask.

    Args:
        pots: Lines with the most that they ask.
        agreement: The version in force.
        day: The day by which terms are read.
    """
    names = frozenset().union(*(pot.lines for pot in pots))
    for limit in agreement.limits:
        held = {name for name in names if shares_in(limit, agreement.figures[name])}
        cap = _cap(limit, agreement, day) if limit.caps_each_period else None
        if limit.rest is not LimitRest.LAPSES:
            pots = [replace(pot, most=None) if pot.lines & held else pot for pot in pots]
        inside = [pot for pot in pots if pot.lines <= held]
        if cap is not None and inside:
            together = _sum(inside)
            most = cap if together is None else min(cap, together)
            merged = Pot(lines=frozenset().union(*(pot.lines for pot in inside)), most=most)
            pots = [*(pot for pot in pots if pot not in inside), merged]
    return _sum(pots)


def _sum(pots: Sequence[Pot]) -> Fraction | None:
    known = [pot.most for pot in pots if pot.most is not None]
    return sum(known, Fraction(0)) if len(known) == len(pots) else None


def _cap(limit: Limit, agreement: Agreement, day: date) -> Fraction | None:
    """Return a cap that is known without evidence."""
    known = known_amount(limit.amount, agreement, day)
    return known.amount if known is not None else None
