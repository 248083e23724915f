"""What was found of one line of money over the whole range of its measure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from servanda.agreement.model.money import Figure
from servanda.formula.interval import Domain
from servanda.formula.pieces import Direction, Jump, Piece, direction, gaps, is_proven, jumps
from servanda.kernel.quantity import Quantity

__all__ = ["Cap", "Cure", "Proof", "Undecided"]


class Undecided(Exception):
    """A line depends on something that cannot be looked at over a whole range."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Cap:
    """Hold a limit on a line, the same in all periods: its name, text, and what it leaves."""

    name: str
    text: str
    at_most: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Cure:
    """Hold what curing a line's failure costs in a period, and the narrowest limit on the line.

    Args:
        costs: What the author says that curing costs.
        cap: A limit of a period that is known without evidence, if there is one.
    """

    costs: Quantity
    cap: Cap | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Hold what one line pays over the whole range of the one figure that it depends on.

    Args:
        line: The line.
        unknown: Measure, or column of a row, that it depends on; empty if there is no single one.
        day: First day of what was looked at: terms and levels change on some days.
        after_miss: Whether the period before is taken to have missed as well.
        supposing: What else was supposed, in words: amounts of money that evidence brings.
        rests_on_nothing: Whether a sum over evidence was supposed to be that of nothing.
        domain: The range looked at.
        pieces: What it pays, piece by piece.
        fallbacks: Where no row of a table holds the unknown, and ``otherwise`` answers.
        better: Which way the unknown gets better: 1 upwards, -1 downwards, 0 if nobody says.
        cap: The narrowest limit on the line, if there is one that does not depend on evidence.
        cure: What curing the failure costs, where the author says so.
        tables: Tables that it looks up.
        unproven: Why nothing, or not everything, could be decided; else empty.
    """

    line: Figure
    unknown: str
    day: date
    after_miss: bool = False
    supposing: tuple[str, ...] = ()
    rests_on_nothing: bool = False
    domain: Domain | None = None
    pieces: tuple[Piece, ...] = ()
    fallbacks: tuple[Piece, ...] = ()
    better: int = 0
    cap: Cap | None = None
    cure: Cure | None = None
    tables: frozenset[str] = frozenset()
    unproven: str = ""

    @property
    def is_proven(self) -> bool:
        """Return whether every place of the range was decided."""
        return not self.unproven and is_proven(self.pieces)

    @property
    def reason(self) -> str:
        """Return why it is not proven, empty where it is."""
        if self.unproven:
            return self.unproven
        return next((piece.unproven for piece in self.pieces if piece.unproven), "")

    @property
    def gaps(self) -> tuple[Piece, ...]:
        """Return where it has no value."""
        return gaps(self.pieces)

    @property
    def jumps(self) -> tuple[Jump, ...]:
        """Return where a small difference makes a large one."""
        return jumps(self.pieces)

    @property
    def direction(self) -> Direction:
        """Return which way it goes as the unknown grows."""
        return direction(self.pieces) if self.pieces else Direction.UNPROVEN

    @property
    def state(self) -> tuple[object, ...]:
        """Return all that was found, without the day: equal on days on which nothing changed."""
        return (
            self.unknown,
            self.after_miss,
            self.supposing,
            self.domain,
            _laws(self.pieces),
            self.cap,
            self.cure,
            self.unproven,
        )


def _laws(pieces: tuple[Piece, ...]) -> tuple[object, ...]:
    """Return pieces by what they say; figures that vary compare only by their law."""
    return tuple(
        (
            piece.low,
            piece.low_included,
            piece.high,
            piece.high_included,
            _law(piece),
            piece.unproven,
        )
        for piece in pieces
    )


def _law(piece: Piece) -> object:
    value = piece.value
    if not isinstance(value, Quantity):
        return value
    return (getattr(value.amount, "law", None) or value.amount, value.unit)
