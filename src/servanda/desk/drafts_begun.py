"""Drafts that begin with what somebody said: a proposal, a favour, a signal, a workshop."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from servanda.desk.callers import Caller
from servanda.desk.drafts_kept import DOES, clean, keep, usual_first_day
from servanda.desk.life import desk_of
from servanda.desk.seeing import see
from servanda.drafting.workshop_text import Worked
from servanda.pipeline.deciding import Desk
from servanda.pipeline.editing import begin_draft
from servanda.pipeline.favours import drafted
from servanda.pipeline.proposing import proposal_numbered
from servanda.pipeline.signals import drafted_signal
from servanda.pipeline.workshop import drafted_trial

__all__ = ["begin_counter", "begin_favour", "begin_signal", "begin_trial"]


def begin_counter(caller: Caller, agreement: str, number: int) -> None:
    """Begin a draft that counters a proposal, with what it says; one's draft so far is undoable.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        NoSuchProposal: There is none of that number.
    """
    seen = see(caller, agreement, DOES)
    desk = desk_of(seen)
    draft = begin_draft(desk, usual_first_day(seen), proposal_numbered(desk, number))
    keep(seen, draft.text, "", name=draft.name, instead_of=number)


def begin_favour(caller: Caller, agreement: str, favour: str) -> None:
    """Begin a draft that makes ordered work of a favour that is a habit; one's draft so far is
    undoable.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        NoHabit: There is no such favour, or it is no habit.
    """
    _begin(caller, agreement, lambda desk, first_day: drafted(desk, favour, first_day))


def begin_signal(caller: Caller, agreement: str, number: int) -> None:
    """Begin a draft that measures, on trial, the early signal of an incident's review.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        NoSignal: There is no such review, or it names no signal.
    """
    _begin(caller, agreement, lambda desk, first_day: drafted_signal(desk, number, first_day))


def begin_trial(
    caller: Caller, agreement: str, worked: Worked, first_day: date | None = None
) -> None:
    """Begin a draft that puts on trial what a workshop came to; one's draft so far is undoable.

    Args:
        caller: Who drafts.
        agreement: The agreement's key.
        worked: What the workshop came to.
        first_day: First day of the trial; that of any other draft, if not said.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        NotWorkedOut: A question has no answer.
    """
    _begin(caller, agreement, lambda desk, usual: drafted_trial(desk, worked, first_day or usual))


def _begin(caller: Caller, agreement: str, text: Callable[[Desk, date], str]) -> None:
    """Begin a draft with a text that is made of the agreement, for a first day."""
    seen = see(caller, agreement, DOES)
    desk, first_day = desk_of(seen), usual_first_day(seen)
    keep(seen, clean(text(desk, first_day)), "", name=begin_draft(desk, first_day).name)
