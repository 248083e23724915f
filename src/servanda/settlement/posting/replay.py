"""The occasions of a journal: how everything stood after each thing said, or left unsaid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from servanda.agreement.model.agreement import History
from servanda.decisions.standing import steps
from servanda.facts.decision import Entry
from servanda.journal.acts import NAME_OF
from servanda.kernel.time import Instant
from servanda.settlement.posting.occasion import Occasion

__all__ = ["occasions_of"]


def occasions_of(history: History, entries: Iterable[Entry], now: Instant) -> Iterator[Occasion]:
    """Yield the occasions of a journal, oldest first.

    Args:
        history: The agreement.
        entries: Those of a sound journal, in their order.
        now: The last moment looked at; what is due before it and unanswered is decided by
            silence, and what was said after it is not known.
    """
    for step in steps(history, entries, now):
        if step.entry is None:
            cause, what = f"silence {step.at}", "nobody answered in time"
        else:
            cause, what = step.entry.sha256, NAME_OF[type(step.entry.act)]
        yield Occasion(at=step.at, cause=cause, what=what, standing=step.standing)
