"""Caps and minimums on sums of lines: the room that is left, shared out pro rata, never passed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from servanda.agreement.model.money import Bound, Figure, Limit, LimitRest, Purpose
from servanda.kernel.rounding import RoundingMode, round_to
from servanda.settlement.book import LineKey

__all__ = ["Cut", "apply_cap", "apply_minimum", "named_in", "round_within", "shares_in"]

_GROUPS = {"penalties": Purpose.PENALTY, "incentives": Purpose.INCENTIVE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What a limit did in one period; of a limit for each row, its rows added up.

    Args:
        limit: The limit.
        amount: The cap that its lines may reach over its window, or the minimum.
        used: What earlier periods of the window have used up.
        room: What is left for this period, not below zero; of a minimum, what it let through.
        before: Sum of its lines as they came to it.
        after: Their sum after it.
        lines: The lines that share it.
        less: Lines that are taken off before the sum is held.
        offset: What these come to.
    """

    limit: Limit
    amount: Fraction
    used: Fraction
    room: Fraction
    before: Fraction
    after: Fraction
    lines: frozenset[LineKey]
    less: frozenset[LineKey] = frozenset()
    offset: Fraction = Fraction(0)


def named_in(names: Sequence[str], figure: Figure) -> bool:
    """Return whether a line is among names, by its own or by its group's."""
    if figure.name in names:
        return True
    return figure.counts_towards_limits and any(
        figure.purpose is _GROUPS.get(name) for name in names
    )


def shares_in(limit: Limit, figure: Figure) -> bool:
    """Return whether a line shares a limit's room."""
    return named_in(limit.of, figure)


def apply_cap(
    limit: Limit,
    cap: Fraction,
    used: Fraction,
    amounts: Mapping[LineKey, Fraction],
    *,
    less: Mapping[LineKey, Fraction] | None = None,
) -> tuple[dict[LineKey, Fraction], Cut]:
    """Hold the lines of a limit within the room that is left.

    Lines of one limit net first: only their sum, less what ``less`` takes off, is held. What is
    cut is taken from the lines above zero, in proportion to their amounts.

    Args:
        limit: The limit.
        cap: Money over its window, exact.
        used: Money payable in the window's earlier periods.
        amounts: The limit's lines as they come to it, with what is carried into it, exact.
        less: The lines that are taken off, as they come to it.

    Returns:
        The amounts after the limit, exact, and what it did.
    """
    taken_off = less or {}
    offset = sum(taken_off.values(), start=Fraction(0))
    before = sum(amounts.values(), start=Fraction(0))
    room = max(Fraction(0), cap - used)
    excess = before - offset - room
    held = _hold(amounts, excess) if excess > 0 else dict(amounts)
    return held, Cut(
        limit=limit,
        amount=cap,
        used=used,
        room=room,
        before=before,
        after=sum(held.values(), start=Fraction(0)),
        lines=frozenset(amounts),
        less=frozenset(taken_off),
        offset=offset,
    )


def _hold(asked: Mapping[LineKey, Fraction], excess: Fraction) -> dict[LineKey, Fraction]:
    positive = sum((amount for amount in asked.values() if amount > 0), start=Fraction(0))
    # What is taken off can be below zero and leave less than no room: nothing is taken twice.
    share = min(Fraction(1), excess / positive) if positive else Fraction(0)
    return {
        line: amount - amount * share if amount > 0 else amount for line, amount in asked.items()
    }


def apply_minimum(
    limit: Limit, least: Fraction, amounts: Mapping[LineKey, Fraction]
) -> tuple[dict[LineKey, Fraction], Cut]:
    """Let a sum of lines lapse, wait or be raised where it is above zero and below the minimum.

    Args:
        limit: The limit; ``rest`` says which of the three.
        least: The minimum, exact; a sum that reaches it is left alone.
        amounts: The limit's lines as they come to it, exact.
    """
    before = sum(amounts.values(), start=Fraction(0))
    held = dict(amounts)
    if 0 < before < least:
        factor = least / before if limit.rest is LimitRest.RAISED else Fraction(0)
        held = {line: amount * factor for line, amount in amounts.items()}
    after = sum(held.values(), start=Fraction(0))
    return held, Cut(
        limit=limit,
        amount=least,
        used=Fraction(0),
        room=after,
        before=before,
        after=after,
        lines=frozenset(amounts),
    )


