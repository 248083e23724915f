"""A session's end: its design looked at, and put into the operating model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from servanda.desk.callers import Caller
from servanda.desk.operating_model.changing import said_of
from servanda.desk.operating_model.reading import read_in_book
from servanda.desk.operating_model.seats import take_model_seat
from servanda.desk.operating_model.sessions.seeing import (
    SessionSeen,
    design_now,
    see_session,
    session_of,
)
from servanda.desk.operating_model.working import (
    ModelEntered,
    ModelWork,
    SaidOnModel,
    enter_on_model,
)
from servanda.desk.speaking import SaidMeanwhile, SessionOver
from servanda.desk.working import value_of
from servanda.operating_model.differences import Difference
from servanda.operating_model.session.design import Design
from servanda.operating_model.session.drafting import Drafted, draft
from servanda.operating_model.session.outstanding import outstanding
from servanda.pipeline.model_filling import ChangedTexts, changed_model
from servanda.pipeline.operating import OpenedModel
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import DesignSession

__all__ = [
    "Draft",
    "NotAllSaid",
    "close_session",
    "end_session",
    "look_at_draft_of",
]

_ENDS = "session ended"
_NAMED_MOST = 8


class NotAllSaid(MisusedCommand):
    """A session is to be ended of which something is outstanding; ``lacking`` names it."""

    def __init__(self, lacking: Sequence[str]) -> None:
        super().__init__(" ".join(lacking))
        self.lacking = tuple(lacking)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a session would put into the operating model.

    Args:
        seen: The session.
        drafted: Risks, actions and what goes into the text; nothing while something is lacking.
        differences: What would differ in the matrix.
        texts: The texts that would change, before and after, by name.
    """

    seen: SessionSeen
    drafted: Drafted | None
    differences: tuple[Difference, ...]
    texts: Mapping[str, tuple[str, str]]


def look_at_draft_of(caller: Caller, model: str, session: str) -> Draft:
    """Return what a session would put into the operating model; nothing is entered.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        Mistaken: With it the text would not be sound; every mistake is named.
    """
    seen = see_session(caller, model, session)
    if seen.outstanding or seen.is_over:
        return Draft(seen=seen, drafted=None, differences=(), texts={})
    drafted = draft(seen.design)
    opened, day = read_in_book(seen.seat.model), seen.design.subject.day
    changed = _changed(opened, drafted, day)
    texts = {str(path): both for path, both in changed.texts.items()}
    return Draft(seen=seen, drafted=drafted, differences=changed.differences, texts=texts)


def end_session(caller: Caller, model: str, session: str, *, last: int) -> DesignSession:
    """Put the design of a session into the operating model, with its risks and actions.

    Args:
        caller: Who ends it.
        model: The operating model's key.
        session: The session's key.
        last: Number of the last answer that they looked at, so that nothing slips in unseen.

    Returns:
        The session, with the entry by which its design came into the text.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        SessionOver: It has ended.
        SaidMeanwhile: Somebody said something since then.
        NotAllSaid: Something is outstanding.
        NothingDiffers: The operating model says all of it already.
        Mistaken: With it the text would not be sound; every mistake is named.
    """
    seat = take_model_seat(caller, model, _ENDS)
    ended: list[DesignSession] = []

    def ends(entered: object) -> None:
        assert isinstance(entered, ModelEntered), "this is entered on an operating model"
        found = session_of(seat, session, locked=True)
        _must_go_on(found, last)
        _end(caller, found, entry=entered.entry.sha256)
        caller.keep(found)
        ended.append(found)

    def does(work: ModelWork) -> SaidOnModel:
        found = session_of(seat, session)
        _must_go_on(found, last)
        design = design_now(seat, found)
        if lacking := outstanding(design):
            raise NotAllSaid([each.words for each in lacking])
        changed = _changed(work.opened, draft(design), design.subject.day)
        return said_of(work, changed, _note(design))

    enter_on_model(replace(seat, caller=replace(caller, keep=ends)), does)
    return ended[-1]


def close_session(caller: Caller, model: str, session: str) -> DesignSession:
    """End a session without putting anything into the operating model; what was said stays.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        SessionOver: It has ended.
    """
    seat = take_model_seat(caller, model, _ENDS)
    with transaction.atomic():
        found = session_of(seat, session, locked=True)
        _must_go_on(found, found.last_number)
        _end(caller, found, entry="")
        caller.keep(found)
    return found


def _must_go_on(session: DesignSession, last: int) -> None:
    if session.ended_at is not None:
        raise SessionOver
    if session.last_number != last:
        raise SaidMeanwhile


def _end(caller: Caller, session: DesignSession, *, entry: str) -> None:
    session.ended_by, session.ended_at = caller.person, caller.at.to_datetime()
    session.entry_sha256 = entry
    session.save(update_fields=["ended_by", "ended_at", "entry_sha256"])


def _changed(opened: OpenedModel, drafted: Drafted, day: date) -> ChangedTexts:
    return value_of(changed_model(opened, opened.examine(day), drafted.values, day))


def _note(design: Design) -> str:
    """Say what the change comes from, and who was there."""
    names = [name for name, _ in design.people]
    more = len(names) - _NAMED_MOST
    told = ", ".join(names[:_NAMED_MOST]) + (f" and {more} more" if more > 0 else "")
    return f"Support model design session on {design.title}, with {told}"
