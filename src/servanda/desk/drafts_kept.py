"""One's own draft of an agreement as it is kept: one text, with those before and after it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from servanda.agreement.term import moved_by_months
from servanda.desk.callers import Caller
from servanda.desk.life import desk_of
from servanda.desk.seeing import Seen, see
from servanda.facts.proposal import Proposal
from servanda.pipeline.editing import DraftText, begin_draft, overtaken
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import DraftState

__all__ = [
    "DOES",
    "ChangedElsewhere",
    "DraftTooLong",
    "clean",
    "digest",
    "draft_of",
    "keep",
    "let_go",
    "row_of",
    "rows_of",
    "step_back",
    "step_forward",
    "usual_first_day",
]

DOES = "draft proposed"
"""What the table of rights calls writing a draft."""

_LONGEST = 400_000
_STEPS_MOST = 100


class ChangedElsewhere(MisusedCommand):
    """A draft is another one by now than the one that was edited."""

    def __init__(self) -> None:
        super().__init__(
            "the draft was changed in another window meanwhile; what you typed stands here still,"
            " and nothing of it was saved: look at the draft again, then type it there"
        )


class DraftTooLong(MisusedCommand):
    """A draft is longer than any agreement should be."""

    def __init__(self) -> None:
        super().__init__(f"a draft has at most {_LONGEST} signs")


def step_back(caller: Caller, agreement: str) -> None:
    """Undo the last change of one's draft; nothing happens where there is none."""
    _step(caller, agreement, lambda row: (row.earlier, row.later))


def step_forward(caller: Caller, agreement: str) -> None:
    """Do again what was undone last; nothing happens where nothing was."""
    _step(caller, agreement, lambda row: (row.later, row.earlier))


def let_go(caller: Caller, agreement: str) -> None:
    """Let one's draft go for good."""
    seen = see(caller, agreement, DOES)
    with transaction.atomic():
        rows_of(seen).delete()
        caller.keep(None)


def rows_of(seen: Seen) -> QuerySet[DraftState]:
    """Return one's own draft, to be locked or let go."""
    return DraftState.objects.filter(person=seen.seat.caller.person, agreement=seen.seat.agreement)


def row_of(seen: Seen) -> DraftState | None:
    """Return what was kept of one's own draft, if anything was."""
    return rows_of(seen).first()


def draft_of(seen: Seen, row: DraftState | None) -> DraftText:
    """Return what is being written; what has been overtaken by a signature begins anew."""
    desk = desk_of(seen)
    fresh = begin_draft(desk, usual_first_day(seen))
    if row is None:
        return fresh
    countered = _countered(seen, row.instead_of)
    draft = DraftText(name=row.name, text=row.text, instead_of=countered)
    return draft if countered is not None else overtaken(draft, fresh)


def _countered(seen: Seen, number: int) -> Proposal | None:
    return next((each for each in seen.standing.proposals if each.number == number), None)


def usual_first_day(seen: Seen) -> date:
    """Return the first day of the month after the next, by which both can have signed."""
    today = seen.book.day_of(seen.at)
    return moved_by_months(today.replace(day=1), 2)


def keep(seen: Seen, text: str, was: str, *, name: str = "", instead_of: int | None = None) -> None:
    """Keep a draft's text; the one before can be had again.

    Args:
        seen: The agreement, and who writes.
        text: The text, with plain line ends.
        was: Digest of the text that was edited; empty to keep it whatever stands there.
        name: What the draft is called from now on, if it begins anew.
        instead_of: Number of the proposal that it counters, if it begins anew; 0 for none.

    Raises:
        ChangedElsewhere: Another text stands there by now.
    """
    caller = seen.seat.caller
    with transaction.atomic():
        row = rows_of(seen).select_for_update().first()
        draft = draft_of(seen, row)
        if was and was != digest(draft.text):
            raise ChangedElsewhere
        row = row or DraftState(
            person=caller.person,
            agreement=seen.seat.agreement,
            name=draft.name,
            text=draft.text,
        )
        if text != row.text:
            row.earlier = [*row.earlier, row.text][-_STEPS_MOST:]
            row.later = []
        row.text = text
        row.name = name or draft.name
        row.instead_of = row.instead_of if instead_of is None else instead_of
        row.saved_at = caller.at.to_datetime()
        row.save()
        caller.keep(row)


def _step(
    caller: Caller,
    agreement: str,
    stacks: Callable[[DraftState], tuple[list[str], list[str]]],
) -> None:
    seen = see(caller, agreement, DOES)
    with transaction.atomic():
        row = rows_of(seen).select_for_update().first()
        if row is None:
            return
        taken, given = stacks(row)
        if taken:
            given.append(row.text)
            row.text = taken.pop()
            row.saved_at = caller.at.to_datetime()
            row.save()
        caller.keep(row)


def clean(text: str) -> str:
    """Return a text with plain line ends, as browsers do not send them.

    Raises:
        DraftTooLong: It is too long.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(plain) > _LONGEST:
        raise DraftTooLong
    return plain if plain.endswith("\n") else f"{plain}\n"


def digest(text: str) -> str:
    """Return the digest of a draft's text, by which a change from elsewhere is noticed."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
