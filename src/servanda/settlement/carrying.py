"""What a limit leaves unpaid and keeps for later periods, oldest first, for as long as agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction

from servanda.agreement.model.money import Bound, Limit, LimitRest
from servanda.settlement.book import Book, LineKey
from servanda.settlement.limits import Cut

__all__ = ["carried_into", "carry", "waiting"]


def waiting(limit: Limit, line: LineKey, index: int, book: Book) -> Fraction:
    """Return what of a line still waits under a limit when a period begins.

    Args:
        limit: The limit; what has waited for longer than it says has lapsed.
        line: The line.
        index: The period's index.
        book: Where carried amounts are kept.
    """
    return sum((amount for _, amount in _parts(limit, line, index, book)), start=Fraction(0))


def _parts(limit: Limit, line: LineKey, index: int, book: Book) -> list[tuple[int, Fraction]]:
    kept = book.carried.get((limit.name, line), ())
    oldest = 0 if limit.carries_for is None else index - limit.carries_for
    return [(origin, amount) for origin, amount in kept if origin >= oldest]


def carry(
    limit: Limit, line: LineKey, index: int, amounts: tuple[Fraction, Fraction], book: Book
) -> None:
    """Remember what a limit has not let through; what has waited longest is paid first.

    Args:
        limit: A limit that carries over.
        line: The line.
        index: The period's index.
        amounts: The line's own amount of the period, and what was held of it and of what waited.
        book: Where carried amounts are kept.
    """
    own, held = amounts
    parts = _parts(limit, line, index, book)
    paid = held - min(own, Fraction(0))
    kept = []
    for origin, amount in [*parts, (index, max(own, Fraction(0)))]:
        taken = min(max(paid, Fraction(0)), amount)
        paid -= taken
        if amount > taken:
            kept.append((origin, amount - taken))
    book.carried[(limit.name, line)] = tuple(kept)


def carried_into(
    limit: Limit,
    amounts: Mapping[LineKey, Fraction],
    sharing: Mapping[LineKey, Fraction] | AbstractSet[LineKey],
    earlier: Sequence[Cut],
    index: int,
    book: Book,
) -> dict[LineKey, Fraction]:
    """Return what earlier periods could not pay under a limit and this one has room for.

    What is carried comes in at its own limit. Where a cap before it has no room left, it
    waits, in proportion, so that no limit is passed and nothing carried is lost to another.

    Args:
        limit: A limit; none but *carries over* has anything to add.
        amounts: All lines as they come to it, exact.
        sharing: Its own lines that can be paid.
        earlier: What the limits before it did.
        index: The period's index.
        book: Where carried amounts are kept.
    """
    if limit.rest is not LimitRest.CARRIES:
        return {}
    added = {line: waiting(limit, line, index, book) for line in sharing}
    for cut in earlier:
        if cut.limit.for_each or cut.limit.bound is Bound.AT_LEAST:
            continue
        extra = sum((added.get(line, Fraction(0)) for line in cut.lines), start=Fraction(0))
        held = sum((amounts.get(line, Fraction(0)) for line in cut.lines), start=Fraction(0))
        excess = held + extra - cut.offset - cut.room
        if extra > 0 and excess > 0:
            kept = 1 - min(Fraction(1), excess / extra)
            added |= {line: added[line] * kept for line in cut.lines & added.keys()}
    return added
