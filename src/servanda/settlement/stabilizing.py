"""For which lines money moves: stabilization ends by the agreement, or by both parties' word."""

from __future__ import annotations

from servanda.agreement.periods import in_stabilization
from servanda.settlement.place import Here

__all__ = ["is_shown_only", "money_moves"]


def money_moves(place: Here) -> bool:
    """Return whether money moves in a period for one commitment at least."""
    names = ("", *place.agreement.commitments)
    return not all(is_shown_only(name, place) for name in names)


def is_shown_only(commitment: str, place: Here) -> bool:
    """Return whether lines that hang on a commitment are measured and shown, and move no money.

    A line that hangs on none waits until stabilization has ended for every commitment.

    Args:
        commitment: The commitment, empty for none.
        place: The period.
    """
    if not in_stabilization(place.agreement.settlement, place.period):
        return False
    if commitment:
        return not _has_ended(commitment, place)
    every = place.agreement.commitments
    return not every or not all(_has_ended(each, place) for each in every)


def _has_ended(commitment: str, place: Here) -> bool:
    """Return whether both parties said that money moves from this period on, or before it."""
    since = place.given.standing.stabilization_ends.get(commitment)
    labels = [each.label for each in place.given.periods[: place.index + 1]]
    return since in labels
