"""What hurts users: how each pain point stands, laid together from what was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from servanda.facts.decision import (
    Entry,
    PainPointAnswered,
    PainPointConfirmed,
    PainPointEased,
    PainPointNamed,
    PainPointReopened,
)
from servanda.kernel.time import Instant

__all__ = ["PainPoint", "PainState", "PainWord", "by_group", "take_pain"]

PainWord = (
    PainPointNamed | PainPointAnswered | PainPointEased | PainPointConfirmed | PainPointReopened
)


class PainState(Enum):
    """How far a pain point has come."""

    NAMED = "named"
    ANSWERED = "answered"
    EASED = "eased"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class PainPoint:
    """A pain point: the entry that named it, what it says, and how far it has come.

    Args:
        entry: The entry that named it.
        named: What it says.
        role: In whose role of its owner it is looked after now.
        answered: The last answer; absent before.
        answered_at: When it was answered first.
        due: Last day that its owner named; absent for none.
        eased: Everything that was done about it, oldest first.
        eased_at: When something was done last that the users have not spoken about yet.
        gone: The word that it is gone; absent before, and once it has come back.
        gone_at: When that was said.
        came_back: How often the users have said that it is not gone, or is back.
        came_back_at: When they said so last.
        said: What they said then.
    """

    entry: Entry
    named: PainPointNamed
    role: str
    answered: PainPointAnswered | None = None
    answered_at: Instant | None = None
    due: date | None = None
    eased: tuple[PainPointEased, ...] = ()
    eased_at: Instant | None = None
    gone: PainPointConfirmed | None = None
    gone_at: Instant | None = None
    came_back: int = 0
    came_back_at: Instant | None = None
    said: str = ""

    @property
    def state(self) -> PainState:
        """Return how far it has come."""
        if self.gone is not None:
            return PainState.GONE
        if self.eased_at is not None:
            return PainState.EASED
        return PainState.ANSWERED if self.answered is not None else PainState.NAMED


def take_pain(points: dict[str, PainPoint], entry: Entry, act: PainWord) -> None:
    """Take a word on a pain point into how they stand, by the digest of what named each."""
    if isinstance(act, PainPointNamed):
        points[entry.sha256] = PainPoint(entry=entry, named=act, role=act.role)
        return
    point = points.get(act.pain_point)
    if point is not None:
        points[act.pain_point] = _with(point, entry.at, act)


def by_group(points: Mapping[str, PainPoint]) -> Iterator[tuple[str, tuple[PainPoint, ...]]]:
    """Yield the pain points of each group of users, as it was written last, oldest first."""
    groups: dict[str, list[PainPoint]] = {}
    for each in points.values():
        groups.setdefault(" ".join(each.named.group.split()).casefold(), []).append(each)
    for _, found in sorted(groups.items()):
        yield found[-1].named.group, tuple(found)


def _with(
    point: PainPoint,
    at: Instant,
    act: PainPointAnswered | PainPointEased | PainPointConfirmed | PainPointReopened,
) -> PainPoint:
    match act:
        case PainPointAnswered():
            return replace(
                point,
                answered=act,
                answered_at=point.answered_at or at,
                due=act.due,
                role=act.role.strip() or point.role,
            )
        case PainPointEased():
            return replace(point, eased=(*point.eased, act), eased_at=at)
        case PainPointConfirmed(gone=True):
            return replace(point, gone=act, gone_at=at)
        case _:
            return replace(
                point,
                gone=None,
                gone_at=None,
                eased_at=None,
                came_back=point.came_back + 1,
                came_back_at=at,
                said=act.words,
            )
