"""Something said in a session: kept as it is said, whoever else speaks meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from servanda.desk.callers import Caller
from servanda.desk.operating_model.seats import ModelSeat, take_model_seat
from servanda.desk.operating_model.sessions.seeing import design_now, session_of
from servanda.operating_model.session.answers import Answers, Said
from servanda.operating_model.session.design import Design
from servanda.operating_model.session.fitting import cleaned, unfit
from servanda.operating_model.session.places import place_named
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import DesignSession, SessionAnswer

__all__ = ["Answered", "Given", "SessionOver", "Unfit", "say_in_session"]


class SessionOver(MisusedCommand):
    """Something is to be said in a session that has ended."""

    def __init__(self) -> None:
        super().__init__("this session has ended; begin another one to go on")


class Unfit(MisusedCommand):
    """Answers cannot be taken; ``wrong`` says why, by the place of each."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{place}: {words}" for place, words in wrong.items()))
        self.wrong = wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody says at a place.

    Args:
        place: Where, in one word.
        value: What, as it was typed.
        seen: Number of the last answer at the place that they had before them, 0 for none.
    """

    place: str
    value: str
    seen: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What became of answers.

    Args:
        said: Those that say something new, as they were kept.
        last: Number of the session's last answer now.
        replaced: What somebody else had said meanwhile, unseen, by the place; it is kept.
        wrong: Why an answer was not taken, by its place.
    """

    said: tuple[Said, ...]
    last: int
    replaced: Mapping[str, Said]
    wrong: Mapping[str, str]


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
    answers, said = design.answers, list[Said]()
    wrong: dict[str, str] = {}
    replaced: dict[str, Said] = {}
    for each in given:
        place, value = place_named(each.place), cleaned(each.value)
        if place is None:
            wrong[each.place] = "a session asks nothing there"
            continue
        if words := unfit(design.subject, answers, place, value):
            wrong[each.place] = words
            continue
        if value == answers.at(place):
            continue
        new = Said(
            number=session.last_number + len(said) + 1,
            at=seat.caller.at,
            by=seat.caller.person.name,
            place=place,
            value=value,
            seen=each.seen,
        )
        answers = _with(answers, new)
        said.append(new)
        if before := answers.unseen(new):
            replaced[each.place] = before
    last = session.last_number + len(said)
    return Answered(said=tuple(said), last=last, replaced=replaced, wrong=wrong)


def _with(answers: Answers, new: Said) -> Answers:
    spoken = {**answers.said, new.place: (*answers.said.get(new.place, ()), new)}
    return Answers(said=spoken, known=answers.known, last=new.number)


def _keep(seat: ModelSeat, session: DesignSession, said: Sequence[Said]) -> None:
    if not said:
        return
    SessionAnswer.objects.bulk_create(
        SessionAnswer(
            session=session,
            number=each.number,
            at=each.at.to_datetime(),
            person=seat.caller.person,
            place=str(each.place),
            value=each.value,
            seen=each.seen,
        )
        for each in said
    )
    session.last_number = said[-1].number
    called = [each.value for each in said if str(each.place) == "service/title" and each.value]
    session.title = called[-1] if called else session.title
    session.save(update_fields=["last_number", "title"])
