"""What is said until money moves, and of what it then moves for: figures, waivers, wrinkles."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.facts.attached import AttachedDocument
from servanda.facts.claiming import LineNamed
from servanda.facts.figure import Segment

__all__ = [
    "FigureAttested",
    "FigureCountersigned",
    "RightWaived",
    "StabilizationEnded",
    "WrinkleFound",
    "WrinkleWorkedOff",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureAttested:
    """Enter a figure by hand.

    Args:
        measure: The attested measure.
        period: Label of the period that it is about.
        segment: The segment it is for.
        value: The figure with its unit, as the agreement would write it: ``97.5%``.
        documents: Where it can be looked up.
    """

    measure: str
    period: str
    value: str
    segment: Segment = ()
    documents: tuple[AttachedDocument, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureCountersigned:
    """Confirm a figure that the other party entered by hand."""

    figure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RightWaived:
    """Give up one line in one's own favour, for one period, without changing the agreement."""

    line: LineNamed
    period: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrinkleFound:
    """Put something on the list that has to be worked off before stabilization ends."""

    commitment: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WrinkleWorkedOff:
    """Say that something on the list is worked off."""

    wrinkle: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StabilizationEnded:
    """End the stabilization of a commitment; it ends once both parties have said the same.

    Args:
        commitment: The commitment.
        since: Label of the first period in which money moves.
    """

    commitment: str
    since: str
