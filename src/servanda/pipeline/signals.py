"""Early signals that incidents' reviews named, drafted as measures."""

from __future__ import annotations

from datetime import date

from servanda.drafting.signal_text import Signal, signal_amendment
from servanda.pipeline.deciding import Desk
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.reviewing import together

__all__ = ["NoSignal", "drafted_signal"]


class NoSignal(MisusedCommand):
    """A review was named that is none, or names no signal."""

    def __init__(self, number: int, known: list[int]) -> None:
        others = f"those that do: {', '.join(map(str, known))}" if known else "none does so far"
        super().__init__(f"entry {number} is no incident's review that names a signal; {others}")


def drafted_signal(desk: Desk, number: int, first_day: date) -> str:
    """Return the draft of an amendment that measures the signal of an incident's review.

    Args:
        desk: The agreement.
        number: Number of the entry that asked for the review.
        first_day: First day on which the amendment governs.

    Raises:
        NoSignal: There is no such review, or it names no signal.
    """
    named = {
        each.entry.number: each
        for each in together(desk).incident_reviews.values()
        if each.published is not None and each.published.early_signal.strip()
    }
    review = named.get(number)
    if review is None or review.published is None:
        raise NoSignal(number, sorted(named))
    signal = Signal(
        number=number, incident=review.opened.incident, words=review.published.early_signal
    )
    return signal_amendment(desk.history, signal, first_day)
