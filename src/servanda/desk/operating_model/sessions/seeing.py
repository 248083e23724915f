"""A session as it stands for somebody: what was said, what that comes to, and who is there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, QuerySet

from servanda.desk.callers import Caller
from servanda.desk.operating_model.reading import read_in_book
from servanda.desk.operating_model.seats import ModelSeat, take_model_seat
from servanda.desk.refusals import NotThere
from servanda.kernel.time import Instant
from servanda.operating_model.session.answers import Said, fold
from servanda.operating_model.session.design import Design, design_of
from servanda.operating_model.session.knowing import Subject, known_before
from servanda.operating_model.session.outstanding import Outstanding, outstanding
from servanda.operating_model.session.places import place_named
from servanda.record.models import DesignSession, SessionAnswer, SessionGuest

__all__ = [
    "Guest",
    "News",
    "SessionSeen",
    "attend",
    "design_now",
    "news",
    "said_in",
    "see_session",
    "session_of",
    "sessions_of",
]

_LOOKS = "session looked at"
_HERE = timedelta(seconds=20)
_NOTED_EVERY = timedelta(seconds=5)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody who looks at a session now, and at which part of it."""

    name: str
    looks_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What happened in a session since somebody looked.

    Args:
        said: What was said since then.
        last: Number of the last answer.
        here: Who is there now, by name.
        is_over: Whether nothing is said any more.
    """

    said: tuple[Said, ...]
    last: int
    here: tuple[Guest, ...]
    is_over: bool


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
    answers = fold(said_in(session.answers.select_related("person")), known_before(subject))
    return design_of(subject, answers)


def said_in(rows: Iterable[SessionAnswer]) -> tuple[Said, ...]:
    """Return answers as they are kept, as what was said."""
    said = []
    for row in rows:
        place = place_named(row.place)
        # What a later version does not ask any more stays in the table, and says nothing.
        if place is not None:
            said.append(
                Said(
                    number=row.number,
                    at=Instant.from_datetime(row.at),
                    by=row.person.name,
                    place=place,
                    value=row.value,
                    seen=row.seen,
                )
            )
    return tuple(said)


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
        attend(seat, found, looks_at)
    rows = found.answers.filter(number__gt=after).select_related("person")
    since = caller.at.to_datetime() - _HERE
    guests = found.guests.filter(seen_at__gte=since).select_related("person")
    return News(
        said=said_in(rows),
        last=found.last_number,
        here=tuple(
            Guest(name=each.person.name, looks_at=each.looks_at)
            for each in guests.order_by("person__name", "pk")
        ),
        is_over=found.ended_at is not None,
    )


def attend(seat: ModelSeat, session: DesignSession, looks_at: str) -> None:
    """Note that somebody looks at a part of a session; noted again only after some seconds."""
    now = seat.caller.at.to_datetime()
    known = session.guests.filter(person=seat.caller.person).first()
    if known and known.looks_at == looks_at and now - known.seen_at < _NOTED_EVERY:
        return
    SessionGuest.objects.update_or_create(
        session=session,
        person=seat.caller.person,
        defaults={"looks_at": looks_at, "seen_at": now},
    )