def round_within(
    amounts: Mapping[LineKey, Fraction],
    cuts: Sequence[Cut],
    quantum: Fraction,
    mode: RoundingMode,
) -> dict[LineKey, Fraction]:
    """Round payable lines so that rounding passes no cap and leaves no minimum unmet.

    Each line is rounded by itself. Where the rounded lines of a cap then exceed its room,
    one quantum at a time is taken from the line that rounding had raised most, ties by the
    order of the text. Lines that were raised to a minimum come to the minimum, or to the next
    whole quantum above it: where they miss it, one quantum at a time is given to the line that
    rounding had lowered most and that no cap holds. A line is never moved by more than one
    quantum for one limit.

    Args:
        amounts: Exact amounts after all limits, in the order of the text.
        cuts: What each limit did.
        quantum: The smallest amount payable.
        mode: How a line is rounded.

    Returns:
        The amounts payable, whole multiples of ``quantum``.
    """
    work = _Rounding(
        amounts=amounts,
        caps=[cut for cut in cuts if cut.limit.bound is Bound.AT_MOST],
        quantum=quantum,
        rounded={line: round_to(amount, quantum, mode) for line, amount in amounts.items()},
        order={line: position for position, line in enumerate(amounts)},
    )
    for cut in work.caps:
        work.hold(cut)
    for cut in cuts:
        if cut.limit.bound is Bound.AT_LEAST and cut.limit.rest is LimitRest.RAISED:
            work.meet(cut)
    return work.rounded


@dataclass(slots=True, kw_only=True)
class _Rounding:
    """Rounded lines while single quanta are moved among them."""

    amounts: Mapping[LineKey, Fraction]
    caps: Sequence[Cut]
    quantum: Fraction
    rounded: dict[LineKey, Fraction]
    order: Mapping[LineKey, int]

    def hold(self, cut: Cut) -> None:
        """Take away what rounding put above a cap."""
        while _net(self.rounded, cut) > self._room(cut) and self._lower(cut):
            pass

    def meet(self, cut: Cut) -> None:
        """Bring lines to their minimum, which a limit after it may have cut into."""
        exact = _net(self.amounts, cut)
        if cut.before <= 0 or exact < cut.amount:
            return
        least = round_to(cut.amount, self.quantum, RoundingMode.CEILING)
        while _net(self.rounded, cut) < least and self._raise(cut):
            pass
        while exact == cut.amount and _net(self.rounded, cut) > least and self._lower(cut):
            pass

    def _room(self, cut: Cut) -> Fraction:
        # What is carried over comes in after the limits for each row, and is none of theirs.
        return max(cut.room, _net(self.amounts, cut))

    def _lower(self, cut: Cut) -> bool:
        raised = [line for line in cut.lines if self._moved(line) > 0]
        candidates = raised or [line for line in cut.lines if self.rounded[line] > 0]
        if candidates:
            line = max(candidates, key=lambda each: (self._moved(each), -self.order[each]))
            self.rounded[line] -= self.quantum
        return bool(candidates)

    def _raise(self, cut: Cut) -> bool:
        candidates = [line for line in cut.lines if self.amounts[line] > 0 and self._fits(line)]
        if candidates:
            line = min(candidates, key=lambda each: (self._moved(each), self.order[each]))
            self.rounded[line] += self.quantum
        return bool(candidates)

    def _moved(self, line: LineKey) -> Fraction:
        return self.rounded[line] - self.amounts[line]

    def _fits(self, line: LineKey) -> bool:
        return all(
            _net(self.rounded, cap) + self.quantum <= self._room(cap)
            for cap in self.caps
            if line in cap.lines
        )


def _net(amounts: Mapping[LineKey, Fraction], cut: Cut) -> Fraction:
    held = sum((amounts[line] for line in cut.lines), start=Fraction(0))
    return held - sum((amounts[line] for line in cut.less), start=Fraction(0))
