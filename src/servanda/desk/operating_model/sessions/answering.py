"""Something said in a session: kept as it is said, whoever else speaks meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from django.db import transaction

from servanda.desk.callers import Caller
from servanda.desk.operating_model.seats import ModelSeat, take_model_seat
from servanda.desk.operating_model.sessions.seeing import design_now, session_of
from servanda.desk.speaking import (
    Answered,
    Asks,
    Given,
    SessionOver,
    Unfit,
    columns_of,
    take_answers,
)
from servanda.facts.said import Said
from servanda.operating_model.session.design import Design
from servanda.operating_model.session.fitting import unfit
from servanda.operating_model.session.places import place_named
from servanda.record.models import DesignSession, SessionAnswer

__all__ = ["say_in_session"]


def say_in_session(
    caller: Caller, model: str, session: str, given: Sequence[Given], *, whole: bool = True
) -> Answered:
    """Keep what somebody says in a session.

    The last word at a place stands, and those before it stay readable. An answer that says what
    stands there already enters nothing.

    Args:
        caller: Who says it.
        model: The operating model's key.
        session: The session's key.
        given: What is said.
        whole: Whether all of it is taken or nothing; otherwise what fits is, and the rest told.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        SessionOver: It has ended.
        Unfit: An answer cannot be taken, and all of them were to be.
    """
    seat = take_model_seat(caller, model, "session answered")
    with transaction.atomic():
        found = session_of(seat, session, locked=True)
        if found.ended_at is not None:
            raise SessionOver
        answered = _take(seat, found, design_now(seat, found), given)
        if whole and answered.wrong:
            raise Unfit(answered.wrong)
        _keep(seat, found, answered.said)
        caller.keep(answered)
    return answered


def _take(
    seat: ModelSeat, session: DesignSession, design: Design, given: Sequence[Given]
) -> Answered:
    asks = Asks(place_named=place_named, unfit=partial(unfit, design.subject))
    return take_answers(seat.caller, asks, design.answers, given, last=session.last_number)


def _keep(seat: ModelSeat, session: DesignSession, said: Sequence[Said]) -> None:
    if not said:
        return
    SessionAnswer.objects.bulk_create(
        SessionAnswer(session=session, **columns) for columns in columns_of(seat.caller, said)
    )
    session.last_number = said[-1].number
    called = [each.value for each in said if str(each.place) == "service/title" and each.value]
    session.title = called[-1] if called else session.title
    session.save(update_fields=["last_number", "title"])
