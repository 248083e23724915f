"""Caps on sums of lines: the room that is left, shared out pro rata, and never passed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from servanda.agreement.model.money import Figure, Limit, LimitRest, Purpose
from servanda.kernel.rounding import RoundingMode, round_to
from servanda.settlement.book import Book, LineKey

__all__ = ["Cut", "apply_limit", "carried_into", "round_within", "shares_in"]

_GROUPS = {"penalties": Purpose.PENALTY, "incentives": Purpose.INCENTIVE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What a limit did in one period.

    Args:
        limit: The limit.
        cap: The amount that its lines may reach over its window.
        used: What earlier periods of the window have used up.
        room: What is left for this period, not below zero.
        before: Sum of its lines as they came to it.
    """

    limit: Limit
    cap: Fraction
    used: Fraction
    room: Fraction
    before: Fraction

    @property
    def bites(self) -> bool:
        """Return whether the lines were more than the room."""
        return self.before > self.room


def shares_in(limit: Limit, figure: Figure) -> bool:
    """Return whether a line shares a limit's room, by its own name or by its group's."""
    if figure.name in limit.of:
        return True
    return figure.counts_towards_limits and any(
        figure.purpose is _GROUPS.get(name) for name in limit.of
    )


def apply_limit(
    limit: Limit,
    cap: Fraction,
    used: Fraction,
    amounts: Mapping[LineKey, Fraction],
    book: Book,
    *,
    added: Mapping[LineKey, Fraction] = MappingProxyType({}),
) -> tuple[dict[LineKey, Fraction], Cut]:
    """Hold the lines of a limit within the room that is left.

    Lines of one limit net first: only their sum is held. What is cut is taken from the lines
    above zero, in proportion to their amounts. With *carries over*, what is cut now and what
    still waits of earlier periods is remembered.

    Args:
        limit: The limit.
        cap: Money over its window, exact.
        used: Money payable in the window's earlier periods.
        amounts: The limit's lines as they come to it, exact.
        book: Where carried amounts are kept.
        added: What earlier periods could not pay and this one can, see ``carried_into``.

    Returns:
        The amounts after the limit, exact, and what it did.
    """
    asked = {line: amount + added.get(line, 0) for line, amount in amounts.items()}
    before = sum(asked.values(), start=Fraction(0))
    room = max(Fraction(0), cap - used)
    cut = Cut(limit=limit, cap=cap, used=used, room=room, before=before)
    held = _hold(asked, before - room) if cut.bites else asked
    if limit.rest is LimitRest.CARRIES:
        for line, amount in amounts.items():
            waiting = book.carried.get((limit.name, line), Fraction(0))
            book.carried[(limit.name, line)] = amount + waiting - held[line]
    return held, cut


def carried_into(
    limit: Limit,
    amounts: Mapping[LineKey, Fraction],
    sharing: AbstractSet[LineKey],
    earlier: Sequence[tuple[Cut, frozenset[LineKey]]],
    book: Book,
) -> dict[LineKey, Fraction]:
    """Return what earlier periods could not pay under a limit and this one has room for.

    What is carried comes in at its own limit. Where a limit before it has no room left, it
    waits, in proportion, so that no limit is passed and nothing carried is lost to another.

    Args:
        limit: A limit; none but *carries over* has anything to add.
        amounts: All lines as they come to it, exact.
        sharing: Its own lines that can be paid.
        earlier: The limits before it, with the lines that share each.
        book: Where carried amounts are kept.
    """
    if limit.rest is LimitRest.LAPSES:
        return {}
    added = {line: book.carried.get((limit.name, line), Fraction(0)) for line in sharing}
    for cut, lines in earlier:
        extra = sum((added.get(line, Fraction(0)) for line in lines), start=Fraction(0))
        held = sum((amounts.get(line, Fraction(0)) for line in lines), start=Fraction(0))
        excess = held + extra - cut.room
        if extra > 0 and excess > 0:
            kept = 1 - min(Fraction(1), excess / extra)
            added |= {line: added[line] * kept for line in lines & added.keys()}
    return added


def _hold(asked: Mapping[LineKey, Fraction], excess: Fraction) -> dict[LineKey, Fraction]:
    positive = sum((amount for amount in asked.values() if amount > 0), start=Fraction(0))
    share = excess / positive
    return {
        line: amount - amount * share if amount > 0 else amount for line, amount in asked.items()
    }


def round_within(
    amounts: Mapping[LineKey, Fraction],
    cuts: Sequence[tuple[Cut, frozenset[LineKey]]],
    quantum: Fraction,
    mode: RoundingMode,
) -> dict[LineKey, Fraction]:
    """Round payable lines so that no limit is passed by rounding.

    Each line is rounded by itself. Where the rounded lines of a limit then exceed its room,
    one quantum at a time is taken from the line that rounding had raised most, ties by the
    order of the text; a line is never moved by more than one quantum for one limit.

    Args:
        amounts: Exact amounts after all limits, in the order of the text.
        cuts: Each limit with the lines that share it.
        quantum: The smallest amount payable.
        mode: How a line is rounded.

    Returns:
        The amounts payable, whole multiples of ``quantum``.
    """
    rounded = {line: round_to(amount, quantum, mode) for line, amount in amounts.items()}
    order = {line: position for position, line in enumerate(amounts)}
    for cut, lines in cuts:
        while sum((rounded[line] for line in lines), start=Fraction(0)) > cut.room:
            raised = [line for line in lines if rounded[line] > amounts[line]]
            candidates = raised or [line for line in lines if rounded[line] > 0]
            if not candidates:
                break
            line = max(candidates, key=lambda each: (rounded[each] - amounts[each], -order[each]))
            rounded[line] -= quantum
    return rounded
