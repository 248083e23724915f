"""A session as it stands for somebody: what was said, what that comes to, and who is there."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from servanda.desk.callers import Caller
from servanda.desk.operating_model.reading import read_in_book
from servanda.desk.operating_model.seats import ModelSeat, take_model_seat
from servanda.desk.refusals import NotThere
from servanda.desk.speaking import News, attend, guests_of, said_in
from servanda.facts.said import fold
from servanda.operating_model.session.design import Design, design_of
from servanda.operating_model.session.knowing import Subject, known_before
from servanda.operating_model.session.outstanding import Outstanding, outstanding
from servanda.operating_model.session.places import place_named
from servanda.record.models import DesignSession

__all__ = [
    "SessionSeen",
    "design_now",
    "news",
    "see_session",
    "session_of",
    "sessions_of",
]

_LOOKS = "session looked at"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSeen:
    """Hold a session as it stands.

    Args:
        seat: Who looks.
        session: The session.
        design: What was said, put together.
    """

    seat: ModelSeat
    session: DesignSession
    design: Design

    @property
    def outstanding(self) -> tuple[Outstanding, ...]:
        """Return what has still to be said before its design can be taken over."""
        return outstanding(self.design)

    @property
    def is_over(self) -> bool:
        """Return whether nothing is said any more."""
        return self.session.ended_at is not None

    @property
    def may_answer(self) -> bool:
        """Return whether the one who looks may say something."""
        return not self.is_over and self.seat.may("session answered")

    @property
    def may_end(self) -> bool:
        """Return whether the one who looks may end it."""
        return not self.is_over and self.seat.may("session ended")


def sessions_of(caller: Caller, model: str) -> list[DesignSession]:
    """Return the sessions of an operating model, those that go on first, then the latest.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
    """
    seat = take_model_seat(caller, model, _LOOKS)
    found = seat.model.sessions.select_related("begun_by", "ended_by")
    ordered = found.annotate(is_over=Count("ended_at")).order_by("is_over", "-begun_at", "-pk")
    return list(ordered)


def see_session(caller: Caller, model: str, session: str, does: str = _LOOKS) -> SessionSeen:
    """Return a session as it stands.

    Args:
        caller: Who looks.
        model: The operating model's key.
        session: The session's key.
        does: What is done, as the table of rights calls it.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
    """
    seat = take_model_seat(caller, model, does)
    found = session_of(seat, session)
    return SessionSeen(seat=seat, session=found, design=design_now(seat, found))


def session_of(seat: ModelSeat, session: str, *, locked: bool = False) -> DesignSession:
    """Return a session of an operating model by its key.

    Args:
        seat: Who works on the model.
        session: The session's key.
        locked: Whether nobody else says something until the transaction ends.

    Raises:
        NotThere: There is none.
    """
    rows: QuerySet[DesignSession] = DesignSession.objects.filter(model=seat.model, key=session)
    found = (rows.select_for_update() if locked else rows).first()
    if found is None:
        raise NotThere
    return found


def design_now(seat: ModelSeat, session: DesignSession) -> Design:
    """Return what was said in a session, put together over what the operating model says."""
    opened, day = read_in_book(seat.model), seat.caller.at.to_datetime().date()
    subject = Subject(
        model=opened.heard(day)[0].model,
        histories=opened.histories,
        name=session.service,
        day=day,
    )
    answers = fold(
        said_in(session.answers.select_related("person"), place_named), known_before(subject)
    )
    return design_of(subject, answers)


def news(caller: Caller, model: str, session: str, *, after: int, looks_at: str = "") -> News:
    """Return what was said in a session after an answer, and who is there.

    Args:
        caller: Who looks.
        model: The operating model's key.
        session: The session's key.
        after: Number of the last answer that they know.
        looks_at: The part of it that they look at, told to the others; empty to tell nothing.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
    """
    seat = take_model_seat(caller, model, _LOOKS)
    found = session_of(seat, session)
    if looks_at:
        attend(caller, found, looks_at)
    rows = found.answers.filter(number__gt=after).select_related("person")
    return News(
        said=said_in(rows, place_named),
        last=found.last_number,
        here=guests_of(caller, found),
        is_over=found.ended_at is not None,
    )
