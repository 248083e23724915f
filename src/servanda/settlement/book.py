"""The memo of a settlement: every figure once per place, and what was given out before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from servanda.facts.figure import Absence, NoValue, Segment
from servanda.facts.trace import Step

__all__ = ["Arisen", "Book", "LineKey", "Place"]

Place = tuple[str, int, Segment, str]
"""Name of a figure, index of its period, its segment, key of its row (empty for none)."""

LineKey = tuple[str, Segment]
"""Name of a line's figure and the segment that it is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arisen:
    """Note that a right arose: in which period, from when and until when it can be used."""

    index: int
    since: date
    until: date | None


@dataclass(kw_only=True)
class Book:
    """Remember what was computed, so that a figure is evaluated once and history is at hand.

    Args:
        steps: Figures by place.
        payable: Amounts payable by period index and line, rounded.
        carried: Amounts that wait under a limit, by limit and line: each with the index of the
            period that it comes from, oldest first.
        arisen: When each right arose, oldest first.
        let_through: What limits for each row have let through for a row, by limit and its key.
        stages: Totals after a limit, by limit name and period index.
    """

    steps: dict[Place, Step] = field(default_factory=dict)
    payable: dict[int, dict[LineKey, Fraction]] = field(default_factory=dict)
    carried: dict[tuple[str, LineKey], tuple[tuple[int, Fraction], ...]] = field(
        default_factory=dict
    )
    let_through: dict[tuple[str, str], Fraction] = field(default_factory=dict)
    stages: dict[tuple[str, int], Fraction] = field(default_factory=dict)
    arisen: dict[str, list[Arisen]] = field(default_factory=dict)
    _open: list[Place] = field(default_factory=list)

    def copy(self) -> Book:
        """Return a book that remembers the same and goes on by itself."""
        return replace(
            self,
            steps=dict(self.steps),
            payable={index: dict(lines) for index, lines in self.payable.items()},
            carried=dict(self.carried),
            arisen={name: list(rights) for name, rights in self.arisen.items()},
            let_through=dict(self.let_through),
            stages=dict(self.stages),
            _open=[],
        )

    def once(self, place: Place, compute: Callable[[], Step]) -> Step:
        """Return a figure, computing it at the first asking.

        A figure that asks for itself at the same place gets *refused* with the path; ``check``
        finds this before anything runs.
        """
        if place in self.steps:
            return self.steps[place]
        if place in self._open:
            path = " -> ".join(name for name, *_ in (*self._open, place))
            return Step(
                name=place[0], text="", value=NoValue(Absence.REFUSED, f"uses itself: {path}")
            )
        self._open.append(place)
        try:
            step = compute()
        finally:
            self._open.pop()
        self.steps[place] = step
        return step
