"""What relief that was granted does to one case: told as measuring takes it into account."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from servanda.facts.relief import Relief
from servanda.kernel.time import Instant
from servanda.measurement.explain.evidence import Row
from servanda.measurement.relief import bounds_of, segment_of, shares_of_keys, stretches_for
from servanda.measurement.study import stored_name

__all__ = ["Pause", "ReliefPause", "in_order", "reason_of_key", "relief_pauses"]

Pause = tuple[Instant, Instant]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliefPause:
    """Name a stretch of time in which a clock stands still, and the relief."""

    start: Instant
    end: Instant
    because: str


def relief_pauses(reliefs: Sequence[Relief], measure: str, row: Row) -> list[ReliefPause]:
    """Return when relief stops the clock of a case, oldest claim first."""
    columns = [stored_name(name) for name in row.values]
    found = []
    for relief in stretches_for(reliefs, measure, columns):
        own = {name: row.text(name) for name in row.values}
        alike = all(own.get(name, value) == value for name, value in segment_of(relief).items())
        if relief.share == 1 and alike:
            start, end = bounds_of(relief)
            found.append(ReliefPause(start=start, end=end, because=relief.reason))
    return found


def reason_of_key(reliefs: Sequence[Relief], measure: str, tables: Iterable[str], key: str) -> str:
    """Return why relief takes a record out, empty where none does."""
    relief = shares_of_keys(reliefs, measure, tables).get(key)
    return relief.reason if relief is not None and relief.share == 1 else ""


def in_order(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """Return pauses oldest first, those that meet put together."""
    found: list[Pause] = []
    for start, end in sorted(pauses):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return tuple(found)
