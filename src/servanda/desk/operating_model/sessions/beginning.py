"""A session begun, or gone on with where there is one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from servanda.agreement.notebook import advise_name
from servanda.desk.callers import Caller
from servanda.desk.operating_model.reading import read_in_book
from servanda.desk.operating_model.seats import ModelSeat, take_model_seat
from servanda.facts.said import Place, cleaned
from servanda.operating_model.session.naming import FreeNames
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import DesignSession, OperatingModel, SessionAnswer

__all__ = ["Begun", "NoSubject", "UnknownSubject", "begin_session"]

_TITLE_LONGEST = 300


class NoSubject(MisusedCommand):
    """Nothing says which service a session is about."""

    def __init__(self) -> None:
        super().__init__(
            "say which service it is about: one that the operating model has, or the title of a"
            f" new one, of at most {_TITLE_LONGEST} characters"
        )


class UnknownSubject(MisusedCommand):
    """A session is to be about a service that the operating model does not have."""

    def __init__(self, name: str, advice: str) -> None:
        super().__init__(
            f"the operating model has no service '{name}'; {advice or 'there are none so far'};"
            " for a new one give its title"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """Hold a session, and whether it went on already."""

    session: DesignSession
    is_new: bool


def begin_session(caller: Caller, model: str, *, service: str = "", title: str = "") -> Begun:
    """Begin a session about a service, or go on with the one that is open.

    Args:
        caller: Who begins it.
        model: The operating model's key.
        service: The service by its name, if the operating model has it.
        title: What a new service is called; empty for one that is there.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        NoSubject: Neither is said, or both.
        UnknownSubject: The operating model has no such service.
    """
    seat = take_model_seat(caller, model, "session begun")
    title = cleaned(title)
    if bool(service) == bool(title) or len(title) > _TITLE_LONGEST or not title.isprintable():
        raise NoSubject
    known = read_in_book(seat.model).model.services
    if service and service not in known:
        raise UnknownSubject(service, advise_name(service, known))
    titles = {each.title.casefold(): name for name, each in known.items()}
    name = service or titles.get(title.casefold()) or FreeNames("service", known).free(title)
    called = known[name].title if name in known else title
    with transaction.atomic():
        # Whoever else begins one meanwhile waits here.
        OperatingModel.objects.select_for_update().get(pk=seat.model.pk)
        open_one = DesignSession.objects.filter(
            model=seat.model, service=name, ended_at__isnull=True
        ).first()
        is_new = open_one is None
        begun = Begun(session=open_one or _new(seat, name, called), is_new=is_new)
        if is_new and name not in known:
            _call(seat, begun.session, title)
        caller.keep(begun)
    return begun


def _new(seat: ModelSeat, name: str, title: str) -> DesignSession:
    return DesignSession.objects.create(
        model=seat.model,
        service=name,
        title=title,
        begun_by=seat.caller.person,
        begun_at=seat.caller.at.to_datetime(),
    )


def _call(seat: ModelSeat, session: DesignSession, title: str) -> None:
    """Let the title be the first thing that was said."""
    SessionAnswer.objects.create(
        session=session,
        number=1,
        at=seat.caller.at.to_datetime(),
        person=seat.caller.person,
        place=str(Place("service", "", "title")),
        value=title,
        seen=0,
    )
    session.last_number = 1
    session.save(update_fields=["last_number"])
