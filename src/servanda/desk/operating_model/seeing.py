"""How an operating model stands for somebody who looks at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from servanda.agreement.model.agreement import History
from servanda.decisions.objections.accounted import day_of
from servanda.desk.callers import Caller, allow
from servanda.desk.operating_model.reading import read_in_book, texts_held, texts_of
from servanda.desk.operating_model.seats import ModelSeat, models_of, take_model_seat
from servanda.desk.refusals import NotThere
from servanda.facts.accounted import TextChanged
from servanda.journal.chain import Journal
from servanda.kernel.time import Instant
from servanda.operating_model.model.portfolio import OperatingModel
from servanda.operating_model.rules.everything import Examination, examine
from servanda.operating_model.sharing import shared_with
from servanda.operating_model.standing import ServiceStanding
from servanda.pipeline.operating import OpenedModel
from servanda.record.models import OperatingModel as KeptModel

__all__ = ["ModelOnList", "ModelSeen", "list_models", "see_model", "see_whole_model", "text_before"]

_LOOKS, _LOOKS_AT_ALL = "operating model looked at", "whole operating model looked at"
_EXAMINED = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSeen:
    """Hold an operating model as somebody sees it on a day.

    Args:
        seat: Who sees it.
        opened: The whole model as its text has it; of no use to another party.
        examination: How it stands, as far as one sees it.
        at: The moment of looking.
        day: The day that is looked at.
    """

    seat: ModelSeat
    opened: OpenedModel
    examination: Examination
    at: Instant
    day: date

    @property
    def model(self) -> OperatingModel:
        """Return what one sees of the model, with what was said about it."""
        return self.examination.model

    @property
    def journal(self) -> Journal:
        """Return everything that was entered."""
        return self.opened.journal

    @property
    def histories(self) -> Mapping[str, History]:
        """Return the agreements that the model names, by what it calls them."""
        return self.opened.histories

    def standing(self, service: str) -> ServiceStanding:
        """Return how a service stands; raises ``NotThere``."""
        found = self.examination.standings.get(service)
        if found is None:
            raise NotThere
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelOnList:
    """An operating model that one has a part in, and whether it is one's own organisation's."""

    model: KeptModel
    is_own: bool


def list_models(caller: Caller) -> list[ModelOnList]:
    """Return the operating models that one has a part in, by title; raises ``NotInScope``."""
    allow(caller, "operating models listed")
    own = caller.person.organisation_id
    return [
        ModelOnList(model=each, is_own=each.organisation_id == own) for each in models_of(caller)
    ]


def see_model(
    caller: Caller, model: str, does: str = _LOOKS, *, day: date | None = None
) -> ModelSeen:
    """Return an operating model as it stands for somebody.

    Args:
        caller: Who looks.
        model: The operating model's key.
        does: What is done, as the table of rights calls it.
        day: The day that is looked at; today if not said.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
    """
    seat = take_model_seat(caller, model, does)
    opened, looked_at = read_in_book(seat.model), day or caller.at.to_datetime().date()
    examination = _examined(_Same(opened), looked_at, seat.links)
    return ModelSeen(seat=seat, opened=opened, examination=examination, at=caller.at, day=looked_at)


def see_whole_model(caller: Caller, model: str, *, day: date | None = None) -> ModelSeen:
    """Return all of an operating model; as ``see_model``, for its own organisation alone."""
    return see_model(caller, model, _LOOKS_AT_ALL, day=day)


def text_before(seen: ModelSeen, day: date) -> Mapping[str, bytes]:
    """Return the texts that held at the end of a day; the first ones where it lies before them.

    Raises:
        CannotRead: One is not there any more.
    """
    entries = seen.journal.entries
    before = [each for each in entries if day_of(each) <= day]
    # What was said before the book had it came in with its journal, ahead of the first text.
    first = next(each for each in entries if isinstance(each.act, TextChanged))
    return texts_of(seen.seat.model, texts_held(before) or texts_held((first,)))


class _Same:
    """A model that was read, which is the same one as long as it is the same object."""

    def __init__(self, opened: OpenedModel) -> None:
        self.opened = opened

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.opened is self.opened

    def __hash__(self) -> int:
        return id(self.opened)


@lru_cache(maxsize=_EXAMINED)
def _examined(same: _Same, day: date, links: tuple[str, ...]) -> Examination:
    opened = same.opened
    heard = opened.heard(day)[0].model
    if links:
        return examine(shared_with(heard, links), opened.histories, day)
    return examine(heard, opened.histories, day)
