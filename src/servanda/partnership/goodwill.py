"""Favours weighed: which have become a habit, and what each side has given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from servanda.agreement.model.partnership import GoodwillRule
from servanda.facts.decision import Way
from servanda.kernel.quantity import Quantity
from servanda.partnership.state import Goodwill, Partnership
from servanda.partnership.stretches import stretch_of

__all__ = ["Habit", "balance", "habits", "waived_by_habit"]

_WAIVED_AGAIN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """A favour that one side gave again and again.

    Args:
        favour: Its name.
        given_by: Identifier of the party.
        stretch: Label of the stretch of the calendar in which it became a habit last.
        given: How it was given in that stretch, oldest first.
        settled: What was said that becomes of it, since it was given last; absent for nothing.
        words: The words to that.
    """

    favour: str
    given_by: str
    stretch: str
    given: tuple[Goodwill, ...]
    settled: Way | None = None
    words: str = ""

    @property
    def worth(self) -> Quantity:
        """Return what it was worth in that stretch."""
        return _sum([each.given.worth for each in self.given])


def habits(rule: GoodwillRule | None, partnership: Partnership) -> tuple[Habit, ...]:
    """Return the favours that are a habit by the agreement's rule, by their names.

    A habit is settled once it was said what becomes of it, and until it is given again.

    Args:
        rule: From when on a favour is a habit; none are without one.
        partnership: What was said.
    """
    if rule is None:
        return ()
    places: dict[tuple[str, str], dict[str, list[Goodwill]]] = {}
    for each in partnership.goodwill.values():
        by_stretch = places.setdefault((each.given.favour, each.entry.party), {})
        by_stretch.setdefault(stretch_of(each.given.on, rule.every).label, []).append(each)
    found: list[Habit] = []
    for (favour, party), stretches in sorted(places.items()):
        often = [label for label, given in sorted(stretches.items()) if len(given) >= rule.times]
        if often:
            given = stretches[often[-1]]
            last = max(each.entry.number for group in stretches.values() for each in group)
            found.append(_habit(favour, party, often[-1], given, last, partnership))
    return tuple(found)


def balance(partnership: Partnership, first_day: date, last_day: date) -> Mapping[str, Quantity]:
    """Return what each side has given as goodwill in some days, by party; nothing left out is 0."""
    worth: dict[str, list[Quantity]] = {}
    for each in partnership.goodwill.values():
        if first_day <= each.given.on <= last_day:
            worth.setdefault(each.entry.party, []).append(each.given.worth)
    return {party: _sum(given) for party, given in sorted(worth.items())}


def waived_by_habit(waived: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], int]:
    """Return the rights that a party gave up again and again: how often, by party and line.

    Args:
        waived: Party and line, once for each time.
    """
    return {
        place: times for place, times in sorted(Counter(waived).items()) if times >= _WAIVED_AGAIN
    }


def _habit(
    favour: str,
    party: str,
    label: str,
    given: list[Goodwill],
    last: int,
    partnership: Partnership,
) -> Habit:
    said = [
        act for entry, act in partnership.habits if act.favour == favour and entry.number > last
    ]
    return Habit(
        favour=favour,
        given_by=party,
        stretch=label,
        given=tuple(sorted(given, key=lambda each: (each.given.on, each.entry.number))),
        settled=said[-1].way if said else None,
        words=said[-1].words if said else "",
    )


def _sum(amounts: list[Quantity]) -> Quantity:
    return Quantity(sum((each.amount for each in amounts), start=Fraction(0)), amounts[0].unit)
