"""What an entry changed in the plan of a review: planned, moved, or called off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.facts.behaving import CircumstanceReported
from servanda.facts.decision import Attendee, Entry, EntryReversed, ReviewPlanned
from servanda.partnership.state import Partnership, partnership_of

__all__ = ["Turn", "revision_of", "turn_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What an entry made of the plan of a review.

    Args:
        entry: The entry: a plan, or the word that takes one back.
        before: The plan that counted until then; absent for none.
        after: The plan that counts since; absent where the review was called off.
        partnership: What changed circumstances there are, since one may call the review.
    """

    entry: Entry
    before: ReviewPlanned | None
    after: ReviewPlanned | None
    partnership: Partnership

    @property
    def asked(self) -> tuple[Attendee, ...]:
        """Return who is asked to come and has an address, each address once."""
        return _reachable(self.after)

    @property
    def let_go(self) -> tuple[Attendee, ...]:
        """Return who was asked before, has an address, and is not asked any more."""
        still = {each.address.casefold() for each in self.asked}
        return tuple(
            each for each in _reachable(self.before) if each.address.casefold() not in still
        )


def turn_of(entries: Sequence[Entry], digest: str) -> Turn | None:
    """Return what an entry made of the plan of a review; absent where it is about none.

    Args:
        entries: The journal up to that entry or longer, oldest first.
        digest: The entry's digest.
    """
    plans = {each.sha256: each.act for each in entries if isinstance(each.act, ReviewPlanned)}
    counts: list[str] = []
    for entry in entries:
        about = entry.act.entry if isinstance(entry.act, EntryReversed) else entry.sha256
        here = plans.get(about)
        alike = [each for each in counts if here is not None and _same(plans[each], here)]
        before = plans[alike[-1]] if alike else None
        if about in counts:
            counts.remove(about)
        elif here is not None:
            counts.append(about)
        if entry.sha256 == digest:
            if here is None:
                return None
            left = [each for each in counts if _same(plans[each], here)]
            return Turn(
                entry=entry,
                before=before,
                after=plans[left[-1]] if left else None,
                partnership=partnership_of(
                    each for each in entries if isinstance(each.act, CircumstanceReported)
                ),
            )
    return None


def revision_of(entries: Sequence[Entry], review: str, period: str) -> int:
    """Return the number of the last entry that planned a review or took a plan of it back.

    It only ever grows, so that calendars know which of two invitations is the newer one.
    """
    plans = {
        each.sha256
        for each in entries
        if isinstance(each.act, ReviewPlanned)
        and (each.act.review, each.act.period) == (review, period)
    }
    about = (
        each.number
        for each in entries
        if each.sha256 in plans or (isinstance(each.act, EntryReversed) and each.act.entry in plans)
    )
    return max(about, default=0)


def _same(one: ReviewPlanned, other: ReviewPlanned) -> bool:
    return (one.review, one.period) == (other.review, other.period)


def _reachable(plan: ReviewPlanned | None) -> tuple[Attendee, ...]:
    found = {each.address.casefold(): each for each in (plan.invited if plan else ())}
    return tuple(each for address, each in found.items() if address)
