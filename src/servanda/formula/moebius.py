"""A number that knows how it depends on one unknown."""

from __future__ import annotations

from fractions import Fraction

from servanda.kernel.rounding import RoundingMode

__all__ = ["Moebius"]


class Moebius(Fraction):
    """Placeholder."""

    def rounded(self, quantum: Fraction, mode: RoundingMode) -> Fraction:
        raise NotImplementedError

    def refuse_as_step(self) -> Fraction:
        raise NotImplementedError
