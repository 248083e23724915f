"""Chance that is the same on every machine: whole numbers out of a named seed."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

__all__ = ["Curve", "Dice"]

T = TypeVar("T")

Curve = Sequence[tuple[int, int]]


class Dice:
    """Draw whole numbers; each name has a sequence of its own.

    Only the generator's raw bits are used: they are the same in every version of Python, which
    its distributions need not be.

    Example:
        >>> first, again = Dice(7, "incidents"), Dice(7, "incidents")
        >>> [first.below(100) for _ in range(3)] == [again.below(100) for _ in range(3)]
        True
    """

    def __init__(self, seed: int, name: str) -> None:
        digest = hashlib.sha256(f"{seed}/{name}".encode()).digest()
        self._bits = random.Random(int.from_bytes(digest, "big"))  # noqa: S311 - no secret

    def below(self, limit: int) -> int:
        """Return a number from 0 to below the limit."""
        return (self._bits.getrandbits(32) * limit) >> 32

    def between(self, low: int, high: int) -> int:
        """Return a number from low to high, both included."""
        return low + self.below(high - low + 1)

    def chance(self, permille: int) -> bool:
        """Return yes in so many of a thousand cases."""
        return self.below(1000) < permille

    def choose(self, weighted: Sequence[tuple[T, int]]) -> T:
        """Return one value, each as often as its weight says."""
        left = self.below(sum(weight for _, weight in weighted))
        for value, weight in weighted:
            left -= weight
            if left < 0:
                return value
        raise ValueError("nothing to choose from")

    def pick(self, values: Sequence[T], count: int) -> list[T]:
        """Return so many different values, at most all of them."""
        left = list(values)
        return [left.pop(self.below(len(left))) for _ in range(min(count, len(left)))]

    def along(self, curve: Curve) -> int:
        """Return a value whose distribution is given by its permilles, joined by straight lines.

        Example:
            >>> minutes = ((0, 5), (500, 30), (1000, 240))
            >>> 5 <= Dice(1, "x").along(minutes) <= 240
            True
        """
        at = self.below(1000)
        for (low_permille, low), (high_permille, high) in pairwise(curve):
            if at < high_permille:
                return low + (high - low) * (at - low_permille) // (high_permille - low_permille)
        return curve[-1][1]
